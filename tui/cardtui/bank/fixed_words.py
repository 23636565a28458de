"""What cardtui says of its own inside and beside the texts of a bank, by the language of these.

"Oui" stands where a question is answered, where another pipes the answer in, and in the document: it
is said here once. A translation brings these words for its language in its table `[words]`. Hints of
keys, dialogs and messages are not among them.
"""

from __future__ import annotations

import re

from msgspec import Struct

from cardtui.text.words import Marks, join_words

_PLACE = re.compile(r"\{(\w+)\}")


class FixedWords(Struct, frozen=True):
    """The words of one language. In braces stands what is put in there: it must stay."""

    yes: str = "Yes"
    no: str = "No"
    unknown: str = "Not known"
    not_applicable: str = "Not applicable"
    group: str = ","
    """Between groups of three digits."""
    point: str = "."
    """Before decimals."""
    colon: str = ":"
    """Between a word and what it is about."""
    joining_and: str = "and"
    """Before the last of a list."""
    joining_or: str = "or"
    """Before the last of what can be chosen."""
    more: str = "{count} more"
    """In place of the rest of a long list."""
    row: str = "row"
    rows: str = "rows"

    # In the document
    nothing_said: str = "Not filled in yet."
    """In a section without an answer."""
    still_open: str = "Still open"
    """In a section that is being read before it is done."""
    contents: str = "Contents"
    to_the_card: str = "To the card"
    """A link over the contents, for those who go by keys."""
    table: str = "Table"
    picture: str = "picture"
    """In place of one without a description."""

    # Beside a question
    question_place: str = "question {number} of {count}"
    short_place: str = "{number} of {count}"
    """Where there is no room for more."""
    up_to: str = "up to {count}"
    """Questions, should the answers ask for it."""
    required: str = "required"
    optional: str = "optional"
    asked_for_by: str = "Asked for by {who}."
    example: str = "Example"
    example_of: str = "Example, {who}"
    for_instance: str = "e.g."
    suggested: str = "Suggested"
    from_answers: str = "from {names}"
    """What a suggestion comes from."""
    takes_it: str = "{key} takes it"
    no_answer: str = "No answer yet."
    because: str = "{status}, because"
    """Over what is said of why there is no answer."""
    your_answer: str = "Your answer"
    lines: str = "{count} lines"
    note: str = "Note to self"
    counts_again: str = "What you had answered stands below, and counts again with {key}."
    taken_back: str = "Answer below, or {key} to take it back."
    copied: str = "This comes from another card: {key} keeps your answer."
    changed: str = "The question has changed since you answered: {key} keeps your answer."
    before: str = "now"
    """In front of what a cell or a text holds already."""
    what_is_it: str = "what is it?"
    """Behind an option that wants a text."""
    empty_line: str = "an empty line"
    """Where lines are typed, it keeps an answer."""
    error: str = "Error"
    warning: str = "Warning"

    # What an answer brings and takes away
    now_asked: str = "Now asked"
    now_asked_above: str = "Now asked, further up"
    asked_again: str = "Asked again, answer kept"
    all_asked_again: str = "Asked again, answers kept"
    set_aside: str = "Set aside and kept"
    not_asked: str = "Not asked any more"

    @property
    def marks(self) -> Marks:
        """In numbers."""
        return Marks(self.group, self.point)

    @property
    def yes_or_no(self) -> str:
        """`yes or no`, in small letters."""
        return join_words((self.yes.lower(), self.no.lower()), self.joining_or)

    def of_status(self, status: str) -> str:
        """What stands instead of an answer."""
        return self.unknown if status == "unknown" else self.not_applicable

    def listed(self, names: list[str], most: int) -> str:
        """`a, b and c`; of many, the first and how many more there are."""
        if len(names) <= most:
            return join_words(names, self.joining_and)
        more = filled(self.more, count=len(names) - most)
        return join_words([*names[:most], more], self.joining_and)


def filled(text: str, **values: object) -> str:
    """`text` with the values that its braces name; other braces stay."""
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


def places_in(text: str) -> set[str]:
    """What the braces of a text name."""
    return set(_PLACE.findall(text))


ENGLISH = FixedWords()
_BY_LANGUAGE = {
    "en": ENGLISH,
    "fr": FixedWords(
        yes="Oui",
        no="Non",
        unknown="Inconnu",
        not_applicable="Sans objet",
        # "12,000" would be twelve in French: groups are parted by a narrow space that does not break.
        group="\N{NARROW NO-BREAK SPACE}",
        point=",",
        colon="\N{NO-BREAK SPACE}:",
        joining_and="et",
        joining_or="ou",
        more="{count} de plus",
        row="ligne",
        rows="lignes",
        nothing_said="Pas encore renseigné.",
        still_open="Reste à répondre",
        contents="Sommaire",
        to_the_card="Aller à la fiche",
        table="Tableau",
        picture="image",
        question_place="question {number} sur {count}",
        short_place="{number} sur {count}",
        up_to="jusqu'à {count}",
        required="obligatoire",
        optional="facultatif",
        asked_for_by="Demandé par {who}.",
        example="Exemple",
        example_of="Exemple, {who}",
        for_instance="p. ex.",
        suggested="Proposition",
        from_answers="d'après {names}",
        takes_it="{key} l'adopte",
        no_answer="Pas encore de réponse.",
        because="{status}, parce que",
        your_answer="Votre réponse",
        lines="{count} lignes",
        note="Note pour vous",
        counts_again="Votre réponse d'avant est ci-dessous et compte de nouveau avec {key}.",
        taken_back="Répondez ci-dessous, ou {key} pour revenir dessus.",
        copied="Ceci vient d'une autre fiche\N{NO-BREAK SPACE}: {key} garde votre réponse.",
        changed="La question a changé depuis votre réponse\N{NO-BREAK SPACE}: {key} la garde.",
        before="à présent",
        what_is_it="précisez",
        empty_line="une ligne vide",
        error="Erreur",
        warning="Attention",
        now_asked="Demandé maintenant",
        now_asked_above="Demandé maintenant, plus haut",
        asked_again="Demandé de nouveau, réponse gardée",
        all_asked_again="Demandé de nouveau, réponses gardées",
        set_aside="Mis de côté et gardé",
        not_asked="N'est plus demandé",
    ),
}


def fixed_words(language: str) -> FixedWords:
    """The words for a language such as `fr` or `fr-CA`; English ones where we have none."""
    return _BY_LANGUAGE.get(_first(language), ENGLISH)


def has_fixed_words(language: str) -> bool:
    """Whether there are words of this language here, so that a translation needs none."""
    return _first(language) in _BY_LANGUAGE


def _first(language: str) -> str:
    return language.casefold().partition("-")[0]
