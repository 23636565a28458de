"""What several commands print of a card as JSON."""

from __future__ import annotations

from cardtui.bank.bank import Bank
from cardtui.interview.state import State


def card_record(path: str, bank: Bank) -> dict[str, object]:
    """Which card it is, and which bank it answers."""
    return {"card": path, "bank": {"id": bank.id, "version": bank.version}}


def progress_record(state: State) -> dict[str, int]:
    """How many questions are answered, are relevant, and may become relevant."""
    progress = state.progress
    return {
        "answered": progress.answered,
        "relevant": progress.relevant,
        "possible": progress.possible,
    }
