"""Many random banks and answers: the interview against DESIGN section 4, and changes against it.

    python tests/fuzz/interview.py [-n CASES] [--first SEED]

For each seed a bank and answers are made. The interview must say of them what `support.naive`
says, and must say after each of a few changes what it says when it starts over. A case that fails
is printed whole, with its seed. Exits 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.agreement import assert_as_designed, assert_follows
from support.wild_banks import RandomChoice, Wild

_MOST_SHOWN = 3


def seen_in(seed: int) -> Counter[str]:
    """Look at the case of a seed, and count what it had to show. Raises `AssertionError`."""
    wild = Wild(RandomChoice(Random(seed)))
    case = wild.case()
    state = assert_as_designed(case)
    assert_follows(case.bank, [*case.answers.items(), *wild.changes(case.bank)])
    found = Counter(map(str, state.relevance.values()))
    found["set aside"] += len(state.set_aside)
    found["findings"] += len(state.findings)
    found["cards with more to come"] += state.progress.possible > state.progress.relevant
    found["complete cards"] += state.complete
    return found


def main() -> int:
    """Print what was looked at, and every case that failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--cases", type=int, default=20_000, help="how many (20000)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    given = parser.parse_args()
    seen: Counter[str] = Counter()
    failed = 0
    start = perf_counter()
    for seed in range(given.first, given.first + given.cases):
        try:
            seen += seen_in(seed)
        except Exception as error:
            failed += 1
            if failed <= _MOST_SHOWN:
                case = Wild(RandomChoice(Random(seed))).case()
                print(f"seed {seed}: {error!r}\n{case.bank.toml}\n{case.answers}\n")
    print(f"{given.cases:,} cases in {perf_counter() - start:.0f} s, {failed:,} failed")
    print(*(f"{count:,} {what}" for what, count in sorted(seen.items())), sep=", ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
