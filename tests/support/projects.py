"""A project with a bank from everywhere, and the lock that goes with it."""

from __future__ import annotations

from pathlib import Path

from cardtui.sharing.contents import hash_of
from cardtui.sharing.lock import LockedBank, lock_text
from support.repositories import bank_text

PROJECT = """\
# The banks of this project: cardtui bank list

[[bank]]
source = "ours"

[[bank]]
source = "kaggle-model-card"

[[bank]]
source = "https://example.org/banks.git"
rev = "v1.2.0"
path = "vision"

[[bank]]
source = "git@example.org:team/banks.git"

[[bank]]
source = "package:team-banks"
"""
OURS = bank_text("ours")
CARD = """\
format = 1
id = "x"
bank = { id = "ours", version = "1.0.0" }
[answers.q0]
value = "\\u001b[2J"
"""
_ELSEWHERE = (("bank.toml", "1" * 64), ("fr.toml", "2" * 64))
LOCK = lock_text(
    [
        LockedBank("ours", "", "", "", "ours", "1.0.0", (("bank.toml", hash_of(OURS)),)),
        LockedBank(
            *("https://example.org/banks.git", "v1.2.0", "vision", "a" * 40, "vision", "1.2.0"),
            _ELSEWHERE,
            (("base", "3" * 64),),
        ),
        LockedBank(
            *("git@example.org:team/banks.git", "", "", "b" * 40, "team", "2.0.0"), _ELSEWHERE
        ),
        LockedBank("package:team-banks", "", "", "", "packed", "1.0.0", _ELSEWHERE),
    ]
)


def write_project(folder: Path, project: bytes | str = PROJECT, lock: bytes | str = LOCK) -> None:
    """A project with its bank `ours` and a card, and with these files as they are given."""
    (folder / "ours").mkdir(exist_ok=True)
    (folder / "ours" / "bank.toml").write_text(OURS, encoding="utf-8")
    (folder / "card.toml").write_text(CARD, encoding="utf-8")
    for name, given in (("cardtui.toml", project), ("cardtui.lock", lock)):
        (folder / name).write_bytes(given.encode("utf-8") if isinstance(given, str) else given)
