"""Large banks in a few shapes, with an answer to everything: what speed is measured on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from support.banks import HEADER

_OF_A_SECTION = 50
_KINDS: tuple[tuple[str, Any], ...] = (
    ("bool", True),
    ("select", "a"),
    ("multiselect", ["a", "b"]),
    ("integer", 3),
    ("text", "ape"),
    ("date", date(2026, 1, 15)),
    ("list", ["ape"]),
)
"""Types of questions in turn, each with the answer that `answers` gives."""
_TRUE_OF = {
    "bool": "{0}",
    "select": "{0} in ['a', 'b']",
    "multiselect": "'a' in {0} and not answered({1})",
    "integer": "1 <= {0} <= 4",
    "text": "{0} != 'bee' or unknown({1})",
    "date": "{0} < '2026-02-01'",
    "list": "count({0}) > 0",
}
"""For each type a condition that its answer makes true; {1} is a question nobody answers."""


def branching(questions: int) -> str:
    """Sections of fifty questions, each asked because of the one before it in its section.

    Every fifth section has a condition too, every tenth question a check, every fiftieth is a
    table with a column that has a condition.
    """
    return HEADER + "".join(_branching(questions))


def _branching(questions: int) -> Iterator[str]:
    yield _section("open", "") + _question("spare", "bool")
    for place in range(questions - 1):
        section, inside = divmod(place, _OF_A_SECTION)
        if inside == 0:
            before = _name(place - _OF_A_SECTION) if section else ""
            yield _section(f"s{section}", before if before and section % 5 == 0 else "")
        if inside == _OF_A_SECTION - 1:
            yield _table(_name(place), _name(place - inside))
            continue
        kind = _KINDS[inside % len(_KINDS)][0]
        asked_because_of = _KINDS[(inside - 1) % len(_KINDS)][0]
        when = _TRUE_OF[asked_because_of].format(_name(place - 1), "spare") if inside else ""
        yield _question(_name(place), kind, when, checked=inside % 10 == 9)


def chain(questions: int) -> str:
    """Each question is asked because of the one before: a change at the head reaches the end."""
    asked = (
        _question(_name(place), "bool", _name(place - 1) if place else "")
        for place in range(questions)
    )
    return HEADER + _section("only", "") + "".join(asked)


def hub(questions: int) -> str:
    """Every question is asked because of the first."""
    asked = (
        _question(_name(place), "bool", _name(0) if place else "") for place in range(questions)
    )
    return HEADER + _section("only", "") + "".join(asked)


def section_hub(questions: int) -> str:
    """Every question stands in a section that is asked for because of the first question."""
    head = _section("first", "") + _question(_name(0), "bool")
    below = "".join(_question(_name(place), "bool") for place in range(1, questions))
    return HEADER + head + _section("rest", _name(0)) + below


SHAPES = {"branching": branching, "chain": chain, "hub": hub, "section hub": section_hub}
"""A bank of so many questions, by the name of its shape."""


def first_question() -> str:
    """The question that most hangs on, in every shape."""
    return _name(0)


def answers(types: dict[str, str]) -> dict[str, Any]:
    """An answer to each question but `spare`, given the type of each: all of them are asked."""
    of_kind = dict(_KINDS) | {"table": [{"metric": "f1", "score": 0.5, "gap": "big"}]}
    return {name: of_kind[kind] for name, kind in types.items() if name != "spare"}


def _name(place: int) -> str:
    return f"q{place}"


def _section(name: str, when: str) -> str:
    return f'[[section]]\nid = "{name}"\ntitle = "{name}"\n' + _when(when)


def _question(name: str, kind: str, when: str = "", *, checked: bool = False) -> str:
    lines = f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "What of {name}?"\n'
    lines += _when(when)
    if kind in ("select", "multiselect"):
        lines += 'options = ["a", "b", "c", { id = "none", label = "None" }]\n'
    if checked:
        lines += 'check = [{ that = "value != 9 or unknown(spare)", message = "Not nine." }]\n' * (
            kind == "integer"
        )
    return lines


def _table(name: str, outside: str) -> str:
    columns = (
        ("metric", "select", 'options = ["f1", "bleu"]\n'),
        ("score", "number", 'check = [{ that = "value <= 1", message = "At most 1." }]\n'),
        ("gap", "text", f'when = "row.score < 0.8 and {outside}"\n'),
    )
    return _question(name, "table") + "".join(
        f'[[section.question.column]]\nid = "{column}"\ntype = "{kind}"\n{more}'
        for column, kind, more in columns
    )


def _when(when: str) -> str:
    return f'when = "{when}"\n' if when else ""
