"""`cardtui export`."""

from __future__ import annotations

import click

from cardtui.cli.messages import say
from cardtui.cli.options import bank_option, existing_session
from cardtui.formats.offered import FORMATS, USUAL
from cardtui.formats.summary import not_printed

_STANDARD_STREAM = "-"
_STANDARD_INPUT = 0


@click.command("export")
@click.argument("card", required=False)
@click.option(
    "--to", "format_name", type=click.Choice(list(FORMATS)), default=USUAL, show_default=True
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; without it, or to -, print.")
@click.option("--force", is_flag=True, help="Overwrite FILE even if it was changed by hand.")
@bank_option
def command(
    card: str | None, format_name: str, output: str | None, force: bool, bank_name: str | None
) -> None:
    """Print CARD as a document.

    With -o the document ends with a comment by which the next export knows it: a file that lacks
    it, or was changed by hand, is not overwritten. The card and its bank never are.

    \b
    cardtui export model-card.toml -o README.md
    cardtui export - < model-card.toml
    """
    session = existing_session(card, bank_name)
    document = FORMATS[format_name].document(session)
    if output is None or output == _STANDARD_STREAM:
        click.echo(document, nl=False)
    else:
        from cardtui.formats.exported import write_document

        sources = [_STANDARD_INPUT if card == _STANDARD_STREAM else session.path, session.bank.path]
        write_document(output, document, session.card.id, sources=sources, overwrite=force)
    if unprinted := not_printed(session):
        say(f"{session.path}: {unprinted}; see `cardtui status`")
