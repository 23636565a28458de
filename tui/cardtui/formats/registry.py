"""The formats of documents, by name: what `cardtui export --to` and the app offer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from os.path import splitext

from cardtui.bank.bank import Bank
from cardtui.card.model import Card
from cardtui.errors import FileError, Problem
from cardtui.formats.seals import COMMENT, MEMBER, Seal
from cardtui.interview.state import State
from cardtui.text.words import join_words


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document. What prints it is imported when it is used."""

    name: str
    suffix: str
    """Of a file that holds it, such as `.md`."""
    what: str
    """In a few words, for people who choose."""
    render: Callable[[Bank, Card, State], str]
    """From a card to the document. Raises `CardError`."""
    seal: Seal
    """How a file says that it was exported and not changed since."""


def _markdown(bank: Bank, card: Card, state: State) -> str:
    from cardtui.formats.markdown.document import to_markdown

    return to_markdown(bank, card, state)


def _html(bank: Bank, card: Card, state: State) -> str:
    from cardtui.formats.html.document import to_html

    return to_html(bank, card, state)


def _json(bank: Bank, card: Card, state: State) -> str:
    from cardtui.formats.json.document import to_json

    return to_json(bank, card, state)


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("markdown", ".md", "for repositories and model hubs", _markdown, COMMENT),
        Format("html", ".html", "one page for a browser", _html, COMMENT),
        Format("json", ".json", "typed answers for programs", _json, MEMBER),
    )
}


_OTHER_KIND = re.compile(
    r"\.(adoc|csv|docx?|epub|ipynb|jpe?g|odt|org|pdf|png|pptx?|ps|rst|rtf|svg|tex|toml|xlsx?|xml|ya?ml|zip)"
)
"""Endings of files that programs open as something that no document of ours is."""
_OTHER_SPELLINGS = {".htm": ".html"}


def format_of(path: str) -> Format:
    """The format that the name of a file ends with; Markdown where it says none.

    Raises `FileError` where it says one that there is not.
    """
    ending = splitext(path)[1].casefold()
    kinds = {each.suffix: each for each in FORMATS.values()}
    if _OTHER_KIND.fullmatch(ending):
        message = f"no document is written as {ending}"
        raise FileError(Problem(message, f"there are {join_words(kinds)}", path))
    return kinds.get(_OTHER_SPELLINGS.get(ending, ending), FORMATS["markdown"])
