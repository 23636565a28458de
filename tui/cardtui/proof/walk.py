"""A walk over all ways to answer what some conditions depend on.

The questions are taken one by one, each after those that decide whether it is asked. Each is left
without an answer or is given one: "unknown" or "not applicable" where it allows them, and every
value that the conditions at hand can tell apart. Ways that leave the same remainder of every
condition are one from there on, and the one with the fewest answers is kept. So the walk goes
through everything, and the way that it finds to an end is a shortest one.

Where that would be more than `MAX_STATES` ways at once, or `MAX_STEPS` steps in all, only some of
them are followed: what is found is possible, and nothing more is proved. So a walk takes a few
seconds at most. The default bank needs 4 ways at once for its conditions, 82 for its checks, and
less than a quarter of a second for all of them (tests/benchmarks/proof.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from cardtui.bank.model import Question
from cardtui.bank.values import with_final_newline
from cardtui.card.model import Answer, Row
from cardtui.condition.facts import EMPTY_ROW, Value
from cardtui.condition.outcomes import TRUE, is_undecided
from cardtui.proof.domains import Domains
from cardtui.proof.remainder import (
    NOTHING,
    OPEN,
    SAID_UNKNOWN,
    Known,
    OverRows,
    Remainder,
    bound,
    parts_of,
    work_on,
)
from cardtui.proof.rows import Cells, RowPlan, rows_together

MAX_STATES = 10_000
MAX_STEPS = 100_000
_STEPS_OF_A_PART = 2
_STEPS_OF_A_WAY = 3
_SLOTS_OF_A_STEP = 10
"""So many numbers are copied in the time of a step."""
_FEW_STATES = 50
"""So many ways are followed once there have been too many steps."""

Slot = int
"""The place of a condition among those of a walk, or among those that are looked at just now."""
State = tuple[int, ...]
"""What remains of each condition that is looked at just now, as the number of the remainder."""


@dataclass(frozen=True, slots=True)
class Way:
    """The answers that lead somewhere: the last one, and those before it."""

    count: int = 0
    question: str = ""
    answer: Answer | None = None
    before: Way | None = None

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers by question, in the order in which they are asked for."""
        found = {}
        way: Way | None = self
        while way is not None:
            if way.answer is not None:
                found[way.question] = way.answer
            way = way.before
        return dict(reversed(found.items()))

    def then(self, question: str, answer: Answer) -> Way:
        """This way with one more answer."""
        return Way(self.count + 1, question, answer, self)


@dataclass(frozen=True, slots=True)
class Stop:
    """A question on the walk. Slots count the conditions looked at before it, then the new ones."""

    question: Question
    new: tuple[Remainder, ...]
    """Conditions that are looked at from here on."""
    conditions: tuple[Slot, ...]
    """What must be true for it to be asked."""
    columns: Mapping[str, Slot]
    """The conditions of its columns, as far as they matter."""
    rows: RowPlan | None
    """Of a table."""
    named_in: tuple[Slot, ...]
    """The conditions that name it."""
    kept: tuple[Slot, ...]
    """The conditions that are still looked at after it."""


@dataclass(frozen=True, slots=True)
class Itinerary:
    """All that a walk needs to know."""

    watched: tuple[Remainder, ...]
    """What the walk is made for: what can these come to? They are looked at all the way."""
    required: int
    """Only ways on which so many of these, the first ones, are true are followed."""
    stops: tuple[Stop, ...]
    answered: str | None
    """Only ways on which this question has a value are followed."""


