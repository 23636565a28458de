"""Merging cards under random edits on both sides: nothing is lost, and both sides are alike."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.card.file import card_in, read_card, save_card, unsaved_card, with_card
from cardtui.card.merge import merge_cards
from cardtui.card.merge_file import merge_files
from cardtui.card.model import Answer, BankReference, Card, Row, Status
from cardtui.card.spans import comments_in
from cardtui.errors import CardError
from cardtui.files.reading import TextFile
from support.cards import answers, plain
from support.sampling import examples

NAMES = ("alpha", "beta")
_few_values = st.sampled_from([1, True, 1.0, "a", "b", ["a"], ["a", "b"], "two\nlines\n"])
_few_texts = st.dictionaries(st.sampled_from(["x", "y"]), st.sampled_from(["one", "two"]))
_few_notes = st.sampled_from(["", "", "ask", "ask\nwait", "wait\nask", "ask\n\nask", "\nwhy"])
_few_cells = st.dictionaries(st.sampled_from(["n", "s"]), st.sampled_from([1, True, "a"]))


@st.composite
def few_rows(draw: st.DrawFn, last: int = 0) -> tuple[tuple[Row, ...], int]:
    """Rows that other rows are likely to equal, and the highest number ever used."""
    numbers = draw(st.lists(st.integers(1, 4), unique=True, max_size=4))
    rows = tuple(Row(number, draw(_few_cells)) for number in numbers)
    return rows, max([last, *numbers]) + draw(st.integers(0, 1))


@st.composite
def few_answers(draw: st.DrawFn, last: int = 0) -> Answer:
    """Answers of few parts and few values, so that two of them are often alike in some part."""
    rows, last_row = draw(st.one_of(st.just(((), last)), few_rows(last), few_rows(last)))
    statuses: list[Status | None] = [None, None, None, "unknown", "not_applicable"]
    status = draw(st.sampled_from(statuses))
    answer = Answer(
        draw(st.one_of(st.none(), _few_values)),
        status,
        draw(st.sampled_from(["", "because"])) if status else "",
        draw(_few_texts),
        rows,
        last_row,
        draw(st.sampled_from(["", "00000001", "00000002"])),
        draw(_few_notes),
    )
    return Answer(1) if answer == Answer() else answer


@st.composite
def edited(draw: st.DrawFn, answer: Answer | None) -> Answer | None:
    """An answer after one person's work on it: untouched, edited in a part, anew, taken away."""
    how = draw(st.sampled_from(["kept", "part", "part", "part", "part", "anew", "gone"]))
    if how == "kept":
        return answer
    if how == "gone":
        return draw(st.sampled_from([None, answer.when_cleared])) if answer else None
    if how == "part" and answer is not None:
        return draw(edited_in_a_part(answer))
    last = answer.last_row if answer else 0
    return draw(st.one_of(few_answers(last), answers().filter(lambda a: a.last_row >= last)))


@st.composite
def edited_in_a_part(draw: st.DrawFn, answer: Answer) -> Answer:
    """An answer with its value, a text of an option, some rows or its note changed."""
    part = draw(st.sampled_from(["value", "specify", "rows", "rows", "rows", "asked", "note"]))
    if part == "value":
        return replace(answer, value=draw(_few_values))
    if part == "specify":
        return replace(answer, specify=draw(_few_texts))
    if part == "asked":
        return replace(answer, asked="00000003")
    if part == "note":
        return replace(answer, note=draw(_few_notes))
    rows = [
        Row(row.number, draw(_few_cells)) if draw(st.booleans()) else row for row in answer.rows
    ]
    rows = [row for row in rows if draw(st.integers(0, 3))]
    added = draw(st.lists(_few_cells, max_size=2))
    rows += [Row(number, cells) for number, cells in enumerate(added, answer.last_row + 1)]
    rows = draw(st.permutations(rows)) if draw(st.booleans()) else rows
    return replace(answer, rows=tuple(rows), last_row=answer.last_row + len(added))


def card_of(answers: dict[str, Answer | None], version: str = "1.0.0") -> Card:
    """A version of the one card that these tests are about; of an empty answer there is none."""
    stored = {name: answer for name, answer in answers.items() if answer not in (None, Answer())}
    return Card("0192f0c8", BankReference("example", version, "ab"), stored)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Card, Card, Card]:
    """A card, and what two people made of it."""
    held = {name: draw(st.one_of(few_answers(), few_answers(), st.none())) for name in NAMES}
    sides = [
        card_of(
            {name: draw(edited(answer)) for name, answer in held.items()},
            draw(st.sampled_from(["1.0.0", "1.0.0", "1.1.0", "2.0.0-rc.1"])),
        )
        for _ in range(2)
    ]
    return card_of(held), sides[0], sides[1]


