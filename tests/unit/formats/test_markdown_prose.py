"""The known traps of Markdown that a person, or a stranger, writes into an answer."""

from __future__ import annotations

from time import perf_counter

import pytest

from cardtui.formats.markdown.escape import code_span, fence, inline, literal
from cardtui.formats.markdown.prose import contained
from cardtui.formats.markdown.targets import is_harmless
from support.sampling import one_in

HARMLESS = (
    "",
    "One line.",
    "Two trailing spaces  \nbreak a line, and a backslash\\\ntoo.",
    "    indented code <b>\n\ntext",
    "- a\n  - b\n\n    c\n1. d\n2. e",
    "> quoted\n> still\nlazy",
    "| a | b |\n|---|--:|\n| `x \\| <y>` | $\\beta_2$ |",
    r"$\alpha_1 < \beta_2$ and \(x^*\) and \[y_i\]",
    "```python\nif a < b:  # not a heading\n    print('<div>')\n```",
    "~~~\n# not a heading\n===\n~~~",
    "- ```\n  an open fence ends with its item",
    "`<!--` and ``<b>`` and a < b, a<3, <3",
    "**bold** _it_ ~~gone~~ &lt; &copy; \\<div> \\# x",
    "a\n\n---\n\nb\n\n***",
    "[x](https://a.b/c?d=e&f) <https://a.b> [y](../z.md 'title') [z](#there) <m@x.yz>",
    "![plot](figures/plot.png)",
    "intervals [0, 1), " * 30,
    "#hashtag #1 \\# and 1) first",
    "\u00a0wide space <https://a.b>",
    "trailing space ",
    "[^1] stays, and so does [x] and [ ] and [a][b]",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_kept(text: str) -> None:
    """Nothing to mend, nothing touched."""
    assert contained(text) == text


def test_blank_lines_around_go() -> None:
    """Those at the ends only, and not the indentation of the first line."""
    assert contained("\n \t\n    code\n\n\n\ntext \n  \n") == "    code\n\n\n\ntext "


HEADINGS = (
    ("# x", "**x**"),
    ("###### x ##", "**x**"),
    ("x\n===", "**x**"),
    ("a\nb\n---\nc", "**a\nb**\n\nc"),
    ("text\n# x\ntext", "text\n\n**x**\n\ntext"),
    ("# x\n# y", "**x**\n\n**y**"),
    ("- # x\n- y", "- **x**\n- y"),
    ("- # x\ntext", "- **x**\n\ntext"),
    ("- a\n\n  b\n  ---\n", "- a\n\n  **b**"),
    ("> # x\n> text", "> **x**\n>\n> text"),
    ("> - ## x\n>   y", "> - **x**\n>\n>   y"),
    (">\t# x", ">\t**x**"),
    ("> x\n> ===", "> **x**"),
    ("1. # x", "1. **x**"),
    ("# **x**", "****x****"),
    ("# a **b** c", "**a **b** c**"),
    ("# `a**b` c", "**`a**b` c**"),
    ("# $x_1$ and $\\alpha_2$", "**$x_1$ and $\\alpha_2$**"),
    ("# *", "__*__"),
    ("# x\\", "**x\\\\**"),
    ("#", "\\#"),
    ("a|\n---", "**a|**"),
    ("a\n=", "**a**"),
)


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_a_heading_prints_as_a_bold_paragraph(text: str, expected: str) -> None:
    """Apart from the text around it, inside the list or quote that it stood in."""
    assert contained(text) == expected


HTML = (
    ("a <b>c</b>", "a \\<b>c\\</b>"),
    ('<a title="*x*"> *y*', '\\<a title="\\*x\\*"> *y*'),
    ("<div>\n*x*\n</div>", "\\<div>\\\n\\*x\\*\\\n\\</div>"),
    ("<div>\n# x\n===\n1. y", "\\<div>\\\n\\# x\\\n\\===\\\n1\\. y"),
    ("<!--", "\\<!--"),
    ("<!--\n\n    x\n-->\ny", "\\<!--\n\nx\\\n\\-->\n\ny"),
    ("a <!-- b --> c", "a \\<!-- b --> c"),
    ("<?php x ?>", "\\<?php x ?>"),
    ("a <![CDATA[x]]>", "a \\<\\!\\[CDATA\\[x\\]\\]>"),
    ("- <div>\n  x", "- \\<div>\\\n  x"),
    ("> <b>", "> \\<b>"),
    ("`<b>` <b>", "`<b>` \\<b>"),
    ("![a <b>](x)", "![a \\<b>](x)"),
    ("![![<b>](x)](y)", "![![\\<b>](x)](y)"),
    ("|a|b|\n|-|-|\n|`x \\| <b>`|<i t='\\|'>|", "|a|b|\n|-|-|\n|`x \\| <b>`|\\<i t='\\|'>|"),
    ("<script>\n\nx", "\\<script>\n\nx"),
    ("text\n<div>", "text\n\n\\<div>"),
)


@pytest.mark.parametrize(("text", "expected"), HTML)
def test_raw_html_shows_as_written(text: str, expected: str) -> None:
    """Blocks, tags, comments, CDATA; in code it is left alone."""
    assert contained(text) == expected


LINKS = (
    ("[x](javascript:y)", "\\[x\\](javascript:y)"),
    ("[*x*](javascript:a*b*c)", "\\[*x*\\](javascript:a\\*b\\*c)"),
    ("![x](data:y)", "!\\[x\\](data:y)"),
    ("[![x](data:y)](/z)", "[!\\[x\\](data:y)](/z)"),
    ("[x](< JaVaScRiPt:y>)", "\\[x\\](\\< JaVaScRiPt:y>)"),
    ("[x](java&#10;script:y)", "\\[x\\](java\\&#10;script:y)"),
    ("<javascript:y>", "\\<javascript:y>"),
    ("<urn:isbn:1>", "\\<urn:isbn:1>"),
    ("> [x\n> y](file:z)", "> \\[x\n> y\\](file:z)"),
    ("|a|\n|-|\n|[x](data:y\\|z)|", "|a|\n|-|\n|\\[x\\](data:y\\|z)|"),
    ("[a](/b) [x](vbscript:y)", "[a](/b) \\[x\\](vbscript:y)"),
)


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_a_harmful_link_shows_as_written(text: str, expected: str) -> None:
    """Where it stands, with all others left alone."""
    assert contained(text) == expected


DEFINITIONS = (
    ("[x][1] [1]\n\n[1]: http://a.b", "[x](<http://a.b>) [1](<http://a.b>)"),
    ("[x][]\n\n[X]: /y 'a \"b\"'", '[x](</y> "a \\"b\\"")'),
    ("![x][a]\n\n[a]: <b c>\n\ny", "![x](<b c>)\n\n\ny"),
    ("> [x]\n\n> [x]: /y", "> [x](</y>)\n\n> "),
    ("|a|\n|-|\n|[x]|\n\n[x]: /a|b 't|t'", '|a|\n|-|\n|[x](</a%7Cb> "t&#124;t")|'),
    ("[x]\n\n[x]: /a&amp;copy;", "[x](</a&amp;copy;>)"),
    ("[note]: unused", "\\[note]: unused"),
    ("[x]\n\n[x]: /y\n[x]: /z", "[x](</y>)\n\n\\[x]: /z"),
    ("[x][a]\n\n[a]: javascript:y", "\\[x\\]\\[a\\]\n\n\\[a]: javascript:y"),
    ("# [x]\n\n[x]: /y", "**[x](</y>)**"),
)


@pytest.mark.parametrize(("text", "expected"), DEFINITIONS)
def test_definitions_of_links_stay_inside_the_answer(text: str, expected: str) -> None:
    """Written out where they are used; shown where nothing uses them, or where they harm."""
    assert contained(text) == expected


OPEN_ENDS = (
    ("```\n# x", "```\n# x\n```"),
    ("~~~~py", "~~~~py\n~~~~"),
    ("```\n~~~\n``", "```\n~~~\n``\n```"),
    ("a\n\n   ````\n```", "a\n\n   ````\n```\n````"),
    ("\x1b]52;c;x\x07", "\\x1b]52;c;x\\x07"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\ud800", "a\\ud800"),
)


@pytest.mark.parametrize(("text", "expected"), OPEN_ENDS)
def test_fences_are_closed_and_control_characters_shown(text: str, expected: str) -> None:
    """Nothing of an answer reaches what follows, and nothing of it is dropped."""
    assert contained(text) == expected


@pytest.mark.parametrize("text", ["- " * 11 + "x", "> " * 25 + "# x", "[" * 25 + "x [y] z](<b>)"])
def test_what_nests_too_deep_is_escaped_as_a_whole(text: str) -> None:
    """markdown-it reads 20 levels, and drops the headings behind a list with more."""
    assert contained(text) == literal(text)


TARGETS = (
    "http://a.b", "HTTPS://a.b", "mailto:a@b.c", "a/b.md", "../a:b", "#x", "?a:b", "", "a%20b",
    "/a%2fb", "100%", "a&b", "x y",
)  # fmt: skip
HARMFUL_TARGETS = (
    "javascript:x", "JavaScript:x", " javascript:x", "java\tscript:x", "java\nscript:x",
    "javascript%3ax", "%6aavascript:x", "%256aavascript:x", "&#106;avascript:x", "javascript&colon;x",
    "javascript&amp;colon;x", "\u200bjavascript:x", "java\\script:x", "data:text/html,x", "file:///x",
    "vbscript:x", "tel:1", "C:/x",
    "//a.b", r"\\a.b", r"\a.b", r"/\a.b", "/\t/a.b", "%5c%5ca.b", "&#47;/a.b", "%" + "25" * 40 + "3a",
)  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_targets_that_may_stand(target: str) -> None:
    """The web, mail, files beside the document, and places in it."""
    assert is_harmless(target)


@pytest.mark.parametrize("target", HARMFUL_TARGETS)
def test_targets_that_may_not(target: str) -> None:
    """Any other scheme, or a host without one, however it is disguised."""
    assert not is_harmless(target)


INLINE = (
    ("# x", "\\# x"),
    ("1. x", "1\\. x"),
    ("1.5 x", "1.5 x"),
    ("- x", "\\- x"),
    ("> x > y", "\\> x > y"),
    ("a_b _c_", "a_b \\_c\\_"),
    ("2 * 3 | `4`", "2 \\* 3 \\| \\`4\\`"),
    ("<b> &amp; & &x", "\\<b> \\&amp; & &x"),
    ("![x](y) wow!", "\\!\\[x\\](y) wow!"),
    ("C #", "C \\#"),
    ("C# and F#", "C# and F#"),
    (" a\n b\t c ", "a b c"),
    ("https://example.org/~me/a_b?c=d&e=f#g", "https://example.org/~me/a_b?c=d&e=f#g"),
    ("~a~", "\\~a\\~"),
    ("\x1b[0m", "\\\\x1b\\[0m"),
)


@pytest.mark.parametrize(("text", "expected"), INLINE)
def test_plain_text_is_escaped_only_where_it_must_be(text: str, expected: str) -> None:
    """What could be read as Markdown, and nothing else."""
    assert inline(text) == expected


def test_code_in_a_line_and_in_a_block() -> None:
    """The marks are longer than any inside; the language is reduced to a name."""
    assert code_span("a`b") == "``a`b``"
    assert code_span("`a`") == "`` `a` ``"
    assert code_span("a|b") == "a\\|b"
    assert fence("x", "c++ {.y}\n```") == "```c++.y\nx\n```"
    assert fence("````\nx") == "`````\n````\nx\n`````"


def test_a_text_escaped_as_a_whole_keeps_its_lines() -> None:
    """Line by line, paragraph by paragraph."""
    assert literal("# a\n  *b*\n\n<c>") == "\\# a\\\n\\*b\\*\n\n\\<c>"


PATHOLOGICAL = (
    "[", "![", "[a](", "<b>", "`a``b```", "*a _b ", "> ", "- a\n", "# h\n", "a\n===\n", "<!--", "<? ",
    "[x](j:y) ", "<div>\n\n", "|`<b>`|<b>|\n", "&", "\\", "~~a ", "[a\n", "[\\\n", "- ```\n", "[x](",
    "|a\n|-\n", "[a]:\n", "[a]: b\n", "\n \n", "<a ", "![[]()",
)  # fmt: skip


@pytest.mark.parametrize("piece", one_in(4, PATHOLOGICAL))
def test_no_text_takes_long(piece: str) -> None:
    """A hundred thousand hostile characters are a matter of seconds, not of minutes."""
    start = perf_counter()
    contained(piece * (100_000 // len(piece)))
    assert perf_counter() - start < 60
