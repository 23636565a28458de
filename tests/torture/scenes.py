"""Saves to be disturbed: cards of many shapes, and what is done to them, save by save."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cardtui.card.file import CardFile, read_card, save_card, unsaved_card
from cardtui.card.model import Answer, BankReference, Card, Row
from cardtui.card.same import same_card
from cardtui.errors import CardtuiError, FileError
from cardtui.files.atomic import temporary_beside

ORDER = tuple(f"q{i}" for i in range(2000))
_BANK = BankReference("small", "1.0.0", "ab")
_HEAD = 'format = 1\nid = "x"\nbank = { id = "small", version = "1.0.0", sha256 = "ab" }\n'


@dataclass(frozen=True)
class Scene:
    """A card as it is before, and the cards that are saved over it one after the other."""

    name: str
    prepare: Callable[[Path], None]
    """Makes the card in an empty folder, as `card.toml` or whatever that leads to."""
    saves: int = 2

    def path(self, folder: Path) -> Path:
        """The card of this scene in a folder."""
        return folder / "card.toml"

    def begin(self, folder: Path) -> CardFile:
        """The file as a session has it that is about to save."""
        path = self.path(folder)
        try:
            return read_card(path)
        except FileError:
            if os.path.exists(path):
                raise
        return unsaved_card(path, Card("x", _BANK))

    def cards(self, first: Card) -> list[Card]:
        """What the file may hold, in the order in which it comes there."""
        cards = [first]
        for i in range(self.saves):
            cards.append(_edited(cards[-1], i))
        return cards

    def litter(self, folder: Path) -> list[str]:
        """Files in the folder that neither belong there nor are the one left-over file allowed."""
        allowed = {os.path.basename(temporary_beside(str(self.path(folder)))), "card.toml"}
        allowed |= {"real", ".real.toml.cardtui-tmp", "real.toml"}
        return sorted(set(os.listdir(folder)) - allowed)


def _edited(card: Card, i: int) -> Card:
    answers = (
        Answer(f"saved {i}", asked="5f1c9a2b"),
        Answer("One.\nTwo.\n" * (i + 1), note=f"note {i}\nof two lines"),
        Answer(rows=(Row(1, {"metric": "f1", "value": 0.5 + i}),), last_row=1),
    )
    return card.with_answer(f"q{i * 7 % 5}", answers[i % 3])


def _card(count: int, length: int) -> str:
    text = "a line of text\n" * length
    return _HEAD + "".join(
        f'\n[answers.q{i}]\nvalue = """\n{text}"""\nasked = "5f1c9a2b"\n' for i in range(count)
    )


def _text(text: str, mode: int = 0o644) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        path = folder / "card.toml"
        path.write_bytes(text.encode())
        path.chmod(mode)

    return prepare


def _nothing(folder: Path) -> None:
    """A card that does not exist yet."""


def _link(folder: Path) -> None:
    (folder / "real.toml").write_text(_card(3, 2))
    (folder / "card.toml").symlink_to("real.toml")


def _dangling(folder: Path) -> None:
    (folder / "card.toml").symlink_to("real.toml")


def _left_over(folder: Path) -> None:
    (folder / "card.toml").write_text(_card(3, 2))
    Path(temporary_beside(str(folder / "card.toml"))).write_text(_HEAD + '[answers.q0]\nvalue = "')


_INLINE = _HEAD + 'answers = { q0 = { value = "a", owner = "kept" }, q9 = { value = 1 } }\n'
_COMMENTED = (
    _HEAD + "# ours\n\n[answers.q0]\n# above\nvalue = 'a'   # beside\n\n[retired.old]\nx = 1\n"
)

SCENES: tuple[Scene, ...] = (
    Scene("a new card", _nothing, 3),
    Scene("a small card", _text(_card(3, 2)), 3),
    Scene("a card of 40 answers", _text(_card(40, 5))),
    Scene("a card of 300 kB", _text(_card(60, 350))),
    Scene("a private card", _text(_card(2, 1), 0o600)),
    Scene("a card behind a link", _link),
    Scene("a new card behind a link", _dangling),
    Scene("a card with CRLF and a mark", _text("\ufeff" + _card(3, 2).replace("\n", "\r\n"))),
    Scene("a card in inline tables", _text(_INLINE)),
    Scene("a card with comments", _text(_COMMENTED)),
    Scene("a card with a left-over file", _left_over),
)


def run(scene: Scene, folder: Path, confirm: Callable[[int], None]) -> None:
    """Save the cards of a scene, and say after each that it is saved."""
    file = scene.begin(folder)
    for i, card in enumerate(scene.cards(file.card)[1:], 1):
        file = save_card(file, card, ORDER)
        confirm(i)


def judge(scene: Scene, folder: Path, cards: Sequence[Card], confirmed: int) -> str | None:
    """What is wrong with the folder after a scene was cut short; None where nothing is.

    The card has to be readable, the one that was confirmed last or the one that was being saved,
    and it can be saved again, after which nothing is left lying about.
    """
    path = scene.path(folder)
    try:
        file = scene.begin(folder)
    except CardtuiError as error:
        return f"{scene.name}, after save {confirmed}: cannot be read: {error}"
    allowed = cards[confirmed : confirmed + 2]
    if not any(same_card(file.card, card) for card in allowed):
        return f"{scene.name}, after save {confirmed}: holds neither the old card nor the new one"
    again = save_card(file, file.card.with_answer("q1", Answer("again")), ORDER)
    if not same_card(read_card(path).card, again.card):
        return f"{scene.name}, after save {confirmed}: cannot be saved again"
    if scene.litter(folder) or any(name.endswith("-tmp") for name in os.listdir(folder)):
        return f"{scene.name}: left lying about: {os.listdir(folder)}"
    return None
