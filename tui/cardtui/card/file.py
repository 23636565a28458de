"""A card on disk: reading it, and saving it so that the old card or the new one is there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cardtui.card.decode import decode_card, decode_newer_card
from cardtui.card.model import Card, Place
from cardtui.files.reading import BOM, TextFile, read_text_file
from cardtui.files.toml import parse_toml


@dataclass(frozen=True, slots=True)
class CardFile:
    """A card and the file it was read from or is saved to."""

    source: TextFile
    """As it is on disk; its text is empty until the card was saved for the first time."""
    card: Card
    moved: Mapping[Place, Place] = field(default_factory=dict)
    """Where answers of `card` stand in the one that is to be saved next, after a migration."""

    @property
    def path(self) -> str:
        """Where it is saved."""
        return self.source.path

    @property
    def is_new(self) -> bool:
        """Whether nothing has been saved yet."""
        return not self.source.text


def read_card(path: str | Path) -> CardFile:
    """Read a card; `-` is standard input. Raises `FileError`, `TomlError` or `CardError`."""
    source = read_text_file(path)
    return CardFile(source, decode_card(parse_toml(source), source))


def read_newer_card(path: str | Path) -> Card:
    """What can be read of a card of a newer format, to be shown and never written."""
    source = read_text_file(path)
    return decode_newer_card(parse_toml(source), source)


def unsaved_card(path: str | Path, card: Card) -> CardFile:
    """A card whose file appears with the first save."""
    return CardFile(TextFile(os.fspath(path), ""), card)


def save_card(file: CardFile, card: Card, order: Sequence[str] = ()) -> CardFile:
    """Save `card` over what `file` holds, and give back the file as it is then.

    `order` lists the question ids of the bank: new answers are put in their places. Line ends, a
    byte order mark, comments and unknown keys of the file are kept. Raises `FileError` or
    `CardError`, and the file on disk is as it was.
    """
    from cardtui.card.write import card_text
    from cardtui.files.atomic import write_atomically
    from cardtui.files.line_ends import with_line_ends_of

    before = None if file.is_new else file.card
    text = card_text(file.source, before, card, order, file.moved)
    text = with_line_ends_of(file.source.text.removeprefix(BOM), text)
    if file.source.text.startswith(BOM):
        text = BOM + text
    write_atomically(file.path, text)
    return CardFile(TextFile(file.path, text), card)
