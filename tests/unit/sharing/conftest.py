"""What tests of shared banks share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result, run_cardtui


@pytest.fixture(name="project")
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(name="run")
def _run(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Runs commands there."""
    return lambda *arguments: run_cardtui(capsys, *arguments)
