"""Names that cannot be told apart, or that pretend to be others: `bank check` says so."""

from __future__ import annotations

import unicodedata

import pytest

from cardtui.files.reading import TextFile
from cardtui.proof.report import check_bank
from cardtui.text.lookalikes import _SHAPES, disguised_letters, shape
from support.banks import HEADER, bank_of

SECTION = '[[section]]\nid = "only"\ntitle = "Only"\n'


def question(name: str, label: str, *keys: str) -> str:
    """A question with a label of one alphabet or of several."""
    lines = ["[[section.question]]", f'id = "{name}"', 'ask = "What?"', f'label = "{label}"', *keys]
    return "\n".join([*lines, *([] if keys else ['type = "text"'])]) + "\n"


def said(text: str) -> list[tuple[int, str]]:
    """Line and message of each look-alike."""
    report = check_bank(bank_of(text), TextFile("bank.toml", text))
    assert all(f.level == "warning" for f in report.findings if f.rule == "look-alike")
    return [(f.line, f.message) for f in report.findings if f.rule == "look-alike"]


def mixed(name: str) -> str:
    """How the message about a name begins."""
    return f'"{name}" has Latin letters, and others that look like them: '


def test_the_shapes_are_letters_of_other_alphabets() -> None:
    """A slip of the keyboard in the table itself would make it useless."""
    for letter, looks_like in _SHAPES.items():
        assert looks_like.isascii()
        assert unicodedata.name(letter).split()[0] in {"CYRILLIC", "GREEK", "ARMENIAN"}
        assert letter.isupper() == looks_like.isupper() or letter == "ӏ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PayPal", "РауРаl"),
        ("Model", "Mоdel"),
        ("Accuracy", "Ac\u200bcuracy"),
        ("Size (GB)", "Size\u00a0(GB)"),
        ("Size", "Ｓｉｚｅ"),
        ("Café", "Cafe\u0301"),
        ("A  b", "A b"),
    ],
)
def test_texts_that_look_the_same(one: str, other: str) -> None:
    """Other letters, other spaces, other widths, and what is not drawn."""
    assert one != other
    assert shape(one) == shape(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Cafe", "Café"), ("F1", "Fl"), ("O", "0"), ("size", "Size"), ("Model", "Modell"), ("и", "u")],
)
def test_texts_that_do_not(one: str, other: str) -> None:
    """What honest labels hold side by side."""
    assert shape(one) != shape(other)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Mоdel", ["о"]),
        ("Рау Раl", ["Р", "а"]),
        ("Model", []),
        ("Размер", []),
        ("Размер (GB)", []),
        ("β-VAE", []),
        ("Δt", []),
        ("5 μm", []),
        ("Größe", []),
        ("漢字 kanji", []),
        ("", []),
    ],
)
def test_disguised_letters(text: str, letters: list[str]) -> None:
    """Those of another alphabet in a Latin word, where all of them pass for Latin ones."""
    assert disguised_letters(text) == letters


def test_a_disguise_is_told_with_its_name() -> None:
    """In titles and labels, each at its line."""
    text = HEADER + SECTION.replace("Only", "Оnly") + question("a", "Size")
    assert said(text) == [
        (
            7,
            f"{mixed('Оnly')}О (Cyrillic capital letter o)",
        )
    ]


def test_labels_that_look_the_same_are_told() -> None:
    """Also where neither of them mixes alphabets."""
    text = HEADER + SECTION + question("a", "cope") + question("b", "соре")
    assert said(text) == [(16, '"соре" looks like another name, and is another text')]


def test_one_label_may_be_there_twice() -> None:
    """Sections ask the same of different things."""
    assert said(HEADER + SECTION + question("a", "Size") + question("b", "Size")) == []


@pytest.mark.parametrize("kind", ["select", "multiselect"])
def test_options_that_look_the_same_are_told(kind: str) -> None:
    """Of two options one is chosen by its label alone."""
    options = 'options = [{ id = "a", label = "Yes" }, { id = "b", label = "Yes" }, "Υеs"]'
    options = options.replace('"Υеs"', '{ id = "c", label = "Υеs" }')
    found = said(HEADER + SECTION + question("q", "Q", f'type = "{kind}"', options))
    assert [message for _, message in found] == [
        '"Yes" is there twice, with two ids',
        f"{mixed('Υеs')}Υ (Greek capital letter upsilon) and е (Cyrillic small letter ie)",
        '"Υеs" looks like another name, and is another text',
    ]


def test_columns_that_look_the_same_are_told() -> None:
    """And the options in them."""
    text = HEADER + SECTION + question("q", "Q", 'type = "table"')
    for name, label in (("one", "Part"), ("other", "Раrt")):
        text += f'[[section.question.column]]\nid = "{name}"\ntype = "select"\nlabel = "{label}"\n'
        text += 'options = [{ id = "a", label = "x" }, { id = "b", label = "х" }]\n'
    found = said(text)
    assert sum("looks like another name" in message for _, message in found) == 3