@given(versions())
def test_what_one_side_did_is_what_comes_out(three: tuple[Card, Card, Card]) -> None:
    """Merging a card with the one it was made from changes nothing, and with itself neither."""
    base, ours, _ = three
    for merged in (
        merge_cards(base, ours, base),
        merge_cards(base, base, ours),
        merge_cards(base, ours, ours),
        merge_cards(None, ours, ours),
    ):
        assert plain(merged.card) == plain(ours)
        assert (merged.card.bank, merged.conflicts) == (ours.bank, ())


@settings(max_examples=examples(300))
@given(versions(), st.booleans())
def test_a_merge_does_not_depend_on_who_calls_it(
    three: tuple[Card, Card, Card], has_base: bool
) -> None:
    """Both people come to the same card, but for which version stands first and row numbers."""
    base, ours, theirs = three[0] if has_base else None, *three[1:]
    here, there = merge_cards(base, ours, theirs), merge_cards(base, theirs, ours)
    assert set(here.conflicts) == set(there.conflicts)
    assert here.card.bank == there.card.bank
    for name in NAMES:
        assert note_of(here.card, name) == note_of(there.card, name)
        if name in here.conflicts:
            assert said(here.card.conflicts[name]) == said(theirs.answer(name))
            assert said(there.card.conflicts[name]) == said(ours.answer(name))
        else:
            assert unnumbered(here.card.answer(name)) == unnumbered(there.card.answer(name))


def note_of(card: Card, name: str) -> str:
    """What is noted at a question."""
    answer = card.answer(name)
    return answer.note if answer else ""


def said(answer: Answer | None) -> str:
    """What an answer says, without what is noted beside it."""
    return repr(_said(answer))


def _said(answer: Answer | None) -> list[object]:
    a = answer or Answer()
    rows = [(row.number, sorted(row.cells.items())) for row in a.rows]
    return [a.value, a.status, a.reason, sorted(a.specify.items()), rows]


def unnumbered(answer: Answer | None) -> str:
    """What an answer says, whatever the order and the numbers of its rows, and when confirmed."""
    *parts, rows = _said(answer)
    assert isinstance(rows, list)
    return repr((parts, sorted(repr(cells) for _, cells in rows), answer and answer.asked))


@settings(max_examples=examples(200))
@given(versions(), st.booleans())
def test_merging_again_changes_nothing(three: tuple[Card, Card, Card], has_base: bool) -> None:
    """What a side holds is in the merged card already, in conflict or not."""
    base, ours, theirs = three[0] if has_base else None, *three[1:]
    merged = merge_cards(base, ours, theirs).card
    again = merge_cards(base, merged, theirs)
    assert plain(again.card) == plain(merged)
    assert again.taken == ()


def atoms(answer: Answer | None, old_rows: set[int]) -> Counter[str]:
    """All that an answer says, part by part; rows that are new are known by their cells alone."""
    if answer is None:
        return Counter()
    found: Counter[str] = Counter()
    if answer.value is not None or answer.status is not None:
        found[repr((answer.value, answer.status, answer.reason))] = 1
    found.update(repr(item) for item in answer.specify.items())
    for row in answer.rows:
        cells = sorted(row.cells.items())
        if row.number in old_rows:
            found.update(repr((row.number, cell)) for cell in cells)
            found[f"row {row.number}"] = 1
        else:
            found[f"new row {cells!r}"] += 1
    return found


@settings(max_examples=examples(400))
@given(versions(), st.booleans())
def test_nothing_is_lost_and_nothing_invented(
    three: tuple[Card, Card, Card], has_base: bool
) -> None:
    """All that a side has given is in the card, or both versions are kept for a person to choose."""
    base, ours, theirs = three[0] if has_base else None, *three[1:]
    merged = merge_cards(base, ours, theirs).card
    for name in NAMES:
        old = base.answer(name) if base else None
        mine, other, now = (card.answer(name) for card in (ours, theirs, merged))
        numbers = {row.number for row in old.rows} if old else set()
        was, o, t, m = (atoms(answer, numbers) for answer in (old, mine, other, now))
        if name in merged.conflicts:
            assert said(merged.conflicts[name]) == said(other)
            assert o - was <= m, "what stands in conflict is ours"
        else:
            assert (o - was) <= m
            assert (t - was) <= m
            assert m == was - (was - o) - (was - t) + ((o - was) | (t - was))
        assert m <= was & m | o | t
        assert was & o & t <= m
        last = [answer.last_row for answer in (old, mine, other) if answer]
        assert now is None or now.last_row >= max([*last, *(row.number for row in now.rows)])


