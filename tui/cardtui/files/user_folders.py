"""The folders of the person at the keyboard: settings, and what the program keeps between runs.

platformdirs decides where they are on each system; Textual imports it anyway. Commands do without it
on Linux, where the place is a matter of two lines.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SETTINGS_FILE = "config.toml"


def config_folder() -> Path:
    """Where a person keeps settings and themes; it need not be there.

    `~/.config/cardtui` on Linux. Raises `RuntimeError` without a home.
    """
    if _is_linux():
        return _of_xdg("XDG_CONFIG_HOME", "~/.config")
    from platformdirs import user_config_path

    return _at_home(user_config_path("cardtui", appauthor=False))


def settings_file() -> Path | None:
    """Where a person keeps settings; it need not be there. None without a home."""
    try:
        return config_folder() / SETTINGS_FILE
    except RuntimeError:
        return None


def state_folder() -> Path:
    """Where the program keeps what belongs to no card; it need not be there.

    `~/.local/state/cardtui` on Linux. Raises `RuntimeError` without a home.
    """
    if _is_linux():
        return _of_xdg("XDG_STATE_HOME", "~/.local/state")
    from platformdirs import user_state_path

    return _at_home(user_state_path("cardtui", appauthor=False))


def made_state_folder() -> Path:
    """The same, made if need be. Raises `OSError` or, without a home, `RuntimeError`."""
    folder = state_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def cache_folder() -> Path:
    """Where the program keeps what it can get again; it need not be there.

    `~/.cache/cardtui` on Linux. Raises `RuntimeError` without a home.
    """
    if _is_linux():
        return _of_xdg("XDG_CACHE_HOME", "~/.cache")
    from platformdirs import user_cache_path

    return _at_home(user_cache_path("cardtui", appauthor=False))


def _is_linux() -> bool:
    return sys.platform == "linux" and "ANDROID_ROOT" not in os.environ


def _of_xdg(variable: str, otherwise: str) -> Path:
    """XDG Base Directory Specification 0.8, section 3."""
    base = os.environ.get(variable, "").strip() or os.path.expanduser(otherwise)
    return _at_home(Path(base) / "cardtui")


def _at_home(folder: Path) -> Path:
    """`folder`, unless it begins with a `~` that stands for nothing."""
    if not folder.is_absolute():
        raise RuntimeError(f"there is no home folder for {folder}")
    return folder
