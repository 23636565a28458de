"""`cardtui bank check`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from shlex import quote

import click

from cardtui.cli import FINDINGS, FINE, WRONG_USE
from cardtui.cli.banks import banks_meant
from cardtui.cli.completing import complete_bank
from cardtui.cli.findings import Unusable
from cardtui.cli.getting import getting_options
from cardtui.cli.options import format_option
from cardtui.cli.reports import REPORTERS
from cardtui.cli.verbosity import verbosity_options
from cardtui.errors import FileError
from cardtui.files.findings import Finding
from cardtui.files.reading import TextFile
from cardtui.sharing.lookup import BankInFile


@click.command("check")
@click.argument("banks", nargs=-1, metavar="[BANK]...", shell_complete=complete_bank)
@format_option(REPORTERS)
@click.option(
    "--paths", is_flag=True, help="Say with which few answers each question is asked (text)."
)
@verbosity_options
@getting_options
def command(banks: tuple[str, ...], format_name: str, paths: bool) -> int:
    """Look for slips in each BANK: an id, a file or a folder.

    Without a BANK: the banks of the project, else the shipped ones. All ways to answer are walked,
    so that a question that is said to be never asked is never asked. A "note" says what could not
    be shown. What translations lack is looked for, too. Exit code 1: something to mend; 2: a bank that cannot be loaded.

    \b
    cardtui bank check
    cardtui bank check banks/team --paths
    """
    from cardtui.proof.report import check_bank

    reporter = REPORTERS[format_name](paths)
    code = FINE
    for found in banks_meant(banks):
        if isinstance(found, Unusable):
            reporter.unusable(found)
            code = WRONG_USE
            continue
        report = check_bank(found.bank, found.file)
        if behind := _behind(found):
            report = replace(report, findings=(*report.findings, *behind))
        reporter.report(report)
        code = code or (FINE if report.is_clean else FINDINGS)
    return code


def _behind(found: BankInFile) -> list[Finding]:
    """What the translations of a bank lack; of one that was fetched, to be noted and no more."""
    from cardtui.sharing.languages import translations_of

    files = translations_of(found).values()
    called = _called(found) if files else ""
    lacking = [finding for file in files for finding in _findings_of(found, file, called)]
    if found.finder.is_on_disk(found.file):
        return lacking
    return [replace(each, level="note", fix="tell who keeps this bank") for each in lacking]


def _findings_of(
    found: BankInFile, translation: TextFile | FileError, called: str
) -> Iterable[Finding]:
    from cardtui.bank.translation_report import translation_findings, unreadable_finding

    if isinstance(translation, FileError):
        return map(unreadable_finding, translation.problems)
    return translation_findings(found.bank, found.file, translation, called)


def _called(found: BankInFile) -> str:
    """How a command names a bank from here: its id in a project, else its folder."""
    from cardtui.sharing.workshop import locked_at

    pinned = locked_at(found.file.path, Path())
    return pinned.locked.id if pinned else quote(os.path.relpath(os.path.dirname(found.file.path)))
