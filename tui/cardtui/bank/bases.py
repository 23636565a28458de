"""Finding the banks that a bank extends, and those that they extend.

    entry   name [range]       "other-bank>=1,<2", "../base", "base.toml >= 1.2"

A name is a file or folder beside the bank that says it, or the id of a bank. The range is read by
`versions`, as the ranges of migrations are: `packaging` was weighed there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cardtui.bank.decode import decode_bank, refuse_other_formats
from cardtui.bank.fixed_words import ENGLISH
from cardtui.bank.merged import Base, Merged, single
from cardtui.bank.problems import Problems
from cardtui.bank.rules import check_rules
from cardtui.bank.versions import VersionRange, read_range, read_version
from cardtui.errors import CardtuiError
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml
from cardtui.text.words import shortened

Parents = Callable[[str, TextFile], TextFile]
"""Finds the bank that a name means in the file of the bank that says it. Raises `CardtuiError`."""
MAX_DEPTH = 8
"""Banks that may stand on one another."""
_MOST_NAMED = 3
_SIGN = re.compile("[<>=]")
"""Begins the range of an entry."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A bank that is to be extended."""

    name: str
    versions: VersionRange | None
    """Those that will do; None where any does."""
    written: str
    """The range as it is written."""


def read_entry(text: str) -> Wanted:
    """What an entry of `extends` says. Raises `ValueError` with what is wrong, in words."""
    sign = _SIGN.search(text)
    end = sign.start() if sign else len(text)
    name, written = text[:end].strip(), text[end:]
    if not name:
        raise ValueError(f'"{shortened(text)}" names no bank')
    return Wanted(name, read_range(written) if written else None, written)


def said_of_base(name: str, error: CardtuiError) -> tuple[str, str]:
    """What is wrong with an entry whose bank is not to be had, and what to do."""
    first = error.problems[0]
    return f'cannot extend "{shortened(name)}": {first.message}', first.remedy


class BaseReader:
    """Reads a bank with all that it stands on."""

    def __init__(self, parents: Parents | None) -> None:
        self._parents = parents
        self._known: dict[tuple[int, TextFile], Merged] = {}

    def read(self, tables: dict[str, Any], file: TextFile, way: tuple[str, ...]) -> Merged:
        """The bank in a file, merged with those that it extends.

        `way` are the ids of the banks that led here. Raises `BankError` or `TomlError`.
        """
        from cardtui.bank.extending import extended

        problems = Problems(file)
        refuse_other_formats(tables, file, problems)
        entries = tables.get("extends")
        bases: list[Merged] = []
        if isinstance(entries, list) and isinstance(tables.get("id"), str):
            here = (*way, tables["id"])
            bases = self._bases(entries, file, here, problems)
            problems.raise_if_any()
        decode_bank(_with_known_titles(tables, bases), problems)
        problems.raise_if_any()
        return extended(tables, file, bases, problems) if bases else single(tables, file)

    def _bases(
        self, entries: Sequence[object], file: TextFile, way: tuple[str, ...], problems: Problems
    ) -> list[Merged]:
        found: list[Merged] = []
        had_by: dict[str, Merged] = {}
        for i, entry in enumerate(entries):
            if not isinstance(entry, str):
                # Decoding says what is wrong with it.
                continue
            base = self._base(entry, i, file, way, problems)
            if base is None:
                continue
            if base.own.id in [other.own.id for other in found]:
                message = f"the bank `{base.own.id}` is extended twice"
                problems.add(("extends", i), message, "name it once")
            else:
                _refuse_common_ids(base, had_by, problems)
            # What cannot be merged is not read on: many may stand on one large bank.
            problems.raise_if_any()
            found.append(base)
        return found

    def _base(
        self, entry: str, index: int, file: TextFile, way: tuple[str, ...], problems: Problems
    ) -> Merged | None:
        key = ("extends", index)
        try:
            wanted = read_entry(entry)
        except ValueError as error:
            problems.add(key, f"`extends`: {error}", 'write "other-bank" or "other-bank>=1,<2"')
            return None
        if self._parents is None:
            message = f"the bank `{wanted.name}` that this one extends was not looked for"
            problems.add(key, message, "open this bank by its file, its folder or its id")
            return None
        if len(way) == MAX_DEPTH:
            message = f"{MAX_DEPTH} banks stand on one another already: {_in_words(way)}"
            problems.add(key, message, "extend one of the first of them")
            return None
        try:
            found = self._parents(wanted.name, file)
        except CardtuiError as error:
            if error.problems[0].line:
                raise  # it is to be mended where it says: in the project, or in that bank
            problems.add(key, *said_of_base(wanted.name, error))
            return None
        base = self._read_before(found, way)
        if base is None:
            tables = parse_toml(found)
            if tables.get("id") in way:
                problems.add(key, _circle(way, str(tables["id"])), "leave one of these out")
                return None
            base = self.read(tables, found, way)
            _check_alone(base)
            self._known[len(way), found] = base.copy()
        return base if _will_do(base, wanted, index, problems) else None

    def _read_before(self, file: TextFile, way: tuple[str, ...]) -> Merged | None:
        """The bank in a file that another way of this length has led to, and that is no circle."""
        base = self._known.get((len(way), file))
        if base is None or any(source.id in way for source in base.sources):
            return None
        return base.copy()


