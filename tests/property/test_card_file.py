"""Card files under random and hostile answers: what is saved is read, and the rest stays."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cardtui.card.file import read_card, save_card, unsaved_card
from cardtui.card.model import Answer, BankReference, Card, Row
from cardtui.card.spans import split_spans
from cardtui.errors import CardtuiError

IDS = ("alpha", "beta", "gamma", "delta", "epsilon")
"""The questions of the bank, in its order."""

_PIECES = st.sampled_from(
    [
        '"""',
        "'''",
        '"',
        "\\",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
        "\x1b[0m",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\U0001f9ea",
        "# comment",
        "[answers.beta]\n",
        "\n[answers.beta]\nvalue = 1\n",
        "[[answers.beta.rows]]\n_row = 1\n",
        "value = 'x'",
        "= {",
        "]",
        " ",
        "text",
        "\\u0041",
        "\\\n",
    ]
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(_PIECES, max_size=8).map("".join),
)
numbers = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.sampled_from([0, -0.0, 1e22, 5e-324, 1.7976931348623157e308, math.inf, -math.inf]),
)
times = st.one_of(
    st.dates(),
    st.datetimes(min_value=datetime(1, 1, 1)),  # noqa: DTZ001 - TOML has local times
    st.times(),
).map(lambda moment: moment.replace(fold=0) if hasattr(moment, "fold") else moment)
plain_values = st.one_of(texts, numbers, times)
values = st.one_of(
    st.none(), plain_values, st.lists(texts, max_size=4), st.lists(numbers, max_size=3)
)
option_ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
columns = st.sampled_from(["metric", "value", "gap", "last_row", "rows"])
rows = st.lists(
    st.tuples(st.integers(1, 12), st.dictionaries(columns, plain_values, max_size=3)),
    max_size=4,
    unique_by=lambda row: row[0],
).map(lambda found: tuple(Row(number, cells) for number, cells in found))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Anything that a card can hold for one question, whether it fits or not.

    Not an answer that says nothing: its table may stay for the comments in it, and is read as none.
    """
    drawn_rows = draw(st.one_of(st.just(()), rows))
    highest = max((row.number for row in drawn_rows), default=0)
    answer = Answer(
        draw(values),
        draw(st.sampled_from([None, None, "unknown", "not_applicable"])),
        draw(st.one_of(st.just(""), texts)),
        draw(st.one_of(st.just({}), st.dictionaries(option_ids, texts, max_size=2))),
        drawn_rows,
        highest + draw(st.integers(0, 2)) if highest or draw(st.booleans()) else 0,
        draw(st.sampled_from(["", "5f1c9a2b"])),
    )
    assume(answer != Answer())
    return answer


retired = st.dictionaries(st.sampled_from(["beta", "old", "old-2"]), answers(), max_size=1)
cards = st.builds(
    lambda found, gone: Card("0192f0c8", BankReference("example", "1.0.0", "ab"), found, gone),
    st.dictionaries(st.sampled_from(IDS), answers(), max_size=4),
    retired,
)


def plain(card: Card) -> dict[str, Any]:
    """What a card holds, so that NaN equals NaN and 1 is not true."""
    stored = {("answers", name): answer for name, answer in card.answers.items()}
    stored |= {("retired", name): answer for name, answer in card.retired.items()}
    return {
        ".".join(place): repr(
            (
                answer.value,
                answer.status,
                answer.reason,
                sorted(answer.specify.items()),
                [(row.number, sorted(row.cells.items())) for row in answer.rows],
                answer.last_row,
                answer.asked,
            )
        )
        for place, answer in stored.items()
    }


@pytest.fixture(name="path", scope="module")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cards") / "card.toml"


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


@settings(max_examples=100)
@given(cards, st.sampled_from(IDS), st.one_of(st.none(), answers()))
def test_one_answer_changes_and_the_lines_of_others_stay(
    path: Path, card: Card, name: str, answer: Answer | None
) -> None:
    """Editing one answer, from anything to anything, leaves the tables of the others alone."""
    others = {each: given for each, given in card.answers.items() if each != name}
    tables = [
        table_of(path, replace(card, answers={each: g}, retired={})) for each, g in others.items()
    ]
    tables += [
        table_of(path, replace(card, answers={}, retired={each: g}))
        for each, g in card.retired.items()
    ]
    save_anew(path, card)
    changed = card.with_answer(name, answer)
    save_card(read_card(path), changed, IDS)
    assert plain(read_card(path).card) == plain(changed)
    text = path.read_bytes().decode()
    assert [table for table in tables if table not in text] == []


def table_of(path: Path, card: Card) -> str:
    """The lines of the one answer of a card."""
    save_anew(path, card)
    text = path.read_bytes().decode()
    return text[min(at for at in map(text.find, ("\n[answers", "\n[retired")) if at >= 0) + 1 :]


@settings(max_examples=100)
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
        '[answers.{name}]\n# above the value\nvalue = "{name}"   # beside\nkept = 0x1F\n',
        "[ answers . {name} ]\n\tvalue = '{name}'\n",
        '["answers"."{name}"]\nvalue = """\\\n  {name}"""\nspecify = {{ "a" = \'b\' }}\n',
        "[answers.{name}]\nvalue = [ 'a', # first\n  'b',\n]\nasked = '5f1c9a2b'\n",
        "[answers.{name}]\nlast_row = 2\n[[answers.{name}.rows]] # one\n_row = 1\nvalue = +1.0\n",
        "[answers.{name}]\nvalue = '''\n[answers.fake]\n'''\n",
        '[answers.{name}]\nstatus = "unknown"\nreason = "#[answers.fake]"\n[answers.{name}.own]\nx = 1\n',
    ]
)
GAPS = st.sampled_from(["\n", "\n# a comment\n", "\n\n# ---\n\n", "\n# above\n"])


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(st.sampled_from(IDS), SPELLED, GAPS), unique_by=lambda each: each[0], max_size=4
    ),
    st.sampled_from(IDS),
    answers(),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_hand_made_files_keep_what_was_not_changed(
    path: Path,
    spelled: list[tuple[str, str, str]],
    name: str,
    answer: Answer,
    end: str,
    bom: str,
) -> None:
    """Comments, spelling, foreign tables, line ends and byte order mark of all the rest stay."""
    tables = {each: text.format(name=each) for each, text, _ in spelled}
    head = '# ours\nformat = 1\nid = "x"\nbank = { id = "b" }\nowner = 1_000\n'
    tail = "\n[retired]\nold = { value = 1 }  # gone\n"
    text = head + "".join(gap + tables[each] for each, _, gap in spelled) + tail
    path.write_bytes((bom + text.replace("\n", end)).encode())
    file = read_card(path)
    changed = file.card.with_answer(name, answer)
    save_card(file, changed, IDS)
    assert plain(read_card(path).card) == plain(changed)
    raw = path.read_bytes().decode()
    assert raw.startswith((bom + head).replace("\n", end))
    assert tail.strip("\n").replace("\n", end) in raw
    for each, table in tables.items():
        if each != name:
            assert table.replace("\n", end) in raw
    for _, _, gap in spelled:
        assert gap.strip("\n").replace("\n", end) in raw
    assert raw.replace("\r\n", "").count("\n") == 0 or end == "\n"


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(IDS), SPELLED, GAPS), unique_by=lambda each: each[0], max_size=4
    ),
    st.lists(
        st.tuples(st.sampled_from(IDS), st.one_of(st.none(), answers())), min_size=2, max_size=6
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_many_saves_in_a_row_are_what_one_reads(
    path: Path,
    spelled: list[tuple[str, str, str]],
    edits: list[tuple[str, Answer | None]],
    end: str,
) -> None:
    """A session that reads its file once writes, save after save, what anyone else would read."""
    tables = {each: text.format(name=each) for each, text, _ in spelled}
    head = 'format = 1\nid = "x"\nbank = { id = "b" }\n'
    text = head + "".join(gap + tables[each] for each, _, gap in spelled)
    path.write_bytes(text.replace("\n", end).encode())
    file = read_card(path)
    for name, answer in edits:
        tables.pop(name, None)
        file = save_card(file, file.card.with_answer(name, answer), IDS)
        assert plain(read_card(path).card) == plain(file.card)
        assert path.read_bytes().decode() == file.source.text
        assert [t for t in tables.values() if t.replace("\n", end) not in file.source.text] == []


@settings(max_examples=60)
@given(cards, st.permutations(IDS))
def test_the_file_does_not_tell_the_order_of_answering(
    path: Path, card: Card, order: list[str]
) -> None:
    """Saved answer by answer in any order, or at once: the same bytes."""
    save_anew(path, card)
    at_once = path.read_bytes()
    path.unlink()
    file = unsaved_card(path, Card(card.id, card.bank, {}, card.retired))
    for name in order:
        if name in card.answers:
            file = save_card(file, file.card.with_answer(name, card.answers[name]), IDS)
    if card.answers:
        assert path.read_bytes() == at_once


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=20).map("".join)))
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
