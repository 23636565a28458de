"""Keys that come faster than the screen.

Textual hands every key to the widget that has the cursor when the key arrives. Whoever types
"DistilBERT", enter, "MIT" faster than the next question is drawn would find "MIT" in the name. So
while a key that could move the cursor elsewhere still acts, the keys behind it are held back.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

Deliver = Callable[[events.Event], Awaitable[None]]
_EDITING = frozenset({"left", "right", "up", "down", "home", "end", "backspace", "delete"})
_LONGEST_WAIT = 2.0
"""Seconds after which keys go on even if something has not answered."""


class TypeAhead:
    """The keys of one app, in their order."""

    def __init__(self, app: App[None], deliver: Deliver) -> None:
        self._app = app
        self._deliver = deliver
        self._held: deque[events.Event] = deque()
        self._acting: asyncio.Task[None] | None = None

    @property
    def is_acting(self) -> bool:
        """Whether a key still acts, or keys are held back."""
        return self._acting is not None and not self._acting.done()

    async def settled(self) -> None:
        """Wait until every key that has arrived has acted."""
        await _answered(self._app)
        if self._acting is not None:
            await asyncio.wait([self._acting])
        await self._settled(self._app.focused or self._app.screen)

    async def take(self, event: events.Event) -> None:
        """Deliver a key or a paste, now or when those before it have acted."""
        if self.is_acting:
            self._held.append(event)
            return
        target = await self._delivered(event)
        if target is not None:
            self._acting = asyncio.create_task(self._act(target))

    async def _delivered(self, event: events.Event) -> Widget | None:
        """Deliver an event, and give back where it could act."""
        target = self._app.focused or self._app.screen
        await self._deliver(event)
        return target if _could_move(event, target) else None

    async def _act(self, target: Widget | None) -> None:
        while target is not None:
            await self._settled(target)
            target = None
            while self._held and target is None:
                target = await self._delivered(self._held.popleft())

    async def _settled(self, target: Widget) -> None:
        """Wait until everyone on the way of a key, and of what it set off, has answered."""
        way = [node for node in target.ancestors_with_self if isinstance(node, Widget)]
        screens = [screen for screen in self._app.screen_stack if screen not in way]
        # The key climbs to the app, which looks up its binding; the message that the bound action
        # posts climbs once more, and each may post one to itself.
        for node in [*way, self._app, *way, *way, *screens, *self._app.screen_stack]:
            await _answered(node)


def _could_move(event: events.Event, target: Widget) -> bool:
    if not isinstance(event, events.Key):
        return False
    if isinstance(target, Input | TextArea):
        return not event.is_printable and event.key not in _EDITING
    return True


async def _answered(node: MessagePump) -> None:
    """Wait until a node has handled the messages that it has now."""
    if not node.is_running or (isinstance(node, Widget | Screen) and not node.is_attached):
        return
    done = asyncio.Event()
    if not node.call_later(done.set):
        # It closes: the key was its last, and there is nothing to wait for.
        return
    try:
        await asyncio.wait_for(done.wait(), _LONGEST_WAIT)
    except TimeoutError:
        return
