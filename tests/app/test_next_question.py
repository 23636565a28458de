"""A field that showed one question and shows another is what a new one would be."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.outline import Outline
from cardtui.interview.session import Session, new_session
from support.banks import bank_of
from support.pilot import interview, picture, press, running, typed, until

BANK = """
format = 1
id = "kinds"
version = "1.0.0"
title = "Kinds"
[[section]]
id = "all_kinds"
title = "All kinds"
"""
QUESTIONS: dict[str, tuple[str, object]] = {
    "name": ('type = "text"\nexamples = ["BERT"]', "DistilBERT"),
    "hostile": ('type = "text"', "a\x1b[31mb"),
    "home": ('type = "url"\nhelp = "Of the project."', None),
    "about": ('type = "longtext"\nexamples = ["A model."]', "One.\n\nTwo.\n"),
    "story": ('type = "longtext"', None),
    "parts": ('type = "list"', ["encoder", "decoder"]),
    "code": ('type = "code"\nlanguage = "python"', "import this\n"),
    "more": ('type = "longtext"', "Three.\n"),
    "open": ('type = "bool"', True),
    "kind": ('type = "select"\noptions = ["Encoder", "Decoder"]', "decoder"),
    "uses": ('type = "multiselect"\noptions = ["Search", "Ranking"]', ["search"]),
    "other": (
        'type = "select"\noptions = ["A", { id = "other", label = "Other", specify = true }]',
        "other",
    ),
    "long": (f'type = "select"\noptions = {[f"Option {i}" for i in range(12)]}', "option_7"),
    "layers": ('type = "integer"', 6),
    "size": ('type = "number"\nunit = "MB"\ncheck = [{ that = "value > 1", message = "More." }]', 0.5),
    "made": ('type = "date"', date(2026, 1, 31)),
    "file": ('type = "path"', "weights.bin"),
    "word": ('type = "note"', None),
    "last": ('type = "text"', None),
}  # fmt: skip
MEDIUM = (100, 30)
"""Without the section at the right, which is drawn in its own time."""
WAYS = (
    tuple(QUESTIONS),
    tuple(reversed(QUESTIONS)),
    # From each kind to another, and to the same by way of it.
    ("about", "name", "open", "layers", "last", "kind", "hostile", "parts", "story", "made", "long",
     "uses", "size", "home", "file", "open", "other", "kind", "about", "word", "name"),
)  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A card with an answer of every kind."""
    asked = "".join(
        f'[[section.question]]\nid = "{name}"\nask = "What of {name}?"\n{keys}\n'
        for name, (keys, _) in QUESTIONS.items()
    )
    session = new_session(bank_of(BANK + asked), str(tmp_path / "card.toml"))
    for name, (_, value) in QUESTIONS.items():
        if value is not None:
            session.set_value(name, value, {"other": "a third"} if name == "other" else None)
    session.save()
    return session


async def look_of(pilot: Pilot[None]) -> str:
    """The screen, once all of it is drawn. Whether all is saved is not looked at."""
    await until(pilot, lambda: bool(interview(pilot).query(Outline)))
    interview(pilot).query_one(KeyHints).saved = "saved"
    await pilot.pause()
    await pilot.pause()
    return re.sub(r"terminal-\d+-", "", await picture(pilot))


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(WAYS[0], marks=pytest.mark.thorough),
        pytest.param(WAYS[1], marks=pytest.mark.thorough),
        WAYS[2],
    ],
    ids=["on", "back", "across"],
)
async def test_it_looks_as_if_the_card_had_been_opened_there(
    way: tuple[str, ...], session: Session
) -> None:
    """Whatever was shown before: text, cursor, example, keys, what is said about the answer."""
    fresh = {}
    for name in dict.fromkeys(way):
        async with running(session, MEDIUM, at=name) as pilot:
            fresh[name] = await look_of(pilot)
    async with running(session, MEDIUM, at=way[0]) as pilot:
        for before, name in pairwise(way):
            await interview(pilot)._moving.leave_for(name)
            assert await look_of(pilot) == fresh[name], f"{name} behind {before}"
    assert session.is_saved()


async def test_what_was_typed_elsewhere_cannot_be_undone_here(session: Session) -> None:
    """A text area that shows another answer has forgotten what was typed in it before."""
    async with running(session, MEDIUM, at="about") as pilot:
        await typed(pilot, "more")
        await interview(pilot)._moving.leave_for("story")
        await press(pilot, "ctrl+z", "ctrl+z")
        assert interview(pilot).query_one(TextArea).text == ""
        await typed(pilot, "x")
        await interview(pilot)._moving.leave_for("about")
    assert session.card.answers["story"].value == "x\n"
    assert session.card.answers["about"].value == "One.\n\nTwo.\nmore\n"
