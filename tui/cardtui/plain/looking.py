"""What is said to someone who asks for more than the question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cardtui.interview.explain import explain
from cardtui.interview.explanation import Explanation
from cardtui.interview.session import Session
from cardtui.interview.wording import answer_words, retired_words
from cardtui.plain import words
from cardtui.plain.commands import WrongCommand, help_lines
from cardtui.plain.place import Place
from cardtui.text.clean import joined

if TYPE_CHECKING:
    from cardtui.interview.search import Search

_MOST_FOUND = 20


class Looking:
    """Looks at one session; it changes nothing and goes nowhere."""

    def __init__(self, session: Session, place: Place) -> None:
        self._session = session
        self._place = place
        self._search: Search | None = None

    def help(self, _: str) -> Iterable[str]:
        """What a good answer holds."""
        question = self._place.question
        return words.help_lines(self._session, question) if question else help_lines()

    def commands(self, _: str) -> Iterable[str]:
        """What can be typed instead of an answer."""
        return help_lines()

    def why(self, name: str) -> Iterable[str]:
        """Why a question is asked, or is not."""
        known = self._place.known(name) if name else self._place.require_question().id
        explanation = self._explained(known)
        return [explanation.sentence, *explanation.remarks]

    def _explained(self, name: str) -> Explanation:
        session = self._session
        return explain(session.bank, session.card, session.state, name)

    def list(self, _: str) -> Iterable[str]:
        """All questions and how they stand."""
        return words.list_lines(self._session)

    def find(self, text: str) -> Iterable[str]:
        """Questions and answers in which a text stands."""
        if not text:
            raise WrongCommand("Give a text to look for, such as :find license.")
        from cardtui.interview.search import Search

        if self._search is None:
            self._search = Search(self._session.bank)
        found = self._search.find(self._session.card, self._session.state, text, _MOST_FOUND)
        return words.found_lines(self._session, found)

    def answer(self, _: str) -> Iterable[str]:
        """The whole answer."""
        question = self._place.require_question()
        answer = self._session.card.answer(question.id)
        if answer is None:
            return [self._session.bank.words.no_answer]
        return answer_words(question, answer, self._session.bank.words).strip("\n").split("\n")

    def read(self, what: str) -> Iterable[str]:
        """The section as it will read, or the whole card."""
        from cardtui.formats.markdown.document import section_markdown, to_markdown

        bank, card, state = self._session.bank, self._session.card, self._session.state
        if what == "all":
            return to_markdown(bank, card, state).strip("\n").split("\n")
        if what:
            raise WrongCommand(":read takes nothing, or all.")
        section = bank.section_of[self._place.require_question().id]
        text = section_markdown(bank, card, state, section)
        return text.strip("\n").split("\n") if text.strip() else ["Nothing is printed here yet."]

    def aside(self, _: str) -> Iterable[str]:
        """What is kept and does not count, and why."""
        aside, retired = self._session.state.set_aside, retired_words(self._session.card)
        if not aside:
            return [retired or "Nothing is set aside."]
        names = {name: joined(self._session.bank.questions[name].name) for name in aside}
        said = [f"  {names[name]}: {self._explained(name).sentence}" for name in aside]
        return [*said, retired] if retired else said
