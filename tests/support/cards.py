"""Random cards: anything that a card file can hold, whether it fits a question or not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from hypothesis import assume
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.card.model import Answer, BankReference, Card, Row

IDS = ("alpha", "beta", "gamma", "delta", "epsilon")
"""The questions of the bank, in its order."""
RETIRED = ("beta", "old", "old-2")
"""What answers without a question are called."""

PIECES = st.sampled_from(
    [
        '"""',
        "'''",
        '"',
        "\\",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
        "\x1b[0m",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\U0001f9ea",
        "# comment",
        "[answers.beta]\n",
        "\n[answers.beta]\nvalue = 1\n",
        "[[answers.beta.rows]]\n_row = 1\n",
        "value = 'x'",
        "= {",
        "]",
        " ",
        "text",
        "\\u0041",
        "\\\n",
        "\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
    ]
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(PIECES, max_size=8).map("".join),
)
numbers = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.sampled_from([0, -0.0, 1e22, 5e-324, 1.7976931348623157e308, math.inf, -math.inf]),
)
times = st.one_of(
    st.dates(),
    st.datetimes(min_value=datetime(1, 1, 1)),  # noqa: DTZ001 - TOML has local times
    st.times(),
).map(lambda moment: moment.replace(fold=0) if hasattr(moment, "fold") else moment)
plain_values = st.one_of(texts, numbers, times)
values = st.one_of(
    st.none(), plain_values, st.lists(texts, max_size=4), st.lists(numbers, max_size=3)
)
option_ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
columns = st.sampled_from(["metric", "value", "gap", "last_row", "rows"])
rows = st.lists(
    st.tuples(st.integers(1, 12), st.dictionaries(columns, plain_values, max_size=3)),
    max_size=4,
    unique_by=lambda row: row[0],
).map(lambda found: tuple(Row(number, cells) for number, cells in found))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Anything that a card can hold for one question, whether it fits or not.

    Not an answer that says nothing: its table may stay for the comments in it, and is read as none.
    """
    drawn_rows = draw(st.one_of(st.just(()), rows))
    highest = max((row.number for row in drawn_rows), default=0)
    answer = Answer(
        draw(values),
        draw(st.sampled_from([None, None, "unknown", "not_applicable"])),
        draw(st.one_of(st.just(""), texts)),
        draw(st.one_of(st.just({}), st.dictionaries(option_ids, texts, max_size=2))),
        drawn_rows,
        highest + draw(st.integers(0, 2)) if highest or draw(st.booleans()) else 0,
        draw(st.sampled_from(["", "5f1c9a2b"])),
        draw(st.one_of(st.just(""), texts)),
    )
    assume(answer != Answer())
    return answer


cards = st.builds(
    Card,
    st.just("0192f0c8"),
    st.just(BankReference("example", "1.0.0", "ab")),
    st.dictionaries(st.sampled_from(IDS), answers(), max_size=3),
    st.dictionaries(st.sampled_from(RETIRED), answers(), max_size=1),
    st.dictionaries(st.sampled_from(IDS), st.one_of(st.none(), answers()), max_size=2),
)
PLACES = [(table, name) for name in IDS for table in ("answers", "conflicts")] + [
    ("retired", name) for name in RETIRED
]
"""Where an answer can stand in a file, in the order of the file."""


def held_in(card: Card) -> dict[tuple[str, str], Answer | None]:
    """All that a card holds, by its place in the file."""
    return {
        (table, name): getattr(card, table)[name]
        for table, name in PLACES
        if name in getattr(card, table)
    }


def card_holding(card: Card, held: Mapping[tuple[str, str], Answer | None]) -> Card:
    """The card that holds these; None is no answer, or a second version without one."""

    def stored(table: str) -> dict[str, Answer]:
        found = {name: answer for (where, name), answer in held.items() if where == table}
        return {name: answer for name, answer in found.items() if answer is not None}

    conflicts = {name: answer for (where, name), answer in held.items() if where == "conflicts"}
    return replace(card, answers=stored("answers"), retired=stored("retired"), conflicts=conflicts)


def plain(card: Card) -> dict[str, str]:
    """What a card holds, so that NaN equals NaN and 1 is not true."""
    stored: dict[tuple[str, str], Answer | None] = {}
    for table in ("answers", "retired", "conflicts"):
        stored |= {(table, name): answer for name, answer in getattr(card, table).items()}
    return {".".join(place): _plain(answer) for place, answer in stored.items()}


def _plain(answer: Answer | None) -> str:
    if answer is None:
        return "none"
    return repr(
        (
            answer.value,
            answer.status,
            answer.reason,
            sorted(answer.specify.items()),
            [(row.number, sorted(row.cells.items())) for row in answer.rows],
            answer.last_row,
            answer.asked,
            answer.note,
        )
    )
