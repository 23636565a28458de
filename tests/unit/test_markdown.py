"""The exported document: how each answer prints, and what an empty section says."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cardtui.bank.bank import Bank
from cardtui.card.model import Answer, Card, Row
from cardtui.formats.markdown.document import LIST_END, section_markdown, to_markdown
from cardtui.interview.interview import Interview
from support.banks import (
    HEADER,
    RandomBank,
    answer_of,
    answers_to,
    bank_of,
    card_of,
    random_banks,
)
from support.sampling import examples


def ask(id_: str, type_: str = "text", *keys: str) -> str:
    """A question with more keys, one a line; its label is its id in capitals."""
    lines = [
        "[[section.question]]",
        f'id = "{id_}"',
        f'type = "{type_}"',
        'ask = "What?"',
        f'label = "{id_.upper()}"',
        *keys,
    ]
    return "\n".join(lines) + "\n"


def cell(id_: str, type_: str = "number", *keys: str) -> str:
    """A column with more keys."""
    lines = ["[[section.question.column]]", f'id = "{id_}"', f'type = "{type_}"', *keys]
    return "\n".join(lines) + "\n"


def section(id_: str, *parts: str, level: int = 1, keys: str = "") -> str:
    """A section with its questions; its title is its id as a title."""
    head = f'[[section]]\nid = "{id_}"\ntitle = "{id_.title()}"\nlevel = {level}\n{keys}'
    return head + "".join(parts)


def document(bank: Bank, answers: dict[str, object]) -> str:
    """The whole document for plain answers."""
    card = card_of(answers)
    return to_markdown(bank, card, Interview(bank).state(card))


def printed(question: str, value: object, **more: object) -> str:
    """What one answer prints below its heading."""
    text = document(bank_of(HEADER + section("only", question)), {"q": value, **more})
    assert text.startswith("# Only\n\n")
    assert text.endswith("\n")
    return text.removeprefix("# Only\n\n").removesuffix("\n")


OPTIONS = 'options = [{ id = "red", label = "Dark red" }, { id = "other", label = "Other", specify = true }]'


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        # item, which is the default
        (ask("q"), "BERT", "- **Q:** BERT"),
        (ask("q"), "a *b* [c](d) <e> `f` _g_", r"- **Q:** a \*b\* \[c\](d) \<e> \`f\` \_g\_"),
        (ask("q"), "two\nlines", "- **Q:** two lines"),
        (ask("q", "bool"), True, "- **Q:** Yes"),
        (ask("q", "bool"), False, "- **Q:** No"),
        (ask("q", "integer", 'unit = "bits"'), 8, "- **Q:** 8 bits"),
        (ask("q", "integer"), 66_000_000, "- **Q:** 66,000,000"),
        (ask("q", "integer"), 2026, "- **Q:** 2026"),
        (ask("q", "number", 'unit = "%"'), 97.5, "- **Q:** 97.5%"),
        (ask("q", "number"), 90.0, "- **Q:** 90"),
        (ask("q", "date"), date(2026, 1, 31), "- **Q:** 2026-01-31"),
        (ask("q", "url"), "https://example.org/a_b", "- **Q:** <https://example.org/a_b>"),
        (ask("q", "path"), "data/train set.csv", "- **Q:** `data/train set.csv`"),
        (ask("q", "path"), "a`b", "- **Q:** ``a`b``"),
        (ask("q", "select", OPTIONS), "red", "- **Q:** Dark red"),
        (ask("q", "multiselect", OPTIONS), ["red"], "- **Q:** Dark red"),
        (ask("q", "list"), ["one"], "- **Q:** one"),
        (ask("q", "list"), ["one", "# two"], "- **Q:**\n  - one\n  - \\# two"),
        # specify
        (
            ask("q", "select", OPTIONS),
            Answer("other", specify={"other": " pink* "}),
            r"- **Q:** Other: pink\*",
        ),
        (ask("q", "select", OPTIONS), Answer("other", specify={}), "- **Q:** Other"),
        (
            ask("q", "select", OPTIONS),
            Answer("red", specify={"other": "pink"}),
            "- **Q:** Dark red",
        ),
        (
            ask("q", "multiselect", OPTIONS),
            Answer(["red", "other"], specify={"other": "pink"}),
            "- **Q:** Dark red, Other: pink",
        ),
        # paragraph
        (ask("q", "text", 'output = { as = "paragraph" }'), "BERT", "BERT"),
        (ask("q", "text", 'output = { as = "paragraph" }'), "# BERT", r"\# BERT"),
        (ask("q", "integer", 'output = { as = "paragraph" }', 'unit = "ms"'), 8, "8 ms"),
        (ask("q", "longtext"), "One.\n\n- *Two*\n", "One.\n\n- *Two*"),
        (ask("q", "longtext"), "Title\n=====\n\ntext\n", "**Title**\n\ntext"),
        (ask("q", "longtext"), "## Title\n", "**Title**"),
        # code
        (ask("q", "code", 'language = "python"'), "x = 1\n", "**Q**\n\n```python\nx = 1\n```"),
        (ask("q", "code"), "```\nx\n```\n", "**Q**\n\n````\n```\nx\n```\n````"),
        (
            ask("q", "text", 'output = { as = "code" }'),
            "pip install x",
            "**Q**\n\n```\npip install x\n```",
        ),
        # blocks
        (ask("q", "longtext", 'output = { as = "blocks" }'), "One.\n", "**Q**\n\nOne."),
        # a status
        (ask("q"), "?", "- **Q:** Not known"),
        (ask("q"), "-", "- **Q:** Not applicable"),
        (
            ask("q", "longtext"),
            Answer("kept\n", status="not_applicable", reason="No *people*.\nNone."),
            r"- **Q:** Not applicable: No \*people\*. None.",
        ),
        (
            ask("q", "table") + cell("n"),
            Answer(status="unknown", reason="Lost."),
            "- **Q:** Not known: Lost.",
        ),
    ],
)
def test_how_an_answer_prints(question: str, value: object, expected: str) -> None:
    """Each `output.as`, each type, statuses and the texts of options."""
    assert printed(question, value) == expected


@pytest.mark.parametrize(
    "question", [ask("q", "text", 'output = { as = "none" }'), ask("q", "note")]
)
def test_what_is_not_printed(question: str) -> None:
    """`none` prints nothing, and so fills no section."""
    bank = bank_of(HEADER + section("only", question) + section("rest", ask("r")))
    assert document(bank, {"q": "BERT", "r": "x"}) == "# Rest\n\n- **R:** x\n"


def test_items_stand_in_one_list() -> None:
    """Items that follow each other are one list; other blocks stand apart."""
    bank = bank_of(
        HEADER
        + section("only", ask("a"), ask("b"), ask("c", "longtext"), ask("d"), ask("e", "code"))
    )
    answers: dict[str, object] = {"a": "1", "b": "2", "c": "Text.\n", "d": "3", "e": "x\n"}
    assert document(bank, answers) == (
        "# Only\n\n- **A:** 1\n- **B:** 2\n\nText.\n\n- **D:** 3\n\n**E**\n\n```\nx\n```\n"
    )


# Tables

TABLE = (
    ask("q", "table")
    + cell(
        "metric", "select", 'options = [{ id = "f1", label = "F1" }, "bleu"]', 'label = "Metric"'
    )
    + cell("score", "number", 'label = "Score"')
    + cell("latency", "number", 'unit = "ms"', 'label = "Latency"')
    + cell("share", "number", 'unit = "%"', 'label = "Share"')
    + cell("note", "text", 'label = "Note"', 'when = "row.score < 0.5"')
)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [{"metric": "f1", "score": 0.9, "latency": 12.0, "share": 50}],
            (
                "| Metric | Score | Latency (ms) | Share (%) |\n"
                "| --- | ---: | ---: | ---: |\n"
                "| F1 | 0.9 | 12 | 50% |"
            ),
        ),
        (
            [{"metric": "f1"}, {"score": 0.4, "note": "a|b\nc"}],
            "| Metric | Score | Note |\n| --- | ---: | --- |\n| F1 |  |  |\n|  | 0.4 | a\\|b c |",
        ),
        (
            [{"score": 0.9, "note": "set aside"}],
            "| Score |\n| ---: |\n| 0.9 |",
        ),
        (
            [{"score": 0}, {"metric": ""}, {"score": "high"}],
            "| Score |\n| ---: |\n| 0 |",
        ),
        (
            [{"latency": 66_000_000}],
            "| Latency (ms) |\n| ---: |\n| 66,000,000 |",
        ),
    ],
)
def test_a_table_prints_its_filled_cells(rows: list[dict[str, object]], expected: str) -> None:
    """Columns without a cell go, units stand in the head, set-aside and misfitting cells print not."""
    assert printed(TABLE, rows) == f"**Q**\n\n{expected}"


def test_a_table_as_blocks() -> None:
    """One block a row: the first cell in bold, the others as items."""
    question = TABLE.replace('label = "Q"', 'label = "Q"\noutput = { as = "blocks" }')
    rows = [{"metric": "f1", "score": 0.9}, {"score": 0.4, "note": "low"}]
    assert printed(question, rows) == ("**F1**\n\n- **Score:** 0.9\n\n**0.4**\n\n- **Note:** low")


def test_a_table_whose_cells_are_all_set_aside_prints_nothing() -> None:
    """Such a section is empty: it has no heading without anything below."""
    table = ask("q", "table") + cell("n", "number", 'when = "shown"')
    bank = bank_of(
        HEADER
        + section("first", ask("shown", "bool", 'output = { as = "none" }'))
        + section("second", table)
        + section("third", table.replace('"q"', '"r"'), keys='empty = "state"\n')
    )
    rows = Answer(rows=(Row(1, {"n": 1}),), last_row=1)
    text = document(bank, {"shown": False, "q": rows, "r": rows})
    assert text == "# Third\n\n_Not filled in yet._\n"


# Sections


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "## Below\n\n_Not filled in yet._\n\n# Stated\n\n_Not filled in yet._\n"),
        (
            {"a": "x"},
            "# Top\n\n- **A:** x\n\n## Below\n\n_Not filled in yet._\n\n# Stated\n\n_Not filled in yet._\n",
        ),
        ({"b": "x"}, "# Top\n\n## Below\n\n- **B:** x\n\n# Stated\n\n_Not filled in yet._\n"),
        ({"c": "-"}, "## Below\n\n_Not filled in yet._\n\n# Stated\n\n- **C:** Not applicable\n"),
        ({"d": 3}, "## Below\n\n_Not filled in yet._\n\n# Stated\n\n_Not filled in yet._\n"),
    ],
)
def test_empty_sections(answers: dict[str, object], expected: str) -> None:
    """Left out, or said to be empty; a heading with something below it always prints."""
    bank = bank_of(
        HEADER
        + section("top", ask("a"))
        + section("below", ask("b"), level=2, keys='empty = "state"\n')
        + section("stated", ask("c"), keys='empty = "state"\n')
        + section("omitted", ask("d"))
    )
    assert document(bank, answers) == expected


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        (
            True,
            "# Gate\n\n- **G:** Yes\n\n# Top\n\n_Not filled in yet._\n\n## Below\n\n- **B:** x\n",
        ),
        (False, "# Gate\n\n- **G:** No\n"),
        ("?", "# Gate\n\n- **G:** Not known\n"),
    ],
)
def test_an_irrelevant_section_prints_nothing(gate: object, expected: str) -> None:
    """Not even that it is empty; nor does what stands below it."""
    bank = bank_of(
        HEADER
        + section("gate", ask("g", "bool"))
        + section("top", ask("a"), keys='when = "g"\nempty = "state"\n')
        + section("below", ask("b"), level=2, keys='empty = "state"\n')
    )
    found = document(bank, {"g": gate, "b": "x"})
    if gate is True:
        expected = expected.replace("# Top\n\n_Not filled in yet._\n\n", "# Top\n\n")
    assert found == expected


def test_set_aside_and_misfitting_answers_print_not() -> None:
    """What is out of logic is out of the document."""
    bank = bank_of(
        HEADER
        + section("only", ask("a", "bool"), ask("b", "text", 'when = "a"'), ask("c", "integer"))
    )
    assert document(bank, {"a": False, "b": "x", "c": "many"}) == "# Only\n\n- **A:** No\n"


def test_a_section_by_itself() -> None:
    """The preview shows a section as it stands in the document."""
    bank = bank_of(HEADER + section("one", ask("a")) + section("two", ask("b"), level=2))
    card = card_of({"a": "x", "b": "y"})
    state = Interview(bank).state(card)
    parts = [section_markdown(bank, card, state, each) for each in bank.sections]
    assert parts == ["# One\n\n- **A:** x", "## Two\n\n- **B:** y"]
    assert to_markdown(bank, card, state) == "\n\n".join(parts) + "\n"


def test_titles_and_labels_are_text() -> None:
    """A bank may come from anyone too."""
    text = HEADER + section("only", ask("a").replace('"A"', '"*A* <b>"')).replace(
        '"Only"', '"`O` #"'
    )
    assert document(bank_of(text), {"a": "x"}) == "# \\`O\\` \\#\n\n- **\\*A\\* \\<b>:** x\n"


# Front matter

META = bank_of(
    HEADER
    + section(
        "only",
        ask("license", "text", 'metadata = "license"'),
        ask("tags", "list", 'metadata = "tags"'),
        ask("size", "integer", 'metadata = "size"'),
        ask("day", "date", 'metadata = "date"'),
        ask("free", "bool", 'metadata = "free"'),
        ask("about", "longtext", 'metadata = "summary"', 'output = { as = "none" }'),
        ask("kind", "select", 'metadata = "kind"', OPTIONS),
        ask("other", "text", 'metadata = "other"', 'when = "free"'),
    )
)


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        ({"license": "apache-2.0"}, {"license": "apache-2.0"}),
        (
            {"license": "no", "tags": ["1.0", "yes", "null"]},
            {"license": "no", "tags": ["1.0", "yes", "null"]},
        ),
        (
            {"size": 66_000_000, "day": date(2026, 1, 31)},
            {"size": 66_000_000, "date": date(2026, 1, 31)},
        ),
        ({"free": False, "other": "x"}, {"free": False}),
        ({"free": True, "other": "x"}, {"free": True, "other": "x"}),
        ({"about": "One: two\n---\n# three\n"}, {"summary": "One: two\n---\n# three"}),
        ({"kind": "red"}, {"kind": "red"}),
        ({"license": "a: b # c"}, {"license": "a: b # c"}),
        (
            {"license": "&a !!python/object:os.system {"},
            {"license": "&a !!python/object:os.system {"},
        ),
        ({"license": "'\"\\"}, {"license": "'\"\\"}),
        ({"license": "x" * 300 + " y" * 100}, {"license": "x" * 300 + " y" * 100}),
        ({"license": "\x1b[0m\u202e"}, {"license": "\\x1b[0m\\u202e"}),
    ],
)
def test_front_matter(answers: dict[str, object], fields: dict[str, object]) -> None:
    """Metadata is read back as it was meant, whatever it looks like to YAML."""
    text = document(META, answers)
    assert text.startswith("---\n")
    block, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(block) == fields
    assert "\n---\n" not in block
    assert not body.strip() or body.startswith("\n# Only\n")


@pytest.mark.parametrize("answers", [{}, {"license": "?"}, {"size": "many"}, {"other": "x"}])
def test_no_front_matter_without_metadata(answers: dict[str, object]) -> None:
    """A status, a misfit and a set-aside answer are no metadata."""
    assert not document(META, answers).startswith("---")


# The heading tree

INDENTED = "    # load the model\n    model = load()\n"


@pytest.mark.parametrize(
    ("before", "answer"),
    [
        (ask("a", "text", 'output = { as = "item" }'), "MIT"),
        (ask("a", "longtext", 'output = { as = "item" }'), "MIT\n"),
        (ask("a", "list"), ["MIT", "BSD"]),
        (ask("a", "longtext"), "- MIT\n"),
        (ask("a", "longtext"), "1) MIT\n"),
    ],
)
@pytest.mark.parametrize("indented", [INDENTED, "\t# load\n", "  about\n\n    # load\n"])
def test_indented_code_behind_a_list_stays_code(before: str, answer: object, indented: str) -> None:
    """A comment of a program that stands behind a list item is no heading inside the item."""
    bank = bank_of(HEADER + section("one", before, ask("b", "longtext")))
    text = document(bank, {"a": answer, "b": indented})
    alone = PARSERS[0].render(indented)
    assert PARSERS[0].render(text).endswith(f"{LIST_END}\n{alone}")


def test_text_behind_a_list_needs_nothing_between() -> None:
    """The mark that ends a list is left out where the text is not indented."""
    bank = bank_of(HEADER + section("one", ask("a", "longtext"), ask("b", "longtext")))
    assert LIST_END not in document(bank, {"a": "- MIT\n", "b": "Text\n\n    code\n"})
    assert LIST_END not in document(bank, {"a": "MIT\n", "b": INDENTED})


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "# x", "## ", "#", "\n===\n", "\n---\n", "- ", "1. ", "> ", "    ", "\t", "\n", "\n\n",
                "```", "~~~", "`", "<div>", "<!--", "-->", "<?php", "<![CDATA[", "<script>", "<pre>\n",
                "[a]: b", "[x](javascript:y)", "![", "| a |\n|---|\n", "|", "&lt;", "\\", "*", "**",
                "_", "$$", "word", " ", "\x00", "\x1b", "\r", "\r\n", "\u202e", "\u2028", "\x0b",
                "\n# x\n", "\n\n# x\n\n", "\n- # x\n", "\n> # x\n", "title\n===\n", "---\nkey: 1\n---\n",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)  # fmt: skip
TYPES = ("text", "longtext", "code", "url", "path", "list", "bool", "table", "note")
PARSERS = (MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"]))


@st.composite
def hostile_cases(draw: st.DrawFn) -> tuple[RandomBank, dict[str, Answer]]:
    """A random bank whose texts, reasons and items are hostile."""
    bank = draw(random_banks(5, TYPES))
    answers: dict[str, Answer] = {}
    for name, value in draw(answers_to(bank)).items():
        kind = bank.questions[name].type
        if value in ("?", "-"):
            status = "unknown" if value == "?" else "not_applicable"
            answers[name] = Answer(status=status, reason=draw(HOSTILE))
        elif kind == "list":
            answers[name] = Answer(draw(st.lists(HOSTILE, min_size=1, max_size=3)))
        elif isinstance(value, str):
            answers[name] = Answer(draw(HOSTILE) + ("\n" if kind in ("longtext", "code") else ""))
        else:
            answers[name] = answer_of(value)
    return bank, answers


def assert_headings_are_those_of_the_bank(bank: Bank, card: Card) -> None:
    """Each printed section's heading once, at its level and outside any list, and no other."""
    state = Interview(bank).state(card)
    text = to_markdown(bank, card, state)
    filled = {
        above.id
        for name in state.settled
        if bank.questions[name].printed != "none"
        for above in bank.parents[bank.section_of[name].id]
    }
    expected = [
        (f"h{each.level}", 0, each.title)
        for each in bank.sections
        if state.sections[each.id] != "irrelevant" and (each.id in filled or each.empty == "state")
    ]
    for parser in PARSERS:
        tokens = parser.parse(text)
        found = [
            (token.tag, token.level, tokens[i + 1].content)
            for i, token in enumerate(tokens)
            if token.type == "heading_open"
        ]
        assert found == expected
        html = {token.content for token in tokens if token.type == "html_block"}
        assert html <= {f"{LIST_END}\n"}


