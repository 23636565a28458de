"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("cardtui", deadline=None, derandomize=True)
settings.load_profile("cardtui")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How pictures and messages are accepted after they have been looked at."""
    parser.addoption(
        "--update-pictures",
        action="store_true",
        help="write the pictures in snapshots/ anew instead of comparing them",
    )
    parser.addoption(
        "--update-corpus",
        action="store_true",
        help="write what is said of the broken banks in tests/corpus/ anew",
    )
