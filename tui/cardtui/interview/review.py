"""What a gate has against a card: what keeps it from being complete, and what nobody has confirmed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.card.model import Answer, Card
from cardtui.files.findings import Level, Remark
from cardtui.files.positions import KeyPath
from cardtui.interview.navigation import still_required
from cardtui.interview.state import TWO_VERSIONS, Finding, State
from cardtui.interview.wording import why_confirm
from cardtui.text.clean import joined

RULES = {
    "required": "a required question is open, or may still be asked",
    "answer": "an answer does not fit its question, or a check of the bank fails",
    "two-versions": "a merge has left two versions of an answer",
    "reconfirm": "an answer was given to another wording, or for another model",
    "placeholder": "an answer holds a text that was to be replaced",
    "fail-under": "fewer questions are answered than --fail-under asks for",
    "require": "a question of a section that --require names is open",
    "other-bank": "the card was written with another version of the bank",
    "stray": "the file holds a key that nothing reads",
}
"""Each rule with what it finds."""
_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBA|FIXME|XXX)\b"
    r"|\[(?i:more information needed|todo|tbd|(?:insert|your|fill in) [^\]\n]{0,200})\](?!\()"
    r"|(?i:\blorem ipsum\b)|\A\s*(?:\.{3}|…|\?{2,}|-+)\s*\Z"
)
"""Words that stand for a text to come; `[More Information Needed]` is that of Hugging Face."""
_NO_PROSE = frozenset({"code", "url", "path"})
"""Types whose texts are not written for a reader."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What is asked of a card beyond what its bank requires."""

    percent: int = 0
    """Of the relevant questions that must be answered."""
    sections: Collection[str] = field(default=())
    """Ids or folded titles of sections in which, and below which, every question is to be answered."""
    ignored: Collection[str] = field(default=())
    """Rules that nobody wants to hear of. What `sections` names is wanted all the same."""


def remarks_on(bank: Bank, card: Card, state: State, demands: Demands) -> Iterator[Remark]:
    """Everything that a gate has against a card, in no order."""
    told = set() if "answer" in demands.ignored else _misfits(state)
    yield from _on_required(bank, card, state, told)
    yield from (_on_finding(each) for each in state.findings if each.message != TWO_VERSIONS)
    for name in card.conflicts:
        message = f"{name}: there are two versions of this answer"
        yield Remark("two-versions", "error", ("conflicts", name), message, "open it and choose")
    for name in state.reconfirm:
        message = f"{name}: to confirm, as {why_confirm(card.answers[name])}"
        fix = "open it: enter keeps the answer"
        yield Remark("reconfirm", "error", _place_of(name), message, fix)
    yield from _on_placeholders(bank, card, state)
    yield from _on_demands(bank, state, demands)


def _place_of(name: str) -> KeyPath:
    return ("answers", name)


def _misfits(state: State) -> set[str]:
    """The questions that are open though something is stored: it is no answer, which is told."""
    wrong = {each.question for each in state.findings if each.is_error}
    two_versions = {each.question for each in state.findings if each.message == TWO_VERSIONS}
    return wrong & set(state.open) - two_versions


def _on_required(bank: Bank, card: Card, state: State, told: Collection[str]) -> Iterator[Remark]:
    """Questions that keep the card from being complete, but for those of which more is told."""
    required = still_required(bank, state)
    for names, said in ((required.asked, "open"), (required.possible, "may still be asked")):
        for name in names:
            if name in told:
                continue
            place = _place_of(name) if name in card.answers else ()
            message = f"{name}: required, and {said}"
            yield Remark("required", "error", place, message, "answer it")


def _on_finding(finding: Finding) -> Remark:
    place: KeyPath = _place_of(finding.question)
    where = finding.question
    if finding.row:
        where += f", row {finding.row}, {finding.column}"
        place = (*place, "rows")
    level: Level = "error" if finding.is_error else "warning"
    message = f"{where}: {joined(finding.message).rstrip('.')}"
    return Remark("answer", level, place, message, "change the answer")


def _on_placeholders(bank: Bank, card: Card, state: State) -> Iterator[Remark]:
    for name in bank.questions:
        answer = card.answers.get(name)
        if answer is None or not state.is_relevant(name):
            continue
        for text in _prose(bank.questions[name], answer):
            if found := _PLACEHOLDER.search(text):
                message = f'{name}: "{joined(found[0].strip())}" stands for a text to come'
                fix = "write it, or say that it is not known"
                yield Remark("placeholder", "error", _place_of(name), message, fix)
                break


def _prose(question: Question, answer: Answer) -> Iterator[str]:
    """The texts of an answer that a person has written for readers."""
    yield answer.reason
    if answer.status is not None:
        return
    yield from answer.specify.values()
    if question.type not in _NO_PROSE:
        values = answer.value if isinstance(answer.value, list) else [answer.value]
        yield from (value for value in values if isinstance(value, str))
    written = [column.id for column in question.columns if column.type == "text"]
    for row in answer.rows:
        yield from (cell for name in written if isinstance(cell := row.cells.get(name), str))


def _on_demands(bank: Bank, state: State, demands: Demands) -> Iterator[Remark]:
    progress = state.progress
    if progress.answered * 100 < demands.percent * progress.relevant:
        message = (
            f"{progress.answered} of {progress.relevant} answered, "
            f"and {demands.percent}% are asked for"
        )
        yield Remark("fail-under", "error", (), message, "answer more")
    for section in bank.sections:
        # A gate names a section as the bank does, whatever language a person has set.
        around = (*bank.parents[section.id], *bank.original.parents[section.id])
        above = {name for each in around for name in (each.id, each.title.casefold())}
        if above.isdisjoint(demands.sections):
            continue
        for question in section.questions:
            if question.id not in state.open:
                continue
            if question.required and "required" not in demands.ignored:
                continue  # Said already.
            if state.is_relevant(question.id) or question.required:
                said = "open" if state.is_relevant(question.id) else "may still be asked"
                message = f"{question.id}: {said}, in a section that must be complete"
                yield Remark("require", "error", (), message, "answer it")
