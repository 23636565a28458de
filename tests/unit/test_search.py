"""Searching a card: where words are looked for, what comes first, what is shown of it."""

from __future__ import annotations

import pytest

from cardtui.bank.bank import Bank
from cardtui.card.model import Answer
from cardtui.interview.search import Found, Part, Search, abbreviates, answer_text
from cardtui.text.folding import folded, folded_with_places
from cardtui.text.passages import passage
from support.banks import HEADER, bank_of, card_of, state_of

BANK = bank_of(
    HEADER
    + """
[[section]]
id = "outer"
title = "Characteristics"
help = "What it is made of."
[[section.question]]
id = "size"
type = "number"
unit = "GB"
ask = "How much room does it take?"
label = "Size on disk"
[[section]]
id = "inner"
level = 2
title = "Compression"
[[section.question]]
id = "compressed"
type = "multiselect"
ask = "How is it made smaller?"
label = "Techniques"
help = "All that change its size."
why = "Annex IV"
options = [{ id = "quant", label = "Quantization", help = "Fewer bits" }, "Pruning"]
[[section.question]]
id = "bits"
type = "integer"
when = { compressed = "quant" }
ask = "How many bits per weight has {size}?"
label = "Bits per weight"
[[section.question]]
id = "results"
type = "table"
ask = "What came out?"
label = "Results"
[[section.question.column]]
id = "metric"
type = "text"
label = "Metric"
help = "Which measure."
[[section.question.column]]
id = "score"
type = "number"
unit = "%"
[[section.question]]
id = "story"
type = "longtext"
ask = "What happened?"
label = "Größe der Hürde"
"""
)


def find(words: str, answers: dict[str, object] | None = None, bank: Bank = BANK) -> Found:
    return Search(bank).find(card_of(answers or {}), state_of(bank, answers or {}), words)


def names(found: Found) -> list[str]:
    return [hit.question.id if hit.question else f"§{hit.section.id}" for hit in found.hits]


@pytest.mark.parametrize(
    ("words", "first", "part"),
    [
        ("disk", "size", Part.LABEL),
        ("room", "size", Part.ASK),
        ("quantization", "compressed", Part.OPTIONS),
        ("pruning", "compressed", Part.OPTIONS),
        ("fewer", "compressed", Part.OPTIONS),
        ("metric", "results", Part.OPTIONS),
        ("measure", "results", Part.OPTIONS),
        ("annex", "compressed", Part.HELP),
        ("made of", "§outer", Part.HELP),
        ("compressed", "compressed", Part.ID),
        ("bpw", "bits", Part.ABBREVIATION),
        ("char", "§outer", Part.LABEL),
    ],
)
def test_every_part_is_searched(words: str, first: str, part: Part) -> None:
    """Labels, questions, options, columns, help, ids, titles; the best is first."""
    found = find(words)
    assert names(found)[0] == first
    assert found.hits[0].part is part


def test_a_label_comes_before_a_question_a_help_and_an_answer() -> None:
    """`size` stands in one of each; where an answer is piped in, as its label."""
    found = find("size", {"story": "Its size was a surprise."})
    assert names(found) == ["size", "bits", "compressed", "story"]
    assert [hit.part for hit in found.hits] == [Part.LABEL, Part.ASK, Part.HELP, Part.ANSWER]


def test_a_section_and_then_what_is_in_it() -> None:
    """Also what is in the sections below."""
    found = find("characteristics")
    assert names(found)[0] == "§outer"
    assert set(names(found)[1:]) == {"§inner", "size", "compressed", "bits", "results", "story"}
    assert {hit.part for hit in found.hits[1:]} == {Part.SECTION}
    assert found.hits[0].label == "Characteristics"


def test_what_is_not_asked_comes_behind_what_is() -> None:
    """Of those found in parts that are as good: `Bits per weight` has the shorter label."""
    assert names(find("per", {"compressed": ["quant"]})) == ["bits"]
    asked = find("compression many", {"compressed": ["quant"]})
    not_asked = find("compression", {"compressed": ["pruning"]})
    assert names(asked) == ["bits"]
    assert names(not_asked)[-1] == "bits"
    assert names(find("compression", {"compressed": ["quant"]}))[-1] != "bits"


def test_the_beginning_of_a_word_is_better_than_its_inside() -> None:
    """And a short label better than a long one."""
    bank = bank_of(
        HEADER
        + '[[section]]\nid = "only"\ntitle = "Only"\n'
        + "".join(
            f'[[section.question]]\nid = "{name}"\ntype = "text"\nask = "?"\nlabel = "{label}"\n'
            for name, label in (
                ("a", "Dequantized"),
                ("b", "Quantized at last"),
                ("c", "Quantized"),
            )
        )
    )
    assert names(find("quant", bank=bank)) == ["c", "b", "a"]


def test_all_words_must_stand_somewhere() -> None:
    """In whatever parts, in whatever order."""
    assert names(find("weight techniques")) == []
    assert names(find("disk room")) == ["size"]
    assert names(find("compression smaller")) == ["compressed"]
    assert names(find("smaller surprise", {"compressed": "?", "story": "A surprise."})) == []
    assert names(find("happened surprise", {"story": "A surprise."})) == ["story"]


