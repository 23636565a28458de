"""Banks and cards that are too large in one way each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cardtui.bank.load import read_bank
from cardtui.card.model import Row
from cardtui.files.reading import TextFile
from cardtui.interview.session import Session, new_session
from support.banks import HEADER
from support.large_banks import branching

SECTION = '[[section]]\nid = "only"\ntitle = "Only"\n'
_LAST = '[[section.question]]\nid = "last"\ntype = "text"\nask = "And then?"\n'


def _question(name: str, kind: str, more: str = "") -> str:
    return (
        f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "What of {name}?"\n{more}\n'
    )


def _one(question: str) -> str:
    return HEADER + SECTION + question + _LAST


def _options() -> str:
    options = ", ".join(f'"option {number}"' for number in range(2000))
    return _one(_question("q0", "multiselect", f"options = [{options}]"))


def _long_words() -> str:
    more = f'label = "{"long label " * 450}"\nhelp = """{"some help " * 5000}"""'
    return _one(_question("q0", "text", more))


def _table() -> str:
    columns = "".join(
        f'[[section.question.column]]\nid = "c{number}"\ntype = "text"\n' for number in range(30)
    )
    return _one(_question("q0", "table", columns))


BANKS: dict[str, Callable[[], str]] = {
    "1,000 questions": lambda: branching(1000),
    "10,000 questions": lambda: branching(10_000),
    "a section of 500 questions": lambda: (
        HEADER + SECTION + "".join(_question(f"q{number}", "text") for number in range(500))
    ),
    "a question with 2,000 options": _options,
    "a label of 5,000 characters and help of 50 kB": _long_words,
    "a table of 500 rows and 30 columns": _table,
}
"""By what is large about them; `q0` is their first question but for the branching ones."""


def huge_session(what: str, folder: Path) -> Session:
    """A session on a new card of such a bank; the table is filled."""
    session = new_session(read_bank(TextFile("huge.toml", BANKS[what]())), str(folder / "c.toml"))
    if "table" in what:
        cells = {f"c{column}": f"cell {column}" for column in range(30)}
        session.set_rows("q0", tuple(Row(number, cells) for number in range(1, 501)))
    return session
