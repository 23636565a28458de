"""The files that ship with the program: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DEFAULT_BANK = "kaggle-model-card"


@cache
def shipped_folder(name: str) -> Path:
    """The folder `questions` or `themes`."""
    package = Path(__file__).parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent.parent / name


def shipped_banks() -> dict[str, Path]:
    """The shipped banks by id, which is the name of their folder."""
    folder = shipped_folder("questions")
    return {bank.parent.name: bank for bank in sorted(folder.glob("*/bank.toml"))}
