"""Writing a document over an older export of its card, and over nothing else."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from itertools import count

from cardtui.errors import FileError, ForeignFileError, Problem
from cardtui.files.atomic import write_atomically
from cardtui.files.reading import read_text_file
from cardtui.formats.seals import COMMENT, Seal, safe_id

_OF_SOURCES = {".toml", ".lock"}
"""Endings of what people write, or what says what a project is made of."""
_OTHER_NAME = "choose another name for the document"


def write_document(
    path: str,
    document: str,
    card_id: str,
    *,
    seal: Seal = COMMENT,
    sources: Iterable[str | int] = (),
    overwrite: bool = False,
) -> int:
    """Write `document` with its seal, and give back how many bytes that are.

    Raises `FileError`; a `ForeignFileError` where `path` holds something that is no older export.
    `sources` are the files that the document is made of, by name or open descriptor: they are not
    overwritten even with `overwrite`, nor is anything that may be a card, a bank or a project.
    """
    _require_file(path)
    if any(_is_same_file(path, source) for source in sources):
        message = "this is the file that the document is made of"
        raise FileError(Problem(message, _OTHER_NAME, path))
    if os.path.splitext(os.path.realpath(path))[1] in _OF_SOURCES:
        message = "cards, banks and projects have names like this, and are not overwritten"
        raise FileError(Problem(message, _OTHER_NAME, path))
    if not overwrite and os.path.lexists(path):
        _require_own(path, card_id, seal)
    sealed = seal.sealed(document, card_id)
    write_atomically(path, sealed)
    return len(sealed.encode())


def export_command(
    path: str, card_id: str, bank_name: str | None = None, language: str = ""
) -> str:
    """What to type in a shell to get the document of the card at `path`, opened with a bank.

    `language` is the one to ask for; empty for that of the bank.

    The document stands beside the card, under a name that is free or that of an earlier export.
    """
    options = ["--bank", bank_name] if bank_name else []
    options += ["--language", language] if language else []
    document = _operand(proposed_name(path, card_id, ".md", COMMENT))
    words = ["cardtui", "export", _operand(path), *options, "-o", document]
    return shlex.join(words)


def _operand(path: str) -> str:
    """A path that is not taken for an option."""
    return f"./{path}" if path.startswith("-") else path


def proposed_name(path: str, card_id: str, suffix: str, seal: Seal) -> str:
    """Where a document of the card at `path` can go: beside it, and over nothing but itself."""
    stem, _ = os.path.splitext(path)
    for number in count(1):
        name = f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}"
        try:
            if os.path.lexists(name):
                _require_file(name)
                _require_own(name, card_id, seal)
        except FileError:
            continue
        return name
    raise AssertionError


def _require_file(path: str) -> None:
    """Raise `FileError` for a folder or a device."""
    if os.path.isdir(path):
        raise FileError(Problem("this is a folder", "name a file in it", path))
    if os.path.exists(path) and not os.path.isfile(path):
        message = "this is not a regular file"
        raise FileError(Problem(message, "name another file", path))


def _is_same_file(path: str, source: str | int) -> bool:
    """Whether both are one file, by whatever names or links."""
    try:
        return os.path.samefile(path, source)
    except (OSError, ValueError):
        return False


def _require_own(path: str, card_id: str, seal: Seal) -> None:
    found = seal.found(read_text_file(path).content)
    if found is None:
        refusal = "this file was not written by cardtui"
    elif not found.is_unchanged:
        refusal = "this file was changed by hand since it was exported"
    elif found.card != safe_id(card_id):
        refusal = "this file is the export of another card"
    else:
        return
    raise ForeignFileError(Problem(refusal, "choose another name", path))