def test_case_and_accents_do_not_matter() -> None:
    """In what is typed and in what is found."""
    for words in ("GROSSE hurde", "größe HÜRDE", "große hürde"):
        assert names(find(words)) == ["story"]


@pytest.mark.parametrize("words", ["", "   ", "\u0301"])
def test_nothing_is_found_by_nothing(words: str) -> None:
    """A lone accent is nothing either."""
    assert find(words) == Found((), (), 0)


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("quantisation", "quantization", "compressed"),
        ("pruming fewer", "pruning fewer", "compressed"),
        ("CHARACTERISITCS", "characteristics", "§outer"),
    ],
)
def test_another_spelling_finds_what_was_meant(typed: str, meant: str, first: str) -> None:
    """What stands somewhere is never taken for something else."""
    found = find(typed)
    assert found.is_meant
    assert " ".join(found.words) == meant
    assert names(found)[0] == first
    assert not find("disk").is_meant


@pytest.mark.parametrize("typed", ["zebra", "dsk", "pruming zebra", "bits zebra", "q" * 500])
def test_what_is_near_to_nothing_finds_nothing(typed: str) -> None:
    """Short words are near to too many others."""
    assert find(typed).count == 0


def test_an_answer_is_no_slip_of_the_pen() -> None:
    """The other spelling may be that of an answer."""
    found = find("quantisation", {"story": "Quantisation was tried."})
    assert (found.is_meant, names(found)) == (False, ["story"])


def test_answers_are_found_as_they_read() -> None:
    """With labels, units, reasons, cells and the texts of options."""
    rows = [{"metric": "Accuracy", "score": 91.3, "gone": "kept"}]
    assert names(find("91.3%", {"results": rows})) == ["results"]
    assert names(find("kept", {"results": rows})) == ["results"]
    assert names(find("applicable hidden", {"size": Answer(1, "not_applicable", "Hidden")})) == [
        "size"
    ]
    assert names(find("1 gb", {"size": 1})) == ["size"]
    assert find("accuracy", {"results": rows}).hits[0].text == "Accuracy, 91.3%, kept"
    assert answer_text(BANK.questions["size"], Answer()) == ""


def test_a_changed_answer_is_found_by_what_it_is_now() -> None:
    """The old one is not."""
    search = Search(BANK)
    for text in ("first", "second"):
        answers: dict[str, object] = {"story": text}
        card, state = card_of(answers), state_of(BANK, answers)
        assert names(search.find(card, state, text)) == ["story"]
    assert names(search.find(card, state, "first")) == []


def test_no_more_than_wanted_and_how_many_there_are() -> None:
    """The best of them."""
    answers: dict[str, object] = {}
    found = Search(BANK).find(card_of(answers), state_of(BANK, answers), "e", most=2)
    assert len(found.hits) == 2
    assert found.count > 2


@pytest.mark.parametrize(
    ("short", "is_one"),
    [
        *((short, True) for short in ("bpw", "bitsw", "bw", "b", "biw", "bitsperweight")),
        *((short, False) for short in ("bpx", "wb", "its", "bb", "bitt", "bitsperweights")),
    ],
)
def test_abbreviations(short: str, is_one: bool) -> None:
    """Made of the beginnings of words, in their order."""
    assert abbreviates(short, "bits per weight") is is_one


def test_folding_tells_where_each_letter_comes_from() -> None:
    """Also where one becomes two, or none."""
    assert folded("Straße Ünïcode ΣΑΣ İ ﬁ") == "strasse unicode σασ i fi"
    assert folded("l’entraînement") == "l'entrainement"
    assert folded_with_places("aß\u0301é") == ("asse", [0, 1, 1, 3])


def shown(text: str, words: str, length: int = 40) -> str:
    """A passage with what was found in brackets."""
    pieces = passage(text, folded(words).split(), length)
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "words", "as_shown"),
    [
        ("Bits per weight", "bit", "[Bit]s per weight"),
        ("Bits per weight", "weight per", "Bits [per] [weight]"),
        ("Bits per weight", "nothing", "Bits per weight"),
        ("", "nothing", ""),
        ("Größe", "ss", "Grö[ß]e"),
        ("a\nb\tc", "b", "a [b] c"),
        ("x\x1b]52;c;y\x07 [/] [bold]", "bold", "x\\x1b]52;c;y\\x07 [/] [[bold]]"),
        ("aaa", "aa a", "[aaa]"),
        (f"{'far ' * 30}here it is", "here", "…far far far [here] it is"),
        (f"here it is {'far ' * 30}", "here", "[here] it is far far far far far far far f…"),
        (f"é{'far ' * 1_500}here", "here", "…far far far [here]"),
        (f"{'x' * 60}here", "here", f"…{'x' * 13}[here]"),
    ],
)
def test_a_passage_shows_what_was_found(text: str, words: str, as_shown: str) -> None:
    """On one line, cleaned, cut around it."""
    assert shown(text, words) == as_shown
