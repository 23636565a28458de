"""Whatever a person wrote, an exported document shows it and keeps its own shape."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cardtui.formats.markdown.escape import code_span, fence, inline
from cardtui.formats.markdown.prose import contained
from cardtui.formats.markdown.targets import is_harmless
from cardtui.text.clean import one_line, visible
from support.sampling import examples

FRAGMENTS = (
    "# x", "## ", "#", "===", "---", "- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "    ", "\t", "\n",
    "\n\n", "```", "~~~", "````", "`", "``", "<div>", "</div>", "<!--", "-->", "<?php", "<![CDATA[",
    "<a href='", "<script>", "[a]: b", "[a]", "[a]: javascript:x", "[x](javascript:y)", "](", "![",
    "[x](<data:a>)", "<javascript:x>", "<http://a.b>", "| a | b |", "|---|---|", "|", "&lt;", "&#35;",
    "&colon;", "\\", "*", "**", "_", "__", "~~", "$\\alpha_1$", "x", "word", " ", "\x00", "\x1b",
    "\r", "\u202e", "é", "中", "(", ")", ":", "!", "a|", "\u00a0", "\f", "\v", "\u2028", "\\\n", "  \n",
)  # fmt: skip
markdown = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=14).map(
    "".join
)
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = MarkdownIt("commonmark")
for parser in (GITHUB, PLAIN):
    parser.validateLink = lambda url: True  # type: ignore[method-assign]


def headings(tokens: list[Token]) -> list[tuple[str, int, str]]:
    """Tag, depth and text of each heading."""
    return [
        (token.tag, token.level, tokens[i + 1].content)
        for i, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def everything(tokens: list[Token]) -> list[Token]:
    """All tokens, those inside running text too."""
    return [t for token in tokens for t in (token, *everything(token.children or []))]


@settings(max_examples=examples(400))
@given(markdown)
@example("a\n---")
@example("- # x\n  y")
@example("> a\n> ===\n> b")
@example("```\n# x")
@example("<!--")
@example("`<b>` <b> `")
@example("[a]: javascript:x\n\n[a]")
@example("a|\n---")
@example("[x](&#106;avascript:y)")
def test_an_answer_leaves_the_document_around_it_alone(text: str) -> None:
    """No heading, no HTML, no harmful link of an answer; the headings around it stay."""
    document = f"# A\n\n{contained(text)}\n\n# B\n"
    for parser in (GITHUB, PLAIN):
        tokens = parser.parse(document)
        assert headings(tokens) == [("h1", 0, "A"), ("h1", 0, "B")]
        for token in everything(tokens):
            assert token.type not in ("html_block", "html_inline")
            for name in ("href", "src"):
                assert is_harmless(str(token.attrGet(name) or ""))


@settings(max_examples=examples(200))
@given(markdown)
def test_a_mended_answer_needs_no_mending(text: str) -> None:
    """What was contained once is as it is the second time."""
    once = contained(text)
    assert contained(once) == once


def shown(tokens: list[Token]) -> str:
    """The text of running text that is nothing but text."""
    (inline_token,) = [token for token in tokens if token.type == "inline"]
    assert {child.type for child in inline_token.children or []} <= {"text", "text_special"}
    return "".join(child.content for child in inline_token.children or [])


@settings(max_examples=examples(400))
@given(markdown.filter(lambda text: one_line(text).strip()))
@example("1. a")
@example("a_b _c_ __d__")
@example("&amp; \\| |")
def test_plain_text_shows_as_it_is_written(text: str) -> None:
    """In a paragraph, behind a label, in a heading and in a table cell."""
    expected = one_line(text).strip()
    escaped = inline(text)
    for parser in (GITHUB, PLAIN):
        assert shown(parser.parse(escaped)) == expected
        assert headings(parser.parse(f"# {escaped}"))[0][0] == "h1"
    item = GITHUB.parse(f"- **x:** {escaped}")
    children = next(token for token in item if token.type == "inline").children or []
    assert "".join(child.content for child in children) == f"x: {expected}"
    table = GITHUB.parse(f"| a | b |\n| --- | --- |\n| {escaped} | z |\n")
    cells = [token for token in table if token.type == "inline"]
    assert [cell.content for cell in cells][:2] == ["a", "b"]
    assert "".join(child.content for child in cells[2].children or []) == expected
    assert cells[3].content == "z"


@settings(max_examples=examples(200))
@given(markdown, st.text(max_size=8))
def test_code_is_one_block_of_its_own(text: str, language: str) -> None:
    """A fenced block holds the text and ends before the next heading."""
    tokens = PLAIN.parse(f"{fence(text, language)}\n\n# B\n")
    assert [token.type for token in tokens[:2]] == ["fence", "heading_open"]
    assert tokens[0].content == visible(text.replace("\r\n", "\n").replace("\r", "\n")) + "\n"


@settings(max_examples=examples(200))
@given(markdown.filter(lambda text: one_line(text).strip()))
def test_a_code_span_shows_its_text(text: str) -> None:
    """As code, or as plain text where a table would break it."""
    (token,) = [t for t in PLAIN.parse(code_span(text)) if t.type == "inline"]
    assert "".join(child.content for child in token.children or []) == one_line(text).strip()
