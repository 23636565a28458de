"""Work that cannot be saved where it belongs, saved beside it rather than lost."""

from __future__ import annotations

import glob
import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from msgspec import Struct

from cardtui.card.file import CardFile, read_card, unsaved_card, with_card
from cardtui.card.model import Card
from cardtui.card.same import same_card
from cardtui.errors import CardError, CardtuiError, FileError, Problem
from cardtui.files.atomic import write_atomically
from cardtui.files.user_folders import made_state_folder, state_folder

_MARK = "unsaved"


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
    for folder in _folders(file.path, made_state_folder):
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


class Left(Struct, frozen=True):
    """Work that was saved beside a card and is there still."""

    where: str
    """The beginning of a sentence: which file it is, and from when."""
    remedy: str
    """What to do with it, in full."""
    in_short: str
    """What to do with it, where there is not much room."""

    def __str__(self) -> str:
        return f"{self.where}: {self.remedy}"


def left_beside(path: str, card: Card) -> Left | None:
    """The latest work that was saved beside a card, unless the card holds it as it is."""
    left = sorted(
        (saved, beside) for saved, beside in _left(path, card) if not _is_in(beside, card)
    )
    if not left:
        return None
    saved, latest = left[-1]
    when = datetime.fromtimestamp(saved).astimezone()
    where = f"{latest} keeps what could not be saved here on {when:%Y-%m-%d at %H:%M}"
    if not os.path.lexists(path):
        rename = f"rename it to {path} to go on with it"
        return Left(where, rename, rename)
    see = shlex.join(("cardtui", "diff", path, latest))
    merge = shlex.join(("cardtui", "merge", os.devnull, path, latest))
    remedy = f"`{see}` shows it, `{merge}` takes it in; then delete it"
    return Left(
        where, remedy, f"`{shlex.join(('cardtui', 'status', path))}` says how to take it in"
    )


def _left(path: str, card: Card) -> Iterator[tuple[float, str]]:
    """When such work was saved, and where: the program's own folder has that of other cards too."""
    stem, ending = os.path.splitext(os.path.basename(path))
    name = f"{glob.escape(stem)}.{_MARK}*{glob.escape(ending)}"
    for folder in dict.fromkeys(_folders(path, state_folder)):
        for beside in glob.glob(os.path.join(glob.escape(folder), name)):
            with suppress(CardtuiError, OSError):
                if folder == os.path.dirname(path) or read_card(beside).card.id == card.id:
                    yield os.path.getmtime(beside), beside


def _is_in(beside: str, card: Card) -> bool:
    """Whether a card that was saved beside another says the same."""
    try:
        return same_card(read_card(beside).card, card)
    except (CardtuiError, OSError):
        return False


def _folders(path: str, own: Callable[[], Path]) -> Iterator[str]:
    yield os.path.dirname(path)
    try:
        yield str(own())
    except (OSError, RuntimeError):
        return


def _save_in(folder: str, base: str, text: str) -> str:
    stem, ending = os.path.splitext(base)
    for number in count(1):
        mark = _MARK if number == 1 else f"{_MARK}-{number}"
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
