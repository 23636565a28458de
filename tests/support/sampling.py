"""What the ordinary run takes of many cases; `--thorough` takes them all."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from typing import TypeVar

import pytest
from _pytest.mark.structures import ParameterSet

T = TypeVar("T")
THOROUGH = "CARDTUI_TESTS_THOROUGH"
"""Set where `--thorough` is asked for, before any test is read."""


def examples(most: int) -> int:
    """How many examples hypothesis draws: so many, of which the ordinary run takes a third."""
    return most if os.environ.get(THOROUGH) else min(most, max(most // 3, 15))


def one_in(number: int, cases: Iterable[T]) -> list[ParameterSet]:
    """The cases, of which the ordinary run takes the first, and every so many after it."""
    return [
        pytest.param(case, marks=[pytest.mark.thorough] if place % number else [])
        for place, case in enumerate(cases)
    ]


def those_in(sample: Container[T], cases: Iterable[T]) -> list[ParameterSet]:
    """The cases, of which the ordinary run takes a sample."""
    return [
        pytest.param(case, marks=[] if case in sample else [pytest.mark.thorough]) for case in cases
    ]
