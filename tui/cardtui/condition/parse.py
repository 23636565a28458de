"""From the text of an expression to nodes.

    expression = choice
    choice     = or ["if" or "else" choice]            (check and suggest)
    or         = and {"or" and}
    and        = not {"and" not}
    not        = "not" not | comparison
    comparison = sum {("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in") sum}
    sum        = term {("+" | "-") term}               (check and suggest)
    term       = factor {("*" | "/") factor}           (check and suggest)
    factor     = "-" factor | atom
    atom       = NAME | "row" "." NAME | NAME "." NAME | literal | list | call | "(" expression ")"
    list       = "[" [literal {"," literal}] "]"
    call       = FUNCTION "(" [expression {"," expression}] ")"
    literal    = NUMBER | STRING | "true" | "True" | "false" | "False" | "None"

Python's own parser reads the text, so precedence and literals are Python's; whatever is not in
this grammar is refused by name. Which of it may stand where is decided by `typing`.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from typing import NoReturn, cast

from cardtui.condition.nodes import (
    FUNCTIONS,
    Arithmetic,
    ArithmeticOperator,
    Call,
    Cell,
    Choice,
    Comparison,
    ComparisonOperator,
    Constant,
    Expression,
    FunctionName,
    Items,
    Literal,
    Logic,
    Name,
    Negative,
    Not,
)
from cardtui.errors import ConditionSyntaxError
from cardtui.text.words import did_you_mean, join_words

MAX_CHARACTERS = 500
MAX_NODES = 200
MAX_DEPTH = 24
_TOO_DEEP = f"an expression is at most {MAX_DEPTH} levels deep"

_CONSTANTS: dict[str, bool] = {"true": True, "false": False}
_COMPARISONS: dict[type[ast.cmpop], ComparisonOperator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_ARITHMETIC: dict[type[ast.operator], ArithmeticOperator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPREHENSION = "a comprehension"
_NO_OPERATORS: dict[type[ast.operator], str] = {
    ast.BitAnd: "`&` is not an operator: write `and`",
    ast.BitOr: "`|` is not an operator: write `or`",
    ast.BitXor: "`^` is not an operator",
    ast.Pow: "`**` is not an operator",
    ast.Mod: "`%` is not an operator",
    ast.FloorDiv: "`//` is not an operator",
    ast.MatMult: "`@` is not an operator",
    ast.LShift: "`<<` is not an operator",
    ast.RShift: "`>>` is not an operator",
}
_REFUSED: dict[type[ast.expr], str] = {
    ast.Subscript: "an index in square brackets",
    ast.Lambda: "a lambda",
    ast.ListComp: _COMPREHENSION,
    ast.GeneratorExp: _COMPREHENSION,
    ast.SetComp: _COMPREHENSION,
    ast.DictComp: _COMPREHENSION,
    ast.Dict: "a dictionary",
    ast.JoinedStr: "an f-string",
    ast.NamedExpr: "an assignment",
    ast.Starred: "a star",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
}
_FUNCTIONS_ELSEWHERE: dict[str, FunctionName] = {
    "len": "count",
    "length": "count",
    "size": "count",
    "exists": "answered",
    "defined": "answered",
    "selected": "contains_any",
    "includes": "contains_any",
    "contains": "contains_any",
    "some": "any",
    "every": "all",
}
"""Functions of other languages, and what they are called here."""
_THOUSANDS = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?![\w.])")


def parse(source: str) -> Expression:
    """The nodes of an expression. Raises `ConditionSyntaxError`."""
    if len(source) > MAX_CHARACTERS:
        what = f"an expression has at most {MAX_CHARACTERS} characters, this has {len(source)}"
        raise ConditionSyntaxError(what, source, MAX_CHARACTERS, len(source))
    if not source.strip():
        raise ConditionSyntaxError("expected an expression, found nothing", source, 0, 1)
    return _Reader(source).expression()


class _Reader:
    """Turns Python's tree of one source into nodes, refusing what the language does not have."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", source)
        self._first_line = 2 if len(self._lines) > 1 else 1
        self._indent = 0 if len(self._lines) > 1 else len(source) - len(source.lstrip())
        self._is_plain = len(self._lines) == 1 and source.isascii()
        """Whether a byte is a character and there is one line, as in nearly every condition."""
        self._count = 0

    def expression(self) -> Expression:
        return self._read(self._python_tree(), 1)

    def _python_tree(self) -> ast.expr:
        self._refuse_what_python_would_take()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self._python_source(), mode="eval").body
        except SyntaxError as error:
            self._explain(error)
        except (MemoryError, RecursionError):
            self._fail(_TOO_DEEP, 0, len(self._source))
        except ValueError:
            self._fail("a character in this expression cannot be read", 0, len(self._source))

    def _python_source(self) -> str:
        """The source without indentation; in brackets where it goes over several lines."""
        if len(self._lines) > 1:
            return f"(\n{self._source}\n)"
        return self._source[self._indent :]

    def _refuse_what_python_would_take(self) -> None:
        """A bracket that only those around several lines close, and a date without its quotes."""
        if len(self._lines) == 1 and "-" not in self._source:
            return
        from cardtui.condition.slips import lone_bracket, unquoted_date

        closing = lone_bracket(self._source) if len(self._lines) > 1 else None
        if slip := closing or unquoted_date(self._source):
            self._fail(slip.message, slip.start, slip.end)

    def _explain(self, error: SyntaxError) -> NoReturn:
        from cardtui.condition.slips import slip_in

        start = self._place(error.lineno or 1, max((error.offset or 1) - 1, 0))
        end = max(start, self._place(error.end_lineno or 1, max((error.end_offset or 0) - 1, 0)))
        slip = slip_in(self._source, start, end)
        self._fail(slip.message, slip.start, slip.end)

    def _fail(self, message: str, start: int, end: int) -> NoReturn:
        raise ConditionSyntaxError(message, self._source, start, end) from None

    def _refuse(self, message: str, node: ast.AST) -> NoReturn:
        self._fail(message, *self._span(node))

    def _span(self, node: ast.AST) -> tuple[int, int]:
        """Character offsets of a node; Python counts UTF-8 bytes."""
        assert isinstance(node, ast.expr)
        if self._is_plain:
            return self._indent + node.col_offset, self._indent + (node.end_col_offset or 0)
        start = self._characters(node.lineno, node.col_offset)
        return start, self._characters(node.end_lineno or 1, node.end_col_offset or 0)

    def _text(self, node: ast.expr) -> str:
        start, end = self._span(node)
        return self._source[start:end]

    def _characters(self, line: int, byte: int) -> int:
        index = min(max(line - self._first_line, 0), len(self._lines) - 1)
        text = self._lines[index][self._indent :].encode("utf-8", "surrogatepass")
        return self._place(line, len(text[:byte].decode("utf-8", "surrogatepass")))

    def _place(self, line: int, column: int) -> int:
        """The offset in the source of a line and column that Python counts."""
        before = sum(map(len, self._lines[: max(line - self._first_line, 0)]))
        return min(before + self._indent + column, len(self._source))

    def _read(self, node: ast.expr, depth: int) -> Expression:
        self._count += 1
        if self._count > MAX_NODES:
            self._refuse(f"an expression has at most {MAX_NODES} parts", node)
        if depth > MAX_DEPTH:
            self._refuse(_TOO_DEEP, node)
        match node:
            case ast.Constant():
                return self._literal(node)
            case ast.Name():
                return self._name(node)
            case ast.Attribute():
                return self._cell(node)
            case ast.List() | ast.Tuple():
                return self._items(node)
            case ast.UnaryOp():
                return self._unary(node, depth)
            case ast.BoolOp():
                return self._logic(node, depth)
            case ast.Compare():
                return self._comparison(node, depth)
            case ast.BinOp():
                return self._arithmetic(node, depth)
            case ast.IfExp():
                return self._choice(node, depth)
            case ast.Call():
                return self._call(node, depth)
            case ast.Set():
                self._refuse_set(node)
            case _:
                what = _REFUSED.get(type(node), "this")
                hint = ": write `any(table.column < 1)`" if what == _COMPREHENSION else ""
                self._refuse(f"{what} has no meaning here{hint}", node)

    def _literal(self, node: ast.Constant) -> Literal:
        constant = node.value
        if not isinstance(constant, bool | int | float | str | None):
            self._refuse("expected a number, a string, true or false", node)
        if isinstance(constant, float) and not math.isfinite(constant):
            self._refuse("this number is too large", node)
        start, end = self._span(node)
        # With its two quotes a text is this long, if it is one text and has no escapes.
        if isinstance(constant, str) and end - start != len(constant) + 2:
            self._require_one_string(node)
        return Literal(start, end, cast(Constant, constant))

    def _require_one_string(self, node: ast.Constant) -> None:
        from cardtui.condition.slips import strings_in

        shown = self._text(node)
        if shown[:3] in ("'''", '"""'):
            self._refuse("a text stands in one pair of quotes", node)
        if len(strings_in(shown)) > 1:
            self._refuse("two texts side by side: a comma or an operator is missing", node)

    def _name(self, node: ast.Name) -> Name | Literal:
        if node.id in _CONSTANTS:
            return Literal(*self._span(node), _CONSTANTS[node.id])
        return Name(*self._span(node), node.id)

    def _cell(self, node: ast.Attribute) -> Cell:
        if not isinstance(node.value, ast.Name):
            self._refuse("expected `row.column` or `table.column`", node)
        return Cell(*self._span(node), node.value.id, node.attr)

    def _items(self, node: ast.List | ast.Tuple) -> Items:
        if isinstance(node, ast.Tuple):
            self._refuse_tuple(node)
        literals = []
        for element in node.elts:
            read = self._read(element, 1)
            if isinstance(read, Negative) and isinstance(read.operand, Literal):
                number = cast(float, read.operand.constant)
                read = Literal(read.start, read.end, -number)
            if isinstance(read, Name):
                self._refuse(
                    f"a list holds values only: if `{read.name}` is a text, put it in quotes",
                    element,
                )
            if not isinstance(read, Literal) or read.constant is None:
                self._refuse("a list holds numbers, strings, true or false only", element)
            literals.append(read)
        return Items(*self._span(node), tuple(literals))

    def _refuse_tuple(self, node: ast.Tuple) -> NoReturn:
        start, _ = self._span(node)
        if found := _THOUSANDS.search(self._text(node)):
            plain = found[0].replace(",", "")
            message = f"a number has no commas: write {plain}"
            self._fail(message, start + found.start(), start + found.end())
        if all(isinstance(element, ast.Constant) for element in node.elts):
            self._refuse("a list is written in square brackets", node)
        self._refuse("a comma joins nothing here: write `and` or `or`", node)

    def _refuse_set(self, node: ast.Set) -> NoReturn:
        if all(isinstance(element, ast.Name | ast.Set) for element in node.elts):
            self._refuse("an id is written without braces", node)
        self._refuse("a list is written in square brackets", node)

    def _unary(self, node: ast.UnaryOp, depth: int) -> Expression:
        operand = self._read(node.operand, depth + 1)
        if isinstance(node.op, ast.Not):
            return Not(*self._span(node), operand)
        if not isinstance(node.op, ast.USub):
            sign = "~" if isinstance(node.op, ast.Invert) else "+"
            self._refuse(f"`{sign}` before a value has no meaning here", node)
        if isinstance(operand, Literal) and (
            isinstance(operand.constant, bool | str) or operand.constant is None
        ):
            self._refuse("only a number can be negative", node)
        return Negative(*self._span(node), operand)

    def _logic(self, node: ast.BoolOp, depth: int) -> Logic:
        parts = tuple(self._read(part, depth + 1) for part in node.values)
        return Logic(*self._span(node), "and" if isinstance(node.op, ast.And) else "or", parts)

    def _comparison(self, node: ast.Compare, depth: int) -> Comparison:
        for operator in node.ops:
            if isinstance(operator, ast.Is | ast.IsNot):
                is_not = isinstance(operator, ast.IsNot)
                slip, meant = ("is not", "!=") if is_not else ("is", "==")
                self._refuse(f"write `{meant}` instead of `{slip}`", node)
        operands = tuple(self._read(part, depth + 1) for part in (node.left, *node.comparators))
        operators: tuple[ComparisonOperator, ...] = tuple(
            _COMPARISONS[type(operator)] for operator in node.ops
        )
        return Comparison(*self._span(node), operands, operators)

    def _arithmetic(self, node: ast.BinOp, depth: int) -> Arithmetic:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            self._refuse(_NO_OPERATORS[type(node.op)], node)
        left, right = self._read(node.left, depth + 1), self._read(node.right, depth + 1)
        return Arithmetic(*self._span(node), left, operator, right)

    def _choice(self, node: ast.IfExp, depth: int) -> Choice:
        test, then, otherwise = (
            self._read(part, depth + 1) for part in (node.test, node.body, node.orelse)
        )
        return Choice(*self._span(node), test, then, otherwise)

    def _call(self, node: ast.Call, depth: int) -> Call:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
            called = self._text(node.func)
            meant = _FUNCTIONS_ELSEWHERE.get(called.rpartition(".")[2])
            near = f"did you mean `{meant}`?" if meant else did_you_mean(called, FUNCTIONS)
            known = near or f"there are {join_words(FUNCTIONS)}"
            self._refuse(f"there is no function `{called}`: {known}", node.func)
        if node.keywords:
            self._refuse(f"`{node.func.id}` takes no named arguments", node)
        arguments = tuple(self._read(part, depth + 1) for part in node.args)
        return Call(*self._span(node), node.func.id, arguments)
