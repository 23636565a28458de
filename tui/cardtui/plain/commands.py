"""What can be typed instead of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cardtui.text.clean import joined
from cardtui.text.words import did_you_mean, join_words

COMMANDS = {
    "back": ("", "go to the question before"),
    "skip": ("", "go to the next question, and leave this one as it is"),
    "open": ("", "go to the next question without an answer"),
    "review": ("", "go to the next answer that needs a look"),
    "go": ("NUMBER or ID", "go to a question"),
    "na": ("REASON", "this does not apply, because"),
    "unknown": ("REASON", "this is not known, because"),
    "clear": ("", "take the answer away"),
    "accept": ("", "answer as it is suggested"),
    "undo": ("", "take the last change of an answer back, wherever it was"),
    "redo": ("", "make it again"),
    "note": ("TEXT", "a note to self: it is in no document; - takes it away"),
    "why": ("", "why this question is asked"),
    "answer": ("", "the whole answer, where it is long"),
    "read": ("", "the section as it will read; :read all, the whole card"),
    "find": ("TEXT", "look for questions and answers"),
    "list": ("", "all questions and how they stand"),
    "aside": ("", "answers that are kept and do not count now"),
    "export": ("FILE", "write the card as a document: .md, .html or .json"),
    "help": ("", "these commands"),
    "quit": ("", "save and leave"),
}
"""Each command with what it takes and what it does. The beginning of a name is enough."""
IN_A_ROW = {
    "back": ("", "go to the cell before"),
    "skip": ("", "leave this cell as it is"),
    "clear": ("", "empty this cell"),
    "done": ("", "keep the row as it is now"),
    "quit": ("", "keep the row, save and leave"),
}
"""The commands while the cells of a row are asked for."""
IN_A_TEXT = {
    "skip": ("", "leave it as it is"),
    "quit": ("", "save and leave"),
}
"""The commands while it is asked what an option such as "Other" is."""
HELP = "?"
Commands = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do. `name` is one of those that can be done there, or `?` for help."""

    name: str
    argument: str = ""


class WrongCommand(ValueError):  # noqa: N818 - it says what is the matter
    """A command that does not exist. Its message says what was probably meant."""


def reply(line: str, commands: Commands = COMMANDS) -> Command | str:
    """What a line means: a command, or an answer. Raises `WrongCommand`.

    `?` asks for help, and a colon begins a command; one more colon in front makes either a text:
    `::x` answers `:x`, and `:?` answers `?`.
    """
    plain = joined(line).strip()
    if plain == HELP:
        return Command(HELP)
    if not plain.startswith(":"):
        return line
    if plain.startswith("::") or plain == f":{HELP}":
        # What stands around it stays: the indentation of code, the other lines of a paste.
        return line.replace(":", "", 1)
    name, _, argument = plain[1:].partition(" ")
    return Command(_whole_name(name, commands), argument.strip())


def _whole_name(begun: str, commands: Commands) -> str:
    if begun in commands:
        return begun
    fitting = [name for name in commands if begun and name.startswith(begun)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise WrongCommand(f"`:{begun}` could be {_named(fitting, 'or')}.")
    hint = did_you_mean(begun, commands) or f"there are {_named(list(commands), 'and')}."
    raise WrongCommand(f"There is no command `:{begun}`: {hint}")


def _named(names: list[str], last: str) -> str:
    return join_words((f":{name}" for name in names), last)


def help_lines(commands: Commands = COMMANDS) -> list[str]:
    """A line for each command."""
    shown = {name: f":{name} {takes}".strip() for name, (takes, _) in commands.items()}
    width = max(map(len, shown.values()))
    return [
        "An empty line keeps the answer and goes on. ? explains the question. Also:",
        *(f"  {shown[name]:{width}}  {does}" for name, (_, does) in commands.items()),
        "An answer that begins with a colon has one more in front: ::x.",
    ]
