"""`cardtui export`."""

from __future__ import annotations

import click

from cardtui.cli.messages import say
from cardtui.cli.options import bank_option, existing_session
from cardtui.interview.misfits import misfits
from cardtui.interview.session import Session
from cardtui.text.words import join_words


def _markdown(session: Session) -> str:
    from cardtui.formats.markdown.document import to_markdown

    return to_markdown(session.bank, session.card, session.state)


_STANDARD_STREAM = "-"
_STANDARD_INPUT = 0
_MOST_NAMED = 10
_FORMATS = {"markdown": _markdown}


@click.command("export")
@click.argument("card", required=False)
@click.option(
    "--to", "format_name", type=click.Choice(list(_FORMATS)), default="markdown", show_default=True
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
    document = _FORMATS[format_name](session)
    if output is None or output == _STANDARD_STREAM:
        click.echo(document, nl=False)
    else:
        from cardtui.formats.exported import write_document

        sources = [_STANDARD_INPUT if card == _STANDARD_STREAM else session.path, session.bank.path]
        write_document(output, document, session.card.id, sources=sources, overwrite=force)
    if unprinted := misfits(session.bank, session.card, session.state):
        say(_not_printed(session.path, unprinted))


def _not_printed(path: str, names: list[str]) -> str:
    what = "1 answer is" if len(names) == 1 else f"{len(names)} answers are"
    shown = names[:_MOST_NAMED]
    if more := len(names) - len(shown):
        shown.append(f"{more} more")
    return f"{path}: {what} not printed: {join_words(shown)}; see `cardtui status`"