def _refuse_common_ids(base: Merged, had_by: dict[str, Merged], problems: Problems) -> None:
    """Report what a bank brings that another has, or one of them hides: cards may hold answers to
    both. Note what it has.
    """
    common: dict[str, list[str]] = {}
    for name in (*base.items(), *base.hidden):
        first = had_by.setdefault(name, base)
        if first is base:
            continue
        if name in first.hidden:
            problems.add(("extends",), *_hidden_in_one(name, first, base))
        elif name in base.hidden:
            problems.add(("extends",), *_hidden_in_one(name, base, first))
        else:
            common.setdefault(first.own.id, []).append(name)
    for one, names in common.items():
        named = ENGLISH.listed([f"`{name}`" for name in names], _MOST_NAMED)
        message = f"`{one}` and `{base.own.id}` both bring {named}"
        problems.add(("extends",), message, "extend one of the two")


def _hidden_in_one(name: str, hiding: Merged, other: Merged) -> tuple[str, str]:
    where = hiding.spot(hiding.hidden[name].part)
    does = "hides" if name in other.hidden else "brings"
    message = (
        f"`{hiding.own.id}` hides a question `{name}` ({where}), and `{other.own.id}` {does} one"
    )
    return message, "extend one of the two"


def _with_known_titles(tables: dict[str, Any], bases: Sequence[Merged]) -> dict[str, Any]:
    """The tables of a bank, in which a section that is known already has its title."""
    sections = tables.get("section")
    if not bases or not isinstance(sections, list):
        return tables
    titles = {section.id: section.table["title"] for base in bases for section in base.sections}

    def titled(table: object) -> object:
        known = isinstance(table, dict) and isinstance(table.get("id"), str)
        if not isinstance(table, dict) or not known or table["id"] not in titles:
            return table
        return {"title": titles[table["id"]], **table}

    return {**tables, "section": [titled(section) for section in sections]}


def _check_alone(base: Merged) -> None:
    """Raise `BankError` where a bank breaks a rule even by itself."""
    problems = Problems(base.own.file, base)
    decoded = decode_bank(base.tables(), problems)
    problems.raise_if_any()
    assert decoded is not None
    check_rules(decoded, problems)
    problems.raise_if_any()
    itself = Base(decoded.id, decoded.version, decoded.title, decoded.migrations)
    base.bases = (itself, *base.bases)


def _will_do(base: Merged, wanted: Wanted, index: int, problems: Problems) -> bool:
    version = read_version(base.own.version)
    if wanted.versions is None or (version and (version, False) in wanted.versions):
        return True
    message = f"`{base.own.id}` is version {base.own.version} here, and not {wanted.written}"
    remedy = f"get a version that is, or change the range ({base.own.file.path})"
    problems.add(("extends", index), message, remedy)
    return False


def _circle(way: tuple[str, ...], again: str) -> str:
    if len(way) == 1:
        return f"the bank `{again}` extends itself"
    return f"these banks extend each other in a circle: {_in_words((*way, again))}"


def _in_words(way: tuple[str, ...]) -> str:
    first, *others = (f"`{name}`" for name in way)
    return f"{first} extends {', and that '.join(others)}"
