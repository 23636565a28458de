"""What a shell offers after tab: cards, banks, ids of questions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardtui.errors import CardtuiError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_card(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files; the shell knows them better."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_bank(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the banks that can be used here, and files."""
    from click.shell_completion import CompletionItem

    from cardtui.sharing.by_id import project_ids
    from cardtui.sharing.policy import offline
    from cardtui.sharing.shipped import shipped_banks

    ids = list(shipped_banks())
    # Another command says what is wrong with the project; a key press fetches nothing.
    with suppress(CardtuiError), offline():
        ids += project_ids(Path())
    found = [CompletionItem(name) for name in dict.fromkeys(ids) if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


def complete_source(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Banks in installed packages where that is begun; else shipped ids, and files."""
    from click.shell_completion import CompletionItem

    from cardtui.sharing.address import PACKAGE

    if not incomplete or not PACKAGE.startswith(incomplete[: len(PACKAGE)]):
        return complete_bank(context, parameter, incomplete)
    from cardtui.sharing.packages import package_names

    found = [f"{PACKAGE}{name}" for name in package_names()]
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]


def complete_question(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The ids of the questions of the card that stands on the line, with their names."""
    from click.shell_completion import CompletionItem

    from cardtui.sharing.opening import DEFAULT_CARD, open_or_start
    from cardtui.sharing.policy import offline

    card = context.params.get("card") or DEFAULT_CARD
    try:
        with offline():
            session = open_or_start(card, context.params.get("bank_name")).session
    except CardtuiError:
        return []
    questions = session.bank.questions.values() if session is not None else ()
    return [
        CompletionItem(question.id, help=question.name)
        for question in questions
        if question.id.startswith(incomplete) and question.type != "note"
    ]


def complete_assignment(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The same with the sign behind it; what follows is for a person to say."""
    if "=" in incomplete:
        return []
    found = complete_question(context, parameter, incomplete)
    for item in found:
        item.value = f"{item.value}="
    return found
