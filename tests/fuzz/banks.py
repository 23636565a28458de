"""Many banks of strangers: loaded, or refused with a line for each problem, and none takes long.

    python tests/fuzz/banks.py [-n BANKS] [--seed SEED]

They are mutants of the shipped bank (most of them), of small real ones, of random ones and of the
corpus of broken banks. A bank that can be used is then checked, and a card is looked at and exported under it. Prints
how many were loaded and refused and how long they took; raises with the first that breaks a promise.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.bank.load import load_bank
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from fuzz.judging import Figures, command_line, judged
from fuzz.mutations import mutant
from support.broken_banks import broken_banks
from support.every_type import EVERY_TYPE
from support.hostile import ATTACKS, hostile
from support.wild_banks import RandomChoice, Wild

_ANSWERS = """
[answers.name]
value = "\\u001b[2J"
[answers.model_name]
value = "[/] x"
[answers.compression]
value = ["quantization"]
[answers.q0]
value = true
"""


def sources() -> list[str]:
    """The banks that mutants are made of: the shipped one, then small ones."""
    shipped = shipped_banks()[DEFAULT_BANK].read_text("utf-8")
    small = [EVERY_TYPE, *(hostile(attack).bank for attack in ATTACKS.values())]
    small += [Wild(RandomChoice(random.Random(seed))).bank().toml for seed in range(30)]
    small += [path.read_text("utf-8") for path in broken_banks()[::8]]
    return [shipped, *small]


def banks(number: int, seed: int) -> Iterator[bytes]:
    """So many banks; the same for the same seed."""
    chance, files = random.Random(seed), sources()
    for _ in range(number):
        yield mutant(files, chance)


def _commands(path: Path) -> Iterator[list[str]]:
    bank = load_bank(path)
    card = path.with_name("card.toml")
    head = f'format = 1\nid = "x"\nbank = {{ id = "{bank.id}", version = "{bank.version}" }}\n'
    card.write_text(f"{head}{_ANSWERS}", encoding="utf-8")
    yield ["bank", "check", str(path)]
    for command in ("status", "check", "export", "get"):
        yield [command, str(card), "--bank", str(path)]


def fuzz(number: int, seed: int, every: int = 4) -> Figures:
    """Judge so many banks. Raises `AssertionError` where a promise is broken."""
    return judged(banks(number, seed), load_bank, _commands, every)


if __name__ == "__main__":
    sys.exit(command_line(__doc__, "banks", fuzz))
