"""Whatever an answer holds, the document around it is what it would be without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cardtui.formats.markdown.escape import code_span, fence, inline, literal
from cardtui.formats.markdown.prose import contained, is_plain
from cardtui.formats.markdown.rounds import settled
from cardtui.text.clean import one_line, visible
from support.markdown import FRAGMENTS, markdown
from support.sampling import examples

COMMONMARK = MarkdownIt("commonmark")
GITHUB = MarkdownIt("gfm-like", {"linkify": False})
CREDULOUS = (MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False}))
for credulous in CREDULOUS:
    credulous.validateLink = lambda url: True  # type: ignore[method-assign]
PARSERS = (COMMONMARK, GITHUB, *CREDULOUS)
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def headings(tokens: list[Token]) -> list[tuple[str, int, str]]:
    """Tag, depth and text of each heading."""
    return [
        (token.tag, token.level, tokens[i + 1].content)
        for i, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def everything(tokens: list[Token]) -> Iterator[Token]:
    """All tokens, those inside running text too."""
    for token in tokens:
        yield token
        yield from everything(token.children or [])


def targets(tokens: list[Token]) -> list[str]:
    """Where the links and images lead."""
    found = (t.attrGet(name) for t in everything(tokens) for name in ("href", "src"))
    return [str(target) for target in found if target is not None]


def scheme(target: str) -> str:
    """What comes before the colon of a target for a reader that decodes all it can."""
    for _ in range(9):
        target = unescape(unquote(re.sub(r"[\x00-\x20]", "", target)))
    found = SCHEME.match(target)
    return found[1].lower() if found else ""


def without_blank_ends(text: str) -> str:
    """A text without blank lines around it."""
    lines = text.split("\n")
    while lines and not lines[0].strip(" \t"):
        del lines[0]
    while lines and not lines[-1].strip(" \t"):
        del lines[-1]
    return "\n".join(lines)


@settings(max_examples=examples(300))
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
@example("- " * 11 + "x")
@example("![a <b>](x)")
@example("[" * 25 + "x [y] z](<b>)")
def test_the_headings_of_a_document_are_its_own(text: str) -> None:
    """No heading, no HTML, no harmful link of an answer; the headings around it stay."""
    document = f"# A\n\n{contained(text)}\n\n# B\n"
    for parser in PARSERS:
        tokens = parser.parse(document)
        assert headings(tokens) == [("h1", 0, "A"), ("h1", 0, "B")]
        assert not [t for t in everything(tokens) if t.type in ("html_block", "html_inline")]
        assert {scheme(target) for target in targets(tokens)} <= {"", "http", "https", "mailto"}


@settings(max_examples=examples(300))
@given(markdown, markdown)
@example("[a]: /x", "[a]")
@example("[a]: /x\n\n[a]", "[a]: /y\n\n[a]")
def test_answers_do_not_change_each_other(one: str, other: str) -> None:
    """A document shows each answer as it would alone."""
    parts = [
        f"# A\n\n{contained(one)}\n\n",
        f"# B\n\n{contained(other)}\n\n",
        "# C\n\n[a] `<!--`\n",
    ]
    for parser in PARSERS:
        assert parser.render("".join(parts)) == "".join(map(parser.render, parts))


@settings(max_examples=examples(300))
@given(markdown)
def test_a_mended_answer_needs_no_mending(text: str) -> None:
    """What was contained once is as it is the second time."""
    once = contained(text)
    assert contained(once) == once


@settings(max_examples=examples(300))
@given(markdown)
def test_what_harms_nothing_is_kept(text: str) -> None:
    """An answer without a fault comes back byte for byte, but for blank lines around it."""
    assume(visible(text) == text)
    document = f"# A\n\n{without_blank_ends(text)}\n\n# B\n"
    for parser in CREDULOUS:
        env: dict[str, object] = {}
        tokens = parser.parse(document, env)
        assume(headings(tokens) == [("h1", 0, "A"), ("h1", 0, "B")])
        assume(not env.get("references"))
        assume(not any(t.type in ("html_block", "html_inline") for t in everything(tokens)))
        assume({scheme(target) for target in targets(tokens)} <= {"", "http", "https", "mailto"})
        assume(max(token.level for token in tokens) < 16)
    assume(text.count("[") < 20 and "\\" not in "".join(re.findall(r"\]\([^)]*", text)))
    assert contained(text) == without_blank_ends(text)


@settings(max_examples=examples(300))
@given(markdown)
def test_nothing_written_is_lost(text: str) -> None:
    """Only marks are added and taken; every word stays, in its place."""
    assume("]:" not in text)

    def words(markdown_text: str) -> str:
        return re.sub(r"[\\*#=\-`~_>\s]", "", markdown_text)

    assert words(contained(text)) == words(visible(re.sub(r"\r\n?", "\n", text)))


@settings(max_examples=examples(300))
@given(markdown)
def test_a_text_escaped_as_a_whole_shows_line_by_line(text: str) -> None:
    """The way out, where nothing else helps, shows the text and nothing but the text."""
    expected = [one_line(line).strip() for line in visible(text).split("\n")]
    escaped = literal(text)
    for parser in PARSERS:
        tokens = parser.parse(escaped)
        assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
        children = [c for t in tokens if t.type == "inline" for c in [*(t.children or []), None]]
        shown = "".join("\n" if c is None or c.type == "hardbreak" else c.content for c in children)
        assert shown.split("\n")[:-1] == [line for line in expected if line]
    assert contained(escaped) == escaped


def shown_text(tokens: list[Token], at: int = 0) -> str:
    """The text of a running text that is nothing but text."""
    running = [token for token in tokens if token.type == "inline"][at]
    assert {child.type for child in running.children or []} <= {"text"}
    return "".join(child.content for child in running.children or [])


@settings(max_examples=examples(300))
@given(markdown.filter(lambda text: one_line(text).strip()))
@example("1. a")
@example("a_b _c_ __d__")
@example("&amp; \\| |")
@example("C #")
@example("C ## ")
@example("~~~")
@example("https://example.org/~me/a_b?c=d&e=f#g")
def test_plain_text_shows_as_it_is_written(text: str) -> None:
    """In a paragraph, behind a label, in a heading, in a table cell and in a list."""
    expected = one_line(text).strip()
    escaped = inline(text)
    for parser in (COMMONMARK, GITHUB):
        paragraph = parser.parse(escaped)
        assert [token.type for token in paragraph] == [
            "paragraph_open",
            "inline",
            "paragraph_close",
        ]
        assert shown_text(paragraph) == expected
        assert shown_text(parser.parse(f"## {escaped}\n")) == expected
        item = parser.parse(f"- {escaped}\n")
        assert [token.type for token in item[1:3]] == ["list_item_open", "paragraph_open"]
        assert shown_text(item) == expected
        (labelled,) = (t for t in parser.parse(f"- **x:** {escaped}") if t.type == "inline")
        children = [child for child in labelled.children or [] if child.content or child.markup]
        assert [child.type for child in children] == ["strong_open", "text", "strong_close", "text"]
        assert children[-1].content == f" {expected}"
    table = GITHUB.parse(f"| a | b |\n| --- | --- |\n| {escaped} | z |\n")
    assert shown_text(table, 2) == expected
    assert shown_text(table, 3) == "z"


@settings(max_examples=examples(300))
@given(markdown, st.text(max_size=8))
def test_code_is_one_block_of_its_own(text: str, language: str) -> None:
    """A fenced block holds the text and ends before the next heading."""
    for parser in PARSERS:
        tokens = parser.parse(f"# A\n\n{fence(text, language)}\n\n# B\n")
        kinds = [token.type for token in tokens if token.nesting >= 0]
        assert kinds == ["heading_open", "inline", "fence", "heading_open", "inline"]
        assert tokens[3].content == visible(re.sub(r"\r\n?", "\n", text)) + "\n"
        assert re.fullmatch(r"[A-Za-z0-9_+.#-]*", tokens[3].info)


@settings(max_examples=examples(300))
@given(markdown.filter(lambda text: one_line(text).strip()))
def test_a_code_span_shows_its_text(text: str) -> None:
    """As code, or as plain text where a table would break it."""
    expected = one_line(text).strip()
    for parser in PARSERS:
        (token,) = (t for t in parser.parse(code_span(text)) if t.type == "inline")
        (child,) = token.children or []
        assert child.content == expected
        assert child.type == ("text" if "|" in expected else "code_inline")


plain_pieces = st.sampled_from(
    [each for each in FRAGMENTS if not set(each) & set("<[`~|&\\")]
    + [
        "a",
        "b.",
        "(c",
        "1",
        "2.",
        "3) x",
        "http://a.b/c_d_e",
        "*x*",
        "__y__",
        '"q"',
        "C#",
        "%",
        "x:",
    ]
)


@settings(max_examples=examples(300))
@given(
    st.one_of(
        st.lists(plain_pieces, max_size=12).map("".join),
        st.lists(st.lists(plain_pieces, max_size=4).map("".join), max_size=6).map("\n".join),
    )
)
def test_a_parser_finds_nothing_in_plain_text(text: str) -> None:
    """What is printed without being parsed comes back as it was from the parser, too."""
    source = without_blank_ends(visible(text))
    if is_plain(source):
        assert settled(source) == source
    else:
        event("not plain")
