"""Three versions of a card, case by case: what is taken, what is kept, what a person must choose."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardtui.card.merge import merge_cards
from cardtui.card.model import Answer, BankReference, Card, Row
from cardtui.errors import CardError

A, B, C = Answer("a"), Answer("b"), Answer("c")
GONE = None


def card(answer: Answer | None, **more: Answer | None) -> Card:
    """A version of a card with one question, or more."""
    held = {"q": answer, **more}
    stored = {name: given for name, given in held.items() if given is not None}
    return Card("one", BankReference("example", "1.0.0", "ab"), stored)


def rows(*cells: dict[str, object] | None, last: int = 0) -> Answer:
    """A table with these rows, numbered from 1; None is a row that was there and is gone."""
    numbered = tuple(Row(n, row) for n, row in enumerate(cells, 1) if row is not None)
    return Answer(rows=numbered, last_row=max(last, len(cells)))


def status(reason: str) -> Answer:
    """An answer that the question does not apply."""
    return Answer(status="not_applicable", reason=reason)


MERGED: dict[str, tuple[Answer | None, Answer | None, Answer | None, Answer | None]] = {
    "nobody changed it": (A, A, A, A),
    "we changed it": (A, B, A, B),
    "they changed it": (A, A, B, B),
    "both changed it alike": (A, B, B, B),
    "we answered": (GONE, A, GONE, A),
    "they answered": (GONE, GONE, A, A),
    "both answered alike": (GONE, A, A, A),
    "we took it away": (A, GONE, A, GONE),
    "they took it away": (A, A, GONE, GONE),
    "both took it away": (A, GONE, GONE, GONE),
    "a number is no yes": (Answer(1), Answer(1), Answer(True), Answer(True)),
    "no number stays no number": (
        Answer(float("nan")),
        Answer(float("nan")),
        A,
        A,
    ),
    "a reason is theirs": (status("x"), status("x"), status("y"), status("y")),
    "the value and the text of an option": (
        Answer(["other"], specify={"other": "x"}),
        Answer(["other", "a"], specify={"other": "x"}),
        Answer(["other"], specify={"other": "y"}),
        Answer(["other", "a"], specify={"other": "y"}),
    ),
    "texts of two options": (
        Answer("a", specify={"a": "1", "b": "1", "c": "1"}),
        Answer("a", specify={"a": "2", "b": "1"}),
        Answer("a", specify={"a": "1", "b": "1", "c": "1", "d": "2"}),
        Answer("a", specify={"a": "2", "b": "1", "d": "2"}),
    ),
    "confirmed anew by them": (
        Answer("a", asked="1"),
        Answer("a", asked="1"),
        Answer("a", asked="2"),
        Answer("a", asked="2"),
    ),
    "changed by us, confirmed anew by them": (
        Answer("a", asked="1"),
        Answer("b", asked="1"),
        Answer("a", asked="2"),
        Answer("b", asked="1"),
    ),
    "changed by both, by them to another question": (
        Answer("a", specify={}, asked="1"),
        Answer("b", specify={}, asked="1"),
        Answer("a", specify={"a": "2"}, asked="2"),
        Answer("b", specify={"a": "2"}, asked="1"),
    ),
    "taken away, and only confirmed anew": (
        Answer("a", asked="1"),
        GONE,
        Answer("a", asked="2"),
        GONE,
    ),
    "cells of one row": (
        rows({"n": 1, "s": "x"}),
        rows({"n": 2, "s": "x"}),
        rows({"n": 1, "s": "y", "t": "z"}),
        rows({"n": 2, "s": "y", "t": "z"}),
    ),
    "a cell emptied and a cell filled": (
        rows({"n": 1, "s": "x"}),
        rows({"s": "x"}),
        rows({"n": 1, "s": "x", "t": "z"}),
        rows({"s": "x", "t": "z"}),
    ),
    "a row that both added": (
        rows({"n": 1}),
        rows({"n": 1}, {"n": 2}),
        rows({"n": 1}, {"n": 2}),
        rows({"n": 1}, {"n": 2}),
    ),
    "a row that both added under other numbers": (
        rows({"n": 1}),
        rows({"n": 1}, {"n": 2}),
        rows({"n": 1}, None, {"n": 2}),
        rows({"n": 1}, {"n": 2}, last=3),
    ),
    "two rows under one number": (
        rows({"n": 1}),
        rows({"n": 1}, {"n": 2}),
        rows({"n": 1}, {"n": 3}),
        rows({"n": 1}, {"n": 2}, {"n": 3}),
    ),
    "one more row than the two that are alike": (
        rows(),
        rows({"n": 1}),
        rows({"n": 1}, {"n": 1}),
        rows({"n": 1}, {"n": 1}),
    ),
    "their number, used by us and given up": (
        rows({"n": 1}),
        rows({"n": 5}, None),
        rows({"n": 1}, {"n": 3}),
        rows({"n": 5}, None, {"n": 3}),
    ),
    "two rows taken away": (
        rows({"n": 1}, {"n": 2}, {"n": 3}),
        rows(None, {"n": 2}, {"n": 3}),
        rows({"n": 1}, {"n": 2}, None),
        rows(None, {"n": 2}, last=3),
    ),
    "rows moved by us, one changed by them": (
        Answer(rows=(Row(1, {"n": 1}), Row(2, {"n": 2})), last_row=2),
        Answer(rows=(Row(2, {"n": 2}), Row(1, {"n": 1})), last_row=2),
        Answer(rows=(Row(1, {"n": 9}), Row(2, {"n": 2})), last_row=2),
        Answer(rows=(Row(2, {"n": 2}), Row(1, {"n": 9})), last_row=2),
    ),
    "rows moved by them, one added by us": (
        Answer(rows=(Row(1, {"n": 1}), Row(2, {"n": 2})), last_row=2),
        Answer(rows=(Row(1, {"n": 1}), Row(2, {"n": 2}), Row(3, {"n": 3})), last_row=3),
        Answer(rows=(Row(2, {"n": 2}), Row(1, {"n": 1})), last_row=2),
        Answer(rows=(Row(2, {"n": 2}), Row(1, {"n": 1}), Row(3, {"n": 3})), last_row=3),
    ),
    "taken away, and a part of it taken away": (
        replace(rows({"n": 1}, {"n": 2}), specify={"a": "1"}),
        GONE,
        rows({"n": 1}, None),
        GONE,
    ),
    "a table emptied by us after rows of theirs that are gone": (
        rows({"n": 1}),
        rows(None),
        rows({"n": 1}, None),
        rows(None, None),
    ),
}


@pytest.mark.parametrize("case", MERGED)
def test_what_needs_no_choice(case: str) -> None:
    """The merged answer, and nothing to choose; the other way round it says the same."""
    base, ours, theirs, expected = MERGED[case]
    merged = merge_cards(card(base), card(ours), card(theirs))
    assert repr(merged.card.answer("q")) == repr(expected)
    assert (merged.conflicts, merged.card.conflicts) == ((), {})
    assert merged.taken == (("q",) if repr(expected) != repr(ours) else ())


CONFLICTS: dict[str, tuple[Answer | None, Answer | None, Answer | None, Answer | None]] = {
    "both changed it": (A, B, C, B),
    "both answered it": (GONE, B, C, B),
    "changed and taken away": (A, B, GONE, B),
    "taken away and changed": (A, GONE, B, GONE),
    "yes and 1": (A, Answer(True), Answer(1), Answer(True)),
    "a value and a status": (A, B, replace(A, status="unknown"), B),
    "two statuses": (A, status("x"), Answer(status="unknown"), status("x")),
    "two reasons": (status("x"), status("y"), status("z"), status("y")),
    "a status, and a row behind it": (
        rows({"n": 1}),
        replace(rows({"n": 1}), status="unknown"),
        rows({"n": 1}, {"n": 2}),
        replace(rows({"n": 1}, last=2), status="unknown"),
    ),
    "one text of an option": (
        Answer("a", specify={"a": "1"}),
        Answer("a", specify={"a": "2"}),
        Answer("a", specify={"a": "3", "b": "1"}),
        Answer("a", specify={"a": "2", "b": "1"}),
    ),
    "one cell, and the rest of the table merges": (
        rows({"n": 1, "s": "x"}, {"n": 2}, {"n": 3}),
        rows({"n": 8, "s": "x"}, None, {"n": 3}),
        rows({"n": 9, "s": "y"}, {"n": 2}, {"n": 3}, {"n": 4}),
        rows({"n": 8, "s": "y"}, None, {"n": 3}, {"n": 4}),
    ),
    "a cell emptied and changed": (
        rows({"n": 1, "s": "x"}),
        rows({"s": "x"}),
        rows({"n": 2, "s": "x"}),
        rows({"s": "x"}),
    ),
    "a row taken away and changed": (
        rows({"n": 1}, {"n": 2}),
        rows(None, {"n": 2}),
        rows({"n": 9}, {"n": 2}),
        rows(None, {"n": 2}),
    ),
    "a row changed and taken away": (
        rows({"n": 1}, {"n": 2}),
        rows({"n": 9}, {"n": 2}),
        rows(None, {"n": 2}),
        rows({"n": 9}, {"n": 2}),
    ),
    "a table emptied, and a row added": (
        rows({"n": 1}),
        rows(None),
        rows({"n": 1}, {"n": 2}),
        rows(None, last=2),
    ),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_a_person_must_choose(case: str) -> None:
    """Ours stands as far as both changed the same; theirs is kept whole beside it."""
    base, ours, theirs, expected = CONFLICTS[case]
    merged = merge_cards(card(base, other=A), card(ours, other=B), card(theirs, other=A))
    assert merged.conflicts == ("q",)
    assert merged.card.answer("q") == expected
    assert merged.card.conflicts == {"q": theirs}
    assert merged.card.answer("other") == B


def test_a_side_that_emptied_its_table_has_no_answer() -> None:
    """What is left of an emptied table is the number of its last row: that is no version."""
    merged = merge_cards(card(rows({"n": 1})), card(rows({"n": 2})), card(rows(None)))
    assert merged.card.conflicts == {"q": None}


def test_without_a_base_all_is_added() -> None:
    """Two people who both started the file: nothing counts as taken away."""
    merged = merge_cards(None, card(A, left=A), card(A, right=B))
    assert merged.card.answers == {"q": A, "left": A, "right": B}
    assert merged.conflicts == ()
    assert merge_cards(None, card(A), card(B)).card.conflicts == {"q": B}


@pytest.mark.parametrize("chosen", [A, B, C, None])
def test_choosing_ends_a_conflict(chosen: Answer | None) -> None:
    """Ours, theirs, a third or none: the answer is what was chosen, and no second is left."""
    merged = merge_cards(card(C), card(A, other=A), card(B, other=A)).card
    resolved = merged.resolved("q", chosen)
    assert resolved.answer("q") == chosen
    assert resolved.conflicts == {}
    assert resolved.answer("other") == A


def test_row_numbers_stay_used_when_one_version_is_chosen() -> None:
    """A table that was chosen, or taken away, gives no number a second time."""
    base, ours = rows({"n": 1}), rows({"n": 2}, {"n": 3}, {"n": 4})
    merged = merge_cards(card(base), card(ours), card(rows({"n": 9}))).card
    theirs = merged.conflicts["q"]
    assert theirs is not None
    assert merged.resolved("q", theirs).answers["q"] == replace(theirs, last_row=3)
    assert merged.resolved("q", None).answers["q"] == Answer(last_row=3)


# Versions that are not chosen between yet


def undecided(first: Answer | None, second: Answer | None) -> Card:
    """A card with two versions of an answer."""
    return replace(card(first), conflicts={"q": second})


UNDECIDED: dict[str, tuple[Card, Card, Card, Card]] = {
    "nobody has chosen": (undecided(A, B), undecided(A, B), undecided(A, B), undecided(A, B)),
    "we have chosen": (undecided(A, B), card(B), undecided(A, B), card(B)),
    "they have chosen": (undecided(A, B), undecided(A, B), card(B), card(B)),
    "both have chosen alike": (undecided(A, B), card(C), card(C), card(C)),
    "both have chosen, each their own": (undecided(A, B), card(A), card(B), undecided(A, B)),
    "we chose, they wrote a third": (undecided(A, B), card(A), undecided(C, B), undecided(A, C)),
    "a conflict of theirs, nothing of ours": (card(A), card(A), undecided(A, B), undecided(A, B)),
    "a conflict of ours, a change of theirs": (card(A), undecided(A, B), card(C), undecided(C, B)),
    "the same conflict on both sides": (card(A), undecided(B, C), undecided(C, B), undecided(B, C)),
    "theirs is our second version": (card(A), undecided(B, C), card(C), undecided(B, C)),
    "taken away or not": (card(A), undecided(B, None), card(None), undecided(B, None)),
}


@pytest.mark.parametrize("case", UNDECIDED)
def test_two_versions_are_carried_on(case: str) -> None:
    """A conflict that was saved lives on through the next merge until it is chosen."""
    base, ours, theirs, expected = UNDECIDED[case]
    assert merge_cards(base, ours, theirs).card == expected


def test_a_third_version_is_refused() -> None:
    """A card has room for two versions: rather no merge than one of three lost."""
    with pytest.raises(CardError) as raised:
        merge_cards(card(None), undecided(A, B), card(C))
    assert str(raised.value) == (
        "`q` has two versions already, and this would be a third; "
        "choose one of the two first, then merge again"
    )


# Answers that no one is asked any more


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ({"old": A}, {"old": A}, {"old": A}, {"old": A}),
        ({}, {"old": A}, {"new": B}, {"old": A, "new": B}),
        ({"old": A}, {}, {"old": A}, {}),
        ({"old": A}, {"old": A}, {"old": B}, {"old": B}),
        ({"old": A}, {"old": B}, {"old": C}, {"old": B, "old-2": C}),
        ({}, {"old": A, "old-2": B}, {"old": C}, {"old": A, "old-2": B, "old-3": C}),
        ({}, {"old": A, "old-2": C}, {"old": C}, {"old": A, "old-2": C}),
        ({"old": A}, {}, {"old": B}, {"old": B}),
        ({"old": A}, {"old": B}, {}, {"old": B}),
    ],
)
def test_retired_answers_of_both_are_kept(
    base: dict[str, Answer],
    ours: dict[str, Answer],
    theirs: dict[str, Answer],
    expected: dict[str, Answer],
) -> None:
    """There is room for both versions, so no one has to choose; once more changes nothing."""
    one, mine, other = (replace(card(None), retired=held) for held in (base, ours, theirs))
    merged = merge_cards(one, mine, other).card
    assert (merged.retired, merged.conflicts, merged.answers) == (expected, {}, {})
    assert merge_cards(one, merged, other).card == merged


# The card around the answers


def of_bank(version: str, sha256: str = "ab", bank: str = "example") -> Card:
    """A card without answers that answers a bank."""
    return Card("one", BankReference(bank, version, sha256))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("1.0.0", "1.0.0", "1.1.0", "1.1.0"),
        ("1.1.0", "1.1.0", "1.0.0", "1.0.0"),
        ("1.0.0", "1.1.0", "1.2.0", "1.2.0"),
        ("1.0.0", "1.9.0", "1.10.0", "1.10.0"),
        ("1.0.0", "2.0.0", "2.0.0-rc.1", "2.0.0"),
        ("1.0.0", "2.0.0-rc.2", "2.0.0-rc.10", "2.0.0-rc.10"),
        ("1.0.0", "2.0.0-rc", "2.0.0-rc.1", "2.0.0-rc.1"),
        ("1.0.0", "2.0.0-1", "2.0.0-a", "2.0.0-a"),
        ("1.0.0", "newest", "0.1.0", "0.1.0"),
    ],
)
def test_the_newer_bank_wins_where_both_changed_it(
    base: str, ours: str, theirs: str, expected: str
) -> None:
    """One side's new bank is taken; of two new ones the higher version, whoever has it."""
    sides = of_bank(ours), of_bank(theirs)
    for one, other in (sides, sides[::-1]):
        assert merge_cards(of_bank(base), one, other).card.bank.version == expected


