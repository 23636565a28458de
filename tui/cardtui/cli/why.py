"""What `cardtui status --why` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from cardtui.cli.records import card_record
from cardtui.interview.explain import explain
from cardtui.interview.explanation import Explanation, Reason
from cardtui.interview.session import require_question
from cardtui.sharing.cards import Looked
from cardtui.text.log_lines import printed

Explained = list[tuple[Looked, list[Explanation]]]


def explained(cards: Iterable[Looked], questions: Iterable[str]) -> Explained:
    """Questions of each card. Raises `CardError` for one that its bank does not have."""
    names = list(dict.fromkeys(questions))
    return [(card, [_explanation(card, name) for name in names]) for card in cards]


def _explanation(card: Looked, question: str) -> Explanation:
    require_question(card.bank, question, card.path)
    return explain(card.bank, card.card, card.state, question)


def why_text(found: Explained) -> str:
    """A block of lines for each question of each card."""
    return "\n\n".join(
        "\n".join(printed(line) for line in _lines(card, explanation))
        for card, explanations in found
        for explanation in explanations
    )


def why_json(found: Explained) -> str:
    """An object a line, one line a card."""
    return "\n".join(json.dumps(_record(card, explanations)) for card, explanations in found)


def _lines(card: Looked, explanation: Explanation) -> Iterator[str]:
    label, *rest = explanation.lines()
    yield f"{card.path}: {label} ({explanation.question})"
    yield from rest


def _record(card: Looked, explanations: list[Explanation]) -> dict[str, object]:
    return {
        **card_record(card.path, card.bank),
        "why": {
            explanation.question: {
                "relevance": str(explanation.standing),
                "sentence": explanation.sentence,
                "remarks": list(explanation.remarks),
                "conditions": [_condition(reason) for reason in explanation.reasons],
                "hangs_on": list(explanation.hangs_on),
            }
            for explanation in explanations
        },
    }


def _condition(reason: Reason) -> dict[str, object]:
    return {
        "section": reason.section.id if reason.section else None,
        "words": reason.words,
        "verdict": str(reason.verdict),
        "deciding": list(reason.deciding),
        "answers": [
            {
                "question": source.question,
                "relevance": str(source.relevance),
                "words": source.words,
            }
            for source in reason.sources
        ],
    }
