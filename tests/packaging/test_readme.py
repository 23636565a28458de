"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cardtui.bank.load import load_bank

BANK = load_bank(Path(__file__).parents[2] / "questions" / "kaggle-model-card")
README = Path(__file__).parents[2] / "README.md"
BIN = Path(sys.executable).parent


def blocks(language: str, heading: str) -> list[str]:
    """The blocks of code in a section."""
    text = README.read_text(encoding="utf-8")
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)


def run(script: str, folder: Path, *, expect: int = 0) -> str:
    """A shell script that stops at the first command that fails."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == expect, done.stderr
    return done.stdout + done.stderr


def test_the_example_in_python(tmp_path: Path) -> None:
    """It runs as it stands there, and prints the card."""
    (script,) = blocks("python", "From Python")
    (tmp_path / "questions").symlink_to(README.parent / "questions")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("3 of ")
    assert "# Model Summary" in done.stdout


def test_the_example_in_the_shell(tmp_path: Path) -> None:
    """Every command but the gate passes; that says what is still missing."""
    (tmp_path / "overview.md").write_text("A small BERT.\n")
    (tmp_path / "results.csv").write_text("metric,value\naccuracy,0.91\n")
    (script,) = blocks("console", "In scripts and in CI")
    *before, check, export = script.splitlines()
    assert run("\n".join(before), tmp_path).splitlines()[-1] == "DistilBERT"
    assert "[required]" in run(check, tmp_path, expect=1)
    run(export, tmp_path)
    assert "<title>DistilBERT: Model card</title>" in (tmp_path / "model-card.html").read_text()


def test_the_example_of_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is refused."""
    from cardtui.app.remapping import remapped
    from cardtui.app.settings import read_settings

    (example,) = blocks("toml", "Your own keys and theme")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "cardtui").mkdir()
    (tmp_path / "cardtui" / "config.toml").write_text(example)
    settings = read_settings()
    assert (settings.theme, settings.problems) == ("paper", ())
    chosen = remapped(settings)
    assert (chosen.problems, chosen.warnings) == ((), ())


def answer_to(name: str) -> str:
    """An assignment that answers a required question of the default bank, quoted for a shell."""
    question = BANK.questions[name]
    match question.type:
        case "bool":
            value = "=no"
        case "select" | "multiselect":
            value = f"={question.choices[0].id}"
        case "table":
            value = ':=[{"metric": "accuracy", "value": 0.9}]'
        case _:
            value = f"=The answer to {name}."
    return shlex.quote(f"{name}{value}")


def test_a_card_from_nothing_to_its_document_by_a_script_alone(tmp_path: Path) -> None:
    """Filled, checked (1, then 0), merged from two people's work, and exported."""
    run("git init -q && git config user.email a@b && git config user.name a", tmp_path)
    driver = blocks("console", "Nothing is lost")[0]
    run(driver, tmp_path)
    run("cardtui set model-card.toml model_name=DistilBERT evaluated=no", tmp_path)
    assert "required, and open" in run("cardtui check", tmp_path, expect=1)
    run("git add -A && git commit -qm first && git branch other", tmp_path)
    missing = [
        found[1]
        for line in run("cardtui check", tmp_path, expect=1).splitlines()
        if (found := re.search(r"error: (\w+): required", line))
    ]
    assert missing
    answers = [answer_to(name) for name in missing]
    run(f"cardtui set model-card.toml {' '.join(answers[::2])} && git commit -qam ours", tmp_path)
    run(f"git checkout -q other && cardtui set model-card.toml {' '.join(answers[1::2])}", tmp_path)
    run(
        "git commit -qam theirs && git merge -q --no-edit master || git merge --no-edit main",
        tmp_path,
    )
    assert run("cardtui check", tmp_path).endswith("nothing to mend\n")
    run("cardtui export -o card.md", tmp_path)
    document = (tmp_path / "card.md").read_text()
    texts = [question for question in missing if f"The answer to {question}." in document]
    assert {missing.index(question) % 2 for question in texts} == {0, 1}


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text()))
def test_what_it_links_to_is_there(path: str) -> None:
    """Files and pictures."""
    assert (README.parent / path).exists()
