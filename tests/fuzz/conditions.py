"""Fuzzing of the expression parser: an error in words or a value, never anything else.

    python tests/fuzz/conditions.py -n 100000

Three of four inputs are expressions of the grammar with a few slips made in them, the others are
token soups and plain noise. Each is read as a `when`, a `check` and a `suggest`, and what can be
read is evaluated on facts of every kind. The first input that breaks a promise is printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from cardtui.condition.condition import read_condition, read_suggestion
from cardtui.condition.facts import Blank, Either, Fact, Row
from cardtui.condition.kinds import (
    Bool,
    Date,
    Kind,
    Number,
    Option,
    Options,
    Scope,
    Table,
    Text,
    TextList,
)
from cardtui.condition.outcomes import ANY, FALSE, TRUE, UNKNOWN
from cardtui.condition.parse import parse
from cardtui.condition.typecheck import Purpose
from cardtui.errors import ConditionError
from cardtui.text.excerpts import excerpt_lines

KINDS: dict[str, Kind] = {
    "flag": Bool(),
    "other_flag": Bool(),
    "bits": Number(whole=True),
    "score": Number(),
    "day": Date(),
    "other_day": Date(),
    "word": Text(),
    "color": Option(("red", "green"), {"Red": "red", "Green": "green"}),
    "picks": Options(("fast", "small", "none"), frozenset({"none"})),
    "names": TextList(),
    "results": Table(
        {"value": Number(), "who": Text(), "good": Bool(), "kind": Option(("p", "q"))}
    ),
}
ROW = {"value": Number(), "good": Bool(), "who": Text()}
SCOPE = Scope(KINDS, frozenset({"remark"}), ROW, Number(), frozenset({"part"}))
VALUES: dict[str, Fact] = {
    "flag": True,
    "other_flag": False,
    "bits": 8,
    "score": 0.5,
    "day": date(2026, 1, 31),
    "other_day": date.min,
    "word": "bee",
    "color": "red",
    "picks": ("fast", "small"),
    "names": ("Ada", "Bob"),
    "results": ({"value": 0.9, "who": "Ada", "good": True, "kind": "p"}, {"good": False}),
    "value": 3,
}
EVERY_FACT: list[dict[str, Fact]] = [
    VALUES,
    {},
    dict.fromkeys(VALUES, Blank.OPEN),
    dict.fromkeys(VALUES, Blank.ANYTHING),
    dict.fromkeys(VALUES, Blank.SAID_UNKNOWN),
    {name: Either((value, Blank.NOTHING)) for name, value in VALUES.items()},  # type: ignore[arg-type]
]
EVERY_ROW: list[Row] = [{}, {"value": 0.1, "good": True, "who": "x"}]

_VOCABULARY = """
flag other_flag bits score day other_day word color picks names results remark row value part
results.value results.good row.value row.who colr fine-tuned and or not in is if else lambda for
== != < <= > >= = && || ! <> === =< ( ) [ ] { } , . : ; - + * / ** // % ~ & | ^ @ $ # \\ ?
'red' 'rde' 'fast' 'Ada' '2026-01-31' "x" 'it's' '' 2026-01-31 1 0 2.5 08 1,000 66M 5% 1e999 1j
0x1F 1_000 true false True None yes null any( all( count( answered( unknown( contains_any(
contains_all( len( AND ≥ ‘red’ é 東京
"""
_WORDS = _VOCABULARY.split()


# Expressions of the grammar


class Grammar:
    """Makes expressions that could be read, most of which can mean something."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def expression(self) -> str:
        """A condition, a value or a choice."""
        make = self._chance.choice([self.condition, self.condition, self.number, self.choice])
        return make(self._chance.randint(1, 4))

    def condition(self, depth: int) -> str:
        """Something true or false."""
        if depth <= 0:
            return self._chance.choice(
                ["flag", "other_flag", "true", "row.good", self.comparison()]
            )
        part = self.condition
        return self._chance.choice(
            [
                lambda: f"{part(depth - 1)} and {part(depth - 1)}",
                lambda: f"{part(depth - 1)} or {part(depth - 1)}",
                lambda: f"not {part(depth - 1)}",
                lambda: f"({part(depth - 1)})",
                self.comparison,
                self.comparison,
                self.call,
            ]
        )()

    def comparison(self) -> str:
        """Two or three things side by side."""
        number = self._chance.choice(["1", "-2.5", "8", "1e3"])
        operator = self._chance.choice(["==", "!=", "<", "<=", ">", ">="])
        return self._chance.choice(
            [
                f"bits {operator} {number}",
                f"{number} < score {operator} bits",
                f"{self.number(2)} {operator} {self.number(2)}",
                f"day {operator} '2026-01-31'",
                f"day {operator} other_day",
                f"word {operator} 'bee'",
                f"color {operator[:1]}= 'red'",
                "color in ['red', 'green']",
                "'fast' not in picks",
                "word in names",
                f"bits not in [1, {number}]",
                f"row.value {operator} {number}",
            ]
        )

    def number(self, depth: int) -> str:
        """Something to calculate with."""
        if depth <= 0:
            return self._chance.choice(["bits", "score", "value", "count(picks)", "0", "1e308"])
        left, right = self.number(depth - 1), self.number(depth - 1)
        sign = self._chance.choice("+-*/")
        return self._chance.choice([f"({left} {sign} {right})", f"-{left}", left])

    def choice(self, depth: int) -> str:
        """One of two values."""
        first, second = self._chance.sample(
            ["8", "None", "'red'", "['fast']", "word", "flag", "bits / 2", "'2026-01-31'"], 2
        )
        return f"{first} if {self.condition(depth - 1)} else {second}"

    def call(self) -> str:
        """A function with what it takes."""
        return self._chance.choice(
            [
                "answered(word)",
                "unknown(color)",
                "count(results) > 1",
                "any(results.value < 1 and results.good)",
                "all(results.kind == 'p' or flag)",
                "contains_any(picks, ['fast', 'none'])",
                "contains_all(names, ['Ada'])",
            ]
        )


# Slips


def with_slips(source: str, chance: random.Random) -> str:
    """The source after some slips of the keyboard."""
    for _ in range(chance.choice([0, 0, 1, 1, 1, 2, 8])):
        source = chance.choice(_SLIPS)(source, chance)
    return source


def _drop_token(source: str, chance: random.Random) -> str:
    tokens = source.split(" ")
    del tokens[chance.randrange(len(tokens))]
    return " ".join(tokens)


def _swap_tokens(source: str, chance: random.Random) -> str:
    tokens = source.split(" ")
    one, other = (chance.randrange(len(tokens)) for _ in range(2))
    tokens[one], tokens[other] = tokens[other], tokens[one]
    return " ".join(tokens)


def _put_token(source: str, chance: random.Random) -> str:
    tokens = source.split(" ")
    tokens.insert(chance.randrange(len(tokens) + 1), chance.choice(_WORDS))
    return " ".join(tokens)


def _replace_token(source: str, chance: random.Random) -> str:
    tokens = source.split(" ")
    tokens[chance.randrange(len(tokens))] = chance.choice(_WORDS)
    return " ".join(tokens)


def _drop_letter(source: str, chance: random.Random) -> str:
    at = chance.randrange(len(source) + 1)
    return source[:at] + source[at + 1 :]


def _put_letter(source: str, chance: random.Random) -> str:
    at = chance.randrange(len(source) + 1)
    return source[:at] + _letter(chance) + source[at:]


def _cut(source: str, chance: random.Random) -> str:
    return source[: chance.randrange(len(source) + 1)]


def _double(source: str, chance: random.Random) -> str:
    return f"{source}{chance.choice(['', ' ', ' and ', chr(10)])}{source}"


def _over_lines(source: str, chance: random.Random) -> str:
    return source.replace(" ", chance.choice(["\n", "\r\n", "\t", "\n  ", "\r", "\f"]), 3)


_SLIPS: list[Callable[[str, random.Random], str]] = [
    _drop_token,
    _swap_tokens,
    _put_token,
    _replace_token,
    _drop_letter,
    _put_letter,
    _cut,
    _double,
    _over_lines,
]


def _letter(chance: random.Random) -> str:
    plain = "'\"()[]{}<>=!&|.,:;#\\ \n\t0aé東"
    return chance.choice(
        [*plain, *plain, chr(chance.randrange(0x20)), chr(chance.randrange(0x3000))]
    )


def soup(chance: random.Random) -> str:
    """Words of the language, and of others, in any order."""
    glue = chance.choice([" ", " ", "", "\n"])
    return glue.join(chance.choices(_WORDS, k=chance.randint(0, 40)))


def noise(chance: random.Random) -> str:
    """Letters in any order, some of them many times."""
    text = "".join(_letter(chance) for _ in range(chance.randint(0, 60)))
    return text + _letter(chance) * chance.choice([0, 0, 30, 240, 600])


def inputs(number: int, seed: int) -> Iterator[str]:
    """So many sources; the same for the same seed."""
    chance = random.Random(seed)
    grammar = Grammar(chance)
    for i in range(number):
        if i % 4 < 3:
            yield with_slips(grammar.expression(), chance)
        else:
            yield noise(chance) if i % 8 == 7 else soup(chance)


# Promises


def outcome(source: str) -> set[str]:
    """What each way to read a source comes to; an `AssertionError` where a promise is broken."""
    try:
        parse(source)
    except ConditionError as error:
        # Whatever it is read as, it is parsed first; a suggestion has a word more to say.
        return {_told(error, source), *_suggestions(source, [Text()])}
    kinds = [kind for kind in KINDS.values() if not isinstance(kind, Table)]
    return _conditions(source) | _suggestions(source, kinds)


def _conditions(source: str) -> set[str]:
    found = set()
    for purpose in (Purpose.WHEN, Purpose.CHECK):
        try:
            condition = read_condition(source, SCOPE, purpose)
        except ConditionError as error:
            found.add(_told(error, source))
            continue
        found.add("a condition")
        for facts in EVERY_FACT:
            for row in EVERY_ROW:
                outcomes = condition.outcomes(facts, row)
                assert 1 <= outcomes <= ANY
                assert outcomes == condition.outcomes(facts, row)
                if facts is VALUES and row:
                    assert outcomes in (TRUE, FALSE, UNKNOWN)
    return found


def _suggestions(source: str, kinds: list[Kind]) -> set[str]:
    found = set()
    for kind in kinds:
        try:
            suggestion = read_suggestion(source, SCOPE, kind)
        except ConditionError as error:
            found.add(_told(error, source))
            continue
        found.add("a suggestion")
        for facts in EVERY_FACT:
            value = suggestion.value(facts)
            assert value is None or isinstance(value, bool | int | float | str | date | tuple)
    return found


def _told(error: ConditionError, source: str) -> str:
    """Hold an error to what it promises: words on one line, and a place in the source."""
    excerpt = error.excerpt
    assert excerpt.source == source
    assert 0 <= excerpt.start <= excerpt.end <= max(len(source), 1)
    assert error.message.strip()
    assert "<" not in error.message[:1]
    shown, marks = excerpt_lines(excerpt)
    assert "\n" not in shown
    assert marks.strip(" ").rstrip("^").strip("~") == ""
    assert marks.endswith("^")
    return type(error).__name__


def fuzz(number: int, seed: int) -> Counter[str]:
    """How often each thing happened; raises with the source where a promise is broken."""
    counts: Counter[str] = Counter()
    for source in inputs(number, seed):
        try:
            counts.update(outcome(source))
        except Exception as error:
            raise AssertionError(
                f"broken by {source!r}: {type(error).__name__}: {error}"
            ) from error
    return counts


def main() -> None:
    """Fuzz from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-n", "--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started = time.perf_counter()
    counts = fuzz(arguments.number, arguments.seed)
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{arguments.number} inputs in {seconds:.1f} s, seed {arguments.seed}\n")
    for name, count in counts.most_common():
        sys.stdout.write(f"{count:8} {name}\n")


if __name__ == "__main__":
    main()
