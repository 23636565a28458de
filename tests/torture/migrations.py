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
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter

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
from support.bank_versions import Edits, Field, Maker, bank_toml, decorated

_Cell = tuple[int, tuple[str, ...]]
"""The number of a row and what a cell in it says."""


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
            self._check_answer(place[1], answer, new, is_retired=new_place[0] == "retired")
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
        rivals = self._rivals(old)
        if is_asked and not (
            rivals if table == "retired" else [r for r in rivals if r[0] == table]
        ):
            assert new == ("answers", now), (old, new)
        elif is_asked:
            assert new == ("answers", now) or new[0] == "retired", (old, new)
        else:
            assert new[0] == "retired", (old, new)

    def _rivals(self, place: Place) -> list[Place]:
        """Other answers that would answer the same question."""
        now = self._name_now(place[1])
        held = [each for each, _ in _all(self.card)]
        return [each for each in held if each != place and self._name_now(each[1]) == now]

    def _name_now(self, name: str) -> str:
        for edits in self.edits:
            name = edits.questions.get(name, name)
        return name

    def _check_answer(self, name: str, old: Answer, new: Answer, *, is_retired: bool) -> None:
        assert (new.status, new.last_row >= old.last_row) == (old.status, True), (name, old, new)
        assert new.note == old.note, (name, old, new)
        # What has lost its question to another answer keeps its options from there on.
        has_lost = is_retired and self._rivals(("answers", name))
        steps = range(len(self.edits) + 1) if has_lost else [len(self.edits)]
        could_be = [_values(self._option_now(name, old.value, step)) for step in steps]
        assert _values(new.value) in could_be, (name, old, new)
        for option, text in old.specify.items():
            names = [str(self._option_now(name, option, step)) for step in steps]
            said = [part for each in names for part in new.specify.get(each, "").split("; ")]
            assert {*text.split("; ")} <= {*said}, (name, old, new)
        assert [row.number for row in new.rows] == [row.number for row in old.rows], (old, new)

    def _option_now(self, name: str, value: object, steps: int | None = None) -> object:
        """A value with its options under the names that they have after some steps, else all."""
        if isinstance(value, list):
            return [self._option_now(name, item, steps) for item in value]
        text = value if isinstance(value, str) else _text(value)
        table, dot, column = name.partition(".")
        for edits in self.edits[:steps]:
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
            (row.number, tuple(_values(cell)))
            for row in [*rows, *(row for _, row in loose)]
            for cell in row.cells.values()
        ]
        lost, made_up = Counter(old) - Counter(new), Counter(new) - Counter(old)
        if any(map(self._rivals, [place for place, _ in _all(self.card)])) or any(
            edits.columns for edits in self.edits
        ):
            # Cells that have lost their column to others keep their options from there on.
            lost, made_up = self._alike(lost), self._alike(made_up)
        assert lost == made_up, (lost, made_up)

    def _alike(self, cells: Counter[_Cell]) -> Counter[_Cell]:
        """Cells with all options that were ever renamed made alike."""
        options = {
            text
            for e in self.edits
            for each in e.options.values()
            for text in [*each, *each.values()]
        }
        alike: Counter[_Cell] = Counter()
        for (number, values), count in cells.items():
            alike[number, tuple("option" if v in options else v for v in values)] += count
        return alike

    def _cells(self, name: str, row: Row) -> Iterator[_Cell]:
        for column, cell in row.cells.items():
            yield row.number, tuple(_values(self._option_now(f"{name}.{column}", cell)))


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
