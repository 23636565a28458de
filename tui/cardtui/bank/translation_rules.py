"""What can be said of a translation, by the names under which `bank check` says it."""

from __future__ import annotations

OF_TRANSLATION = "-translation"
"""All of them end so: there may be as many as a bank has questions."""
UNREADABLE = f"unreadable{OF_TRANSLATION}"
MISSING = f"missing{OF_TRANSLATION}"
STALE = f"stale{OF_TRANSLATION}"
LEFT_OVER = f"left-over{OF_TRANSLATION}"
UNSTAMPED = f"unstamped{OF_TRANSLATION}"
