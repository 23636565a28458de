"""What a card holds that nothing reads: most often a slip of a person who edited it by hand.

It stays in the file. A key of another program is nobody's business unless it is nearly one of ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cardtui.card.decode import ABSENT, PARTS
from cardtui.card.spans import TABLES_OF_ANSWERS
from cardtui.errors import Problem
from cardtui.files.positions import KeyPath, Positions
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml
from cardtui.text.words import did_you_mean

_TOP = ("format", "id", "bank", *TABLES_OF_ANSWERS)
_KEPT = "it is kept as it is"


def strays(file: TextFile, questions: Collection[str]) -> list[Problem]:
    """The slips in the file of a card that answers `questions`, in the order of the file."""
    found = list(_strays(parse_toml(file), questions))
    if not found:
        return []
    positions = Positions(file.content)
    placed = [(positions.of(key), message, remedy) for key, message, remedy in found]
    return [
        Problem(message, remedy, file.path, place.line, place.column)
        for place, message, remedy in sorted(placed, key=lambda each: each[0].line)
    ]


def _strays(
    tables: dict[str, object], questions: Collection[str]
) -> Iterator[tuple[KeyPath, str, str]]:
    for name in tables:
        if name not in _TOP and (near := did_you_mean(name, _TOP)):
            yield (name,), f"`{name}` is not read", near
    answers = tables.get("answers")
    for name, answer in answers.items() if isinstance(answers, dict) else ():
        if name not in questions:
            remedy = did_you_mean(name, questions) or _KEPT
            yield ("answers", name), f"no question asks for the answer `{name}`", remedy
        for key in answer if isinstance(answer, dict) else ():
            if key not in (*PARTS, ABSENT) and (near := did_you_mean(key, PARTS)):
                yield ("answers", name, key), f"`{key}` of the answer `{name}` is not read", near
