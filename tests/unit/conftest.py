"""What tests of commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result, run_cardtui
from support.every_type import EVERY_TYPE


@pytest.fixture(name="run")
def _run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Runs commands in the folder of a project whose bank has a question of every type."""
    (tmp_path / "bank.toml").write_text(EVERY_TYPE, encoding="utf-8")
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return run_cardtui(capsys, *arguments)

    return run
