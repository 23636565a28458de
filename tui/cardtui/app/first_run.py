"""Whether somebody opens the app for the first time, remembered in the folder for state."""

from __future__ import annotations

import os

from cardtui.files.user_folders import made_state_folder

MARKER = "opened"
"""There once the app has been opened."""


def is_first_run() -> bool:
    """Whether nobody has opened the app before; from now on somebody has.

    Where that cannot be remembered it is as if somebody had, for it would be told every time.
    """
    try:
        marker = os.open(made_state_folder() / MARKER, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except (OSError, RuntimeError):
        return False
    os.close(marker)
    return True
