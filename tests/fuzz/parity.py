"""Many random banks, answered in the app and in the plain mode: the cards must be the same.

    python tests/fuzz/parity.py [-n CASES] [--first SEED]

A case that fails is printed whole, with its seed. Exits 1 where there is one.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.parity import assert_same_cards, new_card_of
from support.person import folders_of_a_person
from support.random_deeds import Person
from support.wild_banks import RandomChoice

_MOST_SHOWN = 3
_MOST_STEPS = 12


def look_at(seed: int, folder: Path) -> int:
    """Answer the case of a seed everywhere; how much was done. Raises `AssertionError`."""
    person = Person(RandomChoice(Random(seed)))
    bank = person.bank()
    steps = person.steps(bank, folder, _MOST_STEPS)
    assert_same_cards(new_card_of(bank), steps, folder)
    return len(steps)


def main() -> int:
    """Print what was looked at, and every case that failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--cases", type=int, default=500, help="how many (500)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    given = parser.parse_args()
    done = failed = 0
    start = perf_counter()
    with TemporaryDirectory() as scratch:
        os.environ.update(folders_of_a_person(Path(scratch) / "home"))
        for seed in range(given.first, given.first + given.cases):
            folder = Path(scratch) / str(seed)
            folder.mkdir()
            try:
                done += look_at(seed, folder)
            except Exception:
                failed += 1
                if failed <= _MOST_SHOWN:
                    person = Person(RandomChoice(Random(seed)))
                    bank = person.bank()
                    print(f"seed {seed}:", *person.steps(bank, folder, _MOST_STEPS), sep="\n  ")
                    print(traceback.format_exc(limit=-3))
    seconds = perf_counter() - start
    print(f"{given.cases:,} cases, {done:,} steps in {seconds:.0f} s, {failed:,} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
