"""The values that a condition compares, in words: labels, constants with their unit, sums."""

from __future__ import annotations

from datetime import date

from cardtui.condition.kinds import Kind, Options, Table
from cardtui.condition.names import Named, Names
from cardtui.condition.nodes import (
    ROW,
    VALUE,
    Arithmetic,
    Call,
    Cell,
    Constant,
    Expression,
    Items,
    Literal,
    Name,
    Negative,
)
from cardtui.condition.phrases import label_words, listed
from cardtui.text.words import with_unit

EMPTY_LIST = "an empty list"
ANSWER = Name(0, 0, VALUE)
"""What a check or a suggestion is about."""
_CALCULATED = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}


class ValueWriter:
    """Puts the values of one condition into words."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def words(self, node: Expression) -> str:
        """A question, a cell, a number that is made of them."""
        match node:
            case Name() | Cell():
                named = self._named(node)
                assert named is not None
                return label_words(named.label)
            case Literal(constant=constant):
                return _constant_words(constant, None)
            case Negative(operand=operand):
                return f"minus {self._term(operand)}"
            case Arithmetic(left=left, operator=operator, right=right):
                return f"{self._term(left)} {_CALCULATED[operator]} {self._term(right)}"
            case _:
                assert isinstance(node, Call)
                subject, _, several = self.things(node)
                return f"the number of {several} of {subject}"

    def _term(self, node: Expression) -> str:
        shown = self.words(node)
        return f"({shown})" if isinstance(node, Arithmetic | Negative) else shown

    def beside(self, subject: Expression, value: Expression) -> str:
        """A value as it reads beside what it is compared with: its labels, its unit."""
        if not isinstance(value, Literal):
            return self.words(value)
        return listed([_constant_words(value.constant, self._named(subject))], "and").text

    def each_beside(self, subject: Expression, items: Items) -> list[str]:
        """Constants beside what they are compared with; of numbers the last one has the unit."""
        named = self._named(subject)
        shown = [_constant_words(item.constant, named) for item in items.constants]
        if named is None or not named.unit:
            return shown
        return [
            *(_constant_words(item.constant, None) for item in items.constants[:-1]),
            *shown[-1:],
        ]

    def is_of(self, node: Expression, kind: type[Kind]) -> bool:
        """Whether a question, a cell or `value` holds something of this kind."""
        named = self._named(node)
        return named is not None and isinstance(named.kind, kind)

    def things(self, count: Call) -> tuple[str, str, str]:
        """What is counted: the question, one thing, several things."""
        (holder,) = count.arguments
        if self.is_of(holder, Table):
            return self.words(holder), "row", "rows"
        if self.is_of(holder, Options):
            return self.words(holder), "option chosen", "options chosen"
        return self.words(holder), "item", "items"

    def _named(self, node: Expression) -> Named | None:
        """What a question, a cell or `value` is called; None for other values."""
        match node:
            case Name(name=name) if name == VALUE:
                return self._names.value
            case Name(name=name):
                return self._names.question(name)
            case Cell(table=table, column=column) if table == ROW:
                return self._names.row[column]
            case Cell(table=table, column=column):
                holder = self._named(Name(node.start, node.end, table))
                return holder and holder.columns[column]
            case _:
                return None


def _constant_words(constant: Constant, named: Named | None) -> str:
    match constant:
        case None:
            return "nothing"
        case bool():
            return "yes" if constant else "no"
        case int() | float():
            return with_unit(constant, named.unit if named else "")
        case date():
            return constant.isoformat()
        case str() if named is not None and constant in named.options:
            return named.options[constant]
        case _:
            return f'"{constant}"'
