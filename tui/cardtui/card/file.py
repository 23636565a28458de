"""A card on disk: reading it, and saving it so that the old card or the new one is there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cardtui.card.decode import decode_card, decode_newer_card
from cardtui.card.instead import refuse_document
from cardtui.card.model import Card, Place
from cardtui.errors import CardChanged, CardError, FileError, Problem, TomlError
from cardtui.files.reading import MAX_BYTES, TextFile, read_text_file
from cardtui.files.toml import parse_toml

if TYPE_CHECKING:
    from cardtui.card.conflict_markers import Versions
    from cardtui.card.layout import Layout


class CardFile(Struct, frozen=True):
    """A card and the file it was read from or is saved to."""

    source: TextFile
    """As it is on disk; its text is empty until the card was saved for the first time."""
    card: Card
    moved: Mapping[Place, Place] = {}
    """Where answers of `card` stand in the one that is to be saved next, after a migration."""
    layout: Layout | None = None
    """What is proved of the text, once the card was saved."""
    attempts: frozenset[str] = frozenset()
    """Digests of what else may be on disk and be saved over: texts that were to be saved since, and
    failed; the text of which this one was made."""

    @property
    def path(self) -> str:
        """Where it is saved."""
        return self.source.path

    @property
    def is_new(self) -> bool:
        """Whether nothing has been saved yet."""
        return not self.source.text

    @property
    def is_on_disk(self) -> bool:
        """Whether the file is known to hold this text, and not another that it was made of."""
        return not self.attempts


class SaveError(FileError):
    """A card that could not be saved. The next attempt goes on from `file`."""

    def __init__(self, file: CardFile, *problems: Problem) -> None:
        super().__init__(*problems)
        self.file = file


def read_card(path: str | Path) -> CardFile:
    """Read a card; `-` is standard input. Raises `FileError`, `TomlError` or `CardError`."""
    return card_in(read_text_file(path))


def card_in(source: TextFile) -> CardFile:
    """The card in a text that was read. Raises `TomlError` or `CardError`."""
    return parsed_card(source)[0]


def parsed_card(source: TextFile) -> tuple[CardFile, dict[str, Any]]:
    """The same with all that the text holds, for those who look for what nobody reads."""
    if "<<<<<<<" in source.text and (versions := _versions_in(source)):
        message = "git has left two versions of this card here"
        remedy = f"to choose between answers instead of lines: cardtui merge {source.path}"
        raise CardError(Problem(message, remedy, source.path, versions.line))
    try:
        tables = parse_toml(source)
    except TomlError:
        refuse_document(source.path)
        raise
    return CardFile(source, decode_card(tables, source)), tables


def _versions_in(source: TextFile) -> Versions | None:
    from cardtui.card.conflict_markers import take_apart

    return take_apart(source.content)


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
    byte order mark, comments and unknown keys of the file are kept. The file on disk is as it was
    if this raises `CardError`; `CardChanged` where another program changed it since `file` was
    read or saved; or `SaveError`, after which the old card or the new one is there.
    """
    from cardtui.files.atomic import write_atomically

    saved = with_card(file, card, order)
    text = saved.source.text

    def allow(found: bytes | None) -> None:
        _require_unchanged(file, found, text)

    try:
        write_atomically(file.path, text, allow)
    except FileError as error:
        raise SaveError(made_from(text, file), *error.problems) from None
    return saved


def made_from(text: str, file: CardFile) -> CardFile:
    """`file` where `text` may be on disk instead, and be saved over."""
    return replace(file, attempts=file.attempts | {_digest(_encoded(text))})


def with_card(file: CardFile, card: Card, order: Sequence[str] = ()) -> CardFile:
    """`file` as it will be with another card in it. Nothing is written.

    Raises `CardError` where it could not be written without losing something.
    """
    from cardtui.card.layout import edited_layout, layout_of
    from cardtui.card.write import card_text, new_head
    from cardtui.files.line_ends import edited_file

    before = Card(card.id, card.bank) if file.is_new else file.card
    source = TextFile(file.path, new_head(card)) if file.is_new else file.source
    layout = None if file.moved else file.layout or layout_of(source, before)
    if layout is not None:
        layout = edited_layout(layout, before, card, order, file.path)
    if layout is not None:
        text = layout.text
    else:
        content = card_text(file.source, None if file.is_new else before, card, order, file.moved)
        text = edited_file(file.source, content).text
    if len(_encoded(text)) > MAX_BYTES:
        message = f"the card would be larger than {MAX_BYTES // 2**20} MiB, and not be read again"
        raise CardError(Problem(message, "shorten the last answer", file.path))
    return CardFile(TextFile(file.path, text), card, layout=layout)


def _require_unchanged(file: CardFile, found: bytes | None, wanted: str) -> None:
    """Raise `CardChanged` where the file holds neither what it held nor what was to be saved.

    A card that is gone is written anew: nothing is lost by that.
    """
    if found is None or found in {_encoded(file.source.text), _encoded(wanted)}:
        return
    if _digest(found) not in file.attempts:
        message = "another program changed this card in the meantime, and what it wrote is kept"
        remedy = "open the card again, and answer anew what you changed since the last save"
        raise CardChanged(Problem(message, remedy, file.path))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
