"""Files that were changed by a stranger: bytes, words, values, tables and sizes.

A mutant is made of one of several files, with pieces of the others. It is at most four times as long
as the longest of them, so that what takes long says something of its shape.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from fuzz.conditions import noise, soup

Mutate = Callable[[str, random.Random, Sequence[str]], str]

_MOST_TIMES_AS_LONG = 4
_OF_THE_FIRST = 0.7
_KEY_LINE = re.compile(r"^([ \t]*[\w.\"-]+[ \t]*=[ \t]*)(.+)$", re.MULTILINE)
_SAID_LINE = re.compile(
    r"^((?:ask|label|help|why|title|unit|value|reason|note|cell|text|message)[ \t]*=[ \t]*)"
    r'("(?:[^"\\\n]|\\.)*")$',
    re.MULTILINE,
)
"""What a person reads: whatever stands there, the file can be used."""
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_HEADER = re.compile(r"^(?=\[)", re.MULTILINE)
_WORD = re.compile(r"\w+|[^\w\s]")

NASTY = (
    *("\x00", "\x07", "\x08", "\x0b", "\x0c", "\r", "\x1b[2J", "\x1b]52;c;cHduZWQ=\x07", "\x7f"),
    *("\x85", "\x90q\x9c", "\x9b7m", "\u2028", "\u2029", "\u202e", "\u202a", "\u2066", "\u2069"),
    *(
        "\ufeff",
        "\u200d",
        "\u200f",
        "e\u0301\u0301",
        "漢",
        "\U0001f468\u200d\U0001f469",
        "\U0010ffff",
    ),
)
"""What could command a terminal, turn a line round, or count as no letter or as two."""
HOSTILE = (
    *(f"a{each}b" for each in NASTY),
    *("[/]", "[@click=app.quit]x[/]", "{", "}", "{{", "{name}", "{model_name}", "{\x1b}"),
    *(
        "# heading",
        "```",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "---",
        "=====",
        "|",
    ),
    *(
        "::error::x",
        "##[error]x",
        "../../../etc/passwd",
        "/etc/passwd",
        "~",
        "$HOME",
        "-rf",
        "%n%s",
    ),
    *("раураl", "__proto__", "__class__", "value", "row", "none", "", " ", "\n", "x" * 3_000),
    *("<<<<<<< ours", "=======", ">>>>>>> theirs", "null", "1e999", "١٢٣", "0000-00-00"),
)
"""Texts of strangers."""
_VALUES = (
    *("1", "0", "-1", "9223372036854775808", "9" * 150, "9" * 5_000, "0x" + "f" * 190, "1e400"),
    *("1.5", "nan", "-inf", "true", "false", "[]", "{}", "[[]]", "[1, 'a', {}]", "{ a = 1 }", "''"),
    *("2026-01-31", "0001-01-01", "9999-12-31T23:59:60Z", "23:59:59.999999", '"""\n"""', "'''x'''"),
    *('"text"', '["a", "b"]', '{ id = "a" }', '[{ id = "a" }, { id = "a" }]', '"unknown"'),
    *('{ status = "unknown" }', "[" * 16 + "]" * 16, "[" * 17 + "]" * 17, "[" * 3_000),
)
_LINES = (
    *(
        "[answers]",
        "[answers.x]",
        "[[answers.x]]",
        "[[section]]",
        "[section]",
        "[[section.question]]",
    ),
    *("[[section.question.column]]", "[[test]]", "[[migration]]", "[conflicts.x]", "[retired.x]"),
    *(
        "format = 1",
        "format = 2",
        'type = "table"',
        'type = "select"',
        "required = true",
        "_row = 1",
    ),
    *(
        'when = "answered(name)"',
        "when = { name = true }",
        "rows = 1",
        "last_row = 1",
        "absent = true",
    ),
    *("<<<<<<< HEAD", "=======", ">>>>>>> theirs", "a.b.c.d.e.f.g.h = 1", "a.b.c.d.e.f.g.h.i = 1"),
    *(
        "k" * 200 + " = 1",
        "k" * 201 + " = 1",
        '"\\u001b[2J" = 1',
        '"\\u202e" = "x"',
        "[x]",
        "[[x]]",
    ),
    *('extends = ["other>=1"]', "values = { x = { a = 'b' } }", "rename = { x = 'y' }", "}", "]"),
)


def mutant(files: Sequence[str], chance: random.Random) -> bytes:
    """A file after changes, mostly the first: half of them of texts alone, the others of anything."""
    text = files[0] if chance.random() < _OF_THE_FIRST else chance.choice(files)
    limit = _MOST_TIMES_AS_LONG * max(map(len, files))
    if chance.random() < 0.5:
        for _ in range(chance.randrange(1, 9)):
            text = _said(text, chance, files)
        return text.encode("utf-8", "surrogatepass")
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        changed = chance.choice(_MUTATIONS)(text, chance, files)
        text = changed if 0 < len(changed) <= limit else text
    raw = text.encode("utf-8", "surrogatepass")
    return chance.choice(_OF_BYTES)(raw, chance) if chance.random() < 0.2 else raw


# Bytes


def _flip(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randrange(1, 4)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _cut_front(raw: bytes, chance: random.Random) -> bytes:
    return raw[chance.randrange(len(raw)) :]


def _put_bytes(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    what = (b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xfe\xff", b"\0" * 512, b"\xef\xbb\xbf", b"\r")
    return raw[:at] + chance.choice(what) + raw[at:]


_OF_BYTES = (_flip, _flip, _cut, _cut_front, _put_bytes)


# Words and values


def _put_nasty(text: str, chance: random.Random, _: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(NASTY) + text[at:]


def _in_quotes(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """A text in quotes is another one, written as TOML writes it."""
    found = _one_of(_TEXT, text, chance)
    if found is None:
        return text
    put = _quoted(chance.choice(HOSTILE))
    if chance.random() < 0.4:
        put = f"{found[0][:-1]}{put[1:]}"
    return text[: found.start()] + put + text[found.end() :]


def _said(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """What a person is told is something else."""
    found = _one_of(_SAID_LINE, text, chance)
    if found is None:
        return text
    put = _quoted(chance.choice(HOSTILE).replace("{", "{{").replace("}", "}}"))
    return text[: found.start(2)] + put + text[found.end() :]


def _expression(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """A condition of the file, or any value, is a soup of the language of conditions."""
    lines = [
        found for found in _KEY_LINE.finditer(text) if re.match(r"\s*(when|suggest)", found[1])
    ]
    found = chance.choice(lines) if lines else _one_of(_KEY_LINE, text, chance)
    if found is None:
        return text
    put = _quoted((soup if chance.random() < 0.7 else noise)(chance))
    return text[: found.start(2)] + put + text[found.end() :]


def _other_value(text: str, chance: random.Random, _: Sequence[str]) -> str:
    found = _one_of(_KEY_LINE, text, chance)
    if found is None:
        return text
    return text[: found.start(2)] + chance.choice(_VALUES) + text[found.end() :]


def _other_word(text: str, chance: random.Random, files: Sequence[str]) -> str:
    """A word is one of this file or another."""
    here, there = _one_of(_WORD, text, chance), _one_of(_WORD, chance.choice(files), chance)
    if here is None or there is None:
        return text
    return text[: here.start()] + there[0] + text[here.end() :]


def _one_of(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    """A match somewhere: the first one behind any place, else the first."""
    return pattern.search(text, chance.randrange(len(text) + 1)) or pattern.search(text)


def _quoted(text: str) -> str:
    inner = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{inner}"'


# Lines and tables


def _put_line(text: str, chance: random.Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(_LINES))
    return "\n".join(lines)


def _move_line(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """A line is moved, doubled or taken away."""
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def _move_table(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """A table is moved, doubled or taken away."""
    tables = _HEADER.split(text)
    table = tables.pop(chance.randrange(len(tables)))
    for _ in range(chance.randrange(3)):
        tables.insert(chance.randrange(len(tables) + 1), table)
    return "".join(tables)


def _put_table(text: str, chance: random.Random, files: Sequence[str]) -> str:
    """A table of another file."""
    tables = _HEADER.split(text)
    other = chance.choice(_HEADER.split(chance.choice(files)))
    tables.insert(chance.randrange(len(tables) + 1), other)
    return "".join(tables)


def _other_header(text: str, chance: random.Random, _: Sequence[str]) -> str:
    headers = list(re.finditer(r"^\[+([^\]\n]*)\]+$", text, re.MULTILINE))
    if not headers:
        return text
    found = chance.choice(headers)
    inner = chance.choice((found[1], f"{found[1]}.x", found[1].rpartition(".")[0] or "x"))
    put = chance.choice((f"[{inner}]", f"[[{inner}]]", f'["{inner}"]'))
    return text[: found.start()] + put + text[found.end() :]


# Sizes


def _many_lines(text: str, chance: random.Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at:at] = [lines[at]] * chance.choice((10, 100, 1_000))
    return "\n".join(lines)


def _many_tables(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """A table many times, with numbers in its ids or without."""
    tables = _HEADER.split(text)
    at, times = chance.randrange(len(tables)), chance.choice((10, 100, 1_000))
    is_numbered = chance.random() < 0.5

    def copy(number: int) -> str:
        if not is_numbered:
            return tables[at]
        ids = re.sub(r'(?m)^(id = "\w+|_row = \d+)', rf"\g<1>{number}", tables[at])
        return re.sub(r"(?m)^(\[[\w.]+)\]", rf"\g<1>{number}]", ids)

    tables[at:at] = [copy(number) for number in range(times)]
    return "".join(tables)


def _long(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """Something many times: letters, brackets, dots, quotes, or what stands there."""
    at = chance.randrange(len(text) + 1)
    what = chance.choice(
        ("a", "[", "{", "a.", '"', "'", "\\", "\n", " ", "#", "9", ",", text[at : at + 9])
    )
    return text[:at] + what * chance.choice((20, 200, 2_000, 20_000)) + text[at:]


_MUTATIONS: tuple[Mutate, ...] = (
    *(_put_nasty, _in_quotes, _in_quotes, _in_quotes, _expression, _expression, _other_value),
    *(_other_value, _other_word, _other_word, _put_line, _move_line, _move_table, _move_table),
    *(_put_table, _put_table, _other_header, _many_lines, _many_tables, _many_tables, _long),
)
