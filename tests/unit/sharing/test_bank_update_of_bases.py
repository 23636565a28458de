"""`cardtui bank update` where banks extend each other: what changes below, and what breaks above."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.cli import streams
from cardtui.files.user_folders import cache_folder
from cardtui.sharing import shipped
from support.commands import Result
from support.repositories import Repository, needs_git

pytestmark = needs_git
Run = Callable[..., Result]


def base(ask: str = "Which weights?", version: str = "1.0.0", question: str = "weights") -> str:
    """A bank with one question."""
    head = f'format = 1\nid = "base"\nversion = "{version}"\ntitle = "Base"\n'
    asked = f'[[section.question]]\nid = "{question}"\ntype = "text"\nask = "{ask}"\n'
    return f'{head}\n[[section]]\nid = "basics"\ntitle = "Basics"\n{asked}'


def renamed() -> str:
    """The next version, in which the question has another id."""
    said = '[[migration]]\nfrom = "<2"\nrename = { weights = "tensors" }\n'
    return base(version="2.0.0", question="tensors") + said


def on_top(extends: str, *parts: str, bank_id: str = "ours") -> str:
    """A bank that extends another, which stands in line 5."""
    head = f'format = 1\nid = "{bank_id}"\nversion = "1.0.0"\ntitle = "Ours"\n'
    return f'{head}extends = ["{extends}"]\n{"".join(parts)}'


def write(name: str, text: str) -> None:
    """A file of the project."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(name="added")
def _added(run: Run) -> Callable[..., None]:
    """Adds banks to the project and answers the question in a card of the last."""

    def add(*names: str) -> None:
        for name in names:
            assert run("bank", "add", name).code == 0
        bank = Path(names[-1]).name
        assert run("set", "card.toml", "weights=yes", "-q", "--bank", bank).code == 0

    return add


Added = Callable[..., None]


# What changes below


def test_another_base_beside_the_bank_is_shown(run: Run, added: Added) -> None:
    """The old bank is read on the base that was locked."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top("../base"))
    added("ours")
    write("base/bank.toml", base("Which files hold the weights?", "2.0.0"))
    result = run("bank", "update", "ours", "--yes")
    assert result.code == 0, result.err
    assert "\nextends base 1.0.0 -> base 2.0.0\n" in result.out
    assert '"Which files hold the weights?"' in result.out
    assert "\ncard.toml: 1 of 1\n" in result.out
    assert "to confirm again: Weights" in result.out
    assert run("get", "card.toml", "weights", "--frozen").out == "yes\n"


def test_another_shipped_base_is_shown(
    run: Run, added: Added, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update of the program."""
    banks = tmp_path / "shipped"
    write(str(banks / "base/bank.toml"), base())
    monkeypatch.setattr(shipped, "shipped_folder", lambda _: banks)
    write("ours/bank.toml", on_top("base"))
    added("ours")
    write(str(banks / "base/bank.toml"), base("Which files hold the weights?", "2.0.0"))
    result = run("bank", "update", "ours")
    assert result.code == 1, result.err
    assert '"Which files hold the weights?"' in result.out
    assert "to confirm again: Weights" in result.out


def test_a_base_that_was_moved_is_still_known(run: Run, added: Added) -> None:
    """It is in the cache by its hash."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top("../base"))
    added("ours")
    shutil.move("base", "bases")
    write("ours/bank.toml", on_top("../bases"))
    write("bases/bank.toml", base("Which files hold the weights?", "2.0.0"))
    assert '"Which files hold the weights?"' in run("bank", "update", "ours").out


def test_a_base_that_cannot_be_had_any_more_is_told(run: Run, added: Added) -> None:
    """By its name, and with what that means."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top("../base"))
    added("ours")
    shutil.rmtree(cache_folder())
    write("base/bank.toml", base("Which files hold the weights?", "2.0.0"))
    result = run("bank", "update", "ours")
    assert result.code == 1
    assert "the bank `base` that ours 1.0.0 was locked with cannot be had any more" in result.out
    assert "what becomes of a card is shown when it is opened" in result.out


# What becomes of what stands above


