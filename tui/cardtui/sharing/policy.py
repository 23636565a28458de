"""Whether banks may be fetched, and whether the lock has to be complete.

`--offline` and `--frozen`, or `CARDTUI_OFFLINE=1` and `CARDTUI_FROZEN=1` for everything that a
shell or a CI job runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_OFFLINE = "CARDTUI_OFFLINE"
_FROZEN = "CARDTUI_FROZEN"
_forced: list[str] = []
"""What has been asked for on the command line, for as long as the command runs."""


def is_offline() -> bool:
    """Whether nothing may be fetched: banks come from the lock and the cache alone."""
    return _is_on(_OFFLINE)


def is_frozen() -> bool:
    """Whether each bank must be locked or ship with the program, and none may differ from the lock."""
    return _is_on(_FROZEN)


@contextmanager
def offline() -> Iterator[None]:
    """Fetch nothing in here."""
    with _force(_OFFLINE):
        yield


@contextmanager
def frozen() -> Iterator[None]:
    """Take nothing that differs from the lock in here."""
    with _force(_FROZEN):
        yield


@contextmanager
def _force(name: str) -> Iterator[None]:
    _forced.append(name)
    try:
        yield
    finally:
        _forced.remove(name)


def _is_on(name: str) -> bool:
    return name in _forced or os.environ.get(name, "") not in {"", "0"}
