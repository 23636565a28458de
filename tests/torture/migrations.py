"""Random pairs of bank versions with random cards: nothing that was answered is ever lost.

    python tests/torture/migrations.py [-n PAIRS] [--seed SEED]

A bank is made, and derived from it a newer one: questions, columns and options are renamed (in
chains and swaps, and onto each other), retired, dropped, retyped, added, asked again. A card of the
old bank is brought to the new one. What must come of it is worked out here from the edits alone:
every answer carries a mark by which it is found again, whole and in its place.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.bank.load import read_bank
from cardtui.card.decode import decode_card
from cardtui.card.file import CardFile
from cardtui.card.migrate import migrate
from cardtui.card.model import Answer, BankReference, Card, Place, Row
from cardtui.card.write import card_text
from cardtui.errors import CardtuiError
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml

TYPES = (
    *("text", "longtext", "code", "bool", "integer", "number", "date", "url", "path"),
    *("select", "multiselect", "list", "table"),
)
COLUMN_TYPES = ("text", "bool", "integer", "number", "date", "url", "select", "path")
CHOICES = ("select", "multiselect")
WORDS = ("ape", "bee", "cat", "dog", "eel", "fox")
TEXTS = ("ape", "8", "0.5", "yes", "2026-01-31", "two words", "a # b", 'say "x"', "1,000")


# Banks


@dataclass(frozen=True)
class Field:
    """A question or a column."""

    id: str
    type: str
    options: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Edits:
    """What a newer bank says of the older one. Options go by the new name of their field."""

    questions: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    """`table.column` by `table.column`."""
    options: dict[str, dict[str, str]] = field(default_factory=dict)
    retired: tuple[str, ...] = ()

    def toml(self, version: int) -> str:
        """The `[[migration]]` that says it."""
        lines = [f'[[migration]]\nfrom = "<{version}"']
        names = {**self.questions, **self.columns}
        lines.append(f"rename = {_inline(names)}")
        options = {name: _Raw(_inline(renamed)) for name, renamed in self.options.items()}
        lines.append(f"values = {_inline(options)}")
        retired = ", ".join(f'"{name}"' for name in self.retired)
        lines.append(f"retire = [{retired}]")
        return "\n".join(lines) + "\n"


class _Raw(str):
    """Text that is TOML already."""

    __slots__ = ()


def _inline(table: dict[str, Any]) -> str:
    pairs = (
        f'"{k}" = {v if isinstance(v, _Raw) else chr(34) + v + chr(34)}' for k, v in table.items()
    )
    return f"{{ {', '.join(pairs)} }}"


def bank_toml(fields: list[Field], version: int, migrations: str) -> str:
    """A bank file."""
    lines = [f'format = 1\nid = "b"\nversion = "{version}.0.0"\ntitle = "B"\n']
    lines.append('[[section]]\nid = "section_one"\ntitle = "One"\n')
    for each in fields:
        lines.append(f'[[section.question]]\nask = "What?"\n{_field_toml(each)}')
        lines += [f"[[section.question.column]]\n{_field_toml(c)}" for c in each.columns]
    return "".join(lines) + migrations


def _field_toml(each: Field) -> str:
    options = ", ".join(f'{{ id = "{option}", label = "{option}" }}' for option in each.options)
    return f'id = "{each.id}"\ntype = "{each.type}"\n' + (
        f"options = [{options}]\n" if each.options else ""
    )


class Maker:
    """Makes banks, and others from them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._used = 0
        self._said: set[str] = set()
        self._dropped: dict[str, list[Field]] = {}

    def fresh(self) -> str:
        """An id that was never used."""
        self._used += 1
        return f"id_{self._used}"

    def field(self, kinds: tuple[str, ...] = TYPES, name: str = "") -> Field:
        """A question or a column; an old one with another type where `name` is given."""
        kind = self.random.choice(kinds)
        options = self.random.sample(WORDS, self.random.randint(1, 4)) if kind in CHOICES else ()
        count = self.random.randint(1, 3) if kind == "table" else 0
        columns = [self.field(COLUMN_TYPES) for _ in range(count)]
        return Field(name or self.fresh(), kind, tuple(options), tuple(columns))

    def fields(self) -> list[Field]:
        """The questions of a first bank."""
        return [self.field() for _ in range(self.random.randint(2, 7))]

    def derived(
        self, fields: list[Field], gone: list[Field], before: Edits
    ) -> tuple[list[Field], Edits]:
        """A newer bank, and what it says of the older one.

        `gone` was asked once; what the edits `before` name is not dropped without a word.
        """
        self._said = {
            *before.questions.values(),
            *before.columns.values(),
            *before.options,
            *(
                f"{name}={new}"
                for name, renamed in before.options.items()
                for new in renamed.values()
            ),
        }
        said = {name.partition(".")[0].partition("=")[0] for name in self._said}
        names, left = self._new_names([each.id for each in fields], said)
        retired = [name for name in left if name in said or self.random.random() < 0.5]
        edits = Edits(names, retired=())
        newer = []
        stay = {each.id for each in fields} - {*names, *left}
        for each in fields:
            becomes_another = names.get(each.id) in stay
            if each.id not in left and not becomes_another:
                newer.append(self._changed(each, names.get(each.id, each.id), edits, retired))
        newer += [each for each in gone if self.random.random() < 0.4]
        newer += [self.field() for _ in range(self.random.randint(0, 2))]
        self.random.shuffle(newer)
        return newer or [self.field()], replace(edits, retired=tuple(retired))

    def _new_names(
        self, old: list[str], said: Collection[str] = ()
    ) -> tuple[dict[str, str], list[str]]:
        """Names that change: some freshly, some in a circle, one onto another; and those that go.

        Those that an older migration has said something of become no other question.
        """
        names = list(old)
        self.random.shuffle(names)
        left = [names.pop() for _ in range(self.random.randint(0, min(2, len(names) - 1)))]
        renamed: dict[str, str] = {}
        if len(names) > 2 and self.random.random() < 0.4:
            circle = [names.pop() for _ in range(self.random.randint(2, len(names)))]
            renamed |= dict(zip(circle, [*circle[1:], circle[0]], strict=True))
        for name in names:
            if self.random.random() < 0.4:
                renamed[name] = self.fresh()
        stay = [name for name in names if name not in renamed]
        movable = [name for name in names if name in renamed and name not in said]
        if stay and movable and self.random.random() < 0.5:
            # Two questions become one.
            renamed[movable[0]] = stay[0]
        return renamed, left

    def _changed(self, each: Field, name: str, edits: Edits, retired: list[str]) -> Field:
        if self.random.random() < 0.3 and not any(n.startswith(each.id) for n in self._said):
            each = self._retyped(each)
        options = self._new_options(each, each.id, name, edits)
        columns: list[Field] = []
        if each.columns:
            names = [column.id for column in each.columns]
            said = [column for column in names if f"{each.id}.{column}" in self._said]
            renamed, left = self._new_names(names, said)
            for old, new in renamed.items():
                edits.columns[f"{each.id}.{old}"] = f"{name}.{new}"
            full = [f"{each.id}.{column}" for column in left]
            retired += [c for c in full if c in self._said or self.random.random() < 0.5]
            stay = {*names} - {*renamed, *left}
            for column in each.columns:
                new = renamed.get(column.id, column.id)
                becomes_another = renamed.get(column.id) in stay
                if column.id not in left and not becomes_another:
                    is_named = any(n.startswith(f"{each.id}.{column.id}") for n in self._said)
                    is_retyped = not is_named and self.random.random() < 0.3
                    kept = self._retyped(column) if is_retyped else column
                    old_name = f"{each.id}.{column.id}"
                    options_now = self._new_options(kept, old_name, f"{name}.{new}", edits)
                    columns.append(replace(kept, id=new, options=options_now))
            old = [c for c in self._dropped.get(each.id, []) if self.random.random() < 0.5]
            columns = [*columns, *old] or [self.field(COLUMN_TYPES)]
            self._dropped[name] = [
                c for c in each.columns if c.id in left and f"{each.id}.{c.id}" not in retired
            ]
        return replace(each, id=name, options=options, columns=tuple(columns))

    def _retyped(self, each: Field) -> Field:
        return self.field(TYPES if each.type not in COLUMN_TYPES else COLUMN_TYPES, each.id)

    def _new_options(self, each: Field, old: str, name: str, edits: Edits) -> tuple[str, ...]:
        if not each.options or self.random.random() < 0.5:
            return each.options
        renamed, left = self._new_names(list(each.options))
        left = [option for option in left if f"{old}={option}" not in self._said]
        if renamed:
            edits.options[name] = renamed
        kept = [renamed.get(option, option) for option in each.options if option not in left]
        return tuple(
            dict.fromkeys([*kept, *([self.fresh()] if self.random.random() < 0.3 else [])])
        )

    # Cards

    def card(self, fields: list[Field], bank: Bank) -> Card:
        """Answers to most questions, some to none, each with a mark that is its reason."""
        answers = {}
        for each in fields:
            if self.random.random() < 0.8:
                answers[each.id] = self._answer(each, bank)
        if self.random.random() < 0.3:
            answers["never_asked"] = self._answer(Field("never_asked", "text"), bank)
        return Card("card", BankReference("b", bank.version, bank.sha256), answers)

    def _answer(self, each: Field, bank: Bank) -> Answer:
        kind = each.type if self.random.random() < 0.9 else self.random.choice(TYPES)
        mark = f"mark {self.fresh()}"
        asked = self.random.choice(["", "0badf00d"])
        if each.id in bank.questions and self.random.random() < 0.7:
            asked = fingerprint(bank.questions[each.id])
        status = self.random.choice((None, None, None, "unknown", "not_applicable"))
        specify = {o: self.random.choice(TEXTS) for o in each.options if self.random.random() < 0.5}
        if kind == "table":
            rows = self._rows(each.columns)
            last = max([0, *(row.number for row in rows)]) + self.random.randint(0, 2)
            return Answer(None, status, mark, specify, rows, last, asked)
        return Answer(self._value(kind, each.options), status, mark, specify, asked=asked)

    def _rows(self, columns: tuple[Field, ...]) -> tuple[Row, ...]:
        numbers = self.random.sample(range(1, 9), self.random.randint(0, 4))
        rows = []
        for number in numbers:
            cells = {
                c.id: self._value(c.type, c.options) for c in columns if self.random.random() < 0.8
            }
            if self.random.random() < 0.1:
                cells["no_column"] = self.random.choice(TEXTS)
            rows.append(Row(number, cells))
        return tuple(rows)

    def _value(self, kind: str, options: tuple[str, ...]) -> object:
        choice = self.random.choice
        match kind:
            case "bool":
                return choice((True, False))
            case "integer":
                return self.random.randint(-9, 99)
            case "number":
                return choice((0.5, 8.0, 7, -1.25))
            case "date":
                return date(2026, self.random.randint(1, 12), 3)
            case "select":
                return choice(options or WORDS)
            case "multiselect" | "list":
                known = options if kind == "multiselect" and options else WORDS
                return self.random.sample(known, self.random.randint(1, len(known)))
            case "longtext" | "code":
                return "\n".join(self.random.sample(TEXTS, self.random.randint(1, 3))) + "\n"
        return choice(TEXTS)


