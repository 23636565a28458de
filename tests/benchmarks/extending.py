"""How long a bank takes that extends another, as a ratio to loading the two by themselves.

    python tests/benchmarks/extending.py [-n RUNS]

A bank of 1,000 questions extends another of 1,000: it changes every second of its questions, takes
keys away from some, and hides its tables. The baseline loads the same two files, less what is said
of the other. Both run in this process, in turn; what counts is the median ratio. Exits 1 where it
passes its limit.
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
import tempfile
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

import cardtui
from support.banks import HEADER
from support.benchmarks import Benchmark, Seconds, is_within_limit
from support.large_banks import branching

QUESTIONS = 1000
LIMIT = 1.35
_IDS = re.compile(r"\b(?:[qs]\d+|spare|open)\b")


def extending(folder: Path) -> Benchmark:
    """The benchmark; `folder` is for the banks."""
    base = branching(QUESTIONS)
    own = _IDS.sub(lambda found: f"own_{found[0]}", base.removeprefix(HEADER))
    header = HEADER.replace("example", "own")
    texts = {
        "base": base,
        "alone": header + own,
        "on_top": f'{header}extends = ["base.toml"]\n{_changes(base)}{own}',
    }
    paths = {name: folder / f"{name}.toml" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    asked = len(cardtui.load_bank(paths["on_top"]).questions)
    name = f"loading a bank of {asked} questions on another, to loading the two alone"
    return Benchmark(
        name,
        lambda: _seconds_of_loading(paths["on_top"]),
        lambda: _seconds_of_loading(paths["base"], paths["alone"]),
        LIMIT,
    )


def _changes(base: str) -> str:
    """What a bank says of another: `hide`, then the overrides."""
    questions = re.findall(r'^id = "(q\d+)"\ntype = "(\w+)"', base, re.MULTILINE)
    tables = [name for name, kind in questions if kind == "table"]
    changed = [name for name, kind in questions[::2] if kind != "table"]
    hide = ", ".join(f'{name} = "We keep these elsewhere."' for name in tables)
    overrides = (
        f'[override.{name}]\nhelp = "Ask the desk."\nrequired = true\n'
        + ('without = ["when"]\n' if place % 10 == 1 else "")
        for place, name in enumerate(changed)
    )
    return f"hide = {{ {hide} }}\n{''.join(overrides)}"


def _seconds_of_loading(*paths: Path) -> Seconds:
    """The processor's time for all of them, without clearing away what others left."""
    gc.collect()
    start = process_time()
    for path in paths:
        cardtui.load_bank(path)
    return process_time() - start


def main() -> int:
    """Measure it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", type=int, default=15, help="runs (15)")
    runs = parser.parse_args().n
    with tempfile.TemporaryDirectory() as folder:
        return 0 if is_within_limit(extending(Path(folder)), runs) else 1


if __name__ == "__main__":
    sys.exit(main())
