"""What a check has to say of a TOML file: each finding with its place, its rule and its mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cardtui.files.positions import KeyPath, Positions
from cardtui.files.reading import TextFile

Level = Literal["error", "warning", "note"]
"""A note is nothing to mend."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a key of a file."""

    rule: str
    level: Level
    key: KeyPath
    """Empty for what is about the whole file."""
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with its place in the file."""

    rule: str
    level: Level
    path: str
    """The file, as the user named it."""
    line: int
    column: int
    message: str
    fix: str
    """What to do about it."""


def placed(remarks: Iterable[Remark], file: TextFile) -> tuple[Finding, ...]:
    """The findings in the order of the file."""
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
