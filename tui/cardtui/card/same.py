"""Whether two cards, or two answers, say the same: what they say, not which objects say it."""

from __future__ import annotations

from cardtui.card.model import Answer, Card, Place


def same_card(one: Card, other: Card) -> bool:
    """Whether two cards have the same id, bank and answers, retired ones too."""
    return (one.id, one.bank) == (other.id, other.bank) and _answers(one) == _answers(other)


def same_answer(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same; none says what an empty one says."""
    return one is other or canonical(one or Answer()) == canonical(other or Answer())


def by_place(card: Card) -> dict[Place, Answer]:
    """All answers of a card by where they stand in its file."""
    answers: dict[Place, Answer] = {("answers", name): a for name, a in card.answers.items()}
    return answers | {("retired", name): answer for name, answer in card.retired.items()}


def _answers(card: Card) -> dict[Place, str]:
    """All answers that say something; an empty one may stay for the comments in its table."""
    said = {place: canonical(answer) for place, answer in by_place(card).items()}
    nothing = canonical(Answer())
    return {place: words for place, words in said.items() if words != nothing}


def canonical(answer: Answer) -> str:
    """Equal for equal answers, and unlike `==` it tells 1 from true, and NaN equals NaN."""
    rows = [(row.number, sorted(row.cells.items())) for row in answer.rows]
    last_row = max([answer.last_row, *(row.number for row in answer.rows)])
    kept = (
        answer.value,
        answer.status,
        answer.reason,
        sorted(answer.specify.items()),
        answer.asked,
    )
    return repr((kept, rows, last_row))
