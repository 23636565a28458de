"""Two versions of one answer put together, given what both were made from."""

from __future__ import annotations

from msgspec.structs import replace

from cardtui.card.merge_items import merge_items
from cardtui.card.merge_note import merge_notes
from cardtui.card.merge_rows import merge_rows
from cardtui.card.model import Answer, Row
from cardtui.card.same import canonical, canonical_cells, said


def merge_answer(
    base: Answer | None, ours: Answer | None, theirs: Answer | None
) -> tuple[Answer | None, bool]:
    """The answer that is to stand, and whether a person must choose between the two.

    What one side has changed is taken. Where both have changed the same part, ours stands. The note
    is apart from what is said, and nobody has to choose between notes.
    """
    old, mine, other = (answer and canonical(answer) for answer in (base, ours, theirs))
    if other in (old, mine):
        return ours, False
    if mine == old:
        return theirs, False
    answer, clash = _merge_said(base, ours, theirs)
    return with_both_notes(answer, base, ours, theirs), clash


def with_both_notes(
    answer: Answer | None, base: Answer | None, ours: Answer | None, theirs: Answer | None
) -> Answer | None:
    """`answer` with what both sides have noted beside it."""
    note = merge_notes(*(side.note if side else "" for side in (base, ours, theirs)))
    if note == (answer.note if answer else ""):
        return answer
    return replace(answer or Answer(), note=note)


def _merge_said(
    base: Answer | None, ours: Answer | None, theirs: Answer | None
) -> tuple[Answer | None, bool]:
    old, mine, other = said(base), said(ours), said(theirs)
    if mine == other:
        return _same_said(base, ours, theirs), False
    if other == old:
        return ours, False
    if mine == old:
        return theirs, False
    merged, clash = _merge_parts(base or Answer(), ours or Answer(), theirs or Answer())
    nothing = said(None)
    if nothing in (mine, other):
        # One side took the answer away: fine if the other took something away and no more.
        left = clash or said(merged) != nothing
        return (ours, True) if left else (ours if mine == nothing else theirs, False)
    if ours is None or theirs is None or ours.status != theirs.status:
        return ours, True
    return merged, clash


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
    merged = replace(chosen, specify=specify, rows=rows)
    merged = replace(merged, asked=_asked_of_parts(merged, base, ours, theirs))
    return merged, texts_clash or rows_clash or old != mine != other != old


def _value(answer: Answer) -> str:
    return repr((answer.value, answer.status, answer.reason))


def _asked_of_parts(merged: Answer, base: Answer, ours: Answer, theirs: Answer) -> str:
    """The fingerprint of what comes from both sides: the one of before, so that it is confirmed."""
    alike = [side for side in (ours, theirs) if _unnumbered(side) == _unnumbered(merged)]
    if len(alike) == 1:
        return alike[0].asked
    if alike:
        return _asked(base.asked, ours, theirs)
    return base.asked if base.asked in (ours.asked, theirs.asked) else max(ours.asked, theirs.asked)


def _unnumbered(answer: Answer) -> str:
    """What an answer says, whatever the numbers and the order of its rows."""
    rows = enumerate(sorted(answer.rows, key=canonical_cells), start=1)
    return said(replace(answer, rows=tuple(Row(number, row.cells) for number, row in rows)))


def _asked(base: str, ours: Answer, theirs: Answer) -> str:
    """The fingerprint of what is the same on both sides: one that was confirmed anew."""
    return max({ours.asked, theirs.asked} - {base}, default=base)
