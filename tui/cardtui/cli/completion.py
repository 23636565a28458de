"""`cardtui completion`."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what makes SHELL complete commands, cards, banks and ids of questions.

    \b
    bash: echo 'eval "$(cardtui completion bash)"' >> ~/.bashrc
    zsh:  echo 'eval "$(cardtui completion zsh)"' >> ~/.zshrc
    fish: cardtui completion fish > ~/.config/fish/completions/cardtui.fish
    """
    from click.shell_completion import get_completion_class

    from cardtui.cli.group import cardtui

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(cardtui, {}, "cardtui", "_CARDTUI_COMPLETE").source())
