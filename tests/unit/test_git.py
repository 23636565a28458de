"""Cards in real repositories: git merges them, with the merge driver and without."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cardtui.card.file import read_card
from cardtui.card.model import Answer
from support.commands import run_cardtui

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

HEAD = 'format = 1\nid = "one"\nbank = { id = "kaggle-model-card", version = "1.0.0" }\n'
CARD = (
    HEAD
    + '\n[answers.model_name]\nvalue = "BERT"\n'
    + '\n[answers.architecture]\nvalue = "A transformer."\n'
)
RESULTS = (
    CARD
    + "\n[answers.results]\nlast_row = 1\n"
    + '\n[[answers.results.rows]]\n_row = 1\nmetric = "f1"\n'
)


class Clone:
    """A clone of a repository that has one card in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.card = folder / "cards" / "model-card.toml"

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git as on a machine without any configuration, and without a network."""
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        names = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))
        }
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**inherited, **alone, **names, "HOME": str(self.folder), "LC_ALL": "C"},
            capture_output=True,
            check=False,
            text=True,
        )

    def do(self, *arguments: str) -> str:
        """Run git, which must be fine."""
        done = self.git(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commit(self, text: str) -> None:
        """Commit a version of the card."""
        self.card.parent.mkdir(exist_ok=True)
        self.card.write_text(text)
        self.do("add", "--all")
        self.do("commit", "--quiet", "--message", "Answer")

    def use_driver(self) -> None:
        """What the README says: two lines switch the merge driver on."""
        driver = f"{shlex.quote(sys.executable)} -m cardtui merge %O %A %B %P"
        self.do("config", "merge.cardtui.driver", driver)


@pytest.fixture(name="clones")
def _clones(tmp_path: Path) -> tuple[Clone, Clone]:
    """Two clones of one repository, both with the driver."""
    shared, first, second = (Clone(tmp_path / name) for name in ("shared", "first", "second"))
    for clone in (shared, first):
        clone.folder.mkdir()
    shared.do("init", "--quiet", "--bare", "--initial-branch=main")
    first.do("init", "--quiet", "--initial-branch=main")
    first.do("remote", "add", "origin", str(shared.folder))
    (first.folder / ".gitattributes").write_text("model-card.toml merge=cardtui\n")
    first.commit(CARD)
    first.do("push", "--quiet", "--set-upstream", "origin", "main")
    first.do("clone", "--quiet", str(shared.folder), str(second.folder))
    for clone in (first, second):
        clone.use_driver()
        clone.do("config", "pull.rebase", "false")
    return first, second


def pull_after(clones: tuple[Clone, Clone], first: str, second: str) -> Clone:
    """One commits and pushes, the other commits and pulls: the clone that had to merge."""
    one, other = clones
    one.commit(first)
    one.do("push", "--quiet")
    other.commit(second)
    return other


LICENSE = '[answers.license]\nvalue = "mit"   # since May\n'
OVERVIEW = '[answers.overview]\nvalue = """\nIt reads.\n"""\n'


def between(new: str) -> str:
    """The card with an answer between the two that it has."""
    return CARD.replace("[answers.architecture]", f"{new}\n[answers.architecture]")


def test_neighbouring_answers_merge_without_a_conflict(clones: tuple[Clone, Clone]) -> None:
    """Two people answer the two next questions: a merge of lines would clash there."""
    clone = pull_after(clones, between(LICENSE), between(OVERVIEW))
    assert "CONFLICT" not in clone.do("pull")
    assert clone.do("status", "--porcelain") == ""
    text = clone.card.read_text()
    assert LICENSE in text
    assert OVERVIEW in text
    assert read_card(clone.card).card.conflicts == {}


def test_without_the_driver_they_would_clash(clones: tuple[Clone, Clone]) -> None:
    """What the driver is for: the same two commits, merged by lines."""
    clones[1].do("config", "--unset", "merge.cardtui.driver")
    clone = pull_after(clones, between(LICENSE), between(OVERVIEW))
    assert "CONFLICT" in clone.git("pull").stdout


def test_rows_added_by_two_people_merge(clones: tuple[Clone, Clone]) -> None:
    """Each adds a row with the next number: both rows are there, each with its own."""
    first, second = clones
    first.commit(RESULTS)
    first.do("push", "--quiet")
    second.do("pull")
    row = "\n[[answers.results.rows]]\n_row = 2\nmetric = {}\n"
    grown = RESULTS.replace("last_row = 1", "last_row = 2")
    clone = pull_after(clones, grown + row.format('"bleu"'), grown + row.format('"ter"'))
    clone.do("pull")
    answer = read_card(clone.card).card.answers["results"]
    found = [(row.number, row.cells["metric"]) for row in answer.rows]
    assert found == [(1, "f1"), (2, "ter"), (3, "bleu")]


def test_the_same_answer_on_both_sides_is_a_conflict(
    clones: tuple[Clone, Clone], capsys: pytest.CaptureFixture[str]
) -> None:
    """Git stops and says so; the file is TOML with both versions, and one can be chosen."""
    clone = pull_after(clones, CARD.replace("BERT", "RoBERTa"), CARD.replace("BERT", "XLNet"))
    done = clone.git("pull")
    assert done.returncode == 1
    assert "CONFLICT (content): Merge conflict in cards/model-card.toml" in done.stdout
    assert (
        'cardtui: cards/model-card.toml: there are two versions of "Model name"; '
        "choose one: keep [answers.model_name] or [conflicts.model_name]\n"
    ) in done.stderr
    card = read_card(clone.card).card
    assert card.answers["model_name"] == Answer("XLNet")
    assert card.conflicts == {"model_name": Answer("RoBERTa")}
    shown = run_cardtui(capsys, "status", str(clone.card)).out
    assert "two versions of this answer: choose one" in shown
    assert ", not complete" in shown
    clone.commit(CARD.replace("BERT", "RoBERTa"))
    assert clone.do("status", "--porcelain") == ""


def test_taking_away_and_changing_is_a_conflict(clones: tuple[Clone, Clone]) -> None:
    """Whoever took the answer away learns that someone has worked on it."""
    gone = CARD.replace('[answers.model_name]\nvalue = "BERT"\n', "")
    clone = pull_after(clones, CARD.replace("BERT", "RoBERTa"), gone)
    assert clone.git("pull").returncode == 1
    card = read_card(clone.card).card
    assert "model_name" not in card.answers
    assert card.conflicts == {"model_name": Answer("RoBERTa")}


def test_two_people_who_both_started_the_card(clones: tuple[Clone, Clone]) -> None:
    """Git has no version that both come from: what is in either is there afterwards."""
    first, second = clones
    for clone, answer in ((first, LICENSE), (second, OVERVIEW)):
        clone.card = clone.folder / "model-card.toml"
        clone.commit(between(answer))
    first.do("push", "--quiet")
    second.do("pull")
    assert {"license", "overview", "architecture"} < set(read_card(second.card).card.answers)


def test_a_version_that_is_no_card_stops_git(clones: tuple[Clone, Clone]) -> None:
    """Ours stays as it is, and the message names the version that is broken."""
    clone = pull_after(clones, "format = \n", CARD.replace("BERT", "XLNet"))
    done = clone.git("pull")
    assert done.returncode != 0
    assert "cardtui: cards/model-card.toml (theirs):1:10: this is not TOML" in done.stderr
    assert clone.card.read_text() == CARD.replace("BERT", "XLNet")


def test_without_the_driver_git_merges_answers_apart_from_each_other(
    clones: tuple[Clone, Clone],
) -> None:
    """One table an answer, one key a line: changes of different answers are different lines."""
    first, second = clones
    second.do("config", "--unset", "merge.cardtui.driver")
    changed = CARD.replace("A transformer.", "Layers.")
    clone = pull_after(
        (first, second), between(LICENSE), changed + "\n[answers.input_shape]\nvalue = 1\n"
    )
    clone.do("pull")
    assert read_card(clone.card).card.conflicts == {}
    assert (
        clone.card.read_text()
        == between(LICENSE).replace("A transformer.", "Layers.")
        + "\n[answers.input_shape]\nvalue = 1\n"
    )


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_marks_that_git_leaves_without_the_driver_are_taken_apart(
    style: str, clones: tuple[Clone, Clone], capsys: pytest.CaptureFixture[str]
) -> None:
    """`cardtui merge CARD` makes of git's lines what the driver would have made."""
    first, second = clones
    second.do("config", "--unset", "merge.cardtui.driver")
    second.do("config", "merge.conflictStyle", style)
    theirs = between(LICENSE).replace("BERT", "RoBERTa")
    clone = pull_after((first, second), theirs, between(OVERVIEW).replace("BERT", "XLNet"))
    assert clone.git("pull").returncode == 1
    assert "<<<<<<< HEAD" in clone.card.read_text()
    result = run_cardtui(capsys, "merge", str(clone.card))
    assert (result.code, result.err.count("\n")) == (1, 1)
    card = read_card(clone.card).card
    assert card.answers["model_name"] == Answer("XLNet")
    assert card.conflicts == {"model_name": Answer("RoBERTa")}
    assert {"license", "overview", "architecture"} < set(card.answers)


def test_difftool_shows_what_changed_between_two_commits(clones: tuple[Clone, Clone]) -> None:
    """`cardtui diff` is what git calls with the two versions; a new card is all new."""
    clone, _ = clones
    clone.commit(between(LICENSE))
    tool = f"{shlex.quote(sys.executable)} -m cardtui diff"
    shown = clone.do("difftool", "--no-prompt", "--extcmd", tool, "HEAD~1", "HEAD")
    assert shown == "+ License: mit\n"
    (clone.folder / "new.toml").write_text(CARD)
    clone.do("add", "--all")
    shown = clone.do("difftool", "--no-prompt", "--extcmd", tool, "--staged")
    assert shown == "+ Model name: BERT\n+ Architecture: A transformer.\n"
