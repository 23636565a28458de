"""How cards stand: question by question for one card, a line for each of several.

In a terminal rich draws it, with a colour beside each mark; into a pipe go plain lines.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from cardtui.bank.model import Question
from cardtui.cli.printed import print_line, print_lines
from cardtui.interview.navigation import still_required
from cardtui.interview.state import Relevance, State, Stored
from cardtui.interview.wording import note_words, why_confirm
from cardtui.sharing.cards import Looked
from cardtui.text.cells import cells
from cardtui.text.clean import one_line

_STYLES = {"x": "green", "!": "red", "~": "yellow", "?": "dim", "-": "dim", " ": ""}
"""The colour of each mark; the mark alone says the same."""


def print_report(card: Looked) -> None:
    """Print one card, question by question."""
    if not sys.stdout.isatty():
        print_lines(text for _, text in _report_lines(card))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for style, text in _report_lines(card):
        console.print(Text(text, style=style))


def _report_lines(card: Looked) -> Iterator[tuple[str, str]]:
    """Each line with its style."""
    yield "bold", one_line(f"{card.path}: {card.state.progress}, {', '.join(_state_of(card))}")
    for section in card.bank.sections:
        notes = {q.id: note_words(card.card.answer(q.id)) for q in section.questions}
        shown = [q for q in section.questions if _is_shown(q, card.state) or notes[q.id]]
        if not shown:
            continue
        yield "", ""
        yield "bold", one_line(section.title)
        width = max(cells(one_line(question.name)) for question in shown)
        for question in shown:
            mark, words = _standing(question, card)
            name = one_line(question.name)
            gap = " " * (width - cells(name))
            yield _STYLES[mark], f"  {mark} {name}{gap}  {one_line(words)}".rstrip()
            if note := notes[question.id]:
                yield "italic", f"      note: {one_line(note)}"


def _is_shown(question: Question, state: State) -> bool:
    is_set_aside = state.stored[question.id] is not Stored.UNANSWERED
    is_asked = state.relevance[question.id] is not Relevance.IRRELEVANT
    return question.type != "note" and (is_set_aside or is_asked)


def _standing(question: Question, card: Looked) -> tuple[str, str]:
    """A mark for a question, and its state in words."""
    name, state = question.id, card.state
    if state.relevance[name] is Relevance.IRRELEVANT:
        if state.stored[name] is Stored.UNANSWERED:
            return "-", "not asked"
        return "-", f"set aside: {state.stored[name].replace('_', ' ')}"
    if question.type == "note":
        return " ", ""
    findings = state.findings_of(name)
    if findings:
        return "!", findings[0].message
    if state.relevance[name] is Relevance.UNDECIDED:
        needed = ", required if asked" if question.required else ""
        return "?", f"depends on an open question{needed}"
    if name in state.reconfirm:
        said = state.stored[name].replace("_", " ")
        return "~", f"{said}, but {why_confirm(card.card.answers[name])}"
    if name in state.settled:
        return "x", state.stored[name].replace("_", " ")
    return " ", "open, required" if question.required else "open"


def _state_of(card: Looked) -> Iterator[str]:
    """`not complete`, `2 to re-confirm`."""
    yield "complete" if card.state.complete else "not complete"
    if card.state.reconfirm:
        yield f"{len(card.state.reconfirm)} to re-confirm"


# Several cards

_HEADS = ("card", "done", "answered", "still to do")


def print_overview(cards: Sequence[Looked]) -> None:
    """Print a line for each card, the least complete first."""
    rows = [_row(card) for card in sorted(cards, key=lambda card: (_share(card), card.path))]
    if sys.stdout.isatty():
        _draw(rows)
        return
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [text + " " * (w - cells(text)) for text, w in zip(row, widths, strict=True)]
        print_line("  ".join(padded).rstrip())


def _draw(rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in _HEADS:
        is_number = head == "done"
        table.add_column(head, justify="right" if is_number else "left", no_wrap=is_number)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)


def _share(card: Looked) -> float:
    """The part of what could be asked that is answered, from 0 to 1."""
    progress = card.state.progress
    return progress.answered / progress.possible if progress.possible else 1.0


def _row(card: Looked) -> tuple[str, ...]:
    percent = f"{int(_share(card) * 100)}%"
    done = (one_line(card.path), percent, str(card.state.progress))
    return (*done, ", ".join(_left(card)) or "nothing required")


def _left(card: Looked) -> Iterator[str]:
    state, required = card.state, still_required(card.bank, card.state)
    if required.asked:
        yield f"{len(required.asked)} required"
    if required.possible:
        yield f"{len(required.possible)} required if asked"
    if errors := {finding.question for finding in state.findings if finding.is_error}:
        yield f"{len(errors)} to look at again"
    if state.reconfirm:
        yield f"{len(state.reconfirm)} to confirm"
    if card.card.conflicts:
        yield f"{len(card.card.conflicts)} with two versions"
