"""The Textual application: it opens cards and shows their screens."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from functools import partial
from io import StringIO

from rich.console import Console, RenderableType
from textual import events, work
from textual.app import SystemCommand
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from cardtui.app.actions import INTERVIEW_ACTIONS
from cardtui.app.guarded import GuardedApp
from cardtui.app.last_words import CRASHED, LastWords
from cardtui.app.mishaps import Mishaps, is_of_something_gone
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.theme import DEFAULT_THEME, read_theme
from cardtui.app.type_ahead import TypeAhead
from cardtui.errors import CardtuiError
from cardtui.interview.session import Session, new_session
from cardtui.sharing.opening import Opened, open_or_start
from cardtui.sharing.shipped import shipped_folder

_WIDTH_OF_LOG = 120


class CardtuiApp(GuardedApp):
    """Opens on a session, on a choice of banks for a new card, or on the start screen.

    What a newer bank changes in a card is shown first, and a card of a newer format is only shown.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "cardtui"
    theme = Reactive(DEFAULT_THEME)
    """The theme from the first moment: setting it later would read all styles twice."""

    def __init__(
        self, opened: Opened | None = None, bank_name: str | None = None, at: str | None = None
    ) -> None:
        self._own_themes = {
            DEFAULT_THEME: read_theme(shipped_folder("themes") / f"{DEFAULT_THEME}.toml")
        }
        super().__init__()
        self._opened = opened
        self._bank_name = bank_name
        self._at = at
        self._type_ahead = TypeAhead(self, self._deliver)
        self.last_words = LastWords(self)
        self._mishaps = Mishaps(self)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our own themes, then those of Textual."""
        return {**self._own_themes, **super().available_themes}

    def get_default_screen(self) -> Screen[None]:
        """The interview at once where a session is given, so that it is the first thing drawn."""
        session = self._session_at_once()
        return (
            InterviewScreen(session, self._at, self._bank_name)
            if session
            else super().get_default_screen()
        )

    def _session_at_once(self) -> Session | None:
        """The session that is given, unless something must be shown before it."""
        session = self._opened.session if self._opened else None
        return None if session is None or session.migrated.changes else session

    async def on_event(self, event: events.Event) -> None:
        """Deliver what is typed in its order, also where a key moves the cursor elsewhere."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._type_ahead.take(event)
        else:
            await self._deliver(event)

    async def _deliver(self, event: events.Event) -> None:
        """Hand over an event, and tell an error in what a key does.

        If the error went on from here, no key would do anything any more.
        """
        try:
            await super().on_event(event)
        except Exception as error:
            self._handle_exception(error)

    @property
    def is_busy_with_keys(self) -> bool:
        """Whether keys that were typed have not all acted yet."""
        return self._type_ahead.is_acting

    async def keys_have_acted(self) -> None:
        """Wait until the keys that have arrived have acted."""
        await self._type_ahead.settled()

    def on_mount(self) -> None:
        """Ask what to open where that is not known."""
        if not self.is_headless:
            self.last_words.listen()
        self.call_after_refresh(self._collect_garbage_again)
        if self._session_at_once() is None:
            self._ask_what_to_open(self._opened)

    @staticmethod
    def _collect_garbage_again() -> None:
        gc.freeze()
        gc.enable()

    @work
    async def _ask_what_to_open(self, opened: Opened | None) -> None:
        session = await self._agreed_session(opened) if opened is not None else None
        while opened is None and session is None:
            path = await self._ask_for_card()
            if path is None:
                break
            chosen = await self._opened_or_told(path)
            session = await self._agreed_session(chosen) if chosen is not None else None
        if session is None:
            self.exit()
        else:
            await self.push_screen(InterviewScreen(session, self._at, self._bank_name))

    async def _agreed_session(self, opened: Opened) -> Session | None:
        """The session, once all that comes before it has been asked and shown; None to leave it."""
        if opened.read_only is not None:
            from cardtui.app.screens.read_only import ReadOnlyScreen

            await self.push_screen_wait(ReadOnlyScreen(opened.read_only))
            return None
        session = opened.session or await self._ask_for_bank(opened)
        if session is None or not session.migrated.changes:
            return session
        from cardtui.app.screens.changes import ChangesScreen

        return session if await self.push_screen_wait(ChangesScreen(session)) else None

    async def _ask_for_card(self) -> str | None:
        from cardtui.app.screens.start import StartScreen

        return await self.push_screen_wait(StartScreen())

    async def _opened_or_told(self, path: str) -> Opened | None:
        from cardtui.app.screens.message import MessageScreen

        try:
            return open_or_start(path, self._bank_name)
        except CardtuiError as error:
            await self.push_screen_wait(MessageScreen("This cannot be opened", str(error)))
            return None

    async def _ask_for_bank(self, opened: Opened) -> Session | None:
        from cardtui.app.screens.banks import BankPicker

        bank = await self.push_screen_wait(BankPicker(list(opened.banks)))
        return new_session(bank, opened.path) if bank is not None else None

    def action_save_beside(self) -> None:
        """Save what finds no place where it belongs, and have it said at the end where it is."""
        self.last_words.save()

    def _handle_exception(self, error: Exception) -> None:
        """Textual's one way out after an error, in a handler, a timer or a worker."""
        if is_of_something_gone(error):
            return
        if self.is_headless:
            # A test is to see the error itself.
            self.last_words.after_error(error)
            super()._handle_exception(error)
        elif not self._mishaps.lives_on_after(error):
            self.end_by(error)

    def end_by(self, error: Exception) -> None:
        """End as a crash, with everything saved and told."""
        self.last_words.after_error(error)
        self.exit(return_code=CRASHED)

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's way out where the error is a text already, as when the terminal is gone."""
        if self.is_headless:
            super().panic(*renderables)
            return
        told = StringIO()
        Console(file=told, width=_WIDTH_OF_LOG).print(*renderables, markup=False)
        self.last_words.after_panic(told.getvalue())
        self.exit(return_code=self.return_code or CRASHED)

    async def action_quit(self) -> None:
        """Leave by way of the interview, which saves first; Textual's own key comes here too."""
        interviews = [s for s in self.screen_stack if isinstance(s, InterviewScreen)]
        if interviews:
            # A form may be open in front of the interview.
            self.last_words.keep_typed()
            interviews[0].quit_interview()
        else:
            self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the actions of the interview, then those of Textual that make sense here."""
        if isinstance(screen, InterviewScreen):
            for action in INTERVIEW_ACTIONS:
                run = partial(screen.action_do, action.id)
                yield SystemCommand(action.help, f"key: {action.shown}", run)
        for command in super().get_system_commands(screen):
            if command.title == "Theme":
                yield command
