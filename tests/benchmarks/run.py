"""How fast the program starts, as ratios to a baseline in the same run.

    python tests/benchmarks/run.py [-n RUNS]

Each command and its baseline run in turn (A B A B ...), so that a machine whose speed drifts
changes both. The ratio is taken pair by pair; what counts is the median. Exits 1 where one passes
its limit.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

import cardtui
from support.terminal import Terminal

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
Seconds = float


@dataclass(frozen=True)
class Benchmark:
    """Something that is timed against a baseline."""

    name: str
    timed: Callable[[], Seconds]
    baseline: Callable[[], Seconds]
    limit: float


def seconds_of(*command: str) -> Seconds:
    """How long a whole process takes."""
    start = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def seconds_until(text: str, *command: str, folder: Path) -> Seconds:
    """How long it takes from the start of a process until `text` is on its screen."""
    start = perf_counter()
    with Terminal(list(command), rows=40, columns=120, folder=folder) as terminal:
        terminal.wait_for(text)
        return perf_counter() - start


def benchmarks(folder: Path) -> list[Benchmark]:
    """All of them; `folder` is for the cards that they need."""
    card = folder / "card.toml"
    bank = cardtui.load_bank(Path(__file__).parents[2] / "questions" / "kaggle-model-card")
    session = cardtui.new_session(bank, str(card))
    session.set_value("model_name", "DistilBERT")
    session.save()
    first = bank.questions["model_name"].ask
    script = folder / "one_label.py"
    script.write_text(ONE_LABEL, encoding="utf-8")

    def one_label() -> Seconds:
        return seconds_until("READY-LABEL", PYTHON, str(script), folder=folder)

    def nothing() -> Seconds:
        return seconds_of(PYTHON, "-c", "pass")

    return [
        Benchmark(
            "first question, to a one-label Textual app",
            lambda: seconds_until(first, CARDTUI, "new.toml", folder=folder),
            one_label,
            1.6,
        ),
        Benchmark(
            "cardtui --help, to python -c pass", lambda: seconds_of(CARDTUI, "--help"), nothing, 6
        ),
        Benchmark(
            "cardtui status, to python -c pass",
            lambda: seconds_of(CARDTUI, "status", str(card)),
            nothing,
            12,
        ),
        Benchmark(
            "cardtui export, to python -c pass",
            lambda: seconds_of(CARDTUI, "export", str(card)),
            nothing,
            12,
        ),
    ]


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


def main() -> int:
    """Print all ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--runs", type=int, default=15, help="pairs of runs (15)")
    runs = parser.parse_args().runs
    # An installer that does not compile doubles the start, and so does an environment that forbids it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(Path(cardtui.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        results = [is_within_limit(each, runs) for each in benchmarks(Path(folder))]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
