"""A card whose bank is extended by the one that it is opened under."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.changes import ChangesScreen
from cardtui.app.screens.interview import InterviewScreen
from cardtui.card.file import read_card
from cardtui.sharing.opening import open_or_start
from support.extending import base, question, section, top
from support.pilot import press, until, until_saved

CARD = """\
format = 1
id = "0192f0c8-0000-7000-8000-000000000000"
bank = { id = "base", version = "1.0.0" }

[answers.x]
value = "yes"
"""


def files(folder: Path) -> tuple[str, str]:
    """A card, and a bank on top of its own."""
    (folder / "base.toml").write_text(base(section("only"), question("x")))
    (folder / "team.toml").write_text(
        top(section("ours"), question("y"), extends='"base.toml"'), encoding="utf-8"
    )
    (folder / "card.toml").write_text(CARD)
    return str(folder / "card.toml"), str(folder / "team.toml")


async def test_what_extends_the_bank_of_a_card_is_shown_first(tmp_path: Path) -> None:
    """Nothing is written before someone goes on; then the card names the bank on top."""
    card, team = files(tmp_path)
    app = CardtuiApp(open_or_start(card, team))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ChangesScreen))
        said = "\n".join(str(static.content) for static in app.screen.query(Static))
        assert 'answers "Base" 1.0.0, which "Team" extends' in said
        assert 'the card answers "Team" (team 1.0.0) from now on' in said
        assert Path(card).read_text() == CARD
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await until_saved(pilot)
    stored = read_card(card).card
    assert (stored.bank.id, stored.answers["x"].value) == ("team", "yes")


async def test_what_an_extended_bank_renames_is_shown(tmp_path: Path) -> None:
    """The bank on top has the version that it had."""
    card, team = files(tmp_path)
    Path(card).write_text(CARD.replace('"base"', '"team"'))
    newer = '[[migration]]\nfrom = "<2"\nrename = { x = "z" }\n' + section("only") + question("z")
    (tmp_path / "base.toml").write_text(base(newer, version="2.0.0"))
    app = CardtuiApp(open_or_start(card, team))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ChangesScreen))
        said = "\n".join(str(static.content) for static in app.screen.query(Static))
        assert 'answers "Team", and the banks that this one extends have changed' in said
        assert "`x` is now `z`" in said
        await press(pilot, "escape")
        await until(pilot, lambda: app._exit)
