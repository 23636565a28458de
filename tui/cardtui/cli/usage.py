"""What click says of a wrong use, in the words of the other messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import click

from cardtui.text.words import did_you_mean, join_words

_TOO_MANY = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)", re.DOTALL)
_NO_CHOICE = re.compile(r"(?P<given>'.*'|\".*\") is not one of .*", re.DOTALL)
_OPTION = re.compile(r"Option '(?P<name>[^']*)' (?P<takes>does not take|requires) .*")


def usage_words(error: click.UsageError) -> str:
    """What is wrong, and what there is instead. What click says in no known way stays."""
    match error:
        case click.MissingParameter() if error.param is not None:
            return _missing(error.param)
        case click.NoSuchOption():
            near = did_you_mean(error.option_name, _options_of(error.ctx))
            return _told(f"there is no option `{error.option_name}`", near)
        case click.BadParameter() if error.param is not None:
            return _bad_value(error.message, error.param)
    for pattern, told in _SAID.items():
        if found := pattern.fullmatch(error.message.rstrip(".")):
            return told(found, error.ctx)
    return error.format_message().rstrip(".")


def _told(wrong: str, instead: str) -> str:
    return f"{wrong}: {instead}" if instead else wrong


def _options_of(context: click.Context | None) -> Iterator[str]:
    for parameter in context.command.get_params(context) if context is not None else ():
        yield from (name for name in parameter.opts if name.startswith("-"))


def _name_of(parameter: click.Parameter) -> str:
    """As help has it: the long form of an option, an argument in capitals."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.human_readable_name).strip("[].").upper()


def _missing(parameter: click.Parameter) -> str:
    wrong = f"`{_name_of(parameter)}` is missing"
    return _told(wrong, _choices_of(parameter))


def _choices_of(parameter: click.Parameter) -> str:
    if not isinstance(parameter.type, click.Choice):
        return ""
    return f"there are {join_words(map(str, parameter.type.choices))}"


def _bad_value(said: str, parameter: click.Parameter) -> str:
    name, kind = _name_of(parameter), parameter.type
    if isinstance(kind, click.Choice) and (found := _NO_CHOICE.fullmatch(said.rstrip("."))):
        given = found["given"][1:-1]
        near = did_you_mean(given, map(str, kind.choices)) or _choices_of(parameter)
        return _told(f"`{name}` cannot be `{given}`", near)
    if isinstance(kind, click.IntRange):
        return f"`{name}` is a whole number from {kind.min} to {kind.max}"
    return _told(f"`{name}`", said.rstrip("."))


def _too_many(found: re.Match[str], _: click.Context | None) -> str:
    return f"`{found['words']}` is more than this takes"


def _misused_option(found: re.Match[str], _: click.Context | None) -> str:
    takes = "needs a value" if found["takes"] == "requires" else "takes no value"
    return f"`{found['name']}` {takes}"


def _no_command(_: re.Match[str], context: click.Context | None) -> str:
    group = context.command if context is not None else None
    names = group.list_commands(context) if context and isinstance(group, click.Group) else ()
    return _told("name a command", f"there are {join_words(names)}" if names else "")


_SAID: dict[re.Pattern[str], Callable[[re.Match[str], click.Context | None], str]] = {
    _TOO_MANY: _too_many,
    _OPTION: _misused_option,
    re.compile("Missing command"): _no_command,
}
"""What click says without a class of its own."""
