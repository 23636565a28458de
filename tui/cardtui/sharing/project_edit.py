"""Changing `cardtui.toml`: one bank more or less, and all else as it was, comments too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files.line_ends import edited_file
from cardtui.files.reading import TextFile
from cardtui.files.rewriting import rewrite
from cardtui.sharing.project import Source, sources_in

_HEAD = "# The banks of this project: cardtui bank list\n"


def add_source(path: Path, source: Source) -> None:
    """Name one bank more, at the end. The file is made if need be. Raises `CardtuiError`."""

    def added(document: Any) -> str:
        import tomlkit

        banks = document.get("bank")
        if banks and not isinstance(banks, tomlkit.items.AoT):
            banks.append(_filled(tomlkit.inline_table(), source))
            return tomlkit.dumps(document)
        if not banks:
            document.pop("bank", None)
        # An array of tables goes on wherever its next header stands, so what is there stays.
        there = tomlkit.dumps(document).rstrip("\n")
        table = tomlkit.dumps(_filled(tomlkit.document(), source))
        return f"{there}\n\n[[bank]]\n{table}".lstrip("\n")

    def expected(sources: list[Source]) -> list[Source]:
        # Another program may have added it since this one has looked.
        if any(_is_same(each, source) for each in sources):
            raise FileError(Problem("the project has this bank already", "", str(path)))
        return [*sources, source]

    _edit(path, expected, added)


def remove_source(path: Path, source: Source) -> None:
    """Name a bank no more. Raises `CardtuiError`."""

    def without(document: Any) -> str:
        import tomlkit

        banks = document["bank"]
        del banks[_index(banks, source)]
        if not banks:
            del document["bank"]
        rest = tomlkit.dumps(document).rstrip("\n")
        return f"{rest}\n" if rest else ""

    _edit(path, lambda sources: [each for each in sources if not _is_same(each, source)], without)


def set_rev(path: Path, source: Source, rev: str) -> None:
    """Name another tag or commit of a bank. Raises `CardtuiError`."""

    def moved(document: Any) -> str:
        import tomlkit

        banks = document["bank"]
        banks[_index(banks, source)]["rev"] = rev
        return tomlkit.dumps(document)

    def expected(sources: list[Source]) -> list[Source]:
        new = Source(source.written, 0, rev, source.path)
        return [new if _is_same(each, source) else each for each in sources]

    _edit(path, expected, moved)


def _edit(
    path: Path,
    expected: Callable[[list[Source]], list[Source]],
    change: Callable[[Any], str],
) -> None:
    """Rewrite the file, once it is sure that nothing but what was meant would change in it."""

    def changed(before: TextFile | None) -> str:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        file = before or TextFile(str(path), _HEAD)
        wanted = expected(list(sources_in(file)))
        try:
            edited = edited_file(file, change(tomlkit.parse(file.content)))
            found = sources_in(edited)
        except (TOMLKitError, CardtuiError):
            raise _uneditable(path) from None
        if not _are_same(found, wanted):
            raise _uneditable(path)
        return edited.text

    rewrite(path, changed)


def _filled(table: Any, source: Source) -> Any:
    """A table of the file with the keys of a source that say something."""
    for key, value in (("source", source.written), ("rev", source.rev), ("path", source.path)):
        if value:
            table[key] = value
    return table


def _index(banks: Any, source: Source) -> int:
    wanted = (source.written, source.path)
    for i, bank in enumerate(banks):
        if (bank["source"], bank.get("path", "")) == wanted:
            return i
    message = f"another program has taken out the bank at {source.written}"
    raise FileError(Problem(message, "look at the file"))


def _is_same(one: Source, other: Source) -> bool:
    return (one.written, one.path) == (other.written, other.path)


def _are_same(found: tuple[Source, ...], wanted: list[Source]) -> bool:
    return [(s.written, s.rev, s.path) for s in found] == [
        (s.written, s.rev, s.path) for s in wanted
    ]


def _uneditable(path: Path) -> FileError:
    message = "this file cannot be edited without changing more of it"
    return FileError(Problem(message, "edit `[[bank]]` by hand", str(path)))
