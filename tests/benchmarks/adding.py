"""How long `cardtui bank add` takes, as a ratio to what git and the interpreter need anyway.

    python tests/benchmarks/adding.py [-n RUNS]

A bank of 50 questions is added from a git repository on this disk, at a tag, into a new project
and an empty cache. The baseline, in turn with it, is `git clone --bare --depth 1` of the same and
15 starts of a bare interpreter, one after the other. What counts is the median of the ratios. Exits
1 where it passes its limit.
"""

from __future__ import annotations

import argparse
import compileall
import os
import sys
import tempfile
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cardtui
from support.benchmarks import CARDTUI, PYTHON, Benchmark, Seconds, is_within_limit, seconds_of
from support.repositories import Repository, bank_text

QUESTIONS = 50
STARTS = 15


def adding(folder: Path) -> Benchmark:
    """The benchmark; `folder` is for the repository, its clones and the projects."""
    repository = Repository(folder / "theirs")
    repository.commit("v1.0.0", bank=bank_text(questions=QUESTIONS))
    address = f"file://{repository.folder}"
    numbers = count()

    def empty() -> Path:
        place = folder / str(next(numbers))
        place.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(place / "cache")
        return place

    def add() -> Seconds:
        os.chdir(empty())
        return seconds_of(CARDTUI, "bank", "add", address, "--rev", "v1.0.0")

    def clone() -> Seconds:
        place = str(empty() / "clone")
        depth = ("--quiet", "--bare", "--depth", "1")
        cloning = seconds_of("git", "clone", *depth, address, place)
        return cloning + sum(seconds_of(PYTHON, "-c", "pass") for _ in range(STARTS))

    name = f"bank add, to git clone --bare --depth 1 and {STARTS} python -c pass"
    return Benchmark(name, add, clone, 1.0)


def main() -> int:
    """Measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=15, help="runs")
    runs = parser.parse_args().n
    compileall.compile_dir(Path(cardtui.__file__).parent, quiet=1)
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as name:
        is_fine = is_within_limit(adding(Path(name)), runs)
        os.chdir(here)
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
