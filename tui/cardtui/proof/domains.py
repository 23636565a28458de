"""What a question or a cell can come to, as few values as the conditions at hand can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import cast

from cardtui.condition.facts import CellValue, Value
from cardtui.condition.kinds import (
    Bool,
    Date,
    Kind,
    Number,
    Option,
    Options,
    Table,
    Text,
    TextList,
)
from cardtui.proof import cuts
from cardtui.proof.budget import Budget
from cardtui.proof.remainder import Atom, Known, Leaf, Reference, bound
from cardtui.proof.selections import item_lists, selections
from cardtui.proof.terms import Company, Term, companies

MAX_WANTED = 12
"""So many values are taken of a gap at most. More are wanted where many things are compared with
each other at once."""
MAX_SIZE = 1000
"""Longer lists, and tables of more rows, are not made."""
_ITEMS_OF_A_STEP = 10
_PROBES = (1, 0, -1, 0.001, 10, 1000, -1000, 1_000_000)
"""Numbers that are tried where a check calculates."""


class Domains:
    """The values of everything that some conditions look at."""

    def __init__(
        self, atoms: Iterable[Atom], kind_of: Callable[[Reference], Kind], budget: Budget
    ) -> None:
        """Raises `SpentError` where the budget has no steps left for them, as all methods do."""
        self._atoms = tuple(atoms)
        self._kind_of = kind_of
        self.budget = budget
        """Of all that is walked with these values."""
        self._companies = companies(self._atoms, budget)
        self._about: dict[Reference, list[Atom]] = {}
        for atom in self._atoms:
            for reference in atom.references:
                self._about.setdefault(reference, []).append(atom)
        self._leaves = {atom: Leaf(atom) for atom in self._atoms}
        self._room = len(self._atoms) + sum(len(c.constants) for c in self._companies.values())
        self._values: dict[Reference, tuple[Known, ...]] = {}
        self.left_out: dict[str, None] = {}
        """Why there could be values that behave unlike all that were taken; empty if there are
        none."""

    def values(self, reference: Reference) -> tuple[Known, ...]:
        """A value for each way of behaving, plain ones first."""
        if reference not in self._values:
            classes: dict[Hashable, Known] = {}
            for value in self._samples(reference):
                items = len(value) if isinstance(value, tuple) else 0
                work = (1 + len(self._about.get(reference, ()))) * (1 + items // _ITEMS_OF_A_STEP)
                self.budget.spend(work)
                known = Known(value, value)
                classes.setdefault(self._behaviour(reference, known), known)
            self._values[reference] = tuple(classes.values())
        return self._values[reference]

    def sizes(self, table: str) -> list[int]:
        """The numbers of rows that can be told apart; none where nobody counts them."""
        term = Term(table, is_count=True)
        return self._sizes(table, self._companies[term]) if term in self._companies else []

    def leave_out(self, why: str) -> None:
        """Say that not everything is taken."""
        self.left_out[why] = None

    def _behaviour(self, reference: Reference, known: Known) -> Hashable:
        leaves = (self._leaves[atom] for atom in self._about.get(reference, ()))
        return tuple(bound(leaf, reference, known) for leaf in leaves)

    def _samples(self, reference: Reference) -> Iterable[Value]:
        kind = self._kind_of(reference)
        company = self._companies.get(Term(reference), Company())
        if company.calculating:
            self.leave_out("calculations are tried with a few numbers only")
        match kind:
            case Bool():
                return (True, False)
            case Option(options):
                return options
            case Number() | Date() | Text():
                if self._wanted(company) == MAX_WANTED:
                    self.leave_out("very many things are compared with each other")
                return self._cut(kind, company)
            case Options():
                about = self._about.get(reference, ())
                self.budget.spend(len(kind.options) * (1 + len(about)) // _ITEMS_OF_A_STEP)
                chosen = selections(kind, reference, about)
                if chosen is None:
                    self.leave_out(f"{_shown(reference)} can be chosen from in too many ways")
                    return _a_few(kind)
                return chosen
            case TextList():
                return self._lists(reference, company)
            case Table():
                raise TypeError("a table is walked row by row")

    def _cut(self, kind: Number | Date | Text, company: Company) -> Iterable[CellValue]:
        wanted = self._wanted(company)
        match kind:
            case Date():
                return cuts.days((c for c in company.constants if isinstance(c, date)), wanted)
            case Text():
                return cuts.texts((c for c in company.constants if isinstance(c, str)), wanted)
        points: list[cuts.Real] = [c for c in company.constants if isinstance(c, int | float)]
        if any(term.is_count for term in company.terms):
            points += self._sizes(None, company)
        if company.calculating:
            numbers = dict.fromkeys([*points, *_PROBES])
            return [n for n in numbers if not kind.whole or isinstance(n, int)]
        if kind.whole:
            return cuts.integers(points, wanted)
        return cuts.numbers(points, wanted, beside_integers=self._has_integers(company))

    def _lists(self, reference: Reference, company: Company) -> Iterable[tuple[str, ...]]:
        kinds = {term: self._kind_of(term.reference) for term in company.terms}
        others = [term for term, kind in kinds.items() if term.reference != reference]
        if any(isinstance(kinds[term], TextList) and not term.is_count for term in others):
            # Lists that are compared with each other differ in the order of their items too.
            self.leave_out("lists are compared with each other")
        named = [c for c in company.constants if isinstance(c, str) and c.strip()]
        if any(isinstance(kinds[term], Text) for term in others):
            named = cast("list[str]", list(self._cut(Text(), company)))
        size_company = self._companies.get(Term(reference, is_count=True))
        sizes = self._sizes(reference, size_company) if size_company else []
        lists = item_lists(named, sizes, reference, self._about.get(reference, ()))
        if lists is None:
            self.leave_out(f"{_shown(reference)} can hold its items in too many ways")
            return [(item,) for item in named] + [tuple(named)]
        return lists

    def _sizes(self, of: Reference | None, company: Company) -> list[int]:
        points = [c for c in company.constants if isinstance(c, int | float)]
        if company.calculating:
            points += _PROBES
        found = cuts.sizes(points, self._wanted(company), self._room)
        sizes = [size for size in found if size <= MAX_SIZE]
        if of is not None and company.calculating:
            self.leave_out("calculations are tried with a few numbers only")
        elif of is not None and len(sizes) < len(found):
            self.leave_out(f"{_shown(of)} is tried with up to {MAX_SIZE:,} items or rows")
        return sizes

    def _has_integers(self, company: Company) -> bool:
        return len(company.terms) > 1 and any(
            term.is_count or self._kind_of(term.reference) == Number(whole=True)
            for term in company.terms
        )

    def _wanted(self, company: Company) -> int:
        """So many values of a gap that its terms can stand there in any order.

        Those of one row must find room between any two of the others.
        """
        cells = sum(isinstance(term.reference, tuple) for term in company.terms)
        others = len(company.terms) - cells
        if len(company.terms) < 2:
            return 1
        return min(others + cells * (others + 1), MAX_WANTED)


def _shown(reference: Reference) -> str:
    return f"`{reference if isinstance(reference, str) else '.'.join(reference)}`"


def _a_few(kind: Options) -> Iterator[Value]:
    """Some selections, where there are too many to take them all."""
    free = tuple(option for option in kind.options if option not in kind.exclusive)
    yield from ((option,) for option in kind.options)
    yield free
    yield from (tuple(o for o in free if o != option) for option in free)
