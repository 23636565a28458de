"""The promises about cards, tried until they would break: prints a table of what was reached.

    python tests/torture/run.py [--quick] [--only ROW ...] [--break HOW]

Exits 1 where a promise broke. With `--break` saving is broken on purpose, as it must not be, to
see that it is noticed: then it has to exit 1. `--quick` runs a small part of each row.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[1]))

from torture.breaks import BREAKS, break_saves
from torture.report import run_row
from torture.rows import ROWS

QUICK = 0.05


def main() -> int:
    """Run the rows, and print each as it is done."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a small part of each row")
    parser.add_argument("--only", nargs="+", choices=list(ROWS), default=list(ROWS), metavar="ROW")
    parser.add_argument("--break", dest="broken", choices=list(BREAKS), help="break saving first")
    options = parser.parse_args()
    if options.broken:
        break_saves(options.broken)
        print(f"Saving is broken on purpose: {options.broken}.\n")
    print("| test | at least | reached | result | time |\n|---|---|---|---|---|", flush=True)
    begin = monotonic()
    results = []
    for name in options.only:
        held, text = run_row(ROWS[name], QUICK if options.quick else 1)
        print(text, flush=True)
        results.append(held)
    print(f"\n{sum(results)} of {len(results)} promises held, in {monotonic() - begin:.0f} s.")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
