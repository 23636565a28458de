"""How the questions and columns of a bank are called where a condition is put into words."""

from __future__ import annotations

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import cell_kind, kind_of
from cardtui.bank.model import Column, Question
from cardtui.condition.names import Named, Names


def names_of(bank: Bank, table: str = "") -> Names:
    """The names for the conditions of a bank; for those of a table's columns, with its cells."""
    columns = bank.questions[table].columns if table else ()
    return Names(
        lambda name: _named(bank.questions[name]),
        {column.id: _named(column) for column in columns},
    )


def names_for_check(bank: Bank, field: Question | Column, table: str = "") -> Names:
    """The names for a `check` or `suggest` of a question, or of a column of a table."""
    names = names_of(bank, table)
    named = _named(field)
    value = Named("the answer", named.kind, named.unit, named.options, named.columns)
    return Names(names.question, names.row, value)


def _named(field: Question | Column) -> Named:
    kind = kind_of(field) if isinstance(field, Question) else cell_kind(field)
    assert kind is not None
    columns = field.columns if isinstance(field, Question) else ()
    return Named(
        field.name,
        kind,
        field.unit,
        {option.id: option.label or option.id for option in field.choices},
        {column.id: _named(column) for column in columns},
    )
