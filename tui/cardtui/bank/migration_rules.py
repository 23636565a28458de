"""The rules that `[[migration]]` tables keep: what they name is there, or is gone, as it should be.

The old banks are not at hand. But what a bank asked before a migration follows from what it asked
after it, so the tables are checked backwards, from the bank as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardtui.bank.migrations import Step, in_order
from cardtui.bank.model import BankFile, Column, Migration, Question
from cardtui.bank.problems import Problems
from cardtui.bank.versions import VersionRange, read_range, read_version
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

Names = Mapping[str, frozenset[str] | None]
"""Questions, and columns as `table.column`, with their options; None where only an old bank could
tell them."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a bank asks at some version."""

    surely: Names
    possibly: Names
    """That, and what may have been asked too: names that others were given later."""


_NO_OPTIONS: frozenset[str] = frozenset()
_YES_AND_NO = frozenset({"yes", "no"})


def check_migrations(bank: BankFile, problems: Problems) -> None:
    """Report what is wrong with the migrations of a bank."""
    steps = []
    for place, migration in enumerate(bank.migrations):
        at: KeyPath = ("migration", place, "from")
        try:
            versions = read_range(migration.from_versions)
        except ValueError as error:
            problems.add(at, f"`from` is not a range of versions: {error}", "write <2 or >=1,<2")
            continue
        if _check_range(versions, migration.from_versions, bank, at, problems):
            steps.append(Step(versions, migration, place))
    names = _names_now(bank)
    asked = _Asked(names, names)
    for step in reversed(in_order(steps)):
        _check_renames(step, asked, problems)
        _check_values(step, asked, problems)
        _check_retired(step, asked, problems)
        _check_once(step, bank, problems)
        asked = _asked_before(step.migration, asked)


def _check_range(
    versions: VersionRange, written: str, bank: BankFile, at: KeyPath, problems: Problems
) -> bool:
    """Whether the place of a migration among the others is known."""
    if versions.is_empty:
        problems.add(at, f"no version is in `{written}`", "write <2 or >=1,<2")
        return False
    if versions.end is None:
        message = f"`{written}` has no end: cards would be changed again under every new version"
        problems.add(at, message, f"write {written},<{bank.version}")
        return False
    now = read_version(bank.version)
    if now is not None and versions.start is not None and versions.start >= (now, False):
        message = f"no version before {bank.version} is in `{written}`"
        problems.add(at, message, "raise `version`, or start earlier")
    return True


# What was asked


def _names_now(bank: BankFile) -> Names:
    names: dict[str, frozenset[str] | None] = {}
    for section in bank.sections:
        for question in section.questions:
            if question.type == "note":
                continue
            names[question.id] = _options(question)
            for column in question.columns:
                names[f"{question.id}.{column.id}"] = _options(column)
    return names


def _options(field: Question | Column) -> frozenset[str]:
    if field.type == "bool":
        return _YES_AND_NO
    return frozenset(option.id for option in field.choices)


def _asked_before(migration: Migration, after: _Asked) -> _Asked:
    old_names = {new: old for old, new in migration.rename.items()}
    surely: dict[str, frozenset[str] | None] = {}
    for name, options in after.surely.items():
        renamed = migration.values.get(name, {})
        gone = frozenset(renamed.values())
        surely[_called_before(name, old_names)] = (
            None if options is None else (options - gone).union(renamed)
        )
    for name in migration.retire:
        surely.setdefault(name, None)
    with_old_options = {
        name: None if options is None else options.union(migration.values.get(name, {}))
        for name, options in after.possibly.items()
    }
    possibly = dict(with_old_options)
    for call in (_table_called_before, _called_before):
        possibly |= {call(name, old_names): o for name, o in with_old_options.items()}
    return _Asked(surely, {**surely, **possibly})


def _called_before(name: str, old_names: Mapping[str, str]) -> str:
    return old_names.get(name, _table_called_before(name, old_names))


def _table_called_before(name: str, old_names: Mapping[str, str]) -> str:
    """A column that keeps its own name, in the table as it was called; a question as it is."""
    table, dot, column = name.partition(".")
    return f"{old_names.get(table, table)}.{column}" if dot else name


def _is_known(name: str, asked: _Asked) -> bool:
    """Whether it is asked, or is in a table of which only an old bank could tell the columns."""
    table, dot, _ = name.partition(".")
    return name in asked.possibly or (bool(dot) and asked.possibly.get(table, _NO_OPTIONS) is None)


