"""`cardtui set`."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import click

from cardtui.cli import CARD_ENDING
from cardtui.cli.completing import complete_assignment, complete_card
from cardtui.cli.languages import in_language, language_set
from cardtui.cli.options import bank_option, existing_session, language_option, session_of
from cardtui.cli.verbosity import detail, note, verbosity_options
from cardtui.errors import CardChanged, FileError, Problem
from cardtui.files.reading import STANDARD_INPUT, read_text_file
from cardtui.interview.assignments import Assignment, assign, read_assignment
from cardtui.interview.session import Session
from cardtui.interview.state import TWO_VERSIONS
from cardtui.sharing.lookup import Load
from cardtui.sharing.opening import DEFAULT_CARD
from cardtui.text.words import count_of

_MOST_ATTEMPTS = 100
"""So many other programs may save the card between reading it and saving it."""


@click.command("set")
@click.argument("card", shell_complete=complete_card)
@click.argument("answers", nargs=-1, metavar="ID=VALUE...", shell_complete=complete_assignment)
@click.option("--unknown", multiple=True, metavar="ID[=WHY]", help="This is not known.")
@click.option("--not-applicable", multiple=True, metavar="ID[=WHY]", help="This does not apply.")
@click.option("--clear", multiple=True, metavar="ID", help="Take this answer away.")
@verbosity_options
@bank_option
@language_option
def command(
    card: str,
    answers: tuple[str, ...],
    unknown: tuple[str, ...],
    not_applicable: tuple[str, ...],
    clear: tuple[str, ...],
    bank_name: str | None,
    language: str | None,
) -> None:
    """Answer questions of CARD from a script. A card that is not there is started.

    ID=VALUE is read as if it were typed, ID:=JSON as JSON, ID=@FILE from a file; `-` reads such
    lines from standard input. Options go by id or label, several by commas, or by giving the ID
    again; labels are those of the bank, and of the language that CARDTUI_LANGUAGE says. A table takes a list of objects, or a CSV file. All answers are saved, or none: one that
    does not fit, or to a question that is not asked, is told, and the card stays as it was.

    \b
    cardtui set model-card.toml model_name=DistilBERT parameters=66
    cardtui set model-card.toml compression=quantization,distillation quantization_bits=8
    cardtui set model-card.toml overview=@overview.md results=@results.csv
    cardtui set model-card.toml --unknown 'training_hardware=Nobody wrote it down'
    cardtui get old-card.toml | cardtui set model-card.toml -
    """
    _require_card(card, answers)
    if sum(each == STANDARD_INPUT or each.endswith(f"=@{STANDARD_INPUT}") for each in answers) > 1:
        raise click.UsageError("standard input can be read once")
    given = list(_assignments(answers))
    given += [_status(each, "unknown") for each in unknown]
    given += [_status(each, "not_applicable") for each in not_applicable]
    given += [Assignment(name, "=", "") for name in clear]
    if not given:
        raise click.UsageError("nothing is answered: give ID=VALUE")
    spoken = in_language(language, language_set())
    session = _saved(card, bank_name, given, spoken.load)
    detail(f"{session.path}: {count_of(session.card.answered, 'answer')} in the card")
    if any(session.state.findings_of(each.question) for each in given):
        spoken.say_lacking(session.bank)
        _say_what_fails(session, given)


def _require_card(card: str, answers: Sequence[str]) -> None:
    """Refuse an answer that stands where the card is expected: it would become the name of one."""
    name, is_answer, _ = card.partition("=")
    is_meant = card.endswith(CARD_ENDING) or os.path.lexists(card)
    if is_answer and name.removesuffix(":").isidentifier() and not is_meant:
        right = shlex.join(["cardtui", "set", DEFAULT_CARD, card, *answers])
        raise click.UsageError(f"the card comes first, then its answers: {right}")


def _assignments(answers: Iterable[str]) -> Iterator[Assignment]:
    for written in answers:
        if written == STANDARD_INPUT:
            lines = read_text_file(STANDARD_INPUT).content.split("\n")
            yield from map(read_assignment, filter(str.strip, lines))
        else:
            yield read_assignment(written)


def _status(written: str, status: str) -> Assignment:
    name, _, reason = written.partition("=")
    given = {"status": status, "reason": reason.strip()}
    return Assignment(name.strip(), ":=", json.dumps(given))


def _saved(path: str, bank_name: str | None, given: Sequence[Assignment], load: Load) -> Session:
    """A session in which the answers are given and saved, on top of what others have saved."""
    for _ in range(_MOST_ATTEMPTS):
        session = _session(path, bank_name, load)
        assign(session, given)
        with suppress(CardChanged):
            session.save()
            return session
    session.save()
    return session


def _session(path: str, bank_name: str | None, load: Load) -> Session:
    if path == STANDARD_INPUT:
        message = "answers cannot be saved to standard input"
        raise FileError(Problem(message, "name a file, or `./-` for one of this name"))
    if os.path.lexists(path):
        return existing_session(path, bank_name, load)
    from cardtui.sharing.opening import open_or_start

    try:
        opened = open_or_start(path, bank_name, load)
    except FileError:
        if os.path.lexists(path):
            # Another program has started it in the meantime.
            return existing_session(path, bank_name, load)
        raise
    return session_of(opened)


def _say_what_fails(session: Session, given: Iterable[Assignment]) -> None:
    """Say what checks have against the answers; they are kept all the same."""
    for name in dict.fromkeys(each.question for each in given):
        for finding in session.state.findings_of(name):
            said = finding.message.rstrip(".")
            kept = "kept, and an error of `check`" if finding.is_error else "kept, with a warning"
            if finding.message == TWO_VERSIONS:
                said = "kept, and the other version is there still"
                kept = f"take [conflicts.{name}] out of the file, or open it and choose"
            note(f"{session.path}: {name}: {said}; {kept}")
