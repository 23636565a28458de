"""strace as a saboteur: it kills a process or fails its call at the N-th call of a kind.

Only calls on the files of one folder count, so that the start of Python is none of them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from torture.breaks import environment_of_break

STRACE = shutil.which("strace")
_WORKER = Path(__file__).with_name("worker.py")
_CALL = re.compile(r"^(?:\d+ +)?(?P<name>[a-z0-9_]+)\(")
_SECONDS = 60


@dataclass(frozen=True)
class Ran:
    """How a worker ended: its exit code or minus a signal, what it confirmed, what it told."""

    code: int
    confirmed: int
    told: tuple[str, ...]
    errors: str


@cache
def can_trace() -> bool:
    """Whether strace is there and may be used."""
    if STRACE is None:
        return False
    tried = subprocess.run([STRACE, "-o", os.devnull, "true"], capture_output=True, check=False)
    return tried.returncode == 0


def calls_of(scene: str, folder: Path) -> list[tuple[str, int]]:
    """Every call of a scene on its folder, as a kind and a number among its kind."""
    log = folder.parent / "strace.log"
    _run(scene, folder, ["-o", str(log)])
    names = [found["name"] for line in log.read_text().splitlines() if (found := _CALL.match(line))]
    seen: Counter[str] = Counter()
    calls = []
    for name in names:
        seen[name] += 1
        calls.append((name, seen[name]))
    return calls


def sabotaged(scene: str, folder: Path, name: str, number: int, what: str) -> Ran:
    """Run a scene in which one call is sabotaged: `what` is as in strace's `inject`."""
    return _run(scene, folder, ["-o", os.devnull, "-e", f"inject={name}:{what}:when={number}"])


def _run(scene: str, folder: Path, options: Sequence[str]) -> Ran:
    assert STRACE is not None
    files = [folder, *(folder / name for name in _names())]
    paths = [word for path in files for word in ("-P", str(path))]
    done = subprocess.run(
        [STRACE, "-f", "-qq", *paths, *options, sys.executable, str(_WORKER), scene, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
        env={**os.environ, **environment_of_break()},
    )
    said = done.stdout.splitlines()
    confirmed = [int(line.split()[1]) for line in said if line.startswith("saved ")]
    told = tuple(line.removeprefix("told ") for line in said if line.startswith("told "))
    return Ran(done.returncode, max(confirmed, default=0), told, done.stderr)


def _names() -> list[str]:
    bases = ("card.toml", "real.toml")
    return [*bases, *(f".{base}.cardtui-tmp" for base in bases)]
