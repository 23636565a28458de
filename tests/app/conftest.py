"""Pictures of screens, kept in the top-level folder `snapshots/` under names of their own.

pytest-textual-snapshot was weighed: it names files after tests and keeps them beside these, and
the README needs names that say what is in a picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"
_RANDOM_ID = re.compile(r"\bterminal-\d+-")


_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def _parsed_once(
    self: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """The rules of a stylesheet, as Textual keeps them in an app, for all apps of this process."""
    colours = tuple(self._variables.items())
    key = (css, read_from, is_default_rules, tie_breaker, scope, colours)
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, css, read_from, is_default_rules, tie_breaker, scope)
    return _parsed[key]


@pytest.fixture(autouse=True, scope="session")
def _styles_are_read_once() -> Iterator[None]:
    """Reading the styles anew is a tenth of what starting an app takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", _parsed_once)
        yield


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
