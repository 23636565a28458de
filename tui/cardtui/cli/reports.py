"""What `bank check` prints, in each of its formats."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from math import inf
from typing import Protocol

import click

from cardtui.bank.translation_rules import OF_TRANSLATION
from cardtui.cli.findings import (
    Unusable,
    counted,
    finding_annotation,
    finding_line,
    finding_record,
    problem_annotations,
    problem_records,
)
from cardtui.cli.messages import say_problems
from cardtui.cli.printed import print_lines
from cardtui.cli.verbosity import is_verbose
from cardtui.files.findings import Finding
from cardtui.proof.given import given_of, in_words
from cardtui.proof.report import Reached, Report

_MOST_OF_TRANSLATIONS = 5


class Reporter(Protocol):
    """Prints what was found, bank by bank."""

    def report(self, report: Report) -> None:
        """A bank that was looked at."""

    def unusable(self, bank: Unusable) -> None:
        """A bank that cannot be loaded."""


class _Text:
    """A line for each finding, then how many there are."""

    def __init__(self, with_paths: bool) -> None:
        self._with_paths = with_paths

    def report(self, report: Report) -> None:
        lines = [*_finding_lines(report.findings), _summary(report)]
        if self._with_paths:
            lines += _path_lines(report)
        print_lines(lines)

    def unusable(self, bank: Unusable) -> None:
        say_problems(bank.problems)


def _finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """A line each; of what translations lack, which may be all of a bank, the first few of a kind."""
    shown = Counter[str]()
    for finding in findings:
        shown[finding.rule] += 1
        if shown[finding.rule] <= _most(finding.rule):
            yield finding_line(finding)
    for rule, count in shown.items():
        if count > _most(rule):
            yield f"{count - _most(rule)} more, which -v shows [{rule}]"


def _most(rule: str) -> float:
    """Findings of a kind that are shown."""
    is_of_translation = rule.endswith(OF_TRANSLATION) and not is_verbose()
    return _MOST_OF_TRANSLATIONS if is_of_translation else inf


def _summary(report: Report) -> str:
    return f"{report.bank.id}: {counted(report.findings) or 'nothing to mend'}"


def _path_lines(report: Report) -> Iterator[str]:
    width = max(map(len, report.questions))
    for name, reached in report.questions.items():
        yield f"  {name:{width}}  {_path_words(report, reached)}"


def _path_words(report: Report, reached: Reached) -> str:
    if reached.answers is None:
        return "never asked" if reached.is_asked is False else "not shown to be asked"
    words = in_words(report.bank, reached.answers) or "asked at once"
    return words if reached.is_shortest else f"{words} (fewer answers may do)"


class _Json:
    """One object a line, one line a bank."""

    def __init__(self, with_paths: bool) -> None:
        pass

    def report(self, report: Report) -> None:
        bank = report.bank
        self._print(
            {"id": bank.id, "version": bank.version, "path": bank.path},
            list(map(finding_record, report.findings)),
            {name: _reached_record(reached) for name, reached in report.questions.items()},
        )

    def unusable(self, bank: Unusable) -> None:
        self._print(
            {"id": None, "version": None, "path": bank.name},
            problem_records(bank),
            {},
        )

    def _print(
        self,
        bank: dict[str, str | None],
        findings: list[dict[str, object]],
        questions: dict[str, object],
    ) -> None:
        record = {"bank": bank, "findings": findings, "questions": questions}
        click.echo(json.dumps(record, default=_as_json))


def _as_json(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def _reached_record(reached: Reached) -> dict[str, object]:
    answers = reached.answers
    return {
        "asked": reached.is_asked,
        "answers": None if answers is None else {n: given_of(a) for n, a in answers.items()},
        "shortest": answers is not None and reached.is_shortest,
    }


class _Github:
    """An annotation for each finding."""

    def __init__(self, with_paths: bool) -> None:
        pass

    def report(self, report: Report) -> None:
        for finding in report.findings:
            click.echo(finding_annotation(finding))

    def unusable(self, bank: Unusable) -> None:
        for annotation in problem_annotations(bank):
            click.echo(annotation)


REPORTERS: dict[str, Callable[[bool], Reporter]] = {
    "text": _Text,
    "json": _Json,
    "github": _Github,
}
