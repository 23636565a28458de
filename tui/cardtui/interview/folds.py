"""What of each section of an outline a person wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from cardtui.bank.bank import Bank


class Fold(IntEnum):
    """How much of a section is shown."""

    CLOSED = 0
    """Its title alone."""
    TITLES = 1
    """The sections in it too."""
    OPEN = 2
    """Its questions too."""


class Folds:
    """The choices of one person. The section that one is in opens by itself."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._chosen: dict[str, Fold] = {}
        self._path: tuple[str, ...] = ()
        """The sections that one is in, the innermost last."""
        self._overruled: set[str] = set()
        """Those of them for which the choice counts until one goes to another question."""
        self.current: str | None = None
        """The question that one is at."""

    def go_to(self, question: str | None) -> None:
        """Open the section of a question that one is at now."""
        if question == self.current:
            return
        self.current = question
        self._overruled.clear()
        around = () if question is None else self._bank.parents[self._bank.section_of[question].id]
        self._path = tuple(section.id for section in around)

    def of(self, section: str) -> Fold:
        """What of a section is to be seen."""
        chosen = self._chosen.get(section, Fold.TITLES)
        if section not in self._path or section in self._overruled:
            return chosen
        return Fold.OPEN if section == self._path[-1] else max(chosen, Fold.TITLES)

    def choose(self, sections: Iterable[str], fold: Fold) -> None:
        """Keep what a person wants to see, for the section that one is in too."""
        for section in sections:
            self._chosen[section] = fold
            self._overruled.add(section)
