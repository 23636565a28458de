"""The words that stand beside a bank's own: whole in each language, and brought by translations."""

from __future__ import annotations

import pytest

from cardtui.bank.fixed_words import ENGLISH, FixedWords, filled, fixed_words, places_in
from cardtui.bank.translation import translated
from cardtui.bank.translation_report import translation_findings
from cardtui.bank.translation_stubs import with_stubs
from cardtui.errors import CardtuiError
from cardtui.files.reading import TextFile
from cardtui.formats.markdown.document import to_markdown
from cardtui.interview.interview import Interview
from cardtui.interview.session import new_session
from cardtui.interview.suggesting import offer
from support.banks import bank_asking, bank_of, card_of
from support.translations import BANK

FRENCH = fixed_words("fr")
NAMES = FixedWords.__struct_fields__
SAME_IN_FRENCH: set[str] = set()
"""Words that are the same in both languages."""
GERMAN = 'format = 1\nlanguage = "de"\ntitle = "Beispiel"\n'


def german(words: str) -> TextFile:
    return TextFile("de.toml", f"{GERMAN}[words]\n{words}")


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_french_in_french(name: str) -> None:
    """Or is known to be the same, and has the same places to fill."""
    own, other = getattr(ENGLISH, name), getattr(FRENCH, name)
    assert (own == other) is (name in SAME_IN_FRENCH)
    assert places_in(own) == places_in(other)


def test_what_is_put_in_is_not_filled_itself() -> None:
    assert filled("{who} and {what}", who="{what}", what="x") == "{what} and x"
    assert filled("{other}", who="x") == "{other}"


def test_many_names_are_counted_in_the_language() -> None:
    assert FRENCH.listed(["a", "b", "c", "d"], 2) == "a, b et 2 de plus"
    assert FRENCH.listed(["a", "b"], 2) == "a et b"


def test_a_suggestion_in_another_language_names_what_it_comes_from() -> None:
    """Conditions are put into words in English only."""
    bank = bank_asking(
        '[[section.question]]\nid = "int8"\ntype = "bool"\nask = "?"\nlabel = "INT8"\n'
        '[[section.question]]\nid = "bits"\ntype = "integer"\nask = "?"\n'
        'suggest = "8 if int8 else 16"\n'
    )
    session = new_session(
        translated(bank, TextFile("fr.toml", GERMAN.replace("de", "fr"))), "c.toml"
    )
    session.set_value("int8", True)
    offered = offer(session, "bits")
    assert offered is not None
    assert offered.source == "d'après INT8"


def test_a_translation_brings_words_of_its_language() -> None:
    """In documents too; what it leaves out is English."""
    bank = translated(bank_of(BANK), german('yes = "Ja"\npoint = ","\nunknown = ""\n'))
    card = card_of({"open_source": True, "results": [{"score": 0.5}], "plans": "?"})
    said = to_markdown(bank, card, Interview(bank).state(card))
    assert "Ja" in said
    assert "0,5" in said
    assert "Not known" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('yess = "Ja"', "de.toml:5:1: there is no word `yess`; did you mean `yes`?"),
        ("yes = 1", "de.toml:5:1: `yes`: expected a text, found a whole number; put it in quotes"),
        ('yes = "J\\na"', "de.toml:5:1: `yes` has more than one line; put it on one"),
        (
            'more = "weitere"',
            'de.toml:5:1: `more`: expected {count} in braces; as in "{count} more"',
        ),
        ('yes = "{x}"', 'de.toml:5:1: `yes`: expected nothing in braces; as in "Yes"'),
    ],
)
def test_a_slip_in_the_words_is_told_in_its_place(words: str, said: str) -> None:
    with pytest.raises(CardtuiError) as caught:
        translated(bank_of(BANK), german(words))
    assert str(caught.value) == said


def told_of(file: TextFile) -> list[str]:
    """What is told of its words, and at which line."""
    found = translation_findings(bank_of(BANK), TextFile("bank.toml", BANK), file)
    return [f"{f.line}: {f.message}" for f in found if "words" in f.message]


def test_missing_words_are_told_once() -> None:
    """Not of a language that is spoken here."""
    text = "the words of the app beside the questions: not translated"
    (told,) = told_of(german('yes = "Ja"\nno = "Nein"\n'))
    assert told == f"4: {text}: `unknown`, `not_applicable`, `group` and {len(NAMES) - 5} more"
    (told,) = told_of(TextFile("de.toml", GERMAN))
    assert told.startswith(f"1: {text}")
    assert told_of(TextFile("fr.toml", GERMAN.replace("de", "fr"))) == []


def test_translators_are_handed_the_words() -> None:
    """Filled in as they are, nothing is missing; a table that is begun is left alone."""
    made, count = with_stubs(bank_of(BANK), "de", None, "de.toml")
    assert count == 8
    assert '[words]\n# yes = "Yes"\n' in made.text
    head, *lines = made.text.splitlines(keepends=True)
    whole = TextFile("de.toml", head + "".join(line.removeprefix("# ") for line in lines))
    assert told_of(whole) == []
    assert translated(bank_of(BANK), whole).words == ENGLISH
    begun, _ = with_stubs(bank_of(BANK), "de", german('yes = "Ja"\n'), "de.toml")
    assert begun.text.count("[words]") == 1