@pytest.mark.parametrize("extends", ["base", "../base"])
def test_cards_of_a_bank_above_are_shown(run: Run, added: Added, extends: str) -> None:
    """Whichever way it names the one that is updated."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top(extends))
    added("base", "ours")
    write("base/bank.toml", renamed())
    result = run("bank", "update", "base", "--yes")
    assert (result.code, result.err) == (0, "")
    assert "\ncard.toml: 1 of 1\n  `weights` is now `tensors`\n" in result.out
    assert run("get", "card.toml", "tensors").out == "yes\n"


BROKEN = '[override.weights]\nhelp = "All."\n'


@pytest.mark.parametrize("extends", ["base", "../base"])
@pytest.mark.parametrize("edit", ["", "# an edit that is not taken yet\n"])
def test_what_would_break_a_bank_above_is_not_taken_unseen(
    run: Run, added: Added, extends: str, edit: str
) -> None:
    """Nothing is written, and a line says what breaks and what to do."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top(extends, BROKEN))
    added("base", "ours")
    lock = Path("cardtui.lock").read_text()
    write("base/bank.toml", renamed())
    write("ours/bank.toml", on_top(extends, BROKEN, edit))
    result = run("bank", "update", "base", "--yes")
    assert result.code == 1
    said = "ours 1.0.0 extends this bank, and could not be used any more, nor card.toml: "
    assert result.err.startswith(f"cardtui: base 2.0.0 is not taken: {said}")
    assert "ours/bank.toml:6:" in result.err
    assert result.err.endswith("change ours so that it can\n")
    assert result.err.count("\n") == 1
    assert Path("cardtui.lock").read_text() == lock


def test_a_bank_above_that_was_changed_for_it_follows(run: Run, added: Added) -> None:
    """Its edit is what makes the other one possible."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top("base", BROKEN))
    added("base", "ours")
    write("base/bank.toml", renamed())
    write("ours/bank.toml", on_top("base", BROKEN.replace("weights", "tensors")))
    result = run("bank", "update", "base", "--yes")
    assert result.code == 0, result.err
    assert (
        "needs its edits in ours then: take them next with cardtui bank update ours" in result.err
    )
    assert "`weights` is now `tensors`" in result.out
    assert run("bank", "update", "--yes").code == 0
    assert run("get", "card.toml", "tensors", "--frozen").out == "yes\n"


def test_all_are_updated_in_whatever_order_they_stand(run: Run, added: Added) -> None:
    """One that needs another comes after it."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top("base", BROKEN))
    added("base", "ours")
    first, second = '\nsource = "base"', '\nsource = "ours"'
    text = Path("cardtui.toml").read_text()
    swapped = text.replace(first, "\nx").replace(second, first).replace("\nx", second)
    Path("cardtui.toml").write_text(swapped)
    write("base/bank.toml", renamed())
    write("ours/bank.toml", on_top("base", BROKEN.replace("weights", "tensors")))
    result = run("bank", "update", "--yes")
    assert result.code == 0, result
    assert result.out.index("took base 2.0.0") < result.out.index("took ours 1.0.0")
    assert run("get", "card.toml", "tensors", "--frozen").out == "yes\n"


def test_a_person_is_told_before_the_question(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And may take it all the same."""
    team = Repository(tmp_path / "A")
    team.commit("v1", bank=base())
    team.commit("v2", bank=renamed())
    write("ours/bank.toml", on_top("base<2"))
    assert run("bank", "add", "../A", "--rev", "v1").code == 0
    assert run("bank", "add", "ours").code == 0
    assert run("set", "model-card.toml", "weights=yes", "--bank", "ours", "-q").code == 0
    monkeypatch.setattr(streams, "is_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    result = run("bank", "update", "../A", "--rev", "v2")
    assert result.code == 0
    assert "ours 1.0.0 extends this bank, and could not be used any more" in result.err
    assert "Take base 2.0.0 all the same? [y/N]" in result.out


def test_a_card_that_would_have_no_bank_any_more_is_told(run: Run, added: Added) -> None:
    """It answers a bank that is there only as the one on offer extends it."""
    write("base/bank.toml", base())
    write("ours/bank.toml", on_top("../base"))
    assert run("set", "card.toml", "weights=yes", "--bank", "base", "-q").code == 0
    assert run("bank", "add", "ours").code == 0
    assert run("get", "card.toml", "weights").code == 0
    write("ours/bank.toml", base().replace('id = "base"', 'id = "ours"'))
    result = run("bank", "update", "ours", "--yes")
    assert result.code == 1
    said = "nothing could open card.toml any more: ours 1.0.0 does not extend `base`"
    assert said in result.err
