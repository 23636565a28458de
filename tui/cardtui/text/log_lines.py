"""Lines for people that a CI service reads along with: what is told of a bank commands nothing.

GitHub Actions obeys a line of a log that begins with `::`, whatever spaces stand before it, and
`##[` anywhere in a line (actions/runner, ActionCommand.cs); Azure Pipelines obeys `##vso[`, TeamCity
`##teamcity[`. Such a line could set the output of a step or hide words of the log.
"""

from __future__ import annotations

import re

from cardtui.text.clean import one_line

_COMMAND = re.compile(r"^(?P<before>\s*):(?=:)|#(?=#\w*\[)")


def log_line(line: str) -> str:
    r"""One line that a log does not obey: the first sign of a command is an escape, as `\x3a`."""
    return _COMMAND.sub(_escape, line) if "::" in line or "##" in line else line


def printed(text: str) -> str:
    """A text on one line that neither a terminal nor a log obeys."""
    return log_line(one_line(text))


def _escape(found: re.Match[str]) -> str:
    before = found["before"]
    return "\\x23" if before is None else f"{before}\\x3a"
