"""Banks in files that extend others: how those are found, and what the commands make of them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import cardtui
from cardtui.bank import bases
from cardtui.bank.origins import origins_of
from cardtui.bank.schema import bank_schema
from cardtui.cli import main
from cardtui.errors import BankError
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml
from cardtui.sharing.lookup import bank_by_id, load_in_file, offered_banks
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks, shipped_folder
from support.extending import base, question, section, top

EXAMPLES = shipped_folder("questions") / "examples"
TEAM = EXAMPLES / "team"


def write(folder: Path, name: str, text: str) -> Path:
    """A file in a folder that may not be there yet."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as raised:
        main(list(arguments))
    assert isinstance(raised.value.code, int)
    return raised.value.code


# Finding


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../base", "base/bank.toml"),
        ("../base.toml", "base.toml"),
        ("base", "team/base/bank.toml"),
    ],
)
def test_a_path_is_relative_to_the_bank_that_says_it(tmp_path: Path, name: str, file: str) -> None:
    """Wherever the program is run."""
    write(tmp_path, file, base(section("only"), question("x")))
    write(tmp_path, "team/bank.toml", top(extends=f'"{name}>=1"'))
    assert list(cardtui.load_bank(tmp_path / "team").questions) == ["x"]


def test_an_id_is_that_of_a_bank_of_the_project_or_of_a_shipped_one(tmp_path: Path) -> None:
    """The project's come first; the bank itself may be among them."""
    write(tmp_path, "banks/b.toml", base(section("only"), question("x"), id_="below"))
    team = write(tmp_path, "banks/team/bank.toml", top(extends='"below", "kaggle-model-card"'))
    sources = "".join(f'[[bank]]\nsource = "banks/{name}"\n' for name in ("team", "b.toml"))
    write(tmp_path, "cardtui.toml", sources)
    bank = bank_by_id("team", tmp_path)
    assert [found.id for found in bank.bases] == ["below", DEFAULT_BANK]
    assert list(bank.questions)[:2] == ["x", "model_name"]
    assert bank.path == str(team)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/etc/bank", "the path is not relative"),
        ("../nowhere", "there is no such bank; name a file or folder beside it"),
        ("kaggle-model-cart", 'there is no bank "kaggle-model-cart"; did you mean'),
    ],
)
def test_what_is_not_found(tmp_path: Path, name: str, said: str) -> None:
    """The line is that of the entry."""
    path = write(tmp_path, "bank.toml", top(extends=f'"{name}"'))
    with pytest.raises(BankError) as raised:
        cardtui.load_bank(path)
    (problem,) = raised.value.problems
    assert problem.place == f"{path}:5:12"
    assert f'cannot extend "{name}": {said}' in str(problem)


def test_a_card_finds_the_bank_that_extends_its_own(tmp_path: Path) -> None:
    """Where its own is not to be found by its id."""
    write(tmp_path, "hidden/base.toml", base(section("only"), question("x")))
    write(tmp_path, "team.toml", top(extends='"hidden/base.toml"'))
    write(tmp_path, "cardtui.toml", '[[bank]]\nsource = "team.toml"\n')
    assert bank_by_id("base", tmp_path).id == "team"


# The example


def test_the_example_is_sound_and_is_not_offered_for_new_cards(tmp_path: Path) -> None:
    """`bank check` and `bank test` have nothing to say against it."""
    assert run("bank", "check", str(TEAM)) == run("bank", "test", str(TEAM)) == 0
    assert "example-team" not in shipped_banks()
    assert [found.bank.id for found in offered_banks(tmp_path)] == [DEFAULT_BANK]


def test_a_card_is_filled_and_exported_under_the_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the team adds is asked and printed, what it hides is not."""
    (tmp_path / "cardtui.toml").write_text(f'[[bank]]\nsource = "{TEAM}"\n')
    monkeypatch.chdir(tmp_path)
    answers = ["model_name=swift", "license=MIT", "owner=Speech", "is_served=yes"]
    assert run("set", "card.toml", *answers, "service_level=120", "support_channel=#swift") == 0
    capsys.readouterr()
    assert run("status", "card.toml", "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert status["bank"]["id"] == "example-team"
    assert "training_throughput" not in status["questions"]
    assert status["questions"]["service_level"]["answer"] == "answered"
    assert run("export", "card.toml") == 0
    printed = capsys.readouterr().out
    assert "# Release\n" in printed
    assert "- **Response time, p99:** 120 ms" in printed
    assert "- **Support:** #swift" in printed.replace("\\#", "#")


def test_a_card_of_the_default_bank_opens_under_the_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` says that it will change."""
    monkeypatch.chdir(tmp_path)
    assert run("set", "card.toml", "model_name=swift", "training_throughput=fast") == 0
    capsys.readouterr()
    assert run("check", "card.toml", "--bank", str(TEAM)) == 1
    said = capsys.readouterr().out
    assert 'this card answers "Model card", which "Team model card" extends' in said


def test_the_example_of_the_reference_is_a_bank(tmp_path: Path) -> None:
    """What can be copied from the page loads, and an editor has nothing against it."""
    page = (shipped_folder("questions") / "README.md").read_text("utf-8")
    text = page.partition("```toml extending\n")[2].partition("```")[0]
    bank = cardtui.load_bank(write(tmp_path, "bank.toml", text))
    assert {"support_channel", "release_ticket"} < set(bank.questions)
    for example in (text, (TEAM / "bank.toml").read_text("utf-8")):
        assert not list(Draft202012Validator(bank_schema()).iter_errors(tomllib.loads(example)))


