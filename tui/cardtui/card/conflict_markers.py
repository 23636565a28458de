"""A text in which git has left two versions of some lines, taken apart into its versions.

<<<<<<< HEAD
lines of ours
||||||| a1b2c3d
lines of the version that both come from, where git's conflict style is diff3
=======
lines of theirs
>>>>>>> their-branch
"""

from __future__ import annotations

import re

from msgspec import Struct

_MARKER = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
_MAY_FOLLOW = {"": "<", "<": "|=", "|": "=", "=": ">"}
"""Which markers may come next, by the one above; outside of a conflict there is none above."""


class Versions(Struct, frozen=True):
    """The texts that a file with conflict markers was made from."""

    ours: str
    base: str
    """What both come from; without diff3 no more than the lines that both still have."""
    theirs: str
    line: int
    """The line of the first marker, counted from 1."""


def take_apart(text: str) -> Versions | None:
    """The versions in a text with LF line ends; None where it has no conflict, or half of one."""
    if "<<<<<<<" not in text:
        return None
    versions: dict[str, list[str]] = {"<": [], "|": [], "=": []}
    above = ""
    first = 0
    for number, line in enumerate(text.split("\n"), start=1):
        marker = line[:1] if _MARKER.fullmatch(line) else ""
        if marker and marker in _MAY_FOLLOW[above]:
            above = marker if marker != ">" else ""
            first = first or number
        elif marker == "<":
            return None
        else:
            for lines in [versions[above]] if above else versions.values():
                lines.append(line)
    if above or not first:
        return None
    ours, base, theirs = ("\n".join(lines) for lines in versions.values())
    return Versions(ours, base, theirs, first)
