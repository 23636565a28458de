"""What is read in the app is what the document says, whatever the width and whatever an answer holds."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import chain

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cardtui.app.content import shown, shown_line
from cardtui.app.reading.lines import Line, wrapped
from cardtui.app.reading.markdown import lines_of
from cardtui.app.reading.page import Page, Reading
from cardtui.app.reading.search import Index
from cardtui.bank.bank import Bank
from cardtui.bank.load import read_bank
from cardtui.card.model import Answer, Card, Row
from cardtui.files.reading import TextFile
from cardtui.formats.markdown.prose import contained
from cardtui.interview.interview import Interview
from cardtui.text.clean import unsafe_characters
from support.banks import card_of
from support.every_type import EVERY_TYPE
from support.markdown import markdown
from support.sampling import examples

HTML = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WORDS = st.text(
    st.sampled_from("abcdefgXYZ019äßñœ中文字かな한국어עבריתعربي👩‍👧🎉e\u0301\x1b\x00\u202e"),
    min_size=1,
    max_size=12,
)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
WIDTHS = st.integers(12, 90)


WORD = re.compile(r"[\u1100-\u11ff\u2e80-\ud7a3]|[^\W\u1100-\u11ff\u2e80-\ud7a3]+")
"""Wide characters are words of their own: a line may end behind each."""


def words(text: str) -> list[str]:
    return WORD.findall(text)


def running(lines: list[Line]) -> str:
    """Lines as one text, in which what did not fit on one is one again."""
    return "".join(line.glue + line.text[line.lead :] for line in lines)


@settings(max_examples=examples(120))
@given(markdown)
@example("&#x202e;abc")
@example("| a | b |\n|---|---|")
@example("> - 1. > a\n\n  b")
def test_no_word_of_a_text_is_missing(text: str) -> None:
    """As another program shows it, so do we: all its letters in their order, and more only for links."""
    source = contained(text)
    rest = iter("".join(words(running(lines_of(source, 200)))))
    expected = shown(unescape(re.sub(r"<[^>]*>", " ", HTML.render(source))))
    assert all(letter in rest for letter in "".join(words(expected)))


@settings(max_examples=examples(120))
@given(st.one_of(markdown, TEXTS), st.integers(4, 90))
def test_every_line_fits_and_commands_nothing(text: str, width: int) -> None:
    """However narrow: wide characters, emoji and marks too. A single wide one needs two cells."""
    for line in lines_of(text, width):
        assert line.width <= max(width, 2)
        assert not unsafe_characters(line.text.replace("\n", ""))
        assert "\n" not in line.text
        assert "\t" not in line.text


@settings(max_examples=examples(80))
@given(st.lists(st.tuples(TEXTS, st.sampled_from([0, 1, 2])), min_size=1, max_size=6), WIDTHS)
def test_wrapping_loses_nothing_but_spaces(spans: list[tuple[str, int]], width: int) -> None:
    """And each text stays what it was: bold or not."""
    lines = list(wrapped(spans, width))

    def letters(of: list[tuple[str, int]]) -> list[tuple[str, int]]:
        return [(letter, kind) for text, kind in of for letter in text if letter not in " \t"]

    assert letters(list(chain.from_iterable(line.spans for line in lines))) == letters(spans)
    assert running(lines).split() == "".join(text for text, _ in spans).split()


BANK: Bank = read_bank(TextFile("every-type.toml", EVERY_TYPE))


@st.composite
def answered(draw: st.DrawFn) -> dict[str, object]:
    """Answers to some questions of a bank that has every type."""
    choices: dict[str, st.SearchStrategy[object]] = {
        "name": TEXTS,
        "about": TEXTS,
        "snippet": TEXTS,
        "deployed": st.booleans(),
        "layers": st.integers(1, 10**6),
        "weights": TEXTS,
        "languages": st.lists(TEXTS, min_size=1, max_size=4),
        "origin": st.sampled_from(["trained_from_scratch", "other"]),
    }
    return {name: draw(values) for name, values in choices.items() if draw(st.booleans())}


@settings(max_examples=examples(60))
@given(answered(), st.lists(TEXTS, max_size=4), TEXTS, WIDTHS)
def test_every_answer_is_there(
    answers: dict[str, object], gaps: list[str], reason: str, width: int
) -> None:
    """Each word of each answer, cleaned, in a page of any width; tables and reasons too."""
    card: Card = card_of(answers, BANK.id)
    rows = tuple(
        Row(number, {"metric": "f1", "value": 0.5, "gap": gap})
        for number, gap in enumerate(gaps, start=1)
    )
    if rows:
        card = card.with_answer("results", Answer(rows=rows, last_row=len(rows)))
    card = card.with_answer("latency", Answer(status="unknown", reason=reason))
    lines = Page(Reading(BANK, card, Interview(BANK).state(card), width).pieces()).lines
    there = Counter(words(running(lines)))
    said = [*gaps, reason]
    for value in answers.values():
        if isinstance(value, str) and value not in ("trained_from_scratch", "other"):
            said.append(value)
        elif isinstance(value, list):
            said += value
    expected = Counter(chain.from_iterable(words(shown_line(text)) for text in said))
    assert not expected - there


@settings(max_examples=examples(60))
@given(TEXTS, WIDTHS, st.data())
def test_what_is_there_is_found(text: str, width: int, data: st.DataObject) -> None:
    """Any words of the text, over the ends of lines too, and what is marked is what was meant."""
    lines = list(wrapped([(text, 0)], width))
    parts = text.split()
    start = data.draw(st.integers(0, len(parts) - 1))
    looked_for = " ".join(parts[start : start + data.draw(st.integers(1, 4))])
    found = Index(lines).find(looked_for)
    assert found
    for match in found:
        marked = "".join(lines[line].text[begin:end] for line, begin, end in match.spots)
        assert marked.replace(" ", "").casefold() == looked_for.replace(" ", "").casefold()
