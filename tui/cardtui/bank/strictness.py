"""Whether a key of a question becomes weaker. Stricter has to be plain: all else is weaker.

A sealed question may be required, allow less and have more checks, and nothing else of it changes.
What a sealed question depends on may be explained as one likes; but what it asks, what it can be
answered with, and when it is asked, stays: other answers could make the sealed one irrelevant, or
leave one of its checks unknown, which passes. So a new check there must not force an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Said = tuple[str, str]
"""What is wrong, and what to do."""
_STATUSES = ("unknown", "not_applicable")
_IF_LEFT_OUT: Mapping[str, Any] = {
    "allow": _STATUSES,
    "check": (),
    "column": (),
    "options": (),
    "required": False,
    "unit": "",
}
"""What a key is where it is not said; None for others."""
_KEPT = ("ask", "type", "when", "options", "column", "unit", "allow", "suggest")
"""Keys that decide what a question is, which answers it can have, and when it can have them.

Less in `allow` is not stricter for a condition that asks whether an answer is unknown.
"""


def weaker(key: str, table: Mapping[str, Any], now: object) -> Said | None:
    """What is wrong with a key of a sealed question that becomes `now`; None where nothing is."""
    before = table.get(key)
    if key in table and now == before and type(now) is type(before):
        return None
    match key:
        case "required" | "check":
            return _looser(key, table, now)
        case "sealed":
            return ("it cannot be unsealed", "leave `sealed` out")
        case "allow":
            allowed = table.get("allow", _STATUSES)
            if isinstance(now, list) and all(status in allowed for status in now):
                return None
            return ("it cannot allow more than it does", "allow the same, or less")
    return (
        f"its `{key}` cannot be changed",
        "only `required`, `allow` and `check` can be stricter",
    )


def decides_otherwise(key: str, table: Mapping[str, Any], now: object) -> Said | None:
    """The same of a question that a sealed one depends on."""
    if key == "check":
        return _looser(key, table, now) or _forced(table.get("check", ()), now)
    if key not in _KEPT:
        return _looser(key, table, now)
    return None if _alike(key, table.get(key, _IF_LEFT_OUT.get(key)), now) else _changed(key)


def taken_away(key: str, table: Mapping[str, Any]) -> Said | None:
    """The same of a key that is taken away."""
    return decides_otherwise(key, table, _IF_LEFT_OUT.get(key))


def _looser(key: str, table: Mapping[str, Any], now: object) -> Said | None:
    if key == "required" and table.get("required") is True and now is False:
        return ("it cannot be made optional", "leave it required")
    if key == "text_format" and key in table and now != table[key]:
        return _changed(key)
    missing = _check_left_out(table.get("check", ()), now) if key == "check" else None
    if missing is not None:
        return (
            f'its check "{missing}" cannot be left out or changed',
            "repeat its checks, and add yours",
        )
    return None


def _forced(before: Any, now: object) -> Said | None:
    for check in now if isinstance(now, list) else []:
        if check not in before and check.get("level") != "warning":
            said = check.get("message", check.get("that"))
            return f'its new check "{said}" would force an answer', 'give it `level = "warning"`'
    return None


def _changed(key: str) -> Said:
    return (f"its `{key}` cannot be changed", "leave it as it is")


def _alike(key: str, before: Any, now: Any) -> bool:
    if key != "allow":
        return bool(now == before)
    return isinstance(now, list | tuple) and {*map(str, now)} == {*before}


def _check_left_out(before: Any, now: object) -> str | None:
    """The message of a check that is not among the new ones as it was, or stricter."""
    checks = now if isinstance(now, list) else []
    for check in before:
        stricter = {key: part for key, part in check.items() if key != "level"}
        if (
            check not in checks
            and stricter not in checks
            and {**stricter, "level": "error"} not in checks
        ):
            return str(check.get("message", check.get("that")))
    return None
