"""The loop: a question is said, a line is read, and what it means is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from os.path import splitext

from cardtui.bank.model import Question
from cardtui.card.model import Status
from cardtui.errors import CardError, CardtuiError, ForeignFileError, Problem
from cardtui.interview.history import Step
from cardtui.interview.session import Session
from cardtui.interview.state import State
from cardtui.interview.suggesting import offer
from cardtui.interview.typed import NotAnAnswer
from cardtui.plain import words
from cardtui.plain.answers import store
from cardtui.plain.commands import HELP, Command, WrongCommand, reply
from cardtui.plain.lines import EndOfInput, Lines
from cardtui.plain.looking import Looking
from cardtui.plain.place import Place
from cardtui.plain.saving import Saving
from cardtui.plain.table import Rows
from cardtui.text.clean import joined


class PlainInterview:
    """One session, asked in lines."""

    def __init__(self, session: Session, lines: Lines, at: str | None = None) -> None:
        self.session = session
        self._lines = lines
        self._saving = Saving(lines, session)
        self._place = Place(session, at)
        looking = Looking(session, self._place)
        self._is_leaving = False
        self._looks: dict[str, Callable[[str], Iterable[str]]] = {
            HELP: looking.help,
            "why": looking.why,
            "answer": looking.answer,
            "read": looking.read,
            "find": looking.find,
            "list": looking.list,
            "aside": looking.aside,
            "help": looking.commands,
        }
        self._does: dict[str, Callable[[str], None]] = {
            "back": lambda _: self._place.go_back(),
            "skip": lambda _: self._place.go_on(),
            "open": lambda _: self._place.go_to_open(),
            "review": lambda _: self._place.go_to_review(),
            "go": self._place.go_to,
            "na": partial(self._say_why_not, "not_applicable"),
            "unknown": partial(self._say_why_not, "unknown"),
            "clear": self._clear,
            "accept": self._accept,
            "note": self._note,
            "export": self._export,
            "undo": lambda _: self._step(session.undo, "Undone", "There is nothing to undo."),
            "redo": lambda _: self._step(session.redo, "Redone", "There is nothing to redo."),
            "quit": self._leave,
        }

    def run(self) -> bool:
        """Ask until a person leaves or the input ends; whether the card holds all of it.

        Raises `CardError` for a line of a pipe that is no answer: nobody can be asked again. What was
        answered before is saved.
        """
        try:
            if self.session.card.conflicts:
                self._choose_versions()
            while not self._is_leaving:
                self._turn()
        except (EndOfInput, KeyboardInterrupt):
            # A key may be pressed while something is said, too.
            pass
        finally:
            is_saved = self._saving.save_last()
        self._lines.say()
        self._say(words.end_lines(self.session))
        return is_saved

    def _choose_versions(self) -> None:
        try:
            self._saving.choose_versions()
        except NotAnAnswer as error:
            self._refuse(str(error))
        if self._place.at is not None and self._place.at not in self._place.asked:
            # Another answer asks other questions.
            self._place.go_on()

    def _turn(self) -> None:
        if self._place.is_new:
            self._place.is_new = False
            self._lines.say()
            self._say_where()
        try:
            said = reply(self._lines.read())
            if isinstance(said, Command):
                self._do(said)
            elif said.strip():
                self._answer(self._place.require_question(), said)
            else:
                self._confirm_and_go_on()
        except (NotAnAnswer, WrongCommand) as error:
            self._refuse(str(error))

    def _say_where(self) -> None:
        if self._place.question is not None:
            self._say(words.question_lines(self.session, self._place.question))
        else:
            self._say([*words.end_lines(self.session), *words.way_lines(self.session)])

    def _do(self, command: Command) -> None:
        if command.name in self._looks:
            self._say(self._looks[command.name](command.argument))
        else:
            self._does[command.name](command.argument)

    def _refuse(self, message: str) -> None:
        if not self._lines.is_interactive:
            where = f"{self._place.at}: " if self._place.at is not None else ""
            raise CardError(Problem(f"{where}{message}", path=self._lines.place)) from None
        self._lines.say(words.refusal(message))

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._lines.say(line)

    # Answers

    def _answer(self, question: Question, line: str) -> None:
        if question.type == "note":
            raise NotAnAnswer("a note has no answer, an empty line goes on")
        before = self.session.state
        try:
            if question.type == "table":
                Rows(self._lines, self.session, question).change(line)
            else:
                store(self._lines, self.session, question, line)
        except EndOfInput:
            # What was begun is an answer, too.
            self._take(before)
            raise
        self._say(words.taken_lines(self.session, question, line))
        self._take(before)
        findings = list(words.finding_lines(self.session, question))
        self._say(findings)
        if question.type == "table":
            self._lines.say(f"{words.how_to_answer(question, self.session.bank.words)}.")
        elif findings and self._lines.is_interactive:
            self._lines.say("Answer again, or an empty line keeps it and goes on.")
        else:
            self._place.go_on()

    def _take(self, before: State) -> None:
        """Save a change, and say what follows from it."""
        self.session.end_step()
        self._saving.save()
        if self.session.card.conflicts:
            self._saving.choose_versions()
        self._say(words.follow_up_lines(self.session, before, self._place.at))

    def _confirm_and_go_on(self) -> None:
        if self._place.at is None:
            self._is_leaving = True
            return
        self.session.confirm(self._place.at)
        self._saving.save()
        self._place.go_on()

    def _say_why_not(self, status: Status, reason: str) -> None:
        question = self._place.require_question()
        if question.type == "note" or status not in question.allow:
            said = self.session.bank.words.of_status(status).lower()
            raise WrongCommand(f'This question needs an answer: "{said}" will not do.')
        before = self.session.state
        old = self.session.card.answer(question.id)
        kept = old.reason if old is not None and old.status == status else ""
        self.session.set_status(question.id, status, reason or kept)
        self._take(before)
        self._place.go_on()

    def _clear(self, _: str) -> None:
        question = self._place.require_question()
        before = self.session.state
        self.session.clear(question.id)
        self._take(before)
        self._lines.say("Answer cleared. :undo brings it back.")

    def _accept(self, _: str) -> None:
        question = self._place.require_question()
        offered = offer(self.session, question.id)
        if offered is None:
            raise WrongCommand("Nothing else is suggested for this question.")
        before = self.session.state
        self.session.set_value(question.id, offered.value)
        self._take(before)
        self._place.go_on()

    def _note(self, text: str) -> None:
        question = self._place.require_question()
        answer = self.session.card.answer(question.id)
        if not text:
            noted = answer.note if answer is not None and answer.note else "none yet"
            fixed = self.session.bank.words
            self._lines.say(f"{fixed.note}{fixed.colon} {joined(noted)}")
            return
        self.session.set_note(question.id, "" if text == "-" else text)
        self._saving.save()
        self._lines.say(f"Note {'taken away' if text == '-' else 'kept'}.")

    def _export(self, path: str) -> None:
        """Write the card as the kind of document that the name of the file ends with."""
        if not path:
            raise WrongCommand("Give a file to write, such as :export README.md.")
        from cardtui.formats.exported import proposed_name, write_document
        from cardtui.formats.registry import format_of
        from cardtui.formats.summary import not_printed, still_open, two_versions

        session = self.session
        try:
            kind = format_of(path)
            document = kind.render(session.bank, session.card, session.state)
            sources = [session.path, *session.bank.paths]
            write_document(path, document, session.card.id, seal=kind.seal, sources=sources)
        except ForeignFileError as error:
            ending = splitext(path)[1] or kind.suffix
            free = proposed_name(path, session.card.id, ending, kind.seal)
            raise WrongCommand(f"Not exported: {error}, such as :export {free}.") from None
        except CardtuiError as error:
            raise WrongCommand(f"Not exported: {error}.") from None
        self._lines.say(f"Written to {path} as {kind.name}.")
        remarks = (two_versions(session), not_printed(session), still_open(session))
        self._say(f"{said}." for said in remarks if said)

    def _step(self, step_of: Callable[[], Step | None], done: str, nothing: str) -> None:
        before = self.session.state
        step = step_of()
        if step is None:
            raise WrongCommand(nothing)
        self._take(before)
        self._lines.say(f"{done}: {joined(self.session.bank.questions[step.question].name)}")
        if self.session.state.is_relevant(step.question):
            self._place.go(step.question)

    def _leave(self, _: str) -> None:
        self._is_leaving = True
