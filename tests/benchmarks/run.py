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
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cardtui
from support.benchmarks import (
    CARDTUI,
    ONE_LABEL,
    PYTHON,
    Benchmark,
    Seconds,
    is_within_limit,
    seconds_of,
    seconds_until,
)


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
        return seconds_until("READY-LABEL", [PYTHON, script], folder)

    def nothing() -> Seconds:
        return seconds_of(PYTHON, "-c", "pass")

    return [
        Benchmark(
            "first question, to a one-label Textual app",
            lambda: seconds_until(first, [CARDTUI, "new.toml"], folder),
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
            "cardtui check, to python -c pass",
            lambda: seconds_of(CARDTUI, "check", str(card), "--ignore", "required"),
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
