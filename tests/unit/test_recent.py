"""The cards opened last, and a file that other programs change as well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cardtui.errors import FileError
from cardtui.files.reading import TextFile
from cardtui.files.recent import MOST_RECENT, note_opened, recent_paths
from cardtui.files.rewriting import rewrite
from cardtui.files.user_folders import made_state_folder
from cardtui.sharing.known_cards import cards_here, recent_cards
from support.distilbert import distilbert_session


def test_the_newest_is_first_and_each_is_there_once(tmp_path: Path) -> None:
    """By its path from the root."""
    for name in ("a.toml", "b.toml", "a.toml"):
        note_opened(str(tmp_path / name))
    assert recent_paths() == [str(tmp_path / "a.toml"), str(tmp_path / "b.toml")]


def test_a_relative_path_is_kept_from_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that it is found from anywhere."""
    monkeypatch.chdir(tmp_path)
    note_opened("card.toml")
    assert recent_paths() == [str(tmp_path / "card.toml")]


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    """The oldest go."""
    for number in range(MOST_RECENT + 5):
        note_opened(str(tmp_path / f"{number}.toml"))
    assert len(recent_paths()) == MOST_RECENT
    assert recent_paths()[-1] == str(tmp_path / "5.toml")


@pytest.mark.parametrize(
    "text", ["", "{", "{}", "null", "[1, null, {}]", '["relative.toml"]', "[" * 100_000, "\x00"]
)
def test_a_damaged_file_counts_as_empty(text: str, tmp_path: Path) -> None:
    """And is whole again with the next card."""
    (made_state_folder() / "recent.json").write_text(text)
    assert recent_paths() == []
    note_opened(str(tmp_path / "card.toml"))
    assert recent_paths() == [str(tmp_path / "card.toml")]


def test_a_folder_that_cannot_be_had_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are no recent cards then."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    note_opened("card.toml")
    assert recent_paths() == []


def test_a_path_that_is_no_text_comes_back(tmp_path: Path) -> None:
    """A file name is bytes, and need not be UTF-8."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.toml")
    note_opened(path)
    assert recent_paths() == [path]


def test_programs_that_write_at_once_keep_all_that_each_has_opened(tmp_path: Path) -> None:
    """The file is whole, and nothing that one of them noted is lost to another."""
    script = (
        "import sys\n"
        "from cardtui.files.recent import note_opened\n"
        "for number in range(5):\n"
        "    note_opened(f'{sys.argv[1]}-{number}.toml')\n"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / name)]) for name in "abcd"
    ]
    assert [program.wait() for program in programs] == [0, 0, 0, 0]
    kept = json.loads((made_state_folder() / "recent.json").read_text())
    assert sorted(kept) == sorted(str(tmp_path / f"{n}-{i}.toml") for n in "abcd" for i in range(5))


def test_a_file_that_never_rests_is_given_up(tmp_path: Path) -> None:
    """In a line, and as the other program has left it."""
    path = tmp_path / "file"
    path.write_text("0")

    def change(before: TextFile | None) -> str:
        assert before is not None
        path.write_text(f"{before.text}!")
        return "ours"

    with pytest.raises(FileError, match="another program keeps changing this file; try again"):
        rewrite(path, change)
    assert set(path.read_text()) == {"0", "!"}


def test_a_change_is_made_to_what_another_program_has_written(tmp_path: Path) -> None:
    """Also where the file came into being meanwhile."""
    path = tmp_path / "new" / "file"
    others = iter(["theirs"])

    def change(before: TextFile | None) -> str:
        for text in others:
            path.write_text(text)
        return f"{before.text if before else ''} ours"

    rewrite(path, change)
    assert path.read_text() == "theirs ours"


def test_many_threads_lose_nothing(tmp_path: Path) -> None:
    """A second window of the same program."""
    threads = [
        threading.Thread(target=note_opened, args=[str(tmp_path / f"{number}.toml")])
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(recent_paths()) == 4


def test_cards_are_told_from_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank, a project and a broken file are no cards; a card of a newer format is one."""
    distilbert_session(tmp_path).save()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / "broken.toml").write_text("format = [")
    card = (tmp_path / "distilbert.toml").read_text()
    (tmp_path / "newer.toml").write_text(card.replace("format = 1", "format = 99"))
    monkeypatch.chdir(tmp_path)
    assert [(card.name, card.progress, card.bank) for card in cards_here()] == [
        ("distilbert.toml", "14 answered", "kaggle-model-card"),
        ("newer.toml", "for a newer cardtui", ""),
    ]


def test_recent_cards_are_named_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their name alone in this folder, else by their path, the home being `~`."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        session = distilbert_session(tmp_path / folder)
        session.save()
        note_opened(session.path)
    note_opened(str(tmp_path / "gone.toml"))
    monkeypatch.chdir(tmp_path / "here")
    names = [card.name for card in recent_cards()]
    assert names == [os.path.join("~", "there", "distilbert.toml"), "distilbert.toml"]
