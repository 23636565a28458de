"""What a `suggest` can give: a value that its question could hold, or None."""

from __future__ import annotations

import re
from typing import NoReturn

from msgspec.structs import replace

from cardtui.condition.hints import not_an_option, unknown_name
from cardtui.condition.kinds import (
    Date,
    ExpressionKind,
    Kind,
    Number,
    Option,
    Options,
    Scope,
    Text,
    TextList,
    kind_words,
)
from cardtui.condition.nodes import ROW, VALUE, Choice, Expression, Items, Literal, Name
from cardtui.condition.typecheck import Checker, Purpose

_QUOTES = "a text stands in quotes of its own, as in \"'text'\""
_SENTENCE = re.compile(r"(?!if\b)[^\W\d][\w ,;.:!?-]*")


def without_quotes(source: str) -> str | None:
    """What is said of a suggestion that is a sentence and no expression; None for all others."""
    return _QUOTES if _SENTENCE.fullmatch(source) else None


def typed_suggestion(node: Expression, source: str, scope: Scope, wanted: Kind) -> Expression:
    """A `suggest` that gives a `wanted` value or None. Raises `ConditionTypeError`."""
    return _Suggestion(source, scope, Purpose.SUGGEST).result(node, wanted)


class _Suggestion(Checker):
    """Walks one suggestion down to the values that it can come to."""

    def result(self, node: Expression, wanted: Kind) -> Expression:
        """A node whose value a question of the `wanted` kind could hold."""
        match node:
            case Choice():
                test = self.truth(node.test)
                then, otherwise = (self.result(p, wanted) for p in (node.then, node.otherwise))
                return Choice(node.start, node.end, test, then, otherwise)
            case Items() if isinstance(wanted, Options | TextList):
                for item in node.constants:
                    if not isinstance(item.constant, str):
                        self._refuse_result(item, self._literal(item), Text())
                    if isinstance(wanted, Options):
                        self._require_own_option(item, wanted)
                return node
            case Literal(constant=None):
                return node
            case Name(name=name) if name not in self._scope.questions and self._is_plain(name):
                self._fail(f"there is no question `{name}`: {_QUOTES}", node)
            case Literal():
                return self._fitting_result(node, wanted)
        read, kind = self.operand(node)
        if type(kind) is not type(wanted):
            self._refuse_result(node, kind, wanted)
        if isinstance(kind, Option | Options) and isinstance(wanted, Option | Options):
            self._require_shared_option(node, kind, wanted)
        return read

    def _is_plain(self, name: str) -> bool:
        """Whether a name is probably a text that its author forgot to put in quotes."""
        if name in (VALUE, ROW) or name in self._scope.unanswerable:
            return False
        return unknown_name(name, self._scope) == f"there is no question `{name}`"

    def _refuse_result(self, node: Expression, kind: ExpressionKind, wanted: Kind) -> NoReturn:
        shown = self._text(node) if isinstance(node, Literal) else f"`{self._text(node)}`"
        message = f"this question takes {kind_words(wanted)}, {shown} is {kind_words(kind)}"
        if isinstance(kind, Text) and isinstance(wanted, Options | TextList):
            message += f": write [{self._text(node)}]"
        self._fail(message, node)

    def _require_shared_option(
        self, node: Expression, theirs: Option | Options, mine: Option | Options
    ) -> None:
        """Refuse the answers of a question that has none of the options of this one."""
        if not set(theirs.options) & set(mine.options):
            self._fail(f"`{self._text(node)}` has no option that this question has", node)

    def _require_own_option(self, literal: Literal, kind: Option | Options) -> None:
        if literal.constant not in kind.options:
            rest = not_an_option(str(literal.constant), kind)
            self._fail(f"expected an option of this question: {rest}", literal)

    def _fitting_result(self, node: Literal, wanted: Kind) -> Literal:
        constant = node.constant
        if isinstance(wanted, Option) and isinstance(constant, str):
            self._require_own_option(node, wanted)
            return node
        if isinstance(wanted, Date) and isinstance(constant, str):
            return replace(node, constant=self._date(node, constant))
        if type(self._literal(node)) is not type(wanted):
            self._refuse_result(node, self._literal(node), wanted)
        if isinstance(wanted, Number) and wanted.whole and not isinstance(constant, int):
            self._fail(f"this question takes a whole number, not {self._text(node)}", node)
        return node
