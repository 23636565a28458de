"""One time for all that a command fetches."""

from __future__ import annotations

import pytest

from cardtui.errors import FileError
from cardtui.sharing import patience
from cardtui.sharing.patience import patience_of_a_command, time_to_fetch


def test_what_one_takes_the_others_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its own limit as long as there is more; then what is left; then nothing."""
    now = [1000.0]
    monkeypatch.setattr(patience, "monotonic", lambda: now[0])
    given = []

    def fetch(takes: float) -> None:
        with time_to_fetch(60, "https://example.org/b.git") as seconds:
            given.append(seconds)
            now[0] += takes

    with patience_of_a_command():
        for takes in (60, 59, 58, 3):
            fetch(takes)
        assert given == [60, 60, 60, 3]
        with pytest.raises(FileError, match=r"b\.git: this command has fetched banks for 180 sec"):
            fetch(1)
    with patience_of_a_command():
        fetch(60)


def test_a_fetch_that_fails_takes_its_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a server that says nothing would cost none."""
    now = [0.0]
    monkeypatch.setattr(patience, "monotonic", lambda: now[0])
    with patience_of_a_command():
        for _ in range(3):
            with pytest.raises(TimeoutError), time_to_fetch(60, "x"):
                now[0] += 60
                raise TimeoutError
        with pytest.raises(FileError), time_to_fetch(60, "x"):
            pass
