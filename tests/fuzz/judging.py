"""What every file of a stranger is held to, whether it can be used or not.

It is loaded, or refused with problems of one line each; nothing that is printed of it holds a
control character but newline and tab, or one that turns a line round; and no file takes long.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cardtui.cli import main
from cardtui.cli.messages import say_problems
from cardtui.errors import CardtuiError
from cardtui.text.clean import unsafe_characters

MOST_TIMES_THE_MEDIAN = 20
_MOST_LOOKED_AT_AGAIN = 40
_LOOKED_AT_AGAIN_OF = 20
"""Of so many files one, the slowest ones, is read three times more, and the best time counts: a
machine that was busy with something else is not the fault of the file."""
_BEGINNING = "cardtui: "

Read = Callable[[Path], object]
"""Reads a file as the commands do. Raises `CardtuiError` where it cannot be used."""
Print = Callable[[Path], Iterable[list[str]]]
"""The commands whose output is looked at where the file can be used."""


@dataclass
class Figures:
    """What came of many files."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """Of each file, in their order."""

    @property
    def median(self) -> float:
        """Seconds for a file in the middle."""
        return statistics.median(self.seconds)

    @property
    def ratio(self) -> float:
        """How many times the median the slowest takes."""
        return max(self.seconds) / self.median

    def __str__(self) -> str:
        counted = ", ".join(f"{count:,} {what}" for what, count in self.counts.most_common())
        median, slowest = 1000 * self.median, 1000 * max(self.seconds)
        which = self.seconds.index(max(self.seconds))
        return (
            f"{counted}\nmedian {median:.1f} ms, slowest {slowest:.1f} ms (number {which}):"
            f" {self.ratio:.1f} times, at most {MOST_TIMES_THE_MEDIAN}"
        )


def judged(files: Iterable[bytes], read: Read, commands: Print, every: int = 1) -> Figures:
    """Judge files; of every so many that can be used, all that the commands print is looked at.

    Raises `AssertionError` with the number of the file that breaks a promise.
    """
    figures = Figures()
    kept: list[tuple[float, int, bytes]] = []
    with _scratch() as folder:
        path = folder / "file.toml"
        for number, raw in enumerate(files):
            path.write_bytes(raw)
            started = time.perf_counter()
            try:
                problems = _problems(path, read)
                figures.seconds.append(time.perf_counter() - started)
                if problems:
                    _require_told(problems)
                elif number % every == 0:
                    for command in commands(path):
                        _require_clean(command)
                assert path.read_bytes() == raw, "the file was written"
            except Exception as error:
                raise AssertionError(f"number {number}: {type(error).__name__}: {error}") from error
            figures.counts["refused" if problems else "loaded"] += 1
            kept = sorted([*kept, (figures.seconds[-1], number, raw)], reverse=True)
            del kept[_MOST_LOOKED_AT_AGAIN:]
        again = len(figures.seconds) // _LOOKED_AT_AGAIN_OF
        for seconds, number, raw in kept[:again]:
            path.write_bytes(raw)
            figures.seconds[number] = min(seconds, *(_seconds(path, read) for _ in range(3)))
    return figures


def _problems(path: Path, read: Read) -> CardtuiError | None:
    try:
        read(path)
    except CardtuiError as error:
        return error
    return None


def _seconds(path: Path, read: Read) -> float:
    started = time.perf_counter()
    _problems(path, read)
    return time.perf_counter() - started


def _require_told(error: CardtuiError) -> None:
    """Every problem is one line, and below it at most an excerpt of two."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        say_problems(error.problems)
    lines = said.getvalue().removesuffix("\n").split("\n")
    told = [line for line in lines if line.startswith(_BEGINNING)]
    excerpts = sum(bool(p.excerpt and p.excerpt.source.strip()) for p in error.problems)
    assert error.problems, "nothing is told"
    assert len(told) == len(error.problems), f"not one line each: {lines}"
    assert len(lines) == len(told) + 2 * excerpts, f"lines of nothing: {lines}"
    _require_safe(said.getvalue())


def _require_clean(command: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(command)
        except SystemExit as end:
            assert end.code in (0, 1, 2), f"{command} ends with {end.code}"
        finally:
            gc.enable()
    _require_safe(out.getvalue())
    _require_safe(err.getvalue())


def _require_safe(printed: str) -> None:
    unsafe = unsafe_characters(printed) | ({"\r"} & set(printed))
    assert not unsafe, f"{sorted(unsafe)} in {printed[:2_000]!r}"


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """A folder of its own, errors inside the program raised, and no project around."""
    before, debug = os.getcwd(), os.environ.get("CARDTUI_DEBUG")
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        os.environ["CARDTUI_DEBUG"] = "1"
        try:
            yield Path(name)
        finally:
            os.chdir(before)
            os.environ.pop("CARDTUI_DEBUG")
            if debug is not None:
                os.environ["CARDTUI_DEBUG"] = debug


def command_line(about: str, kind: str, fuzz: Callable[[int, int], Figures]) -> int:
    """Fuzz as the command line says, and print the figures. 1 where a file took too long."""
    parser = argparse.ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("-n", "--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    started = time.perf_counter()
    figures = fuzz(given.number, given.seed)
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{given.number:,} {kind} in {seconds:.0f} s, seed {given.seed}\n{figures}\n")
    return 0 if figures.ratio <= MOST_TIMES_THE_MEDIAN else 1
