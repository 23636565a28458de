"""`cardtui status`."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from cardtui.cli import FINE, WRONG_USE
from cardtui.cli.messages import say_problems
from cardtui.cli.options import bank_option, readable_sessions
from cardtui.interview.session import Session
from cardtui.interview.state import Relevance, State, Stored
from cardtui.interview.wording import why_confirm
from cardtui.text.clean import one_line


@click.command("status")
@click.argument("cards", nargs=-1, metavar="[CARD]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a card.")
@click.option(
    "--why",
    "asked",
    multiple=True,
    metavar="ID",
    help="Why this question is asked, or is not; may be repeated.",
)
@bank_option
def command(
    cards: tuple[str, ...], as_json: bool, asked: tuple[str, ...], bank_name: str | None
) -> int:
    """Show how far each CARD is, question by question.

    "14 of 31, up to 44" means: 14 answered, 31 relevant now, and up to 44 if the open questions
    that others depend on are answered so.

    With --why, say instead why a question is asked, is not, or may still be: its conditions in
    words, and the answers that they come from.

    \b
    cardtui status
    cardtui status cards/*.toml --json
    cardtui status --why quantization_bits --why teacher

    With --why and --json, each line has "card", "bank" and "why": for each ID its "relevance",
    "sentence", "remarks", "hangs_on" (the IDs of open questions that decide it) and "conditions".
    A condition has "section" (its ID, or null for one of the question itself), "words", "verdict"
    ("true", "false", "undecided", or "unknown", which counts as false), "deciding" (the parts that
    make it so; empty for all of it) and "answers", each with "question", "relevance" and "words".
    """
    if asked:
        from cardtui.cli.why import explained, why_json, why_text

        sessions = list(readable_sessions(cards, bank_name))
        found = explained(filter(None, sessions), asked)
        if found:
            click.echo(why_json(found) if as_json else why_text(found))
        return WRONG_USE if None in sessions else FINE
    code = FINE
    for session in readable_sessions(cards, bank_name):
        if session is None:
            code = WRONG_USE
            continue
        click.echo(json.dumps(_record(session)) if as_json else _report(session))
        say_problems(session.strays())
    return code


def _report(session: Session) -> str:
    return "\n".join(map(one_line, _lines(session)))


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
        "reconfirm": list(state.reconfirm),
        "questions": {
            name: {"relevance": str(state.relevance[name]), "answer": str(state.stored[name])}
            for name in bank.questions
        },
    }


def _lines(session: Session) -> Iterator[str]:
    state = session.state
    done = "complete" if state.complete else "not complete"
    changed = f", {len(state.reconfirm)} to re-confirm" if state.reconfirm else ""
    yield f"{session.path}: {state.progress}, {done}{changed}"
    for section in session.bank.sections:
        shown = [q for q in section.questions if _is_shown(q.id, state) and q.type != "note"]
        if not shown:
            continue
        yield ""
        yield section.title
        width = max(len(question.name) for question in shown)
        for question in shown:
            mark, words = _standing(question.id, session)
            yield f"  {mark} {question.name:{width}}  {words}".rstrip()


def _is_shown(name: str, state: State) -> bool:
    is_set_aside = state.stored[name] is not Stored.UNANSWERED
    return is_set_aside or state.relevance[name] is not Relevance.IRRELEVANT


def _standing(name: str, session: Session) -> tuple[str, str]:
    """A mark for a question, and its state in words."""
    bank, state = session.bank, session.state
    if state.relevance[name] is Relevance.IRRELEVANT:
        return "-", f"set aside: {state.stored[name].replace('_', ' ')}"
    findings = state.findings_of(name)
    if findings:
        return "!", findings[0].message
    if state.relevance[name] is Relevance.UNDECIDED:
        return "?", "depends on an open question"
    if name in state.reconfirm:
        said = state.stored[name].replace("_", " ")
        return "~", f"{said}, but {why_confirm(session.card.answers[name])}"
    if name in state.settled:
        return "x", state.stored[name].replace("_", " ")
    return " ", "open, required" if bank.questions[name].required else "open"
