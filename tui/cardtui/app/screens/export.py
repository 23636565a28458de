"""Taking the card out: as a document in a file, or on the clipboard."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from cardtui.app.content import line
from cardtui.app.fields.line import LineInput
from cardtui.app.keys import bindings, hint_line, same_key
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.widgets.format_line import FormatLine
from cardtui.errors import CardtuiError, ForeignFileError
from cardtui.formats.exported import proposed_name, write_document
from cardtui.formats.registry import Format
from cardtui.formats.summary import not_printed, still_open
from cardtui.interview.session import Session
from cardtui.text.clean import visible
from cardtui.text.words import count_of, size_text

SURELY_COPIED = 74_994
"""Bytes that every terminal with a clipboard takes: base64 makes 100,000 letters of them less a few."""
MOST_COPIED = 1_000_000
"""Bytes that are offered to a terminal at all."""


class ExportScreen(ModalScreen[None]):
    """Writes or copies the card of a session as it stands, and says what became of it."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "export"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("export"),
        same_key("interview.export", "close"),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._formats = FormatLine()
        self._documents: dict[str, str] = {}
        """By format, as far as they are made."""
        self._proposed = self._name_for(self._format)

    @property
    def _format(self) -> Format:
        return self._formats.chosen

    def _name_for(self, chosen: Format) -> str:
        return proposed_name(self._session.path, self._session.card.id, chosen.suffix, chosen.seal)

    def compose(self) -> ComposeResult:
        """How, where to, what will not be in it, and what can be done."""
        with Vertical(classes="dialog", id="export"):
            yield Label(line("Export the card"), classes="title")
            yield self._formats
            yield LineInput(self._proposed, select_on_focus=False)
            yield Static("", id="size", classes="said", markup=False)
            for said in filter(None, (still_open(self._session), not_printed(self._session))):
                yield Static(line(f"{said}."), classes="said")
            yield Static("", id="outcome", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", id="write", compact=True)
                yield Button("Overwrite", variant="warning", id="overwrite", compact=True)
                yield Button("Copy", id="copy", compact=True)
                yield Button("Close", id="close", compact=True)
            yield Label(
                line(hint_line("export.write", "export.format", "export.close")), classes="keys"
            )

    def on_mount(self) -> None:
        """Enter writes to where is proposed."""
        self._offer_to_overwrite(False)
        self.query_one(LineInput).focus()
        self._say_size()

    @work(exclusive=True, group="size")
    async def _say_size(self) -> None:
        """Make the document, which takes a while where it is long, and say how long it is in a file."""
        try:
            document = self._format.seal.sealed(await self._document(), self._session.card.id)
        except CardtuiError as error:
            self._say_wrong(str(error))
            return
        lines = count_of(document.count("\n"), "line")
        size = size_text(len(document.encode()))
        self.query_one("#size", Static).update(line(f"{lines}, {size}."))

    def _path(self) -> str:
        """Where to write to, `~` for the home folder as in a shell."""
        return os.path.expanduser(self.query_one(LineInput).text.strip())

    async def _document(self) -> str:
        chosen = self._format
        if chosen.name not in self._documents:
            session = self._session
            self._documents[chosen.name] = await asyncio.to_thread(
                chosen.render, session.bank, session.card, session.state
            )
        return self._documents[chosen.name]

    # What a person does

    @on(FormatLine.Chosen)
    def _take_format(self, event: FormatLine.Chosen) -> None:
        event.stop()
        path = self.query_one(LineInput)
        if path.text == self._proposed:
            self._proposed = self._name_for(self._format)
            path.value = self._proposed
            path.cursor_position = len(self._proposed)
        self._say("")
        self._offer_to_overwrite(False)
        self._say_size()

    @on(Input.Changed)
    def _path_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._say("")
        self._offer_to_overwrite(False)

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def _write_pressed(self, event: Input.Submitted | Button.Pressed) -> None:
        event.stop()
        self._write(overwrite=False)

    @on(Button.Pressed, "#overwrite")
    def _overwrite_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self._write(overwrite=True)

    @work(exclusive=True, group="write")
    async def _write(self, *, overwrite: bool) -> None:
        session = self._session
        path = self._path()
        if not path:
            self._say_wrong("Name a file for it.")
            return
        sources = [session.path, *session.bank.paths]
        try:
            seal = self._format.seal
            write = partial(write_document, seal=seal, sources=sources, overwrite=overwrite)
            document = await self._document()
            size = await asyncio.to_thread(write, path, document, session.card.id)
        except ForeignFileError as error:
            said = f"{path}: {error.problems[0].message}. It was left as it is."
            self._say_wrong(f"{said} Choose another name, or overwrite it.")
            self._offer_to_overwrite(True)
        except CardtuiError as error:
            self._say_wrong(str(error))
        else:
            self._offer_to_overwrite(False)
            self._say_done(f"Written to {path}, {size_text(size)}.")

    @on(Button.Pressed, "#copy")
    @work(exclusive=True, group="write")
    async def _copy(self) -> None:
        try:
            text = visible(await self._document())
        except CardtuiError as error:
            self._say_wrong(str(error))
            return
        size = len(text.encode())
        if size > MOST_COPIED:
            most = size_text(MOST_COPIED)
            self._say_wrong(f"{size_text(size)} are too much for a clipboard ({most}): write it.")
            return
        self.app.copy_to_clipboard(text)
        said = f"Copied, {size_text(size)}, if your terminal lets programs copy."
        if size > SURELY_COPIED:
            said += f" Many take {size_text(SURELY_COPIED)} at most: look at what arrives."
        self._say_done(said)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    # What is said

    def _offer_to_overwrite(self, is_offered: bool) -> None:
        self.query_one("#overwrite", Button).display = is_offered

    def _say_done(self, said: str) -> None:
        self._say(said, "$text-success")
        self.query_one("#close", Button).focus()

    def _say_wrong(self, said: str) -> None:
        self._say(said, "$text-error")

    def _say(self, said: str, colour: str = "") -> None:
        outcome = self.query_one("#outcome", Static)
        outcome.update(line(said, colour))
        # There is not room for both everywhere: this is in place of what was said before.
        self.query_one("#export").set_class(bool(said), "-outcome")
