"""A card's text as spans of which it is known what they hold, so that a save reads back little.

To read a card of a thousand answers back takes longer than a person waits between two keys. So
the text is proved once to be a head and, for each answer, a span of lines that is TOML by itself
and holds that answer and nothing else. Such spans mean the same in any company: each begins with
the header of its own table. From then on only a span that was rewritten has to be read back, and
the bytes of all the others are those that were proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cardtui.card.decode import decode_answer, decode_card
from cardtui.card.model import Answer, Card, Place
from cardtui.card.same import same_answer
from cardtui.card.spans import Span, split_spans
from cardtui.card.write import UNEDITABLE, Edit, changed_answers, edited, index_for, joined
from cardtui.errors import CardtuiError
from cardtui.files.line_ends import usual_line_end, with_line_ends_of
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml


class Layout(Struct, frozen=True):
    """The proved spans of a card's text."""

    spans: tuple[Span, ...]
    line_end: str
    """What a new line ends with."""

    @property
    def text(self) -> str:
        """The text of the file, with its line ends and byte order mark."""
        return "".join(span.text for span in self.spans)


# Proof


def layout_of(file: TextFile, card: Card) -> Layout | None:
    """The layout of a file that holds `card`; None where its answers have no spans of their own."""
    plain = split_spans(file.content)
    texts = _apart(file.text, [span.text for span in plain])
    spans = tuple(Span(span.place, text) for span, text in zip(plain, texts, strict=True))
    try:
        is_proved = _holds(spans, card, file.path)
    except CardtuiError:
        return None
    return Layout(spans, usual_line_end(file.text)) if is_proved else None


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
        if span.place is None or span.place[0] != "answers":
            rest |= parse_toml(TextFile(path, span.text))
        elif (name := span.place[1]) in found or not _holds_answer(span, card.answer(name), path):
            return False
        else:
            found.add(name)
    if "answers" in rest or not found.issuperset(card.answers):
        return False
    head = decode_card(rest, TextFile(path, ""))
    return (head.id, head.bank) == (card.id, card.bank)


def _holds_answer(span: Span, answer: Answer | None, path: str) -> bool:
    """Whether a span holds one answer and nothing else; without one, comments may be left."""
    file = TextFile(path, span.text)
    tables = parse_toml(file)
    if not tables:
        return answer is None
    answers = tables.pop("answers", None)
    if span.place is None or tables or not isinstance(answers, dict):
        return False
    ((name, stored),) = answers.items() if len(answers) == 1 else [("", None)]
    return name == span.place[1] and same_answer(decode_answer(span.place, stored, file), answer)


# Editing


def edited_layout(
    layout: Layout, before: Card, after: Card, order: Sequence[str], path: str
) -> Layout | None:
    """The layout of `before` with the answers of `after`, new ones in the order of the bank.

    None where more than answers differ, or one cannot be written into a span of its own.
    """
    if replace(after, answers=before.answers) != before:
        return None
    changed = changed_answers(before, after, {})
    try:
        spans = _edited(layout, changed, order)
        written = {span.place: span for span in spans if span.place in changed}
        is_right = all(
            _holds_answer(written[place], answer, path) if place in written else answer is None
            for place, answer in changed.items()
        )
    except UNEDITABLE:
        return None
    return Layout(spans, layout.line_end) if is_right else None


def _edited(
    layout: Layout, changed: Mapping[Place, Answer | None], order: Sequence[str]
) -> tuple[Span, ...]:
    spans = list(layout.spans)
    indices = {span.place: i for i, span in enumerate(spans)}
    new: dict[Place, Span] = {}
    for place, answer in changed.items():
        at = indices.get(place)
        old = "" if at is None else spans[at].text
        text = edited(TextFile("", old).content, place, answer)
        if at is not None:
            spans[at] = Span(place, with_line_ends_of(old, text))
        elif answer is not None:
            new[place] = Span(place, text.replace("\n", layout.line_end))
    todo = Edit(changed, {}, None, {name: rank for rank, name in enumerate(order)})
    index = 0
    for place in sorted(new, key=todo.rank):
        index = index_for(spans, todo, place, index)
        spans.insert(index, new[place])
    return tuple(joined(spans, new, layout.line_end))
