"""What tests of files from anyone share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result
from support.strangers import run_on_stranger


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Result]:
    """Runs a command, and holds what it prints to what is promised."""
    return lambda line: run_on_stranger(capsys, monkeypatch, *line.split())
