"""What an expression can mean in its bank, decided before anyone is asked.

There is no coercion: comparing a number with a string, naming an option that does not exist or a
question that nobody asks is an error of the bank, told with its place and a near miss.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import Literal as OneOf
from typing import NoReturn, assert_never

from msgspec.structs import replace

from cardtui.condition.hints import (
    as_it_was_meant,
    not_a_truth,
    not_an_option,
    second_value,
    unknown_name,
)
from cardtui.condition.kinds import (
    Bool,
    CellKind,
    Date,
    ExpressionKind,
    Kind,
    LiteralList,
    Number,
    Option,
    Options,
    Scope,
    Table,
    Text,
    TextList,
    kind_words,
)
from cardtui.condition.nodes import (
    ROW,
    VALUE,
    Arithmetic,
    Call,
    Cell,
    Choice,
    Comparison,
    ComparisonOperator,
    Expression,
    FunctionName,
    Items,
    Literal,
    Logic,
    Name,
    Negative,
    Not,
    walk,
)
from cardtui.errors import ConditionTypeError
from cardtui.text.words import did_you_mean, join_words

_Typed = tuple[Expression, ExpressionKind]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHAPES: dict[FunctionName, str] = {
    "answered": "(question)",
    "unknown": "(question)",
    "count": "(question)",
    "any": "(table.column < 1)",
    "all": "(table.column < 1)",
    "contains_any": "(question, ['a', 'b'])",
    "contains_all": "(question, ['a', 'b'])",
}
"""How each function is called."""


class Purpose(Enum):
    """Where an expression stands, which decides what it may use."""

    WHEN = "when"
    CHECK = "check"
    SUGGEST = "suggest"


def typed_condition(
    node: Expression, source: str, scope: Scope, purpose: OneOf[Purpose.WHEN, Purpose.CHECK]
) -> Expression:
    """A `when` or `check` with its date strings turned into dates.

    Raises `ConditionTypeError` where it has no truth value in `scope`.
    """
    return Checker(source, scope, purpose).truth(node)


class Checker:
    """Walks one expression; each method gives back the node as it will be evaluated."""

    def __init__(self, source: str, scope: Scope, purpose: Purpose) -> None:
        self._source = source
        self._scope = scope
        self._purpose = purpose
        self._rows_of: str | None = None

    def _fail(self, message: str, node: Expression) -> NoReturn:
        raise ConditionTypeError(message, self._source, node.start, node.end)

    def _text(self, node: Expression) -> str:
        return self._source[node.start : node.end]

    # Truth values

    def truth(self, node: Expression) -> Expression:
        """A node that must be true, false or unknown."""
        match node:
            case Logic():
                self._require_whole_comparisons(node)
                return replace(node, parts=tuple(map(self.truth, node.parts)))
            case Not():
                return replace(node, operand=self.truth(node.operand))
            case Comparison():
                return self._comparison(node)
            case Choice():
                self._only_in_checks(node, "`a if b else c`")
                parts = map(self.truth, (node.test, node.then, node.otherwise))
                return Choice(node.start, node.end, *parts)
            case _:
                read, kind = self.operand(node)
                if not isinstance(kind, Bool):
                    self._fail(not_a_truth(node, self._text(node), kind), node)
                return read

    def _require_whole_comparisons(self, node: Logic) -> None:
        """Refuse `x == 'a' or 'b'` with what to write instead."""
        for part in node.parts[1:]:
            if not isinstance(part, Literal) or isinstance(part.constant, bool):
                continue
            if advice := second_value(node, part, self._source):
                self._fail(f"{self._text(part)} is compared with nothing: {advice}", part)

    def _only_in_checks(self, node: Expression, what: str) -> None:
        if self._purpose is Purpose.WHEN:
            self._fail(f"{what} can stand in `check` and `suggest` only", node)

    # Values

    def operand(self, node: Expression) -> _Typed:
        """A node and what it holds."""
        match node:
            case Name():
                return node, self._name(node)
            case Cell():
                return node, self._cell(node)
            case Literal():
                return node, self._literal(node)
            case Items():
                return node, self._items(node)
            case Negative():
                return self._negative(node), Number()
            case Arithmetic():
                self._refuse_hyphens(node)
                self._only_in_checks(node, f"`{node.operator}`")
                left, right = self._number(node.left), self._number(node.right)
                return replace(node, left=left, right=right), Number()
            case Call():
                return self._call(node)
            case Choice():
                self._only_in_checks(node, "`a if b else c`")
                self._fail("`a if b else c` cannot stand inside a comparison", node)
            case Logic() | Not() | Comparison():
                return self.truth(node), Bool()
            case _:
                assert_never(node)

    def _name(self, node: Name) -> Kind:
        if node.name == VALUE and self._scope.value is not None:
            return self._scope.value
        if (kind := self._scope.questions.get(node.name)) is not None:
            return kind
        if node.name == VALUE and not (self._scope.row and VALUE in self._scope.row):
            self._fail("`value` can stand in `check` only", node)
        if node.name == ROW:
            self._fail("write `row.` and the id of a column", node)
        if node.name in self._scope.unanswerable:
            self._fail(f"`{node.name}` is a note: it has no answer", node)
        self._fail(unknown_name(node.name, self._scope), node)

    def _refuse_hyphens(self, node: Arithmetic) -> None:
        """Refuse `fine-tuned`, which reads as a subtraction, where there is a `fine_tuned`."""
        shown = self._text(node)
        if node.operator == "-" and shown.replace("-", "_") in self._scope.questions:
            self._fail(unknown_name(shown, self._scope), node)

    def _cell(self, node: Cell) -> CellKind:
        if node.table == ROW:
            if self._scope.row is None:
                self._fail("`row.` can stand in a column only", node)
            columns = self._scope.row
        else:
            columns = self._columns(node)
            if self._rows_of is None:
                self._fail(f"write `any({self._text(node)} ...)` or `all(...)` for cells", node)
            if node.table != self._rows_of:
                self._fail(f"one any() or all() looks at one table: `{self._rows_of}`", node)
        if node.column not in columns:
            near = did_you_mean(node.column, columns)
            table = "this table" if node.table == ROW else f"`{node.table}`"
            known = near or f"it has {join_words(columns)}"
            self._fail(f"{table} has no column `{node.column}`: {known}", node)
        return columns[node.column]

    def _columns(self, node: Cell) -> dict[str, CellKind]:
        kind = self._name(Name(node.start, node.start + len(node.table), node.table))
        if not isinstance(kind, Table):
            self._fail(f"`{node.table}` is not a table", node)
        return dict(kind.columns)

    def _literal(self, node: Literal) -> Bool | Number | Text:
        match node.constant:
            case bool():
                return Bool()
            case int() | float():
                return Number()
            case None:
                self._fail("`None` has no meaning here: write `not answered(x)`", node)
            case _:
                return Text()

    def _items(self, node: Items) -> LiteralList:
        kinds = [self._literal(item) for item in node.constants]
        for item, kind in zip(node.constants, kinds, strict=True):
            if type(kind) is not type(kinds[0]):
                self._fail("a list holds values of one type", item)
        return LiteralList(kinds[0] if kinds else Text())

    def _number(self, node: Expression) -> Expression:
        read, kind = self.operand(node)
        if not isinstance(kind, Number):
            self._fail(f"expected a number, `{self._text(node)}` is {kind_words(kind)}", node)
        return read

    def _negative(self, node: Negative) -> Expression:
        operand = self._number(node.operand)
        if isinstance(operand, Literal):
            assert isinstance(operand.constant, int | float)
            return Literal(node.start, node.end, -operand.constant)
        self._only_in_checks(node, "`-` before a name")
        return replace(node, operand=operand)

    # Comparisons

    def _comparison(self, node: Comparison) -> Comparison:
        typed = [self._compared(operand) for operand in node.operands]
        operands = [read for read, _ in typed]
        for i, operator in enumerate(node.operators):
            pair = self._pair(
                (operands[i], typed[i][1]), operator, (operands[i + 1], typed[i + 1][1])
            )
            operands[i : i + 2] = pair
        return replace(node, operands=tuple(operands))

    def _compared(self, node: Expression) -> _Typed:
        read, kind = self.operand(node)
        if isinstance(read, Logic | Not | Comparison) or (
            isinstance(read, Call) and read.function != "count"
        ):
            self._fail(f"`{self._text(node)}` is already true or false: do not compare it", node)
        return read, kind

    def _pair(
        self, left: _Typed, operator: ComparisonOperator, right: _Typed
    ) -> tuple[Expression, Expression]:
        if operator in ("in", "not in"):
            return self._membership(left, operator, right)
        if operator not in ("==", "!="):
            self._require_order(left)
            self._require_order(right)
        if isinstance(right[0], Literal):
            return left[0], self._fitting(right[0], *left)
        if isinstance(left[0], Literal):
            return self._fitting(left[0], *right), right[0]
        self._require_alike(left, right)
        return left[0], right[0]

    def _require_order(self, side: _Typed) -> None:
        node, kind = side
        if isinstance(kind, Option | Options):
            self._fail(f"the options of `{self._text(node)}` have no order", node)
        if not isinstance(kind, Number | Date | Text):
            self._fail(f"`{self._text(node)}` is {kind_words(kind)}: that has no order", node)

    def _require_alike(self, left: _Typed, right: _Typed) -> None:
        (left_node, left_kind), (right_node, right_kind) = left, right
        if isinstance(left_kind, LiteralList) or isinstance(right_kind, LiteralList):
            node = left_node if isinstance(left_kind, LiteralList) else right_node
            self._fail("a list is not compared: write `in`, contains_any() or contains_all()", node)
        if isinstance(left_kind, Table) or isinstance(right_kind, Table):
            self._fail("tables are not compared: write any() or all()", left_node)
        if type(left_kind) is not type(right_kind):
            self._fail(
                f"`{self._text(left_node)}` is {kind_words(left_kind)}, "
                f"`{self._text(right_node)}` is {kind_words(right_kind)}",
                right_node,
            )
        if isinstance(left_kind, Option | Options) and isinstance(right_kind, Option | Options):
            self._require_common_option(left, left_kind, right, right_kind)

    def _require_common_option(
        self, left: _Typed, mine: Option | Options, right: _Typed, theirs: Option | Options
    ) -> None:
        if not set(mine.options) & set(theirs.options):
            names = f"`{self._text(left[0])}` and `{self._text(right[0])}`"
            self._fail(f"{names} have no option in common", right[0])

    def _fitting(self, literal: Literal, node: Expression, kind: ExpressionKind) -> Literal:
        """A literal that the other side can hold; a date's string becomes a date."""
        constant = literal.constant
        match kind:
            case Option() if isinstance(constant, str):
                self._require_option(literal, node, kind)
            case Date() if isinstance(constant, str):
                return replace(literal, constant=self._date(literal, constant))
            case Options() | TextList():
                shown, item = self._text(node), self._text(literal)
                self._fail(f"`{shown}` holds several: write `{item} in {shown}`", literal)
            case _ if type(kind) is not type(self._literal(literal)):
                shown = self._text(node)
                self._fail(
                    f"`{shown}` is {kind_words(kind)}, "
                    f"{self._text(literal)} is {kind_words(self._literal(literal))}"
                    f"{as_it_was_meant(constant, shown, kind)}",
                    literal,
                )
        return literal

    def _require_option(self, literal: Literal, node: Expression, kind: Option | Options) -> None:
        if literal.constant not in kind.options:
            rest = not_an_option(str(literal.constant), kind)
            self._fail(f"expected an option of `{self._text(node)}`: {rest}", literal)

    def _date(self, literal: Literal, constant: str) -> date:
        try:
            if len(constant) == len("2026-01-31"):
                return date.fromisoformat(constant)
        except ValueError:
            pass
        if _DATE.fullmatch(constant):
            self._fail(f"there is no such date: {constant}", literal)
        self._fail("expected a date, as in '2026-01-31'", literal)

    def _membership(
        self, left: _Typed, operator: ComparisonOperator, right: _Typed
    ) -> tuple[Expression, Expression]:
        (item, item_kind), (holder, holder_kind) = left, right
        match holder_kind:
            case LiteralList():
                assert isinstance(holder, Items)
                return item, self._fitting_items(holder, item, item_kind)
            case Options():
                if isinstance(item, Literal) and isinstance(item.constant, str):
                    self._require_option(item, holder, holder_kind)
                elif isinstance(item_kind, Option):
                    self._require_common_option(left, item_kind, right, holder_kind)
                elif isinstance(item, Items):
                    self._refuse_list_of_items(item, holder)
                else:
                    rest = not_an_option("", holder_kind)
                    self._fail(f"expected an option of `{self._text(holder)}`: {rest}", item)
                return item, holder
            case TextList():
                if isinstance(item, Items):
                    self._refuse_list_of_items(item, holder)
                if not isinstance(item_kind, Text):
                    self._fail(f"`{self._text(holder)}` holds texts", item)
                return item, holder
            case Text() | Option() if isinstance(holder, Name | Cell):
                shown = self._text(holder)
                advice = f"write `{shown} == ...` or `{shown} in [...]`"
                self._fail(f"`{operator}` does not look inside a text: {advice}", holder)
            case Text() if isinstance(holder, Literal):
                self._fail(f"`{operator}` wants a list: write [{self._text(holder)}]", holder)
            case Table(columns):
                shown = self._text(holder)
                cell = f"{shown}.{next(iter(columns))}"
                self._fail(f"`{shown}` is a table: write `any({cell} == ...)`", holder)
            case _:
                self._fail(f"`{self._text(holder)}` holds no items", holder)

    def _refuse_list_of_items(self, items: Items, holder: Expression) -> NoReturn:
        meant = f"contains_any({self._text(holder)}, {self._text(items)})"
        self._fail(f"for any of several write `{meant}`", items)

    def _fitting_items(self, items: Items, item: Expression, kind: ExpressionKind) -> Items:
        if isinstance(kind, Options | TextList):
            shown = self._text(item)
            self._fail(f"`{shown}` holds several: write `contains_any({shown}, [...])`", item)
        if isinstance(item, Literal):
            for constant in items.constants:
                self._require_alike((constant, self._literal(constant)), (item, kind))
            return items
        fitting = tuple(self._fitting(constant, item, kind) for constant in items.constants)
        return replace(items, constants=fitting)

    # Functions

    def _call(self, node: Call) -> _Typed:
        self._require_arguments(node)
        first = node.arguments[0]
        match node.function:
            case "answered" | "unknown":
                if isinstance(first, Cell):
                    self._fail(f"`{node.function}()` takes a question, not a cell", first)
                if not isinstance(first, Name):
                    without = ", without quotes" if isinstance(first, Literal) else ""
                    self._fail(f"`{node.function}()` takes the id of a question{without}", first)
                self._name(first)
                return node, Bool()
            case "count":
                if not isinstance(first, Name) or not isinstance(
                    self._name(first), Options | TextList | Table
                ):
                    self._fail("`count()` takes a multiselect, a list or a table", first)
                return node, Number()
            case "any" | "all":
                return self._quantifier(node, first), Bool()
            case _:
                return self._contains(node, first, node.arguments[1]), Bool()

    def _require_arguments(self, node: Call) -> None:
        """Refuse a function that is given too few or too many things."""
        given, wanted = len(node.arguments), 2 if node.function.startswith("contains") else 1
        if given > 1 and node.function in ("any", "all"):
            self._fail(f"`{node.function}()` takes one condition: join them with `and`", node)
        if given != wanted:
            self._fail(f"write `{node.function}{_SHAPES[node.function]}`", node)

    def _quantifier(self, node: Call, condition: Expression) -> Call:
        if self._rows_of is not None:
            self._fail("any() and all() cannot stand inside each other", node)
        cells = [part for part in walk(condition) if isinstance(part, Cell)]
        if row := next((cell for cell in cells if cell.table == ROW), None):
            self._fail(f"`row.` cannot stand inside {node.function}()", row)
        if not cells:
            self._fail(f"`{node.function}()` needs a cell, as in {self._cell_of(condition)}", node)
        self._rows_of = cells[0].table
        inner = self.truth(condition)
        self._rows_of = None
        return replace(node, arguments=(inner,))

    def _cell_of(self, condition: Expression) -> str:
        """A cell that could have been meant."""
        for part in walk(condition):
            kind = self._scope.questions.get(part.name) if isinstance(part, Name) else None
            if isinstance(part, Name) and isinstance(kind, Table):
                return f"`{part.name}.{next(iter(kind.columns))}`"
        return "`table.column`"

    def _contains(self, node: Call, holder: Expression, items: Expression) -> Call:
        kind = self._name(holder) if isinstance(holder, Name) else None
        if not isinstance(kind, Options | TextList):
            self._fail(f"`{node.function}()` takes a multiselect or a list first", holder)
        if not isinstance(items, Items):
            self._fail(f"`{node.function}()` takes a list second, as in ['a', 'b']", items)
        self._items(items)
        for item in items.constants:
            if isinstance(kind, Options) and isinstance(item.constant, str):
                self._require_option(item, holder, kind)
            elif not isinstance(item.constant, str):
                self._fail(f"`{self._text(holder)}` holds texts", item)
        return node
