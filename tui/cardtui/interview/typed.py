"""Answers that come as text or as JSON: read as a person means them, or refused in words.

The fields of the app keep what cannot be read, because its author sees it. A script does not look,
and someone who answers line by line is asked again: there, what does not fit is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cardtui.bank.model import Column, Option, Question
from cardtui.bank.typed_text import value_of_text
from cardtui.bank.values import is_empty, misfit
from cardtui.text.words import did_you_mean, join_words

Find = Callable[[str], Option | None]
"""From what stands for an option to the option."""


class NotAnAnswer(ValueError):  # noqa: N818 - it says what is the matter
    """A text that is no answer to its question. Its message says why, without the question."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a question: a value as cards store it, and the texts of its options."""

    value: object
    specify: Mapping[str, str] = field(default_factory=dict)


def typed(asked: Question | Column, text: str) -> Typed:
    """What `text` means to a question or a column. Raises `NotAnAnswer`.

    Options are named by id or label, several are separated by commas, and one that wants a text has
    it behind a colon: `pruning, other: ternary layers`. Items of a list stand on lines of their own.
    """
    return typed_by(asked, text, lambda name: named_option(asked, name))


def typed_by(asked: Question | Column, text: str, find: Find) -> Typed:
    """The same where options may be meant in another way, such as by their number."""
    match asked.type:
        case "select":
            read = _chosen(asked, [text], find)
            read = Typed(next(iter(_texts(read.value)), ""), read.specify)
        case "multiselect":
            read = _chosen(asked, _parts(asked, text, find), find)
        case "list":
            read = Typed([line.strip() for line in text.splitlines() if line.strip()])
        case "table":
            raise NotAnAnswer("rows are given as JSON, or as a CSV file")
        case _:
            read = Typed(value_of_text(asked, text))
    return _fitting(asked, read)


def _fitting(asked: Question | Column, read: Typed) -> Typed:
    if not is_empty(read.value) and (said := misfit(asked, read.value)) is not None:
        raise NotAnAnswer(said)
    return read


def named_option(asked: Question | Column, name: str) -> Option | None:
    """The option of this id or label; capitals do not matter where that leaves one."""
    plain = name.strip()
    ids = {option.id: option for option in reversed(asked.choices)}
    labels = {option.label: option for option in reversed(asked.choices)}
    if found := ids.get(plain) or labels.get(plain):
        return found
    folded = plain.casefold()
    near = [o for o in asked.choices if folded in (o.id.casefold(), o.label.casefold())]
    return near[0] if len(near) == 1 else None


def _parts(asked: Question | Column, text: str, find: Find) -> Iterator[str]:
    """`text` at its commas, but for those in the label of an option: the longest label counts."""
    pieces = text.replace("\n", ",").split(",")
    longest = 1 + max((option.label.count(",") for option in asked.choices), default=0)
    while pieces:
        lengths = range(min(longest, len(pieces)), 0, -1)
        length = next((n for n in lengths if _is_named(pieces[:n], find)), 1)
        if part := ",".join(pieces[:length]).strip():
            yield part
        pieces = pieces[length:]


def _is_named(pieces: Sequence[str], find: Find) -> bool:
    """Whether all of these pieces are one option, and no comma stands in the text behind it."""
    part = ",".join(pieces)
    name = part.partition(":")[0]
    return bool(find(part)) or (name.count(",") == len(pieces) - 1 and bool(find(name)))


def _chosen(asked: Question | Column, parts: Sequence[str] | Iterator[str], find: Find) -> Typed:
    chosen, specify = [], {}
    for part in parts:
        if not part.strip():
            continue
        # A label may hold a colon itself.
        whole = find(part)
        name, _, said = (part, "", "") if whole else part.partition(":")
        option = whole or find(name)
        if option is None:
            raise NotAnAnswer(_no_option(asked, part.strip()))
        if said.strip() and not option.specify:
            raise NotAnAnswer(f'"{option.label or option.id}" takes no text behind a colon')
        if option.id not in chosen:
            chosen.append(option.id)
        if said.strip():
            specify[option.id] = said.strip()
    in_order = [option.id for option in asked.choices if option.id in chosen]
    return Typed(in_order, specify)


def _no_option(asked: Question | Column, name: str) -> str:
    ids = [option.id for option in asked.choices]
    hint = did_you_mean(name, ids) or f"there are {join_words(ids)}"
    return f'"{name}" is not an option: {hint}'


def of_json(asked: Question | Column, given: object) -> Typed:
    """What a JSON value means: texts as they are typed, lists item by item. Raises `NotAnAnswer`."""
    if isinstance(given, str):
        return typed(asked, given)
    if isinstance(given, list) and asked.type == "multiselect":
        read = [_chosen(asked, [item], lambda n: named_option(asked, n)) for item in _texts(given)]
        ids = {option for each in read for option in _texts(each.value)}
        specify = {name: said for each in read for name, said in each.specify.items()}
        value = [option.id for option in asked.choices if option.id in ids]
        return _fitting(asked, Typed(value, specify))
    if asked.type == "number" or not isinstance(given, float) or not given.is_integer():
        return _fitting(asked, Typed(given))
    return _fitting(asked, Typed(int(given)))


def _texts(items: object) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise NotAnAnswer("expected a list of texts")
    return items
