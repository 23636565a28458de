"""A bank to be checked, and what the prover says of one, as brute force says it."""

from __future__ import annotations

from cardtui.bank.bank import Bank
from cardtui.condition.outcomes import TRUE
from cardtui.files.reading import TextFile
from cardtui.interview.interview import Interview
from cardtui.proof.places import places_of
from cardtui.proof.prover import Prover, Shown
from cardtui.proof.report import Report, check_bank
from support.banks import HEADER, bank_of, card_of
from support.brute_force import Found

BANK = """\
[[section]]
id = "only"
title = "Only"
[[section.question]]
id = "kind"
type = "select"
ask = "Which kind?"
options = ["a", "b", "c"]
[[section.question]]
id = "parts"
type = "multiselect"
ask = "Which parts?"
allow = ["not_applicable"]
options = ["x", "y", { id = "none", label = "None", exclusive = true }]
[[section.question]]
id = "size"
type = "integer"
ask = "Which size?"
[[section.question]]
id = "title"
type = "text"
ask = "Which title?"
[[section.question]]
id = "results"
type = "table"
ask = "Which results?"
[[section.question.column]]
id = "score"
type = "number"
"""
"""33 lines with the header: what follows begins at line 34."""
COLUMN = BANK + '[[section.question.column]]\nid = "why"\ntype = "text"\nwhen = "%s"\n'
"""The same with a column that branches."""


def report_of(text: str) -> Report:
    """What is found in a bank after its four lines of header."""
    file = TextFile("bank.toml", HEADER + text)
    return check_bank(bank_of(file.text), file)


def found_by_proof(bank: Bank) -> Found:
    """The same as `found_by_brute_force`, from the prover; it must have left out nothing."""
    prover = Prover(bank)
    found = Found()
    own = bank.expressions
    for place in places_of(bank):
        found.conditions[place.name] = _seen(prover.shown(place))
        if place.kind == "question" and TRUE in found.conditions[place.name]:
            found.relevant[place.name] = found.conditions[place.name][TRUE]
        if place.column and place.question is not None:
            key = (place.question.id, place.column)
            for i, check in enumerate(own.cell_checks.get(key, ())):
                found.checks[place.name, i] = _seen(prover.cell_check(*key, check))
        else:
            for i, check in enumerate(own.checks.get(place.name, ())):
                found.checks[place.name, i] = _seen(prover.checks(place.name, [check]))
    return Found(
        {name: seen for name, seen in found.conditions.items() if seen},
        {name: seen for name, seen in found.checks.items() if seen},
        found.relevant,
    )


def _seen(shown: Shown) -> dict[int, int]:
    assert shown.is_whole, shown.left_out
    return {outcome: way.count for outcome, way in shown.outcomes.items()}


def require_ways_that_lead_there(bank: Bank) -> None:
    """Every way that the prover gives leads, in the interview, to where it says."""
    prover, interview = Prover(bank), Interview(bank)
    for place in places_of(bank):
        for outcome, way in prover.shown(place).outcomes.items():
            assert len(way.answers) == way.count
            state = interview.state(card_of(way.answers, bank.id))
            assert set(way.answers) <= state.settled, "no answer that is not asked for"
            for condition in place.around:
                assert condition.outcomes(state.facts, {}) == TRUE
            if place.own is None:
                continue
            if not place.column:
                assert place.own.outcomes(state.facts, {}) == outcome
                continue
            assert place.question is not None
            rows = state.facts[place.question.id]
            assert isinstance(rows, tuple)
            assert any(place.own.outcomes(state.facts, row) == outcome for row in rows)
