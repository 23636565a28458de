"""The person at the keyboard: where their settings are, and that they are no newcomer."""

from __future__ import annotations

from pathlib import Path

from cardtui.app.first_run import MARKER

SETTINGS = Path("config", "cardtui", "config.toml")
"""In the home of a person."""


def folders_of_a_person(home: Path) -> dict[str, str]:
    """The environment of somebody who lives in `home` and has opened the app before."""
    opened = home / "state" / "cardtui" / MARKER
    opened.parent.mkdir(parents=True)
    opened.touch()
    return newcomer(home)


def newcomer(home: Path) -> dict[str, str]:
    """The environment of somebody who has not."""
    kinds = ("cache", "config", "state")
    return {f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in kinds}
