"""The start: a card to go on with, a new one, or a file somewhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line, plain
from cardtui.app.keys import bindings, hints_of
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.path_input import PathInput
from cardtui.errors import CardtuiError
from cardtui.sharing.known_cards import KnownCard, cards_here, recent_cards
from cardtui.sharing.lookup import BankInFile, Load, load_in_file, offered_banks
from cardtui.text.clean import one_line

if TYPE_CHECKING:
    from cardtui.sharing.pinned import Place

_LONGEST_LOOK = 1.0
"""Seconds until something can be chosen, however slow the disk is on which cards are looked for."""
_BESIDE_BANK = 24
"""Cells that a name has in a line that also names the bank."""
_LEAST_OF_NAME = 12
_ENDING = ".toml"
_NEW_FILE = "Before the first question: which file should keep the new card?"
_GAP = "   "
_PADDING = 3
"""Cells beside each line, one of them for a scrollbar."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A card to open or to start; for a new one where its bank is, if one was chosen."""

    path: str
    bank: str | Place | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the list. A heading leads nowhere; without a card, a path is asked for."""

    text: str
    is_heading: bool = False
    card: KnownCard | None = None
    starts_card: bool = False
    place: str | Place | None = None
    """Where the bank is of a card to start."""
    bank: str = ""
    """The id of the bank, of a card or of one to start."""

    @property
    def progress(self) -> str:
        """How far its card is."""
        return self.card.progress if self.card is not None else ""


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is to choose from."""

    recent: tuple[KnownCard, ...] = ()
    here: tuple[KnownCard, ...] = ()
    banks: tuple[BankInFile, ...] = ()
    problem: str = ""
    """What is wrong with the banks of the project."""


class StartScreen(Screen[Chosen | None]):
    """Shown by `cardtui` alone where there is no card to open. Gives back what was chosen."""

    CSS_PATH = "start.tcss"
    GROUP: ClassVar[str] = "start"
    BINDINGS: ClassVar[list[BindingType]] = bindings("start")
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, bank_name: str | None = None, load: Load = load_in_file) -> None:
        super().__init__()
        self._bank_name = bank_name
        self._load = load
        self._found: _Found | None = None
        self._entries: list[_Entry] = []
        self._asked: _Entry | None = None
        """The entry for which a path is asked."""
        self._limit: Timer | None = None

    def compose(self) -> ComposeResult:
        """A list to choose from, and in its place a line for a path where one is asked for."""
        with Vertical(id="start"):
            yield Label(line("Write a model card by answering questions."), classes="title")
            yield OptionList(markup=False, id="cards")
            with Vertical(id="path"):
                yield Label("", classes="label")
                yield PathInput("", ending=_ENDING)
                yield Label("", classes="remark")
            yield Label("", classes="problem")
        yield KeyHints()

    def on_mount(self) -> None:
        """Look for cards; after a while show what can be done without them."""
        self.query_one("#path").display = self.query_one(".problem").display = False
        self._show_keys("start.open")
        self._limit = self.set_timer(_LONGEST_LOOK, lambda: self._show(_Found()))
        self._look()

    @work(thread=True, exit_on_error=False)
    def _look(self) -> None:
        recent = recent_cards()
        known = {card.path for card in recent}
        others = tuple(card for card in cards_here() if card.path not in known)
        banks: tuple[BankInFile, ...] = ()
        problem = ""
        try:
            banks = () if self._bank_name else tuple(offered_banks(Path(), self._load))
        except CardtuiError as error:
            problem = str(error.problems[0])
        self.app.call_from_thread(self._show, _Found(tuple(recent), others, banks, problem))

    # The list

    def _show(self, found: _Found) -> None:
        """Show what was found; what the cursor is on stays under it."""
        if self._limit is not None:
            self._limit.stop()
        self._found = found
        problem = self.query_one(".problem", Label)
        problem.update(plain(found.problem))
        problem.display = bool(found.problem)
        self._draw()
        if self._asked is None:
            self._show_list()

    def on_resize(self) -> None:
        """Draw the lines to the width."""
        if self._found is not None:
            self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        assert self._found is not None
        cards = self.query_one("#cards", OptionList)
        before = self._entries[cards.highlighted] if cards.highlighted is not None else None
        self._entries = list(_entries(self._found, is_low=self.has_class("-low")))
        width = max(self.query_one("#start").content_size.width - _PADDING, 1)
        lines = zip(_drawn(self._entries, width), self._entries, strict=True)
        cards.set_options(Line(drawn, disabled=entry.is_heading) for drawn, entry in lines)
        first = next(entry for entry in self._entries if not entry.is_heading)
        pointed_at = before if before in self._entries else first
        cards.highlighted = self._entries.index(pointed_at)
        if pointed_at is first:
            # With the heading above it.
            self.call_after_refresh(cards.scroll_home, animate=False)

    def _show_list(self) -> None:
        self._asked = None
        self.query_one("#path").display = False
        self.query_one("#cards").display = True
        self.query_one("#cards").focus()
        self._show_keys("start.open")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        entry = self._entries[event.option_index]
        if entry.card is not None:
            self.dismiss(Chosen(entry.card.path))
        else:
            self._ask_for_path(entry)

    # The path

    def _ask_for_path(self, entry: _Entry) -> None:
        self._asked = entry
        what = _NEW_FILE if entry.starts_card else "File of the card:"
        self.query_one("#path > .label", Label).update(line(what))
        self.query_one("#path > .remark").display = entry.starts_card
        path = self.query_one(PathInput)
        path.value = _free_name() if entry.starts_card else ""
        self.query_one("#cards").display = False
        self.query_one("#path").display = True
        path.focus()
        self._show_keys("start.open", "start.complete", "start.back")

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        path = self._path
        if path and self._asked is not None:
            is_new = self._asked.starts_card and not os.path.lexists(path)
            self.dismiss(Chosen(path, self._asked.place if is_new else None))

    @property
    def _path(self) -> str:
        """The file that is meant. A new one ends as those that are looked for in folders."""
        path = os.path.expanduser(self.query_one(PathInput).text.strip())
        is_new = self._asked is not None and self._asked.starts_card
        is_whole = not os.path.basename(path) or path.endswith(_ENDING) or os.path.lexists(path)
        return f"{path}{_ENDING}" if is_new and not is_whole else path

    @on(Input.Changed)
    def _show_name(self, event: Input.Changed) -> None:
        """Say what the file will be called, where that is not what is typed."""
        event.stop()
        name = os.path.basename(self._path)
        is_other = name != os.path.basename(event.value.strip())
        self.query_one("#path > .remark", Label).update(
            line(f"The file will be called {name}." if is_other else "")
        )

    def _show_keys(self, *actions: str) -> None:
        keys = hints_of(*actions, "app.quit", "app.command_palette", "app.help")
        self.query_one(KeyHints).show(keys)

    def action_back(self) -> None:
        """Back to the list; from there, quit."""
        if self._asked is not None:
            self._show_list()
        else:
            self.dismiss(None)


