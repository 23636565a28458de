"""The field that suits a question, filled with what is stored for it."""

from __future__ import annotations

import os

from cardtui.app.fields.base import Field
from cardtui.app.fields.single import single_field
from cardtui.bank.fixed_words import FixedWords
from cardtui.bank.model import Question
from cardtui.bank.values import without_final_newline
from cardtui.card.model import Answer, Row
from cardtui.interview.session import Session
from cardtui.interview.state import Finding


def field_for(session: Session, question: Question) -> Field | None:
    """The field for a question of a session; None for a note."""
    if question.type == "note":
        return None
    answer = session.card.answer(question.id) or Answer()
    folder, words = os.path.dirname(session.path), session.bank.words
    if question.type == "table":
        from cardtui.app.fields.table import TableField
        from cardtui.app.row_rules import Cells, RowRules

        def relevant(cells: Cells) -> frozenset[str]:
            return session.interview.relevant_columns(session.state, question.id, cells)

        def findings(cells: Cells) -> tuple[Finding, ...]:
            alone = Answer(rows=(Row(1, dict(cells)),))
            return session.interview.findings_if(session.state, question.id, alone)

        return TableField(question, answer, RowRules(relevant, findings, folder, words))
    value = without_final_newline(question, answer.value)
    return single_field(question, value, answer, placeholder_for(question, words), folder, words)


def placeholder_for(question: Question, words: FixedWords) -> str:
    """What stands in an empty field: the first example, called one."""
    example = question.named_examples[0].text.strip("\n") if question.named_examples else ""
    gap = "\n" if "\n" in example else " "
    return f"{words.for_instance}{gap}{example}" if example else ""
