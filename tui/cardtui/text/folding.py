"""Text as a search compares it: without case, accents and other marks on letters.

Folding goes letter by letter (Unicode Standard Annex 15, form KD, marks dropped, case folded), so
that whatever stands in a text also stands, folded, in the folded text.
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

_WITHOUT_FORM = str.maketrans(
    {
        "\u0131": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "æ": "ae",
        "œ": "oe",
        "\u2019": "'",
        "\u2018": "'",
    }
)
"""Letters that people type without their mark although Unicode has no such form of them, and
quotation marks that they type as an apostrophe."""
_COULD_FOLD = re.compile("[^\x00-\x7f]+")


def folded(text: str) -> str:
    """`text` without case and marks: `Größe` is `grosse`."""
    if text.isascii():
        return text.lower()
    return _COULD_FOLD.sub(_folded_run, text).lower()


def _folded_run(found: re.Match[str]) -> str:
    letters = normalize("NFKD", found[0])
    plain = "".join(letter for letter in letters if not combining(letter)).casefold()
    return plain.translate(_WITHOUT_FORM)


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """`text` folded, and for each of its characters which one of `text` it comes from."""
    parts: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        part = folded(letter)
        parts.append(part)
        places += [place] * len(part)
    return "".join(parts), places
