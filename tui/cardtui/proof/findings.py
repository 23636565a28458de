"""What `bank check` has to say of a bank, each with its place, its rule and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cardtui.files.positions import KeyPath, Positions
from cardtui.files.reading import TextFile

Rule = Literal[
    "never-asked",
    "never-true",
    "always-asked",
    "true-once-known",
    "check-never-passes",
    "check-never-fails",
    "not-proved",
    "forward-reference",
    "long-label",
    "test-fails",
    "branch-untested",
]
Level = Literal["error", "warning", "note"]
"""A note says what could not be shown; it is nothing to mend."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about the key of a bank file."""

    rule: Rule
    level: Level
    key: KeyPath
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with its place in the file."""

    rule: Rule
    level: Level
    path: str
    """The file, as the user named it."""
    line: int
    column: int
    message: str
    fix: str
    """What to do about it."""


def placed(remarks: list[Remark], file: TextFile) -> tuple[Finding, ...]:
    """The findings in the order of the file."""
    if not remarks:
        return ()
    positions = Positions(file.content)
    found = []
    for remark in remarks:
        place = positions.of(remark.key)
        found.append(
            Finding(
                remark.rule,
                remark.level,
                file.path,
                place.line,
                place.column,
                remark.message,
                remark.fix,
            )
        )
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.column)))
