"""The questions that a bank's tables name, read before anything in them has been checked."""

from __future__ import annotations

from cardtui.bank.merged import Item
from cardtui.condition.nodes import question_names_in_order
from cardtui.condition.parse import parse
from cardtui.errors import ConditionError


def names_in_when(when: object) -> list[str]:
    """The questions that a condition names; nothing where it cannot be read."""
    return list(when) if isinstance(when, dict) else names_in_expression(when)


def names_in_expression(source: object) -> list[str]:
    """The questions that an expression names; nothing where it cannot be read."""
    try:
        return question_names_in_order(parse(source)) if isinstance(source, str) else []
    except ConditionError:
        return []


def names_in_rules(question: Item) -> list[str]:
    """The questions that the conditions and checks of a question and of its columns name.

    The question is one of a bank that is a bank by itself.
    """
    found: list[str] = []
    for table in (question.table, *question.table.get("column", ())):
        found += names_in_when(table.get("when"))
        for check in table.get("check", ()):
            found += names_in_expression(check["that"])
    return found
