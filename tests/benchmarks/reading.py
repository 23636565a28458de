"""What reading costs: the section at the right beside typing, and the whole card on its screen.

    python tests/benchmarks/reading.py [-n RUNS]

Everything is a ratio to a baseline in the same run, taken in turn. Exits 1 where one passes its
limit.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from unicodedata import category

import run  # noqa: F401

from support.long_cards import long_card
from support.terminal import Terminal

_KEY_LIMIT = 1.1
_KEYS_IN_TURN, _KEYS_IN_LINE = 24, 12
_WITHOUT_SECTION = """
import sys
from cardtui.app.widgets.preview import Preview
from cardtui.cli import main

Preview.DEFAULT_CSS = "Screen #preview { display: none; }"
main(sys.argv[1:])
"""
_WITH_SECTION = """
import sys
from cardtui.cli import main

main(sys.argv[1:])
"""
_PAUSES = (0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3, 0.4, 0.5)
"""Seconds between keys, as people type and stop to think."""


def app_on(folder: Path, script: str, name: str) -> Terminal:
    """The app on a card with a long section, at the last of its long texts."""
    long_card(folder / name)
    (folder / name / "app.py").write_text(script)
    command = [sys.executable, "app.py", "card.toml", "--bank", "bank.toml", "--at", "text19"]
    return Terminal(command, folder=folder / name)


def key_times(terminal: Terminal, letters: Iterator[str], seed: int) -> list[float]:
    """The times from a key to the screen, of keys typed as a person types."""
    pauses = random.Random(seed)
    times = []
    for key in range(_KEYS_IN_TURN):
        if key % _KEYS_IN_LINE == 0:
            terminal.press("enter")
            terminal.watch(monotonic() + 0.2)
        times.append(terminal.seconds_until_written(next(letters)))
        terminal.watch(monotonic() + pauses.choice(_PAUSES))
    terminal.watch(monotonic() + 1)
    return times


def keys_beside_the_section(folder: Path, turns: int) -> bool:
    """A key to the screen, with a long section at the right and with none."""
    with (
        app_on(folder, _WITH_SECTION, "with") as beside,
        app_on(folder, _WITHOUT_SECTION, "without") as alone,
    ):
        letters = {beside: _letters(), alone: _letters()}
        for terminal in (beside, alone):
            terminal.wait_for("Text 19?")
            terminal.wait_for(" next")
            terminal.watch(monotonic() + 2)
            key_times(terminal, letters[terminal], 0)
        pairs = [
            (key_times(beside, letters[beside], seed), key_times(alone, letters[alone], seed))
            for seed in range(turns)
        ]
    within = True
    for what, figure in (("median", statistics.median), ("p95", _p95)):
        ratios = [figure(with_it) / figure(without) for with_it, without in pairs]
        ratio = statistics.median(ratios)
        all_with = figure([t for with_it, _ in pairs for t in with_it]) * 1000
        all_without = figure([t for _, without in pairs for t in without]) * 1000
        print(
            f"a key to the screen beside a long section, to without, {what}: {ratio:.2f} "
            f"(least {min(ratios):.2f}, most {max(ratios):.2f}, limit {_KEY_LIMIT:g}); "
            f"{all_with:.1f} ms to {all_without:.1f} ms",
            flush=True,
        )
        within = within and ratio <= _KEY_LIMIT
    return within


def _letters() -> Iterator[str]:
    """Letters that stand nowhere else on the screen, each of them once."""
    return (each for each in map(chr, range(0x100, 0x2000)) if category(each) in ("Lu", "Ll"))


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--runs", type=int, default=9, help="pairs of runs (9)")
    runs = parser.parse_args().runs
    results = []
    with tempfile.TemporaryDirectory() as folder:
        results.append(keys_beside_the_section(Path(folder), runs))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