def _entries(found: _Found, *, is_low: bool) -> Iterator[_Entry]:
    """All lines; on a low terminal without the empty ones."""
    gap = [] if is_low else [_Entry("", is_heading=True)]
    for heading, cards in (("Recent", found.recent), ("In this folder", found.here)):
        if cards:
            yield _Entry(heading, is_heading=True)
            for card in cards:
                yield _Entry(card.name, card=card, bank=card.bank)
            yield from gap
    if len(found.banks) > 1:
        for offered in found.banks:
            place, bank = offered.place, offered.bank
            yield _Entry(f"New card: {bank.title}", starts_card=True, place=place, bank=bank.id)
    else:
        yield _Entry("New card", starts_card=True)
    yield _Entry("Open another file")


def _drawn(entries: list[_Entry], width: int) -> Iterator[Content]:
    """Each entry on one line: what it is, how far it is, and of which bank, below each other."""
    progress = max(cell_len(one_line(entry.progress)) for entry in entries)
    banks = max(cell_len(one_line(entry.bank)) for entry in entries)
    has_banks = width >= _BESIDE_BANK + progress + banks + 2 * len(_GAP)
    for entry in entries:
        if entry.is_heading:
            yield line(entry.text, "$text-secondary")
            continue
        aside = _padded(entry.progress, progress, "right")
        if has_banks:
            aside += _GAP + _padded(entry.bank, banks, "left")
        room = max(width - cell_len(aside) - len(_GAP), min(_LEAST_OF_NAME, width))
        name = _padded(_cut(one_line(entry.text), room), room, "left")
        shown = Content.assemble(name, _GAP, (aside, "$foreground-muted"))
        yield shown.rstrip().truncate(width, ellipsis=True)


def _padded(text: str, width: int, align: Literal["left", "right"]) -> str:
    cleaned = one_line(text)
    gap = " " * (width - cell_len(cleaned))
    return gap + cleaned if align == "right" else cleaned + gap


def _cut(path: str, room: int) -> str:
    """The end of a path that is too long: it tells more than its beginning."""
    if cell_len(path) <= room:
        return path
    while path and cell_len(path) >= room:
        path = path[1:]
    return f"…{path}"


def _free_name() -> str:
    """A name for a new card that nothing has in this folder."""
    names = ["model-card.toml", *(f"model-card-{number}.toml" for number in range(2, 100))]
    return next((name for name in names if not os.path.lexists(name)), "")
