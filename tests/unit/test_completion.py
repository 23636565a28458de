"""What a shell offers after tab."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from support.commands import run_cardtui
from support.every_type import EVERY_TYPE


@pytest.fixture(name="offered")
def _offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "bank.toml").write_text(EVERY_TYPE, encoding="utf-8")
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run_cardtui(capsys, "set", "card.toml", "name=x").code == 0

    def offered(line: str) -> list[str]:
        words = line.split(" ")
        monkeypatch.setenv("_CARDTUI_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        return [said for said in run_cardtui(capsys).out.splitlines() if said]

    return offered


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("cardtui st", ["plain,status"]),
        ("cardtui status ca", ["file,ca"]),
        ("cardtui car", ["file,car"]),
        ("cardtui bank te", ["plain,test"]),
        ("cardtui export --to h", ["plain,html"]),
        ("cardtui get card.toml la", ["plain,layers", "plain,latency", "plain,languages"]),
        ("cardtui set card.toml comp", ["plain,compression="]),
        ("cardtui set card.toml compression=", []),
        ("cardtui card.toml --at bi", ["plain,bits"]),
        ("cardtui --bank every", ["plain,every-type"]),
        ("cardtui --bank kaggle", ["plain,kaggle-model-card"]),
        ("cardtui get gone/card.toml la", []),
        ("cardtui bank sh", ["plain,show"]),
        ("cardtui bank show every", ["plain,every-type"]),
        ("cardtui bank add kag", ["plain,kaggle-model-card"]),
        ("cardtui bank add banks/", ["file,banks/"]),
        ("cardtui bank remove every", ["plain,every-type"]),
        ("cardtui bank list --off", ["plain,--offline"]),
    ],
)
def test_what_fits_is_offered(offered, line: str, found: list[str]) -> None:
    """Commands, cards as the shell finds files, banks and questions of the card on the line."""
    assert offered(line) == found


def test_a_project_that_cannot_be_read_offers_what_there_is(offered) -> None:
    """Nobody wants an error while they press tab."""
    Path("cardtui.toml").write_text("[", encoding="utf-8")
    assert offered("cardtui --bank kag") == ["plain,kaggle-model-card"]


def test_a_locked_bank_is_offered_without_being_fetched(offered) -> None:
    """A key press starts no git, and its id is in the lock."""
    source = 'source = "https://127.0.0.1:9/none"\ncommit = "{}"\n'.format("0" * 40)
    Path("cardtui.toml").write_text(f"[[bank]]\n{source.splitlines()[0]}\n", encoding="utf-8")
    files = f'[bank.files]\n"bank.toml" = "{"0" * 64}"\n'
    lock = f'format = 1\n[[bank]]\n{source}id = "far"\nversion = "1.0.0"\n{files}'
    Path("cardtui.lock").write_text(lock, encoding="utf-8")
    assert offered("cardtui --bank fa") == ["plain,far"]
    assert offered("cardtui --bank far --at x") == []


def test_nothing_that_a_shell_would_run_is_offered(offered) -> None:
    """What follows a tab is not asked for: ids of a lock and of a bank are offered as ids alone."""
    files = f'[bank.files]\n"bank.toml" = "{"0" * 64}"\n'
    source = 'source = "bank.toml"\n'
    lock = f'format = 1\n[[bank]]\n{source}id = "team;touch x;:"\nversion = "1.0.0"\n{files}'
    Path("cardtui.lock").write_text(lock, encoding="utf-8")
    assert offered("cardtui --bank te") == ["file,te"]
    Path("cardtui.lock").unlink()
    text = Path("bank.toml").read_text(encoding="utf-8")
    assert 'id = "every-type"' in text
    odd = text.replace('id = "every-type"', 'id = "every;touch x;:"')
    Path("bank.toml").write_text(odd, encoding="utf-8")
    assert offered("cardtui --bank every") == ["file,every"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It asks cardtui, and the shell can read it where it is at hand."""
    script = run_cardtui(capsys, "completion", shell).out
    assert "_CARDTUI_COMPLETE" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=script, text=True, check=True)
