"""The prover against brute force, on small random banks."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from cardtui.condition.outcomes import TRUE
from cardtui.files.reading import TextFile
from cardtui.proof.report import check_bank, report_on_tests
from support.banks import RandomBank, bank_of, random_banks
from support.brute_force import Found, found_by_brute_force, ways_to_answer
from support.proof import found_by_proof, require_ways_that_lead_there
from support.sampling import examples

MOST_WAYS = 2000
MOST_ROWS = 4
"""One more than a random condition counts to."""
SIMPLE = ("bool", "select", "multiselect", "integer", "text", "date", "list")
rarely_small = settings(
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None
)


@settings(rarely_small, max_examples=examples(25))
@given(random_banks(4, (*SIMPLE, "note")))
def test_what_is_shown_of_conditions_is_what_is_there(bank: RandomBank) -> None:
    """Never asked, always asked and the fewest answers are as all ways to answer say."""
    loaded = bank.loaded()
    assume(ways_to_answer(loaded) <= MOST_WAYS)
    found = found_by_brute_force(loaded)
    assert found_by_proof(loaded) == found
    report = check_bank(loaded, TextFile("bank.toml", bank.toml))
    assert all(finding.rule != "not-proved" for finding in report.findings)
    named = {rule: [f for f in report.findings if f.rule == rule] for rule in RULES}
    assert {rule: len(said) for rule, said in named.items()} == expected(bank, found)
    assert {name: reached.is_asked for name, reached in report.questions.items()} == {
        name: name in found.relevant for name in bank.questions
    }


RULES = ("never-asked", "always-asked")


def expected(bank: RandomBank, found: Found) -> dict[str, int]:
    """How many conditions can never be true, or are never anything else, by brute force."""
    own = [s.id for s in bank.sections if s.when] + [q for q, a in bank.questions.items() if a.when]
    seen = [set(found.conditions[name]) for name in own if name in found.conditions]
    return {
        "never-asked": sum(TRUE not in outcomes for outcomes in seen),
        "always-asked": sum(outcomes == {TRUE} for outcomes in seen),
    }


@settings(rarely_small, max_examples=examples(15))
@given(random_banks(3, ("bool", "table")))
def test_what_is_shown_of_tables_is_what_is_there(bank: RandomBank) -> None:
    """The same for the rows of tables, and for columns that branch."""
    loaded = bank.loaded()
    assume(ways_to_answer(loaded, MOST_ROWS) <= 2 * MOST_WAYS)
    assert found_by_proof(loaded) == found_by_brute_force(loaded, MOST_ROWS)


@settings(max_examples=examples(50))
@given(random_banks(7))
def test_every_way_leads_to_where_it_says(bank: RandomBank) -> None:
    """Large banks too: with the answers of a way a condition is what it was found to be."""
    require_ways_that_lead_there(bank.loaded())


@settings(max_examples=examples(60))
@given(random_banks(7))
def test_a_bank_with_the_tests_that_it_lacks_lacks_none(bank: RandomBank) -> None:
    """Each test that is asked for can be copied into the bank: it passes, and takes its branch."""
    lacking = report_on_tests(bank.loaded(), TextFile("bank.toml", bank.toml))
    assert not lacking.failures
    tests = ""
    for finding in lacking.untested:
        keys = finding.fix.removeprefix("add a `[[test]]` with ")
        for expectation in ("asks", "skips"):
            keys = keys.replace(f" and {expectation} = ", f"\n{expectation} = ")
        tests += f'[[test]]\nname = "{len(tests)}"\n{keys}\n'
    complete = bank_of(bank.toml + tests)
    report = report_on_tests(complete, TextFile("bank.toml", bank.toml + tests))
    assert report.failures == ()
    assert report.untested == ()
    assert report.passed == len(lacking.untested)
