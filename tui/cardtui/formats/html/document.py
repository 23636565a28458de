"""A card as one HTML file: all in one, without a script, rendered from the Markdown document.

Nothing is loaded from anywhere: pictures become links, and a content security policy forbids the
rest. For people who listen or use a keyboard: one main heading with those of the bank below it, a
link past the contents, tables with header cells that scroll by keys, colours of at least 7:1 in
light and dark (WCAG 2.2: 1.3.1, 1.4.6, 2.4.1, 2.4.10).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cardtui.bank.bank import Bank
from cardtui.bank.fixed_words import FixedWords
from cardtui.bank.model import Section
from cardtui.card.model import Card
from cardtui.formats.html.style import STYLE
from cardtui.formats.markdown.document import LIST_END, section_markdown
from cardtui.formats.markdown.front_matter import metadata
from cardtui.interview.state import State
from cardtui.text.clean import one_line

_LOWEST = 6
"""The lowest level of a heading in HTML."""
_NAMES = ("model_name", "name", "title")
"""Front-matter keys under which a bank asks what the model is called."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A section as it is printed."""

    section: Section
    html: str

    @property
    def anchor(self) -> str:
        return f"section-{self.section.id}"


def to_html(bank: Bank, card: Card, state: State) -> str:
    """The whole document."""
    fixed = bank.words
    parts = [
        _Part(section, _rendered(markdown, fixed))
        for section in bank.sections
        if (markdown := section_markdown(bank, card, state, section))
    ]
    title = _title(bank, card, state)
    return "".join(f"{line}\n" for line in _lines(bank, title, parts, fixed))


def _title(bank: Bank, card: Card, state: State) -> str:
    given = metadata(bank, card, state)
    name = next((str(given[key]) for key in _NAMES if key in given), "")
    return one_line(f"{name}: {bank.title}" if name else bank.title)


def _lines(bank: Bank, title: str, parts: list[_Part], fixed: FixedWords) -> Iterator[str]:
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(bank.language or "en")}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<a class="skip" href="#main">{escape(fixed.to_the_card)}</a>'
    yield f"<header><h1>{escape(title)}</h1></header>"
    yield '<nav aria-labelledby="contents">'
    yield f'<h2 id="contents">{escape(fixed.contents)}</h2>'
    yield _contents(parts)
    yield "</nav>"
    yield '<main id="main">'
    for part in parts:
        yield f'<section id="{part.anchor}">\n{part.html}</section>'
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _contents(parts: list[_Part]) -> str:
    """The headings as nested lists of links."""
    made, open_levels = "", list[int]()
    for part in parts:
        level = part.section.level
        while open_levels and open_levels[-1] > level:
            open_levels.pop()
            made += "</li></ul>"
        if open_levels and open_levels[-1] == level:
            made += "</li>"
        else:
            open_levels.append(level)
            made += "<ul>"
        made += f'<li><a href="#{part.anchor}">{escape(one_line(part.section.title))}</a>'
    return made + "</li></ul>" * len(open_levels)


# Markdown


def _rendered(markdown: str, fixed: FixedWords) -> str:
    made: str = _renderer(fixed).render(markdown)
    return made


@cache
def _renderer(fixed: FixedWords) -> MarkdownIt:
    """Renders GitHub's dialect as the document is written in it; no HTML of a card gets through."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.core.ruler.push("cardtui_tokens", _make_accessible)
    parser.add_render_rule("html_block", _html)
    parser.add_render_rule("html_inline", _html)
    parser.add_render_rule(
        "image", lambda _, tokens, index, *__: _picture(tokens[index], fixed.picture)
    )
    # Scrolled by keys where it is wider than the screen.
    label = escape(fixed.table)
    wide = f'<div class="wide" role="region" aria-label="{label}" tabindex="0">\n'
    parser.add_render_rule("table_open", lambda *_: f"{wide}<table>\n")
    parser.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    return parser


def _html(renderer: object, tokens: list[Token], index: int, *_: object) -> str:
    """The one comment that documents hold is left out; anything else is shown as it is written."""
    content = tokens[index].content
    return "" if content.strip() == LIST_END else escape(content)


def _picture(token: Token, unnamed: str) -> str:
    """A link in place of a picture: the file is to be complete, and to tell nobody it is read."""
    shown = token.content or unnamed
    source = escape(str(token.attrs.get("src", "")))
    return f'<a href="{source}">{escape(shown)}</a>'


def _make_accessible(parsed: object) -> None:
    tokens: list[Token] = getattr(parsed, "tokens", [])
    for token in tokens:
        match token.type:
            case "heading_open" | "heading_close":
                # The title of the page is its one heading of the first level.
                level = int(token.tag[1:]) + 1
                token.tag = f"h{min(level, _LOWEST)}"
                if level > _LOWEST and token.nesting > 0:
                    token.attrSet("aria-level", str(level))
            case "th_open" | "td_open":
                if token.type == "th_open":
                    token.attrSet("scope", "col")
                # The policy forbids styles that are not the page's own.
                if token.attrs.pop("style", "") == "text-align:right":
                    token.attrSet("class", "number")
