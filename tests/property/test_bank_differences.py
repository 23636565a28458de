"""Random pairs of versions of a bank: what is told is what happens, of the bank and of cards."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cardtui.bank.bank import Bank
from cardtui.bank.difference import differences
from cardtui.bank.fingerprint import fingerprint
from cardtui.card.migrate import migrate
from cardtui.card.model import Answer, BankReference, Card
from cardtui.interview.interview import Interview
from cardtui.interview.standing import Standing, standing_of
from cardtui.interview.state import State, Stored
from cardtui.interview.updating import Effect, Fate, Update
from support.bank_versions import Edits, Field, Maker, bank_toml
from support.banks import RandomBank, bank_of, card_of
from support.wild_banks import RandomChoice, Wild, wild_banks

Versions = tuple[Maker, list[Field], Bank, Edits, Bank]
_SEEDS = st.integers(0, 2**32)


def two_versions(seed: int) -> Versions:
    """A random bank, and one that is derived from it with what it says of the first."""
    maker = Maker(Random(seed))
    fields = maker.fields()
    old = bank_of(bank_toml(fields, 1, ""))
    newer, edits = maker.derived(fields, [], Edits())
    return maker, fields, old, edits, bank_of(bank_toml(newer, 2, edits.toml(2)))


def with_version(bank: RandomBank, version: str) -> Bank:
    """A random bank in a version of its own."""
    return bank_of(bank.toml.replace('version = "1.0.0"', f'version = "{version}"'))


def options_of(old: Bank, now: str, edits: Edits) -> set[str]:
    """The options that a question or column had, which is named as it is now."""
    table, _, column = now.partition(".")
    was_table = was(table, set(old.questions), edits.questions)
    question = old.questions[was_table]
    if not column:
        return {option.id for option in question.choices}
    columns = {f"{was_table}.{each.id}": each for each in question.columns}
    before = {f"{was_table}.{name.partition('.')[2]}": new for name, new in edits.columns.items()}
    renamed = {name: new.partition(".")[2] for name, new in before.items() if name in columns}
    stays = f"{was_table}.{column}"
    named = [name for name, new in renamed.items() if new == column]
    field = columns.get(stays if stays not in renamed else "") or columns.get("".join(named[:1]))
    return {option.id for option in field.choices} if field else set()


def was(name: str, known: set[str], renamed: dict[str, str]) -> str:
    """What is called `name` now, as it was called."""
    if name in known and name not in renamed:
        return name
    return next(before for before, now in renamed.items() if now == name)


@given(wild_banks())
def test_a_bank_does_not_differ_from_itself(bank: RandomBank) -> None:
    """Also read twice, and as the next version."""
    assert differences(bank.loaded(), bank.loaded()) == ()
    assert differences(bank.loaded(), with_version(bank, "2.0.0")) == ()


@given(wild_banks(), wild_banks())
def test_any_two_banks_are_told_apart_in_words(one: RandomBank, other: RandomBank) -> None:
    """One line each, and in both directions at once or not at all."""
    there = differences(one.loaded(), with_version(other, "2.0.0"))
    back = differences(with_version(other, "2.0.0"), one.loaded())
    assert bool(there) == bool(back)
    for difference in [*there, *back]:
        assert difference.sentence
        assert "\n" not in difference.sentence


@given(_SEEDS)
def test_what_is_renamed_is_never_new_or_gone(seed: int) -> None:
    """Questions, columns and options: what was not renamed is found by its id."""
    _, _, old, edits, new = two_versions(seed)
    found = differences(old, new)
    told = {(d.about, d.kind, d.question, d.column) for d in found}
    for before, now in edits.questions.items():
        assert ("question", "gone", before, "") not in told or before in new.questions
        assert ("question", "new", now, "") not in told
    for before, now in edits.columns.items():
        # A table of another type has columns that the old bank did not have.
        table, _, column = now.partition(".")
        old_table, _, old_column = before.partition(".")
        had = old_column in {each.id for each in old.questions[old_table].columns}
        assert not had or ("column", "new", table, column) not in told
    options = {(d.kind, d.question, d.column, d.option) for d in found if d.about == "option"}
    for full, renamed in edits.options.items():
        table, _, column = full.partition(".")
        for before, now in renamed.items():
            had = before in options_of(old, full, edits)
            assert not had or ("new", table, column, now) not in options
    kept = set(old.questions).intersection(new.questions) - {*edits.questions, *edits.retired}
    for name in kept - set(edits.questions.values()):
        assert ("question", "gone", name, "") not in told
        assert ("question", "new", name, "") not in told


@given(_SEEDS)
def test_asking_again_is_told_of_those_that_are_asked_again(seed: int) -> None:
    """An answer under the old bank is to be confirmed where a difference of its question says so."""
    _, _, old, _, new = two_versions(seed)
    told = {d.question for d in differences(old, new) if d.asks_again}
    answers = {q.id: Answer(None, "unknown", asked=fingerprint(q)) for q in old}
    card = Card("c", BankReference("b", "1.0.0"), answers)
    state = Interview(new).state(migrate(card, new).card)
    assert set(state.reconfirm) == told.intersection(state.settled)


# Cards


def said(card: Card, state: State) -> Iterator[str]:
    """The questions that have an answer."""
    return (
        name for name in card.answers if state.stored.get(name) not in (None, Stored.UNANSWERED)
    )


def check_effect(effect: Effect, card: Card, old: Bank, new: Bank) -> None:
    """Compare what is told with the card as it is under both banks."""
    opened = migrate(card, new)
    before, after = Interview(old).state(migrate(card, old).card), Interview(new).state(opened.card)
    assert effect.changes == opened.changes
    assert effect.notice == opened.notice
    assert (effect.before, effect.after) == (before.progress, after.progress)
    fates = {a.question: a.fate for a in effect.answers if a.fate not in NO_QUESTION}
    assert set(fates) == set(said(opened.card, after))
    for name, fate in fates.items():
        standing = standing_of(new.questions[name], after)
        if fate is Fate.MISFIT:
            assert standing is Standing.FAILING
        elif fate is Fate.CONFIRM:
            assert standing is Standing.CHANGED or after.findings_of(name)
        elif fate is Fate.SET_ASIDE:
            assert name in after.set_aside
        elif fate is Fate.WARNING:
            assert after.findings_of(name)
    retired = [a.question for a in effect.of_fate(Fate.RETIRED)]
    gone = [n for (t, n), (u, _) in opened.moved.items() if (t, u) == ("answers", "retired")]
    assert set(retired) == {n for n in gone if card.answers[n] != card.answers[n].when_cleared}
    for asked in effect.newly_asked:
        assert asked.question in after.open
        assert after.is_relevant(asked.question)
    assert {asked.question for asked in effect.newly_required} <= {
        n for n in after.open if new.questions[n].required
    }
    if before == after:
        assert not effect.newly_asked


NO_QUESTION = {Fate.RETIRED, Fate.UNASKED}


@given(_SEEDS)
def test_what_is_told_of_a_card_is_what_opening_it_does(seed: int) -> None:
    """Under a bank that renames, retypes and retires; no answer is left out."""
    maker, fields, old, _, new = two_versions(seed)
    card = maker.card(fields, old)
    update = Update(old, new)
    untouched = deepcopy(card)
    effect = update.effect_on(card)
    assert card == untouched
    check_effect(effect, card, old, new)
    whole = {name: a for name, a in card.answers.items() if a != a.when_cleared}
    assert len(effect.answers) <= len(whole)


@given(_SEEDS)
def test_what_is_told_holds_under_conditions_and_checks(seed: int) -> None:
    """Two banks that have nothing to do with each other but their ids."""
    wild = Wild(RandomChoice(Random(seed)))
    first = wild.bank()
    old, new = first.loaded(), with_version(wild.bank(), "2.0.0")
    card = card_of(wild.answers(first))
    check_effect(Update(old, new).effect_on(card), card, old, new)


@given(_SEEDS)
def test_the_same_bank_changes_nothing_of_a_card(seed: int) -> None:
    """All that is answered stays."""
    wild = Wild(RandomChoice(Random(seed)))
    case = wild.case()
    bank = case.bank.loaded()
    effect = Update(bank, bank).effect_on(card_of(case.answers))
    assert {a.fate for a in effect.answers} <= {Fate.STAYS, Fate.UNASKED}
    assert effect.newly_asked == effect.newly_required == ()
    assert effect.before == effect.after
