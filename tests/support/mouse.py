"""A mouse, as fast as one likes: nothing here waits for what a click does."""

from __future__ import annotations

from textual import events
from textual.app import App


def mouse(app: App[None], kind: type[events.MouseEvent], x: int, y: int, button: int = 0) -> None:
    """The mouse does something at a place of the screen."""
    app.post_message(
        kind(
            widget=None,
            x=x,
            y=y,
            delta_x=0,
            delta_y=0,
            button=button,
            shift=False,
            meta=False,
            ctrl=False,
            screen_x=x,
            screen_y=y,
        )
    )


def click(app: App[None], x: int, y: int) -> None:
    """One click there."""
    mouse(app, events.MouseMove, x, y)
    mouse(app, events.MouseDown, x, y, 1)
    mouse(app, events.MouseUp, x, y, 1)
