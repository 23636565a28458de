"""The whole interview of the default bank in lines, in a terminal that can do little: DistilBERT.

What it is answered is what `support.distilbert` holds; every other question is passed by.
"""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from cardtui.card.file import read_card
from cardtui.formats.markdown.document import to_markdown
from cardtui.interview.navigation import asked_questions
from cardtui.interview.session import Session, new_session
from support.at_the_keyboard import installed_cardtui
from support.deeds import AddRow, Chosen, Deed, Listed, Said, Skipped, Written
from support.distilbert import ANSWERS, RESULTS, distilbert_session
from support.in_lines import lines_for
from support.terminal import Terminal

DUMB = {"TERM": "dumb"}


def deed_for(session: Session, name: str) -> Deed:
    """How a person gives the answer that is known, if one is."""
    question = session.bank.questions[name]
    value = ANSWERS.get(name)
    match question.type:
        case _ if value is None:
            return Skipped()
        case "longtext" | "code":
            return Written(str(value))
        case "bool":
            return Chosen(("yes" if value else "no",))
        case "select":
            return Chosen((str(value),))
        case "multiselect":
            assert isinstance(value, list)
            return Chosen(tuple(value))
        case "list":
            assert isinstance(value, list)
            return Listed(tuple(value))
        case _:
            return Said(str(value))


def wait_for(terminal: Terminal, session: Session, name: str) -> None:
    """Wait until a question is asked, and a line can be typed."""
    ask = session.bank.questions[name].ask.split("{")[0].strip()
    terminal.wait_until(
        lambda: (
            terminal.lines[terminal_end(terminal)].rstrip() == ">"
            and ask in " ".join(terminal.screen.rsplit("Question ", 1)[-1].split())
        ),
        f"the question {name!r}",
    )


def terminal_end(terminal: Terminal) -> int:
    """The last line that something is on."""
    return max((i for i, line in enumerate(terminal.lines) if line.strip()), default=0)


def type_lines(terminal: Terminal, lines: list[str]) -> None:
    terminal.type("".join(f"{line}\r" for line in lines))


def test_the_whole_interview_in_a_dumb_terminal(tmp_path: Path) -> None:
    """Killed between two answers, gone on with, finished; it prints what the answers are."""
    expected = distilbert_session(tmp_path)
    typed = new_session(expected.bank, str(tmp_path / "imagined.toml"))
    command = [installed_cardtui(), "ask", "card.toml"]
    passed = []
    terminal = Terminal(command, rows=60, columns=120, folder=tmp_path, environment=DUMB)
    with terminal:
        for name in expected.bank.questions:
            if name == "layers":
                break
            if typed.state.is_relevant(name):
                answer(terminal, typed, name)
                passed.append(name)
        wait_for(terminal, typed, "layers")
        terminal.kill(signal.SIGKILL)
        assert terminal.wait_until_gone() == -signal.SIGKILL
        assert b"\x1b" not in terminal.written
    answered = [name for name in passed if name in ANSWERS]
    assert list(read_card(tmp_path / "card.toml").card.answers) == answered

    more = [*command, "--at", "layers"]
    with Terminal(more, rows=60, columns=120, folder=tmp_path, environment=DUMB) as terminal:
        for name in list(expected.bank.questions)[list(expected.bank.questions).index("layers") :]:
            if typed.state.is_relevant(name):
                answer(terminal, typed, name)
        terminal.wait_for("That was the last question.")
        type_lines(terminal, [""])
        assert terminal.wait_until_gone() == 0

    assert asked_questions(typed.bank, typed.state) == asked_questions(
        expected.bank, expected.state
    )
    printed = subprocess.run(
        [installed_cardtui(), "export", "card.toml"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert printed.stdout == to_markdown(expected.bank, expected.card, expected.state)


def answer(terminal: Terminal, typed: Session, name: str) -> None:
    """Answer one question in the terminal, and in the session that foresees what is asked next."""
    wait_for(terminal, typed, name)
    question = typed.bank.questions[name]
    if name == "results":
        for row in RESULTS:
            deed = AddRow({column: str(cell) for column, cell in row.cells.items()})
            type_lines(terminal, list(lines_for(typed, question, deed)))
        typed.set_rows(name, RESULTS)
        terminal.wait_for(f"Row {len(RESULTS)}: ")
        type_lines(terminal, [""])
        return
    lines = (
        [""] if question.type == "note" else list(lines_for(typed, question, deed_for(typed, name)))
    )
    type_lines(terminal, lines)
    if name in ANSWERS:
        typed.set_value(name, ANSWERS[name])


@pytest.mark.parametrize("ends_by", ["\x03", signal.SIGHUP, signal.SIGTERM])
def test_what_was_begun_is_kept(tmp_path: Path, ends_by: str | signal.Signals) -> None:
    """The lines of a long text that has no end yet."""
    command = [installed_cardtui(), "ask", "card.toml", "--at", "overview"]
    with Terminal(command, rows=60, columns=120, folder=tmp_path, environment=DUMB) as terminal:
        terminal.wait_for("Lines of text")
        type_lines(terminal, ["One.", "Two."])
        terminal.wait_for("Two.")
        if isinstance(ends_by, str):
            terminal.type(ends_by)
            assert terminal.wait_until_gone() == 0
        else:
            terminal.kill(ends_by)
            assert terminal.wait_until_gone() == 128 + ends_by
    assert read_card(tmp_path / "card.toml").card.answers["overview"].value == "One.\nTwo.\n"
