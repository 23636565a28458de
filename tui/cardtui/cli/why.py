"""What `cardtui status --why` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from cardtui.interview.explain import explain
from cardtui.interview.explanation import Explanation, Reason
from cardtui.interview.session import Session
from cardtui.text.clean import one_line

Explained = list[tuple[Session, list[Explanation]]]


def explained(sessions: Iterable[Session], questions: Iterable[str]) -> Explained:
    """Questions of each card. Raises `CardError` for one that its bank does not have."""
    names = list(dict.fromkeys(questions))
    return [(session, [_explanation(session, name) for name in names]) for session in sessions]


def _explanation(session: Session, question: str) -> Explanation:
    asked = session.question(question)
    return explain(session.bank, session.card, session.state, asked.id)


def why_text(found: Explained) -> str:
    """A block of lines for each question of each card."""
    return "\n\n".join(
        "\n".join(map(one_line, _lines(session, explanation)))
        for session, explanations in found
        for explanation in explanations
    )


def why_json(found: Explained) -> str:
    """An object a line, one line a card."""
    return "\n".join(json.dumps(_record(session, explanations)) for session, explanations in found)


def _lines(session: Session, explanation: Explanation) -> Iterator[str]:
    label, *rest = explanation.lines()
    yield f"{session.path}: {label} ({explanation.question})"
    yield from rest


def _record(session: Session, explanations: list[Explanation]) -> dict[str, object]:
    return {
        "card": session.path,
        "bank": {"id": session.bank.id, "version": session.bank.version},
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