def decorated(text: str, random: Random) -> tuple[str, list[str]]:
    """A card file with a comment and a key of someone else in some tables; and those lines."""
    lines, own = [], []
    for i, line in enumerate(text.split("\n")):
        is_header = line.startswith(("[answers.", "[retired."))
        if is_header and random.random() < 0.5:
            own.append(f"# above {i}")
            lines.append(own[-1])
        lines.append(line)
        if is_header and random.random() < 0.3:
            own.append(f"mine_{i} = {i}  # beside")
            lines.append(own[-1])
    return "\n".join(lines), own


# What must come of it


@dataclass
class Expected:
    """A card before, and edits from one bank to the next, one after the other."""

    card: Card
    edits: list[Edits]
    bank: Bank
    """The last one."""

    def check(self, after: Card) -> None:
        """Fail where something of the card before is not in the card after, or something is new."""
        found: dict[str, tuple[Place, Answer]] = {}
        loose: list[tuple[str, Row]] = []
        for place, answer in _all(after):
            if answer.reason:
                assert answer.reason not in found, f"{answer.reason} is there twice"
                found[answer.reason] = (place, answer)
            else:
                assert place[0] == "retired", f"{place} was made up"
                loose += [(place[1], row) for row in answer.rows]
        old_loose = []
        for place, answer in _all(self.card):
            if not answer.reason:
                old_loose += [(place[1], row) for row in answer.rows]
                continue
            assert answer.reason in found, f"{place} is lost"
            new_place, new = found.pop(answer.reason)
            self._check_place(place, new_place)
            self._check_answer(place[1], answer, new)
            question = self.bank.questions.get(new_place[1])
            now = fingerprint(question) if question and new_place[0] == "answers" else ""
            assert new.asked == answer.asked or (answer.asked and new.asked == now), new_place
        assert not found, f"{found} were made up"
        for name in map(self._name_now, self.card.answers):
            is_asked = name in self.bank.questions
            assert not is_asked or name in after.answers, f"{name} has no answer any more"
        self._check_cells(old_loose, loose, after)

    def _check_place(self, old: Place, new: Place) -> None:
        table, name = old
        now = self._name_now(name)
        is_asked = now in self.bank.questions
        held = [("answers", n) for n in self.card.answers]
        held += [("retired", n) for n in self.card.retired]
        rivals = [each for each in held if each != old and self._name_now(each[1]) == now]
        if is_asked and not (
            rivals if table == "retired" else [r for r in rivals if r[0] == table]
        ):
            assert new == ("answers", now), (old, new)
        elif is_asked:
            assert new == ("answers", now) or new[0] == "retired", (old, new)
        else:
            assert new[0] == "retired", (old, new)

    def _name_now(self, name: str) -> str:
        for edits in self.edits:
            name = edits.questions.get(name, name)
        return name

    def _check_answer(self, name: str, old: Answer, new: Answer) -> None:
        assert (new.status, new.last_row >= old.last_row) == (old.status, True), (name, old, new)
        assert _values(self._option_now(name, old.value)) == _values(new.value), (name, old, new)
        for option, text in old.specify.items():
            said = new.specify.get(self._option_now(name, option), "")  # type: ignore[arg-type]
            assert {*text.split("; ")} <= {*said.split("; ")}, (name, old, new)
        assert [row.number for row in new.rows] == [row.number for row in old.rows], (old, new)

    def _option_now(self, name: str, value: object) -> object:
        """A value with its options under the names that they have now."""
        if isinstance(value, list):
            return [self._option_now(name, item) for item in value]
        text = value if isinstance(value, str) else _text(value)
        table, dot, column = name.partition(".")
        for edits in self.edits:
            column = edits.columns.get(f"{table}.{column}", f".{column}").partition(".")[2]
            table = edits.questions.get(table, table)
            now = edits.options.get(f"{table}{dot}{column}", {}).get(text)
            text, value = (now, now) if now is not None else (text, value)
        return value

    def _check_cells(
        self, old_loose: list[tuple[str, Row]], loose: list[tuple[str, Row]], after: Card
    ) -> None:
        """Each cell is there as often as before, whatever its column is called."""
        before = [(n, row) for (_, n), a in _all(self.card) if a.reason for row in a.rows]
        old = [cell for name, row in [*before, *old_loose] for cell in self._cells(name, row)]
        rows = [row for _, a in _all(after) if a.reason for row in a.rows]
        new = [
            (row.number, _values(cell))
            for row in [*rows, *(row for _, row in loose)]
            for cell in row.cells.values()
        ]
        assert sorted(old) == sorted(new), (sorted(old), sorted(new))

    def _cells(self, name: str, row: Row) -> Iterator[tuple[int, list[str]]]:
        for column, cell in row.cells.items():
            yield row.number, _values(self._option_now(f"{name}.{column}", cell))


