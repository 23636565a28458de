"""The formats that a card can be exported in. The command and the app offer what is listed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.card.model import Card
from cardtui.interview.session import Session
from cardtui.interview.state import State

Printer = Callable[[Bank, Card, State], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document."""

    id: str
    """What people type."""
    title: str
    """What people call it."""
    suffix: str
    """The end of the name of its files."""
    printer: Callable[[], Printer]
    """Gives what prints it: imported only where it is used."""

    def document(self, session: Session) -> str:
        """The document of a card as it stands."""
        return self.printer()(session.bank, session.card, session.state)


def _markdown() -> Printer:
    from cardtui.formats.markdown.document import to_markdown

    return to_markdown


FORMATS = {each.id: each for each in (Format("markdown", "Markdown", ".md", _markdown),)}
"""By what people type; the first is the usual one."""
USUAL = next(iter(FORMATS))
