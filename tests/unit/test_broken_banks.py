"""The corpus of broken banks: every slip is told where it is, in words, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.broken_banks import accept, broken_banks, expected, said

CORPUS = broken_banks()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_is_said_of_a_broken_bank(path: Path, request: pytest.FixtureRequest) -> None:
    """All that a person sees: every problem in the order of the file, and what is underlined."""
    if request.config.getoption("--update-corpus"):
        accept(path)
    text = path.read_text("utf-8")
    assert expected(text), "a broken bank says what is expected of it"
    assert said(text) == expected(text)


def test_the_corpus_is_large_and_no_two_banks_are_alike() -> None:
    """Each file shows a slip of its own."""
    assert len(CORPUS) >= 200
    bodies = {path.read_text("utf-8").split("\n", 1)[1] for path in CORPUS}
    assert len(bodies) == len(CORPUS)
