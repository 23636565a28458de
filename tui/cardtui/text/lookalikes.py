"""Texts that look the same and are not: letters of one alphabet in the words of another.

Only what people mistake in earnest is looked for: Cyrillic, Greek and Armenian letters that most
fonts draw as Latin ones, letters of the same shape at another width, and characters that are not
drawn at all. The pairs are facts of Unicode Technical Standard 39 (confusables.txt), of which the
rest, such as 1 and l, stands in honest labels side by side. The package `confusable_homoglyphs`
holds all of that file; it takes 1 MB, and warns of every label with a letter outside ASCII.
"""

from __future__ import annotations

import re
import unicodedata

_SHAPES = {
    # Cyrillic
    **dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜ", "ABESIJKMHOPCTYXYGQW", strict=True)),
    **dict(zip("аеѕіјорсухһԁԛԝѵӏ", "aesijopcyxhdqwvl", strict=True)),
    # Greek
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("ονϳ", "ovj", strict=True)),
    # Armenian
    **dict(zip("ՕՍԼօսհո", "OULouhn", strict=True)),
}
_TO_SHAPES = str.maketrans(_SHAPES)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = "LATIN"


def shape(text: str) -> str:
    """What two texts have in common that nobody can tell apart on a screen."""
    drawn = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join("".join(drawn).translate(_TO_SHAPES).split())


def disguised_letters(text: str) -> list[str]:
    """The letters of another alphabet that pass for Latin ones in words that have Latin ones, too.

    A word that also has letters of no Latin shape, such as Δt, is no disguise.
    """
    if text.isascii():
        return []
    found: dict[str, None] = {}
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        others = [letter for letter in word if not _is_latin(letter)]
        if len(others) < len(word) and all(letter in _SHAPES for letter in others):
            found |= dict.fromkeys(others)
    return list(found)


def letter_words(letter: str) -> str:
    """A letter by its Unicode name: `é (Latin small letter e with acute)`."""
    return f"{letter} ({unicodedata.name(letter).capitalize()})"


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_LATIN)
