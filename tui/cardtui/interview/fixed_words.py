"""The words of a document, and the marks in its numbers, that are neither the bank's nor an answer's, by language.

They stand here and not with the formats because questions hold them, too: "Oui" where the answer to
another question is piped in.
"""

from __future__ import annotations

from msgspec import Struct

from cardtui.text.words import ENGLISH_MARKS, Marks


class FixedWords(Struct, frozen=True):
    """What cardtui says of its own in a document."""

    yes: str = "Yes"
    no: str = "No"
    unknown: str = "Not known"
    not_applicable: str = "Not applicable"
    marks: Marks = ENGLISH_MARKS
    """In numbers."""
    row: str = "row"
    rows: str = "rows"
    nothing_said: str = "Not filled in yet."
    """In a section without an answer."""
    contents: str = "Contents"
    to_the_card: str = "To the card"
    """A link over the contents, for those who go by keys."""
    table: str = "Table"
    picture: str = "picture"
    """In place of one without a description."""

    def of_status(self, status: str) -> str:
        """What stands instead of an answer."""
        return self.unknown if status == "unknown" else self.not_applicable


ENGLISH = FixedWords()
_BY_LANGUAGE = {
    "en": ENGLISH,
    "fr": FixedWords(
        yes="Oui",
        no="Non",
        unknown="Inconnu",
        not_applicable="Sans objet",
        # "12,000" would be twelve in French: groups are parted by a narrow space that does not break.
        marks=Marks("\N{NARROW NO-BREAK SPACE}", ","),
        row="ligne",
        rows="lignes",
        nothing_said="Pas encore renseigné.",
        contents="Sommaire",
        to_the_card="Aller à la fiche",
        table="Tableau",
        picture="image",
    ),
}


def fixed_words(language: str) -> FixedWords:
    """The words for a language such as `fr` or `fr-CA`; English ones where we have none."""
    return _BY_LANGUAGE.get(language.casefold().partition("-")[0], ENGLISH)
