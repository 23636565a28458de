"""What a path could go on with: only the folder that is typed is looked into."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cardtui.files import path_names
from cardtui.files.path_names import files_beginning, paths_beginning


@pytest.fixture
def folder(tmp_path: Path) -> str:
    card = tmp_path / "card"
    for name in ("model.onnx", "model.safetensors", "models/a.txt", "models/b.txt", ".git/config"):
        path = card / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "beside.txt").touch()
    return str(card)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mod", ["model.onnx", "model.safetensors", "models/"]),
        ("models", ["models/"]),
        ("models/", ["models/a.txt", "models/b.txt"]),
        ("models/b", ["models/b.txt"]),
        ("./model.o", ["./model.onnx"]),
        ("../be", ["../beside.txt"]),
        ("MOD", []),
        (".g", [".git/"]),
        (".git/", [".git/config"]),
        ("nowhere/", []),
        ("model.onnx/", []),
        ("~", []),
        ("~root/", []),
        ("a\0b", []),
    ],
)
def test_a_path_goes_on(folder: str, typed: str, found: list[str]) -> None:
    """Folders end with a slash; hidden names come where their dot is typed."""
    assert paths_beginning(folder, typed) == found


def test_an_absolute_path_goes_on_too(folder: str) -> None:
    """It is a finding elsewhere; here it is what is typed."""
    assert paths_beginning("", f"{folder}/model.o") == [f"{folder}/model.onnx"]


def test_a_card_in_the_current_folder(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has no folder in its name."""
    monkeypatch.chdir(folder)
    assert paths_beginning("", "model.o") == ["model.onnx"]


def test_names_that_could_act_on_the_terminal_are_not_offered(folder: str) -> None:
    """Nor those that are no text."""
    (Path(folder) / "mo\x1b[2J").touch()
    Path(os.fsdecode(os.fsencode(folder) + b"/mo\xff")).touch()
    assert paths_beginning(folder, "mo") == ["model.onnx", "model.safetensors", "models/"]


def test_of_a_huge_folder_a_part_is_looked_at(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the rest."""
    monkeypatch.setattr(path_names, "_MOST_LOOKED_AT", 1)
    assert len(paths_beginning(f"{folder}/models", "")) == 1


def test_a_link_that_leads_nowhere_is_a_name(folder: str) -> None:
    """Looking at it fails nothing."""
    (Path(folder) / "loop").symlink_to("loop")
    assert paths_beginning(folder, "lo") == ["loop"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mod", ["models/"]),
        ("models/", ["models/a.toml", "models/b.toml"]),
        ("models/b", ["models/b.toml"]),
        ("models/c", []),
        (".h", [".hidden.toml"]),
        ("~", []),
        ("~/mod", ["~/models/"]),
        ("~/models/a", ["~/models/a.toml"]),
    ],
)
def test_files_of_one_kind_are_offered_from_here_and_from_home(
    typed: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the folders on the way to them; the home stays a `~`."""
    (tmp_path / "models").mkdir()
    for name in ("models/a.toml", "models/b.toml", "models/c.txt", ".hidden.toml"):
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert files_beginning(typed, ".toml") == found
