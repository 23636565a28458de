"""What is left to do, and what can be done with the card."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cardtui.app.content import line
from cardtui.interview.navigation import open_questions
from cardtui.interview.session import Session
from cardtui.text.words import count_of


class Overview(VerticalScroll):
    """Shown behind the last question, and for a card with nothing open."""

    def __init__(self) -> None:
        super().__init__(id="overview")
        self._text = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._text

    @property
    def text(self) -> str:
        """What it says."""
        return str(self._text.content)

    def show(self, session: Session) -> None:
        """Draw the state of a session."""
        self._text.update(Content("\n").join(_lines(session)))


def _lines(session: Session) -> list[Content]:
    state, bank = session.state, session.bank
    still_open = open_questions(state)
    required = [name for name in still_open if bank.questions[name].required]
    errors = [finding for finding in state.findings if finding.is_error]
    lines = [line(_headline(session, still_open), "bold"), Content("")]
    if required:
        lines.append(line(f"{count_of(len(required), 'required question')} open:"))
        lines += [line(f"  ○ {bank.questions[name].name}") for name in required]
        lines.append(Content(""))
    if errors:
        lines.append(line(f"{count_of(len(errors), 'answer')} to look at again:"))
        lines += [line(f"  ! {bank.questions[f.question].name}: {f.message}") for f in errors]
        lines.append(Content(""))
    if optional := len(still_open) - len(required):
        lines += [line(f"{count_of(optional, 'other question')} open."), Content("")]
    if state.reconfirm:
        lines.append(
            line(
                f"{count_of(len(state.reconfirm), 'answer')} to confirm, as the question has changed since:"
            )
        )
        lines += [line(f"  ↻ {bank.questions[name].name}") for name in state.reconfirm]
        lines.append(Content(""))
    if state.set_aside:
        lines.append(line(f"{count_of(len(state.set_aside), 'answer')} set aside and kept."))
        lines.append(Content(""))
    if retired := session.card.retired:
        lines.append(line(f"{count_of(len(retired), 'answer')} that no question asks for kept."))
        lines.append(Content(""))
    if session.migrated.notice:
        lines += [line(session.migrated.notice, "$text-warning"), Content("")]
    lines.append(line("To get the card as Markdown, leave with ctrl+q and run"))
    lines.append(line(f"  cardtui export {session.path} -o README.md", "bold"))
    lines.append(Content(""))
    lines.append(line(_what_enter_does(session, still_open)))
    return lines


def _what_enter_does(session: Session, still_open: list[str]) -> str:
    if still_open:
        return "enter goes to the next open question"
    return "enter goes to the first to confirm" if session.state.reconfirm else "Well done."


def _headline(session: Session, still_open: list[str]) -> str:
    if not still_open:
        return "Everything is answered."
    if session.state.complete:
        return f"All that is required is answered. {session.state.progress} in all."
    return f"{session.state.progress} answered."
