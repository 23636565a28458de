"""How long it takes to check banks: the shipped ones, and larger or harder ones made up here.

    python tests/benchmarks/proof.py [-n RUNS]

Prints for each the seconds to load it and to check it, the best of the runs, and the most ways of
answering that one walk followed at once, to a condition and to a check. Exits 1 where a shipped bank takes more than a second
to check.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.bank.load import read_bank, read_bank_file
from cardtui.files.reading import TextFile
from cardtui.proof.places import places_of
from cardtui.proof.prover import Prover
from cardtui.proof.report import check_bank
from cardtui.proof.walk import walked
from cardtui.sharing.shipped import shipped_banks
from support.banks import HEADER

LIMIT = 1.0


def question(name: str, kind: str, when: str = "", keys: str = "") -> str:
    """A question of a bank."""
    condition = f'when = "{when}"\n' if when else ""
    asked = f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "?"\n'
    return f"{asked}{condition}{keys}\n"


def many_branches(questions: int) -> str:
    """Every tenth question decides about the nine behind it."""
    options = 'options = ["a", "b", "c"]'
    return "".join(
        question(f"q{i}", "select", f"q{i - i % 10} == 'a'" if i % 10 else "", options)
        for i in range(questions)
    )


def chain(questions: int) -> str:
    """Each question hangs on the one before it."""
    return "".join(question(f"q{i}", "bool", f"q{i - 1}" if i else "") for i in range(questions))


def one_of_many(questions: int) -> str:
    """One condition on many questions."""
    names = [f"q{i}" for i in range(questions)]
    return "".join(question(name, "bool") for name in names) + question(
        "last", "bool", " or ".join(names)
    )


def rows(columns: int) -> str:
    """One condition on many cells."""
    cells = "".join(
        f'[[section.question.column]]\nid = "c{i}"\ntype = "bool"\n' for i in range(columns)
    )
    when = " and ".join(f"any(t.c{i} and not t.c{(i + 1) % columns})" for i in range(columns))
    return question("t", "table") + cells + question("last", "bool", when)


MADE_UP: dict[str, Callable[[], str]] = {
    "1,000 questions, 900 branch": lambda: many_branches(1000),
    "10,000 questions, 9,000 branch": lambda: many_branches(10_000),
    "chain of 300": lambda: chain(300),
    "any of 40": lambda: one_of_many(40),
    "rows of 5 cells": lambda: rows(5),
}


def banks() -> Iterator[tuple[str, TextFile, float]]:
    """Each bank by name, with the seconds that it may take."""
    for name, path in shipped_banks().items():
        yield name, read_bank_file(path), LIMIT
    head = f'{HEADER}[[section]]\nid = "only"\ntitle = "Only"\n'
    for name, made in MADE_UP.items():
        yield name, TextFile("bank.toml", head + made()), float("inf")


def most_ways(file: TextFile) -> tuple[int, int]:
    """The most ways that a walk followed at once: to a condition, and to a check."""
    bank = read_bank(file)
    routes = Prover(bank).routes
    conditions, checks = 0, 0
    for place in places_of(bank):
        if place.own is not None and not place.column:
            watched = [*map(routes.condition, (*place.around, place.own))]
            conditions = max(conditions, walked(*routes.to(watched, len(place.around))).most)
        if place.kind == "question":
            around = routes.conditions_of(place.name)
            for check in bank.expressions.checks.get(place.name, ()):
                watched = [*around, routes.check(check, place.name)]
                found = walked(*routes.to(watched, len(around), place.name))
                checks = max(checks, found.most)
    return conditions, checks


def main() -> int:
    """Measure all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=3, help="runs of each")
    runs = parser.parse_args().n
    print(f"{'bank':32} {'load s':>8} {'check s':>8} {'ways to conditions, checks':>27}")
    is_slow = False
    for name, file, limit in banks():
        loading, checking = [], []
        for _ in range(runs):
            start = perf_counter()
            bank = read_bank(file)
            loaded = perf_counter()
            check_bank(bank, file)
            loading.append(loaded - start)
            checking.append(perf_counter() - loaded)
        conditions, checks = most_ways(file)
        times = f"{min(loading):8.3f} {min(checking):8.3f}"
        print(f"{name:32} {times} {conditions:20} {checks:6}")
        is_slow = is_slow or min(checking) > limit
    return int(is_slow)


if __name__ == "__main__":
    sys.exit(main())
