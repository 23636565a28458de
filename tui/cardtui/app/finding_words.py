"""What is wrong with an answer, as it is said beside its field."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cardtui.app.content import plain
from cardtui.bank.model import Question
from cardtui.card.model import Answer
from cardtui.interview.state import Finding
from cardtui.text.words import count_of

_MOST_SAID = 6
"""Of a table of many rows there may be hundreds."""


def finding_words(finding: Finding, where: str = "") -> Content:
    """One finding, with a mark whose shape is enough where there are no colours."""
    if finding.is_error:
        return plain(f"! {where}{finding.message}", "$text-error")
    return plain(f"△ Warning: {where}{finding.message}", "$text-warning")


def findings_words(
    question: Question, answer: Answer | None, findings: Sequence[Finding]
) -> Content:
    """A line for each finding; a cell is named as the table on screen shows it."""
    places = {row.number: place for place, row in enumerate(answer.rows if answer else (), 1)}
    names = {column.id: column.name for column in question.columns}
    said = []
    for finding in findings[:_MOST_SAID]:
        row = f"row {places.get(finding.row, finding.row)}, " if finding.row else ""
        cell = f"{row}{names.get(finding.column, finding.column)}: " if row else ""
        said.append(finding_words(finding, cell))
    if len(findings) > _MOST_SAID:
        more = count_of(len(findings) - _MOST_SAID, "other")
        said.append(plain(f"… and {more}", "$foreground-muted"))
    return Content("\n").join(said)
