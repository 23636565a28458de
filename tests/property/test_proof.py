"""The prover against brute force, on small random banks."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from cardtui.condition.outcomes import TRUE
from cardtui.interview.relevance import conditions_of_section
from cardtui.proof.prover import Prover, Shown
from support.banks import RandomBank, random_banks
from support.brute_force import found_by_brute_force, ways_to_answer

MOST_WAYS = 3000


def counts(shown: Shown) -> dict[int, int]:
    """What was found, each with the fewest answers."""
    assert shown.is_whole, shown.left_out
    return {outcome: way.count for outcome, way in shown.outcomes.items()}


def agree(random_bank: RandomBank) -> None:
    found = found_by_brute_force(random_bank)
    bank = random_bank.loaded()
    prover = Prover(bank)
    own = bank.expressions
    for section in bank.sections:
        around = conditions_of_section(bank, section)
        if section.id in own.sections:
            shown = prover.condition(around[:-1], own.sections[section.id])
            assert counts(shown) == found.sections.get(section.id, {}), section.id
        for question in section.questions:
            shown = prover.condition(around, own.questions.get(question.id))
            assert counts(shown) == found.questions.get(question.id, {}), question.id
            fewest = found.relevant.get(question.id)
            assert counts(shown).get(TRUE) == fewest
            for column in question.columns:
                if condition := own.columns.get((question.id, column.id)):
                    shown = prover.column(question.id, column.id, condition)
                    expected = found.columns.get((question.id, column.id), {})
                    assert counts(shown) == expected, column.id


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(random_banks(5, ("bool", "select", "multiselect", "integer", "text", "list")))
def test_questions(bank: RandomBank) -> None:
    """."""
    assume(ways_to_answer(bank) <= MOST_WAYS)
    agree(bank)


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(random_banks(3, ("bool", "table")))
def test_tables(bank: RandomBank) -> None:
    """."""
    assume(ways_to_answer(bank) <= 6000)
    agree(bank)