@settings(max_examples=examples(200))
@given(hostile_cases())
def test_the_document_has_exactly_the_headings_of_the_bank(
    case: tuple[RandomBank, dict[str, Answer]],
) -> None:
    """Whatever is answered, in whatever bank."""
    random_bank, answers = case
    assert_headings_are_those_of_the_bank(random_bank.loaded(), card_of(answers))


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", " ", "  ", "   ", "    ", "     ", "\t", " \t", "> ", "- ", "-   "]),
        st.sampled_from(
            ["# x", "## y", "- a", "-", "* a", "1. a", "2) a", "> a", "a", "===", "---", "", "", "```",
             "<div>", "| a |", "|---|", "[a]: b", "#", "\t# x"]
        ),
    ).map("".join),
    min_size=1,
    max_size=5,
).map("\n".join)  # fmt: skip
"""Texts of whole lines whose indentation could make them part of what stands before."""
BESIDE_EACH_OTHER = bank_of(
    HEADER
    + section("one", ask("t0"), ask("t1", "longtext"), ask("t2", "longtext"))
    + section(
        "two", ask("t3", "longtext", 'output = { as = "item" }'), ask("t4", "longtext"), level=2
    )
    + section("three", ask("t5", "list"), ask("t6", "longtext"), ask("t7", "code"), level=3)
    + section("four", ask("t8", "longtext"), ask("t9", "longtext"), level=1)
)


@settings(max_examples=examples(250))
@given(st.lists(st.one_of(st.none(), LINES), min_size=10, max_size=10))
def test_answers_beside_each_other_make_no_headings(texts: list[str | None]) -> None:
    """Lists, indented lines and tabs of one answer behind those of another, in nested sections."""
    answers: dict[str, object] = {}
    for i, text in enumerate(texts):
        question = BESIDE_EACH_OTHER.questions[f"t{i}"]
        if text is not None:
            answers[question.id] = text.split("\n") if question.type == "list" else f"{text}\n"
    assert_headings_are_those_of_the_bank(BESIDE_EACH_OTHER, card_of(answers))
