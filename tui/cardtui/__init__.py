"""A terminal interview that writes machine-learning model cards.

    >>> import cardtui
    >>> bank = cardtui.load_bank("questions/kaggle-model-card")
    >>> session = cardtui.new_session(bank, "new-card.toml")
    >>> session.set_value("model_name", "DistilBERT")
    >>> session.save()
    >>> print(cardtui.to_markdown(bank, session.card, session.state))

`load_bank_in("fr", path)` is the same bank in another language, for the same cards: only what is shown
differs. `new_session` refuses a file that is there; `open_session` goes on with a card, `copy_session` begins
the next model's with its answers. `session.state` is a `State`: what is relevant, answered, open, and
what checks have against it. Values have the types of their questions: `bool`, `int`, `float`, `str`,
`datetime.date`, a list of texts; numbers are in the unit that the question says. All that goes wrong
is a `CardtuiError`, whose `problems` say where, what and what to do.

Every name is imported when it is first used, so `import cardtui` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardtui.bank.bank import Bank
    from cardtui.card.file import CardFile, read_card, save_card
    from cardtui.card.merge import Merged, merge_cards
    from cardtui.card.model import Answer, Card, Row
    from cardtui.errors import BankError, CardChanged, CardError, CardtuiError, FileError, TomlError
    from cardtui.formats.html.document import to_html
    from cardtui.formats.json.document import to_json
    from cardtui.formats.markdown.document import to_markdown
    from cardtui.interview.explain import explain
    from cardtui.interview.explanation import Explanation
    from cardtui.interview.interview import Interview
    from cardtui.interview.session import Session, copy_session, new_session, open_session
    from cardtui.interview.state import Finding, Progress, Relevance, State, Stored
    from cardtui.sharing.languages import load_bank_in
    from cardtui.sharing.lookup import load_bank

__version__ = "0.1.0"

_HOMES = {
    "Answer": "card.model",
    "Bank": "bank.bank",
    "BankError": "errors",
    "Card": "card.model",
    "CardChanged": "errors",
    "CardError": "errors",
    "CardFile": "card.file",
    "CardtuiError": "errors",
    "Explanation": "interview.explanation",
    "FileError": "errors",
    "Finding": "interview.state",
    "Interview": "interview.interview",
    "Merged": "card.merge",
    "Progress": "interview.state",
    "Relevance": "interview.state",
    "Row": "card.model",
    "Session": "interview.session",
    "State": "interview.state",
    "Stored": "interview.state",
    "TomlError": "errors",
    "copy_session": "interview.session",
    "explain": "interview.explain",
    "load_bank": "sharing.lookup",
    "load_bank_in": "sharing.languages",
    "merge_cards": "card.merge",
    "new_session": "interview.session",
    "open_session": "interview.session",
    "read_card": "card.file",
    "save_card": "card.file",
    "to_html": "formats.html.document",
    "to_json": "formats.json.document",
    "to_markdown": "formats.markdown.document",
}

__all__ = [
    "Answer",
    "Bank",
    "BankError",
    "Card",
    "CardChanged",
    "CardError",
    "CardFile",
    "CardtuiError",
    "Explanation",
    "FileError",
    "Finding",
    "Interview",
    "Merged",
    "Progress",
    "Relevance",
    "Row",
    "Session",
    "State",
    "Stored",
    "TomlError",
    "copy_session",
    "explain",
    "load_bank",
    "load_bank_in",
    "merge_cards",
    "new_session",
    "open_session",
    "read_card",
    "save_card",
    "to_html",
    "to_json",
    "to_markdown",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
