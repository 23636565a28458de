"""A sample of the fuzzing, in the ordinary run. The command says how to run more of it."""

from __future__ import annotations

import fuzz.banks
import fuzz.cards
import fuzz.projects
import fuzz.translations
from fuzz.app import KEYS, round_of
from fuzz.conditions import fuzz as fuzz_conditions
from fuzz.conditions import inputs


def test_any_text_is_a_condition_or_an_error_in_words() -> None:
    """2,000 slips, soups and noises: each is an error that can be shown, or can be evaluated."""
    counts = fuzz_conditions(2000, seed=2)
    assert min(counts.values()) > 200
    assert set(counts) == {
        "ConditionSyntaxError",
        "ConditionTypeError",
        "a condition",
        "a suggestion",
    }


def test_the_same_seed_gives_the_same_inputs() -> None:
    """What has been found can be found again."""
    assert list(inputs(50, seed=7)) == list(inputs(50, seed=7))
    assert list(fuzz.banks.banks(50, seed=7)) == list(fuzz.banks.banks(50, seed=7))
    assert list(fuzz.cards.cards(50, seed=7)) == list(fuzz.cards.cards(50, seed=7))
    for made in (fuzz.projects.files, fuzz.translations.translations):
        assert list(made(50, seed=7)) == list(made(50, seed=7))


def test_any_key_can_be_pressed_anywhere() -> None:
    """A short round; the keys are those that the app declares, but for that which ends it."""
    assert sum(round_of(3, steps=40).values()) > 40
    assert {"ctrl+p", "f12", "slash"} <= set(KEYS)
    assert "ctrl+q" not in KEYS


def test_any_file_is_a_bank_or_refused_in_words() -> None:
    """100 mutants of banks; of one in twenty that loads, all that is printed is looked at."""
    figures = fuzz.banks.fuzz(100, seed=3, every=20)
    assert min(figures.counts["loaded"], figures.counts["refused"]) > 20


def test_any_file_is_a_card_or_refused_in_words() -> None:
    """100 mutants of cards, likewise."""
    figures = fuzz.cards.fuzz(100, seed=3, every=20)
    assert min(figures.counts["loaded"], figures.counts["refused"]) > 20


def test_any_file_is_a_project_or_a_lock_or_refused_in_words() -> None:
    """100 mutants of both, likewise."""
    figures = fuzz.projects.fuzz(100, seed=3, every=20)
    assert min(figures.counts["loaded"], figures.counts["refused"]) > 20


def test_any_file_is_a_translation_or_refused_in_words() -> None:
    """100 mutants of translations, likewise."""
    figures = fuzz.translations.fuzz(100, seed=3, every=20)
    assert min(figures.counts["loaded"], figures.counts["refused"]) > 20
