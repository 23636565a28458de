"""`cardtui status`."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from cardtui.bank.model import Question
from cardtui.cli import FINE, WRONG_USE
from cardtui.cli.messages import say_problems
from cardtui.cli.options import bank_option, readable_sessions
from cardtui.interview.session import Session
from cardtui.interview.state import Relevance, State, Stored
from cardtui.interview.wording import note_words
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

    Below a question stands what was noted there for oneself; --json has no notes.

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
    bank, state = session.bank, session.state
    done = "complete" if state.complete else "not complete"
    changed = f", {len(state.reconfirm)} to re-confirm" if state.reconfirm else ""
    yield f"{session.path}: {state.progress}, {done}{changed}"
    for section in bank.sections:
        notes = {q.id: note_words(session.card.answer(q.id)) for q in section.questions}
        shown = [q for q in section.questions if _is_asked_or_set_aside(q, state) or notes[q.id]]
        if not shown:
            continue
        yield ""
        yield section.title
        width = max(len(question.name) for question in shown)
        for question in shown:
            mark, words = _standing(question, state)
            yield f"  {mark} {question.name:{width}}  {words}".rstrip()
            if note := notes[question.id]:
                yield f"      note: {note}"


def _is_asked_or_set_aside(question: Question, state: State) -> bool:
    is_set_aside = state.stored[question.id] is not Stored.UNANSWERED
    is_asked = state.relevance[question.id] is not Relevance.IRRELEVANT
    return question.type != "note" and (is_set_aside or is_asked)


def _standing(question: Question, state: State) -> tuple[str, str]:
    """A mark for a question, and its state in words."""
    name = question.id
    if state.relevance[name] is Relevance.IRRELEVANT:
        if state.stored[name] is Stored.UNANSWERED:
            return "-", "not asked"
        return "-", f"set aside: {state.stored[name].replace('_', ' ')}"
    if question.type == "note":
        return " ", ""
    findings = state.findings_of(name)
    if findings:
        return "!", findings[0].message
    if state.relevance[name] is Relevance.UNDECIDED:
        return "?", "depends on an open question"
    if name in state.reconfirm:
        said = state.stored[name].replace("_", " ")
        return "~", f"{said}, but the question has changed since"
    if name in state.settled:
        return "x", state.stored[name].replace("_", " ")
    return " ", "open, required" if question.required else "open"
