"""Searching any text for anything."""

from __future__ import annotations

import json
from unicodedata import normalize

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cardtui.bank.bank import Bank
from cardtui.card.model import Answer
from cardtui.interview.search import Search
from cardtui.text.clean import unsafe_characters
from cardtui.text.folding import folded, folded_with_places
from cardtui.text.passages import passage
from support.banks import HEADER, RandomCase, bank_of, card_of, random_cases, state_of
from support.every_type import EVERY_TYPE
from support.sampling import examples

ANY_TEXT = st.text(max_size=60)
# The iota below old Greek letters stands beside them in capitals.
LABELS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30
).filter(lambda text: text.strip() and "\u0345" not in normalize("NFKD", text))
ONE_OF_EACH = bank_of(EVERY_TYPE)
SEARCH = Search(ONE_OF_EACH)


def labelled(labels: list[str]) -> Bank:
    """A bank with a question for each label."""
    return bank_of(
        HEADER
        + '[[section]]\nid = "only"\ntitle = "Only"\n'
        + "".join(
            f'[[section.question]]\nid = "q{number}"\ntype = "text"\nask = "?"\n'
            f"label = {json.dumps(label, ensure_ascii=False)}\n"
            for number, label in enumerate(labels)
        )
    )


@settings(max_examples=examples(60))
@given(st.lists(LABELS, min_size=1, max_size=5), st.data())
def test_every_question_is_found_by_any_word_of_its_label(
    labels: list[str], data: st.DataObject
) -> None:
    """And by any part of such a word, in either case."""
    bank = labelled(labels)
    search, card, state = Search(bank), card_of({}), state_of(bank, {})
    for number, label in enumerate(labels):
        for word in label.split():
            start = data.draw(st.integers(0, len(word) - 1))
            for looked_for in (word, word[start:], word.upper(), word.lower()):
                if folded(looked_for).strip():
                    found = search.find(card, state, looked_for)
                    assert f"q{number}" in [hit.question.id for hit in found.hits if hit.question]


@settings(max_examples=examples(200))
@given(ANY_TEXT, ANY_TEXT)
def test_any_answer_is_found_by_any_word_of_it(text: str, looked_for: str) -> None:
    """Looking for anything else finds something or nothing, and never fails."""
    card, state = card_of({"about": text}), state_of(ONE_OF_EACH, {"about": text})
    SEARCH.find(card, state, looked_for)
    for word in text.split():
        if folded(word).strip():
            found = SEARCH.find(card, state, word, most=1_000)
            assert "about" in [hit.question.id for hit in found.hits if hit.question]


@settings(max_examples=examples(200))
@given(ANY_TEXT, ANY_TEXT)
def test_folding_goes_letter_by_letter(one: str, other: str) -> None:
    """So that what stands in a text stands in the folded text; and it is done once for all."""
    assert folded(one + other) == folded(one) + folded(other)
    assert folded(folded(one)) == folded(one)
    in_text, places = folded_with_places(one)
    assert in_text == folded(one)
    assert len(places) == len(in_text)
    assert places == sorted(places)


@settings(max_examples=examples(300))
@given(st.text(max_size=300), ANY_TEXT, st.integers(1, 80))
def test_a_passage_can_be_shown(text: str, looked_for: str, length: int) -> None:
    """Nothing in it could command a terminal, it is one line, and what is marked was looked for."""
    words = folded(looked_for).split()
    pieces = passage(text, words, length)
    whole = "".join(piece.text for piece in pieces)
    assert not unsafe_characters(whole)
    assert "\n" not in whole
    for piece in pieces:
        if piece.is_found:
            assert any(word in folded(piece.text) for word in words)


@settings(max_examples=examples(200))
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=300), st.data())
def test_what_stands_in_a_text_is_marked_in_its_passage(text: str, data: st.DataObject) -> None:
    """Wherever it stands."""
    words = [word for word in text.split() if len(word) < 10 and folded(word).isalnum()]
    assume(words)
    word = folded(data.draw(st.sampled_from(words)))
    assert any(piece.is_found for piece in passage(text, [word], 40))


@settings(max_examples=examples(40))
@given(random_cases(), ANY_TEXT)
def test_any_card_can_be_searched(case: RandomCase, looked_for: str) -> None:
    """Whatever it holds: answers that do not fit their questions too."""
    bank = case.bank.loaded()
    search, card, state = Search(bank), card_of(case.answers), state_of(bank, case.answers)
    for words in (looked_for, "q", "a", "1"):
        found = search.find(card, state, words)
        assert len(found.hits) == min(found.count, 200)


@settings(max_examples=examples(60))
@given(st.lists(st.text("eoa i.", min_size=1, max_size=8), min_size=1, max_size=4))
def test_typing_on_finds_what_a_new_search_finds(looked_for: list[str]) -> None:
    """Letter by letter, one search after another."""
    answers: dict[str, object] = {"about": "I see a noise, or a nose.", "layers": 5}
    card, state = card_of(answers), state_of(ONE_OF_EACH, answers)
    for words in looked_for:
        for end in range(1, len(words) + 1):
            fresh = Search(ONE_OF_EACH).find(card, state, words[:end])
            assert SEARCH.find(card, state, words[:end]) == fresh


@given(st.one_of(st.integers(), st.booleans(), st.dates(), st.lists(ANY_TEXT, max_size=3)))
def test_an_answer_that_does_not_fit_is_searched_too(value: object) -> None:
    """As it stands in the file."""
    answers: dict[str, object] = {name: Answer(value) for name in ONE_OF_EACH.questions}
    SEARCH.find(card_of(answers), state_of(ONE_OF_EACH, answers), "zebra")
