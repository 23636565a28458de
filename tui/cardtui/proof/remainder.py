"""What remains of a condition once some of the questions that it names have a fact.

A remainder is an outcome set, or what still waits: leaves, and what joins them. Two ways of
answering that leave the same remainder of every condition cannot be told apart by anything that
follows, and that is what keeps a walk over all answers small. Leaves are evaluated by the compiled
conditions of the interview; what joins them is done here, with the interview's own tables.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from cardtui.condition.compile import compile_condition
from cardtui.condition.facts import Blank, CellValue, Fact
from cardtui.condition.kinds import Scope
from cardtui.condition.leaves import Outcomes
from cardtui.condition.nodes import (
    ROW,
    VALUE,
    Call,
    Cell,
    Choice,
    Comparison,
    Expression,
    Logic,
    Name,
    Not,
    walk,
)
from cardtui.condition.outcomes import AND, FALSE, NOT, OR, TRUE, UNKNOWN

Reference = str | tuple[str, str]
"""A question by its id, or a cell by the ids of its table and column."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a question or cell has come to."""

    key: Hashable
    """Equal where all that looks at it comes to the same."""
    fact: Fact = field(compare=False)
    over_rows: Mapping[OverRows, Remainder] = field(compare=False, default_factory=dict)
    """Of an answered table: what remains of each any() and all() over its rows."""

    @property
    def has_value(self) -> bool:
        """Whether an expression could compare it."""
        return not isinstance(self.fact, Blank)


OPEN, NOTHING, SAID_UNKNOWN = (
    Known(blank, blank) for blank in (Blank.OPEN, Blank.NOTHING, Blank.SAID_UNKNOWN)
)


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """A leaf of a condition: a comparison, a function, or a name alone."""

    node: Expression
    references: tuple[Reference, ...]
    names: tuple[tuple[Reference, str, bool], ...]
    """For each reference the names that stand for it in the source, and whether it is a cell."""
    only_counted: frozenset[Reference]
    """Those whose number of items or rows it looks at, and nothing else."""
    compiled: Outcomes

    @property
    def is_chain(self) -> bool:
        """Whether one part can decide it: `1 < a < b` where `a` is 0."""
        return isinstance(self.node, Comparison) and len(self.node.operators) > 1

    def outcomes(self, known: Mapping[Reference, Known]) -> int:
        """What it comes to, all of its references known."""
        facts: dict[str, Fact] = {}
        row: dict[str, CellValue | Blank] = {}
        for reference, name, is_cell in self.names:
            if is_cell:
                row[name] = cast("CellValue | Blank", known[reference].fact)
            else:
                facts[name] = known[reference].fact
        return self.compiled(facts, row)


@dataclass(frozen=True, slots=True)
class Leaf:
    """An atom that waits for some of its references."""

    atom: Atom
    known: tuple[tuple[Reference, Known], ...] = ()
    found: dict[tuple[Reference, Known], Remainder] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What has remained of it before, by what was added."""
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.atom, self.known)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts joined by `and` or `or`; those that are settled have become one outcome set."""

    operator: Literal["and", "or"]
    settled: int
    together: frozenset[Waiting]
    parts: tuple[Waiting, ...] = field(compare=False)
    """The same in the order of the source, so that every run goes the same way."""


@dataclass(frozen=True, slots=True)
class Negated:
    """`not x`."""

    operand: Waiting


@dataclass(frozen=True, slots=True)
class Chosen:
    """`a if test else b`."""

    test: Remainder
    then: Remainder
    otherwise: Remainder


@dataclass(frozen=True, slots=True)
class OverRows:
    """`any(C)` or `all(C)`, waiting for its table; C may wait for other questions too."""

    function: Literal["any", "all"]
    table: str
    inner: Remainder


@dataclass(frozen=True, slots=True)
class OrUnknown:
    """What something could come to, or unknown."""

    operand: Waiting


Waiting = Leaf | Joined | Negated | Chosen | OverRows | OrUnknown
Remainder = int | Waiting


def whole(
    node: Expression, scope: Scope, table: str = "", value: Reference | None = None
) -> Remainder:
    """The remainder of a typed condition before anything is known.

    `row.x` is a cell of `table`; `value` stands for the question or cell of that reference.
    """
    match node:
        case Logic():
            return joined(node.operator, (whole(part, scope, table, value) for part in node.parts))
        case Not():
            return negated(whole(node.operand, scope, table, value))
        case Choice():
            parts = (node.test, node.then, node.otherwise)
            return _chosen(*(whole(part, scope, table, value) for part in parts))
        case Call(function="any" | "all" as function, arguments=(condition,)):
            rows_of = next(part.table for part in walk(condition) if isinstance(part, Cell))
            if rows_of == VALUE:
                assert isinstance(value, str)
                rows_of = value
            return OverRows(function, rows_of, whole(condition, scope, rows_of, value))
        case _:
            atom = _atom(node, scope, table, value)
            return Leaf(atom) if atom.references else atom.outcomes({})


def _atom(node: Expression, scope: Scope, table: str, value: Reference | None) -> Atom:
    names: dict[tuple[Reference, str, bool], None] = {}
    for part in walk(node):
        if isinstance(part, Cell):
            rows_of = table if part.table in (ROW, VALUE) else part.table
            names[(rows_of, part.column), part.column, True] = None
        elif isinstance(part, Name):
            reference: Reference = part.name
            if part.name == VALUE:
                assert value is not None
                reference = value
            names[reference, part.name, False] = None
    references = tuple(dict.fromkeys(reference for reference, _, _ in names))
    named = [part for part in walk(node) if isinstance(part, Name)]
    counts = [part for part in walk(node) if isinstance(part, Call) and part.function == "count"]
    counted = [part for call in counts for part in call.arguments]
    looked_into = {part.name for part in named if part not in counted}
    only_counted = frozenset(
        reference for reference, name, is_cell in names if not is_cell and name not in looked_into
    )
    return Atom(node, references, tuple(names), only_counted, compile_condition(node, scope))


