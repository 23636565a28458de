"""An app of Textual without what a hostile text or fast hands could break in it."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import TypeGuard

from textual import events
from textual._context import active_message_pump
from textual.actions import ActionParseResult
from textual.app import App, ScreenStackError
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.driver import Driver
from textual.errors import NoWidget
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Input, OptionList

from cardtui.app.content import shown, shown_line
from cardtui.app.fields.base import ShowsAnyText


def is_of_textual(node: DOMNode | None) -> TypeGuard[Input]:
    """Whether it is a line to type in that would show a line end or a command as it is."""
    return isinstance(node, Input) and not isinstance(node, ShowsAnyText)


class GuardedApp(App[None]):
    """What holds for all screens and widgets, those of Textual too."""

    _warned_until = 0.0
    """When the last warning that was given has been seen for long enough."""

    def get_driver_class(self) -> type[Driver]:
        """Our own way to the terminal, where there is one."""
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from cardtui.app.terminal_driver import LenientDriver

        return LenientDriver

    async def on_event(self, event: events.Event) -> None:
        """Clean a paste where no field of our own takes it, and let clicks at nothing pass.

        A paste may hold commands to the terminal, and the palette of Textual shows it as it is.
        """
        if isinstance(event, events.MouseEvent) and self._is_at_something_gone(event):
            return
        if isinstance(event, events.Paste) and not isinstance(self.focused, ShowsAnyText):
            event.text = shown_line(event.text)
        await super().on_event(event)

    def _is_at_something_gone(self, event: events.MouseEvent) -> bool:
        """Whether the mouse is where a widget is drawn still that has been taken away.

        Textual would look there for its styles and its parent, and end in not finding them.
        """
        if event.is_forwarded or not self.screen_stack:
            return False
        try:
            widget, _ = self.screen.get_widget_at(event.x, event.y)
        except NoWidget:
            return False
        return not widget.is_attached

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something for a moment; whatever it holds is shown as text."""
        if severity != "information":
            lasts = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
            self._warned_until = max(self._warned_until, monotonic() + lasts)
        super().notify(
            shown(message),
            title=shown_line(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def end_passing_words(self) -> None:
        """Take away what was said of the step before, unless a warning is still to be read."""
        if monotonic() >= self._warned_until:
            self.clear_notifications()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, and live on where a key came too early or too late for a list.

        A list of Textual that is not laid out yet has no page to go to (KeyError), and its palette
        may be closed by a key that arrives while it closes. Neither has anything to lose. Nor is
        anything done on a screen that is not in front any more: it would close another one.
        """
        around = default_namespace.ancestors_with_self if default_namespace is not None else []
        if any(isinstance(each, Screen) and each is not self.screen for each in around):
            return True
        if action == "paste" and is_of_textual(default_namespace):
            default_namespace.replace(shown_line(self.clipboard), *default_namespace.selection)
            return True
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except (KeyError, ScreenStackError):
            if not isinstance(default_namespace, CommandPalette | OptionList):
                raise
            return True

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open: something may have come in front of it meanwhile."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            super().action_command_palette()

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top, unless what asks for it is a screen that is closed already.

        Two clicks close a dialog of Textual twice, and the second would close what is below it.
        """
        asking = active_message_pump.get(None)
        if isinstance(asking, Screen) and asking not in self.screen_stack:
            return AwaitComplete()
        return super().pop_screen()
