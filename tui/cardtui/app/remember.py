"""What a person chooses in the app and wants to find again: written into their settings."""

from __future__ import annotations

from pathlib import Path

from cardtui.app.settings import SETTINGS_FILE
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files.atomic import write_atomically
from cardtui.files.line_ends import edited_file
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.toml import parse_toml
from cardtui.files.user_folders import config_folder

_ATTEMPTS = 3
"""Times that it is read again where another program writes meanwhile."""


class _Changed(CardtuiError):  # noqa: N818 - it says what has happened
    """The file is not the one that was read."""


def remember(key: str, value: str) -> None:
    """Set one key of the settings; all else in the file stays as it is, comments too.

    Raises `CardtuiError` where that cannot be, as with a file that is not TOML.
    """
    path = _settings_file()
    for attempt in range(_ATTEMPTS):
        try:
            _set(path, key, value)
        except _Changed:
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return


def _settings_file() -> Path:
    try:
        folder = config_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except RuntimeError as error:
        raise FileError(Problem(str(error))) from None
    except OSError as error:
        message = f"the folder for settings cannot be made ({error.strerror})"
        raise FileError(Problem(message, "make it", str(error.filename))) from None
    return folder / SETTINGS_FILE


def _set(path: Path, key: str, value: str) -> None:
    before = _text_of(path)
    text = _with(before or TextFile(str(path), ""), key, value)

    def allow(content: bytes | None) -> None:
        if content != (None if before is None else before.text.encode()):
            raise _Changed(Problem("another program is changing this file", "try again", str(path)))

    if before is None or text != before.text:
        write_atomically(path, text, allow)


def _text_of(path: Path) -> TextFile | None:
    return read_text_file(path) if path.is_symlink() or path.exists() else None


def _with(file: TextFile, key: str, value: str) -> str:
    import tomlkit

    if parse_toml(file).get(key) == value:
        return file.text
    document = tomlkit.parse(file.content)
    document[key] = value
    return edited_file(file, tomlkit.dumps(document)).text
