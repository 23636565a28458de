"""What the ordinary run takes of many cases; `--thorough` takes them all."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TypeVar

import pytest
from _pytest.mark.structures import ParameterSet

T = TypeVar("T")


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
