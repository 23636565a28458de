"""Piping: `{id}` in a question's `ask` or `help` stands for the answer given to `id`.

`{{` and `}}` are braces. Nothing else is special, and what is put in is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PIPE = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|(?P<stray>[{}])")
NOT_PIPED = frozenset({"longtext", "code", "table", "note"})
"""Question types whose answers are too long to stand in a sentence."""


def piped_names(text: str) -> list[str]:
    """The names in braces, in the order of the text. Raises `ValueError` for a lone brace."""
    names = []
    for found in _PIPE.finditer(text):
        if found["stray"]:
            raise ValueError(f"a lone `{found[0]}`: write `{found[0] * 2}` for a brace")
        if found["name"] is not None:
            names.append(found["name"])
    return names


def pipe(text: str, answer: Callable[[str], str]) -> str:
    """`text` with every `{id}` replaced by `answer(id)`."""

    def replacement(found: re.Match[str]) -> str:
        return found[0][0] if found["name"] is None else answer(found["name"])

    return _PIPE.sub(replacement, text)