def test_two_texts_of_one_version_give_one_of_them() -> None:
    """The same one, whoever merges."""
    base, ours, theirs = (of_bank("1.0.0", sha) for sha in ("aa", "bb", "cc"))
    assert merge_cards(base, ours, theirs).card == merge_cards(base, theirs, ours).card


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "message"),
    [
        (None, of_bank("1"), replace(of_bank("1"), id="two"), "these are different cards"),
        (replace(of_bank("1"), id="two"), of_bank("1"), of_bank("1"), "these are different cards"),
        (
            None,
            of_bank("1"),
            of_bank("1", bank="else"),
            'one version answers the bank "example", the other "else"',
        ),
    ],
)
def test_what_cannot_be_merged(base: Card | None, ours: Card, theirs: Card, message: str) -> None:
    """Two cards are never merged by mistake, and two banks not without asking."""
    with pytest.raises(CardError) as raised:
        merge_cards(base, ours, theirs)
    assert raised.value.problems[0].message.startswith(message)
    assert raised.value.problems[0].remedy


def test_a_bank_that_one_side_changed_to_is_taken() -> None:
    """Another bank on one side alone is a change like any other."""
    base = of_bank("1.0.0")
    assert merge_cards(base, base, of_bank("0.1.0", bank="else")).card.bank.id == "else"


def test_answers_keep_their_order_and_new_ones_stand_beside_their_neighbours() -> None:
    """As in our file, for a bank that is not at hand."""
    base = card(A, b=A, c=A)
    merged = merge_cards(base, card(A, b=A, mine=A, c=A), card(A, theirs=A, b=A, c=A, end=A))
    assert list(merged.card.answers) == ["q", "theirs", "b", "mine", "c", "end"]
