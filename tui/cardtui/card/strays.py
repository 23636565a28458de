"""What a card holds that nothing reads: most often a slip of a person who edited it by hand.

It stays in the file. A key of another program is nobody's business unless it is nearly one of ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cardtui.card.decode import ABSENT, PARTS
from cardtui.card.spans import TABLES_OF_ANSWERS
from cardtui.files.findings import Remark
from cardtui.files.positions import KeyPath
from cardtui.text.words import did_you_mean

_TOP = ("format", "id", "bank", *TABLES_OF_ANSWERS)
_KEPT = "it is kept as it is"


def remarks_on_strays(tables: Mapping[str, object], questions: Collection[str]) -> Iterator[Remark]:
    """The slips in what the file of a card holds that answers `questions`."""
    for key, message, remedy in _strays(tables, questions):
        yield Remark("stray", "warning", key, message, remedy)


def _strays(
    tables: Mapping[str, object], questions: Collection[str]
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
