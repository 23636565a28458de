"""The prover against brute force, on small random banks."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from support.banks import RandomBank, random_banks
from support.brute_force import found_by_brute_force, ways_to_answer
from support.proof import found_by_proof, require_ways_that_lead_there

MOST_WAYS = 2000
SIMPLE = ("bool", "select", "multiselect", "integer", "text", "date", "list")
rarely_small = settings(
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None
)


@settings(rarely_small, max_examples=25)
@given(random_banks(4, (*SIMPLE, "note")))
def test_what_is_shown_of_conditions_is_what_is_there(bank: RandomBank) -> None:
    """Never asked, always asked and the fewest answers are as all ways to answer say."""
    loaded = bank.loaded()
    assume(ways_to_answer(loaded) <= MOST_WAYS)
    assert found_by_proof(loaded) == found_by_brute_force(loaded)


@settings(rarely_small, max_examples=15)
@given(random_banks(3, ("bool", "table")))
def test_what_is_shown_of_tables_is_what_is_there(bank: RandomBank) -> None:
    """The same for the rows of tables, and for columns that branch."""
    loaded = bank.loaded()
    assume(ways_to_answer(loaded) <= 2 * MOST_WAYS)
    assert found_by_proof(loaded) == found_by_brute_force(loaded)


@settings(max_examples=50)
@given(random_banks(7))
def test_every_way_leads_to_where_it_says(bank: RandomBank) -> None:
    """Large banks too: with the answers of a way a condition is what it was found to be."""
    require_ways_that_lead_there(bank.loaded())
