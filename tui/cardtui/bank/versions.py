"""Semantic versions, and ranges of them such as `>=1,<2`.

    range       comparison {"," comparison}     all of them hold
    comparison  ("<" | "<=" | ">" | ">=" | "==") version
    version     1.4.0 or 1.4.0-rc.1; behind < and >= also 1.4 or 1: what is left out is 0

Versions are ordered as https://semver.org, section 11, says: 2.0.0-rc.1 is older than 2.0.0, so it
is in `<2`; what stands behind a + does not count.

Libraries were weighed. `packaging` reads Python's versions, of which 1.0.0-draft.1 is none, and
leaves 2.0.0-rc.1 out of `<2`; `semver` has no ranges; `semantic_version` reads `>1` as "from 2".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cardtui.bank.text_formats import FORMATS
from cardtui.text.words import join_words

MAX_LENGTH = 100
"""Of a version or a range. A longer one is none: no one makes us count its digits."""
_COMPARISON = re.compile(r"(?P<operator><=|>=|==|<|>)\s*(?P<version>\S+)")
_SHORT = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?", re.ASCII)
_MAY_BE_SHORT = frozenset({"<", ">="})
"""Where 1.4 can only mean 1.4.0: `==1.4` or `>1.4` could mean all of 1.4 as well."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A semantic version; `<` is "older than"."""

    numbers: tuple[int, ...]
    is_release: bool
    labels: tuple[tuple[bool, int, str], ...]
    """What stands behind a hyphen: numbers before words."""


Point = tuple[Version, bool]
"""A place on the line of all versions: at a version, or (true) right behind it."""


@dataclass(frozen=True, slots=True)
class VersionRange:
    """The versions from `start` on and before `end`; None where it is open."""

    start: Point | None
    end: Point | None

    def __contains__(self, point: Point) -> bool:
        return (self.start is None or self.start <= point) and (
            self.end is None or point < self.end
        )

    @property
    def is_empty(self) -> bool:
        """Whether no version is in it."""
        return self.start is not None and self.end is not None and self.end <= self.start


def read_version(text: str) -> Version | None:
    """The version that a text is; None where it is none."""
    if len(text) > MAX_LENGTH or not text.isascii() or not FORMATS["semver"].fits(text):
        return None
    release, _, labels = text.partition("+")[0].partition("-")
    numbers = tuple(int(number) for number in release.split("."))
    return Version(numbers, not labels, tuple(map(_label, labels.split(".") if labels else ())))


def _label(text: str) -> tuple[bool, int, str]:
    return (False, int(text), "") if text.isdigit() else (True, 0, text)


def read_range(text: str) -> VersionRange:
    """The range that a text is. Raises `ValueError` with what is wrong, in words."""
    if len(text) > MAX_LENGTH:
        raise ValueError("it is too long to be one")
    start: Point | None = None
    end: Point | None = None
    for part in text.split(","):
        operator, version = _comparison(part.strip())
        if operator in {">", ">=", "=="}:
            here = (version, operator == ">")
            start = here if start is None else max(start, here)
        if operator in {"<", "<=", "=="}:
            here = (version, operator != "<")
            end = here if end is None else min(end, here)
    return VersionRange(start, end)


def _comparison(text: str) -> tuple[str, Version]:
    found = _COMPARISON.fullmatch(text)
    if not found:
        known = join_words(("<", "<=", ">", ">=", "=="), "or")
        what = f'"{text}" is not a comparison' if text else "a comparison is missing"
        raise ValueError(f"{what}: write {known} and a version")
    operator, written = found["operator"], found["version"]
    is_short = _SHORT.fullmatch(written) is not None
    if is_short and operator not in _MAY_BE_SHORT:
        missing = ".0" * (2 - written.count("."))
        raise ValueError(f"`{operator}` needs a whole version: write {operator}{written}{missing}")
    whole = written + ".0" * (2 - written.count(".")) if is_short else written
    version = read_version(whole)
    if version is None:
        raise ValueError(f'"{written}" is not a version: expected {FORMATS["semver"].words}')
    return operator, version
