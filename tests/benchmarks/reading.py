"""What reading costs: the section at the right beside typing, and the whole card on its screen.

    python tests/benchmarks/reading.py [-n RUNS]

Everything is a ratio to a baseline in the same run, taken in turn. Exits 1 where one passes its
limit.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from time import monotonic, perf_counter
from unicodedata import category

from rich.console import Console
from rich.markdown import Markdown
from run import Benchmark, is_within_limit

from cardtui.app.widgets.reader import Reader
from cardtui.formats.markdown.document import to_markdown
from cardtui.interview.session import Session
from support.long_cards import long_card
from support.pilot import interview, running
from support.terminal import Terminal

_KEY_LIMIT, _TOP_LIMIT, _WHOLE_LIMIT, _FRAMES_LIMIT = 1.1, 0.5, 2.0, 1.5
_KEYS_IN_TURN, _KEYS_IN_LINE = 24, 12
_SECTIONS, _WIDTH = 3, 83
"""A card of 300 kB, and the cells of its text in a terminal of 120."""
_FRAME = 1 / 60
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


def by_rich_alone(session: Session) -> float:
    """The seconds in which rich makes the lines of the same Markdown, which is printed before."""
    markdown = to_markdown(session.bank, session.card, session.state)
    console = Console(width=_WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor")
    start = perf_counter()
    console.render_lines(Markdown(markdown, hyperlinks=False), pad=False)
    return perf_counter() - start


def opening(folder: Path, text: str, *keys: str) -> float:
    """The seconds from the key that opens the whole card until `text` is on the screen."""
    script = folder / "app.py"
    script.write_text(_WITH_SECTION)
    command = [sys.executable, script, "card.toml", "--bank", "bank.toml", "--at", "text0"]
    with Terminal(command, folder=folder) as terminal:
        terminal.wait_for("Text 0?")
        terminal.wait_for(" next")
        terminal.watch(monotonic() + 1)
        start = perf_counter()
        terminal.press("f11", *keys)
        while text not in terminal.screen:
            # The end is not there before all of it is: go there again.
            terminal.watch(monotonic() + 0.02, lambda: text in terminal.screen)
            terminal.press(*keys)
        return perf_counter() - start


async def _longest_standstill(session: Session) -> float:
    """The longest time in which no key could have acted while the whole card was made."""
    longest = 0.0
    async with running(session, at="text0") as pilot:
        await pilot.pause(1)
        opening = asyncio.create_task(interview(pilot)._whole_card.read())
        is_looking = False
        while not is_looking or not pilot.app.screen.query_one(Reader).is_whole:
            before = perf_counter()
            await asyncio.sleep(0.001)
            if is_looking:
                longest = max(longest, perf_counter() - before - 0.001)
            # What comes before is the screen itself, its styles and widgets.
            is_looking = is_looking or any(
                reader.text.lines for reader in pilot.app.screen.query(Reader)
            )
        await opening
    assert longest, "it was made before anyone looked"
    return longest


def standstill(session: Session, runs: int) -> bool:
    """The loop while the card is made in its thread."""
    times = [asyncio.run(_longest_standstill(session)) / _FRAME for _ in range(runs)]
    median = statistics.median(times)
    print(
        f"the longest standstill while 300 kB are made into lines, in frames of 1/60 s: "
        f"{median:.2f} (least {min(times):.2f}, most {max(times):.2f}, limit {_FRAMES_LIMIT:g})",
        flush=True,
    )
    return median <= _FRAMES_LIMIT


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--runs", type=int, default=9, help="pairs of runs (9)")
    runs = parser.parse_args().runs
    sys.setswitchinterval(0.0005)  # as the app does
    results = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = name
        session = long_card(folder / "whole", _SECTIONS)
        for what, text, keys, limit in (
            ("its top", "Part 0 › Text 0", (), _TOP_LIMIT),
            ("its end", "metric 199", ("end",), _WHOLE_LIMIT),
        ):
            results.append(
                is_within_limit(
                    Benchmark(
                        f"a card of 300 kB opened to read, until {what} is seen, to rich alone",
                        lambda text=text, keys=keys: opening(folder / "whole", text, *keys),  # type: ignore[misc]
                        lambda: by_rich_alone(session),
                        limit,
                    ),
                    runs,
                )
            )
        results.append(standstill(session, runs))
        results.append(keys_beside_the_section(folder, runs))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
