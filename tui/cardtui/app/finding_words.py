"""What is wrong with an answer, as it is said beside its field."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cardtui.app.content import plain
from cardtui.bank.fixed_words import FixedWords, filled
from cardtui.bank.model import Question
from cardtui.card.model import Answer
from cardtui.interview.state import Finding

_MOST_SAID = 6
"""Of a table of many rows there may be hundreds."""


def finding_words(finding: Finding, words: FixedWords, where: str = "") -> Content:
    """One finding, with a mark whose shape is enough where there are no colours."""
    if finding.is_error:
        return plain(f"! {where}{finding.message}", "$text-error")
    return plain(f"△ {words.warning}{words.colon} {where}{finding.message}", "$text-warning")


def findings_words(
    question: Question, answer: Answer | None, findings: Sequence[Finding], words: FixedWords
) -> Content:
    """A line for each finding; a cell is named as the table on screen shows it."""
    places = {row.number: place for place, row in enumerate(answer.rows if answer else (), 1)}
    names = {column.id: column.name for column in question.columns}
    said = []
    for finding in findings[:_MOST_SAID]:
        row = f"{words.row} {places.get(finding.row, finding.row)}, " if finding.row else ""
        cell = f"{row}{names.get(finding.column, finding.column)}{words.colon} " if row else ""
        said.append(finding_words(finding, words, cell))
    if len(findings) > _MOST_SAID:
        more = filled(words.more, count=len(findings) - _MOST_SAID)
        said.append(plain(f"… {words.joining_and} {more}", "$foreground-muted"))
    return Content("\n").join(said)
