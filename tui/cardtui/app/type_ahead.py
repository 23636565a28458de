"""Keys that come faster than the screen.

Textual hands every key to the widget that has the cursor when the key arrives. Whoever types
"DistilBERT", enter, "MIT" faster than the next question is drawn would find "MIT" in the name. And
a key that is bound acts only once it has climbed from its field to the app, so that backspace would
act behind the letter that follows it. So while such a key still acts, the keys behind it are held
back.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget

Deliver = Callable[[events.Event], Awaitable[None]]
_LONGEST_WAIT = 2.0
"""Seconds after which keys go on even if something has not answered."""
_LOOK_AGAIN = 0.02
"""Seconds after which it is looked whether what should answer is still there."""


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
        if not self.is_acting and not _acts_later(event, self._target):
            await self._deliver(event)
            return
        self._held.append(event)
        if not self.is_acting:
            self._acting = asyncio.create_task(self._act())

    @property
    def _target(self) -> Widget:
        """Where a key would act now."""
        return self._app.focused or self._app.screen

    async def _act(self) -> None:
        while self._held:
            event = self._held.popleft()
            if not _acts_later(event, self._target):
                self._app.call_later(self._deliver, event)
                continue
            # Some keys act before they reach the field: what was typed before must be in it.
            await _answered(self._app)
            target = self._target
            await _answered(target)
            self._app.call_later(self._deliver, event)
            await self._settled(target)

    async def _settled(self, target: Widget) -> None:
        """Wait until everyone on the way of a key, and of what it set off, has answered."""
        way = [node for node in target.ancestors_with_self if isinstance(node, Widget)]
        screens = [screen for screen in self._app.screen_stack if screen not in way]
        # The key climbs to the app, which looks up its binding; the message that the bound action
        # posts climbs once more, and each may post one to itself.
        for node in [*way, self._app, *way, *way, *screens]:
            await _answered(node)
        # A screen that has opened since has the app give the cursor to its field.
        for node in [*self._app.screen_stack, self._app]:
            await _answered(node)


def _acts_later(event: events.Event, target: Widget) -> bool:
    """Whether a key could be bound; what a field takes as text is in it when the field has it."""
    if not isinstance(event, events.Key):
        return False
    # An input or a text area, whose module need not be imported to know that.
    takes_text = target.check_consume_key("a", "a")
    return not (takes_text and event.is_printable)


async def _answered(node: MessagePump) -> None:
    """Wait until a node has handled the messages that it has now, or is gone."""
    if not _is_there(node):
        return
    done = asyncio.get_running_loop().create_future()
    end = monotonic() + _LONGEST_WAIT
    if not node.call_later(_set_done, done):
        # It closes: the key was its last, and there is nothing to wait for.
        return
    while _is_there(node) and not done.done() and monotonic() < end:
        # A dialog that closes takes its messages with it, and never answers.
        await asyncio.wait((done,), timeout=_LOOK_AGAIN)


def _set_done(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)


def _is_there(node: MessagePump) -> bool:
    """Whether a node answers sooner or later: a screen that has just been opened does not run yet."""
    return node.is_attached if isinstance(node, Widget) else node.is_running
