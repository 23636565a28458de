"""`cardtui bank diff`: what it prints of two versions of a bank and of the cards that answer it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result, run_cardtui
from support.versions import CARD, NEWER, OLDER

Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `cardtui` beside two versions of a bank and a card of the older one."""
    for name, text in (("old.toml", OLDER), ("new.toml", NEWER), ("card.toml", CARD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_cardtui(capsys, "bank", "diff", *arguments)


BANKS = """\
team 1.2.0 -> team 2.0.0

May leave answers that do not fit, or have no question:
  Bits: wants a whole number instead of a text
  Results: has no column Remark any more
  Cloud: not asked any more

Asks to confirm answers that are there:
  Name: asks "What is the model called, in full?" instead of "What is it called?"

Changes words, order, suggestions or print:
  Bits: `quant_bits` is now `quantization_bits`
  Compression: option `quant` is now `quantization`
  Results: column `metric` is now `measure`
"""
OF_CARD = """
card.toml: 5 of 5 -> 4 of 4
  `quant_bits` is now `quantization_bits`
  `hardware_cloud` is not asked any more: its answer ("AWS") is kept under [retired]
  Results: `remark` not asked any more, the cells are kept under [retired]
  Results: column `metric` is now `measure`
  Compression: `quant` is now `quantization`
  Bits: "8" is read as 8
  to confirm again: Name and Bits
  2 answers stay
"""


def test_differences_are_grouped_by_what_they_mean(run: Run) -> None:
    """The heaviest first, and the code says that there are some."""
    assert run("old.toml", "new.toml") == Result(1, BANKS, "")


def test_a_card_is_told_what_becomes_of_it(run: Run) -> None:
    """And is not touched."""
    assert run("old.toml", "new.toml", "card.toml") == Result(1, BANKS + OF_CARD, "")
    assert Path("card.toml").read_text(encoding="utf-8") == CARD


def test_the_same_bank_is_the_same(run: Run) -> None:
    """Whatever stands in its comments."""
    Path("again.toml").write_text(f"# ours\n{OLDER}", encoding="utf-8")
    said = "team 1.2.0: nothing that is asked, taken or printed differs\n"
    assert run("old.toml", "again.toml") == Result(0, said, "")


def test_what_does_not_fit_is_told_with_why(run: Run) -> None:
    """Beside what is newly asked, and required."""
    newer = NEWER.replace(
        'id = "quantization_bits"\ntype = "integer"',
        'id = "quantization_bits"\ntype = "integer"\n'
        'check = [{ that = "value < 8", message = "Below 8 bits." }]',
    ).replace(
        "[[migration]]",
        '[[section.question]]\nid = "license"\ntype = "text"\nask = "Which?"\nrequired = true\n'
        '[[section.question]]\nid = "seed"\ntype = "integer"\nask = "Which?"\n[[migration]]',
    )
    Path("new.toml").write_text(newer, encoding="utf-8")
    out = run("old.toml", "new.toml", "card.toml").out
    assert out.endswith(
        "  does not fit any more: Bits: Below 8 bits.\n"
        "  to confirm again: Name\n"
        "  newly asked: License (required) and Seed\n"
        "  2 answers stay\n"
    )
    assert "card.toml: 5 of 5 -> 4 of 6\n" in out


def test_what_is_open_and_required_only_now_is_told(run: Run) -> None:
    """It stands in the way of a complete card."""
    card = CARD[: CARD.index("[answers.name]")]
    Path("card.toml").write_text(card, encoding="utf-8")
    newer = OLDER.replace('label = "Name"', 'label = "Name"\nrequired = true').replace(
        'version = "1.2.0"', 'version = "1.3.0"'
    )
    Path("new.toml").write_text(newer, encoding="utf-8")
    out = run("old.toml", "new.toml", "card.toml").out
    assert out.endswith("card.toml: 0 of 5\n  required now: Name (required)\n")


def test_versions_that_migrate_no_card_are_told(run: Run) -> None:
    """The same number for another bank, and the older one as the new one."""
    Path("new.toml").write_text(NEWER.replace('"2.0.0"', '"1.2.0"'), encoding="utf-8")
    out = run("old.toml", "new.toml", "card.toml").out.splitlines()
    assert out[1] == "Both are the same version: cards are not migrated until it is raised."
    assert "  has no question: Bits and Cloud" in out
    Path("new.toml").write_text(NEWER, encoding="utf-8")
    Path("card.toml").write_text(CARD.replace('"1.2.0"', '"2.0.0"'), encoding="utf-8")
    out = run("new.toml", "old.toml", "card.toml").out.splitlines()
    assert out[1] == "1.2.0 is the older one: cards that answer 2.0.0 are left as they are."
    assert any("this card answers version 2.0.0" in line for line in out)


def test_cards_of_a_bank_that_extends_others_follow_those(run: Run) -> None:
    """Its own version has no say in that."""
    ours = 'format = 1\nid = "ours"\nversion = "1.0.0"\ntitle = "Ours"\nextends = ["../%s.toml"]\n'
    for name in ("old", "new"):
        Path(f"on_{name}").mkdir()
        Path(f"on_{name}/bank.toml").write_text(ours % name, encoding="utf-8")
    card = CARD.replace('"team"', '"ours"').replace('"1.2.0"', '"1.0.0"')
    Path("card.toml").write_text(card, encoding="utf-8")
    out = run("on_old", "on_new", "card.toml").out
    said = "Both are the same version: cards follow the banks that it extends, not its own [[migration]]."
    assert out.splitlines()[1] == said
    assert "`quant_bits` is now `quantization_bits`" in out


def test_json_is_for_programs(run: Run) -> None:
    """The same, with ids."""
    result = run("old.toml", "new.toml", "card.toml", "--json")
    record = json.loads(result.out)
    assert result.code == 1
    assert record["old"] == {"id": "team", "version": "1.2.0"}
    assert record["new"] == {"id": "team", "version": "2.0.0"}
    assert record["differences"][0] == {
        "about": "question",
        "kind": "reworded",
        "weight": "confirm",
        "sentence": 'Name: asks "What is the model called, in full?" instead of '
        '"What is it called?"',
        "question": "name",
        "fields": ["ask"],
        "asks_again": True,
    }
    card = record["cards"]["card.toml"]
    assert card["progress"]["after"] == {"answered": 4, "relevant": 4, "possible": 4}
    assert {answer["question"]: answer["fate"] for answer in card["answers"]} == {
        "name": "confirm",
        "quantization_bits": "confirm",
        "compression": "stays",
        "results": "stays",
        "hardware_cloud": "retired",
    }
    assert card["newly_asked"] == card["newly_required"] == []
    assert card["version"] == "1.2.0"
    assert len(card["changes"]) == 6
    assert card["notice"] == ""


def test_a_folder_means_the_cards_of_this_bank(run: Run) -> None:
    """A card of another bank is an error only where it is named."""
    other = CARD.replace('id = "team"', 'id = "other"')
    Path("more").mkdir()
    Path("more/a.toml").write_text(other, encoding="utf-8")
    Path("more/b.toml").write_text(CARD, encoding="utf-8")
    result = run("old.toml", "new.toml", "more")
    assert "more/b.toml: 5 of 5 -> 4 of 4" in result.out
    assert "more/a.toml" not in result.out
    result = run("old.toml", "new.toml", "more/a.toml")
    assert result.code == 2
    assert result.out == ""
    assert 'more/a.toml: this card answers the bank "other", not "team"' in result.err


@pytest.mark.parametrize(("old", "new"), [("none.toml", "new.toml"), ("old.toml", "card.toml")])
def test_what_is_no_bank_is_told_in_a_line(run: Run, old: str, new: str) -> None:
    """With the code for what cannot be read."""
    result = run(old, new)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err


def test_what_a_stranger_wrote_commands_no_terminal(run: Run) -> None:
    """Labels of a bank are shown with stand-ins."""
    newer = NEWER.replace('label = "Name"', 'label = "Na\\u001b[31mme\\u202e"')
    Path("new.toml").write_text(newer, encoding="utf-8")
    out = run("old.toml", "new.toml", "card.toml").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "Na\\x1b[31mme\\u202e" in out