@dataclass(frozen=True, slots=True)
class Walked:
    """Where a walk has come to."""

    ends: Mapping[tuple[Remainder, ...], Way]
    """All that the watched conditions can come to, each with a shortest way."""
    most: int
    """The most ways that were followed at once."""
    left_out: tuple[str, ...]
    """Why not everything was walked; if this is empty, what is not among the ends cannot be."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """Something that a question can come to."""

    known: Known
    answer: Answer | None = None


_STAYS_OPEN = [_Choice(OPEN)]
_IS_NOT_ASKED = [_Choice(NOTHING)]


def walked(itinerary: Itinerary, domains: Domains) -> Walked:
    """Walk it."""
    return _Walk(itinerary, domains).walked()


class _Walk:
    def __init__(self, itinerary: Itinerary, domains: Domains) -> None:
        self._itinerary = itinerary
        self._domains = domains
        self._remainders: list[Remainder] = []
        self._is_lost: list[bool] = []
        """Of each remainder: whether it can be true no more."""
        self._numbers: dict[Remainder, int] = {}
        self._bound: dict[tuple[int, str, Known], int] = {}
        self._choices: dict[tuple[str, State], list[_Choice]] = {}
        self._steps = 0

    def walked(self) -> Walked:
        """Walk from the first stop to the last."""
        start = tuple(map(self._number, self._itinerary.watched))
        ways = {start: Way()} if self._is_followed(start) else {}
        most = 1
        for stop in self._itinerary.stops:
            ways = self._after(stop, ways)
            most = max(most, len(ways))
            limit = MAX_STATES if self._steps < MAX_STEPS else _FEW_STATES
            if len(ways) > limit:
                self._domains.leave_out("there are too many ways to answer")
                ways = _some_of(ways, limit)
        ends: dict[tuple[Remainder, ...], Way] = {}
        for state, way in ways.items():
            end = tuple(self._remainders[number] for number in state)
            if end not in ends or way.count < ends[end].count:
                ends[end] = way
        return Walked(ends, most, tuple(self._domains.left_out))

    def _after(self, stop: Stop, ways: Mapping[State, Way]) -> dict[State, Way]:
        name = stop.question.id
        new = tuple(map(self._number, stop.new))
        following: dict[State, Way] = {}
        work = 1 + len(stop.named_in) + len(stop.kept) // _SLOTS_OF_A_STEP
        for before, way in ways.items():
            state = before + new
            self._domains.budget.spend(1 + len(state) // _SLOTS_OF_A_STEP)
            for choice in self._choices_at(stop, state):
                after = list(state)
                for slot in stop.named_in:
                    after[slot] = self._bound_number(state[slot], name, choice.known)
                self._steps += 1
                self._domains.budget.spend(work)
                reached = tuple([after[slot] for slot in stop.kept])
                count = way.count + (choice.answer is not None)
                if reached in following and following[reached].count <= count:
                    continue
                if self._is_followed(reached):
                    self._domains.budget.spend(_STEPS_OF_A_WAY)
                    further = way if choice.answer is None else way.then(name, choice.answer)
                    following[reached] = further
        return following

    def _is_followed(self, state: State) -> bool:
        return not any(self._is_lost[number] for number in state[: self._itinerary.required])

    def _number(self, rest: Remainder) -> int:
        if rest not in self._numbers:
            self._numbers[rest] = len(self._remainders)
            self._remainders.append(rest)
            self._is_lost.append(isinstance(rest, int) and rest != TRUE)
        return self._numbers[rest]

    def _bound_number(self, number: int, name: str, known: Known) -> int:
        key = (number, name, known)
        if key not in self._bound:
            rest = self._remainders[number]
            self._domains.budget.spend(_STEPS_OF_A_PART * work_on(rest))
            self._bound[key] = self._number(bound(rest, name, known))
        return self._bound[key]

    # What a question can come to

    def _choices_at(self, stop: Stop, state: State) -> list[_Choice]:
        conditions = [self._remainders[state[slot]] for slot in stop.conditions]
        outcomes = [cast(int, condition) for condition in conditions]
        is_asked = all(each == TRUE for each in outcomes)
        must_have_value = stop.question.id == self._itinerary.answered
        if not is_asked:
            if must_have_value:
                return []
            could_be = all(each == TRUE or is_undecided(each) for each in outcomes)
            return _STAYS_OPEN if could_be else _IS_NOT_ASKED
        looked_at = (*stop.named_in, *stop.columns.values()) if stop.rows else ()
        key = (stop.question.id, tuple(state[slot] for slot in looked_at))
        if key not in self._choices:
            blank = [] if must_have_value else list(_without_value(stop.question))
            self._choices[key] = [*blank, *self._with_value(stop, state)]
        return self._choices[key]

    def _with_value(self, stop: Stop, state: State) -> Iterator[_Choice]:
        if stop.rows is not None:
            yield from self._with_rows(stop, stop.rows, state)
            return
        for known in self._domains.values(stop.question.id):
            yield _Choice(known, answer_with(stop.question, cast(Value, known.fact)))

    def _with_rows(self, stop: Stop, plan: RowPlan, state: State) -> Iterator[_Choice]:
        remainders = [self._remainders[state[slot]] for slot in stop.named_in]
        over_rows = list(
            dict.fromkeys(
                part
                for rest in remainders
                for part in parts_of(rest)
                if isinstance(part, OverRows) and part.table == plan.table
            )
        )
        conditions = {name: self._remainders[state[s]] for name, s in stop.columns.items()}
        sizes = self._domains.sizes(plan.table)
        for end, rows in rows_together(plan, conditions, over_rows, self._domains).items():
            for size in dict.fromkeys([len(rows), *(s for s in sizes if s > len(rows))]):
                key = (size if sizes else 0, end)
                # Leaves ask how many rows there are; what they hold is in `over_rows` already.
                known = Known(key, (EMPTY_ROW,) * size, dict(zip(over_rows, end, strict=True)))
                yield _Choice(known, answer_of_rows([*rows, *[rows[-1]] * (size - len(rows))]))


def _some_of(ways: Mapping[State, Way], limit: int) -> dict[State, Way]:
    """Half of them with few answers, half from all over, since much may want many answers."""
    in_order = sorted(ways.items(), key=lambda pair: pair[1].count)
    few, rest = in_order[: limit // 2], in_order[limit // 2 :]
    spread = rest[:: len(rest) // max(limit - len(few), 1) + 1]
    return dict([*few, *spread])


def _without_value(question: Question) -> Iterator[_Choice]:
    yield _Choice(OPEN)
    if question.type == "note":
        return
    if "unknown" in question.allow:
        yield _Choice(SAID_UNKNOWN, Answer(status="unknown"))
    if "not_applicable" in question.allow:
        yield _Choice(NOTHING, Answer(status="not_applicable"))


def answer_with(question: Question, value: Value) -> Answer:
    """A value as a card stores it."""
    if isinstance(value, tuple):
        return Answer(list(value))
    if isinstance(value, str) and value.endswith("\n"):
        # Of a block the last newline is not part of the value.
        return Answer(with_final_newline(question, value))
    return Answer(value)


def answer_of_rows(rows: Sequence[Cells]) -> Answer:
    """Rows as a card stores them."""
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    return Answer(rows=numbered, last_row=len(numbered))
