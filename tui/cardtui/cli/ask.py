"""`cardtui ask`: the interview line by line."""

from __future__ import annotations

import os

import click

from cardtui.cli import FINE, WRONG_USE
from cardtui.cli.completing import complete_card, complete_question
from cardtui.cli.messages import say
from cardtui.cli.options import bank_option
from cardtui.cli.streams import is_terminal
from cardtui.interview.session import Session
from cardtui.plain.lines import DumbLines, EditedLines, Lines, PipedLines
from cardtui.sharing.opening import DEFAULT_CARD


@click.command("ask")
@click.argument("card", required=False, shell_complete=complete_card)
@bank_option
@click.option(
    "--at", metavar="ID", shell_complete=complete_question, help="Begin with this question."
)
def command(card: str | None, bank_name: str | None, at: str | None) -> int:
    """Fill CARD line by line: for screen readers, simple terminals, and scripts.

    One question at a time, in plain lines. An empty line keeps the answer and goes on, ? explains the
    question, and a colon begins a command: :back, :skip, :na REASON, :unknown REASON, :find TEXT,
    :list, :quit; :help lists them all. It takes the place of the app by itself where TERM is "dumb"
    or ACCESSIBLE=1 is set. Each answer is saved at once.

    Without a terminal, answers are read from standard input in the same way, and the first line that
    is no answer ends it with its number; what stood before it is saved.

    \b
    cardtui ask model-card.toml
    printf ':go model_name\\nDistilBERT\\n' | cardtui ask model-card.toml
    """
    return ask(card or DEFAULT_CARD, bank_name, at)


def ask(card: str, bank_name: str | None, at: str | None) -> int:
    """The interview for a card that may not be there yet. Raises `CardtuiError`."""
    from cardtui.plain.interview import PlainInterview
    from cardtui.sharing.opening import require_question

    lines = _lines()
    session = _session(card, bank_name)
    if at is not None:
        require_question(session, at)
    if not _is_agreed(session, lines):
        return FINE
    return FINE if PlainInterview(session, lines, at).run() else WRONG_USE


def _lines() -> Lines:
    if not is_terminal():
        return PipedLines()
    return DumbLines() if os.environ.get("TERM") == "dumb" else EditedLines()


def _session(path: str, bank_name: str | None) -> Session:
    from cardtui.sharing.opening import open_or_start

    opened = open_or_start(path, bank_name)
    if opened.read_only is not None:
        raise opened.read_only.error
    session = opened.session
    if session is None:
        names = ", ".join(bank.id for bank in opened.banks)
        raise click.UsageError(f"this project has several banks ({names}): name one with --bank")
    if session.migrated.notice:
        say(f"{session.path}: {session.migrated.notice}")
    return session


def _is_agreed(session: Session, lines: Lines) -> bool:
    """Say what a newer bank changes in the card; whether to go on. A pipe goes on."""
    if not session.migrated.changes:
        return True
    lines.say("The questions have changed. The card is changed like this, and nothing is lost:")
    for change in session.migrated.changes:
        lines.say(f"  - {change}")
    if not lines.is_interactive:
        return True
    lines.say("An empty line goes on, :quit leaves the card as it is.")
    return not lines.read().strip()
