"""Two versions of one answer put together, given what both were made from."""

from __future__ import annotations

from dataclasses import replace

from cardtui.card.merge_items import merge_items
from cardtui.card.merge_rows import merge_rows
from cardtui.card.model import Answer
from cardtui.card.same import canonical, said


def merge_answer(
    base: Answer | None, ours: Answer | None, theirs: Answer | None
) -> tuple[Answer | None, bool]:
    """The answer that is to stand, and whether a person must choose between the two.

    What one side has changed is taken. Where both have changed the same part, ours stands.
    """
    old, mine, other = (answer and canonical(answer) for answer in (base, ours, theirs))
    if other in (old, mine):
        return ours, False
    if mine == old:
        return theirs, False
    old, mine, other = said(base), said(ours), said(theirs)
    if mine == other:
        return _same_said(base, ours, theirs), False
    if other == old:
        return ours, False
    if mine == old:
        return theirs, False
    nothing = said(None)
    if ours is None or theirs is None or nothing in (mine, other) or ours.status != theirs.status:
        return ours, True
    return _merge_parts(base or Answer(), ours, theirs)


def _same_said(base: Answer | None, ours: Answer | None, theirs: Answer | None) -> Answer | None:
    if ours is None or theirs is None:
        return ours or theirs
    return replace(ours, asked=_asked(base.asked if base else "", ours, theirs))


def _merge_parts(base: Answer, ours: Answer, theirs: Answer) -> tuple[Answer, bool]:
    """Both have changed what is said: the value, and with it its status and reason, is one part."""
    specify, texts_clash = merge_items(base.specify, ours.specify, theirs.specify)
    rows, rows_clash = merge_rows(base, ours, theirs)
    old, mine, other = map(_value, (base, ours, theirs))
    chosen = theirs if mine == old else ours
    asked = base.asked if base.asked in (ours.asked, theirs.asked) else _asked("", ours, theirs)
    merged = replace(chosen, specify=specify, rows=rows, asked=asked)
    return merged, texts_clash or rows_clash or old != mine != other != old


def _value(answer: Answer) -> str:
    return repr((answer.value, answer.status, answer.reason))


def _asked(base: str, ours: Answer, theirs: Answer) -> str:
    """The fingerprint of what is the same on both sides: one that was confirmed anew."""
    return max({ours.asked, theirs.asked} - {base}, default=base)
