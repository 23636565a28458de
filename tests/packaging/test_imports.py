"""What is imported when: the core without a screen, help without anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cardtui

PACKAGE = Path(cardtui.__file__).parent
CORE = ("text", "files", "condition", "bank", "card", "interview", "formats", "sharing")
MODULES = sorted(
    "cardtui." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for folder in CORE
    for path in (PACKAGE / folder).rglob("*.py")
    if path.name != "__init__.py"
)
SCREENS = {"textual", "rich", "questionary", "prompt_toolkit"}


def imported_by(script: str, *arguments: str) -> set[str]:
    """The top-level packages in `sys.modules` of a fresh interpreter that ran `script`."""
    tell = (
        "\nfinally:\n    print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    body = "import sys\ntry:\n    " + script + tell
    done = subprocess.run(
        [sys.executable, "-c", body, *arguments], capture_output=True, text=True, check=False
    )
    return set(done.stderr.split())


def test_the_package_alone_imports_nothing() -> None:
    """Its names are imported when they are used."""
    third_party = {"msgspec", "tomli", "tomlkit", "click", "yaml", "markdown_it"} | SCREENS
    assert not imported_by("import cardtui") & third_party


@pytest.mark.parametrize("module", MODULES)
def test_no_module_of_the_core_imports_a_screen(module: str) -> None:
    """Contracts look at the text of imports; this looks at what really happens."""
    imported = imported_by(f"import {module}")
    assert "cardtui" in imported
    assert not imported & SCREENS


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["status"], ["export"]])
def test_commands_import_no_textual(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the command that opens the app does."""
    bank = cardtui.load_bank(PACKAGE.parents[1] / "questions" / "kaggle-model-card")
    session = cardtui.new_session(bank, str(tmp_path / "model-card.toml"))
    session.set_value("overview", "Some *text*.")
    session.save()
    monkeypatch.chdir(tmp_path)
    script = "from cardtui.cli import main; main()"
    imported = imported_by(script, *arguments)
    assert "click" in imported
    assert not imported & SCREENS


def test_help_imports_no_core() -> None:
    """So that it is instant."""
    imported = imported_by("from cardtui.cli import main; main()", "--help")
    assert not imported & {"msgspec", "tomli", "tomlkit", "markdown_it", "yaml"}
