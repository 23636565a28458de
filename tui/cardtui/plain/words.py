"""What is said of a question, a row, a card: whole lines, nothing by colour or place alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardtui.bank.fixed_words import ENGLISH, FixedWords, filled
from cardtui.bank.model import Column, Question
from cardtui.bank.values import without_final_newline
from cardtui.card.model import Row
from cardtui.interview.follow_ups import follow_up_lines as said_of_follow_ups
from cardtui.interview.follow_ups import follow_ups
from cardtui.interview.navigation import asked_questions, open_questions, still_required, to_look_at
from cardtui.interview.search import Found, Hit, Part
from cardtui.interview.session import Session
from cardtui.interview.standing import Standing, standing_of
from cardtui.interview.state import State
from cardtui.interview.suggesting import offer
from cardtui.interview.wording import (
    answer_words,
    asked_for_words,
    confirm_words,
    example_words,
    piped,
    value_words,
)
from cardtui.text.clean import joined
from cardtui.text.words import count_of

_MOST_NAMED = 5
_MOST_LINES = 8
"""Of an answer that is said with its question."""
_LONGEST_PASSAGE = 100
"""Characters of a text in which something was found."""
_STANDING_WORDS = {
    Standing.FAILING: "to look at again",
    Standing.WARNING: "answered, with a warning",
    Standing.CHANGED: "to confirm",
    Standing.REQUIRED: "open, required",
    Standing.NOTE: "a note",
    Standing.UNDECIDED: "depends on an open question",
}
_AS_TYPED = ("text", "longtext", "code", "list", "table", "url", "path")
"""Types whose answers are what is typed."""
_HOW_TO_ANSWER = {
    "text": "One line of text",
    "longtext": "Lines of text; a line with a single dot ends it",
    "code": "Lines of code; a line with a single dot ends it",
    "integer": "A whole number",
    "number": "A number",
    "date": "A date such as 2026-01-31",
    "url": "An address such as https://example.org",
    "select": "The number or the name of one",
    "multiselect": "Numbers or names, with commas between",
    "list": "One item a line; an empty line ends it",
    "table": "add, edit N or delete N; an empty line goes on",
    "path": "A path from the folder of the card",
    "note": "Nothing to answer; an empty line goes on",
}


def how_to_answer(asked: Question | Column, words: FixedWords) -> str:
    """What an answer looks like."""
    return words.yes_or_no if asked.type == "bool" else _HOW_TO_ANSWER[asked.type]


def refusal(message: str) -> str:
    """What is said of a line that cannot be taken: a sentence of its own, or why it is no answer."""
    return message if message.endswith((".", "?")) else f"That is no answer: {message}."


def question_lines(session: Session, question: Question) -> Iterator[str]:
    """All that is said before an answer is read."""
    bank, card, state = session.bank, session.card, session.state
    asked = asked_questions(bank, state)
    place = asked.index(question.id) + 1
    words, count = bank.words, len(asked)
    possible = state.progress.possible - state.progress.relevant
    more = f", {filled(words.up_to, count=count + possible)}" if possible else ""
    titles = [parent.title for parent in bank.parents[bank.section_of[question.id].id]]
    needed = _sentence(words.required if question.required else words.optional)
    needed = "" if question.type == "note" else f" {needed}"
    number = _sentence(f"{filled(words.question_place, number=place, count=count)}{more}")
    yield f"{number} {joined(', '.join(titles))}.{needed}"
    yield joined(piped(bank, card, state, question.ask))
    yield from option_lines(question)
    yield from standing_lines(session, question)
    if question.suggest is not None and (offered := offer(session, question.id)):
        source = f" ({offered.source})" if offered.source else ""
        taken = filled(words.takes_it, key=":accept")
        yield f"{words.suggested}{words.colon} {offered.words}{source}. {taken}."
    unit = f", in {question.unit}" if question.unit else ""
    yield f"{how_to_answer(question, words)}{unit}. ? for help."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def option_lines(asked: Question | Column) -> Iterator[str]:
    """The choices with their numbers."""
    for number, option in enumerate(asked.choices, 1):
        said = f": {joined(option.help)}" if option.help else ""
        yield f"  {number}. {joined(option.label or option.id)}{said}"


def standing_lines(session: Session, question: Question) -> Iterator[str]:
    """The answer as it is stored, and what there is to say about it."""
    answer, state, words = session.card.answer(question.id), session.state, session.bank.words
    if question.id in state.settled or state.findings_of(question.id):
        assert answer is not None
        yield from _answer_lines(answer_words(question, answer, words), words)
        if question.type == "table" and answer.status is None:
            yield from row_lines(question, answer.rows, words)
    elif question.type != "note":
        yield words.no_answer
    if answer is not None and answer.note:
        yield f"{words.note}{words.colon} {joined(answer.note)}"
    if question.id in state.reconfirm:
        yield filled(confirm_words(answer, words), key=words.empty_line)
    yield from finding_lines(session, question)


def taken_lines(session: Session, question: Question, typed: str) -> Iterator[str]:
    """What a line was taken for, where that is not what was typed."""
    answer, words = session.card.answer(question.id), session.bank.words
    if answer is None:
        yield "Answer taken away. :undo brings it back."
    elif question.type not in _AS_TYPED:
        taken = answer_words(question, answer, words)
        if taken.casefold() != joined(typed).strip().casefold():
            yield f"{words.your_answer}{words.colon} {taken}"


def _answer_lines(said: str, words: FixedWords) -> Iterator[str]:
    lines = said.strip("\n").split("\n")
    if len(lines) == 1:
        yield f"{words.your_answer}{words.colon} {lines[0]}"
        return
    yield f"{words.your_answer}, {filled(words.lines, count=len(lines))}{words.colon}"
    shown = lines if len(lines) <= _MOST_LINES else lines[: _MOST_LINES - 1]
    yield from (f"  {line}" for line in shown)
    if more := len(lines) - len(shown):
        yield f"  and {more} more lines: :answer says them all."


def finding_lines(session: Session, question: Question) -> Iterator[str]:
    """What checks have against the answer."""
    names, words = {column.id: column.name for column in question.columns}, session.bank.words
    for finding in session.state.findings_of(question.id):
        level = words.error if finding.is_error else words.warning
        where = f", {words.row} {finding.row}, {names.get(finding.column, finding.column)}"
        yield f"{level}{where if finding.row else ''}{words.colon} {joined(finding.message)}"


def row_lines(question: Question, rows: tuple[Row, ...], words: FixedWords) -> Iterator[str]:
    """A line for each row, numbered as they stand."""
    for place, row in enumerate(rows, 1):
        yield f"  {place}. {row_words(question, row.cells, words)}"


def row_words(question: Question, cells: Mapping[str, object], words: FixedWords) -> str:
    """The cells of a row, each with its column."""
    said = (
        f"{column.name}: {joined(value_words(column, cells[column.id], fixed=words))}"
        for column in question.columns
        if column.id in cells
    )
    return "; ".join(said) or "empty"


def help_lines(session: Session, question: Question) -> Iterator[str]:
    """What a good answer holds, who asks for it, examples."""
    bank, card, state = session.bank, session.card, session.state
    words = bank.words
    if question.help.strip():
        yield piped(bank, card, state, question.help).strip("\n")
    if asked_for := asked_for_words(question, words):
        yield joined(asked_for)
    for example in question.named_examples:
        head = f"{joined(example_words(example, words))}{words.colon}"
        text = example.text.strip("\n")
        if "\n" in text:
            yield head
            yield from (f"  {line}" for line in text.split("\n"))
        else:
            yield f"{head} {text}"
    yield f"{how_to_answer(question, words)}. :help lists the commands."


def follow_up_lines(session: Session, before: State, current: str | None) -> Iterator[str]:
    """Which questions came and went since `before`, from where a person stands."""
    found = follow_ups(session.bank, before, session.state)
    for _, words in said_of_follow_ups(session.bank, found, current):
        yield f"{joined(words)}."


def _some(names: list[str]) -> str:
    return ENGLISH.listed([joined(name) for name in names], _MOST_NAMED)


def list_lines(session: Session) -> Iterator[str]:
    """All questions that are asked now, by section, with the number that `:go` takes."""
    bank, state = session.bank, session.state
    asked = asked_questions(bank, state)
    numbers = {name: number for number, name in enumerate(asked, 1)}
    for section in bank.sections:
        shown = [question for question in section.questions if question.id in numbers]
        if shown:
            yield f"{joined(section.title)}:"
        for question in shown:
            yield f"  {numbers[question.id]}. {joined(question.name)}: {state_words(session, question)}"


def state_words(session: Session, question: Question) -> str:
    """How a question stands, in a word or two."""
    standing = standing_of(question, session.state)
    if standing is Standing.ANSWERED:
        return str(session.state.stored[question.id]).replace("_", " ")
    return _STANDING_WORDS.get(standing, str(standing))


def found_lines(session: Session, found: Found) -> Iterator[str]:
    """What was found, with the number or id that `:go` takes, and the passage it stands in."""
    asked = asked_questions(session.bank, session.state)
    numbers = {name: number for number, name in enumerate(asked, 1)}
    if found.is_meant:
        yield f"Nothing has that in it; with “{' '.join(found.words)}”:"
    for hit in found.hits:
        passage = _passage(hit)
        if hit.question is None:
            yield f"  Section {joined(hit.section.title)}{passage}"
            continue
        name = hit.question.id
        number = str(numbers[name]) if name in numbers else name
        state = state_words(session, hit.question)
        yield f"  {number}. {joined(hit.question.name)} ({state}){passage}"
    if more := found.count - len(found.hits):
        yield f"{more} more: type more words."
    if not found.count:
        yield "Nothing found."


def _passage(hit: Hit) -> str:
    text = joined(hit.text)
    shown = text if len(text) <= _LONGEST_PASSAGE else f"{text[:_LONGEST_PASSAGE].rstrip()}…"
    return "" if hit.part is Part.LABEL or not shown else f": {shown}"


def end_lines(session: Session) -> Iterator[str]:
    """How far the card is."""
    state, questions = session.state, session.bank.questions
    required = still_required(session.bank, state)
    errors = [questions[f.question].name for f in state.findings if f.is_error]
    yield f"{state.progress} answered."
    for names, said in ((required.asked, "open"), (required.possible, "may still be asked")):
        if names:
            counted = count_of(len(names), "required question")
            yield f"{counted} {said}: {_some([questions[name].name for name in names])}."
    if errors:
        yield f"To look at again: {_some(list(dict.fromkeys(errors)))}."
    if state.reconfirm:
        yield f"To confirm: {_some([questions[name].name for name in state.reconfirm])}."
    if state.complete:
        yield "All that is required is answered."


def way_lines(session: Session) -> Iterator[str]:
    """Where to go from behind the last question."""
    yield "That was the last question."
    if open_questions(session.state):
        yield "  :open    goes to the next question without an answer"
    if to_look_at(session.bank, session.state):
        yield "  :review  goes to the next answer that needs a look"
    yield "An empty line saves and leaves, :help says what else there is."


def stored_text(question: Question | Column, value: object, words: FixedWords) -> str:
    """A stored value on one line."""
    plain = without_final_newline(question, value) if isinstance(question, Question) else value
    return joined(value_words(question, plain, fixed=words))
