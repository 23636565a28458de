"""The outline of a card: its sections with what is in them, of which a person sees a part."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import astuple

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, Section
from cardtui.interview.folds import Fold, Folds
from cardtui.interview.standing import Standing
from cardtui.interview.state import Relevance, State, Stored


class Tally(Struct, frozen=True):
    """What there is in a section."""

    answered: int = 0
    asked: int = 0
    """Questions that matter and can be answered."""
    shown: int = 0
    """Questions that a person walks through: notes too."""
    aside: int = 0
    """Answers that are set aside."""
    failing: int = 0
    changed: int = 0
    warnings: int = 0

    def with_(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            *(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True))
        )

    @property
    def standing(self) -> Standing:
        """What a person should know of it at a glance."""
        if self.failing:
            return Standing.FAILING
        if self.changed:
            return Standing.CHANGED
        if self.warnings:
            return Standing.WARNING
        if not self.asked:
            return Standing.SET_ASIDE if self.aside and not self.shown else Standing.HEADING
        if self.answered == self.asked:
            return Standing.ANSWERED
        return Standing.PARTLY if self.answered else Standing.OPEN


class SectionLine(Struct, frozen=True):
    """A section as an outline shows it."""

    section: Section
    depth: int
    """How many sections it stands in."""
    fold: Fold
    """What of it is shown."""
    has_questions: bool
    has_sections: bool
    tally: Tally
    """Of its own questions; of a closed section with all below it."""
    leads_to: str
    """The first question in it that is asked; without one, that has an answer."""

    @property
    def more(self) -> Fold | None:
        """What shows more of it, if there is more."""
        if self.fold is Fold.OPEN:
            return None
        has_both = self.has_questions and self.has_sections
        return Fold.TITLES if self.fold is Fold.CLOSED and has_both else Fold.OPEN

    @property
    def less(self) -> Fold | None:
        """What shows less of it, if that can be."""
        if self.fold is Fold.CLOSED:
            return None
        has_both = self.has_questions and self.has_sections
        return Fold.TITLES if self.fold is Fold.OPEN and has_both else Fold.CLOSED


class QuestionLine(Struct, frozen=True):
    """A question as an outline shows it. How it stands is for whoever draws it to look up."""

    question: Question
    depth: int


Line = SectionLine | QuestionLine


class Contents:
    """What the sections of a bank hold. Made once for a bank, it serves every state."""

    def __init__(self, bank: Bank) -> None:
        self._sections = bank.sections
        self._depths = [len(bank.parents[section.id]) - 1 for section in bank.sections]
        places = {section.id: place for place, section in enumerate(bank.sections)}
        self._parents = [
            places[around[-2].id] if len(around := bank.parents[section.id]) > 1 else None
            for section in bank.sections
        ]
        self._questions = [
            [QuestionLine(question, depth + 1) for question in section.questions]
            for section, depth in zip(bank.sections, self._depths, strict=True)
        ]
        self._names = [
            tuple(question.id for question in section.questions) for section in bank.sections
        ]
        self._notes = frozenset(question.id for question in bank if question.type == "note")
        self._section_places = {
            name: place for place, names in enumerate(self._names) for name in names
        }

    def lines(self, state: State, folds: Folds, also: Collection[str] = ()) -> list[Line]:
        """The lines of the outline, the sections without anything left out.

        `also` names questions that are shown although nothing is asked or kept.
        """
        own = self._tallies(state)
        whole, leads_to = list(own), [self._first(place, state, own) for place in range(len(own))]
        # What is below comes before what it is in, and the first of a section's parts last.
        for place in reversed(range(len(own))):
            if (parent := self._parents[place]) is None or not leads_to[place]:
                continue
            if not own[parent].shown and (whole[place].shown or not whole[parent].shown):
                leads_to[parent] = leads_to[place]
            whole[parent] = whole[parent].with_(whole[place])
        return list(self._lines(state, folds, own, whole, leads_to, also))

    def _lines(
        self,
        state: State,
        folds: Folds,
        own: list[Tally],
        whole: list[Tally],
        leads_to: list[str],
        also: Collection[str],
    ) -> Iterator[Line]:
        hidden_below: int | None = None
        for place, section in enumerate(self._sections):
            depth = self._depths[place]
            if hidden_below is not None and depth > hidden_below:
                continue
            hidden_below = None
            if not leads_to[place]:
                continue
            has_questions = bool(own[place].shown or own[place].aside)
            has_sections = whole[place] != own[place]
            fold = folds.of(section.id)
            if fold is Fold.TITLES and not (has_questions and has_sections):
                fold = Fold.OPEN if has_sections else Fold.CLOSED
            tally = whole[place] if fold is Fold.CLOSED else own[place]
            has = (has_questions, has_sections)
            yield SectionLine(section, depth, fold, *has, tally, leads_to[place])
            if fold is Fold.CLOSED:
                hidden_below = depth
            elif fold is Fold.OPEN:
                yield from self._shown(place, state, also)

    def _shown(self, place: int, state: State, also: Collection[str] = ()) -> list[QuestionLine]:
        """The questions of a section that are asked, or keep an answer; and some others."""
        relevance, stored = state.relevance, state.stored
        return [
            line
            for name, line in zip(self._names[place], self._questions[place], strict=True)
            if relevance[name] is Relevance.RELEVANT
            or (relevance[name] is Relevance.IRRELEVANT and stored[name] is not Stored.UNANSWERED)
            or name in also
        ]

    def _first(self, place: int, state: State, own: list[Tally]) -> str:
        """The first question of a section that is asked, or has an answer; empty without one."""
        if not own[place].shown and not own[place].aside:
            return ""
        if own[place].shown:
            return next(name for name in self._names[place] if state.is_relevant(name))
        return self._shown(place, state)[0].question.id

    def _tallies(self, state: State) -> list[Tally]:
        """What is in each section itself. Goes through all questions for every state."""
        relevance, stored, settled = state.relevance, state.stored, state.settled
        failing, changed, warnings = self._troubles(state)
        tallies = []
        for place, names in enumerate(self._names):
            answered = asked = shown = aside = 0
            for name in names:
                if relevance[name] is Relevance.RELEVANT:
                    shown += 1
                    asked += name not in self._notes
                    answered += name in settled
                elif relevance[name] is Relevance.IRRELEVANT:
                    aside += stored[name] is not Stored.UNANSWERED
            troubles = (failing[place], changed[place], warnings[place])
            tallies.append(Tally(answered, asked, shown, aside, *troubles))
        return tallies

    def _troubles(self, state: State) -> tuple[list[int], list[int], list[int]]:
        """How many answers of each section fail, are to be confirmed, and give a warning."""
        failing, changed, warnings = ([0] * len(self._sections) for _ in range(3))
        for name, findings in state.workings.findings.items():
            if state.is_relevant(name):
                is_error = any(finding.is_error for finding in findings)
                (failing if is_error else warnings)[self._section_places[name]] += 1
        for name in state.reconfirm:
            changed[self._section_places[name]] += 1
        return failing, changed, warnings
