"""Where a key stands in a TOML file: a scan that is made only when something must be pointed at.

The parsers give no positions, so this walks the text again. It assumes that the text has already
been parsed: it is lenient, and finds keys rather than faults.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from cardtui.files.toml_guard import BLOCK, TEXT_OR_OPEN

KeyPath = tuple[str | int, ...]
"""Keys, and indices into arrays: `("section", 2, "question", 0, "when")`."""

_BLANK = re.compile(r"(?:[ \t\r\n]|\#[^\n]*)*")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(rf"{BLOCK}|{TEXT_OR_OPEN}", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\#\n]+")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; `line` and `column` are counted from 1."""

    line: int
    column: int


class Positions:
    """The positions of all keys and array items of a TOML text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _offsets(self) -> dict[KeyPath, int]:
        return _Scan(self._text).offsets

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self._text)]

    def of(self, path: KeyPath) -> Position:
        """Where `path` stands, or the nearest table around it, or the first line."""
        if not path:
            return Position(1, 1)
        while path and path not in self._offsets:
            path = path[:-1]
        offset = self._offsets.get(path, 0)
        lines_before = bisect_left(self._line_ends, offset)
        start = self._line_ends[lines_before - 1] if lines_before else -1
        return Position(lines_before + 1, offset - start)


class _Scan:
    """One pass over a text; `offsets` maps each path to where its key or item begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.offsets: dict[KeyPath, int] = {}
        self._sizes: dict[KeyPath, int] = {}
        self._scan_document()

    def _scan_document(self) -> None:
        table: KeyPath = ()
        while self._skip_blank() < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._key_and_value(table)
            if self.at == before:
                self.at += 1

    def _skip_blank(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _header(self) -> KeyPath:
        start = self.at
        is_array = self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        self._skip_blank()
        keys = self._key()
        path: KeyPath = ()
        for key in keys[:-1]:
            path = self._latest((*path, key))
        path = (*path, *keys[-1:])
        if is_array:
            self.offsets.setdefault(path, start)
            path = (*path, self._sizes.get(path, 0))
            self._sizes[path[:-1]] = self._sizes.get(path[:-1], 0) + 1
        for length in range(1, len(path) + 1):
            self.offsets.setdefault(path[:length], start)
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end
        return path

    def _latest(self, path: KeyPath) -> KeyPath:
        size = self._sizes.get(path)
        return path if size is None else (*path, size - 1)

    def _key(self) -> list[str]:
        parts = []
        while found := _KEY_PART.match(self.text, self.at):
            parts.append(found[0].strip("\"'"))
            self.at = found.end()
            dot = _DOT.match(self.text, self.at)
            if not dot:
                break
            self.at = dot.end()
        return parts

    def _key_and_value(self, table: KeyPath) -> None:
        start = self.at
        keys = self._key()
        if not keys:
            return
        path = (*table, *keys)
        for length in range(len(table) + 1, len(path) + 1):
            self.offsets.setdefault(path[:length], start)
        equals = self.text.find("=", self.at)
        self.at = len(self.text) if equals < 0 else equals + 1
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip_blank()
        first = self.text[self.at : self.at + 1]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        elif found := (_STRING if first and first in "\"'" else _SCALAR).match(self.text, self.at):
            self.at = found.end()

    def _array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while self._skip_blank() < len(self.text) and self.text[self.at] != "]":
            before = self.at
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self.offsets.setdefault((*path, index), self.at)
            self._value((*path, index))
            index += 1
            if self.at == before:
                self.at += 1
        self.at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while self._skip_blank() < len(self.text) and self.text[self.at] != "}":
            before = self.at
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self._key_and_value(path)
            if self.at == before:
                self.at += 1
        self.at += 1
