"""A card on disk: reading it, and saving it so that the old card or the new one is there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cardtui.card.conflict_markers import take_apart
from cardtui.card.decode import decode_card
from cardtui.card.model import Card
from cardtui.errors import CardError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.toml import parse_toml


@dataclass(frozen=True, slots=True)
class CardFile:
    """A card and the file it was read from or is saved to."""

    source: TextFile
    """As it is on disk; its text is empty until the card was saved for the first time."""
    card: Card

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
    return card_in(read_text_file(path))


def card_in(source: TextFile) -> CardFile:
    """The card in a text that was read. Raises `TomlError` or `CardError`."""
    if versions := take_apart(source.content):
        message = "git has left two versions of this card here"
        remedy = f"to choose between answers instead of lines: cardtui merge {source.path}"
        raise CardError(Problem(message, remedy, source.path, versions.line))
    return CardFile(source, decode_card(parse_toml(source), source))


def unsaved_card(path: str | Path, card: Card) -> CardFile:
    """A card whose file appears with the first save."""
    return CardFile(TextFile(os.fspath(path), ""), card)


def save_card(file: CardFile, card: Card, order: Sequence[str] = ()) -> CardFile:
    """Save `card` over what `file` holds, and give back the file as it is then.

    `order` lists the question ids of the bank: new answers are put in their places. Line ends, a
    byte order mark, comments and unknown keys of the file are kept. Raises `FileError` or
    `CardError`, and the file on disk is as it was.
    """
    from cardtui.files.atomic import write_atomically

    saved = with_card(file, card, order)
    write_atomically(file.path, saved.source.text)
    return saved


def with_card(file: CardFile, card: Card, order: Sequence[str] = ()) -> CardFile:
    """`file` as it will be with another card in it. Nothing is written.

    Raises `CardError` where it could not be written without losing something.
    """
    from cardtui.card.write import card_text
    from cardtui.files.line_ends import edited_file

    before = None if file.is_new else file.card
    text = card_text(file.source, before, card, order)
    return CardFile(edited_file(file.source, text), card)
