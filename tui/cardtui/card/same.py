"""Whether two cards, or two answers, say the same."""

from __future__ import annotations

from cardtui.card.model import Answer, Card


def same_card(one: Card, other: Card) -> bool:
    """Whether two cards have the same id, bank and answers."""
    return (one.id, one.bank) == (other.id, other.bank) and _answers(one) == _answers(other)


def same_answer(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same; none says what an empty one says."""
    return one is other or _canonical(one or Answer()) == _canonical(other or Answer())


def _answers(card: Card) -> dict[str, str]:
    """All answers that say something; an empty one may stay for the comments in its table."""
    canonical = {name: _canonical(answer) for name, answer in card.answers.items()}
    return {name: said for name, said in canonical.items() if said != _canonical(Answer())}


def _canonical(answer: Answer) -> str:
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
