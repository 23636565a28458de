"""Tags of a repository that are called after versions: `v1.2.0`, `1.2`.

Anyone may have named the tags of a repository. What is not plainly a version is left out, so that
no name is shown that could be anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_VERSION = re.compile(r"v?([0-9]{1,9}(?:\.[0-9]{1,9}){0,2})", re.ASCII)
_BEFORE = "\trefs/tags/"


def newest_in(lines: Iterable[str]) -> str:
    """The tag of the highest version in what `git ls-remote` prints; empty where none is one."""
    tags = (line.partition(_BEFORE)[2] for line in lines)
    return max(filter(numbers_of, tags), key=numbers_of, default="")


def numbers_of(tag: str) -> tuple[int, ...]:
    """The three numbers of a version that a tag is called after; empty for any other."""
    found = _VERSION.fullmatch(tag)
    if found is None:
        return ()
    numbers = [int(part) for part in found[1].split(".")]
    return (*numbers, *(0 for _ in range(3 - len(numbers))))
