"""Which files are cards by what their first lines say, and which one a mistyped name means."""

from __future__ import annotations

import os
import re

from cardtui.errors import FileError, Problem
from cardtui.text.words import nearest

_ENDING = ".toml"
_NAMES_ITS_BANK = re.compile(
    r"^(?:bank[ \t]*=[ \t]*\{|\[[ \t]*bank[ \t]*\]|bank\.id\b)", re.MULTILINE
)
_HEAD = 4096
"""Characters in which a card names its bank."""
_MOST_LOOKED_AT = 200
"""Files of a folder that are read to see whether they are cards."""


def is_card(path: str) -> bool:
    """Whether a TOML file says which bank it answers. One that cannot be opened is told later."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return _NAMES_ITS_BANK.search(file.read(_HEAD)) is not None
    except OSError:
        return True


def refuse_mistyped(path: str) -> None:
    """Raise `FileError` where there is no such file, and beside it a card of nearly that name."""
    if not path or os.path.lexists(path):
        return
    folder, name = os.path.split(path)
    # The ending is alike in all of them.
    cards = {card.removesuffix(_ENDING): card for card in _cards_in(folder)}
    if (near := nearest(name.removesuffix(_ENDING), cards)) is not None:
        remedy = f"did you mean `{os.path.join(folder, cards[near])}`?"
        raise FileError(Problem("there is no such file", remedy, path))


def _cards_in(folder: str) -> list[str]:
    """Their names. A folder that cannot be read has none."""
    try:
        names = [name for name in os.listdir(folder or os.curdir) if name.endswith(_ENDING)]
    except (OSError, ValueError):
        return []
    paths = {name: os.path.join(folder, name) for name in sorted(names)[:_MOST_LOOKED_AT]}
    return [name for name, path in paths.items() if os.path.isfile(path) and is_card(path)]
