"""What `cardtui get` prints, `cardtui set` reads again, whatever the answer holds."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.model import Column, Question
from cardtui.card.model import Answer, Row
from cardtui.interview.assignments import assign, assignment_of, read_assignment
from cardtui.interview.session import Session, new_session
from cardtui.interview.typed import NotAnAnswer, typed
from cardtui.text.clean import unsafe_characters
from support.banks import bank_of
from support.every_type import EVERY_TYPE

BANK: Bank = bank_of(EVERY_TYPE)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
ALWAYS_ASKED = [q for q in BANK if q.type != "note" and q.id != "bits"]


def values_for(asked: Question | Column) -> st.SearchStrategy[object]:
    """Values that fit, as a card stores them."""
    options = [option.id for option in asked.choices if not option.exclusive]
    match asked.type:
        case "bool":
            return st.booleans()
        case "integer":
            return st.integers(-(2**53), 2**53)
        case "number":
            finite = st.floats(allow_nan=False, allow_infinity=False)
            return st.one_of(st.integers(-(2**53), 2**53), finite)
        case "date":
            return st.dates(min_value=date(1000, 1, 1))
        case "select":
            return st.sampled_from(options)
        case "multiselect":
            several = st.sets(st.sampled_from(options), min_size=1)
            return several.map(lambda chosen: [o for o in options if o in chosen])
        case "list":
            return st.lists(texts.map(str.strip), min_size=1, max_size=3).filter(_are_lines)
        case "longtext" | "code":
            return texts.map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n") + "\n")
        case _:
            return texts.map(str.strip)


def _are_lines(items: list[str]) -> bool:
    return all(len(item.splitlines()) == 1 for item in items)


def answers_for(question: Question) -> st.SearchStrategy[Answer]:
    """Answers that fit a question."""
    statuses = st.sampled_from(question.allow) if question.allow else st.nothing()
    no_answer = st.builds(lambda s, r: Answer(status=s, reason=r), statuses, st.just("") | texts)
    if question.type == "table":
        cells = {column.id: values_for(column) for column in question.columns}
        found = st.lists(
            st.fixed_dictionaries({}, optional=cells).filter(bool), max_size=4, min_size=1
        )
        rows = found.map(lambda rows: tuple(Row(n, cells) for n, cells in enumerate(rows, 1)))
        return st.one_of(rows.map(lambda r: Answer(rows=r, last_row=len(r))), no_answer)
    return st.one_of(values_for(question).map(Answer), no_answer)


def session() -> Session:
    """A new card that is never saved."""
    return new_session(BANK, "never-saved.toml")


@given(st.data())
def test_what_is_printed_is_read_again(data: st.DataObject) -> None:
    """On one line, without a character that commands a terminal."""
    question = data.draw(st.sampled_from(ALWAYS_ASKED))
    answer = data.draw(answers_for(question))
    printed = assignment_of(question, answer)
    assert not unsafe_characters(printed)
    assert len(printed.splitlines()) == 1
    again = session()
    assign(again, [read_assignment(printed)])
    assert replace(again.card.answers[question.id], asked="") == answer


@given(st.sampled_from([q for q in BANK if q.type != "table"]), st.text())
def test_any_text_is_an_answer_or_is_refused_in_words(question: Question, text: str) -> None:
    """And reading a value never gives one that does not fit."""
    try:
        read = typed(question, text)
    except NotAnAnswer as error:
        assert str(error)
    else:
        assert isinstance(read.specify, dict)
