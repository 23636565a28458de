"""The log of the last crash: for the user's own eyes, and for a report if they want to send it."""

from __future__ import annotations

import os

from cardtui.files.user_folders import made_state_folder

CRASH_LOG = "crash.log"


def write_crash_log(text: str) -> str:
    """Keep the log of the last crash; gives its path, or nothing where it cannot be written.

    A log may hold what was typed: nobody else may read it.
    """
    try:
        path = made_state_folder() / CRASH_LOG
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except (OSError, RuntimeError):
        return ""
    return str(path)
