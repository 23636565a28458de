"""Cards that were cut off, or changed by whatever changes files: read right, or refused untouched.

What is right is said by Python's own TOML parser and the few lines in `_expected`. A mutant that
is read is also saved with another answer, without the disk, and everything else has to be as it
was read. One that is refused has to be refused in our words, on one line, and each of them has to
lie there untouched afterwards.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli

from cardtui.card.file import CardFile, read_card, with_card
from cardtui.card.model import Answer
from cardtui.errors import CardtuiError
from torture.report import Outcome, Share
from torture.scratch import scratch_folder

MUTANTS = 100_000
_SAVED_ONE_IN = 5
"""Of so many mutants that can be read, one is saved as well."""
_NAMES = ("name", "about", "methods", "results", "people", "last")
_CARD = '''# The card of a model.
format = 1
id = "0192f0c8"
bank = { id = "example", version = "1.0.0", sha256 = "ab" }
owner = "team"   # not ours

[answers.name]
# agreed on
value = "BERT"   # all capitals

[answers.about]
value = """
Many lines,
[answers.fake]
# no comment, "quoted" \\"""
"""
asked = "5f1c9a2b"

[answers.methods]
value = [
  "quant",   # the main one
  'other',
]
specify = { other = "ternär" }

[answers.results]
last_row = 3

[[answers.results.rows]]
_row = 1
metric = "f1"
score = 0.91

[[answers.results.rows]]
_row = 3
score = 1e-1

[answers.people]
status = "not_applicable"
reason = "No people."
note = """
ask Maria
[answers.fake]"""   # today

[answers.last]
value = 2026-01-31

[retired.old]
value = "gone"
'''
_TOKENS = (
    *(
        '"',
        '"""',
        "'",
        "'''",
        "\\",
        "[",
        "]",
        "[[",
        "{",
        "}",
        "=",
        ".",
        ",",
        "#",
        "\n",
        "\r\n",
        "\r",
    ),
    *("\0", "\t", "\x7f", "\ufeff", "\u202e", "é", "1", "-", "1_0", "nan", "true", "2026-02-30"),
    *("[answers.name]\n", "[answers]\n", "value = 1\n", "_row = 1\n", "format = 2\n", "a" * 300),
    *("<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n", "[" * 20, "a.b.c.d.e.f.g.h.i = 1\n"),
)
Mutate = Callable[[bytes, random.Random], bytes]


# Mutations


def _cut(card: bytes, chance: random.Random) -> bytes:
    return card[: chance.randrange(len(card))]


def _cut_front(card: bytes, chance: random.Random) -> bytes:
    return card[chance.randrange(len(card)) :]


