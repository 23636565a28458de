"""What differs between a question or column as it was and as it is."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.bank.compared_fields import Pair
from cardtui.bank.difference_kinds import Difference, Weight
from cardtui.bank.model import Column, Option, Question
from cardtui.bank.order import moved
from cardtui.bank.rule_differences import (
    check_differences,
    suggestion_difference,
    when_difference,
)
from cardtui.bank.text_formats import FORMATS
from cardtui.bank.type_words import a_type
from cardtui.text.words import join_words, shortened

_STATUS_WORDS = {"unknown": "not known", "not_applicable": "not applicable"}


def field_differences(pair: Pair) -> Iterator[Difference]:
    """All that a question or column says of itself; its name and place are told elsewhere."""
    yield from _type(pair)
    yield from _unit(pair)
    yield from _options(pair)
    yield from _text_format(pair)
    yield from check_differences(pair)
    yield from when_difference(pair)
    yield from _wording(pair)
    if isinstance(pair.old, Question) and isinstance(pair.new, Question):
        yield from _of_question(pair, pair.old, pair.new)
        yield from suggestion_difference(pair)


def _type(pair: Pair) -> Iterator[Difference]:
    old, new = pair.old.type, pair.new.type
    if old != new:
        said = f"wants {a_type(new)} instead of {a_type(old)}"
        asks_again = not pair.is_column
        yield pair.tell("retyped", Weight.ANSWERS, said, asks_again=asks_again)


def _unit(pair: Pair) -> Iterator[Difference]:
    old, new = pair.old.unit, pair.new.unit
    if old != new:
        said = _unit_words(old, new)
        weight = Weight.ANSWERS if pair.is_column else Weight.CONFIRM
        yield pair.tell("unit", weight, said, asks_again=not pair.is_column)


def _unit_words(old: str, new: str) -> str:
    if not new:
        return f"has no unit any more, before {old}"
    return f"its unit is {new}, before {old or 'none'}"


def _text_format(pair: Pair) -> Iterator[Difference]:
    old, new = pair.old.text_format, pair.new.text_format
    if old == new:
        return
    if new is None:
        assert old is not None
        yield pair.tell("format", Weight.ASKS, f"does not have to be {FORMATS[old].words}")
        return
    instead = f" instead of {FORMATS[old].words}" if old else ""
    yield pair.tell("format", Weight.ANSWERS, f"has to be {FORMATS[new].words}{instead}")


# Options


def _options(pair: Pair) -> Iterator[Difference]:
    old = {option.id: option for option in pair.old.choices}
    new = {option.id: option for option in pair.new.choices}
    if not old or not new:
        return  # it has another type, which says it
    now = {name: pair.banks.names.option(pair.old_name, name) for name in old}
    before: dict[str, str] = {}
    for name, called in now.items():
        if called in new and (called not in before or called == name):
            before[called] = name
    asks_again = not pair.is_column
    for name, option in old.items():
        if now[name] not in new:
            said = f"has no option {_option(option)} any more"
            yield pair.tell("gone", Weight.ANSWERS, said, option=name, asks_again=asks_again)
        elif now[name] != name:
            is_joined = before[now[name]] != name
            said = f"option `{name}` is now `{now[name]}`"
            yield pair.tell(
                "renamed",
                Weight.CONFIRM if is_joined and asks_again else Weight.WORDING,
                f"{said}, as another one" if is_joined else said,
                option=now[name],
                asks_again=is_joined and asks_again,
            )
    for name, option in new.items():
        if name in before:
            yield from _changed_option(pair, old[before[name]], option)
        else:
            weight = Weight.CONFIRM if asks_again else Weight.ASKS
            said = f"has a new option, {_option(option)}"
            yield pair.tell("new", weight, said, option=name, asks_again=asks_again)
    places = {called: list(old).index(name) for called, name in before.items()}
    if moved(list(new), places):
        weight = Weight.CONFIRM if asks_again else Weight.WORDING
        yield pair.tell(
            "moved", weight, "its options stand in another order", asks_again=asks_again
        )


def _option(option: Option) -> str:
    return option.label or option.id


def _changed_option(pair: Pair, old: Option, new: Option) -> Iterator[Difference]:
    name = new.id
    if _option(old) != _option(new):
        said = f'option `{name}` reads "{_option(new)}" instead of "{_option(old)}"'
        yield pair.tell("reworded", Weight.WORDING, said, option=name, fields=("label",))
    if old.help != new.help:
        said = f"the help of option {_option(new)} is worded differently"
        yield pair.tell("reworded", Weight.WORDING, said, option=name, fields=("help",))
    if new.exclusive != old.exclusive:
        weight = Weight.ANSWERS if new.exclusive else Weight.ASKS
        can = "cannot stand with others any more" if new.exclusive else "can stand with others"
        yield pair.tell("choosing", weight, f"option {_option(new)} {can}", option=name)
    if new.specify != old.specify:
        weight = Weight.ANSWERS if new.specify else Weight.ASKS
        asks = "asks for a text" if new.specify else "does not ask for a text any more"
        yield pair.tell("choosing", weight, f"option {_option(new)} {asks}", option=name)


# Words


def _wording(pair: Pair) -> Iterator[Difference]:
    old, new = pair.old, pair.new
    if isinstance(old, Question) and isinstance(new, Question) and old.ask != new.ask:
        said = f'asks "{shortened(new.ask)}" instead of "{shortened(old.ask)}"'
        if shortened(new.ask) == shortened(old.ask):
            said = "asks in other words"
        is_note = new.type == old.type == "note"
        weight = Weight.WORDING if is_note else Weight.CONFIRM
        yield pair.tell("reworded", weight, said, fields=("ask",), asks_again=not is_note)
    if old.name != new.name and (old.label or new.label):
        said = f'is called "{new.name}" instead of "{old.name}"'
        yield pair.tell("reworded", Weight.WORDING, said, fields=("label",))
    keys = [key for key, (before, after) in _texts(old, new).items() if before != after]
    if keys:
        are = "is" if keys in (["help"], ["why"]) else "are"
        said = f"its {join_words(f'`{key}`' for key in keys)} {are} worded differently"
        yield pair.tell("reworded", Weight.WORDING, said, fields=tuple(keys))


def _texts(old: Question | Column, new: Question | Column) -> dict[str, tuple[object, object]]:
    texts: dict[str, tuple[object, object]] = {"help": (old.help, new.help)}
    if isinstance(old, Question) and isinstance(new, Question):
        texts["why"] = (old.why, new.why)
        texts["examples"] = (old.examples, new.examples)
    return texts


# Questions alone


def _of_question(pair: Pair, old: Question, new: Question) -> Iterator[Difference]:
    if new.required and not old.required:
        yield pair.tell("required", Weight.ASKS, "is required now")
    if old.required and not new.required:
        yield pair.tell("optional", Weight.ASKS, "is not required any more")
    if new.type != "note" and old.type != "note":
        yield from _allow(pair, old, new)
    follows_type = old.type != new.type and old.output == new.output
    if old.printed != new.printed and not follows_type:
        yield pair.tell("printed", Weight.WORDING, _printing_words(old, new))
    if old.metadata != new.metadata:
        now = f"fills `{new.metadata}` of the front matter"
        said = (
            now if new.metadata else f"does not fill `{old.metadata}` of the front matter any more"
        )
        yield pair.tell("printed", Weight.WORDING, said)
    if new.sealed != old.sealed:
        may = "cannot be weakened" if new.sealed else "may be changed"
        said = f"{may} by banks that extend this one"
        yield pair.tell("sealed", Weight.WORDING, said)
    if old.language != new.language:
        said = f"is code in {new.language or 'any language'}, before {old.language or 'any'}"
        yield pair.tell("printed", Weight.WORDING, said)


def _printing_words(old: Question, new: Question) -> str:
    if new.printed == "none":
        return f"is not printed, before as {_printed(old)}"
    before = "before not at all" if old.printed == "none" else f"before as {_printed(old)}"
    return f"is printed as {_printed(new)}, {before}"


def _printed(question: Question) -> str:
    printed = question.printed
    words = {"item": "an item", "code": "code", "blocks": "blocks"}
    return words.get(printed, f"a {printed}")


def _allow(pair: Pair, old: Question, new: Question) -> Iterator[Difference]:
    for status, words in _STATUS_WORDS.items():
        was, is_now = (status in question.allow for question in (old, new))
        if was and not is_now:
            yield pair.tell("allow", Weight.ANSWERS, f'does not take "{words}" any more')
        elif is_now and not was:
            yield pair.tell("allow", Weight.ASKS, f'takes "{words}", too')
