"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from cardtui.bank.bank import Bank
from cardtui.cli.completing import complete_bank
from cardtui.cli.findings import Unusable
from cardtui.cli.getting import getting_options
from cardtui.cli.languages import VARIABLE
from cardtui.cli.progress import with_progress
from cardtui.cli.verbosity import Command, detail, note
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.interview.session import Session
from cardtui.sharing.cards import Cards, Looked, card_paths
from cardtui.sharing.lookup import Load, load_in_file
from cardtui.sharing.opening import DEFAULT_CARD, Opened, open_existing


def bank_option(command: Command) -> Command:
    """Which bank a command uses, and whether it may be fetched."""
    option = click.option(
        "--bank",
        "bank_name",
        metavar="BANK",
        shell_complete=complete_bank,
        help="The bank: an id, a file or a folder.",
    )
    return option(getting_options(command))


language_option = click.option(
    "--language",
    metavar="LANGUAGE",
    help=f"Show the questions in this language, such as fr; else {VARIABLE} or config.toml says it.",
)


def format_option(names: Iterable[str]) -> Callable[[Command], Command]:
    """How a command prints what it found."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(list(names)),
        default="text",
        show_default=True,
        help="github prints annotations for GitHub Actions.",
    )


def session_of(opened: Opened) -> Session:
    """The session of a card. Raises `click.UsageError` where one of several banks is to be named."""
    if opened.session is None:
        names = ", ".join(bank.id for bank in opened.banks)
        raise click.UsageError(f"this project has several banks ({names}): name one with --bank")
    return opened.session


def existing_session(path: str | None, bank_name: str | None, load: Load = load_in_file) -> Session:
    """A session on the card that is named, else on `model-card.toml`."""
    session = open_existing(_default_card() if path is None else path, bank_name, load)
    if session.migrated.notice:
        note(f"{session.path}: {session.migrated.notice}")
    _say_bank(session.path, session.bank)
    return session


def _say_bank(path: str, bank: Bank) -> None:
    detail(f"{path}: asked by {bank.id} {bank.version}, {bank.path}")


def cards_meant(
    names: Sequence[str], bank_name: str | None, load: Load = load_in_file
) -> Iterator[Looked | Unusable]:
    """Each card that is named or in a folder that is named; without a name, `model-card.toml`."""
    cards = Cards(bank_name, load)
    paths: list[str | Unusable] = []
    for name in names or (_default_card(),):
        try:
            paths += card_paths(name)
        except CardtuiError as error:
            paths.append(Unusable(name, error.problems))
    for path in with_progress(paths, "cards"):
        if isinstance(path, Unusable):
            yield path
            continue
        try:
            card = cards.read(path)
        except CardtuiError as error:
            yield Unusable(path, error.problems)
        else:
            _say_bank(path, card.bank)
            yield card


def _default_card() -> str:
    if not Path(DEFAULT_CARD).exists():
        message = "there is no card here"
        raise FileError(Problem(message, f"name one, or start it: cardtui {DEFAULT_CARD}"))
    return DEFAULT_CARD