@settings(max_examples=examples(400))
@given(versions(), st.booleans())
def test_a_line_of_a_note_goes_only_where_a_side_took_it_away(
    three: tuple[Card, Card, Card], has_base: bool
) -> None:
    """Nobody chooses between notes: what both wrote is there once, also beside a conflict."""
    base, ours, theirs = three[0] if has_base else None, *three[1:]
    merged = merge_cards(base, ours, theirs).card
    for name in NAMES:
        was, o, t, m = (
            Counter(note_of(card, name).split("\n") if card and note_of(card, name) else ())
            for card in (base, ours, theirs, merged)
        )
        assert (o - was) | (t - was) | (was & o & t) <= m <= o | t
        assert all(m[line] == t[line] for line in o if o[line] == was[line])
        assert all(m[line] == o[line] for line in t if t[line] == was[line])
        second = merged.conflicts.get(name)
        assert second is None or not second.note
        for chosen in (ours.answer(name), theirs.answer(name), None):
            kept = note_of(merged.resolved(name, chosen), name)
            assert m <= Counter(kept.split("\n")) or not m


@pytest.fixture(name="path", scope="module")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("merged") / "card.toml"


@settings(max_examples=examples(100))
@given(versions())
def test_a_merged_card_is_saved_over_ours_and_read_again(
    path: Path, three: tuple[Card, Card, Card]
) -> None:
    """On disk it is a card like any other, conflicts, newer bank and all."""
    base, ours, theirs = three
    merged = merge_cards(base, ours, theirs).card
    path.unlink(missing_ok=True)
    file = save_card(unsaved_card(path, ours), ours, NAMES)
    save_card(file, merged, NAMES)
    read = read_card(path).card
    assert plain(read) == plain(merged)
    assert read.bank == merged.bank


@settings(max_examples=examples(100))
@given(versions(), st.booleans(), st.data())
def test_files_merge_to_the_merged_card(
    three: tuple[Card, Card, Card], has_base: bool, data: st.DataObject
) -> None:
    """Whatever lines the two files have in common, the file that comes out holds that card."""
    files = []
    for i, card in enumerate(three):
        text = with_card(unsaved_card("card.toml", card), card, NAMES).source.text
        lines = text.split("\n")
        # Somebody wrote comments between the lines, and in texts of several lines.
        for place in data.draw(st.lists(st.integers(0, len(lines)), max_size=2)):
            lines.insert(place, data.draw(st.sampled_from([f"# {i}", "# all", "", "# x\n# y"])))
        files.append(card_in(TextFile("card.toml", "\n".join(lines))))
    base, ours, theirs = files[0] if has_base else None, *files[1:]
    file, merged = merge_files(base, ours, theirs)
    assert plain(card_in(file.source).card) == plain(merged.card)
    old = base.source.text if base else ""
    for side in (ours, theirs):
        for comment in comments_in(side.source.text):
            assert comment in file.source.text or comment in old


_few_versions = (None, Answer("a"), Answer("b"), Answer("c"))


@st.composite
def undecided(draw: st.DrawFn) -> tuple[Card, Card, Card]:
    """Three versions of a card with one question, some of them with two versions of its answer."""

    def card() -> Card:
        answer = draw(st.sampled_from(_few_versions))
        others = [other for other in _few_versions if other != answer]
        conflicts = draw(st.one_of(st.just({}), st.sampled_from([{"q": o} for o in others])))
        return replace(card_of({"q": answer}), conflicts=conflicts)

    return card(), card(), card()


def held(card: Card) -> set[object]:
    """The versions of the answer that a card holds."""
    return {answer and answer.value for answer in (card.answer("q"), *card.conflicts.values())}


@settings(max_examples=examples(500))
@given(undecided())
@example((card_of({}), card_of({"q": Answer("a")}), card_of({"q": Answer("b")})))
def test_versions_that_nobody_has_chosen_between_stay(three: tuple[Card, Card, Card]) -> None:
    """Two versions are carried through a merge; a third is refused, not dropped."""
    base, ours, theirs = three
    try:
        merged = merge_cards(base, ours, theirs).card
    except CardError:
        with pytest.raises(CardError):
            merge_cards(base, theirs, ours)
        assert len(held(ours) | held(theirs)) > 2
        return
    assert held(merged) == held(merge_cards(base, theirs, ours).card)
    assert held(merged) <= held(ours) | held(theirs)
    # A version goes only where a side has given it up.
    given_up = (held(base) - held(ours)) | (held(base) - held(theirs))
    assert held(ours) - given_up - held(base) <= held(merged)
    assert held(theirs) - given_up - held(base) <= held(merged)
