"""What a person chooses in the app and wants to find again: written into their settings."""

from __future__ import annotations

from cardtui.errors import FileError, Problem
from cardtui.files.line_ends import edited_file
from cardtui.files.reading import TextFile
from cardtui.files.rewriting import rewrite
from cardtui.files.toml import parse_toml
from cardtui.files.user_folders import SETTINGS_FILE, config_folder


def remember(key: str, value: str) -> None:
    """Set one key of the settings; all else in the file stays as it is, comments too.

    Raises `CardtuiError` where that cannot be, as with a file that is not TOML.
    """
    try:
        path = config_folder() / SETTINGS_FILE
    except RuntimeError as error:
        raise FileError(Problem(str(error))) from None
    rewrite(path, lambda before: _with(before or TextFile(str(path), ""), key, value))


def _with(file: TextFile, key: str, value: str) -> str:
    import tomlkit

    if parse_toml(file).get(key) == value:
        return file.text
    document = tomlkit.parse(file.content)
    document[key] = value
    return edited_file(file, tomlkit.dumps(document)).text
