"""TOML from anyone: guarded, then parsed, with errors that say where.

`tomli` is `tomllib` with compiled wheels (three times as fast on a large bank) and with error
positions as attributes on every Python that cardtui supports.
"""

from __future__ import annotations

from typing import Any

from cardtui.errors import Problem, TomlError
from cardtui.files.reading import TextFile
from cardtui.files.toml_guard import refuse_hostile_shapes


def parse_toml(file: TextFile) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises `TomlError` with line and column where it is not TOML, or where its keys or nesting
    pass the limits that keep every parser fast.
    """
    import tomli

    text = file.content
    refuse_hostile_shapes(text, file.path)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from cardtui.files.toml_words import in_words

        raise TomlError(in_words(error, text, file.path)) from None
    except (ValueError, RecursionError):
        # tomli lets a number of more digits than int() takes, or an impossible date, through.
        raise TomlError(Problem("this is not TOML that can be read", "", file.path)) from None
