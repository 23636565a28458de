"""`cardtui get`."""

from __future__ import annotations

import json

import click

from cardtui.bank.typed_text import text_of_value
from cardtui.bank.values import without_final_newline
from cardtui.card.plain import plain_answer
from cardtui.cli.completing import complete_card, complete_question
from cardtui.cli.messages import say
from cardtui.cli.options import bank_option, existing_session
from cardtui.cli.records import card_record
from cardtui.cli.verbosity import verbosity_options
from cardtui.interview.assignments import assignment_of, given_answer, json_line
from cardtui.interview.session import Session
from cardtui.interview.state import Stored
from cardtui.interview.wording import answer_words
from cardtui.text.clean import one_line, visible


@click.command("get")
@click.argument("card", shell_complete=complete_card)
@click.argument("questions", nargs=-1, metavar="[ID]...", shell_complete=complete_question)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with all that is stored.")
@verbosity_options
@bank_option
def command(card: str, questions: tuple[str, ...], as_json: bool, bank_name: str | None) -> None:
    """Print answers of CARD, for scripts.

    One ID prints its value alone: an option by its id, a list with a line for each item, a table as
    JSON; nothing where there is none. Several, or none for all that count now, print a line for each
    that `cardtui set CARD -` reads again.

    \b
    cardtui get model-card.toml model_name
    cardtui get model-card.toml --json | jq .answers.results.rows

    JSON: {"card", "bank": {"id", "version"}, "answers": {ID: {"value", "status", "reason",
    "specify", "rows", "note", "asked"}}}; keys of an answer that say nothing are left out.
    """
    session = existing_session(card, bank_name)
    names = [session.question(name).id for name in questions] or _that_count(session)
    answered = [name for name in names if session.state.stored[name] is not Stored.UNANSWERED]
    if as_json:
        click.echo(json.dumps(_record(session, answered)))
    elif len(questions) == 1:
        _print_value(session, names[0])
    else:
        for name in answered:
            answer = session.card.answers[name]
            click.echo(one_line(assignment_of(session.bank.questions[name], answer)))


def _that_count(session: Session) -> list[str]:
    return [name for name in session.bank.questions if session.state.is_relevant(name)]


def _record(session: Session, names: list[str]) -> dict[str, object]:
    bank = session.bank
    return {
        **card_record(session.path, bank),
        "answers": {
            name: given_answer(bank.questions[name], session.card.answers[name]) for name in names
        },
    }


def _print_value(session: Session, name: str) -> None:
    question, answer = session.bank.questions[name], session.card.answer(name)
    if answer is None:
        return
    if answer.status is not None:
        say(f"{session.path}: {name}: {answer_words(question, answer, session.bank.words)}")
    elif question.type == "table":
        click.echo(json_line(plain_answer(answer).get("rows", [])))
    else:
        click.echo(visible(text_of_value(without_final_newline(question, answer.value))))
