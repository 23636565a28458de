"""`cardtui bank test`."""

from __future__ import annotations

import click

from cardtui.cli import FINDINGS, FINE, WRONG_USE
from cardtui.cli.banks import banks_meant
from cardtui.cli.completing import complete_bank
from cardtui.cli.findings import Unusable
from cardtui.cli.getting import getting_options
from cardtui.cli.messages import say_problems
from cardtui.cli.printed import print_lines
from cardtui.text.words import count_of


@click.command("test")
@click.argument("banks", nargs=-1, metavar="[BANK]...", shell_complete=complete_bank)
@getting_options
def command(banks: tuple[str, ...]) -> int:
    """Run the [[test]] tables of each BANK, and list the branches that no test takes.

    Without a BANK: the banks of the project, else the shipped ones. Exit code 1: a test that
    fails, or a branch that no test takes; 2: a bank that cannot be loaded.

    \b
    cardtui bank test banks/team
    """
    from cardtui.proof.report import report_on_tests

    code = FINE
    for found in banks_meant(banks):
        if isinstance(found, Unusable):
            say_problems(found.problems)
            code = WRONG_USE
            continue
        report = report_on_tests(found.bank, found.file)
        lines = [f"{f.path}:{f.line}: {f.message}" for f in report.failures]
        lines.append(
            f"{report.bank.id}: {count_of(report.passed, 'test')} passed, {report.failed} failed"
        )
        lines += [f"{f.path}:{f.line}: {f.message}; {f.fix}" for f in report.untested]
        print_lines(lines)
        code = code or (FINE if report.is_clean else FINDINGS)
    return code
