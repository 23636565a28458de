"""What each part of the program imports, seen by a new Python: start-up is nearly all imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import cardtui

_PACKAGE = Path(cardtui.__file__).parent
_MODULES = sorted(
    ".".join(("cardtui", *path.relative_to(_PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )
    for path in _PACKAGE.rglob("*.py")
    if path.name != "__main__.py"
)
_BELOW_APP = [
    name
    for name in _MODULES
    if not name.startswith(("cardtui.app", "cardtui.plain", "cardtui.cli"))
]
_SCREENS = {"textual", "rich", "questionary", "prompt_toolkit"}

CARD = """format = 1
id = "one"
bank = {id = "kaggle-model-card", version = "1.0.0", sha256 = "x"}

[answers.model_name]
value = "DistilBERT"
"""


def third_parties_after(code: str, folder: Path) -> set[str]:
    """The packages from outside the standard library that `code` brings in.

    What the environment itself imports at start-up, such as for coverage or editable installs, is
    not counted.
    """
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "try:\n"
        f"    {code}\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "import json\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "sys.stderr.write(json.dumps(sorted(new - set(sys.stdlib_module_names))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    return {name for name in json.loads(done.stderr) if name != "cardtui"}


def test_importing_cardtui_imports_nothing_else(tmp_path: Path) -> None:
    """`import cardtui` is free: every name is imported when it is first used."""
    assert third_parties_after("import cardtui", tmp_path) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["export", "card.toml"],
        ["status", "card.toml"],
        ["status", "--json", "card.toml"],
        ["diff", "card.toml", "card.toml"],
        ["merge", "card.toml", "card.toml", "card.toml"],
        ["status", "--why", "quantization_bits", "card.toml"],
        ["bank", "check", "kaggle-model-card"],
        ["bank", "test", "kaggle-model-card"],
        ["bank", "list"],
        ["bank", "show", "kaggle-model-card"],
    ],
    ids=" ".join,
)
def test_commands_do_not_import_the_app(arguments: list[str], tmp_path: Path) -> None:
    """Only the command that opens the app pays for Textual."""
    (tmp_path / "card.toml").write_text(CARD)
    imported = third_parties_after(f"from cardtui.cli import main; main({arguments!r})", tmp_path)
    assert imported & {*_SCREENS, "tomlkit"} == set()


def test_a_project_without_a_lock_needs_no_git_and_no_cache(tmp_path: Path) -> None:
    """It opens as it did before banks could be fetched."""
    (tmp_path / "card.toml").write_text(CARD)
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "kaggle-model-card"\n')
    unneeded = ("cache", "git", "lock", "origin", "packages", "pinned", "processes")
    code = (
        "from cardtui.cli import main\n"
        "    try: main(['status', 'card.toml'])\n"
        "    except SystemExit as end: assert not end.code\n"
        f"    assert not {{f'cardtui.sharing.{{name}}' for name in {unneeded}}} & set(sys.modules)\n"
        "    assert 'subprocess' not in set(sys.modules) - before"
    )
    third_parties_after(code, tmp_path)


def test_help_imports_no_bank(tmp_path: Path) -> None:
    """`cardtui --help` needs click and nothing else."""
    imported = third_parties_after("from cardtui.cli import main; main(['--help'])", tmp_path)
    assert imported == {"click"}


def test_no_module_below_the_app_imports_textual_or_click(tmp_path: Path) -> None:
    """The core knows no front end: none of its modules brings one along."""
    imported = third_parties_after(f"import {', '.join(_BELOW_APP)}", tmp_path)
    assert imported & {*_SCREENS, "click"} == set()


def test_all_modules_are_looked_at() -> None:
    """The walk finds the layers, so that the tests above test something."""
    layers = {name.split(".")[1] for name in _BELOW_APP if "." in name}
    expected = {"bank", "card", "condition", "files", "formats", "interview", "proof"}
    expected |= {"sharing", "text"}
    assert expected <= layers


@pytest.mark.parametrize("command", ["export", "status"])
def test_nothing_of_translations_is_imported_where_none_is_asked_for(
    command: str, tmp_path: Path
) -> None:
    """Not even where the settings of a person are read, as long as there are none."""
    (tmp_path / "card.toml").write_text(CARD)
    names = ("cardtui.sharing.languages", "cardtui.bank.translation", "cardtui.app", "platformdirs")
    script = (
        "import sys\n"
        "from cardtui.cli import main\n"
        "try:\n"
        f"    main([{command!r}, 'card.toml'])\n"
        "except SystemExit:\n"
        f"    sys.exit(str([name for name in {names} if name in sys.modules]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False, text=True
    )
    assert done.stderr == "[]\n"


def test_what_opens_the_app_needs_no_click(tmp_path: Path) -> None:
    """There is nothing to parse in `cardtui CARD`, and click takes as long as reading the card."""
    assert "click" not in third_parties_after("import cardtui.cli.open", tmp_path)
