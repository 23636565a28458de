"""Running `cardtui` in this process, as a shell would see it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cardtui.cli import main


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def run_cardtui(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    """Run a command to its end."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    said = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return Result(end.value.code, said.out, said.err)
