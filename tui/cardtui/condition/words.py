"""A condition as a sentence: "Compression includes Quantization and Base model is answered".

Labels stand for ids, and everyday words for operators and functions; a table's cells read "any
row of Results has Value below 0.8". Whatever a condition can hold can be put into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cardtui.condition.kinds import Date, Text
from cardtui.condition.names import Names
from cardtui.condition.negation import negated, without_not
from cardtui.condition.nodes import (
    Arithmetic,
    Call,
    Cell,
    Choice,
    Comparison,
    ComparisonOperator,
    Expression,
    Items,
    Literal,
    Logic,
    Name,
    Negative,
    Not,
    walk,
)
from cardtui.condition.phrases import Phrase, Shape, joined, listed
from cardtui.condition.value_words import ANSWER, EMPTY_LIST, ValueWriter
from cardtui.text.words import number_text

_FLIPPED: dict[ComparisonOperator, ComparisonOperator] = {
    "==": "==",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}
_OF_NUMBERS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
_OF_DAYS = {"<": "before", "<=": "not after", ">": "after", ">=": "not before"}
_OF_COUNTS = {
    "==": "exactly",
    "<": "fewer than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
}


def condition_words(condition: Expression, names: Names) -> str:
    """A typed `when` or `check` as a clause that a sentence can go on with: "asked when ..."."""
    return _Writer(names).phrase(without_not(condition)).text


def suggestion_words(expression: Expression, names: Names) -> str:
    """A typed `suggest`; `names.value` is the question that it is for."""
    return _Writer(names).suggested(expression)


class _Said(NamedTuple):
    """What is said of one subject: "Value" is "not 3", a row has "Value" "other than 3"."""

    subject: str
    is_what: str
    has_what: str = ""
    shape: Shape = Shape.PLAIN

    @property
    def sentence(self) -> Phrase:
        return Phrase(f"{self.subject} is {self.is_what}", self.shape)

    @property
    def of_row(self) -> Phrase:
        return Phrase(f"{self.subject} {self.has_what or self.is_what}", self.shape)


class _Writer:
    """Puts the nodes of one condition into words. `not` stands before single parts only."""

    def __init__(self, names: Names) -> None:
        self._values = ValueWriter(names)

    def phrase(self, node: Expression) -> Phrase:
        """A condition as a clause."""
        if (said := self._said(node)) is not None:
            return said.sentence
        match node:
            case Logic():
                return joined(node.operator, [self.phrase(part) for part in node.parts])
            case Comparison() if len(node.operators) > 1:
                return joined("and", [self.phrase(pair) for pair in _pairs(node)])
            case Comparison():
                return self._inclusion(node)
            case Not(operand=Comparison() as chain):
                return joined("or", [self.phrase(negated(pair)) for pair in _pairs(chain)])
            case Not(operand=Call() as call):
                return self._denied_call(call)
            case Call():
                return self._call(node)
            case Choice():
                test, then, otherwise = map(self.phrase, (node.test, node.then, node.otherwise))
                text = f"if {test.text}, then {then.text}, otherwise {otherwise.text}"
                return Phrase(text, Shape.NESTED)
            case _:
                assert isinstance(node, Literal)
                return Phrase("this always holds" if node.constant else "this never holds")

    # Comparisons

    def _said(self, node: Expression) -> _Said | None:
        """What a part says of one subject; None where it takes more than that."""
        match node:
            case Name() | Cell():
                return _Said(self._values.words(node), "yes")
            case Not(operand=Name() | Cell() as subject):
                return _Said(self._values.words(subject), "no")
            case Not(operand=Comparison(operators=("<=", "<=") | (">=", ">=")) as chain):
                between = self._between(chain)
                return between and between._replace(is_what=f"not {between.is_what}")
            case Comparison(operators=(operator,)):
                left, right = node.operands
                return self._compared(left, operator, right)
            case Comparison():
                return self._between(node)
            case _:
                return None

    def _compared(
        self, left: Expression, operator: ComparisonOperator, right: Expression
    ) -> _Said | None:
        if isinstance(left, Literal) and not isinstance(right, Literal) and operator in _FLIPPED:
            left, right, operator = right, left, _FLIPPED[operator]
        if isinstance(right, Items):
            return self._one_of(left, right, is_in=operator == "in")
        if operator in ("in", "not in") or (_is_count(left) and isinstance(right, Literal)):
            return None
        subject = self._values.words(left)
        if operator not in ("==", "!="):
            return _Said(subject, self._in_order(left, operator, right))
        if not isinstance(right, Literal):
            same = f"the same as {self._values.words(right)}"
            return _Said(subject, same if operator == "==" else f"not {same}")
        if isinstance(right.constant, bool):
            return _Said(subject, "yes" if right.constant == (operator == "==") else "no")
        value = self._values.beside(left, right)
        if operator == "==":
            return _Said(subject, value)
        return _Said(subject, f"not {value}", f"other than {value}")

    def _in_order(self, left: Expression, operator: str, right: Expression) -> str:
        """What comes before what: "below 8 bits", "not after 2026-01-31"."""
        other = self._values.beside(left, right)
        if self._values.is_of(left, Date):
            return f"{_OF_DAYS[operator]} {other}"
        if self._values.is_of(left, Text):
            return f"{_OF_DAYS[operator]} {other} in the alphabet"
        return f"{_OF_NUMBERS[operator]} {other}"

    def _one_of(self, left: Expression, items: Items, *, is_in: bool) -> _Said:
        subject, constants = self._values.words(left), self._values.each_beside(left, items)
        if not constants:
            return _Said(subject, f"in {EMPTY_LIST}" if is_in else f"not in {EMPTY_LIST}")
        if is_in:
            choice = listed(constants, "or")
            return _Said(subject, choice.text, shape=choice.shape)
        others = listed(constants, "and")
        if len(constants) == 1:
            is_what = f"not {others.text}"
        elif len(constants) == 2:
            is_what = f"neither {listed(constants, 'nor').text}"
        else:
            is_what = f"none of {others.text}"
        return _Said(subject, is_what, f"other than {others.text}", others.shape)

    def _between(self, chain: Comparison) -> _Said | None:
        """`1 <= x <= 16`, rising or falling; None for chains of another kind."""
        operands = chain.operands
        operators: tuple[ComparisonOperator, ...] = chain.operators
        if all(operator in (">", ">=") for operator in operators):
            operands = operands[::-1]
            operators = tuple(_FLIPPED[o] for o in reversed(operators))
        if len(operands) != 3 or any(operator not in ("<", "<=") for operator in operators):
            return None
        low, middle, high = operands
        if isinstance(middle, Literal) or not isinstance(low, Literal):
            return None
        if not isinstance(high, Literal):
            return None
        if operators == ("<=", "<="):
            ends = " and ".join(self._values.each_beside(middle, Items(0, 0, (low, high))))
            ends = f"between {ends}"
            ends += " in the alphabet" if self._values.is_of(middle, Text) else ""
        else:
            first = self._in_order(middle, _FLIPPED[operators[0]], low)
            ends = f"{first} and {self._in_order(middle, operators[1], high)}"
        return _Said(self._values.words(middle), ends, shape=Shape.JOINED)

    def _inclusion(self, node: Comparison) -> Phrase:
        """`item in question`, and counts, whose subject has something instead of being it."""
        (left, right), (operator,) = node.operands, node.operators
        if operator not in ("in", "not in"):
            return self._counted(left, operator, right)
        holds = "includes" if operator == "in" else "does not include"
        item = self._values.beside(right, left)
        if not isinstance(left, Literal):
            item = f"the answer to {item}"
        return Phrase(f"{self._values.words(right)} {holds} {item}")

    def _counted(self, left: Expression, operator: ComparisonOperator, right: Expression) -> Phrase:
        if not isinstance(right, Literal):
            left, right, operator = right, left, _FLIPPED[operator]
        assert isinstance(left, Call)
        assert isinstance(right, Literal)
        number = right.constant
        assert isinstance(number, int | float)
        subject, one, several = self._values.things(left)
        if (operator, number) in ((">", 0), ("!=", 0), (">=", 1)):
            return Phrase(f"{subject} has at least 1 {one}")
        if (operator, number) in (("==", 0), ("<", 1), ("<=", 0)):
            return Phrase(f"{subject} has no {several}")
        amount = f"{number_text(number)} {one if number == 1 else several}"
        if operator == "!=":
            return Phrase(f"{subject} does not have exactly {amount}")
        return Phrase(f"{subject} has {_OF_COUNTS[operator]} {amount}")

    # Functions

    def _call(self, node: Call) -> Phrase:
        match node.function:
            case "answered":
                return Phrase(f"{self._values.words(node.arguments[0])} is answered")
            case "unknown":
                return Phrase(f'{self._values.words(node.arguments[0])} is answered "not known"')
            case "any":
                return self._of_rows(node, "any row", "at least one row")
            case "all":
                return self._of_rows(node, "every row", "every row")
            case _:
                return self._contains(node)

    def _denied_call(self, node: Call) -> Phrase:
        match node.function:
            case "answered":
                return Phrase(f"{self._values.words(node.arguments[0])} is not answered")
            case "unknown":
                return Phrase(
                    f'{self._values.words(node.arguments[0])} is not answered "not known"'
                )
            case "any":
                return self._of_rows(node, "no row", "no row")
            case _:
                return self._contains_not(node)

    def _of_rows(self, node: Call, has_which: str, in_which: str) -> Phrase:
        """`any(...)` and `all(...)`: what rows have, or what is so in them."""
        (condition,) = node.arguments
        cell = next(part for part in walk(condition) if isinstance(part, Cell))
        table = self._values.words(Name(cell.start, cell.end, cell.table))
        if (had := self._had(condition)) is not None:
            return Phrase(f"{has_which} of {table} has {had.text}", had.shape)
        return Phrase(f"in {in_which} of {table}, {self.phrase(condition).text}", Shape.NESTED)

    def _had(self, node: Expression) -> Phrase | None:
        """What a row has; None where the condition speaks of more than its cells."""
        if isinstance(node, Logic):
            parts = [part for part in map(self._had, node.parts) if part is not None]
            return joined(node.operator, parts) if len(parts) == len(node.parts) else None
        if any(isinstance(part, Name) for part in walk(node)):
            return None
        said = self._said(node)
        return said.of_row if said is not None else None

    def _contains(self, node: Call) -> Phrase:
        holder, items = self._held(node)
        wants_all = node.function == "contains_all"
        if not items:
            return Phrase(f"{holder} includes {'all' if wants_all else 'any'} of {EMPTY_LIST}")
        shown = listed(items, "and" if wants_all else "or")
        amount = "both " if wants_all and len(items) == 2 else ""
        return Phrase(f"{holder} includes {amount}{shown.text}", shown.shape)

    def _contains_not(self, node: Call) -> Phrase:
        holder, items = self._held(node)
        wants_all = node.function == "contains_all"
        if not items:
            return Phrase(
                f"{holder} does not include {'all' if wants_all else 'any'} of {EMPTY_LIST}"
            )
        shown = listed(items, "and")
        if len(items) == 1:
            return Phrase(f"{holder} does not include {shown.text}")
        if wants_all:
            amount = "both" if len(items) == 2 else "all of"
            return Phrase(f"{holder} does not include {amount} {shown.text}", shown.shape)
        if len(items) == 2:
            return Phrase(f"{holder} includes neither {listed(items, 'nor').text}", shown.shape)
        return Phrase(f"{holder} includes none of {shown.text}", shown.shape)

    def _held(self, node: Call) -> tuple[str, list[str]]:
        holder, items = node.arguments
        assert isinstance(items, Items)
        return self._values.words(holder), self._values.each_beside(holder, items)

    # Suggestions

    def suggested(self, node: Expression) -> str:
        """What is suggested, and where it depends."""
        match node:
            case Choice(test=test, then=then, otherwise=otherwise):
                first = f"{self.suggested(then)} if {self.phrase(without_not(test)).text}"
                return f"{first}, otherwise {self.suggested(otherwise)}"
            case Literal():
                return self._values.beside(ANSWER, node)
            case Items():
                return listed(self._values.each_beside(ANSWER, node), "and").text or EMPTY_LIST
            case Name() | Arithmetic() | Negative() | Call(function="count"):
                return self._values.words(node)
            case _:
                return f"whether {self.phrase(without_not(node)).text}"


def _pairs(chain: Comparison) -> Iterator[Comparison]:
    """`a < b` and `b < c` for `a < b < c`."""
    for pair, operator in zip(pairwise(chain.operands), chain.operators, strict=True):
        yield Comparison(chain.start, chain.end, pair, (operator,))


def _is_count(node: Expression) -> bool:
    return isinstance(node, Call) and node.function == "count"