def joined(operator: Literal["and", "or"], parts: Iterable[Remainder]) -> Remainder:
    """The remainder of `x and y and z`, or the same with `or`.

    Equal parts are taken once: sets of outcomes joined with themselves stay as they are.
    """
    table, neutral, decided = (AND, TRUE, FALSE) if operator == "and" else (OR, FALSE, TRUE)
    settled = neutral
    waiting: dict[Waiting, None] = {}
    for part in parts:
        if isinstance(part, int):
            settled = table[settled][part]
        elif isinstance(part, Joined) and part.operator == operator:
            settled = table[settled][part.settled]
            waiting.update(dict.fromkeys(part.parts))
        else:
            waiting[part] = None
    if settled == decided or not waiting:
        return settled
    if settled == neutral and len(waiting) == 1:
        return next(iter(waiting))
    return Joined(operator, settled, frozenset(waiting), tuple(waiting))


def negated(operand: Remainder) -> Remainder:
    """The remainder of `not x`."""
    if isinstance(operand, int):
        return NOT[operand]
    return operand.operand if isinstance(operand, Negated) else Negated(operand)


def _chosen(test: Remainder, then: Remainder, otherwise: Remainder) -> Remainder:
    if test == TRUE:
        return then
    if test == FALSE:
        return otherwise
    if isinstance(test, int) and isinstance(then, int) and isinstance(otherwise, int):
        possible = (then if test & TRUE else 0) | (otherwise if test & FALSE else 0)
        return possible | (test & UNKNOWN)
    return Chosen(test, then, otherwise)


def _or_unknown(operand: Remainder) -> Remainder:
    return operand | UNKNOWN if isinstance(operand, int) else OrUnknown(operand)


def bound(rest: Remainder, reference: Reference, known: Known) -> Remainder:
    """What remains once `reference` has come to `known`."""
    match rest:
        case int():
            return rest
        case Leaf():
            return _bound_leaf(rest, reference, known)
        case OverRows():
            return _bound_rows(rest, reference, known)
        case Joined():
            parts = [bound(part, reference, known) for part in rest.parts]
            return joined(rest.operator, (rest.settled, *parts))
        case Chosen(test, then, otherwise):
            return _chosen(*(bound(part, reference, known) for part in (test, then, otherwise)))
        case Negated(operand):
            return negated(bound(operand, reference, known))
        case OrUnknown(operand):
            return _or_unknown(bound(operand, reference, known))


def _bound_leaf(leaf: Leaf, reference: Reference, known: Known) -> Remainder:
    if reference not in leaf.atom.references:
        return leaf
    key = (reference, known)
    rest = leaf.found.get(key)
    if rest is None:
        rest = leaf.found[key] = _left_of_leaf(leaf, reference, known)
    return rest


def _left_of_leaf(leaf: Leaf, reference: Reference, known: Known) -> Remainder:
    atom = leaf.atom
    if reference in atom.only_counted and known.has_value:
        known = Known(("of this size", len(cast("tuple[object, ...]", known.fact))), known.fact)
    will_have_no_value = known.fact is Blank.NOTHING or known.fact is Blank.SAID_UNKNOWN
    if will_have_no_value and len(atom.references) > 1 and not atom.is_chain:
        return UNKNOWN
    so_far = (*leaf.known, (reference, known))
    if len(so_far) < len(atom.references):
        return Leaf(atom, tuple(sorted(so_far, key=_place_in(atom))))
    return atom.outcomes(dict(so_far))


def _place_in(atom: Atom) -> Callable[[tuple[Reference, Known]], int]:
    return lambda pair: atom.references.index(pair[0])


def _bound_rows(rest: OverRows, reference: Reference, known: Known) -> Remainder:
    if reference != rest.table:
        return OverRows(rest.function, rest.table, bound(rest.inner, reference, known))
    if known.has_value:
        return known.over_rows[rest]
    if known.fact is not Blank.OPEN:
        return UNKNOWN
    inner = rest.inner
    for cell in dict.fromkeys(references_in(rest.inner)):
        if isinstance(cell, tuple) and cell[0] == rest.table:
            inner = bound(inner, cell, OPEN)
    return _or_unknown(inner)


def parts_of(rest: Remainder) -> Iterator[Waiting]:
    """A remainder and all that waits in it."""
    if isinstance(rest, int):
        return
    yield rest
    match rest:
        case Joined():
            inside: tuple[Remainder, ...] = rest.parts
        case Negated() | OrUnknown():
            inside = (rest.operand,)
        case Chosen():
            inside = (rest.test, rest.then, rest.otherwise)
        case OverRows():
            inside = (rest.inner,)
        case _:
            inside = ()
    for part in inside:
        yield from parts_of(part)


def work_on(rest: Remainder) -> int:
    """The steps that it takes to bind something in a remainder."""
    return 1 + sum(1 for _ in parts_of(rest))


def atoms_in(rest: Remainder) -> Iterator[Atom]:
    """The leaves that wait in a remainder."""
    return (part.atom for part in parts_of(rest) if isinstance(part, Leaf))


def references_in(rest: Remainder) -> Iterator[Reference]:
    """The questions and cells that the leaves of a remainder name, known or not."""
    for atom in atoms_in(rest):
        yield from atom.references
