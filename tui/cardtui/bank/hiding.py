"""Taking questions of extended banks out, with everything of theirs that must not stay behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cardtui.bank.merged import Hidden, Item, Merged, Part, without
from cardtui.bank.piping import piped_names
from cardtui.bank.problems import Problems
from cardtui.bank.sealed import Seals
from cardtui.bank.unread import names_in_expression, names_in_when
from cardtui.files.toml_values import toml_of
from cardtui.text.words import did_you_mean, shortened

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath


_WORD = re.compile(r"\w+")
_EXPECTED: tuple[str, ...] = ("asks", "skips")
"""What a test says of questions."""


def hide(merged: Merged, reasons: Mapping[str, str], seals: Seals, problems: Problems) -> None:
    """Take questions out. What still needs one of them is a problem."""
    items = merged.items() if reasons else {}
    section_of = {question.id: s for s in merged.sections for question in s.questions}
    for name, reason in reasons.items():
        at: KeyPath = ("hide", name)
        section, item = section_of.get(name), items.get(name)
        if section is None or item is None:
            problems.add(at, *_no_question(name, item, section_of, merged))
        elif item.part.source == merged.own:
            problems.add(at, f"`{name}` is new in this bank", "take it out where it stands")
        elif merged.own in [part.source for part in item.overridden.values()]:
            message = f"`{name}` is hidden and overridden in this bank"
            problems.add(at, message, "do one of the two")
        elif not reason.strip():
            message = f"`{name}` is hidden without a reason"
            problems.add(at, message, "say why it is not asked here")
        elif "\n" in reason:
            problems.add(at, "the reason takes more than one line", "make it one")
        else:
            seals.check_hiding(item, at, problems)
            section.questions.remove(item)
            merged.hidden[name] = Hidden(reason, Part(merged.own, at))
    hidden = {name for name in reasons if name in merged.hidden}
    if hidden:
        _report_needed(merged, hidden, problems)
        merged.tests = [kept for test in merged.tests if (kept := _less(test, hidden))]


def _no_question(
    name: str, item: Item | None, known: Iterable[str], merged: Merged
) -> tuple[str, str]:
    if item is not None:
        return f"`{name}` is a section", "hide its questions"
    if name in merged.hidden:
        return merged.said_of_hidden(name)
    return f"there is no question `{name}` to hide", did_you_mean(name, known)


def _report_needed(merged: Merged, hidden: set[str], problems: Problems) -> None:
    for owner, key, item, at in _everything_said(merged):
        value = _value(item, at)
        if isinstance(value, str) and hidden.isdisjoint(_WORD.findall(value)):
            # To read a condition takes far longer than to see that it is about something else.
            continue
        for name in _names(key, value):
            if name not in hidden:
                continue
            where = merged.spot(item.part_of(at))
            said = shortened(_shown(value), 60)
            message = f"`{name}` is hidden, and the `{key}` of {owner} needs it: {said} ({where})"
            remedy = f"override that `{key}`" + (
                f", or hide `{item.id}` as well" if "question" in item.part.key else ""
            )
            problems.add(("hide", name), message, remedy)


def _everything_said(merged: Merged) -> Iterator[tuple[str, str, Item, KeyPath]]:
    """Whatever may name a question: whose it is, its key, and where in its item it stands."""
    for section in merged.sections:
        if "when" in section.table:
            yield f"the section `{section.id}`", "when", section, ("when",)
        for question in section.questions:
            for key in ("when", "suggest", "ask", "help"):
                if key in question.table:
                    yield f"`{question.id}`", key, question, (key,)
            yield from _checks(f"`{question.id}`", question, ())
            columns = question.table.get("column")
            for k, column in enumerate(columns if isinstance(columns, list) else ()):
                owner = f"`{question.id}.{column.get('id')}`" if isinstance(column, dict) else ""
                if isinstance(column, dict) and "when" in column:
                    yield owner, "when", question, ("column", k, "when")
                yield from _checks(owner, question, ("column", k))


def _checks(
    owner: str, item: Item, around: tuple[str | int, ...]
) -> Iterator[tuple[str, str, Item, KeyPath]]:
    checks = _value(item, (*around, "check"))
    for i, check in enumerate(checks if isinstance(checks, list) else ()):
        if isinstance(check, dict) and "that" in check:
            yield owner, "check", item, (*around, "check", i, "that")


def _value(item: Item, at: KeyPath) -> Any:
    value: Any = item.table
    for step in at:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


def _names(key: str, value: object) -> list[str]:
    """The questions that something names. What cannot be read is told where it is checked."""
    if key == "when":
        return names_in_when(value)
    if key not in ("ask", "help"):
        return names_in_expression(value)
    try:
        return list(dict.fromkeys(piped_names(value))) if isinstance(value, str) else []
    except ValueError:
        return []


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} = {toml_of(wanted)}" for name, wanted in value.items())
    return str(value)


def _less(test: Item, hidden: set[str]) -> Item | None:
    """A test of an extended bank without what it says of hidden questions.

    None where it answers one, or says nothing else.
    """
    if any(name in hidden for name in test.table.get("given", {})):
        return None
    said: dict[str, list[str]] = {key: test.table[key] for key in _EXPECTED if key in test.table}
    left = {
        key: [name for name in names if name.partition(".")[0] not in hidden]
        for key, names in said.items()
    }
    if left == said:
        return test
    if not any(left.values()):
        return None
    return Item({**without(test.table, *left), **left}, test.part)
