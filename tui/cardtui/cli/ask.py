"""`cardtui ask`: the interview line by line."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from types import FrameType

import click

from cardtui.bank.bank import Bank
from cardtui.cli import FINE, WRONG_USE
from cardtui.cli.completing import complete_card, complete_question
from cardtui.cli.languages import InLanguage, in_language, language_set
from cardtui.cli.messages import say
from cardtui.cli.options import bank_option, language_option, session_of
from cardtui.cli.streams import forget_output, is_terminal
from cardtui.interview.session import Session, new_session
from cardtui.interview.typed import NotAnAnswer
from cardtui.plain.answers import number_in
from cardtui.plain.lines import DumbLines, EditedLines, EndOfInput, Lines, PipedLines
from cardtui.plain.words import refusal
from cardtui.sharing.card_files import refuse_mistyped
from cardtui.sharing.opening import DEFAULT_CARD
from cardtui.text.clean import joined


@click.command("ask")
@click.argument("card", required=False, shell_complete=complete_card)
@bank_option
@click.option(
    "--at", metavar="ID", shell_complete=complete_question, help="Begin with this question."
)
@language_option
def command(card: str | None, bank_name: str | None, at: str | None, language: str | None) -> int:
    """Fill CARD line by line: for screen readers, simple terminals, and scripts.

    One question at a time, in plain lines. It takes the place of the app by itself where TERM is
    "dumb" or ACCESSIBLE=1 is set. Each answer is saved at once.

    \b
    An empty line    keeps the answer, and goes on
    ?                explains the question
    :COMMAND         :back :skip :open :go ID :na REASON :unknown REASON :clear
                     :note TEXT :export FILE :quit and more: :help lists them
    ::x  and  :?     answer ":x" and "?"
    text and others  one line
    long text, code  lines, the first one not empty, up to a line with a single
                     dot; a line that begins with a dot has one more in front
    list             an item a line, up to an empty line
    choices          a number or a name, several with commas between; what "Other"
                     is behind a colon (2, other: ternary), else on the next line
    table            add, then a line for each cell that is asked; edit 2;
                     delete 2; then an empty line goes on

    In long texts and lists only the first line can be a command. Without a terminal all is read from
    standard input in the same way, and its end is the end. The first line that cannot be taken ends
    it with exit code 2, and is named with its number and question; what stood before is saved.

    \b
    cardtui ask model-card.toml
    printf ':go model_name\\nDistilBERT\\n' | cardtui ask model-card.toml
    """
    return ask(card or DEFAULT_CARD, bank_name, at, language)


def ask(card: str, bank_name: str | None, at: str | None, language: str | None = None) -> int:
    """The interview for a card that may not be there yet. Raises `CardtuiError`."""
    from cardtui.plain.interview import PlainInterview
    from cardtui.sharing.opening import require_question

    if at is not None and bank_name is None:
        refuse_mistyped(card)
    lines = _lines()
    signals = _Signals()
    try:
        session = _session(card, bank_name, lines, in_language(language, language_set()))
        if at is not None:
            require_question(session, at)
        if not _is_agreed(session, lines):
            return FINE
        is_saved = PlainInterview(session, lines, at).run()
    except EndOfInput:
        return signals.code or FINE
    except OSError:
        if not signals.code:
            raise
        # The terminal is gone, and what was answered is saved: there is nobody to tell.
        forget_output()
        return signals.code
    return signals.code or (FINE if is_saved else WRONG_USE)


class _Signals:
    """A closed terminal and `kill` end the interview as ctrl+c does: what was begun is saved."""

    def __init__(self) -> None:
        self.code = 0
        """What the shell is told of the signal; 0 for none."""
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            # `nohup` has it ignored, and that stays.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._leave)

    def _leave(self, number: int, _: FrameType | None) -> None:
        self.code = 128 + number
        raise KeyboardInterrupt


def _lines() -> Lines:
    if not is_terminal():
        return PipedLines()
    return DumbLines() if os.environ.get("TERM") == "dumb" else EditedLines()


def _session(path: str, bank_name: str | None, lines: Lines, spoken: InLanguage) -> Session:
    from cardtui.card.beside import left_beside
    from cardtui.sharing.opening import open_or_start

    opened = open_or_start(path, bank_name, spoken.load)
    if opened.read_only is not None:
        raise opened.read_only.error
    if opened.session is None and lines.is_interactive:
        session = new_session(_chosen(opened.banks, lines), path)
    else:
        session = session_of(opened)
    if left := left_beside(session.path, session.card):
        say(str(left))
    if session.migrated.notice:
        say(f"{session.path}: {session.migrated.notice}")
    spoken.say_lacking(session.bank)
    return session


def _chosen(banks: Sequence[Bank], lines: Lines) -> Bank:
    """The bank that a person chooses for a new card. Raises `EndOfInput`."""
    lines.say("Which questions is the card to answer?")
    for number, bank in enumerate(banks, 1):
        lines.say(f"  {number}. {joined(bank.title)} ({bank.id})")
    while True:
        said = lines.read().strip()
        if said == ":quit":
            raise EndOfInput
        named = [bank for bank in banks if said == bank.id]
        try:
            return named[0] if named else banks[number_in(said, len(banks)) - 1]
        except NotAnAnswer as error:
            lines.say(f"{refusal(str(error))} :quit leaves.")


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
