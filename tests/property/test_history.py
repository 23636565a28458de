"""Undo and redo of answers, for any sequence of changes."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.card.file import unsaved_card
from cardtui.card.model import Answer, Card, Row
from cardtui.interview.session import Session, reference_to
from support.banks import bank_of
from support.every_type import EVERY_TYPE
from support.sampling import examples

BANK = bank_of(EVERY_TYPE)
QUESTIONS = st.sampled_from(["name", "about", "layers", "compression", "results"])
CHANGES = st.one_of(
    st.tuples(st.just("value"), QUESTIONS, st.sampled_from(["", "x", "xy", 8, ["pruning"]])),
    st.tuples(st.just("status"), QUESTIONS, st.sampled_from(["unknown", "not_applicable"])),
    st.tuples(st.just("rows"), st.just("results"), st.integers(0, 3)),
    st.tuples(st.just("note"), QUESTIONS, st.sampled_from(["", "ask Maria", "two\nlines"])),
    st.tuples(st.just("clear"), QUESTIONS, st.none()),
    st.tuples(st.just("leave"), QUESTIONS, st.none()),
)
FIRST = {"name": Answer("DistilBERT", asked="0badf00d"), "layers": Answer(6)}


def session() -> Session:
    return Session(BANK, unsaved_card("card.toml", Card("c", reference_to(BANK), FIRST)))


def change(on: Session, kind: str, question: str, given: Any) -> None:
    match kind:
        case "value":
            on.set_value(question, given)
        case "status":
            on.set_status(question, given, "why")
        case "rows":
            on.set_rows(question, tuple(Row(n + 1, {"value": n}) for n in range(given)))
        case "note":
            on.set_note(question, given)
        case "clear":
            on.clear(question)
        case "leave":
            on.end_step()


@settings(max_examples=examples(150))
@given(st.lists(CHANGES, max_size=12))
def test_all_undone_is_the_first_card_and_all_redone_the_last(changes: list[Any]) -> None:
    """Whatever was changed, in steps or out of them; states follow."""
    on = session()
    first, first_state = on.card, on.state
    for each in changes:
        change(on, *each)
    last, last_state = on.card, on.state
    undone = []
    while step := on.undo():
        undone.append(step)
        assert step.before != step.after
        assert on.card.answer(step.question) == step.before
    assert (on.card, on.state) == (first, first_state)
    redone = []
    while step := on.redo():
        redone.append(step)
    assert (on.card, on.state) == (last, last_state)
    assert redone == undone[::-1]


@settings(max_examples=examples(150))
@given(st.lists(st.one_of(CHANGES, st.sampled_from(["undo", "redo"])), max_size=20))
def test_undo_and_redo_among_changes(actions: list[Any]) -> None:
    """They walk on one line of cards; a change cuts off what is ahead."""
    on = session()
    line, here = [on.card], 0
    for action in actions:
        before = on.card
        if action == "undo":
            moved = on.undo() is not None
            assert moved == (here > 0)
            here -= moved
        elif action == "redo":
            moved = on.redo() is not None
            assert moved == (here < len(line) - 1)
            here += moved
        else:
            on.end_step()
            change(on, *action)
            on.end_step()
            if on.card != before:
                here += 1
                line[here:] = [on.card]
        assert on.card == line[here]
