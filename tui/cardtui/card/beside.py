"""Work that cannot be saved where it belongs, saved beside it rather than lost."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count

from cardtui.card.file import CardFile, read_card, unsaved_card, with_card
from cardtui.card.model import Card
from cardtui.card.same import same_card
from cardtui.errors import CardError, CardtuiError, FileError, Problem
from cardtui.files.atomic import write_atomically
from cardtui.files.user_folders import state_folder


class _TakenError(Exception):
    """A name that another file has already."""


def save_beside(
    file: CardFile, card: Card, order: Sequence[str] = (), earlier: str | None = None
) -> str:
    """Save `card` under a name that no file has yet, and give back the name.

    It is `NAME.unsaved.toml` in the folder of the card, else in the program's own folder; or
    `earlier`, the name that the same work got before. The card has its id still, so that the two
    can be merged. Raises `FileError` or `CardError`.
    """
    try:
        text = with_card(file, card, order).source.text
    except CardError:
        # The text of the file stands in the way; the answers alone can always be written.
        text = with_card(unsaved_card(file.path, card), card, order).source.text
    if earlier is not None:
        write_atomically(earlier, text)
        return earlier
    refusal: FileError | None = None
    for folder in _folders(file.path):
        try:
            return _save_in(folder, os.path.basename(file.path), text)
        except FileError as error:
            refusal = refusal or error
    raise refusal or FileError(Problem("there is no place for it", "", file.path))


def forget_beside(path: str, card: Card) -> None:
    """Take away a card that was saved beside its place and is in it now, if nobody changed it."""
    with suppress(CardtuiError, OSError):
        if same_card(read_card(path).card, card):
            os.unlink(path)


def _folders(path: str) -> Iterator[str]:
    yield os.path.dirname(path)
    try:
        yield str(state_folder())
    except (OSError, RuntimeError):
        return


def _save_in(folder: str, base: str, text: str) -> str:
    stem, ending = os.path.splitext(base)
    for number in count(1):
        mark = "unsaved" if number == 1 else f"unsaved-{number}"
        path = os.path.join(folder, f"{stem}.{mark}{ending}")
        try:
            if not os.path.lexists(path):
                write_atomically(path, text, _only_new)
                return path
        except _TakenError:
            continue
    raise AssertionError


def _only_new(found: bytes | None) -> None:
    if found is not None:
        raise _TakenError
