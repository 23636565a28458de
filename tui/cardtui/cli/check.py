"""`cardtui check`: the gate for CI and pre-commit."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from functools import wraps
from typing import Protocol

import click

from cardtui.cli import FINDINGS, FINE, WRONG_USE
from cardtui.cli.completing import complete_card
from cardtui.cli.findings import (
    Unusable,
    counted,
    finding_annotation,
    finding_line,
    finding_record,
    problem_annotations,
    problem_records,
)
from cardtui.cli.languages import InLanguage, in_language, language_set
from cardtui.cli.messages import say_once
from cardtui.cli.options import bank_option, cards_meant, format_option, language_option
from cardtui.cli.printed import print_lines
from cardtui.cli.records import card_record, progress_record
from cardtui.cli.verbosity import is_quiet, verbosity_options
from cardtui.errors import CardError, Problem
from cardtui.files.findings import Finding, placed
from cardtui.interview.review import RULES, Demands, remarks_on
from cardtui.sharing.cards import Looked
from cardtui.text.words import did_you_mean, join_words


class _Reporter(Protocol):
    """Prints what was found, card by card."""

    def report(self, card: Looked, findings: tuple[Finding, ...]) -> None:
        """A card that was looked at."""

    def unusable(self, card: Unusable) -> None:
        """A card that cannot be used."""


class _Text:
    def __init__(self) -> None:
        self._told: set[str] = set()

    def report(self, card: Looked, findings: tuple[Finding, ...]) -> None:
        found = counted(findings) or "nothing to mend"
        summary = [] if is_quiet() else [f"{card.path}: {card.state.progress}, {found}"]
        print_lines([*map(finding_line, findings), *summary])

    def unusable(self, card: Unusable) -> None:
        say_once(card.problems, self._told)


class _Json:
    def report(self, card: Looked, findings: tuple[Finding, ...]) -> None:
        record = {
            **card_record(card.path, card.bank),
            "progress": progress_record(card.state),
            "complete": card.state.complete,
            "findings": list(map(finding_record, findings)),
        }
        click.echo(json.dumps(record))

    def unusable(self, card: Unusable) -> None:
        record = {"card": card.name, "bank": None, "findings": problem_records(card)}
        click.echo(json.dumps(record))


class _Github:
    def report(self, card: Looked, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            click.echo(finding_annotation(finding))

    def unusable(self, card: Unusable) -> None:
        for annotation in problem_annotations(card):
            click.echo(annotation)


_REPORTERS: dict[str, Callable[[], _Reporter]] = {"text": _Text, "json": _Json, "github": _Github}


def _names(_: click.Context, __: click.Parameter, written: str) -> tuple[str, ...]:
    """Names with commas between."""
    return tuple(name.strip() for name in written.split(",") if name.strip())


def _demand_options(command: Callable[..., int]) -> Callable[..., int]:
    """What is asked of a card beyond what its bank requires, as one value."""

    @click.option(
        "--fail-under", "percent", type=click.IntRange(0, 100), default=0, metavar="PERCENT"
    )
    @click.option(
        "--require",
        "sections",
        callback=_names,
        default="",
        metavar="SECTION,...",
        help="Sections, by id or title, in which every question must be answered.",
    )
    @click.option(
        "--ignore",
        "ignored",
        callback=_names,
        default="",
        metavar="RULE,...",
        help="Rules to leave out. What --require names must be answered all the same.",
    )
    @wraps(command)
    def with_demands(
        *, percent: int, sections: tuple[str, ...], ignored: tuple[str, ...], **others: object
    ) -> int:
        folded = tuple(name.casefold() for name in sections)
        return command(demands=Demands(percent, folded, ignored), **others)

    return with_demands


@click.command("check")
@click.argument("cards", nargs=-1, metavar="[CARD]...", shell_complete=complete_card)
@format_option(_REPORTERS)
@_demand_options
@click.option("--strict", is_flag=True, help="Fail for warnings, too.")
@verbosity_options
@bank_option
@language_option
def command(
    cards: tuple[str, ...],
    format_name: str,
    demands: Demands,
    strict: bool,
    bank_name: str | None,
    language: str | None,
) -> int:
    """Look for what is missing or wrong in each CARD, or in the cards of a folder.

    Found are required questions that are open, checks that fail, two versions of an answer, answers
    to confirm, texts such as TODO, and a bank of another version. Exit code 1: something to mend;
    2: a card that cannot be used.

    \b
    cardtui check
    cardtui check cards/ --fail-under 80 --require ethics_section
    cardtui check --ignore required --require ethics_section
    cardtui check --format github

    \b
    Rules, for --ignore:
    required, answer, two-versions, reconfirm, placeholder,
    fail-under, require, other-bank, stray

    JSON: a line for each card: {"card", "bank": {"id", "version"}, "progress": {"answered",
    "relevant", "possible"}, "complete", "findings": [{"rule", "level", "file", "line", "column",
    "message", "fix"}]}. The bank is null where the card cannot be used. It is in the language of the
    bank, whatever --language says.
    """
    _require_known("rule", demands.ignored, RULES)
    reporter = _REPORTERS[format_name]()
    failing = {"error", "warning"} if strict else {"error"}
    # Programs that read JSON get the same on each machine, whatever a person has set.
    spoken = InLanguage() if format_name == "json" else in_language(language, language_set())
    looked_at = list(cards_meant(cards, bank_name, spoken.load))
    spoken.say_lacking(*(each.bank for each in looked_at if isinstance(each, Looked)))
    _require_sections(demands.sections, looked_at)
    code = FINE
    for card in looked_at:
        if isinstance(card, Unusable):
            reporter.unusable(card)
            code = WRONG_USE
            continue
        findings = tuple(
            each for each in _findings(card, demands) if each.rule not in demands.ignored
        )
        reporter.report(card, findings)
        if code == FINE and any(finding.level in failing for finding in findings):
            code = FINDINGS
    return code


def _require_sections(names: Iterable[str], cards: Iterable[Looked | Unusable]) -> None:
    """Raise `CardError` for a section that no bank of these cards has."""
    banks = [card.bank for card in cards if isinstance(card, Looked)]
    sections = [s for bank in banks for each in (bank, bank.original) for s in each.sections]
    known = {section.title.casefold(): None for section in sections}
    known |= dict.fromkeys(section.id for section in sections)
    if known:
        _require_known("section", names, known)


def _require_known(what: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are {join_words(known)}"
            raise CardError(Problem(f'there is no {what} "{name}"', hint))


def _findings(card: Looked, demands: Demands) -> tuple[Finding, ...]:
    remarks = [*remarks_on(card.bank, card.card, card.state, demands), *card.remarks()]
    return placed(remarks, card.file.source)
