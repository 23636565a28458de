"""What all tests share."""

from __future__ import annotations

import gc
import os
from itertools import count

import pytest
from hypothesis import settings

from support.person import folders_of_a_person
from support.sampling import THOROUGH, examples

# Each app that a test runs leaves many circles; looking through all of them took a tenth of the time.
gc.set_threshold(50_000, 20, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How pictures and messages are accepted after they have been looked at."""
    parser.addoption(
        "--update-pictures",
        action="store_true",
        help="write the pictures in snapshots/ anew instead of comparing them",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="run also what the ordinary run has a sample of: every theme, every attack, every paste",
    )
    parser.addoption(
        "--update-corpus",
        action="store_true",
        help="write what is said of the broken banks in tests/corpus/ anew",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Say how many examples there are, which the tests take as they are read."""
    if config.getoption("--thorough"):
        os.environ[THOROUGH] = "1"
    settings.register_profile(
        "cardtui", deadline=None, derandomize=True, max_examples=examples(100)
    )
    settings.load_profile("cardtui")


def pytest_xdist_auto_num_workers() -> int:
    """Two processes for each core: the app and the programs in terminals wait half of the time."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is thorough, unless it is asked for."""
    if config.getoption("--thorough"):
        return
    thorough = [item for item in items if item.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=thorough)
    items[:] = [item for item in items if not item.get_closest_marker("thorough")]


_HOMES = count()


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders for settings and state that are of this test alone."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_HOMES)}"
    for name, folder in folders_of_a_person(home).items():
        monkeypatch.setenv(name, folder)
    monkeypatch.delenv("CARDTUI_LANGUAGE", raising=False)
