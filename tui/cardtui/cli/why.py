"""What `cardtui status --why` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import click

from cardtui.interview.explain import explain
from cardtui.interview.explanation import Explanation, Reason
from cardtui.interview.session import Session
from cardtui.sharing.opening import require_known_question
from cardtui.text.clean import one_line


def tell_why(session: Session, questions: Iterable[str], *, as_json: bool) -> None:
    """Explain questions of one card. Raises `CardError` for one that its bank does not have."""
    names = list(dict.fromkeys(questions))
    for name in names:
        require_known_question(session, name)
    explanations = [explain(session.bank, session.card, session.state, name) for name in names]
    if as_json:
        click.echo(json.dumps(_record(session, explanations)))
    else:
        click.echo("\n".join(map(one_line, _lines(session, explanations))))


def _lines(session: Session, explanations: list[Explanation]) -> Iterator[str]:
    for i, explanation in enumerate(explanations):
        label, *rest = explanation.lines()
        if i:
            yield ""
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
