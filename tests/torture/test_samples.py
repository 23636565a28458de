"""A small part of the torture of saving, for every run of the tests, and proof that it can fail."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from torture import tracing
from torture.faults import fail_while_saving
from torture.kills import kill_while_saving
from torture.mutants import read_mutants
from torture.power import fail_the_power
from torture.report import Outcome, Row, Share, run_row
from torture.scenes import SCENES, run
from torture.sessions import kill_while_typing
from torture.watched import Call, watched
from torture.writers import write_together

RUN = Path(__file__).with_name("run.py")


@pytest.mark.parametrize(
    ("torture", "share", "least"),
    [
        (kill_while_saving, 0.02, 20),
        (kill_while_typing, 0.01, 1),
        (fail_while_saving, 0.02, 100),
        (fail_the_power, 0.05, 50),
        (read_mutants, 0.01, 1000),
        (write_together, 0.02, 20),
    ],
    ids=["kills", "typing", "faults", "power", "mutants", "writers"],
)
def test_a_sample_breaks_no_promise(
    torture: Callable[[Share], Outcome], share: Share, least: int
) -> None:
    """What `tests/torture/run.py` does thousands of times."""
    outcome = torture(share)
    assert outcome.broken == []
    assert outcome.total >= least


@pytest.mark.parametrize(
    ("how", "row"), [("no-fsync", "power"), ("in-place", "power"), ("in-place", "kills")]
)
def test_a_broken_save_is_noticed(how: str, row: str) -> None:
    """Saving without flushing, or over the old card, does not pass."""
    if row == "kills":
        command = (
            "from torture.breaks import break_saves; from torture.kills import kill_by_shim; "
            f"break_saves({how!r}); raise SystemExit(1 if kill_by_shim(0.05).broken else 0)"
        )
        arguments = ["-c", f"import sys; sys.path.insert(0, {str(RUN.parents[1])!r}); {command}"]
    else:
        arguments = [str(RUN), "--quick", "--only", row, "--break", how]
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not tracing.can_trace(), reason="strace is not there, or may not be used")
@pytest.mark.parametrize("scene", SCENES[:2], ids=lambda scene: scene.name)
def test_the_shim_sees_what_the_system_does(scene: Any, tmp_path: Path) -> None:
    """Every call that changes a file, in number, is one that the shim can fail and note."""
    seen: Counter[str] = Counter()

    def note(name: str, real: Call, arguments: tuple[Any, ...]) -> Any:
        seen[name] += 1
        return real(*arguments)

    with tempfile.TemporaryDirectory() as folder, watched(note):
        scene.prepare(Path(folder))
        run(scene, Path(folder), lambda _: None)
    folder = tmp_path / "card"
    folder.mkdir()
    scene.prepare(folder)
    traced = Counter(name for name, _ in tracing.calls_of(scene.name, folder))
    other_names = {"replace": r"rename(at2?)?", "link": r"link(at)?", "unlink": r"unlink(at)?"}
    for name in ("write", "fsync", "replace", "link", "unlink", "fchmod", "flock"):
        pattern = re.compile(other_names.get(name, name))
        found = sum(count for call, count in traced.items() if pattern.fullmatch(call))
        assert seen[name] == found, name
    changing = re.compile(r"(p?writev?|pwrite64|ftruncate|truncate|fallocate|sendfile|copy_file.*)")
    assert {name for name in traced if changing.fullmatch(name)} == {"write"}


def test_a_row_that_was_tried_too_seldom_has_not_held() -> None:
    """A table with small numbers is no table."""
    row = Row("few", 10, "nothing", lambda _: Outcome(Counter(tries=9)))
    assert run_row(row, 1)[0] is False
    assert run_row(row, 0.5)[0] is True


def test_a_row_that_fails_has_not_held() -> None:
    """The rows behind it are still tried."""

    def fail(_: Share) -> Outcome:
        raise OSError("no place to work in")

    held, text = run_row(Row("failing", 1, "nothing", fail), 1)
    assert not held
    assert "no place to work in" in text
