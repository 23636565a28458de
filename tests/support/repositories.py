"""Real git repositories with banks in them, kind and hostile."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def bank_text(bank_id: str = "team", version: str = "1.0.0", questions: int = 2) -> str:
    """A bank of texts."""
    asked = "".join(
        f'\n[[section.question]]\nid = "q{i}"\ntype = "text"\nask = "What is {i}?"\n'
        for i in range(questions)
    )
    head = f'format = 1\nid = "{bank_id}"\nversion = "{version}"\ntitle = "Team"\n'
    return f'{head}\n[[section]]\nid = "only"\ntitle = "Only"\n{asked}'


class Repository:
    """A repository that a test makes, as somebody else would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet")

    def git(self, *arguments: str, given: str = "") -> str:
        """Run git as on a machine without any configuration."""
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        names = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))
        }
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**inherited, **alone, **names, "HOME": str(self.folder)},
            input=given,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str) -> Path:
        """Put a file into its folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, tag: str = "", **files: str) -> str:
        """Commit all that is there, files by name without `.toml` among it; gives back its id."""
        for name, text in files.items():
            self.write(f"{name}.toml", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=change")
        if tag:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD")

    def commit_tree(self, *lines: str, tag: str) -> None:
        """Commit a tree of whatever modes, as `git ls-tree` writes it."""
        tree = self.git("mktree", "--missing", given="".join(f"{line}\n" for line in lines))
        self.git("tag", tag, self.git("commit-tree", tree, "-m", "made"))

    def blob(self, text: str) -> str:
        """The id of a file that is only in its store."""
        return self.git("hash-object", "-w", "--stdin", given=text)
