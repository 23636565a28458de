"""What a word that stands nowhere was probably meant to be: `licence`, where a bank has `license`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{4,}")
"""Shorter words are near to too many others."""
_NEAR = 0.75
"""The least share of letters in common, as `difflib` counts it: six of seven are 0.86."""


class Vocabulary:
    """The words of some folded texts, by their first letter, which is hardly ever mistyped."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        for text in texts:
            for word in _WORD.findall(text):
                self._words[word[0]].add(word)

    def nearest(self, word: str) -> str:
        """The word that is nearest to one that is folded, too; itself where none is near."""
        from difflib import get_close_matches

        known = self._words.get(word[:1], ()) if _WORD.fullmatch(word) else ()
        return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=_NEAR)), word)
