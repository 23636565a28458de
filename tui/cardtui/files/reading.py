"""Reading a text file that may come from anyone."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from cardtui.errors import FileError, Problem

MAX_BYTES = 16 * 1024 * 1024
"""Larger files are refused before they are parsed."""

BOM = "\ufeff"
STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "standard input"


class TextFile(Struct, frozen=True):
    """A file as it was read: its name for messages and its text, byte order mark and all."""

    path: str
    text: str

    @property
    def unmarked(self) -> str:
        """The text without a byte order mark."""
        return self.text.removeprefix(BOM)

    @property
    def content(self) -> str:
        """The text for a parser: without a byte order mark, and with LF line ends."""
        return self.unmarked.replace("\r\n", "\n")


def read_text_file(path: str | Path) -> TextFile:
    """Read a UTF-8 file; `-` is standard input.

    Raises `FileError` with one line for a user where the file is missing, a folder, not a
    regular file, too large, not readable, or not UTF-8.
    """
    name = os.fspath(path)
    if not name:
        raise FileError(Problem("the name of the file is empty", "name a file"))
    if name == STANDARD_INPUT:
        name = STANDARD_INPUT_NAME
        raw = _read_standard_input()
    else:
        raw = _read_bytes(name)
    if len(raw) > MAX_BYTES:
        raise FileError(_too_large(name))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(
            Problem("this is not UTF-8 text", "save the file as UTF-8", name, line)
        ) from None
    return TextFile(name, text)


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise FileError(Problem("it is closed", "pipe a file in, or name one", STANDARD_INPUT_NAME))
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(unreadable(STANDARD_INPUT_NAME, error)) from None


def _read_bytes(name: str) -> bytes:
    try:
        # O_NONBLOCK, so that opening a pipe nobody writes to does not hang.
        descriptor = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except ValueError:
        raise FileError(Problem("no file can have this name", "", name)) from None
    except OSError as error:
        raise FileError(unreadable(name, error)) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise FileError(Problem(f"this is {what}", "name a TOML file", name))
        if status.st_size > MAX_BYTES:
            raise FileError(_too_large(name))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(unreadable(name, error)) from None
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _too_large(name: str) -> Problem:
    limit = MAX_BYTES // (1024 * 1024)
    return Problem(f"this file is larger than {limit} MiB", "is it the right file?", name)


def unreadable(name: str, error: OSError) -> Problem:
    """The operating system's refusal to read `name`, in words."""
    if isinstance(error, FileNotFoundError):
        return Problem("there is no such file", "check the name", name)
    if isinstance(error, IsADirectoryError):
        return Problem("this is a folder", "name a TOML file", name)
    if isinstance(error, PermissionError):
        return Problem("you may not read this file", "check its permissions", name)
    if isinstance(error, NotADirectoryError):
        return Problem("a part of this path is a file, not a folder", "check the path", name)
    return Problem(f"cannot be read ({error.strerror or error})", "", name)
