"""`cardtui bank update`: what changes is shown first, and taken only where that is wanted."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from cardtui.cli import streams
from support.commands import Result, run_cardtui
from support.repositories import Repository, needs_git
from support.versions import CARD, NEWER, OLDER

Run = Callable[..., Result]
pytestmark = needs_git


@pytest.fixture(name="team")
def _team(tmp_path: Path) -> Repository:
    """A repository with two versions of a bank, each under a tag."""
    team = Repository(tmp_path / "team")
    team.commit("v1", bank=OLDER)
    team.commit("v2", bank=NEWER)
    return team


@pytest.fixture(name="run")
def _run(
    tmp_path: Path,
    team: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs `cardtui bank` in a project that uses the first of two tags of a bank, with a card."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = tmp_path / "project"
    project.mkdir()
    (project / "card.toml").write_text(CARD, encoding="utf-8")
    monkeypatch.chdir(project)

    def run(*arguments: str) -> Result:
        return run_cardtui(capsys, "bank", *arguments)

    assert run("add", f"../{team.folder.name}", "--rev", "v1").code == 0
    return run


@pytest.fixture(name="at_terminal")
def _at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A person sits at a terminal, and types this."""

    def types(text: str) -> None:
        monkeypatch.setattr(streams, "is_terminal", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return types


def held() -> dict[str, str]:
    """All files of the project."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(Path().iterdir())}


def test_nothing_is_written_before_somebody_agrees(run: Run) -> None:
    """Without a terminal and without --yes the difference is all there is."""
    before = held()
    result = run("update", "team", "--rev", "v2")
    assert result.code == 1
    assert result.out.startswith("team 1.2.0 -> team 2.0.0\nfrom ../team at v2 (commit ")
    assert "\n  Cloud: not asked any more\n" in result.out
    assert "\ncard.toml: 5 of 5 -> 4 of 4\n" in result.out
    assert "  to confirm again: Name and Bits\n" in result.out
    assert result.err.endswith("nothing is written: say --yes to take it\n")
    assert held() == before


def test_yes_takes_it_and_leaves_cards_alone(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The rev and the lock are written; the card is migrated when it is opened."""
    result = run("update", "team", "--rev", "v2", "--yes")
    assert result.code == 0
    assert result.out.endswith(
        "\n\ntook team 2.0.0: cardtui.toml and cardtui.lock\nmigrated when opened: card.toml\n"
    )
    files = held()
    assert 'rev = "v2"' in files["cardtui.toml"]
    assert 'version = "2.0.0"' in files["cardtui.lock"]
    assert files["card.toml"] == CARD
    shown = run_cardtui(capsys, "status", "card.toml", "--offline").out
    assert shown.startswith("card.toml: 4 of 4, complete, 2 to re-confirm\n")
    assert run("update") == Result(0, "team 2.0.0: nothing new\n", "")


def test_at_a_terminal_one_is_asked(run: Run, at_terminal: Callable[[str], None]) -> None:
    """Enter alone takes nothing."""
    before = held()
    at_terminal("\n")
    result = run("update", "team", "--rev", "v2")
    assert result.code == 1
    assert "Take team 2.0.0? [y/N]" in result.out
    assert result.out.endswith("nothing is written\n")
    assert held() == before
    at_terminal("x\nNo\n")
    result = run("update", "team", "--rev", "v2")
    assert result.code == 1
    assert result.out.count("Take team 2.0.0? [y/N]") == 2
    assert "y takes it; n, or an empty line, leaves all as it is\n" in result.out
    assert "Error" not in result.out + result.err
    assert held() == before
    at_terminal("y\n")
    result = run("update", "team", "--rev", "v2")
    assert result.code == 0
    assert "took team 2.0.0" in result.out
    assert 'rev = "v2"' in held()["cardtui.toml"]


def test_a_newer_tag_is_named(run: Run) -> None:
    """Whoever asks for what is new at v1 does not know of v2."""
    said = "team 1.2.0: nothing new at v1; the newest tag is v2: take it with --rev v2\n"
    assert run("update") == Result(0, said, "")


def test_a_tag_that_was_moved_is_news(run: Run, team: Repository) -> None:
    """Of the same rev, with the lock alone to be written."""
    team.git("tag", "--delete", "v1")
    team.commit("v1", bank=OLDER.replace("Basics", "The basics"), fr="format = 1\n")
    result = run("update", "--yes")
    assert result.code == 0
    assert "changed beside it: fr.toml\n" in result.out
    assert 'section "The basics" was titled "Basics"' in result.out
    assert "took team 1.2.0: cardtui.lock\n" in result.out
    assert "migrated when opened" not in result.out


def test_a_bank_on_the_disk_is_updated_too(run: Run) -> None:
    """What was locked of it is in the cache; what is not locked yet is said to be so."""
    Path("ours.toml").write_text(OLDER.replace('id = "team"', 'id = "ours"'), encoding="utf-8")
    assert run("add", "ours.toml").code == 0
    Path("ours.toml").write_text(NEWER.replace('id = "team"', 'id = "ours"'), encoding="utf-8")
    result = run("update", "ours", "--yes")
    assert result.code == 0
    assert "ours 1.2.0 -> ours 2.0.0\nfrom ours.toml\n" in result.out
    assert "Cloud: not asked any more" in result.out
    Path("cardtui.lock").unlink()
    result = run("update", "--yes")
    assert result.code == 0
    assert "team 1.2.0 is not locked yet\n" in result.out
    assert "ours 2.0.0 is not locked yet\n" in result.out
    assert run("update").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["team", "--rev", ""], "the rev is empty; name a tag, or all 40 characters of a commit"),
        (["ours", "--rev", "v1"], '"ours.toml" is a file, and only a git repository has a `rev`'),
        (
            ["kaggle-model-card", "--rev", "v1"],
            '"kaggle-model-card" ships with cardtui, and has no',
        ),
    ],
)
def test_a_rev_that_is_none_or_that_nothing_has(run: Run, arguments: list[str], said: str) -> None:
    """git is not asked, and nothing is written."""
    Path("ours.toml").write_text(OLDER.replace('id = "team"', 'id = "ours"'), encoding="utf-8")
    assert run("add", "ours.toml").code == run("add", "kaggle-model-card").code == 0
    before = held()
    result = run("update", *arguments, "--yes")
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert held() == before


