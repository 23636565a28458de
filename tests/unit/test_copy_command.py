"""`cardtui copy`, and what scripts can do with answers that wait for a person."""

from __future__ import annotations

import json
from pathlib import Path

from cardtui.card.file import read_card
from cardtui.card.model import COPIED
from support.commands import Result


def test_an_answer_does_not_choose_between_two_versions(run) -> None:
    """A script does not know the other one: it stays, and what takes it away is told."""
    run("set", "card.toml", "name=x")
    with open("card.toml", "a", encoding="utf-8") as file:
        file.write('\n[conflicts.name]\nvalue = "y"\n')
    assert run("set", "card.toml", "name=z") == Result(
        0,
        "",
        "cardtui: card.toml: name: kept, and the other version is there still; "
        "take [conflicts.name] out of the file, or open it and choose\n",
    )
    assert '[conflicts.name]\nvalue = "y"' in Path("card.toml").read_text(encoding="utf-8")


def test_a_copy_waits_to_be_confirmed(run) -> None:
    """Its answers are there and marked, its id is its own, and the old card is as it was."""
    run("set", "card.toml", "name=v1", "layers=6", "--unknown", "page")
    before = Path("card.toml").read_bytes()
    result = run("copy", "card.toml", "next.toml")
    assert "next.toml: 3 answers to confirm" in result.err
    assert Path("card.toml").read_bytes() == before
    old, new = read_card("card.toml").card, read_card("next.toml").card
    assert old.id != new.id
    assert {answer.asked for answer in new.answers.values()} == {COPIED}
    assert "answered, but it comes from another card" in run("status", "next.toml").out
    run("set", "next.toml", "name=v1")
    assert json.loads(run("status", "next.toml", "--json").out)["reconfirm"] == ["layers", "page"]
    assert run("copy", "card.toml", "next.toml").code == 2


def test_a_card_with_two_versions_of_an_answer_is_not_copied(run) -> None:
    """Only a person can choose."""
    run("set", "card.toml", "name=v1")
    with open("card.toml", "a", encoding="utf-8") as file:
        file.write('\n[conflicts.name]\nvalue = "v2"\n')
    result = run("copy", "card.toml", "next.toml")
    assert "nobody has chosen yet between two versions of name" in result.err
    assert not Path("next.toml").exists()


def test_the_same_rows_confirm_a_copied_table(run) -> None:
    """As the same text does."""
    run("set", "card.toml", 'results:=[{"metric": "f1"}]')
    run("copy", "card.toml", "next.toml")
    run("set", "next.toml", 'results:=[{"metric": "f1"}]')
    assert json.loads(run("status", "next.toml", "--json").out)["reconfirm"] == []
