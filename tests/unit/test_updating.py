"""What becomes of each answer of a card under a newer version of its bank."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.card.model import Answer, Card
from cardtui.interview.updating import Effect, Fate, Update
from support.banks import bank_of, card_of

QUESTIONS = """
[[section]]
id = "only"
title = "Only"
[[section.question]]
id = "deep"
type = "bool"
ask = "Is it deep?"
[[section.question]]
id = "bits"
type = "integer"
ask = "How many bits?"
"""
NAME = '[[section.question]]\nid = "name"\ntype = "text"\nask = "Which?"\n'


def bank(text: str, version: str = "2.0.0") -> Bank:
    return bank_of(f'format = 1\nid = "example"\nversion = "{version}"\ntitle = "B"\n{text}')


OLD = bank(QUESTIONS, "1.0.0")


def fates(effect: Effect) -> dict[str, Fate]:
    return {answer.question: answer.fate for answer in effect.answers}


def effect(new: str, answers: Mapping[str, object], old: Bank = OLD) -> Effect:
    return Update(old, bank(new)).effect_on(card_of(answers))


def test_a_check_that_fails_leaves_an_answer_that_does_not_fit() -> None:
    """With the words of the check; a warning is only to be looked at."""
    check = (
        'ask = "How many bits?"\ncheck = [{ that = "value < 8", message = "Few.", level = "%s" }]'
    )
    for level, fate in (("error", Fate.MISFIT), ("warning", Fate.WARNING)):
        new = QUESTIONS.replace('ask = "How many bits?"', check % level)
        (answer,) = effect(new, {"bits": 8}).answers
        assert (answer.fate, answer.why) == (fate, ("Few.",))


def test_what_was_wrong_before_is_not_told_again() -> None:
    """It stays as it is: the newer bank has nothing to do with it."""
    assert fates(effect(QUESTIONS, {"bits": "eight"})) == {"bits": Fate.STAYS}


def test_a_new_condition_sets_an_answer_aside() -> None:
    """And one that is gone brings it back; what is aside under both stays."""
    new = QUESTIONS.replace('type = "integer"', 'type = "integer"\nwhen = "deep"')
    answers = {"deep": False, "bits": 8}
    assert fates(effect(new, answers))["bits"] is Fate.SET_ASIDE
    conditional = bank(new, "1.0.0")
    assert fates(effect(QUESTIONS, answers, conditional))["bits"] is Fate.RETURNS
    assert fates(effect(new, answers, conditional))["bits"] is Fate.STAYS


def test_a_retired_answer_comes_back_with_its_question() -> None:
    """As opening the card does."""
    card = replace(card_of({}), retired={"name": Answer("BERT")})
    effect = Update(OLD, bank(QUESTIONS + NAME)).effect_on(card)
    assert fates(effect) == {"name": Fate.RETURNS}


def test_a_question_that_is_gone_retires_its_answer() -> None:
    """One that is a note alone is no answer; the card of the same version keeps it where it is."""
    old = bank(QUESTIONS + NAME, "1.0.0")
    answers = {"name": Answer("BERT"), "deep": True}
    found = effect(QUESTIONS, answers, old)
    assert fates(found) == {"deep": Fate.STAYS, "name": Fate.RETIRED}
    assert [answer.label for answer in found.answers] == ["Deep", "Name"]
    assert fates(effect(QUESTIONS, {"name": Answer(note="ask")}, old)) == {}
    same = Update(old, bank(QUESTIONS, "1.0.0")).effect_on(card_of(answers))
    assert fates(same) == {"deep": Fate.STAYS, "name": Fate.UNASKED}
    assert same.changes == ()


def test_what_is_reworded_is_confirmed_again_unless_it_was_to_be() -> None:
    """A copied answer was to be confirmed already."""
    new = QUESTIONS.replace("How many bits?", "How many bits per weight?")
    old_print = Answer(8, asked="0badf00d")
    card = card_of({"bits": old_print})
    assert fates(Update(bank(new, "1.0.0"), bank(QUESTIONS)).effect_on(card)) == {
        "bits": Fate.STAYS
    }
    asked = Answer(8, asked=fingerprint(OLD.questions["bits"]))
    assert fates(effect(new, {"bits": asked})) == {"bits": Fate.CONFIRM}


def test_open_questions_are_newly_asked_or_newly_required() -> None:
    """Progress is told before and after."""
    new = QUESTIONS.replace('type = "integer"', 'type = "integer"\nrequired = true') + NAME
    found = effect(new, {"deep": True})
    assert found.newly_asked == ("name",)
    assert found.newly_required == ("bits",)
    assert (str(found.before), str(found.after)) == ("1 of 2", "1 of 3")
    assert effect(new, {"bits": 8}).newly_required == ()


def test_a_card_of_a_newer_version_is_left_as_it_is() -> None:
    """And the notice says so."""
    card = card_of({"deep": True})
    newer = replace(card, bank=replace(card.bank, version="3.0.0"))
    found = Update(OLD, bank(QUESTIONS)).effect_on(newer)
    assert "this card answers version 3.0.0" in found.notice
    assert found.version == "3.0.0"


def test_no_card_is_changed() -> None:
    """It is told of it, and nothing more."""
    card = Card("c", card_of({}).bank, {"bits": Answer(8)})
    Update(OLD, bank(QUESTIONS)).effect_on(card)
    assert card == Card("c", card_of({}).bank, {"bits": Answer(8)})
