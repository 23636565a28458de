"""A person who answers an interview in a terminal: finds the question on screen, and answers it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from cardtui import Bank
from cardtui.app.theme import DEFAULT_THEME
from cardtui.bank.model import Column, Question
from cardtui.sharing.shipped import shipped_folder
from support.terminal import Terminal

Answering = Callable[[Terminal, Question], None]
"""Types the answer to a question and goes on."""


def installed_cardtui() -> Path:
    """The console script of this Python. The terminal tests run what a user would run."""
    script = Path(sys.executable).parent / "cardtui"
    if not script.exists():
        pytest.fail(f"cardtui is not installed: there is no {script}; pip install -e .[test]")
    return script


# Answers


def line(text: str) -> Answering:
    """A text, number, date, address or path."""

    def answer(terminal: Terminal, question: Question) -> None:
        terminal.type(text)
        terminal.press("enter")

    return answer


def block(text: str) -> Answering:
    """A long text, code, or a list with one item a line."""

    def answer(terminal: Terminal, question: Question) -> None:
        terminal.type(text.replace("\n", "\r"))
        terminal.press("tab")

    return answer


def pasted(text: str) -> Answering:
    """A long text, code or list from the clipboard."""

    def answer(terminal: Terminal, question: Question) -> None:
        terminal.paste(text)
        terminal.press("tab")

    return answer


def option(label: str) -> Answering:
    """One option, by its label; `Yes` or `No` where those are the options."""

    def answer(terminal: Terminal, question: Question) -> None:
        _move_to(terminal, question, label)
        terminal.press("enter")

    return answer


def options(*labels: str, specify: str = "") -> Answering:
    """Several options by their labels; `specify` is typed where the last of them asks for it."""

    def answer(terminal: Terminal, question: Question) -> None:
        for label in labels:
            _move_to(terminal, question, label)
            terminal.press("space")
        if specify:
            terminal.press("enter")
            terminal.wait_until(
                lambda: _at_focused_line(terminal) is not None, f"the line for {labels[-1]!r}"
            )
            terminal.type(specify)
        terminal.press("enter")

    return answer


def rows(*cells_of_rows: Sequence[str]) -> Answering:
    """The rows of a table: for each the cells that its form asks for, "" for an empty one."""

    def answer(terminal: Terminal, question: Question) -> None:
        for cells in cells_of_rows:
            terminal.press("a")
            terminal.wait_for("New row")
            for column, cell in zip(question.columns, cells, strict=True):
                _enter_cell(terminal, column, cell)
            terminal.wait_while("New row")
        terminal.press("enter")

    return answer


def _enter_cell(terminal: Terminal, column: Column, cell: str) -> None:
    """Fill a cell and go on, to the next cell or out of the form."""
    if column.choices:
        terminal.wait_until(lambda: _at_focused_line(terminal) is None, f"{column.name!r} alone")
        if cell:
            _move_to(terminal, column, cell)
    else:
        terminal.wait_until(
            lambda: column.name in (_at_focused_line(terminal) or ""),
            f"the cursor in {column.name!r}",
        )
        terminal.type(cell)
    terminal.press("enter")


def _at_focused_line(terminal: Terminal) -> str | None:
    """What stands above and beside the line with the cursor: its frame has the accent colour."""
    colours = terminal.colours_of("▊")
    rows = [row for (row, _), colour in colours.items() if colour == accent_colour()]
    return "".join(terminal.lines[min(rows) - 1 : min(rows) + 1]) if rows else None


@cache
def accent_colour() -> str:
    """The accent colour of the default theme, as six digits."""
    theme = (shipped_folder("themes") / f"{DEFAULT_THEME}.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(theme)["accent"]).removeprefix("#")


def status(key: str, reason: str) -> Answering:
    """Not applicable (`f2`) or not known (`f3`), because."""

    def answer(terminal: Terminal, question: Question) -> None:
        terminal.press(key)
        terminal.wait_for("because")
        terminal.type(reason)
        terminal.press("enter")

    return answer


def _move_to(terminal: Terminal, question: Question | Column, label: str) -> None:
    labels = ["Yes", "No"] if question.type == "bool" else [o.label for o in question.choices]
    terminal.press("home", *["down"] * labels.index(label))


# Questions


class Person:
    """Reads the question on the screen of a terminal by its words, which the app prints in bold."""

    def __init__(self, terminal: Terminal, bank: Bank, piped: Mapping[str, str]) -> None:
        self.terminal = terminal
        self._bank = bank
        self._questions = {
            " ".join(_with(question.ask, piped).split()): name
            for name, question in bank.questions.items()
        }

    @property
    def question(self) -> str | None:
        """The id of the question on screen; None on the overview, or while it is being drawn."""
        for passage in self.terminal.bold_passages():
            # What follows on the next line may be bold as well, such as the head of a table.
            asked = [ask for ask in self._questions if f"{passage} ".startswith(f"{ask} ")]
            if asked:
                return self._questions[max(asked, key=len)]
        return None

    @property
    def is_at_overview(self) -> bool:
        """Whether the overview is on screen."""
        return "cardtui export" in self.terminal.screen

    def wait_for_question(self, name: str) -> None:
        """Wait until a question is on screen."""
        self.terminal.wait_until(lambda: self.question == name, f"the question {name!r}")

    def wait_for_other_than(self, name: str | None) -> None:
        """Wait until another question is on screen, or the overview."""

        def is_there() -> bool:
            shown = self.question
            return shown != name if shown is not None else self.is_at_overview

        self.terminal.wait_until(is_there, f"another question than {name!r}")

    def answer(self, answering: Answering) -> None:
        """Answer the question on screen, and wait for what comes next."""
        name = self.question
        assert name is not None, self.terminal.screen
        answering(self.terminal, self._bank.questions[name])
        self.wait_for_other_than(name)

    def press(self, key: str) -> None:
        """Press a key that leads to another question, and wait for it."""
        name = self.question
        self.terminal.press(key)
        if name is None:
            self.terminal.wait_until(lambda: self.question is not None, "a question")
        else:
            self.wait_for_other_than(name)

    def walk(self, answers: Mapping[str, Answering], *, until: str | None = None) -> list[str]:
        """Go from question to question and answer those in `answers`, up to the overview.

        With `until`, stop at that question. Gives back what was answered.
        """
        answered = []
        while (name := self.question) is not None and name != until:
            if name in answers:
                self.answer(answers[name])
                answered.append(name)
            else:
                self.press("ctrl+n")
        assert until is None or name == until, self.terminal.screen
        return answered


def _with(ask: str, piped: Mapping[str, str]) -> str:
    for name, text in piped.items():
        ask = ask.replace(f"{{{name}}}", text)
    return ask
