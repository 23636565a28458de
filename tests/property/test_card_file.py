"""Card files under random and hostile answers: what is saved is read, and the rest stays."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cardtui.card.file import read_card, save_card, unsaved_card
from cardtui.card.model import Answer, BankReference, Card
from cardtui.errors import CardtuiError
from support.cards import IDS, PIECES, answers, cards, plain

PLACES = [(table, name) for name in IDS for table in ("answers", "conflicts")]
"""Where an answer can stand in a file, in the order of the file."""


@pytest.fixture(name="path", scope="module")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cards") / "card.toml"


def entries(card: Card) -> dict[tuple[str, str], Answer | None]:
    """All that a card holds, by its place in the file."""
    return {
        (table, name): held[name]
        for table, name in PLACES
        for held in ({"answers": card.answers, "conflicts": card.conflicts}[table],)
        if name in held
    }


def card_with(card: Card, held: dict[tuple[str, str], Answer | None]) -> Card:
    """The card that holds these."""
    answers = {name: answer for (table, name), answer in held.items() if table == "answers"}
    conflicts = {name: answer for (table, name), answer in held.items() if table == "conflicts"}
    stored = {name: answer for name, answer in answers.items() if answer is not None}
    return replace(card, answers=stored, conflicts=conflicts)


def save_anew(path: Path, card: Card) -> None:
    """Write a card as a new file."""
    path.unlink(missing_ok=True)
    save_card(unsaved_card(path, card), card, IDS)


@settings(max_examples=200)
@given(cards)
@example(Card("x", BankReference("b"), {"alpha": Answer(math.nan)}))
@example(Card("x", BankReference("b"), {"alpha": Answer(date(1, 1, 1)), "beta": Answer(time(0))}))
def test_what_is_saved_is_read_again(path: Path, card: Card) -> None:
    """Save and load is the identity, for every value that TOML can hold."""
    save_anew(path, card)
    read = read_card(path).card
    assert plain(read) == plain(card)
    assert (read.id, read.bank) == (card.id, card.bank)
    assert list(read.answers) == [name for name in IDS if name in card.answers]
    assert list(read.conflicts) == [name for name in IDS if name in card.conflicts]


@settings(max_examples=100)
@given(cards, st.sampled_from(PLACES), st.one_of(st.none(), answers()), st.booleans())
def test_one_answer_changes_and_the_lines_of_others_stay(
    path: Path, card: Card, place: tuple[str, str], answer: Answer | None, goes: bool
) -> None:
    """Editing one answer, from anything to anything, leaves the tables of the others alone."""
    held = entries(card)
    others = {each: given for each, given in held.items() if each != place}
    tables = [table_of(path, card_with(card, {each: given})) for each, given in others.items()]
    save_anew(path, card)
    changed = card_with(card, others if goes else {**held, place: answer})
    save_card(read_card(path), changed, IDS)
    assert plain(read_card(path).card) == plain(changed)
    text = path.read_bytes().decode()
    assert [table for table in tables if table not in text] == []


def table_of(path: Path, card: Card) -> str:
    """The lines of the one answer of a card."""
    save_anew(path, card)
    text = path.read_bytes().decode()
    return text[text.index("\n[") + 1 :]


SPELLED = st.sampled_from(
    [
        '[{table}.{name}]\n# above the value\nvalue = "{name}"   # beside\nkept = 0x1F\n',
        "[ {table} . {name} ]\n\tvalue = '{name}'\n",
        '["{table}"."{name}"]\nvalue = """\\\n  {name}"""\nspecify = {{ "a" = \'b\' }}\n',
        "[{table}.{name}]\nvalue = [ 'a', # first\n  'b',\n]\nasked = '5f1c9a2b'\n",
        "[{table}.{name}]\nlast_row = 2\n[[{table}.{name}.rows]] # one\n_row = 1\nvalue = +1.0\n",
        "[{table}.{name}]\nvalue = '''\n[answers.fake]\n'''\n",
        '[{table}.{name}]\nstatus = "unknown"\nreason = "#[answers.fake]"\n[{table}.{name}.own]\nx = 1\n',
    ]
)
GAPS = st.sampled_from(["\n", "\n# a comment\n", "\n\n# ---\n\n", "\n# above\n"])


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), SPELLED, GAPS),
        unique_by=lambda each: each[0],
        max_size=4,
    ),
    st.sampled_from(PLACES),
    answers(),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_hand_made_files_keep_what_was_not_changed(
    path: Path,
    spelled: list[tuple[tuple[str, str], str, str]],
    place: tuple[str, str],
    answer: Answer,
    end: str,
    bom: str,
) -> None:
    """Comments, spelling, foreign tables, line ends and byte order mark of all the rest stay."""
    tables = {each: text.format(table=each[0], name=each[1]) for each, text, _ in spelled}
    head = '# ours\nformat = 1\nid = "x"\nbank = { id = "b" }\nowner = 1_000\n'
    tail = "\n[retired]\nold = { value = 1 }  # gone\n"
    text = head + "".join(gap + tables[each] for each, _, gap in spelled) + tail
    path.write_bytes((bom + text.replace("\n", end)).encode())
    file = read_card(path)
    changed = card_with(file.card, {**entries(file.card), place: answer})
    save_card(file, changed, IDS)
    assert plain(read_card(path).card) == plain(changed)
    raw = path.read_bytes().decode()
    assert raw.startswith((bom + head).replace("\n", end))
    assert tail.strip("\n").replace("\n", end) in raw
    for each, table in tables.items():
        if each != place:
            assert table.replace("\n", end) in raw
    for _, _, gap in spelled:
        assert gap.strip("\n").replace("\n", end) in raw
    assert raw.replace("\r\n", "").count("\n") == 0 or end == "\n"


@settings(max_examples=60)
@given(cards, st.permutations(PLACES))
def test_the_file_does_not_tell_the_order_of_answering(
    path: Path, card: Card, order: list[tuple[str, str]]
) -> None:
    """Saved answer by answer in any order, or at once: the same bytes."""
    save_anew(path, card)
    at_once = path.read_bytes()
    path.unlink()
    file = unsaved_card(path, card_with(card, {}))
    held = entries(card)
    for place in order:
        if place in held:
            now = {**entries(file.card), place: held[place]}
            file = save_card(file, card_with(card, now), IDS)
    if held:
        assert path.read_bytes() == at_once


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=20).map("".join)))
@example("format = 1\nid = 'x'\nbank = {id='b'}\nanswers = []\n")
@example("format = 1\nid = 'x'\nbank = {id='b'}\n[[answers.a.rows]]\n_row = 1_0\n")
def test_any_file_is_a_card_or_an_error_in_words(path: Path, text: str) -> None:
    """Arbitrary text is refused in words, and never changed by that."""
    raw = text.encode("utf-8", "replace")
    path.write_bytes(raw)
    try:
        read_card(path)
    except CardtuiError as error:
        assert error.problems[0].message
        assert error.problems[0].path == str(path)
    assert path.read_bytes() == raw
