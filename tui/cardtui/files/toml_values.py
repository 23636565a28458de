"""Values as a TOML file writes them."""

from __future__ import annotations

import json
from datetime import date


def toml_of(value: object) -> str:
    """A value on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            # JSON's escapes are TOML's; DEL alone is one in TOML and none in JSON.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(toml_of, value))}]"
        case dict():
            entries = ", ".join(f"{name} = {toml_of(each)}" for name, each in value.items())
            return f"{{ {entries} }}" if entries else "{}"
        case _:
            return str(value)
