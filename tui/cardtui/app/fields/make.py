"""The field that suits a question, filled with what is stored for it."""

from __future__ import annotations

from cardtui.app.fields.base import Field
from cardtui.app.fields.single import single_field
from cardtui.bank.model import Question
from cardtui.bank.values import without_final_newline
from cardtui.card.model import Answer
from cardtui.interview.session import Session


def field_for(session: Session, question: Question) -> Field | None:
    """The field for a question of a session; None for a note."""
    if question.type == "note":
        return None
    answer = session.card.answer(question.id) or Answer()
    if question.type == "table":
        from cardtui.app.fields.table import TableField

        def relevant(cells: dict[str, object]) -> frozenset[str]:
            return session.interview.relevant_columns(session.state, question.id, cells)

        return TableField(question, answer, relevant)
    value = without_final_newline(question, answer.value)
    return single_field(question, value, answer, placeholder_for(question))


def placeholder_for(question: Question) -> str:
    """What stands in an empty field: the first example, called one."""
    example = question.named_examples[0].text.strip("\n") if question.named_examples else ""
    gap = "\n" if "\n" in example else " "
    return f"e.g.{gap}{example}" if example else ""
