"""The lines of two versions of a card file put together, for all in them that is no answer.

Spans of lines are merged one by one, and only a span that both have changed line by line, so that
neighbours never clash. What the answers are is not decided here: the result is a text to write the
merged answers into.
"""

from __future__ import annotations

from collections.abc import Sequence

from cardtui.card.decode import decode_card
from cardtui.card.spans import Span, comments_in, split_spans
from cardtui.card.write import Edit, index_for, joined
from cardtui.errors import CardtuiError
from cardtui.files.line_merge import merge_lines
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml

_ANY_HEAD = 'format = 1\nid = "any"\nbank = { id = "any" }\n'


def merge_text(base: str, ours: str, theirs: str, order: Sequence[str]) -> str:
    """The spans of ours with what theirs has changed; new ones in the order of the bank."""
    old, mine, other = (_by_name(text) for text in (base, ours, theirs))
    todo = Edit({}, {}, None, {name: rank for rank, name in enumerate(order)})
    spans = [
        Span(span.place, _merge_span(old.get(name), span, other.get(name)))
        for name, span in mine.items()
    ]
    new = [s for name, s in other.items() if name not in mine and not _alike(s, old.get(name))]
    spans += [Span(None, f"\n{span.text}") for span in new if span.place is None]
    inserted = {span.place: span for span in new if span.place is not None}
    index = 0
    for place in sorted(inserted, key=todo.rank):
        index = index_for(spans, todo, place, index)
        spans.insert(index, inserted[place])
    return "".join(span.text for span in joined(spans, inserted))


def _by_name(text: str) -> dict[tuple[str, ...], Span]:
    """The spans of a text by their place; the others by their header and how often it came."""
    found: dict[tuple[str, ...], Span] = {}
    headers: list[str] = []
    for span in split_spans(text):
        if span.place is not None:
            found.setdefault(span.place, span)
            continue
        header = next((line for line in span.text.split("\n") if line.startswith("[")), "")
        found[header, str(headers.count(header)), "no answer"] = span
        headers.append(header)
    return found


def _merge_span(base: Span | None, ours: Span, theirs: Span | None) -> str:
    """The lines that are to stand where ours has this span."""
    if _alike(theirs, base) or _alike(theirs, ours):
        return ours.text
    if not _alike(ours, base):
        return ours.text if theirs is None else _merge_both(base, ours, theirs)
    return "" if theirs is None else _ended_like(ours, theirs.text)


def _merge_both(base: Span | None, ours: Span, theirs: Span) -> str:
    """Both have changed the span: what can be had of both, and all comments."""
    old = base.text if base else ""
    merged = _ended_like(ours, merge_lines(old, ours.text, theirs.text))
    if not _is_readable(merged, ours):
        merged = ours.text
    new = [comment for comment in comments_in(theirs.text) if comment not in old]
    lost = "".join(f"{comment}\n" for comment in new if comment not in merged)
    lines = merged.rstrip("\n")
    return f"{lines}\n{lost}{merged[len(lines) + 1 :]}"


def _is_readable(text: str, span: Span) -> bool:
    file = TextFile("", text if span.place is None else _ANY_HEAD + text)
    try:
        tables = parse_toml(file)
        if span.place is not None:
            decode_card(tables, file)
    except CardtuiError:
        return False
    return True


def _alike(one: Span | None, other: Span | None) -> bool:
    """Whether two spans are the same but for blank lines behind them."""
    if one is None or other is None:
        return one is other
    return one.text.rstrip("\n") == other.text.rstrip("\n")


def _ended_like(span: Span, text: str) -> str:
    """A text with as many line ends behind it as a span has."""
    return text.rstrip("\n") + span.text[len(span.text.rstrip("\n")) :]
