"""What an expression is made of once it has been read.

Each node knows where it stands: `start` and `end` count characters of the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal as OneOf
from typing import assert_never, get_args

from msgspec import Struct

Constant = bool | int | float | str | date | None
"""Dates appear only after type checking: a source writes them as strings."""
ComparisonOperator = OneOf["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
ArithmeticOperator = OneOf["+", "-", "*", "/"]
FunctionName = OneOf["answered", "unknown", "count", "any", "all", "contains_any", "contains_all"]
FUNCTIONS: tuple[FunctionName, ...] = get_args(FunctionName)

ROW = "row"
"""The name of the current row in a condition of a column."""
VALUE = "value"
"""The name of the value under test in a check."""


class Node(Struct, frozen=True, gc=False):
    """The part of the source from `start` to `end`.

    Nodes never form a circle, so the garbage collector need not look at them: a large bank has
    many.
    """

    start: int
    end: int


class Literal(Node, frozen=True):
    """A number, a string, true, false or none."""

    constant: Constant


class Items(Node, frozen=True):
    """A list of literals."""

    constants: tuple[Literal, ...]


class Name(Node, frozen=True):
    """A question, or `value`."""

    name: str


class Cell(Node, frozen=True):
    """A cell: `row.x` in a column, `table.x` inside any() or all()."""

    table: str
    column: str


class Not(Node, frozen=True):
    """`not x`."""

    operand: Expression


class Logic(Node, frozen=True):
    """`x and y and z`, or the same with `or`."""

    operator: OneOf["and", "or"]
    parts: tuple[Expression, ...]


class Comparison(Node, frozen=True):
    """`a < b`, or a chain: `1 <= value <= 16`."""

    operands: tuple[Expression, ...]
    operators: tuple[ComparisonOperator, ...]


class Negative(Node, frozen=True):
    """`-x`."""

    operand: Expression


class Arithmetic(Node, frozen=True):
    """`x + y`."""

    left: Expression
    operator: ArithmeticOperator
    right: Expression


class Choice(Node, frozen=True):
    """`a if test else b`."""

    test: Expression
    then: Expression
    otherwise: Expression


class Call(Node, frozen=True):
    """`count(x)`."""

    function: FunctionName
    arguments: tuple[Expression, ...]


Expression = (
    Literal | Items | Name | Cell | Not | Logic | Comparison | Negative | Arithmetic | Choice | Call
)


def children(node: Expression) -> tuple[Expression, ...]:
    """The parts of a node, in the order of the source."""
    match node:
        case Literal() | Name() | Cell() | Items():
            return ()
        case Comparison():
            return node.operands
        case Logic():
            return node.parts
        case Not() | Negative():
            return (node.operand,)
        case Call():
            return node.arguments
        case Arithmetic():
            return (node.left, node.right)
        case Choice():
            return (node.then, node.test, node.otherwise)
        case _:
            assert_never(node)


def walk(node: Expression) -> Iterator[Expression]:
    """The node and all below it, in the order of the source."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(children(part))


def constants_in(node: Expression) -> Iterator[bool | int | float | str | date]:
    """The literals of an expression, those in lists among them."""
    for part in walk(node):
        literals = part.constants if isinstance(part, Items) else (part,)
        for literal in literals:
            if isinstance(literal, Literal) and literal.constant is not None:
                yield literal.constant


def question_names(node: Expression) -> frozenset[str]:
    """The questions that an expression names, tables of cells among them."""
    return frozenset(question_names_in_order(node))


def question_names_in_order(node: Expression) -> list[str]:
    """The same, each once, as they come in the source."""
    names = {
        part.name if isinstance(part, Name) else part.table: None
        for part in walk(node)
        if isinstance(part, Name | Cell)
    }
    return [name for name in names if name not in (ROW, VALUE)]


def row_columns(node: Expression) -> frozenset[str]:
    """The columns that an expression names as `row.x`."""
    cells = (part for part in walk(node) if isinstance(part, Cell) and part.table == ROW)
    return frozenset(cell.column for cell in cells)
