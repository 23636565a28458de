"""What the benchmarks share: ratios to a baseline in the same run, and bare Textual apps.

What is timed and its baseline run in turn (A B A B ...), so that a machine whose speed drifts
changes both.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from support.terminal import Terminal

Seconds = float
PYTHON = sys.executable
CARDTUI = str(Path(PYTHON).with_name("cardtui"))
ONE_LABEL = """
from textual.app import App
from textual.widgets import Label

class OneLabel(App):
    def compose(self):
        yield Label("READY-LABEL")

OneLabel().run()
"""
"""The least that a Textual app does before something is on the screen."""


@dataclass(frozen=True)
class Benchmark:
    """Something that is timed against a baseline."""

    name: str
    timed: Callable[[], Seconds]
    baseline: Callable[[], Seconds]
    limit: float


def is_within_limit(benchmark: Benchmark, runs: int) -> bool:
    """Time one benchmark, print its ratios, and say whether the median is within the limit."""
    benchmark.timed()
    benchmark.baseline()
    pairs = [(benchmark.timed(), benchmark.baseline()) for _ in range(runs)]
    ratios = [timed / baseline for timed, baseline in pairs]
    median = statistics.median(ratios)
    milliseconds = statistics.median(timed for timed, _ in pairs) * 1000
    print(
        f"{benchmark.name}: {median:.2f} (least {min(ratios):.2f}, most {max(ratios):.2f}, "
        f"limit {benchmark.limit:g}); {milliseconds:.0f} ms",
        flush=True,
    )
    return median <= benchmark.limit


def seconds_of(*command: str) -> Seconds:
    """How long a whole process takes."""
    start = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def seconds_until(
    text: str, command: Sequence[str | Path], folder: Path, size: tuple[int, int] = (120, 40)
) -> Seconds:
    """How long it takes from the start of a process until it has written `text` to its screen."""
    columns, rows = size
    with Terminal(command, rows=rows, columns=columns, folder=folder) as terminal:
        terminal.wait_for(text)
        return terminal.seconds


def text_bank(count: int, *, kind: str = "text", of_a_section: int = 20) -> str:
    """A bank of so many questions of one type, in sections."""
    parts = ['format = 1\nid = "large"\nversion = "1.0.0"\ntitle = "Large"\n']
    for i in range(count):
        section, place = divmod(i, of_a_section)
        if place == 0:
            parts.append(f'[[section]]\nid = "s{section}"\ntitle = "Section {section}"\n')
        parts.append(
            f'[[section.question]]\nid = "q{i}"\ntype = "{kind}"\nask = "Question {i}?"\n'
            f'label = "L{i}"\n'
        )
    return "".join(parts)
