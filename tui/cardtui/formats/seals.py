"""How a file says that it is an export of a card, and that nobody has changed it since.

A seal holds the id of the card and the SHA-256 of the document without it. Where a format has
comments it is the last line, `<!-- cardtui ID SHA -->`; in JSON it is the last member,
`"exported": "cardtui ID SHA"`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Sealed:
    """A document that was found with a seal."""

    card: str
    """The id of its card, as seals spell it."""
    is_unchanged: bool


@dataclass(frozen=True, slots=True)
class Seal:
    """One way to seal documents that end with `end`."""

    before: str
    behind: str
    end: str

    def sealed(self, document: str, card_id: str) -> str:
        """`document` with its seal."""
        body = document.removesuffix(self.end)
        said = f"cardtui {safe_id(card_id)} {_digest(document)}"
        return f"{body}{self.before}{said}{self.behind}"

    def found(self, text: str) -> Sealed | None:
        """The seal of a file, if it has one; the last, where an answer holds another."""
        said = r"cardtui (?P<card>\S+) (?P<sha>[0-9a-f]{64})"
        pattern = f"{re.escape(self.before)}{said}{re.escape(self.behind.rstrip())}"
        seals = list(re.finditer(pattern, text))
        if not seals:
            return None
        seal = seals[-1]
        is_whole = text[seal.start() :] == f"{seal[0]}{self.behind[len(self.behind.rstrip()) :]}"
        document = text[: seal.start()] + self.end
        return Sealed(seal["card"], is_whole and _digest(document) == seal["sha"])


COMMENT = Seal("\n<!-- ", " -->\n", "")
"""A comment of Markdown and HTML, below an empty line."""
MEMBER = Seal(',\n  "exported": "', '"\n}\n', "\n}\n")
"""The last member of a JSON object that is indented by two."""


def safe_id(card_id: str) -> str:
    """The id of a card as seals spell it: it comes from a file that anyone may have written."""
    return re.sub(r"[^A-Za-z0-9._-]|--+", "-", card_id) or "-"


def _digest(document: str) -> str:
    return sha256(document.encode("utf-8", "surrogatepass")).hexdigest()
