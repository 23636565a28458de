"""What a save costs: against a bare durable write, and between a key and the screen.

    python tests/benchmarks/saving.py [-n RUNS]

Everything is a ratio to a baseline in the same run, taken in turn. Exits 1 where one passes its
limit, or where a card is not right afterwards.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.card.file import CardFile, read_card, save_card, unsaved_card
from cardtui.card.model import Answer, BankReference, Card
from support.benchmarks import Benchmark, is_within_limit, text_bank
from support.terminal import Terminal

SMALL, LARGE, HUGE = 40, 1_000, 10_000
"""Numbers of answers."""
_WRITE_LIMIT, _KEY_LIMIT = 5.0, 1.5
_KEYS_IN_TURN = 8
_SAVING_APP = """
import signal, sys, threading
from cardtui.app.screens import interview, saving
from cardtui.card.file import save_card
from cardtui.card.model import Answer
from cardtui.cli import main

saves = threading.Event()
signal.signal(signal.SIGUSR1, lambda *_: saves.clear() if saves.is_set() else saves.set())
saving._SAVE_AFTER = saving._LONGEST_UNSAVED = 3600

on_mount = interview.InterviewScreen.on_mount

def begin(screen):
    on_mount(screen)
    threading.Thread(target=save_for_ever, args=(screen.session,), daemon=True).start()

def save_for_ever(session):
    file, number = session._file, 0
    while saves.wait():
        number += 1
        file = save_card(file, file.card.with_answer("q7", Answer(f"saved {number}")), session._order)

interview.InterviewScreen.on_mount = begin
main(sys.argv[1:])
"""
"""The app, saving without a pause while it is told to."""


def begun(path: Path, count: int) -> CardFile:
    """A card of so many answers on disk."""
    answers = {
        f"q{i}": Answer(f"The answer to question {i}.", asked="5f1c9a2b") for i in range(count)
    }
    card = Card("0192f0c8", BankReference("large", "1.0.0"), answers)
    return save_card(unsaved_card(path, card), card, list(answers))


def bare_write(path: Path, content: bytes) -> None:
    """What any durable write must do: temporary file, write, fsync, rename, fsync of the folder."""
    temporary = f"{path}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    os.write(descriptor, content)
    os.fsync(descriptor)
    os.close(descriptor)
    os.replace(temporary, path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def saving(folder: Path, count: int, limit: float) -> Benchmark:
    """One answer saved, to a bare write of the same bytes."""
    order = [f"q{i}" for i in range(count)]
    file = begun(folder / "card.toml", count)
    number = 0

    def save() -> None:
        nonlocal file, number
        number += 1
        card = file.card.with_answer("q7", Answer(f"Answer number {number}.", asked="5f1c9a2b"))
        file = save_card(file, card, order)

    return Benchmark(
        f"one answer of {count:,} saved, to a bare durable write of the same bytes",
        lambda: seconds(save),
        lambda: seconds(lambda: bare_write(folder / "bare.toml", file.source.text.encode())),
        limit,
    )


def keys_while_saving(folder: Path, turns: int) -> bool:
    """The time from a key to the screen, while the app saves without a pause and while it does not."""
    (folder / "bank.toml").write_text(text_bank(LARGE))
    begun(folder / "card.toml", LARGE)
    script = folder / "saving_app.py"
    script.write_text(_SAVING_APP)
    command = [sys.executable, script, "card.toml", "--bank", "bank.toml", "--at", "q500"]
    ratios, milliseconds = [], []
    with Terminal(command, folder=folder) as terminal:
        terminal.wait_for("Question 500?")
        terminal.wait_for(" next")
        # Letters that stand nowhere else on the screen, each of them once.
        letters = map(chr, range(0x100, 0x370))
        _keys(terminal, letters)
        for _ in range(turns):
            idle = _keys(terminal, letters)
            terminal.kill(signal.SIGUSR1)
            _keys(terminal, letters)
            busy = _keys(terminal, letters)
            terminal.kill(signal.SIGUSR1)
            _keys(terminal, letters)
            ratios.append(busy / idle)
            milliseconds.append(busy * 1000)
    saved = read_card(folder / "card.toml").card.answers["q7"].value
    median = statistics.median(ratios)
    print(
        f"a key to the screen while saving {LARGE:,} answers, to without: {median:.2f} "
        f"(least {min(ratios):.2f}, most {max(ratios):.2f}, limit {_KEY_LIMIT:g}); "
        f"{statistics.median(milliseconds):.0f} ms; {saved} times meanwhile",
        flush=True,
    )
    return median <= _KEY_LIMIT


def _keys(terminal: Terminal, letters: Iterator[str]) -> float:
    """The median time of some keys."""
    typed = islice(letters, _KEYS_IN_TURN)
    return statistics.median(map(terminal.seconds_until_written, typed))


def huge_card(folder: Path) -> bool:
    """Open, save and look at a card of ten thousand answers."""
    path = folder / "huge.toml"
    first = begun(path, HUGE)
    lines = path.read_text().splitlines()
    order = list(first.card.answers)
    opening = seconds(lambda: read_card(path))
    file = read_card(path)
    times = []
    for i in range(5):
        card = file.card.with_answer("q9000", Answer(f"saved {i}", asked="5f1c9a2b"))
        start = perf_counter()
        file = save_card(file, card, order)
        times.append(perf_counter() - start)
    changed = [
        new for old, new in zip(lines, path.read_text().splitlines(), strict=True) if old != new
    ]
    is_right = read_card(path).card == file.card and changed == ['value = "saved 4"']
    print(
        f"a card of {HUGE:,} answers: opened in {opening * 1000:.0f} ms, saved first in "
        f"{times[0] * 1000:.0f} ms, then in {statistics.median(times[1:]) * 1000:.0f} ms; "
        f"{'right' if is_right else 'WRONG'}",
        flush=True,
    )
    return is_right


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--runs", type=int, default=60, help="pairs of saves (60)")
    runs = parser.parse_args().runs
    results = []
    for count, limit in ((SMALL, _WRITE_LIMIT), (LARGE, _WRITE_LIMIT)):
        with tempfile.TemporaryDirectory() as folder:
            results.append(is_within_limit(saving(Path(folder), count, limit), runs))
    with tempfile.TemporaryDirectory() as folder:
        results.append(keys_while_saving(Path(folder), min(max(runs // 5, 3), 15)))
        results.append(huge_card(Path(folder)))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
