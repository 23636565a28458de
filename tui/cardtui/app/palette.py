"""The palette: every action that can be done now, found by whatever a person calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from cardtui.app.action import Action
from cardtui.text.folding import folded


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette."""

    action: Action
    remark: str
    """Its key, or what there is to choose."""
    run: Callable[[], object]


class HasPalette(Protocol):
    """The app, as the palette knows it."""

    def palette_entries(self, screen: Screen[object]) -> Iterable[Entry]:
        """What can be done, from the cursor outwards."""


class Palette(Provider):
    """Lists the actions by what they do, and finds them by all of their names."""

    @property
    def _entries(self) -> list[Entry]:
        return list(cast("HasPalette", self.app).palette_entries(self.screen))

    async def discover(self) -> Hits:
        """All of them."""
        for entry in sorted(self._entries, key=lambda each: each.action.help):
            yield DiscoveryHit(entry.action.help, entry.run, help=entry.remark)

    async def search(self, query: str) -> Hits:
        """Those that are called so, then those whose letters match in order."""
        matcher = self.matcher(query)
        for entry in self._entries:
            letters = matcher.match(entry.action.help)
            if score := rank(entry.action, query) + letters / (letters + 1):
                shown = matcher.highlight(entry.action.help)
                yield Hit(score, shown, entry.run, help=entry.remark)


def rank(action: Action, query: str) -> int:
    """How well an action is called by what was typed: 4 is its label, 0 nothing of it."""
    typed = folded(query).strip()
    names = [folded(name) for name in action.names]
    if not typed:
        return 0
    if typed in names:
        return 4 if typed == names[0] else 3
    if any(name.startswith(typed) for name in names):
        return 2
    words = " ".join([*names, folded(action.help)]).replace(",", " ").split()
    return int(all(any(word.startswith(part) for word in words) for part in typed.split()))
