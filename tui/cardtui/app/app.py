"""The Textual application: it opens cards and shows their screens."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console, RenderableType
from textual import events, on, work
from textual.binding import BindingType
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter, Monochrome, NoColor
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from cardtui.app.actions import CHANGE_THEME, SAID, groups_at
from cardtui.app.guarded import GuardedApp
from cardtui.app.keys import KEYS, Keys, bindings, shown, shown_key
from cardtui.app.last_words import CRASHED, LastWords
from cardtui.app.mishaps import Mishaps, is_of_something_gone
from cardtui.app.palette import Entry, Palette
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.settings import Settings
from cardtui.app.theme import without_colours
from cardtui.app.themes import Themes
from cardtui.app.type_ahead import TypeAhead
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.interview.session import Session, new_session
from cardtui.sharing.lookup import Load, load_in_file
from cardtui.sharing.opening import Opened, open_or_start, start_card
from cardtui.text.clean import one_line

if TYPE_CHECKING:
    from cardtui.app.screens.start import Chosen

_WIDTH_OF_LOG = 120
_GARBAGE = (5_000, 1, 1)
"""Objects between two collections of garbage, and how often all of it is looked through.

Going from question to question leaves 1,800, most of them in circles that live for a while. As
Python has it (700, 10, 10), a twelfth of the time went into looking, and a MB was never found.
"""
_TIME_TO_READ = 20
"""Seconds for which it is said what may not work."""


def _first_theme(app: CardtuiApp) -> str:
    return app.themes.first


class CardtuiApp(GuardedApp):
    """Opens on a session, on a choice of banks for a new card, or on the start screen.

    What a newer bank changes in a card is shown first, and a card of a newer format is only shown.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "cardtui"
    GROUP: ClassVar[str] = "app"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Palette}
    theme: Reactive[str] = Reactive(Initialize(_first_theme))
    """The theme from the first moment: setting it later would read all styles twice."""

    def __init__(
        self,
        opened: Opened | None = None,
        bank_name: str | None = None,
        at: str | None = None,
        *,
        settings: Settings | None = None,
        theme: str | None = None,
        load: Load = load_in_file,
        lacking: Mapping[tuple[str, str], Problem] | None = None,
    ) -> None:
        """`theme` goes before that of the settings. Raises `CardtuiError` where there is none.

        `load` is how banks are loaded; `lacking` says by the identity of a bank that it is not in the
        language that was asked for.
        """
        self.themes = Themes(settings or Settings(), theme)
        if not os.environ.get("NO_COLOR"):
            # Empty, it means nothing; Textual takes it for a wish.
            os.environ.pop("NO_COLOR", None)
        super().__init__()
        self._opened = opened
        self._bank_name = bank_name
        self._at = at
        self._load = load
        self._lacking = lacking or {}
        self._settings = settings or Settings()
        self.keys = Keys()
        self._wrong = self._settings.problems
        self._doubtful: tuple[Problem, ...] = ()
        self._type_ahead = TypeAhead(self, self._deliver)
        self.last_words = LastWords(self)
        self._mishaps = Mishaps(self)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes that have been read. Those of Textual are not offered: nobody checked them."""
        return self.themes.read

    def get_css_variables(self) -> dict[str, str]:
        """Those of the theme. Without colours, a shape says where one is."""
        variables = super().get_css_variables()
        return without_colours(variables) if self.no_color else variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colours, greys instead of a theme's own; of the terminal's, none at all."""
        filters = super().get_line_filters()
        if not self.no_color:
            return filters
        others = [each for each in filters if not isinstance(each, Monochrome | NoColor)]
        return [*others, NoColor() if self.native_ansi_color else Monochrome()]

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

    async def keys_have_acted(self) -> None:
        """Wait until the keys that have arrived have acted."""
        await self._type_ahead.settled()

    def on_load(self) -> None:
        """Take the keys of the settings, before anything is drawn or names one."""
        if self._settings.keys:
            from cardtui.app.remapping import remapped

            chosen = remapped(self._settings)
            self.keys = chosen.keys
            self.set_keymap(self.keys.keymap)
            self._wrong += chosen.problems
            self._doubtful = chosen.warnings
        KEYS.set(self.keys)

    def on_mount(self) -> None:
        """Ask what to open where that is not known."""
        if not self.is_headless:
            self.last_words.listen()
        self.call_after_refresh(self._collect_garbage_again)
        self.call_after_refresh(self._say_what_is_wrong_with_themes)
        session = self._session_at_once()
        if session is None:
            self._ask_what_to_open(self._opened)
        else:
            self.call_after_refresh(self._begin, session)

    def _begin(self, session: Session) -> None:
        """Do what can wait until the first question is there."""
        self._opened_now(session)
        if self._wrong or self._doubtful:
            self.run_worker(self._say_what_is_wrong())

    async def _say_what_is_wrong(self) -> None:
        """Say what is wrong with the settings; of what may not work, only a word in passing."""
        if self._wrong:
            from cardtui.app.screens.message import MessageScreen

            said = "\n".join(map(str, (*self._wrong, *self._doubtful)))
            await self.push_screen_wait(MessageScreen("Not all of your settings can be used", said))
        elif self._doubtful:
            self._say_for_long("\n".join(one_line(str(each)) for each in self._doubtful))

    @staticmethod
    def _collect_garbage_again() -> None:
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        gc.enable()

    @work(thread=True, exit_on_error=False)
    def _say_what_is_wrong_with_themes(self) -> None:
        self.themes.read_own()
        if said := "\n".join(one_line(str(problem)) for problem in self.themes.problems):
            self.call_from_thread(self._say_for_long, said)

    @work
    async def _ask_what_to_open(self, opened: Opened | None) -> None:
        await self._say_what_is_wrong()
        session = await self._agreed_session(opened) if opened is not None else None
        while opened is None and session is None:
            chosen = await self._ask_for_card()
            if chosen is None:
                break
            if chosen.bank is None:
                opening = partial(open_or_start, chosen.path, self._bank_name, self._load)
            else:
                opening = partial(start_card, chosen.path, chosen.bank, self._load)
            card = await self._opened_or_told(opening)
            session = await self._agreed_session(card) if card is not None else None
        if session is None:
            self.exit()
        else:
            await self.push_screen(InterviewScreen(session, self._at, self._bank_name))
            self._opened_now(session)

    def _opened_now(self, session: Session) -> None:
        """Remember it; say in passing that its questions are not in the language asked for."""
        self._note_opened(session)
        if problem := self._lacking.get(session.bank.identity):
            self._say_for_long(one_line(f"{problem.message}; {problem.remedy}"))

    @work(thread=True, exit_on_error=False)
    def _note_opened(self, session: Session) -> None:
        """Remember it, and say where work on it is that could not be saved the last time."""
        from cardtui.card.beside import left_beside
        from cardtui.files.recent import note_opened

        note_opened(session.path)
        if left := left_beside(session.path, session.card):
            said = one_line(f"{left.where}: {left.in_short}.")
            self.call_from_thread(self._say_for_long, said)

    def _say_for_long(self, said: str) -> None:
        self.notify(said, severity="warning", timeout=_TIME_TO_READ, markup=False)

    async def _agreed_session(self, opened: Opened) -> Session | None:
        """The session, once all that comes before it has been asked and shown; None to leave it."""
        if opened.read_only is not None:
            from cardtui.app.screens.read_only import ReadOnlyScreen

            await self.push_screen_wait(ReadOnlyScreen(opened.read_only))
            return None
        session = opened.session
        if session is None:
            return await self._ask_for_bank(opened)
        if not session.migrated.changes:
            return session
        from cardtui.app.screens.changes import ChangesScreen

        return session if await self.push_screen_wait(ChangesScreen(session)) else None

    async def _ask_for_card(self) -> Chosen | None:
        from cardtui.app.screens.start import StartScreen

        return await self.push_screen_wait(StartScreen(self._bank_name, self._load))

    async def _opened_or_told(self, opening: Callable[[], Opened]) -> Opened | None:
        from cardtui.app.screens.message import MessageScreen

        try:
            return opening()
        except CardtuiError as error:
            await self.push_screen_wait(MessageScreen("This cannot be opened", str(error)))
            return None

    async def _ask_for_bank(self, opened: Opened) -> Session | None:
        """A session on a new card; on that of another program, where one has come meanwhile."""
        from cardtui.app.screens.banks import BankPicker

        bank = await self.push_screen_wait(BankPicker(list(opened.banks)))
        if bank is None:
            return None
        try:
            return new_session(bank, opened.path)
        except FileError:
            there = await self._opened_or_told(
                partial(open_or_start, opened.path, None, self._load)
            )
        session = await self._agreed_session(there) if there is not None else None
        if session is not None:
            said = f"Another program has begun {opened.path} meanwhile: this is that card."
            self._say_for_long(one_line(said))
        return session

    def action_save_beside(self) -> None:
        """Save what finds no place where it belongs, and have it said at the end where it is."""
        self.last_words.save()

    def say_at_the_end(self, text: str) -> None:
        """Have something said once the terminal is restored."""
        self.last_words.mention(text)

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

    def action_help_quit(self) -> None:
        """Textual's answer to ctrl+c where nothing is copied: how to leave, in our words."""
        self.notify(f"{shown_key('app.quit')} saves and leaves.", timeout=SAID, markup=False)

    def action_help(self) -> None:
        """Show what can be done on the screen in front; the same key goes back."""
        from cardtui.app.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.action_close()
        elif not isinstance(self.screen, CommandPalette):
            self.push_screen(HelpScreen(groups_at(self.focused or self.screen)))

    def palette_entries(self, screen: Screen[object]) -> Iterable[Entry]:
        """What can be done on the screen in front, from the cursor outwards."""
        for place, group in groups_at(screen.focused or screen):
            for action in (each for each in group.actions if each.id != "command_palette"):
                keys = self.keys.of(f"{group.id}.{action.id}")
                run = partial(self.run_action, group.call.format(action.id), place)
                yield Entry(action, f"key: {' or '.join(map(shown, keys))}", run)
        yield Entry(CHANGE_THEME, "light, dark and others", self.action_change_theme)

    def action_change_theme(self) -> None:
        """Choose another theme, seeing each on the screen."""
        from cardtui.app.screens.theme import ThemeScreen

        if not isinstance(self.screen, ThemeScreen):
            self.push_screen(ThemeScreen(self.themes, self._remember_theme))

    @work(thread=True, exit_on_error=False)
    def _remember_theme(self, name: str) -> None:
        from cardtui.app.remember import remember

        try:
            remember("theme", name)
        except CardtuiError as error:
            said = one_line(f"{name} is used now, and not remembered: {error}")
            self.call_from_thread(self._say_for_long, said)

    @on(events.DescendantFocus)
    def _keep_cursor_still(self, event: events.DescendantFocus) -> None:
        """A cursor that blinks is an animation too."""
        if self.animation_level == "none":
            from textual.widgets import Input, TextArea

            if isinstance(event.widget, Input | TextArea):
                event.widget.cursor_blink = False
