"""Cards under banks that extend others: of the extended bank, and of the one on top."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.card.file import CardFile, card_in, unsaved_card
from cardtui.card.merge_file import merge_files
from cardtui.card.migrate import migrate
from cardtui.card.model import BankReference, Card
from cardtui.errors import CardError
from cardtui.files.reading import TextFile
from cardtui.interview.session import Session, require_bank
from support.banks import card_of
from support.extending import bank_on, base, question, section, top

OLD = base(section("only"), question("bits"), question("cloud"), question("kind"))
NEW = base(
    '[[migration]]\nfrom = "<2"\nrename = { bits = "size" }\nretire = ["cloud"]\n'
    'values = { kind = { a = "alpha" } }\n',
    section("only"),
    question("size"),
    question("kind", 'options = ["alpha", "beta"]', "select"),
    version="2.0.0",
)
OWN = top(section("ours"), question("owner"))


def card(answers: Mapping[str, object], bank: str, version: str = "1.0.0", sha: str = "") -> Card:
    """A card of a bank."""
    return replace(card_of(answers), bank=BankReference(bank, version, sha))


def answers(found: Card) -> dict[str, object]:
    """The values by question."""
    return {name: answer.value for name, answer in found.answers.items()}


def file_of(found: Card) -> CardFile:
    """The card as a file."""
    return unsaved_card("card.toml", found)


def test_a_card_of_the_extended_bank_becomes_one_of_the_bank_on_top() -> None:
    """Said first, and nothing else changes."""
    bank = bank_on(OLD, OWN)
    migrated = migrate(card({"bits": "8"}, "base"), bank)
    assert migrated.changes == ('the card answers "Team" (team 1.0.0) from now on',)
    assert migrated.base == "Base"
    assert migrated.card.bank == BankReference("team", "1.0.0", bank.sha256)
    assert answers(migrated.card) == {"bits": "8"}


def test_an_older_one_takes_the_migrations_of_the_extended_bank() -> None:
    """By the version that the card names, which is that of the extended bank."""
    migrated = migrate(card({"bits": "8", "cloud": "x", "kind": "a"}, "base"), bank_on(NEW, OWN))
    assert answers(migrated.card) == {"size": "8", "kind": "alpha"}
    assert list(migrated.card.retired) == ["cloud"]
    assert "`bits` is now `size`" in migrated.changes
    assert migrated.version == "1.0.0"


def test_a_newer_one_is_left_as_it_is() -> None:
    """It still answers the extended bank."""
    migrated = migrate(card({"bits": "8"}, "base", "3.0.0"), bank_on(OLD, OWN))
    assert migrated.card.bank.id == "base"
    assert 'answers version 3.0.0 of the bank "base", here is 1.0.0' in migrated.notice


def test_a_card_of_no_version_is_taken_as_it_is() -> None:
    """There is no migration to choose."""
    migrated = migrate(card({"size": "8"}, "base", ""), bank_on(NEW, OWN))
    assert answers(migrated.card) == {"size": "8"}
    assert migrated.card.bank.id == "team"


def test_a_card_follows_what_an_extended_bank_renames() -> None:
    """Although its own bank has the version that it had."""
    before, after = bank_on(OLD, OWN), bank_on(NEW, OWN)
    old = card({"bits": "8", "cloud": "x", "kind": "a", "owner": "us"}, "team", sha=before.sha256)
    assert not migrate(old, before).changes
    migrated = migrate(old, after)
    assert answers(migrated.card) == {"size": "8", "kind": "alpha", "owner": "us"}
    assert migrated.card.bank.sha256 == after.sha256
    assert not migrate(migrated.card, after).changes


def test_a_change_that_no_answer_feels_is_none() -> None:
    """A comment in a file changes its digest, and no card."""
    old = card({"bits": "8"}, "team", sha="ab")
    assert migrate(old, bank_on(OLD + "# new\n", OWN)).card is old


def test_what_is_asked_again_is_not_renamed() -> None:
    """A name that the bank on top has is its own."""
    own = top(section("ours"), question("bits"), question("cloud"))
    bank = bank_on(NEW, own)
    migrated = migrate(card({"bits": "8", "cloud": "x"}, "team", sha="ab"), bank)
    assert answers(migrated.card) == {"bits": "8", "cloud": "x"}


def test_its_own_migrations_come_on_top() -> None:
    """Both in one go where both banks are newer."""
    own = top(
        '[[migration]]\nfrom = "<2"\nrename = { boss = "owner" }\n',
        section("ours"),
        question("owner"),
        version="2.0.0",
    )
    migrated = migrate(card({"bits": "8", "boss": "us"}, "team"), bank_on(NEW, own))
    assert answers(migrated.card) == {"size": "8", "owner": "us"}


def test_answers_to_hidden_questions_are_kept() -> None:
    """Under [retired], from where they come back."""
    bank = bank_on(OLD, top(head='hide = { cloud = "Ours." }'))
    migrated = migrate(card({"cloud": "x"}, "base"), bank)
    assert list(migrated.card.retired) == ["cloud"]


def test_two_versions_of_a_card_come_together_under_the_bank_on_top() -> None:
    """One of them answers it already, the other still the extended bank."""
    bank = bank_on(NEW, OWN)
    head = 'format = 1\nid = "one"\nbank = {{ id = "{}", version = "1.0.0" }}\n'
    before = head.format("base") + '[answers.bits]\nvalue = "8"\n'
    ours = head.format("team") + '[answers.size]\nvalue = "8"\n[answers.owner]\nvalue = "us"\n'
    theirs = before.replace('"8"', '"4"')
    cards = [card_in(TextFile("card.toml", text)) for text in (before, ours, theirs)]
    file, found = merge_files(cards[0], cards[1], cards[2], bank)
    assert answers(found.card) == {"size": "4", "owner": "us"}
    assert file.card.bank.id == "team"
    assert not found.card.conflicts


def test_a_card_of_an_unrelated_bank_is_left_alone() -> None:
    """Migrating says nothing of it: whoever opens it refuses it."""
    other = card({"bits": "8"}, "other")
    assert migrate(other, bank_on(OLD, OWN)).card is other


def test_a_card_of_another_bank_is_refused() -> None:
    """Also where this one extends something."""
    bank: Bank = bank_on(OLD, OWN)
    require_bank(bank, file_of(card({}, "base")))
    require_bank(bank, file_of(card({}, "team")))
    with pytest.raises(CardError, match='this card answers the bank "other", not "team"'):
        require_bank(bank, file_of(card({}, "other")))


def test_a_session_stores_the_bank_on_top() -> None:
    """What is saved names it."""
    session = Session(bank_on(OLD, OWN), file_of(card({"bits": "8"}, "base")))
    assert session.card.bank.id == "team"
    assert session.is_changed_by_opening
