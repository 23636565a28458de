"""Files of cards merged: answers by what they say, comments and all else by lines.

Git has a merge driver of ours in place of its own merge of lines, so what is no answer must not be
worse off with it: a comment or an unknown key that one side added, changed or took away.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.card.conflict_markers import Versions, take_apart
from cardtui.card.file import CardFile, card_in, made_from, with_card
from cardtui.card.merge import Merged, merge_cards
from cardtui.card.merge_text import merge_text
from cardtui.card.migrate import migrate
from cardtui.errors import CardError, CardtuiError, Problem
from cardtui.files.line_ends import edited_file
from cardtui.files.reading import TextFile, read_text_file


def merge_files(
    base: CardFile | None, ours: CardFile, theirs: CardFile, bank: Bank | None = None
) -> tuple[CardFile, Merged]:
    """Ours as it will be with what theirs has changed, and what came of it. Nothing is written.

    The bank gives the order of new answers, and lifts the side that answers an older version of it,
    or a bank that it extends, to that of the other. Raises `CardError`.
    """
    sides = [(side.card.bank.id, side.card.bank.version) for side in (ours, theirs)]
    if bank is not None and (bank.id, bank.version) in sides:
        ours, theirs = _lifted(ours, bank), _lifted(theirs, bank)
        base = _lifted(base, bank) if base else None
    try:
        merged = merge_cards(base.card if base else None, ours.card, theirs.card)
    except CardError as error:
        raise CardError(*(replace(p, path=ours.path) for p in error.problems)) from None
    order = tuple(bank.questions if bank else {**merged.card.answers, **merged.card.conflicts})
    old = base.source.content if base else ""
    text = merge_text(old, ours.source.content, theirs.source.content, order)
    try:
        lines = card_in(edited_file(ours.source, text))
        return with_card(lines, merged.card, order), merged
    except CardtuiError:
        # Lines of both do not always make a card: ours alone does.
        return with_card(ours, merged.card, order), merged


def _lifted(file: CardFile, bank: Bank) -> CardFile:
    """A card of an older version, or of a bank that this one extends, as one of this version."""
    migrated = migrate(file.card, bank)
    if migrated.card is file.card:
        return file
    return with_card(replace(file, moved=migrated.moved), migrated.card, tuple(bank.questions))


def read_conflicted(path: str | Path) -> CardFile:
    """A card in which git has left two versions, as the one card that both come to.

    What both have changed is in its `conflicts`. Nothing is written: saved over the file, it takes
    the place of git's markers. A card without them is read as it is. Raises `CardtuiError`.
    """
    source = read_text_file(path)
    versions = take_apart(source.content)
    if versions is None:
        return card_in(source)
    ours = _version(versions.ours, "your version", source, versions)
    theirs = _version(versions.theirs, "the other version", source, versions)
    try:
        base = card_in(TextFile(source.path, versions.base))
    except CardtuiError:
        base = None
    conflicted, _ = merge_files(base, ours, theirs)
    return made_from(source.text, conflicted)


def _version(text: str, whose: str, source: TextFile, versions: Versions) -> CardFile:
    try:
        return card_in(edited_file(source, text))
    except CardtuiError as error:
        said = error.problems[0].message
        message = f"git has left two versions of this card here, and {whose} is no card: {said}"
        remedy = "choose between the lines that git has marked"
        raise CardError(Problem(message, remedy, source.path, versions.line)) from None
