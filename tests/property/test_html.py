"""Whatever an answer holds, the HTML file is well formed, has the bank's headings, and is inert."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import example, given

from cardtui.card.model import Answer, Card
from cardtui.formats.html.document import to_html
from cardtui.interview.interview import Interview
from cardtui.text.clean import unsafe_characters
from support.banks import bank_of, card_of
from support.every_type import EVERY_TYPE
from support.markdown import markdown

BANK = bank_of(EVERY_TYPE)
INTERVIEW = Interview(BANK)
ALONE = {"br", "hr", "meta"}
INERT = {
    *ALONE, "a", "blockquote", "body", "code", "div", "em", "h1", "h2", "h3", "head", "header",
    "html", "li", "main", "nav", "ol", "p", "pre", "s", "section", "strong", "style", "table",
    "tbody", "td", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
"""All elements that a document may hold."""
ATTRIBUTES = {
    "a": {"class", "href", "title"},
    "code": {"class"},
    "div": {"aria-label", "class", "role", "tabindex"},
    "h2": {"id"},
    "html": {"lang"},
    "main": {"id"},
    "meta": {"charset", "content", "http-equiv", "name"},
    "nav": {"aria-labelledby"},
    "ol": {"start"},
    "section": {"id"},
    "td": {"class"},
    "th": {"class", "scope"},
}
SCHEMES = ("http:", "https:", "mailto:")


class Checked(HTMLParser):
    """Reads a document, and fails where it is not what is promised."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in INERT, tag
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()), (tag, name)
            assert value is not None
            if name == "href":
                self._check_link(value)
            if name == "id":
                self.anchors.append(value)
        if tag not in ALONE:
            self.open.append(tag)
        if tag[0] == "h" and tag[1:].isdecimal():
            self.headings.append((tag, ""))

    def _check_link(self, target: str) -> None:
        self.links.append(target)
        scheme, colon, _ = target.partition(":")
        if colon and scheme.isalnum():
            assert f"{scheme.lower()}:" in SCHEMES, target

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALONE
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.headings and self.open[-1] == self.headings[-1][0]:
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def checked(document: str) -> Checked:
    """The document as a browser would take it apart."""
    parser = Checked()
    parser.feed(document)
    parser.close()
    assert parser.open == []
    return parser


def card_holding(text: str) -> Card:
    """A card with this text wherever a text can stand."""
    answers: dict[str, object] = {
        "name": text,
        "about": text,
        "snippet": text,
        "page": text,
        "weights": text,
        "languages": [text],
        "origin": Answer("other", specify={"other": text}),
        "layers": Answer(status="unknown", reason=text),
    }
    return card_of(answers, "every-type")


@given(markdown)
@example("<script>alert(1)</script>")
@example("![x](https://example.org/a.png)")
@example("[x](javascript:alert(1))")
@example("<!-- -->")
@example("- a\n\n<!-- -->\n\n    code")
@example("| a |\n|--:|\n| 1 |")
@example("3. c")
def test_a_document_is_well_formed_and_inert(text: str) -> None:
    """Elements and attributes of an allow-list, closed in order, no script, no comment, no picture."""
    card = card_holding(text)
    document = to_html(BANK, card, INTERVIEW.state(card))
    assert not unsafe_characters(document) - {"\r"}
    found = checked(document)
    assert found.headings[1:] == [("h2", "Contents"), ("h2", "Simple"), ("h3", "Choices")]
    assert found.headings[0][0] == "h1"
    assert len(set(found.anchors)) == len(found.anchors)
    assert {"#section-simple_section", "#section-choices_section", "#main"} <= set(found.links)


@given(markdown)
def test_every_word_is_shown(text: str) -> None:
    """What was typed on a line can be read in the document."""
    words = [word for word in text.split() if word.isalnum() and word.isascii()]
    card = card_of({"name": text}, "every-type")
    shown = checked(to_html(BANK, card, INTERVIEW.state(card))).text
    assert all(word in shown for word in words)
