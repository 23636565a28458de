"""`cardtui export`."""

from __future__ import annotations

import click
from msgspec.structs import replace

from cardtui.cli.completing import complete_card
from cardtui.cli.languages import in_language, language_set
from cardtui.cli.options import bank_option, existing_session, language_option
from cardtui.cli.verbosity import detail, note, verbosity_options
from cardtui.errors import ForeignFileError
from cardtui.formats.registry import FORMATS, format_of
from cardtui.formats.summary import not_printed, two_versions

_STANDARD_STREAM = "-"
_STANDARD_INPUT = 0


@click.command("export")
@click.argument("card", required=False, shell_complete=complete_card)
@click.option(
    "--to",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="Without it, what the name of FILE ends with says it, else Markdown.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; without it, or to -, print.")
@click.option(
    "--schema", "wants_schema", is_flag=True, help="Print the JSON Schema of --to json instead."
)
@click.option("--force", is_flag=True, help="Overwrite FILE even if it was changed by hand.")
@verbosity_options
@bank_option
@language_option
def command(
    card: str | None,
    format_name: str | None,
    output: str | None,
    wants_schema: bool,
    force: bool,
    bank_name: str | None,
    language: str | None,
) -> None:
    """Print CARD as a document: Markdown, one HTML page, or JSON for programs.

    With -o the document ends with a comment, or a member, by which the next export knows it: a file
    that lacks it, or was changed by hand, is not overwritten. Cards, banks and locks never are.

    \b
    cardtui export model-card.toml -o README.md
    cardtui export model-card.toml -o model-card.html
    cardtui export --to json | jq .progress
    cardtui export --language fr -o LISEZMOI.md
    cardtui export - < model-card.toml
    """
    if wants_schema:
        from cardtui.formats.json.document import card_schema_text

        click.echo(card_schema_text(), nl=False)
        return
    target = format_of(output or "") if format_name is None else FORMATS[format_name]
    spoken = in_language(language, language_set())
    session = existing_session(card, bank_name, spoken.load)
    if language:
        # Who names a language does not want a document in another.
        spoken.require(session.bank)
    spoken.say_lacking(session.bank)
    document = target.render(session.bank, session.card, session.state)
    if output is None or output == _STANDARD_STREAM:
        click.echo(document, nl=False)
    else:
        from cardtui.formats.exported import write_document

        sources = [
            _STANDARD_INPUT if card == _STANDARD_STREAM else session.path,
            *session.bank.paths,
        ]
        try:
            write_document(
                output,
                document,
                session.card.id,
                seal=target.seal,
                sources=sources,
                overwrite=force,
            )
        except ForeignFileError as error:
            raise _with_force_named(error) from None
        detail(f"{output}: written as {target.name}")
    if unprinted := not_printed(session):
        note(f"{session.path}: {unprinted}; see `cardtui status`")
    if undecided := two_versions(session):
        note(f"{session.path}: {undecided}; see `cardtui check`")


def _with_force_named(error: ForeignFileError) -> ForeignFileError:
    """The same, with what only this command can do."""
    remedy = "choose another name, or overwrite it with --force"
    return ForeignFileError(*(replace(problem, remedy=remedy) for problem in error.problems))