def test_what_cannot_be_compared_any_more_is_told(run: Run, tmp_path: Path) -> None:
    """A bank on the disk that has changed, and a cache that was deleted."""
    Path("ours.toml").write_text(OLDER.replace('id = "team"', 'id = "ours"'), encoding="utf-8")
    assert run("add", "ours.toml").code == 0
    Path("ours.toml").write_text(NEWER.replace('id = "team"', 'id = "ours"'), encoding="utf-8")
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.unlink()
    result = run("update", "ours")
    assert result.code == 1
    assert "ours 1.2.0 cannot be had any more, so what differs is not known\n" in result.out
    # A repository still has what is locked.
    assert "Cloud: not asked any more" in run("update", "team", "--rev", "v2").out


def test_cards_that_cannot_be_read_or_are_of_others_are_left_out(run: Run) -> None:
    """The first are told; projects below have cards of their own."""
    Path("broken.toml").write_text("bank = { id\n", encoding="utf-8")
    Path("other.toml").write_text(CARD.replace('"team"', '"other"'), encoding="utf-8")
    Path("below").mkdir()
    Path("below/cardtui.toml").write_text('[[bank]]\nsource = "x"\n', encoding="utf-8")
    Path("below/card.toml").write_text(CARD, encoding="utf-8")
    result = run("update", "team", "--rev", "v2")
    assert "broken.toml:1:" in result.err
    assert "\ncard.toml: " in result.out
    assert "other.toml" not in result.out
    assert "below" not in result.out


def test_cards_of_banks_that_extend_it_are_told_too(run: Run) -> None:
    """And a bank on top that could not be used with it any more."""
    ours = 'format = 1\nid = "ours"\nversion = "1.0.0"\ntitle = "Ours"\nextends = ["team%s"]\n'
    Path("ours").mkdir()
    Path("ours/bank.toml").write_text(ours % "", encoding="utf-8")
    assert run("add", "ours").code == 0
    Path("card.toml").write_text(CARD.replace('"team"', '"ours"').replace('"1.2.0"', '"1.0.0"'))
    result = run("update", "team", "--rev", "v2")
    assert (
        "\ncard.toml: 5 of 5 -> 4 of 4\n  `quant_bits` is now `quantization_bits`\n" in result.out
    )
    Path("cardtui.lock").unlink()
    Path("ours/bank.toml").write_text(ours % "<2", encoding="utf-8")
    assert run("update", "--yes").code == 0
    result = run("update", "team", "--rev", "v2")
    said = "team 2.0.0 is not taken: ours 1.0.0 extends this bank, and could not be used any more"
    assert f"{said}, nor card.toml: " in result.err
    assert "say --yes" not in result.err
    assert "\ncard.toml: " not in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rev", "v2"), "--rev is for one bank: name it"),
        (("taem",), "did you mean `team`?"),
        (("team", "--rev", "v9"), "no tag `v9`"),
        (("team", "--rev", "v2", "--offline"), "leave out --offline"),
    ],
)
def test_wrong_use_is_told_in_a_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """And changes nothing."""
    before = held()
    result = run("update", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert held() == before


def test_a_frozen_project_is_not_updated(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """CI takes what the lock names."""
    monkeypatch.setenv("CARDTUI_FROZEN", "1")
    result = run("update", "--yes")
    assert result.code == 2
    assert "is frozen, so no bank can be updated" in result.err


def test_another_bank_in_the_same_place_is_refused(run: Run, team: Repository) -> None:
    """Its cards would have none any more."""
    team.commit("v3", bank=NEWER.replace('id = "team"', 'id = "squad"'))
    result = run("update", "team", "--rev", "v3", "--yes")
    assert result.code == 2
    assert "the bank at this source is `squad` now, and `team` is locked" in result.err


def test_without_a_project_there_is_nothing_to_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said in a line."""
    monkeypatch.chdir(tmp_path)
    result = run_cardtui(capsys, "bank", "update")
    assert (result.code, result.out) == (2, "")
    assert "there is no cardtui.toml here" in result.err


def test_two_teams_and_a_machine_without_network(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A card is begun under one tag and finished under the next; a third has the same bytes."""
    assert run("update", "team", "--rev", "v2", "--yes").code == 0
    answers = ("name=DistilBERT base", "quantization_bits=8")
    assert run_cardtui(capsys, "set", "card.toml", *answers).code == 0
    shown = run_cardtui(capsys, "status", "card.toml").out
    assert shown.startswith("card.toml: 4 of 4, complete\n")
    third = tmp_path / "third"
    copytree(Path(), third)
    monkeypatch.chdir(third)
    rmtree(tmp_path / "team")
    assert run_cardtui(capsys, "status", "card.toml", "--offline", "--frozen").out == shown
    assert run("diff", "team", "team", "--offline", "--frozen").code == 0
