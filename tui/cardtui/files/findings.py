"""What a check has to say of a TOML file: each finding with its place, its rule and its mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cardtui.files.positions import KeyPath
from cardtui.files.reading import TextFile
from cardtui.files.spots import Spots, SpotsInFile

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


def placed(
    remarks: Iterable[Remark], file: TextFile, spots: Spots | None = None
) -> tuple[Finding, ...]:
    """The findings in the order of the file.

    `spots` finds what other files have a part in; their findings stand behind those of `file`.
    """
    spots = spots or SpotsInFile(file)
    found = []
    for remark in remarks:
        spot = spots.of(remark.key)
        found.append(
            Finding(
                remark.rule,
                remark.level,
                spot.path,
                spot.line,
                spot.column,
                remark.message,
                remark.fix,
            )
        )
    return tuple(sorted(found, key=lambda each: (*_order(each, file), each.line, each.column)))


def _order(finding: Finding, file: TextFile) -> tuple[bool, str]:
    return finding.path != file.path, finding.path
