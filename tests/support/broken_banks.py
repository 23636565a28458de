"""The corpus of broken banks: each file begins with what the program says of it, line by line.

    # EXPECT: 12:1: there is no key `requird` here; did you mean `required`?

What follows `EXPECT: ` is what a person sees on standard error, without the name of the file.
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from cardtui.bank.load import read_bank
from cardtui.cli.messages import say_problems
from cardtui.errors import CardtuiError
from cardtui.files.reading import TextFile, read_text_file

FOLDER = Path(__file__).parent.parent / "corpus" / "broken-banks"
MARK = "# EXPECT: "
NAME = "bank.toml"


def broken_banks() -> list[Path]:
    """The files of the corpus."""
    return sorted(FOLDER.glob("*.toml"))


def expected(text: str) -> list[str]:
    """What a file says that the program says of it."""
    lines = []
    for line in text.split("\n"):
        if not line.startswith(MARK.rstrip()):
            break
        lines.append(line.removeprefix(MARK.rstrip()).removeprefix(" "))
    return lines


def said(text: str) -> list[str]:
    """What the program says of a bank, without the name of the file; nothing where it loads."""
    shown = io.StringIO()
    try:
        read_bank(TextFile(NAME, text))
    except CardtuiError as error:
        with contextlib.redirect_stderr(shown):
            say_problems(error.problems)
    return [_without_name(line) for line in shown.getvalue().split("\n")[:-1]]


def _without_name(line: str) -> str:
    return (
        line.removeprefix(f"cardtui: {NAME}:").removeprefix(" ")
        if line.startswith("cardtui: ")
        else line
    )


def accept(path: Path) -> None:
    """Write what the program says into a file of the corpus."""
    text = read_text_file(path).text
    lines = expected(text)
    body = text.split("\n")[len(lines) :]
    for _ in range(2):
        # The first round finds how many lines there are, the second their numbers.
        lines = said("\n".join([*([MARK] * len(lines)), *body]))
    path.write_text("\n".join([*(f"{MARK}{line}" for line in lines), *body]), encoding="utf-8")
