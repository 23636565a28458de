"""`cardtui [CARD]`: the app. What reads the arguments is `open_command`, where there are others."""

from __future__ import annotations

import sys
from pathlib import Path

from cardtui.cli.languages import in_language
from cardtui.cli.messages import say
from cardtui.cli.streams import is_plain_wanted, is_terminal
from cardtui.errors import FileError, Problem
from cardtui.sharing.card_files import refuse_mistyped
from cardtui.sharing.opening import DEFAULT_CARD, open_or_start, require_question


def open_card(
    card: str | None = None,
    bank_name: str | None = None,
    at: str | None = None,
    theme: str | None = None,
    language: str | None = None,
) -> int:
    """Open a card in the terminal, or start it."""
    if is_plain_wanted() and is_terminal():
        from cardtui.cli.ask import ask

        return ask(card or DEFAULT_CARD, bank_name, at, language)
    if card is None and Path(DEFAULT_CARD).exists():
        card = DEFAULT_CARD
    if card is not None and at is not None and bank_name is None:
        # Who knows a question by its id means a card that is there, unless a bank is named for it.
        refuse_mistyped(card)
    from cardtui.app.settings import read_settings

    settings = read_settings()
    spoken = in_language(language, settings.language)
    opened = open_or_start(card, bank_name, spoken.load) if card is not None else None
    if opened is not None and opened.read_only and (at is not None or not is_terminal()):
        raise opened.read_only.error
    if at is not None:
        if opened is None:
            raise _wrong_use("--at needs a card")
        if opened.session is None:
            problem = Problem("there is no such card", "leave out --at to start it", opened.path)
            raise FileError(problem)
        require_question(opened.session, at)
    if not is_terminal():
        raise _wrong_use("the app needs a terminal; in a pipe there is `cardtui ask`")
    # Textual writes to the terminal in a thread of its own, which waits so long for its turn.
    sys.setswitchinterval(0.0005)
    from cardtui.app.app import CardtuiApp

    app = CardtuiApp(
        opened,
        bank_name,
        at,
        settings=settings,
        theme=theme,
        load=spoken.load,
        lacking=spoken.lacking,
    )
    try:
        app.run()
    finally:
        app.last_words.save()
        for said in app.last_words.said:
            say(said)
    return app.return_code or 0


def _wrong_use(said: str) -> Exception:
    import click

    return click.UsageError(said)
