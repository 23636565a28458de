"""Where the program keeps what belongs to no card: the log of a crash, work that found no place."""

from __future__ import annotations

import os
from pathlib import Path

CRASH_LOG = "crash.log"


def state_folder() -> Path:
    """The folder for it, made if need be. Raises `OSError` or, without a home, `RuntimeError`."""
    root = os.environ.get("XDG_STATE_HOME", "")
    base = Path(root) if os.path.isabs(root) else Path.home() / ".local" / "state"
    folder = base / "cardtui"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_crash_log(text: str) -> str:
    """Keep the log of the last crash; gives its path, or nothing where it cannot be written.

    A log may hold what was typed: it is for the user's own eyes.
    """
    try:
        path = state_folder() / CRASH_LOG
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except (OSError, RuntimeError):
        return ""
    return str(path)
