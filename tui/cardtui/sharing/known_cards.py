"""The cards that a person may want to go on with: those opened last, and those that lie here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cardtui.card.file import read_card
from cardtui.errors import CardtuiError, NewerCardError
from cardtui.files.recent import recent_paths

_MOST_LOOKED_AT = 200
"""Files of a folder that are read to see whether they are cards."""


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card on disk, as it is shown in a list."""

    path: str
    """From the folder that one is in, where it is in it, else from the root."""
    progress: str
    """How far it is, in words; why that is not known where it is not."""
    bank: str = ""
    """The id of its bank."""

    @property
    def name(self) -> str:
        """Its path, with `~` for the home of the person."""
        home = os.path.expanduser(f"~{os.sep}")
        return (
            f"~{os.sep}{self.path.removeprefix(home)}" if self.path.startswith(home) else self.path
        )


def recent_cards() -> list[KnownCard]:
    """The cards that were opened last and are still there, the newest first. Raises nothing."""
    paths = [_from_here(path) for path in recent_paths() if os.path.isfile(path)]
    return [_looked_at(path) or KnownCard(path, "cannot be read") for path in paths]


def cards_here() -> list[KnownCard]:
    """The cards that lie in the folder that one is in, by name. Raises nothing."""
    try:
        files = sorted(Path().glob("*.toml"))[:_MOST_LOOKED_AT]
    except OSError:
        return []
    found = (_looked_at(str(path)) for path in files)
    return [card for card in found if card is not None]


def _from_here(path: str) -> str:
    return os.path.basename(path) if os.path.dirname(path) == os.getcwd() else path


def _looked_at(path: str) -> KnownCard | None:
    """The card at a path; None where there is none."""
    try:
        card = read_card(path).card
    except NewerCardError:
        return KnownCard(path, "for a newer cardtui")
    except CardtuiError:
        return None
    return KnownCard(path, f"{card.answered} answered", card.bank.id)
