"""A card's text as spans of which it is known what they hold, so that a save reads back little.

To read a card of a thousand answers back takes longer than a person waits between two keys. So
the text is proved once to be a head and, for each answer, a span of lines that is TOML by itself
and holds that answer and nothing else. Such spans mean the same in any company: each begins with
the header of its own table. From then on only a span that was rewritten has to be read back, and
the bytes of all the others are those that were proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cardtui.card.decode import decode_answer, decode_card
from cardtui.card.model import Answer, Card
from cardtui.card.same import same_answer, same_card
from cardtui.card.spans import Span, split_spans
from cardtui.card.write import UNEDITABLE, edited
from cardtui.errors import CardtuiError
from cardtui.files.line_ends import usual_line_end, with_line_ends_of
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml


@dataclass(frozen=True, slots=True)
class Layout:
    """The proved spans of a card's text."""

    spans: tuple[Span, ...]
    line_end: str
    """What a new line ends with."""

    @property
    def text(self) -> str:
        """The text of the file, with its line ends and byte order mark."""
        return "".join(span.text for span in self.spans)


def layout_of(file: TextFile, card: Card) -> Layout | None:
    """The layout of a file that holds `card`; None where its answers have no spans of their own."""
    spans = _spans_of(file)
    try:
        is_proved = _holds(spans, card, file.path)
    except CardtuiError:
        return None
    return Layout(spans, usual_line_end(file.text)) if is_proved else None


def _spans_of(file: TextFile) -> tuple[Span, ...]:
    """The spans of a file with its line ends and byte order mark."""
    spans = split_spans(file.content)
    texts = _apart(file.text, [span.text for span in spans])
    return tuple(Span(span.answer, text) for span, text in zip(spans, texts, strict=True))


def _apart(text: str, parts: Sequence[str]) -> list[str]:
    """`text` taken apart like its `parts`, which are whole lines without CR and byte order mark."""
    if "\r\n" not in text and "".join(parts) == text:
        return list(parts)
    lines = iter(text.split("\n"))
    counts = [part.count("\n") for part in parts]
    taken = ["".join(f"{next(lines)}\n" for _ in range(count)) for count in counts]
    return [*taken[:-1], *(last + "\n".join(lines) for last in taken[-1:])]


def _holds(spans: Iterable[Span], card: Card, path: str) -> bool:
    """Whether each span alone is TOML, and holds its answer or, the others, what is no answer."""
    rest: dict[str, object] = {}
    found: set[str] = set()
    for span in spans:
        if span.answer is None:
            rest |= parse_toml(TextFile(path, span.text))
        elif span.answer in found or not _holds_answer(span, card.answer(span.answer), path):
            return False
        else:
            found.add(span.answer)
    if "answers" in rest or not found.issuperset(card.answers):
        return False
    return same_card(decode_card(rest, TextFile(path, "")), Card(card.id, card.bank))


def _holds_answer(span: Span, answer: Answer | None, path: str) -> bool:
    """Whether a span holds one answer and nothing else; without one, comments may be left."""
    file = TextFile(path, span.text)
    tables = parse_toml(file)
    if not tables:
        return answer is None
    answers = tables.pop("answers", None)
    if tables or not isinstance(answers, dict) or list(answers) != [span.answer]:
        return False
    return same_answer(decode_answer(*answers.popitem(), file), answer)


# Editing


def edited_layout(
    layout: Layout, changed: Mapping[str, Answer | None], order: Sequence[str], path: str
) -> Layout | None:
    """The layout with other answers, what is new in the order of the bank.

    None where an answer cannot be written into a span of its own.
    """
    try:
        spans = _edited(layout.spans, changed, order, layout.line_end)
        written = {span.answer: span for span in spans if span.answer in changed}
        is_right = all(
            _holds_answer(written[name], answer, path) if name in written else answer is None
            for name, answer in changed.items()
        )
    except UNEDITABLE:
        return None
    return Layout(spans, layout.line_end) if is_right else None


def edited_text(
    file: TextFile, changed: Mapping[str, Answer | None], order: Sequence[str], card: Card
) -> str | None:
    """The text of a file whose spans are not proved, edited span by span and read back whole.

    None where it does not hold `card` then.
    """
    try:
        spans = _edited(_spans_of(file), changed, order, usual_line_end(file.text))
        written = TextFile(file.path, "".join(span.text for span in spans))
        is_right = same_card(decode_card(parse_toml(written), written), card)
    except UNEDITABLE:
        return None
    return written.text if is_right else None


def _edited(
    spans: Iterable[Span],
    changed: Mapping[str, Answer | None],
    order: Sequence[str],
    line_end: str,
) -> tuple[Span, ...]:
    edited_spans = list(spans)
    places: dict[str | None, int] = {}
    for i, span in enumerate(edited_spans):
        places.setdefault(span.answer, i)
    rank = {name: place for place, name in enumerate(order)}
    new = []
    for name, answer in changed.items():
        old = edited_spans[places[name]].text if name in places else ""
        text = edited(TextFile("", old).content, name, answer)
        span = Span(name, with_line_ends_of(old, text, line_end))
        if name in places:
            edited_spans[places[name]] = span
        elif answer is not None:
            new.append(span)
    place = 0
    for span in sorted(new, key=lambda span: _rank(rank, span)):
        place = _place(edited_spans, rank, span, place)
        edited_spans.insert(place, span)
    return tuple(_joined(edited_spans, {span.answer for span in new}, line_end))


def _rank(rank: Mapping[str, int], span: Span) -> int:
    return rank.get(span.answer or "", len(rank))


def _place(spans: Sequence[Span], rank: Mapping[str, int], new: Span, start: int) -> int:
    """From `start` on, behind the last span whose question comes before the new one in the bank."""
    mine = _rank(rank, new)
    place = start
    for i in range(start, len(spans)):
        is_other = spans[i].answer is None
        if is_other and place and place < i:
            continue
        if is_other or _rank(rank, spans[i]) <= mine:
            place = i + 1
    return place


def _joined(spans: Iterable[Span], inserted: set[str | None], line_end: str) -> list[Span]:
    """The spans that have lines, new ones apart from their neighbours by a blank line."""
    joined: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if joined:
            before = joined[-1]
            is_beside_new = span.answer in inserted or before.answer in inserted
            joined[-1] = _ended(before, line_end, blank=is_beside_new)
        joined.append(span)
    return [*joined[:-1], *(_ended(span, line_end, blank=False) for span in joined[-1:])]


def _ended(span: Span, line_end: str, *, blank: bool) -> Span:
    """A span whose last line ends, with a blank line behind it if need be."""
    text = span.text
    if not text.endswith("\n"):
        text += line_end
    if blank and not text.endswith(("\n\n", "\n\r\n")):
        text += line_end
    return span if text == span.text else Span(span.answer, text)
