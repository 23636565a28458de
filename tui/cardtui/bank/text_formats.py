"""The named formats of short texts. A bank holds no regular expressions: it names one of these.

`spdx` is no matter of form: see `licenses`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from cardtui.bank.model import VERSION_PATTERN, TextFormat


class Format(Struct, frozen=True):
    """What a text must look like."""

    words: str
    """As a sentence goes on after "expected"."""
    pattern: str

    def fits(self, text: str) -> bool:
        """Whether the whole text has this format."""
        return re.fullmatch(self.pattern, text) is not None


FORMATS: dict[TextFormat, Format] = {
    "semver": Format("a version such as 1.0.0", VERSION_PATTERN),
    # https://www.doi.org/doi-handbook, section 3
    "doi": Format("a DOI such as 10.48550/arXiv.1910.01108", r"10\.[0-9]{4,9}/[^\s]+"),
    "orcid": Format("an ORCID iD such as 0000-0002-1825-0097", r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]"),
    "email": Format("an e-mail address", r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+"),
    "hf_repo": Format(
        "a repository such as distilbert/distilbert-base-uncased",
        r"[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)?",
    ),
    "arxiv": Format("an arXiv id such as 1910.01108", r"[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?"),
    # The shape of a BCP 47 language tag
    "language": Format("a language code such as en", r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
    "slug": Format("lower-case letters, digits and hyphens", r"[a-z0-9]+(?:-[a-z0-9]+)*"),
}
URL = Format("an address that begins with https:// or http://", r"https?://[^\s/?#]+\S*")
