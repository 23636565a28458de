"""What is exported of a stranger's card: the bank's headings, inert HTML, and no other metadata."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from cardtui.bank.load import load_bank
from cardtui.formats.html.document import to_html
from cardtui.formats.markdown.document import to_markdown
from cardtui.interview.session import Session
from cardtui.sharing.opening import open_existing
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from property.test_html import checked
from support.strangers import Stranger, strangers

CARDS = [card for card in strangers("hostile-cards") if card.is_loaded]
BANK = load_bank(shipped_banks()[DEFAULT_BANK])
METADATA = {question.metadata for question in BANK.questions.values()} - {None, ""}


def headings(markdown: str) -> list[str]:
    """The titles, wherever they stand."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [inner.content for token, inner in pairwise(tokens) if token.type == "heading_open"]


@pytest.fixture(params=CARDS, ids=lambda card: card.path.stem)
def session(request: pytest.FixtureRequest) -> Session:
    """A hostile card that can be used, opened."""
    card: Stranger = request.param
    return open_existing(str(card.path))


def test_markdown_has_the_headings_of_the_bank(session: Session) -> None:
    """The 18 of the template, and no other, whatever an answer holds."""
    text = to_markdown(session.bank, session.card, session.state)
    body = text.partition("\n---\n")[2] if text.startswith("---\n") else text
    assert headings(body) == [section.title for section in session.bank.sections]


def test_front_matter_has_the_keys_of_the_bank(session: Session) -> None:
    """A text with line breaks, or with signs of YAML, is a text."""
    text = to_markdown(session.bank, session.card, session.state)
    if not text.startswith("---\n"):
        return
    fields = yaml.safe_load(text[4:].partition("\n---\n")[0])
    assert set(fields) <= METADATA
    for value in fields.values():
        assert isinstance(value, str | list)


def test_html_is_inert(session: Session) -> None:
    """No script, no style or handler of a stranger, no link but to the web, mail or beside it."""
    checked(to_html(session.bank, session.card, session.state))


def test_a_bank_of_markdown_and_html_is_text(tmp_path: Path) -> None:
    """Titles and labels come from strangers, too."""
    bank = next(b for b in strangers("hostile-banks") if b.path.stem == "markdown-in-titles")
    card = tmp_path / "card.toml"
    card.write_text(
        'format = 1\nid = "x"\nbank = { id = "hostile", version = "1.0.0" }\n'
        '[answers.model]\nvalue = "x"\n'
    )
    session = open_existing(str(card), str(bank.path))
    checked(to_html(session.bank, session.card, session.state))
    assert len(headings(to_markdown(session.bank, session.card, session.state))) == 1
