"""Markdown as lines of a terminal: what a person sees of each kind of block, at several widths."""

from __future__ import annotations

import pytest

from cardtui.app.reading.lines import BLOCK, CODE, LINK, PLAIN, STRONG, Line, wrapped
from cardtui.app.reading.markdown import lines_of


def shown(markdown: str, width: int = 40) -> list[str]:
    return [line.text for line in lines_of(markdown, width)]


@pytest.mark.parametrize(
    ("markdown", "width", "lines"),
    [
        ("One *two* **three** `four`.", 40, ["One two three four."]),
        ("One two three", 7, ["One two", "three"]),
        ("One\ntwo\\\nthree", 40, ["One two", "three"]),
        ("# One\n\nTwo", 40, ["One", "", "Two"]),
        ("- one\n- two three four", 14, ["• one", "• two three", "  four"]),
        ("- one\n  - two\n- three", 40, ["• one", "  ◦ two", "• three"]),
        ("- one\n\n- two", 40, ["• one", "", "• two"]),
        ("9. one\n10. two", 40, ["9. one", "10. two"]),
        ("> one two", 20, ["▌ one two"]),
        ("> one\n>\n> - two", 20, ["▌ one", "▌ ", "▌ • two"]),
        ("a\n\n---\n\nb", 6, ["a", "", "──────", "", "b"]),
        ("[a](b.md) and <http://c.d>", 40, ["a (b.md) and http://c.d"]),
        ("[http://a.b](http://a.b)", 40, ["http://a.b"]),
        ("![a picture](b.png)", 40, ["a picture (b.png)"]),
        ("a-very-long-word-that-fits-nowhere", 10, ["a-very-lon", "g-word-tha", "t-fits-now", "here"]),
        ("-", 40, ["• "]),
        ("", 40, []),
    ],
)  # fmt: skip
def test_blocks(markdown: str, width: int, lines: list[str]) -> None:
    """Each kind, and where its lines end."""
    assert shown(markdown, width) == lines


def test_code_stays_as_it_is() -> None:
    """Tabs go to the next stop, long lines are cut where they are full, and nothing is a mark."""
    code = "```python\ndef f():\n\treturn '**x**'\n\n# a comment that is long\n```"
    assert shown(code, 20) == [
        "  def f():",
        "      return '**x**'",
        "  ",
        "  # a comment that i",
        "  s long",
    ]
    assert all(line.is_block for line in lines_of(code, 20))


TABLE = "| Metric | Value | Data set |\n|---|---:|---|\n| accuracy | 91.3 | the SST-2 data |\n| F1 | 8 | |"


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (40, [
            "Metric    Value  Data set",
            "───────────────────────────────",
            "accuracy   91.3  the SST-2 data",
            "F1            8",
        ]),
        (26, [
            "Metric    Value  Data set",
            "──────────────────────────",
            "accuracy   91.3  the SST-2",
            "                 data",
            "F1            8",
        ]),
        (14, [
            "accuracy",
            "  Value: 91.3",
            "  Data set:",
            "  the SST-2",
            "  data",
            "",
            "F1",
            "  Value: 8",
        ]),
    ],
)  # fmt: skip
def test_a_table_takes_the_width_that_there_is(width: int, lines: list[str]) -> None:
    """Side by side, with lines in its cells, or row by row: no word is broken."""
    assert shown(TABLE, width) == lines


def test_a_table_without_rows_shows_its_heads() -> None:
    """However narrow it is."""
    heads = "| One | Two | Three |\n|---|---|---|"
    assert shown(heads, 40)[0] == "One  Two  Three"
    assert shown(heads, 8) == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("模型在中文语料上", 6, ["模型在", "中文语", "料上"]),
        ("模型，在。中", 4, ["模", "型，", "在。", "中"]),
        ("ab 模型 cd", 6, ["ab 模", "型 cd"]),
        ("e\u0301e\u0301e\u0301 x", 3, ["e\u0301e\u0301e\u0301", "x"]),
        ("אבג דהו", 4, ["אבג", "דהו"]),
    ],
)
def test_other_scripts_break_where_they_may(text: str, width: int, lines: list[str]) -> None:
    """By cells, between wide characters but not before what closes; never within a character."""
    assert shown(text, width) == lines


def test_a_character_of_several_is_never_cut() -> None:
    """A family of four is one, two cells wide."""
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    assert [line.text for line in wrapped([(family * 2, PLAIN)], 2)] == [family, family]


def test_what_a_text_is_goes_along() -> None:
    """Over the end of a line too; for the widget to draw in its colours."""
    (first, second) = wrapped([("one ", PLAIN), ("two three", STRONG)], 7)
    assert first == Line((("one ", PLAIN), ("two", STRONG)))
    assert second == Line((("three", STRONG),), glue=" ")
    (line,) = lines_of("**[`a`](b)**", 40)
    assert line.spans[0] == ("a", STRONG | LINK | CODE)
    assert lines_of("    x", 40)[0].spans == (("  x", BLOCK),)


def test_what_is_very_deep_keeps_its_width() -> None:
    """Lists in lists in quotes, in a narrow terminal: words are still words."""
    lines = shown("> " * 6 + "- " * 3 + "a sentence of some words", 24)
    assert "a sentence" in " ".join(lines)
    assert max(map(len, lines)) <= 24