def _flip(card: bytes, chance: random.Random) -> bytes:
    changed = bytearray(card)
    for _ in range(chance.randrange(1, 4)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _delete(card: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(card))
    return card[:at] + card[at + chance.randrange(1, 40) :]


def _insert(card: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(card) + 1)
    return card[:at] + chance.choice(_TOKENS).encode() + card[at:]


def _overwrite(card: bytes, chance: random.Random) -> bytes:
    at, token = chance.randrange(len(card)), chance.choice(_TOKENS).encode()
    return card[:at] + token + card[at + len(token) :]


def _lines(card: bytes, chance: random.Random) -> bytes:
    """A line doubled, taken away, moved, or given the other line end."""
    lines = card.splitlines(keepends=True)
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    kind = chance.randrange(4)
    if kind == 0:
        lines.insert(to, line)
    elif kind == 1:
        del lines[at]
    elif kind == 2:
        lines.insert(to, lines.pop(at))
    else:
        lines[at] = line.replace(b"\n", b"\r\n")
    return b"".join(lines)


def _zeros(card: bytes, chance: random.Random) -> bytes:
    """Blocks that never reached the disk."""
    at, length = chance.randrange(len(card)), chance.choice((1, 16, 512))
    return card[:at] + b"\0" * len(card[at : at + length]) + card[at + length :]


_MUTATIONS: tuple[Mutate, ...] = (
    *(_cut, _cut_front, _flip, _delete, _insert, _insert, _overwrite, _lines, _lines, _zeros),
)


def _mutants(count: int) -> Iterator[bytes]:
    """The card cut off at every byte, then mutants of one to three mutations."""
    card = _CARD.encode()
    chance = random.Random(1)
    for length in range(min(len(card), count)):
        yield card[:length]
    for _ in range(count - len(card)):
        mutant = card
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            mutant = chance.choice(_MUTATIONS)(mutant, chance) or card
        yield mutant


# What is right


def read_mutants(share: Share) -> Outcome:
    """Read mutants; save some of those that can be read."""
    outcome = Outcome()
    chance = random.Random(2)
    with scratch_folder() as folder:
        path = Path(folder) / "card.toml"
        for mutant in _mutants(round(MUTANTS * share)):
            path.write_bytes(mutant)
            problem = _problem(path, mutant, chance, outcome)
            if path.read_bytes() != mutant:
                problem = "the file was touched"
            outcome.tried("mutants", problem and f"{problem}: {mutant!r}")
    return outcome


def _problem(path: Path, mutant: bytes, chance: random.Random, outcome: Outcome) -> str | None:
    try:
        file = read_card(path)
    except CardtuiError as error:
        outcome.figures["refused"] += 1
        told = str(error)
        is_good = "\n" not in told and told.startswith(f"{path}:")
        return None if is_good else f"told badly: {told!r}"
    except Exception as error:
        return f"not in our words: {error!r}"
    outcome.figures["read"] += 1
    if (expected := _expected(mutant)) is None:
        return "read, and no TOML parser reads it"
    if repr(_plain(file.card.answers)) != repr(expected):
        return f"read as {_plain(file.card.answers)}, not as {expected}"
    if chance.randrange(_SAVED_ONE_IN) == 0:
        outcome.figures["saved"] += 1
        return _problem_of_saving(file, chance)
    return None


def _expected(mutant: bytes) -> dict[str, Any] | None:
    """What the answers are, by the standard library."""
    try:
        text = mutant.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except ValueError:
        return None
    # Our parser reads TOML 1.1, the standard library 1.0.
    for parse in (tomllib.loads, tomli.loads):
        try:
            tables = parse(text)
            break
        except ValueError:
            continue
    else:
        return None
    answers = tables.get("answers", {})
    kept = {
        name: {k: v for k, v in answer.items() if k in _KEYS} for name, answer in answers.items()
    }
    for answer in kept.values():
        rows = answer.get("rows", [])
        last = max([answer.pop("last_row", 0), *(row["_row"] for row in rows)])
        if last:
            answer["last_row"] = last
    return {name: _in_order(answer) for name, answer in kept.items() if _in_order(answer)}


_KEYS = ("value", "status", "reason", "specify", "rows", "last_row", "asked", "note")


def _plain(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as a file has them."""
    return {
        name: _in_order(
            {
                "value": answer.value,
                "status": answer.status,
                "reason": answer.reason,
                "specify": dict(answer.specify),
                "rows": [{"_row": row.number, **row.cells} for row in answer.rows],
                "last_row": answer.last_row,
                "asked": answer.asked,
                "note": answer.note,
            }
        )
        for name, answer in answers.items()
    }


def _in_order(answer: dict[str, Any]) -> dict[str, Any]:
    """The keys that say something, rows with their number first."""
    ordered = {}
    for key in _KEYS:
        value = answer.get(key)
        if key == "rows" and value:
            value = [{"_row": row["_row"], **row} for row in value]
        if value is not None and (key == "value" or value not in ("", 0, [], {})):
            ordered[key] = value
    return ordered


def _problem_of_saving(file: CardFile, chance: random.Random) -> str | None:
    """Change an answer of a mutant, and compare all others and the lines that are not its own."""
    name = chance.choice(_NAMES)
    card = file.card.with_answer(name, Answer("changed", asked="5f1c9a2b"))
    try:
        saved = with_card(file, card, _NAMES)
    except CardtuiError as error:
        return f"cannot be saved: {error}"
    expected = _expected(saved.source.text.encode())
    if expected is None or repr(expected) != repr({**_plain(card.answers)}):
        in_order = {each: _plain(card.answers)[each] for each in expected or {}}
        if (
            expected is None
            or repr(expected) != repr(in_order)
            or len(in_order) != len(card.answers)
        ):
            return f"saved as {expected}"
    return None
