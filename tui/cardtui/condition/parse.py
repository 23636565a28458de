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
from typing import NoReturn, cast, get_args

from cardtui.condition.nodes import (
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

FUNCTIONS: tuple[FunctionName, ...] = get_args(FunctionName)
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
_REFUSED: dict[type[ast.expr], str] = {
    ast.Subscript: "square brackets after a name",
    ast.Lambda: "a lambda",
    ast.ListComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.Dict: "a dictionary",
    ast.Set: "a set",
    ast.JoinedStr: "an f-string",
    ast.NamedExpr: "an assignment",
    ast.Starred: "a star",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
}
_STRINGS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_SLIPS = (
    (re.compile(r"&&"), "&&", "write `and`"),
    (re.compile(r"\|\|"), "||", "write `or`"),
    (re.compile(r"!(?!=)"), "!", "write `not`"),
    (re.compile(r"<>"), "<>", "write `!=`"),
    (re.compile(r"(?<![=!<>:])=(?!=)"), "=", "write `==` to compare"),
)


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
        self._require_balanced_brackets()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self._python_source(), mode="eval").body
        except SyntaxError as error:
            self._explain(error)
        except (ValueError, MemoryError, RecursionError):
            self._fail("this cannot be read", 0, len(self._source))

    def _python_source(self) -> str:
        """The source without indentation; in brackets where it goes over several lines."""
        if len(self._lines) > 1:
            return f"(\n{self._source}\n)"
        return self._source[self._indent :]

    def _require_balanced_brackets(self) -> None:
        """The source alone must balance, not only with the brackets that are put around it."""
        if "(" not in self._source and ")" not in self._source:
            return
        depth = 0
        for bracket in re.finditer(r"[()]", self._without_strings()):
            depth += 1 if bracket[0] == "(" else -1
            if depth < 0:
                self._fail("this bracket closes nothing", bracket.start(), bracket.end())

    def _without_strings(self) -> str:
        return _STRINGS.sub(lambda found: " " * len(found[0]), self._source)

    def _explain(self, error: SyntaxError) -> NoReturn:
        masked = self._without_strings()
        for pattern, slip, advice in _SLIPS:
            if found := pattern.search(masked):
                self._fail(f"`{slip}` is not an operator: {advice}", found.start(), found.end())
        start = self._place(error.lineno or 1, max((error.offset or 1) - 1, 0))
        end = max(start, self._place(error.end_lineno or 1, max((error.end_offset or 0) - 1, 0)))
        if masked.count("'") % 2 or masked.count('"') % 2:
            self._fail("a string is not closed: a quote is missing", start, end)
        if masked.count("(") != masked.count(")"):
            self._fail("a bracket is missing", start, end)
        self._fail("expected an expression such as `x == 'option'`", start, end)

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
            self._refuse(f"an expression is at most {MAX_DEPTH} levels deep", node)
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
            case _:
                what = _REFUSED.get(type(node), "this")
                self._refuse(f"{what} has no meaning here", node)

    def _literal(self, node: ast.Constant) -> Literal:
        constant = node.value
        if not isinstance(constant, bool | int | float | str | None):
            self._refuse("expected a number, a string, true or false", node)
        if isinstance(constant, float) and not math.isfinite(constant):
            self._refuse("this number is too large", node)
        return Literal(*self._span(node), cast(Constant, constant))

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
            self._refuse("a list is written in square brackets", node)
        literals = []
        for element in node.elts:
            read = self._read(element, 1)
            if isinstance(read, Negative) and isinstance(read.operand, Literal):
                number = cast(float, read.operand.constant)
                read = Literal(read.start, read.end, -number)
            if not isinstance(read, Literal) or read.constant is None:
                self._refuse("a list holds numbers, strings, true or false only", element)
            literals.append(read)
        return Items(*self._span(node), tuple(literals))

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
            if type(operator) not in _COMPARISONS:
                self._refuse("write `==` or `!=` instead of `is`", node)
        operands = tuple(self._read(part, depth + 1) for part in (node.left, *node.comparators))
        operators: tuple[ComparisonOperator, ...] = tuple(
            _COMPARISONS[type(operator)] for operator in node.ops
        )
        return Comparison(*self._span(node), operands, operators)

    def _arithmetic(self, node: ast.BinOp, depth: int) -> Arithmetic:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            slips = {ast.BitAnd: ": write `and`", ast.BitOr: ": write `or`"}
            self._refuse(f"this operator does not exist{slips.get(type(node.op), '')}", node)
        left, right = self._read(node.left, depth + 1), self._read(node.right, depth + 1)
        return Arithmetic(*self._span(node), left, operator, right)

    def _choice(self, node: ast.IfExp, depth: int) -> Choice:
        test, then, otherwise = (
            self._read(part, depth + 1) for part in (node.test, node.body, node.orelse)
        )
        return Choice(*self._span(node), test, then, otherwise)

    def _call(self, node: ast.Call, depth: int) -> Call:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            near = did_you_mean(called, FUNCTIONS)
            known = near or f"there are {join_words(FUNCTIONS)}"
            self._refuse(f"there is no function `{called}`: {known}", node.func)
        if node.keywords:
            self._refuse(f"`{node.func.id}` takes no named arguments", node)
        arguments = tuple(self._read(part, depth + 1) for part in node.args)
        return Call(*self._span(node), node.func.id, arguments)
