"""Whether two cards, or two answers, say the same: what they say, not which objects say it."""

from __future__ import annotations

from msgspec.structs import replace

from cardtui.card.model import TAKEN_AWAY, Answer, Card, Place, Row


def same_card(one: Card, other: Card) -> bool:
    """Whether two cards have the same id, bank and answers, retired ones and second versions too."""
    return (one.id, one.bank) == (other.id, other.bank) and _answers(one) == _answers(other)


def same_answer(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same; none says what an empty one says."""
    return one is other or canonical(one or Answer()) == canonical(other or Answer())


def by_place(card: Card) -> dict[Place, Answer]:
    """All answers of a card by where they stand in its file."""
    answers: dict[Place, Answer] = {("answers", name): a for name, a in card.answers.items()}
    answers |= {("retired", name): answer for name, answer in card.retired.items()}
    return answers | {("conflicts", n): other or TAKEN_AWAY for n, other in card.conflicts.items()}


def _answers(card: Card) -> dict[Place, str]:
    """All answers that say something; an empty one may stay for the comments in its table."""
    said = {place: canonical(answer) for place, answer in by_place(card).items()}
    nothing = canonical(Answer())
    return {place: words for place, words in said.items() if words != nothing}


def canonical(answer: Answer) -> str:
    """Equal for equal answers, and unlike `==` it tells 1 from true, and NaN equals NaN."""
    rows = [(row.number, canonical_cells(row)) for row in answer.rows]
    kept = (
        answer.value,
        answer.status,
        answer.reason,
        sorted(answer.specify.items()),
        answer.asked,
        answer.note,
    )
    return repr((kept, rows, highest_row(answer)))


def canonical_cells(row: Row) -> str:
    """Equal for rows that are equal but for their number."""
    return repr(sorted(row.cells.items()))


def said(answer: Answer | None) -> str:
    """What an answer says, without what is noted beside it; no answer says nothing."""
    return canonical(replace(answer, asked="", last_row=0, note="") if answer else Answer())


def highest_row(answer: Answer | None) -> int:
    """The highest row number that an answer knows of."""
    return max([answer.last_row, *(row.number for row in answer.rows)]) if answer else 0
