"""What is installed is whole: the console script, the shipped questions, the themes."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import pytest

import cardtui
from cardtui import load_bank
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks, shipped_folder

_CHECKOUT = Path(__file__).parents[2]


def test_the_default_bank_is_found_from_any_folder(tmp_path: Path) -> None:
    """An installed program finds its questions wherever it is started."""
    script = (
        "from cardtui import load_bank\n"
        "from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks\n"
        "print(len(load_bank(shipped_banks()[DEFAULT_BANK]).sections))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == "18\n"


def test_every_shipped_bank_loads_and_has_the_id_of_its_folder() -> None:
    """A bank is looked up by its id, which must be where it is found."""
    banks = shipped_banks()
    assert DEFAULT_BANK in banks
    assert {name: load_bank(path).id for name, path in banks.items()} == {
        name: name for name in banks
    }


def test_every_shipped_theme_is_toml() -> None:
    """The themes are found and can be read."""
    themes = sorted(shipped_folder("themes").glob("*.toml"))
    assert themes
    for theme in themes:
        assert "background" in tomllib.loads(theme.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["py.typed", "app/styles.tcss"])
def test_files_of_the_package_are_installed(name: str) -> None:
    """The marker for type checkers and the styles are beside the modules."""
    assert files("cardtui").joinpath(name).is_file()


def test_shipped_folders_hold_no_python() -> None:
    """A type checker or an import must not find modules among the data."""
    for folder in ("questions", "themes"):
        assert list(shipped_folder(folder).rglob("*.py")) == []


def test_the_wheel_puts_the_data_inside_the_package() -> None:
    """In a wheel the data lie where `shipped_folder` looks first."""
    project = tomllib.loads((_CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["sources"] == {
        "tui/cardtui": "cardtui",
        "questions": "cardtui/questions",
        "themes": "cardtui/themes",
    }
    assert sorted(wheel["only-include"]) == sorted(wheel["sources"])


def test_the_console_script_and_the_version_are_those_of_the_package() -> None:
    """What pip installed is what is tested."""
    installed = distribution("cardtui")
    assert installed.version == cardtui.__version__
    scripts = {e.name: e.value for e in installed.entry_points if e.group == "console_scripts"}
    assert scripts == {"cardtui": "cardtui.cli:main"}
    script = Path(sys.executable).parent / "cardtui"
    done = subprocess.run([script, "--version"], capture_output=True, check=True, text=True)
    assert done.stdout == f"cardtui {cardtui.__version__}\n"
