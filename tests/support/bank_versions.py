"""Random versions of a bank, each made from the one before, and cards that answer the first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.card.model import Answer, BankReference, Card, Row

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
        note = self.random.choice(("", "", f"ask about {mark}", f"{mark}:\nask # Maria"))
        if kind == "table":
            rows = self._rows(each.columns)
            last = max([0, *(row.number for row in rows)]) + self.random.randint(0, 2)
            return Answer(None, status, mark, specify, rows, last, asked, note)
        value = self._value(kind, each.options)
        return Answer(value, status, mark, specify, asked=asked, note=note)

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
