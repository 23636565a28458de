"""Links, devices and folders where a file is expected, and variables where a name is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result
from support.strangers import CORPUS, held_in, run_on_stranger

CARD = (
    'format = 1\nid = "x"\nbank = { id = "kaggle-model-card", version = "1.0.0" }\n'
    '[answers.model_name]\nvalue = "A model"\n'
)
SECRET = "root:x:0:0\n"
Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a card, beside one with a secret."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text(SECRET)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "card.toml").write_text(CARD)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command, and holds what it prints to what is promised."""
    return lambda *words: run_on_stranger(capsys, monkeypatch, *words)


def _link_to_a_secret(place: Path) -> None:
    place.symlink_to("../outside/secret")


def _link_to_nowhere(place: Path) -> None:
    place.symlink_to("../outside/nowhere")


def _link_to_itself(place: Path) -> None:
    place.symlink_to(place.name)


def _link_to_a_device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def _pipe(place: Path) -> None:
    os.mkfifo(place)


def _folder(place: Path) -> None:
    place.mkdir()


PLACES = [_link_to_a_secret, _link_to_nowhere, _link_to_itself, _link_to_a_device, _pipe, _folder]


@pytest.mark.parametrize("make", PLACES, ids=lambda make: make.__name__.strip("_"))
@pytest.mark.parametrize(
    "line",
    [
        "status odd.toml",
        "check odd.toml",
        "export odd.toml",
        "get odd.toml",
        "set odd.toml layers=6",
        "copy odd.toml new.toml",
        "merge card.toml odd.toml card.toml",
        "bank check ./odd.toml",
        "status card.toml --bank ./odd.toml",
    ],
)
def test_what_is_no_card_and_no_bank_is_refused(
    line: str, make: Callable[[Path], None], folder: Path, run: Run
) -> None:
    """At once, in a line that repeats nothing of what it leads to, and with all left as it was.

    A card that is started through a link to a name that is free is started there.
    """
    make(folder / "odd.toml")
    before = held_in(folder.parent)
    result = run(*line.split())
    if make is _link_to_nowhere and line.startswith("set"):
        assert (folder / "odd.toml").is_symlink()
        return
    assert result.code == 2
    assert "root:x" not in result.out + result.err
    if not line.startswith("merge"):
        assert held_in(folder.parent) == before


@pytest.mark.parametrize("make", PLACES, ids=lambda make: make.__name__.strip("_"))
def test_an_export_replaces_nothing_that_is_no_export(
    make: Callable[[Path], None], folder: Path, run: Run
) -> None:
    """Links are looked through, and what is there stays."""
    make(folder / "README.md")
    before = held_in(folder.parent)
    assert run("export", "card.toml", "-o", "README.md").code == 2
    assert held_in(folder.parent) == before


def test_saving_keeps_a_link_and_replaces_what_it_leads_to(folder: Path, run: Run) -> None:
    """As promised of cards: the link stays, the mode stays, and nothing is left beside them."""
    real = folder.parent / "outside" / "real.toml"
    (folder / "card.toml").rename(real)
    real.chmod(0o640)
    (folder / "card.toml").symlink_to(real)
    assert run("set", "card.toml", "layers=6").code == 0
    assert (folder / "card.toml").readlink() == real
    assert "layers" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(folder.parent / "outside")) == ["real.toml", "secret"]


def test_folders_that_lead_to_each_other_end(folder: Path, run: Run) -> None:
    """Cards of a folder are looked for below it, and links are not walked in circles."""
    (folder / "a").mkdir()
    (folder / "a" / "up").symlink_to("..")
    (folder / "b").symlink_to("a")
    result = run("check", ".")
    assert result.code in (0, 1)
    assert result.out.count("nothing to mend") + result.out.count("error") < 100


@pytest.mark.parametrize("make", PLACES, ids=lambda make: make.__name__.strip("_"))
def test_a_project_file_that_is_none(make: Callable[[Path], None], folder: Path, run: Run) -> None:
    """It is passed over, or told in a line."""
    make(folder / "cardtui.toml")
    result = run("status", "card.toml")
    assert result.code in (0, 2)
    assert "root:x" not in result.out + result.err


@pytest.mark.parametrize(
    "source",
    [
        "../outside/secret",
        "../outside",
        "/dev/zero",
        "no\\u001b[2J\\u202e",
        "",
        "x" * 5_000,
        "\\u0000",
    ],
)
def test_a_project_names_what_is_no_bank(source: str, folder: Path, run: Run) -> None:
    """What stands in `cardtui.toml` comes from a stranger, too."""
    (folder / "cardtui.toml").write_text(f'[[bank]]\nsource = "{source}"\n')
    before = held_in(folder.parent)
    result = run("bank", "check")
    assert result.code == 2
    assert "root:x" not in result.out + result.err
    assert held_in(folder.parent) == before


def test_variables_and_patterns_in_texts_stay_as_they_are(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No text is given to a shell, to a format or to the file system."""
    monkeypatch.setenv("HOME", "/pwned")
    for name in ("environment", "format-strings", "paths-climb-out"):
        card = CORPUS / "hostile-cards" / f"{name}.toml"
        told = "".join(
            run(*words).out
            for words in (("get", str(card)), ("export", str(card)), ("status", str(card)))
        )
        assert "/pwned" not in told
        assert "49" not in told
        assert "root:" not in told
    assert (
        "$HOME ${HOME} %PATH% `id` $(id) ~root"
        in run("get", str(CORPUS / "hostile-cards" / "environment.toml"), "model_name").out
    )


@pytest.mark.parametrize(
    "name",
    ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME", "COLUMNS", "TERM", "LANG"],
)
@pytest.mark.parametrize("value", ["", "relative", "/dev/null/x", "\x1b[2J\u202e", "9" * 5_000])
def test_odd_variables_of_the_shell_are_no_obstacle(
    name: str, value: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that looks works wherever a person's folders are said to be."""
    monkeypatch.setenv(name, value)
    assert run("status", "card.toml").code == 0
    assert sorted(os.listdir(folder)) == ["card.toml"]