# The rules


def _check_renames(step: Step, asked: _Asked, problems: Problems) -> None:
    renames = step.migration.rename
    new_names = frozenset(renames.values())
    targets: dict[str, str] = {}
    for old, new in renames.items():
        at: KeyPath = ("migration", step.place, "rename", old)
        if _check_kind(old, new, renames, at, problems):
            _check_known(new, asked, at, problems)
        if old == new:
            problems.add(at, f"`{old}` keeps its name", "leave it out")
        elif old in asked.surely and old not in new_names:
            message = f"`{old}` is still asked: another name would take its answers away"
            problems.add(at, message, "leave it out, or remove the question")
        if new in targets:
            message = f"`{targets[new]}` becomes `{new}` already"
            problems.add(at, message, "keep one and put the other under `retire`")
        targets.setdefault(new, old)


def _check_kind(
    old: str, new: str, renames: Mapping[str, str], at: KeyPath, problems: Problems
) -> bool:
    """Whether a question becomes a question, or a column one of the same table."""
    table, dot, _ = old.partition(".")
    new_table, new_dot, _ = new.partition(".")
    now = renames.get(table, table)
    if dot == new_dot and (not dot or new_table == now):
        return True
    if dot:
        problems.add(at, f"a column stays in its table: `{new}` is not in `{now}`", "move it back")
    else:
        problems.add(at, f"`{old}` is a question, `{new}` a column", "put it under `retire`")
    return False


def _check_known(name: str, asked: _Asked, at: KeyPath, problems: Problems) -> bool:
    if _is_known(name, asked):
        return True
    kind = "column" if "." in name else "question"
    alike = [known for known in asked.possibly if ("." in known) == ("." in name)]
    gone = "if it is gone, name it under `retire` of a later migration"
    problems.add(at, f"there is no {kind} `{name}`", did_you_mean(name, alike) or gone)
    return False


def _check_values(step: Step, asked: _Asked, problems: Problems) -> None:
    migration = step.migration
    for name, renamed in migration.values.items():
        at: KeyPath = ("migration", step.place, "values", name)
        if name in migration.rename and not _is_known(name, asked):
            message = f"`{name}` is called `{migration.rename[name]}` now"
            problems.add(at, message, "`values` go by the new names")
            continue
        if not _check_known(name, asked, at, problems):
            continue
        options = asked.possibly.get(name)
        if options is not None and not options:
            problems.add(at, f"`{name}` has no options", "leave it out")
        elif options is not None:
            kept = asked.surely.get(name) or _NO_OPTIONS
            _check_options(name, renamed, options, kept, at, problems)


def _check_options(
    name: str,
    renamed: Mapping[str, str],
    options: frozenset[str],
    kept: frozenset[str],
    at: KeyPath,
    problems: Problems,
) -> None:
    new_options = frozenset(renamed.values())
    for old, new in renamed.items():
        here: KeyPath = (*at, old)
        if new not in options:
            near = did_you_mean(new, sorted(options))
            problems.add(here, f"`{name}` has no option `{new}`", near)
        elif old == new:
            problems.add(here, f"`{old}` keeps its name", "leave it out")
        elif old in kept != _YES_AND_NO and old not in new_options:
            message = f"`{name}` still has an option `{old}`: answers would be changed"
            problems.add(here, message, "leave it out, or remove the option")


def _check_retired(step: Step, asked: _Asked, problems: Problems) -> None:
    for i, name in enumerate(step.migration.retire):
        at: KeyPath = ("migration", step.place, "retire", i)
        if name in asked.surely:
            problems.add(at, f"`{name}` is still asked", "leave it out, or remove the question")
        elif name in step.migration.rename:
            new = step.migration.rename[name]
            problems.add(at, f"`{name}` becomes `{new}` in this migration", "do one of the two")


def _check_once(step: Step, bank: BankFile, problems: Problems) -> None:
    """A swap of names must not meet the same card twice."""
    now = read_version(bank.version)
    if now is None or step.end <= (now, False):
        return
    migration = step.migration
    for names in (migration.rename, *migration.values.values()):
        again = next((new for new in names.values() if new in names), None)
        if again is not None:
            problems.add(
                ("migration", step.place, "from"),
                f"`{again}` is an old and a new name: a card of version {bank.version} "
                "would be changed again",
                f"end the range at <{bank.version}",
            )
            return
