"""Any part of a translation is one: where it says nothing, the bank speaks for itself."""

from __future__ import annotations

import tomllib
from typing import Any

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from cardtui.bank.bank import Bank
from cardtui.bank.translation import read_translation, translated
from cardtui.bank.translation_report import Entry, entries
from cardtui.bank.translation_stubs import stamped, with_stubs
from cardtui.bank.wording import TextKey
from cardtui.files.reading import TextFile
from support.banks import HEADER, bank_of
from support.translations import BANK, FRENCH

OWN = bank_of(BANK)
WHOLE = TextFile("fr.toml", FRENCH)


@st.composite
def parts(draw: st.DrawFn, value: Any) -> Any:
    """A part of a value: tables lose keys, texts may become empty, lists lose their end."""
    if isinstance(value, dict):
        names = draw(st.sets(st.sampled_from(sorted(value)))) if value else set()
        return {name: draw(parts(value[name])) for name in value if name in names}
    if isinstance(value, list):
        kept = value[: draw(st.integers(0, len(value)))]
        return [draw(parts(item)) for item in kept]
    return draw(st.sampled_from([value, value, ""]))


@st.composite
def partial_translations(draw: st.DrawFn) -> TextFile:
    """A translation of which a part is left."""
    tables = draw(parts(tomllib.loads(FRENCH)))
    whole = {**tables, "format": 1, "language": "fr"}
    return TextFile("fr.toml", tomlkit.dumps(whole))


def texts_by_place(bank: Bank) -> dict[tuple[tuple[str, str], TextKey], str]:
    """Each text of a bank by the entry and the key under which it is translated."""
    alone = Bank(
        **{name: getattr(bank, name) for name in bank.__struct_fields__ if name != "translation_of"}
    )
    found = entries(alone, read_translation(OWN, TextFile("fr.toml", 'format=1\nlanguage="fr"')))
    return {(entry.key, text.key): text.wording for entry in found for text in entry.texts}


def given_texts(file: TextFile) -> dict[tuple[tuple[str, str], TextKey], str]:
    """What a translation gives, in the same way."""
    found: list[Entry] = list(entries(OWN, read_translation(OWN, file)))
    return {(entry.key, key): text for entry in found for key, text in entry.given.items()}


@given(partial_translations())
def test_each_text_is_translated_or_stays(file: TextFile) -> None:
    """Field by field; all else of the bank is as it was."""
    bank = translated(OWN, file)
    assert texts_by_place(bank) == {**texts_by_place(OWN), **given_texts(file)}
    assert bank.sha256 == OWN.sha256
    assert bank.expressions.questions is OWN.expressions.questions
    decisions = [(q.id, q.type, q.when, q.required, q.allow) for q in bank]
    assert decisions == [(q.id, q.type, q.when, q.required, q.allow) for q in OWN]


@given(partial_translations())
def test_stubs_and_stamps_change_no_translation(file: TextFile) -> None:
    """What a person has written is the same before and after, and the bank speaks as before."""
    with_all, _ = with_stubs(OWN, "fr", file, file.path)
    made, _ = stamped(OWN, with_all)
    assert with_all.text.startswith(file.text)
    assert given_texts(made) == given_texts(file)
    assert translated(OWN, made).file == translated(OWN, file).file
    assert stamped(OWN, made)[1] == 0


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}")))
def test_any_wording_stands_in_a_stub(wording: str) -> None:
    """Behind hashes, which taken away leave the very same text."""
    written = tomlkit.string(wording).as_string()
    bank = bank_of(
        f'{HEADER}[[section]]\nid = "s"\ntitle = "S"\nhelp = {written}\n'
        f'[[section.question]]\nid = "q"\ntype = "text"\nask = "Q?"\nlabel = "Q"\n'
    )
    made, _ = with_stubs(bank, "fr", None, "fr.toml")
    head, *lines = made.text.split("\n")
    bare = "\n".join([head, *(line.removeprefix("#").removeprefix(" ") for line in lines)])
    spoken = translated(bank, TextFile("fr.toml", bare))
    assert spoken.sections == bank.sections
