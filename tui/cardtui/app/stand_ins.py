"""Characters that stand in a field for those that must not reach a terminal.

A field shows what it holds, and what is stored may hold characters that command a terminal, turn a
line around or end one. Such a field holds another character for each of them, says below which,
and gives back what is stored: looking at an answer or changing a part of it keeps the rest.
"""

from __future__ import annotations

from itertools import chain

from cardtui.text.cells import joiners
from cardtui.text.clean import unsafe_characters, visible

_PICTURES = 0x2400
"""Where the pictures of the control characters begin in Unicode: ␀ ␁ ␂ ..."""
_LETTERS = "".join(map(chr, chain(range(0x24D0, 0x24EA), range(0x24B6, 0x24D0))))
"""For what has no picture: ⓐ to ⓩ, Ⓐ to Ⓩ."""
_SPARE = range(0xF0000, 0xF1000)
"""For texts that hold those themselves: these are nobody's characters."""
_NOT_SEEN = "".join(map(chr, range(0xFE00, 0xFE0E)))
"""For what is not seen itself but makes terminals disagree on a width: these take no cell."""
_LINE_ENDS = "\u2028\u2029"
"""Harmless, but Textual would end a line at them."""
_BREAKS = "\n\t"
"""What a field of one line cannot hold either."""


class StandIns:
    """The characters that stand for others in one field."""

    def __init__(self, *, one_line: bool) -> None:
        self._hidden = _LINE_ENDS + _BREAKS if one_line else _LINE_ENDS
        self._shown: dict[str, str] = {}

    def hide(self, text: str, beside: str = "") -> str:
        """`text` as the field may hold it, which holds `beside` already."""
        ours = set(self._shown.values()) & set(text)
        unsafe = {*unsafe_characters(text), *(set(self._hidden) & set(text))}
        return self._hide({*unsafe, *joiners(text), *ours}, text, beside)

    def hide_joiners(self, text: str, beside: str = "") -> str:
        """`text` that is typed: of what a key can give, only joiners need a stand-in."""
        return self._hide(joiners(text), text, beside)

    def _hide(self, hidden: set[str], text: str, beside: str) -> str:
        taken = {*text, *beside, *self._shown.values()}
        lasting: dict[str, str] = {}
        for character in sorted(hidden):
            if "\ud800" <= character <= "\udfff":
                # No file can hold it.
                lasting[character] = visible(character)
            elif character not in self._shown:
                self._shown[character] = _free_for(character, taken)
                taken.add(self._shown[character])
        instead = {**self._shown, **lasting}
        return text.translate({ord(c): instead[c] for c in hidden}) if hidden else text

    def restore(self, text: str) -> str:
        """What `text` in the field stands for."""
        return text.translate({ord(shown): c for c, shown in self._shown.items()})

    def legend(self, text: str) -> str:
        """Which characters of `text` in the field stand for which; empty for none."""
        seen = ((c, s) for c, s in self._shown.items() if s in text and s not in _NOT_SEEN)
        said = (f"{shown} is {_name(c)}" for c, shown in seen)
        return ", ".join(said)


def _free_for(character: str, taken: set[str]) -> str:
    if joiners(character):
        return next(c for c in chain(_NOT_SEEN, map(chr, _SPARE)) if c not in taken)
    code = 0x21 if character == "\x7f" else ord(character)
    pictures = [chr(_PICTURES + code)] if code <= 0x21 else []
    free = (c for c in chain(pictures, _LETTERS, map(chr, _SPARE)) if c not in taken)
    return next(free)


def _name(character: str) -> str:
    names = {"\n": "a new line", "\t": "a tab"}
    escape = visible(character)
    return names.get(character, escape if escape != character else f"\\u{ord(character):04x}")