def test_an_export_overwrites_no_file_of_the_bank(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one that it extends, not even by force."""
    text = base(section("only"), question("x"))
    path = write(tmp_path, "base.toml", text)
    write(tmp_path, "team.toml", top(extends='"base.toml"'))
    monkeypatch.chdir(tmp_path)
    assert run("set", "card.toml", "x=1", "--bank", "team.toml") == 0
    export = ["export", "card.toml", "--bank", "team.toml", "-o", "base.toml", "--force"]
    assert run(*export) == 2
    assert path.read_text() == text
    capsys.readouterr()


# Where things were written


def test_where_each_key_was_written() -> None:
    """Bank, version, file and line; of a hidden question who hides it and why."""
    found = load_in_file(TEAM)
    license_ = origins_of(found.bank, found.file, "license")
    assert license_.begun.bank_id == license_.keys["ask"].origin.bank_id == DEFAULT_BANK
    required = license_.keys["required"]
    assert (required.value, required.origin.bank_id) == (True, "example-team")
    line = found.file.text.split("\n")[required.origin.spot.line - 1]
    assert (line, required.origin.spot.path) == ("required = true", str(TEAM / "bank.toml"))
    hidden = origins_of(found.bank, found.file, "training_throughput")
    assert hidden.hidden.startswith("Our cluster is shared")
    assert hidden.begun.bank_id == "example-team"


def test_where_each_key_of_a_bank_on_its_own_was_written() -> None:
    """All in the one file."""
    found = load_in_file(shipped_banks()[DEFAULT_BANK])
    keys = origins_of(found.bank, found.file, "license").keys
    assert {key.origin.bank_id for key in keys.values()} == {DEFAULT_BANK}
    lines = [key.origin.spot.line for key in keys.values()]
    assert lines == sorted(set(lines))


def test_the_command_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each key; one for a hidden question; an error for what there is not."""
    assert run("bank", "show", "--origin", "owner", str(TEAM)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("owner: example-team 1.0.0, ")
    (required,) = [line for line in lines if line.startswith("  required")]
    assert required.split()[1] == "true"
    assert run("bank", "show", "--origin", "training_throughput", str(TEAM)) == 0
    assert "training_throughput is not asked: Our cluster" in capsys.readouterr().out
    assert run("bank", "show", "--origin", "licens", str(TEAM)) == 2
    assert "did you mean `license`?" in capsys.readouterr().err
    assert run("bank", "show", str(TEAM)) == 0
    assert f"extends    {DEFAULT_BANK} 1" in capsys.readouterr().out


def test_the_command_says_what_was_taken_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By which bank and where; a key that is said again is not among it."""
    extra = 'help = "Look."\nwhen = "x"\nlabel = "Y"'
    write(
        tmp_path, "base.toml", base(section("s"), question("x", "", "bool"), question("y", extra))
    )
    dropping = '[override.y]\nwithout = ["help",\n  "when", "label"]\nlabel = "Why"\n'
    write(tmp_path, "team.toml", top(dropping, extends='"base.toml"'))
    again = '[override.y]\nhelp = "Here."\n'
    write(tmp_path, "ours.toml", top(again, id_="ours", extends='"team.toml"'))
    monkeypatch.chdir(tmp_path)
    assert run("bank", "show", "--origin", "y", "team.toml") == 0
    assert capsys.readouterr().out.splitlines() == [
        "y: base 1.0.0, ./base.toml:15",
        "  type   text   base 1.0.0, ./base.toml:17",
        "  ask    What?  base 1.0.0, ./base.toml:18",
        "  label  Why    team 1.0.0, team.toml:10",
        "  help          taken away by team 1.0.0, team.toml:8",
        "  when          taken away by team 1.0.0, team.toml:9",
    ]
    assert run("bank", "show", "--origin", "y", "ours.toml") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["type", "ask", "label", "help", "when"]
    assert lines[4] == "  help   Here.  ours 1.0.0, ours.toml:8"
    assert lines[5] == "  when          taken away by team 1.0.0, ./team.toml:9"


def test_findings_are_told_in_the_file_that_they_are_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the bank itself first."""
    long = 'label = "A label that is far too long for the outline"'
    write(tmp_path, "base.toml", base(section("only"), question("x", long)))
    write(tmp_path, "team.toml", top(section("ours"), question("y", long)))
    monkeypatch.chdir(tmp_path)
    text = (tmp_path / "team.toml").read_text().replace('["base"]', '["base.toml"]')
    (tmp_path / "team.toml").write_text(text)
    assert run("bank", "check", "team.toml") == 1
    said = [line.split(": ")[0] for line in capsys.readouterr().out.splitlines() if "label" in line]
    assert [place.rpartition(":")[0].rpartition("/")[2] for place in said] == [
        "team.toml:15",
        "base.toml:13",
    ]


# Banks that many stand on


def _parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed from now on as banks that others extend."""
    parsed: list[str] = []

    def parse(file: TextFile) -> dict[str, object]:
        parsed.append(Path(file.path).name)
        return parse_toml(file)

    monkeypatch.setattr(bases, "parse_toml", parse)
    return parsed


def test_of_many_banks_on_one_the_third_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two cannot be merged, so nothing is gained by reading the others."""
    write(tmp_path, "base.toml", base(section("only"), question("x")))
    names = [f"b{i}.toml" for i in range(10)]
    for i, name in enumerate(names):
        text = top(extends='"base.toml"').replace('id = "team"', f'id = "b{i}"')
        write(tmp_path, name, text)
    path = write(tmp_path, "top.toml", top(extends=", ".join(f'"{name}"' for name in names)))
    parsed = _parsed(monkeypatch)
    with pytest.raises(BankError, match="`b0` and `b1` both bring"):
        load_in_file(path)
    assert parsed == ["b0.toml", "base.toml", "b1.toml"]
