"""Projects, locks and translations from strangers: used, or refused with one line a problem.

The corpus is in tests/corpus. Nothing is fetched, and nothing is written but what the command is for.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result
from support.projects import write_project
from support.strangers import Stranger, held_in, obeyed_by_a_log, strangers
from support.translations import translated_folder

PROJECTS = strangers("hostile-projects")
LOCKS = strangers("hostile-locks")
TRANSLATIONS = strangers("hostile-translations")
LOOKING_IN_A_PROJECT = (
    "bank list",
    "bank list --json",
    "bank show ours",
    "bank check ours",
    "status card.toml",
    "check card.toml",
)
WRITING_IN_A_PROJECT = ("bank update --yes", "bank remove ours", "bank add kaggle-model-card")
OF_A_PROJECT = ("cardtui.toml", "cardtui.lock")
LOOKING_IN_FRENCH = (
    "status card.toml --bank bank --language fr",
    "export card.toml --bank bank --language fr",
)
CARD = """format = 1
id = "x"
bank = { id = "example", version = "1.0.0" }
[answers.layers]
value = 0
"""
Run = Callable[[str], Result]


def look_in_project(stranger: Stranger, run: Run, folder: Path) -> None:
    """A project in `folder` is looked at, then changed; it is used or refused, as it says of itself."""
    before = held_in(folder)
    for line in LOOKING_IN_A_PROJECT:
        result = run(f"{line} --offline")
        assert obeyed_by_a_log(result.out + result.err) == [] or "list" in line, line
        assert held_in(folder) == before, line
        if line.startswith("bank list"):
            assert result.code == (0 if stranger.is_loaded else 2), (line, result.err)
        if not stranger.is_loaded:
            assert result.err.count("cardtui: ") >= 1 or result.code == 0, line
    for line in WRITING_IN_A_PROJECT:
        before = held_in(folder)
        run(f"{line} --offline" if "remove" not in line else line)
        after = held_in(folder)
        changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        assert changed <= {str(folder / name) for name in OF_A_PROJECT}, line


@pytest.mark.parametrize("project", PROJECTS, ids=lambda each: each.path.stem)
def test_a_hostile_project_is_looked_at_safely(project: Stranger, run: Run, folder: Path) -> None:
    """It is used or refused, as it says of itself."""
    write_project(folder, project=project.path.read_bytes())
    look_in_project(project, run, folder)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda each: each.path.stem)
def test_a_hostile_lock_is_looked_at_safely(lock: Stranger, run: Run, folder: Path) -> None:
    """It is used or refused, as it says of itself."""
    write_project(folder, lock=lock.path.read_bytes())
    look_in_project(lock, run, folder)


@pytest.mark.parametrize("texts", TRANSLATIONS, ids=lambda each: each.path.stem)
def test_a_hostile_translation_is_looked_at_safely(texts: Stranger, run: Run, folder: Path) -> None:
    """It is used or refused, as it says of itself; `bank check` says what it holds against it."""
    made = translated_folder(folder)
    shutil.copy(texts.path, made / "fr.toml")
    (folder / "card.toml").write_text(CARD)
    before = held_in(folder)
    for line in LOOKING_IN_FRENCH:
        result = run(line)
        assert result.code == (0 if texts.is_loaded else 2), (line, result.err)
        assert result.err or texts.is_loaded
        if line.startswith("status"):
            assert obeyed_by_a_log(result.out + result.err) == [], line
    checked = run("bank check bank -v")
    assert ("[unreadable-translation]" in checked.out) == (not texts.is_loaded)
    assert obeyed_by_a_log(checked.out + checked.err) == []
    assert held_in(folder) == before


@pytest.mark.parametrize("texts", TRANSLATIONS, ids=lambda each: each.path.stem)
def test_translating_a_hostile_translation_keeps_it(
    texts: Stranger, run: Run, folder: Path
) -> None:
    """What can be used can be used afterwards, too; what cannot stays as it was."""
    made = translated_folder(folder)
    shutil.copy(texts.path, made / "fr.toml")
    before = held_in(folder)
    for line in ("bank translate bank fr", "bank translate bank fr --stamp"):
        assert run(line).code == (0 if texts.is_loaded else 2), line
    if texts.is_loaded:
        assert "[unreadable-translation]" not in run("bank check bank").out
    else:
        assert held_in(folder) == before


def test_the_corpus_is_large() -> None:
    """Each file tries something of its own."""
    assert min(len(PROJECTS), len(LOCKS)) >= 30
    assert len(TRANSLATIONS) >= 40
    assert all(each.threat for each in (*PROJECTS, *LOCKS, *TRANSLATIONS))
