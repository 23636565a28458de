"""Card files under random and hostile answers: what is saved is read, and the rest stays."""

from __future__ import annotations

import math
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.card.file import read_card, save_card, unsaved_card
from cardtui.card.model import Answer, BankReference, Card
from cardtui.card.spans import split_spans
from cardtui.errors import CardtuiError
from support.cards import IDS, PIECES, PLACES, answers, card_holding, cards, held_in, plain
from support.sampling import examples


@pytest.fixture(name="path", scope="module")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cards") / "card.toml"


def save_anew(path: Path, card: Card) -> None:
    """Write a card as a new file."""
    path.unlink(missing_ok=True)
    save_card(unsaved_card(path, card), card, IDS)


@settings(max_examples=examples(200))
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


@settings(max_examples=examples(100))
@given(cards, st.sampled_from(PLACES), st.one_of(st.none(), answers()), st.booleans())
def test_one_answer_changes_and_the_lines_of_others_stay(
    path: Path, card: Card, place: tuple[str, str], answer: Answer | None, goes: bool
) -> None:
    """Editing one answer, from anything to anything, leaves the tables of the others alone."""
    held = held_in(card)
    others = {each: given for each, given in held.items() if each != place}
    tables = [table_of(path, card_holding(card, {each: given})) for each, given in others.items()]
    save_anew(path, card)
    changed = card_holding(card, others if goes else {**held, place: answer})
    save_card(read_card(path), changed, IDS)
    assert plain(read_card(path).card) == plain(changed)
    text = path.read_bytes().decode()
    assert [table for table in tables if table not in text] == []


def table_of(path: Path, card: Card) -> str:
    """The lines of the one answer of a card."""
    save_anew(path, card)
    text = path.read_bytes().decode()
    return text[text.index("\n[") + 1 :]


@settings(max_examples=examples(100))
@given(cards, st.permutations([("answers", name) for name in IDS]), st.data())
def test_answers_that_move_take_their_comments_along(
    path: Path, card: Card, places: list[tuple[str, str]], data: st.DataObject
) -> None:
    """To any other places, in circles or under retired, and changed on the way or not."""
    moved: dict[tuple[str, str], tuple[str, str]] = {}
    kept: dict[str, Answer] = {}
    gone = dict(card.retired)
    for name, new in zip(card.answers, places, strict=False):
        retires = data.draw(st.booleans())
        to = ("retired", f"{name}-9") if retires else new
        moved[("answers", name)] = to
        changed = data.draw(st.one_of(st.just(card.answers[name]), answers()))
        (gone if retires else kept)[to[1]] = changed
    save_anew(path, card)
    spans = split_spans(path.read_bytes().decode())
    own = [span.place is not None and span.place[0] == "answers" for span in spans]
    text = "".join("# mine\n" * is_own + span.text for span, is_own in zip(spans, own, strict=True))
    path.write_bytes(text.encode())
    file = replace(read_card(path), moved={old: new for old, new in moved.items() if old != new})
    after = replace(card, answers=kept, retired=gone, bank=BankReference("example", "2.0.0"))
    save_card(file, after, IDS)
    assert plain(read_card(path).card) == plain(after)
    assert read_card(path).card.bank == after.bank
    assert path.read_bytes().count(b"# mine\n") == text.count("# mine\n")


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
SPELLED_PLACES = [place for place in PLACES if place[0] != "retired"]
"""The tables that a person might write by hand."""
GAPS = st.sampled_from(["\n", "\n# a comment\n", "\n\n# ---\n\n", "\n# above\n"])


@settings(max_examples=examples(100))
@given(
    st.lists(
        st.tuples(st.sampled_from(SPELLED_PLACES), SPELLED, GAPS),
        unique_by=lambda each: each[0],
        max_size=4,
    ),
    st.sampled_from(SPELLED_PLACES),
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
    changed = card_holding(file.card, {**held_in(file.card), place: answer})
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


@settings(max_examples=examples(60))
@given(cards, st.permutations(PLACES))
def test_the_file_does_not_tell_the_order_of_answering(
    path: Path, card: Card, order: list[tuple[str, str]]
) -> None:
    """Saved answer by answer in any order, or at once: the same bytes."""
    save_anew(path, card)
    at_once = path.read_bytes()
    path.unlink()
    file = unsaved_card(path, card_holding(card, {}))
    held = held_in(card)
    for place in order:
        if place in held:
            now = {**held_in(file.card), place: held[place]}
            file = save_card(file, card_holding(card, now), IDS)
    if held:
        assert path.read_bytes() == at_once


@settings(max_examples=examples(200))
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
