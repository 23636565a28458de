"""What each condition and check of a bank can come to, shown by walking all it depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import CheckedBy
from cardtui.condition.condition import Condition
from cardtui.condition.outcomes import TRUE
from cardtui.proof.budget import SPENT, Budget, SpentError
from cardtui.proof.places import Place
from cardtui.proof.remainder import Remainder, joined, references_in
from cardtui.proof.routes import Routes
from cardtui.proof.rows import walk_row
from cardtui.proof.walk import Walked, Way, answer_of_rows, walked


@dataclass(frozen=True, slots=True)
class Shown:
    """What a condition can come to where all around it is true."""

    outcomes: Mapping[int, Way]
    """Each outcome set that was found, with a shortest way to it."""
    left_out: tuple[str, ...] = ()
    """Why more may be possible than was found; empty where nothing else can be."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing else can be."""
        return not self.left_out

    @property
    def way_to_true(self) -> Way | None:
        """A shortest way on which it is true."""
        return self.outcomes.get(TRUE)


class Prover:
    """Walks one bank; what has been shown once is kept."""

    def __init__(self, bank: Bank, budget: Budget | None = None) -> None:
        self.bank = bank
        self.budget = budget or Budget()
        self.routes = Routes(bank, self.budget)
        self._shown: dict[tuple[Remainder, ...], Shown] = {}

    def condition(self, around: Sequence[Condition], own: Condition | None) -> Shown:
        """A `when` of a section or question; one that is not there is true."""
        last: Remainder = TRUE if own is None else self.routes.condition(own)
        return self.last_of([*map(self.routes.condition, around), last])

    def last_of(self, conditions: Sequence[Remainder]) -> Shown:
        """The last of some conditions, where the others are true."""
        key = tuple(conditions)
        self.budget.count(len(key))
        if key not in self._shown:
            found = self._walked(key, len(key) - 1)
            outcomes: dict[int, Way] = {}
            for end, way in found.ends.items():
                _keep_shortest(outcomes, end[-1], way)
            self._shown[key] = Shown(outcomes, found.left_out)
        return self._shown[key]

    def shown(self, place: Place) -> Shown:
        """The `when` of a place, where all around it is true."""
        if place.question is not None and place.column:
            own = place.own
            table = place.question.id
            return self.in_a_row(table, TRUE if own is None else self.routes.condition(own, table))
        return self.condition(place.around, place.own)

    def is_never_asked(self, question: str) -> bool:
        """Whether no answers make a question relevant."""
        conditions = self.routes.conditions_of(question)
        shown = self.last_of(conditions) if conditions else Shown({TRUE: Way()})
        return shown.is_whole and shown.way_to_true is None

    def agree(self, around: Sequence[Condition], own: Condition, source: str) -> bool:
        """Whether another condition is true exactly where `own` is."""
        whole_of = self.routes.condition
        both = [whole_of(own), whole_of(self.routes.read(source))]
        found = self._walked([*map(whole_of, around), *both], len(around))
        return not found.left_out and all(
            (end[-2] == TRUE) == (end[-1] == TRUE) for end in found.ends
        )

    def checks(self, question: str, checks: Sequence[CheckedBy]) -> Shown:
        """Several checks at once: what `a and b and ...` comes to."""
        parts = [self.routes.check(check, question) for check in checks]
        around = self.routes.conditions_of(question)
        found = self._walked((*around, *parts), len(around), question)
        outcomes: dict[int, Way] = {}
        for end, way in found.ends.items():
            _keep_shortest(outcomes, joined("and", end[len(around) :]), way)
        return Shown(outcomes, found.left_out)

    def cell_check(self, table: str, column: str, check: CheckedBy) -> Shown:
        """A check of a cell, in a row where its column counts and has a value."""
        return self.in_a_row(table, self.routes.check(check, (table, column)), filled=column)

    def in_a_row(self, table: str, rest: Remainder, filled: str | None = None) -> Shown:
        """Something about the cells of a row, in a table that is asked."""
        try:
            self.budget.spend(len(self.bank.questions[table].columns))
            return self._walked_row(table, rest, filled)
        except SpentError:
            return Shown({}, (SPENT,))

    def _walked_row(self, table: str, rest: Remainder, filled: str | None) -> Shown:
        columns = {cell[1] for cell in references_in(rest) if isinstance(cell, tuple)}
        plan = self.routes.row_plan(table, columns if filled is None else columns | {filled})
        conditions = self.routes.column_conditions(table, plan.columns)
        around = self.routes.conditions_of(table)
        itinerary, domains = self.routes.to((*around, *conditions.values(), rest), len(around))
        if any(stop.question.id == table for stop in itinerary.stops):
            # What the cells come to hangs on the rows as a whole: that is not walked.
            return Shown({}, (f"it looks at `{table}` as a whole",))
        found = walked(itinerary, domains)
        outcomes: dict[int, Way] = {}
        for end, way in found.ends.items():
            now = dict(zip(conditions, end[len(around) :], strict=False))
            for row, cells in walk_row(plan, now, end[-1:], domains, filled).items():
                if row.is_filled:
                    further = way.then(table, answer_of_rows([cells]))
                    _keep_shortest(outcomes, row.remainders[0], further)
        return Shown(outcomes, tuple(domains.left_out))

    def _walked(
        self, watched: Sequence[Remainder], required: int, answered: str | None = None
    ) -> Walked:
        try:
            return walked(*self.routes.to(watched, required, answered))
        except SpentError:
            return Walked({}, 0, (SPENT,))


def _keep_shortest(outcomes: dict[int, Way], outcome: Remainder, way: Way) -> None:
    assert isinstance(outcome, int), "every question that is named was walked through"
    if outcome not in outcomes or way.count < outcomes[outcome].count:
        outcomes[outcome] = way
