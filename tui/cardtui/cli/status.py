"""`cardtui status`."""

from __future__ import annotations

import json

import click

from cardtui.card.beside import left_beside
from cardtui.card.strays import remarks_on_strays
from cardtui.cli import FINE, WRONG_USE
from cardtui.cli.completing import complete_card
from cardtui.cli.findings import Unusable
from cardtui.cli.languages import in_language, language_set
from cardtui.cli.messages import say_once, say_problems
from cardtui.cli.options import bank_option, cards_meant, language_option
from cardtui.cli.records import card_record, progress_record
from cardtui.cli.standing import print_overview, print_report
from cardtui.cli.verbosity import note, verbosity_options
from cardtui.errors import Problem
from cardtui.files.findings import placed
from cardtui.sharing.cards import Looked


@click.command("status")
@click.argument("cards", nargs=-1, metavar="[CARD]...", shell_complete=complete_card)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a card.")
@click.option(
    "--why",
    "asked",
    multiple=True,
    metavar="ID",
    help="Why this question is asked, or is not; may be repeated.",
)
@verbosity_options
@bank_option
@language_option
def command(
    cards: tuple[str, ...],
    as_json: bool,
    asked: tuple[str, ...],
    bank_name: str | None,
    language: str | None,
) -> int:
    """Show how far a CARD is, question by question; of several, or of a folder, a line each.

    "14 of 31, up to 44" means: 14 answered, 31 relevant now, and up to 44 if the open questions
    that others depend on are answered so.

    Below a question stands what was noted there for oneself; --json has no notes.

    With --why, say instead why a question is asked, is not, or may still be: its conditions in
    words, and the answers that they come from.

    \b
    cardtui status
    cardtui status cards/
    cardtui status cards/*.toml --json
    cardtui status --why quantization_bits --why teacher

    With --why and --json, each line has "card", "bank" and "why": for each ID its "relevance",
    "sentence", "remarks", "hangs_on" (the IDs of open questions that decide it) and "conditions".
    A condition has "section" (its ID, or null for one of the question itself), "words", "verdict"
    ("true", "false", "undecided", or "unknown", which counts as false), "deciding" (the parts that
    make it so; empty for all of it) and "answers", each with "question", "relevance" and "words".
    """
    code, found, told = FINE, list[Looked](), set[str]()
    spoken = in_language(language, language_set())
    for card in cards_meant(cards, bank_name, spoken.load):
        if isinstance(card, Unusable):
            say_once(card.problems, told)
            code = WRONG_USE
        else:
            found.append(card)
            _say_notes(card)
    spoken.say_lacking(*(card.bank for card in found))
    if asked:
        from cardtui.cli.why import explained, why_json, why_text

        explanations = explained(found, asked)
        if explanations:
            click.echo(why_json(explanations) if as_json else why_text(explanations))
    elif as_json:
        for card in found:
            click.echo(json.dumps(_record(card)))
    elif len(found) == 1:
        print_report(found[0])
    elif found:
        print_overview(found)
    return code


def _say_notes(card: Looked) -> None:
    """Say what there is to say of the file: another version of the bank, keys nobody reads, work beside it."""
    if card.migrated.notice:
        note(f"{card.path}: {card.migrated.notice}")
    elif not card.migrated.changes:
        strays = placed(remarks_on_strays(card.tables, card.bank.questions), card.file.source)
        say_problems(Problem(s.message, s.fix, s.path, s.line, s.column) for s in strays)
    if left := left_beside(card.path, card.file.card):
        note(str(left))


def _record(card: Looked) -> dict[str, object]:
    state = card.state
    return {
        **card_record(card.path, card.bank),
        "progress": progress_record(state),
        "reconfirm": list(state.reconfirm),
        "questions": {
            name: {"relevance": str(state.relevance[name]), "answer": str(state.stored[name])}
            for name in card.bank.questions
        },
    }
