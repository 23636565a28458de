"""A bar on standard error for what takes longer than a second, where a person looks on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

import click

from cardtui.cli.verbosity import is_quiet

Item = TypeVar("Item")
_PATIENCE = 1.0
"""Seconds after which a person wants to know how far it is."""


def with_progress(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items one by one. There is no bar into a pipe, nor between lines of output on a screen."""
    if not sys.stderr.isatty() or sys.stdout.isatty() or is_quiet():
        yield from items
        return
    begun = monotonic()
    done = 0
    for item in items:
        if monotonic() - begun > _PATIENCE:
            break
        yield item
        done += 1
    if done < len(items):
        with click.progressbar(length=len(items), label=what, file=sys.stderr) as bar:
            bar.update(done)
            for item in items[done:]:
                yield item
                bar.update(1)
