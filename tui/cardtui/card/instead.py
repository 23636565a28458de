"""What a file is that was given as a card, and is none."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import splitext

from cardtui.errors import CardError, Problem

_DOCUMENTS = {".md", ".markdown", ".html", ".htm", ".json"}


def refuse_document(path: str) -> None:
    """Raise `CardError` where a file that is not TOML is a document by its name."""
    if splitext(path)[1].casefold() in _DOCUMENTS:
        remedy = "name the TOML file that keeps its answers"
        raise CardError(Problem("this is a document, not a card", remedy, path))


def kind_instead(tables: Mapping[str, object]) -> tuple[str, str] | None:
    """What TOML is that cardtui knows and that is no card, and what to do; None for anything else."""
    if "section" in tables and "format" in tables:
        return "this is a bank, not a card", "open it with --bank"
    if isinstance(tables.get("bank"), list):
        kind = "the lock of a project" if "format" in tables else "a project file"
        return f"this is {kind}, not a card", "name a card, such as model-card.toml"
    return None