def _all(card: Card) -> Iterator[tuple[Place, Answer]]:
    for name, answer in card.answers.items():
        yield ("answers", name), answer
    for name, answer in card.retired.items():
        yield ("retired", name), answer


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _values(value: object) -> list[str]:
    """What a value says: its lines or items, numbers written alike, in no order."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    lines = [line.strip() for item in items for line in _text(item).split("\n")]
    return sorted({_number(line) for line in lines if line})


def _number(text: str) -> str:
    try:
        return str(float(text.replace(",", "")))
    except ValueError:
        return text


# Running


def check_pair(seed: int) -> None:
    """Make banks and a card from a seed, and check all that is promised."""
    random = Random(seed)
    maker = Maker(random)
    first = maker.fields()
    second, edits = maker.derived(first, [], Edits())
    names_then = {each.id for each in second}
    gone = [
        each for each in first if each.id not in {*names_then, *edits.questions, *edits.retired}
    ]
    third, more = maker.derived(second, gone, edits)
    banks = [
        _bank(first, 1, ""),
        _bank(second, 2, edits.toml(2)),
        _bank(third, 3, edits.toml(2) + more.toml(3)),
    ]
    card = maker.card(first, banks[0])
    text, own = decorated(
        card_text(TextFile("card.toml", ""), None, card, list(banks[0].questions)), random
    )
    file = _read(text)
    assert file.card == card
    step, step_own = _migrated(file, banks[1], own), own
    Expected(card, [edits], banks[1]).check(step.card)
    Expected(step.card, [more], banks[2]).check(_migrated(step, banks[2], step_own).card)
    at_once = _migrated(file, banks[2], own)
    Expected(card, [edits, more], banks[2]).check(at_once.card)


def _bank(fields: list[Field], version: int, migrations: str) -> Bank:
    return read_bank(TextFile(f"bank-{version}.toml", bank_toml(fields, version, migrations)))


def _read(text: str) -> CardFile:
    source = TextFile("card.toml", text)
    return CardFile(source, decode_card(parse_toml(source), source))


def _migrated(file: CardFile, bank: Bank, own: list[str]) -> CardFile:
    """The card under a newer bank, written and read back; comments and keys of others are there."""
    migrated = migrate(file.card, bank)
    order = list(bank.questions)
    text = card_text(file.source, file.card, migrated.card, order, migrated.moved)
    again = _read(text)
    assert again.card.bank == BankReference("b", bank.version, bank.sha256)
    assert again.card == migrated.card, "what was written is not what was read"
    lost = [line for line in own if line.partition("  #")[0] not in text]
    assert not lost, f"{lost} of someone else are lost"
    assert migrate(again.card, bank).card == again.card, "migrated twice"
    return again


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    pairs: int
    failures: tuple[str, ...]
    seconds: float


def run(pairs: int, seed: int = 0) -> Outcome:
    """Check this many pairs of bank versions; three of every seed."""
    start = perf_counter()
    failures = []
    seeds = range(seed, seed + -(-pairs // 3))
    for each in seeds:
        try:
            check_pair(each)
        except (AssertionError, CardtuiError) as error:
            failures.append(f"seed {each}: {type(error).__name__}: {error}")
    return Outcome(3 * len(seeds), tuple(failures), perf_counter() - start)


def main() -> int:
    """Print what was reached; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--pairs", type=int, default=2000, help="pairs of versions (2000)")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (0)")
    options = parser.parse_args()
    outcome = run(options.pairs, options.seed)
    for failure in outcome.failures[:20]:
        print(failure)
    print(
        f"{outcome.pairs} migrations in {outcome.seconds:.0f} s: "
        f"{len(outcome.failures)} with something lost"
    )
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
