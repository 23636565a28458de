"""Findings and problems as they are printed: a line, a JSON object, an annotation for GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from cardtui.cli.github import Annotated, annotation
from cardtui.errors import Problem
from cardtui.files.findings import Finding, Level
from cardtui.text.words import count_of, join_words

_UNREADABLE = "unreadable"
"""Stands where a rule does, for a file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A card or a bank that cannot be used."""

    name: str
    problems: tuple[Problem, ...]


def finding_line(finding: Finding) -> str:
    """`card.toml:12:1: error: layers: at least one; change the answer [answer]`."""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{place}: {finding.level}: {finding.message}; {finding.fix} [{finding.rule}]"


def counted(findings: Iterable[Finding]) -> str:
    """`2 errors and 1 warning`; nothing without findings."""
    counts = Counter(finding.level for finding in findings)
    return join_words(count_of(counts[level], level) for level in get_args(Level) if counts[level])


def finding_record(finding: Finding) -> dict[str, object]:
    """A finding as JSON has it."""
    return {
        "rule": finding.rule,
        "level": finding.level,
        "file": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "fix": finding.fix,
    }


def problem_records(unusable: Unusable) -> list[dict[str, object]]:
    """What is wrong with a file, as findings have it."""
    return [
        {
            "rule": _UNREADABLE,
            "level": "error",
            "file": problem.path or unusable.name,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "fix": problem.remedy,
        }
        for problem in unusable.problems
    ]


def finding_annotation(finding: Finding) -> str:
    """A finding beside its line."""
    level: Annotated = "notice" if finding.level == "note" else finding.level
    said = f"{finding.message}; {finding.fix}"
    return annotation(level, finding.rule, said, finding.path, finding.line, finding.column)


def problem_annotations(unusable: Unusable) -> Iterator[str]:
    """What is wrong with a file, beside its lines."""
    for problem in unusable.problems:
        said = f"{problem.message}; {problem.remedy}" if problem.remedy else problem.message
        place = (problem.path or unusable.name, problem.line, problem.column)
        yield annotation("error", _UNREADABLE, said, *place)
