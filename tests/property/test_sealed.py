"""Random banks on random banks with seals: no sealed question asks less than it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.errors import BankError
from cardtui.interview.interview import Interview
from cardtui.interview.state import Finding, Relevance, State
from support.banks import (
    RandomBank,
    RandomCheck,
    RandomColumn,
    RandomQuestion,
    bank_of,
    card_of,
    written,
)
from support.extending import bank_on
from support.sampling import examples
from support.wild_banks import STATUSES, RandomChoice, Wild, names_in, needs

_SEEDS = st.integers(0, 2**32)
_ANSWERS = 40
"""Cards that each pair of banks is asked about."""
_ASKED_LESS = (Relevance.RELEVANT, Relevance.UNDECIDED, Relevance.IRRELEVANT)


def _checks(checks: tuple[RandomCheck, ...]) -> list[dict[str, Any]]:
    """Checks as a random bank writes them."""
    return [
        {
            "that": written(check.that),
            "message": f"Check {i}.",
            "level": "error" if check.is_error else "warning",
        }
        for i, check in enumerate(checks)
    ]


def _column(column: RandomColumn, wild: Wild) -> dict[str, Any]:
    """A column, which may lose its condition or its checks."""
    table: dict[str, Any] = {"id": column.id, "type": column.type}
    table |= {"options": list(column.options)} if column.options else {}
    if column.when is not None and wild.once_in(2):
        table["when"] = written(column.when)
    if column.checks and wild.once_in(2):
        table["check"] = _checks(column.checks)
    return table


class Changes:
    """Draws what a bank changes in another. Most of it would be a bank, were nothing sealed."""

    def __init__(self, wild: Wild, bank: RandomBank, often: list[str]) -> None:
        self._wild = wild
        self._bank = bank
        self._questions = list(bank.questions.values())
        self._often = [bank.questions[name] for name in often] or self._questions
        """Questions that are changed more often than others."""

    def toml(self) -> str:
        """The whole bank."""
        wild, bank = self._wild, self._bank
        override: dict[str, dict[str, Any]] = {}
        for _ in range(2 if wild.once_in(4) else 1):
            if wild.once_in(4):
                override[wild.among(bank.sections).id] = self._of_section()
            else:
                question = wild.among(self._questions if wild.once_in(4) else self._often)
                override[question.id] = self._of_question(question)
        tables: dict[str, Any] = {"format": 1, "id": "team", "version": "1.0.0", "title": "Team"}
        tables |= {"extends": ["base"], "override": override}
        if wild.once_in(6):
            hidden = wild.among(self._questions).id
            tables["hide"] = {hidden: "Not here."} if hidden not in override else {}
        if wild.once_in(4):
            tables["section"] = [self._new_section()]
        return tomlkit.dumps(tables)

    def _when(self) -> dict[str, Any]:
        when = self._wild.condition([] if self._wild.once_in(3) else self._questions)
        assert when is not None
        return {"when": written(when)}

    def _of_section(self) -> dict[str, Any]:
        match self._wild.among(("when", "level", "without")):
            case "when":
                return self._when()
            case "level":
                return {"level": 1 + self._wild.choice.below(3)}
        return {"without": ["when"]}

    def _new_section(self) -> dict[str, Any]:
        wild = self._wild
        table: dict[str, Any] = {"id": "new", "title": "New", **self._when()}
        table["after"] = wild.among(self._bank.sections).id
        return table | {"level": 1 + wild.choice.below(3)}

    def _of_question(self, question: RandomQuestion) -> dict[str, Any]:
        wild = self._wild
        ways: list[Callable[[], dict[str, Any]]] = [
            self._when,
            lambda: {"allow": list(wild.among((STATUSES, STATUSES[:1], STATUSES[1:], ())))},
            lambda: {"required": wild.once_in(2)},
            lambda: {"check": self._more_checks(question)},
            lambda: {"without": [self._said_of(question)]},
            lambda: {"type": wild.among(("text", "integer", "number", "list", "note"))},
            lambda: {"label": "Another"},
        ]
        if question.options:
            ways.append(lambda: {"options": list(question.options[:-1]) or ["d"]})
        if question.columns:
            ways.append(lambda: {"column": [_column(each, wild) for each in question.columns]})
        return {
            key: value
            for way in wild.some(ways, 1)[: 1 + wild.choice.below(2)]
            for key, value in way().items()
        }

    def _more_checks(self, question: RandomQuestion) -> list[dict[str, Any]]:
        others = [other for other in self._questions if other.type != "note"]
        more = self._wild.checks(question, others) if question.type != "note" else ()
        kept = question.checks if self._wild.once_in(2) else ()
        return _checks((*kept, *more))

    def _said_of(self, question: RandomQuestion) -> str:
        said = ["when"] if question.when is not None else []
        said += ["check"] if question.checks else []
        said += ["required"] if question.required else []
        said += ["allow"] if len(question.allow) < len(STATUSES) else []
        return self._wild.among(said or ["label"])


def _with_checks(wild: Wild, bank: RandomBank) -> RandomBank:
    """The bank, in which every other question has a check that looks at others, if there are any."""
    askable = [question for question in bank.questions.values() if question.type != "note"]

    def checked(question: RandomQuestion) -> RandomQuestion:
        others = [other for other in askable if other.id != question.id]
        if question.type == "note" or not others or wild.once_in(2):
            return question
        that = wild.combined(lambda: wild.about(wild.among(others), others))
        return replace(question, checks=(RandomCheck(that), *question.checks))

    sections = (
        replace(section, questions=tuple(map(checked, section.questions)))
        for section in bank.sections
    )
    return RandomBank(tuple(sections))


def _deciding(bank: RandomBank, name: str) -> list[str]:
    """What the conditions and checks of a question name."""
    question = bank.questions[name]
    checks = [question.checks, *(column.checks for column in question.columns)]
    in_checks = names_in(tuple(check.that for each in checks for check in each))
    return sorted((needs(bank)[name] | in_checks) - {name})


def _sealed(bank: RandomBank, names: list[str]) -> str:
    text = bank.toml
    for name in names:
        label = f'label = "Label of {name}"\n'
        text = text.replace(label, f"{label}sealed = true\n")
    return text


def _answers(wild: Wild, bank: RandomBank, deciding: list[str]) -> dict[str, Any]:
    """Answers to most questions; what decides is often not known, or not answered."""
    found = wild.answers(bank)
    if deciding and wild.once_in(2):
        found[wild.among(deciding)] = wild.among(("?", "?", "-", ""))
    return found


def _failures(state: State, name: str) -> set[Finding]:
    """What is found wrong with an answer, were all of it an error."""
    return {each for each in state.findings_of(name) if each.is_error}


def _weakened(before: State, after: State, name: str) -> str:
    """In what a question asks less than before."""
    places = [_ASKED_LESS.index(state.relevance[name]) for state in (before, after)]
    if places[1] > places[0]:
        return f"{name} is {after.relevance[name]} instead of {before.relevance[name]}"
    if missing := _failures(before, name) - _failures(after, name):
        return f"{name} passes {missing}"
    return f"{name} is not open any more" if name in {*before.open} - {*after.open} else ""


@settings(max_examples=examples(500))
@given(_SEEDS)
def test_no_sealed_question_is_weakened(seed: int) -> None:
    """With any answers: what was asked is asked, what failed fails, what was open is open."""
    wild = Wild(RandomChoice(Random(seed)))
    bank = _with_checks(wild, wild.bank())
    names = wild.some(list(bank.questions), 1)[:2]
    deciding = [needed for name in names for needed in _deciding(bank, name)]
    text = _sealed(bank, names)
    try:
        team = bank_on(text, Changes(wild, bank, deciding).toml())
    except BankError:
        return
    alone = bank_of(text)
    interviews = Interview(alone), Interview(team)
    for name in names:
        assert team.questions[name].required >= alone.questions[name].required
    for _ in range(_ANSWERS):
        answers = _answers(wild, bank, deciding)
        before, after = (interview.state(card_of(answers)) for interview in interviews)
        for name in names:
            assert not _weakened(before, after, name), answers
