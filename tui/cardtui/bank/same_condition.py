"""Whether two conditions of two banks say the same, whatever their names are called now."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cardtui.bank.pairing import Pairing
from cardtui.condition.nodes import (
    ROW,
    VALUE,
    Arithmetic,
    Call,
    Cell,
    Comparison,
    Expression,
    Items,
    Literal,
    Logic,
    Name,
    children,
)


class Owner(Struct, frozen=True):
    """What a condition belongs to: a question, or a column of a table, by their ids."""

    table: str = ""
    field: str = ""
    """The full name: `table.column` for a column."""


_NO_OPTIONS: Mapping[str, str] = {}


def shape(node: Expression, owner: Owner, names: Pairing | None) -> tuple[object, ...]:
    """A condition without its places; with `names`, as it reads with the names of the newer bank."""
    return _Shaper(owner, names).of(node, _NO_OPTIONS)


class _Shaper:
    def __init__(self, owner: Owner, names: Pairing | None) -> None:
        self._owner = owner
        self._names = names

    def of(self, node: Expression, options: Mapping[str, str]) -> tuple[object, ...]:
        """The shape of a part; `options` are those of what it is compared with."""
        match node:
            case Literal(constant=str() as text):
                return ("literal", "str", options.get(text, text))
            case Literal():
                return ("literal", type(node.constant).__name__, node.constant)
            case Items():
                return ("items", *(self.of(each, options) for each in node.constants))
            case Name() | Cell():
                return ("name", self._called(self._full_name(node)))
            case _:
                renamed = self._options_beside(node) or options
                operators = _operators(node)
                return (
                    type(node).__name__,
                    operators,
                    *(self.of(part, renamed) for part in children(node)),
                )

    def _full_name(self, node: Name | Cell) -> str:
        if isinstance(node, Cell):
            table = self._owner.table if node.table == ROW else node.table
            return f"{table}.{node.column}"
        return self._owner.field if node.name == VALUE else node.name

    def _called(self, name: str) -> str:
        return name if self._names is None else self._names.names.get(name, name)

    def _options_beside(self, node: Expression) -> Mapping[str, str]:
        if self._names is None or not isinstance(node, Comparison | Call):
            return _NO_OPTIONS
        for part in children(node):
            if isinstance(part, Name | Cell):
                found = self._names.options.get(self._full_name(part), _NO_OPTIONS)
                if found:
                    return found
        return _NO_OPTIONS


def _operators(node: Expression) -> tuple[str, ...]:
    match node:
        case Comparison():
            return node.operators
        case Logic() | Arithmetic():
            return (node.operator,)
        case Call():
            return (node.function,)
        case _:
            return ()
