"""`cardtui status`."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from cardtui.bank.bank import Bank
from cardtui.cli.options import bank_option, existing_session
from cardtui.interview.session import Session
from cardtui.interview.state import Relevance, State, Stored
from cardtui.text.clean import one_line


@click.command("status")
@click.argument("cards", nargs=-1, metavar="[CARD]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a card.")
@bank_option
def command(cards: tuple[str, ...], as_json: bool, bank_name: str | None) -> None:
    r"""Show how far each CARD is, question by question.

    "14 of 31, up to 44" means: 14 answered, 31 relevant now, and up to 44 if the open questions
    that others depend on are answered so.

    \b
    cardtui status
    cardtui status cards/*.toml --json
    """
    for card in cards or (None,):
        session = existing_session(card, bank_name)
        if as_json:
            click.echo(json.dumps(_record(session)))
        else:
            click.echo("\n".join(map(one_line, _lines(session))))


def _record(session: Session) -> dict[str, object]:
    state, bank = session.state, session.bank
    return {
        "card": session.path,
        "bank": {"id": bank.id, "version": bank.version},
        "progress": {
            "answered": state.progress.answered,
            "relevant": state.progress.relevant,
            "possible": state.progress.possible,
        },
        "questions": {
            name: {"relevance": str(state.relevance[name]), "answer": str(state.stored[name])}
            for name in bank.questions
        },
    }


def _lines(session: Session) -> Iterator[str]:
    bank, state = session.bank, session.state
    done = "complete" if state.complete else "not complete"
    yield f"{session.path}: {state.progress}, {done}"
    for section in bank.sections:
        shown = [q for q in section.questions if _is_shown(q.id, state) and q.type != "note"]
        if not shown:
            continue
        yield ""
        yield section.title
        width = max(len(question.name) for question in shown)
        for question in shown:
            mark, words = _standing(question.id, bank, state)
            yield f"  {mark} {question.name:{width}}  {words}".rstrip()


def _is_shown(name: str, state: State) -> bool:
    is_set_aside = state.stored[name] is not Stored.UNANSWERED
    return is_set_aside or state.relevance[name] is not Relevance.IRRELEVANT


def _standing(name: str, bank: Bank, state: State) -> tuple[str, str]:
    """A mark for a question, and its state in words."""
    if state.relevance[name] is Relevance.IRRELEVANT:
        return "-", f"set aside: {state.stored[name].replace('_', ' ')}"
    findings = state.findings_of(name)
    if findings:
        return "!", findings[0].message
    if state.relevance[name] is Relevance.UNDECIDED:
        return "?", "depends on an open question"
    if name in state.settled:
        return "x", state.stored[name].replace("_", " ")
    return " ", "open, required" if bank.questions[name].required else "open"
