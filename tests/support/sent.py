"""What a program has sent to a terminal: what Textual itself sends, and what else would command it.

Everything that is not text must be on the list of what Textual was seen to write, to the letter
where it has no parameters. So it does not matter what a file tries: whatever of it arrives as a
command is not on the list.
"""

from __future__ import annotations

import re

_SWITCHES = (
    *("1000", "1003", "1006", "1015"),  # the mouse
    *("1004", "1049", "2004", "2026", "25", "7"),  # focus, screen, paste, frames, cursor, wrapping
)
_EXACTLY = {
    *(f"\x1b[?{switch}{on}" for switch in _SWITCHES for on in "hl"),
    *("\x1b[?2026$p", "\x1b[?2048$p"),  # what the terminal can
    *("\x1b[>25u", "\x1b[<u"),  # the keyboard protocol of kitty
    *(f"\x1b]22;{shape}\x07" for shape in ("default", "pointer", "text", "grab", "grabbing")),
}
_PLACE = re.compile("\x1b\\[[0-9]{1,3};[0-9]{1,3}H")
_STYLE = re.compile("\x1b\\[([0-9;]*)m")
_SWITCHED_STYLES = frozenset({*range(10), 39, 49, *range(30, 38), *range(40, 48)}) | frozenset(
    {*range(90, 98), *range(100, 108)}
)
_COLOURS = {"2": 3, "5": 1}
"""How many numbers follow: red, green and blue, or one of 256."""
_SEQUENCE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?)")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_AROUND = 20


def commands_in(written: bytes) -> list[str]:
    """What of the output could have commanded the terminal and is nothing that Textual sends."""
    text = _SEQUENCE.sub(_unless_sent_by_textual, written.decode("utf-8"))
    found = _UNSAFE.finditer(text)
    return [repr(text[max(m.start() - _AROUND, 0) : m.end() + _AROUND]) for m in found]


def _unless_sent_by_textual(found: re.Match[str]) -> str:
    sequence = found[0]
    is_listed = sequence in _EXACTLY or _PLACE.fullmatch(sequence) or _is_style(sequence)
    return "" if is_listed else sequence


def _is_style(sequence: str) -> bool:
    """Whether it sets colours and the like, by numbers that mean something."""
    found = _STYLE.fullmatch(sequence)
    numbers = found[1].split(";") if found else [""]
    while numbers:
        first, *numbers = numbers
        if first in ("38", "48"):
            many = _COLOURS.get(numbers[0], 0) if numbers else 0
            values, numbers = numbers[1 : 1 + many], numbers[1 + many :]
            if not many or len(values) < many or any(not _is_byte(value) for value in values):
                return False
        elif not first.isdecimal() or int(first) not in _SWITCHED_STYLES:
            return False
    return True


def _is_byte(number: str) -> bool:
    return number.isdecimal() and int(number) < 256
