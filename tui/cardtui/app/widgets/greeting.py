"""What a person is told when they open the app for the first time, and never again."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from cardtui.app.content import line
from cardtui.app.keys import shown_key


class Greeting(Static):
    """The three keys that one needs, and that nothing can be lost."""

    DEFAULT_CSS = """
    Greeting { padding: 0 1; background: $surface; color: $text; }
    """

    def __init__(self, next_key: str) -> None:
        """`next_key` goes on from the question on screen."""
        said = [(next_key, "goes on"), (shown_key("app.command_palette"), "finds every action")]
        parts = [part for key, does in said for part in ((key, "bold"), f" {does}, ")]
        quit_key = (shown_key("app.quit"), "bold")
        saved = " saves and leaves. Everything is saved as you type."
        super().__init__(Content.assemble(line("New here?  "), *parts, quit_key, saved))
