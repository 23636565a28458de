"""What can be seen of a bank without walking it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardtui.bank.bank import Bank
from cardtui.files.findings import Remark
from cardtui.proof.places import Place
from cardtui.text.cells import cells

LONGEST_LABEL = 24
"""Cells that the outline has for a label."""


def remarks_on_writing(place: Place, orders: Mapping[str, int]) -> Iterator[Remark]:
    """References to what comes later, and labels that are too long.

    `orders` says where each section and question stands.
    """
    yield from _forward_references(place, orders)
    if place.kind == "question" and place.question is not None:
        yield from _long_label(place, place.question.name, has_label=bool(place.question.label))


def orders_of(bank: Bank) -> dict[str, int]:
    """Where each section and question stands in the bank."""
    names = [
        name
        for section in bank.sections
        for name in (section.id, *(question.id for question in section.questions))
    ]
    return {name: place for place, name in enumerate(names)}


def _forward_references(place: Place, orders: Mapping[str, int]) -> Iterator[Remark]:
    if place.own is None:
        return
    here = orders[place.question.id if place.question else place.name]
    for name in sorted(place.own.names, key=orders.__getitem__):
        if orders[name] > here:
            message = f"the `when` of {place.words} names `{name}`, which is asked later"
            fix = f"move `{name}` before it, so that no answer makes an earlier question appear"
            yield Remark("forward-reference", "warning", place.when, message, fix)


def _long_label(place: Place, name: str, *, has_label: bool) -> Iterator[Remark]:
    width = cells(name)
    if width <= LONGEST_LABEL:
        return
    said = (
        f'the label "{name}" of {place.words} takes {width} cells, the outline has {LONGEST_LABEL}'
    )
    if has_label:
        yield Remark("long-label", "warning", (*place.key, "label"), said, "shorten it")
    else:
        fix = f"add a `label` of up to {LONGEST_LABEL} characters"
        yield Remark("long-label", "warning", (*place.key, "id"), said, fix)
