"""Findings as GitHub shows them beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import Literal

from cardtui.text.clean import visible

Annotated = Literal["error", "warning", "notice"]


def annotation(
    level: Annotated, title: str, message: str, path: str = "", line: int = 0, column: int = 0
) -> str:
    """One workflow command. What would end it, or a property of it, is escaped."""
    properties = {"file": path, "line": line or "", "col": column or "", "title": title}
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    return f"::{level} {given}::{_data(message)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
