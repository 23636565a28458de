"""Pictures of screens, kept in the top-level folder `snapshots/` under names of their own.

pytest-textual-snapshot was weighed: it names files after tests and keeps them beside these, and
the README needs names that say what is in a picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"
_RANDOM_ID = re.compile(r"\bterminal-\d+-")


@pytest.fixture
def same_picture(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str, str], None]:
    """`same_picture(name, svg)` fails where the screen is not the accepted `snapshots/NAME.svg`."""
    update = bool(request.config.getoption("--update-pictures"))

    def compare(name: str, svg: str) -> None:
        actual = _RANDOM_ID.sub("terminal-", svg)
        accepted = SNAPSHOTS / f"{name}.svg"
        if update:
            accepted.write_text(actual, encoding="utf-8")
            return
        if not accepted.exists() or accepted.read_text(encoding="utf-8") != actual:
            shown = tmp_path / accepted.name
            shown.write_text(actual, encoding="utf-8")
            pytest.fail(f"not as in {accepted}: look at {shown}, accept by --update-pictures")

    return compare
