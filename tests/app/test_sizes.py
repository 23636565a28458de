"""The screens in terminals that are very small and very large, as pictures of the product."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cardtui.app.widgets.reader import Reader
from support.distilbert import distilbert_session
from support.pilot import drawn, interview, picture, press, running, until

SamePicture = Callable[[str, str], None]
TINY, SMALL, HUGE = (40, 12), (60, 20), (200, 60)
SCREENS = {
    "choice": ("compression", ()),
    "long-text": ("overview", ()),
    "table": ("results", ()),
    "number": ("quantization_bits", ()),
    "outline": ("compression", ("f5",)),
    "overview": ("compression", ("f7",)),
    "card": ("compression", ("f6",)),
    "why": ("quantization_bits", ("f1",)),
    "row": ("results", ("e",)),
    "reason": ("latency", ("f2",)),
    "search": ("compression", ("ctrl+f",)),
    "reading": ("compression", ("f11",)),
    "export": ("compression", ("f12",)),
}
"""What is seen, the question that it is seen at, and the keys that lead there."""


async def settled(pilot: Pilot[None]) -> None:
    """Wait until what is in front and what is behind it are drawn."""
    await drawn(pilot)
    for reader in pilot.app.screen.query(Reader):
        await until(pilot, lambda reader=reader: reader.is_whole)
    await until(pilot, lambda: not list(pilot.app.workers))


@pytest.mark.parametrize(
    "size",
    [TINY, SMALL, pytest.param(HUGE, marks=pytest.mark.thorough)],
    ids=["40x12", "60x20", "200x60"],
)
@pytest.mark.parametrize("what", SCREENS)
async def test_a_screen(
    what: str,
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is cut without a sign of it, and what is asked and its answer can be seen."""
    monkeypatch.chdir(tmp_path)
    question, keys = SCREENS[what]
    async with running(distilbert_session(Path()), size=size, at=question) as pilot:
        await drawn(pilot)
        await press(pilot, *keys)
        await settled(pilot)
        assert interview(pilot).current in {question, None}
        same_picture(f"size-{what}-{size[0]}x{size[1]}", await picture(pilot))
