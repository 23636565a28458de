"""Many translations of strangers: read, or refused with a line for each problem, and none takes long.

    python tests/fuzz/translations.py [-n TRANSLATIONS] [--seed SEED]

They are mutants of the shipped French texts (most of them) and of a small translation with every
kind of text. Of one that can be used, all that is printed is looked at: what `bank check` says of it, a card in its
language, what `bank translate` adds and stamps. Prints how many were read and refused and how long
they took; raises with the first that breaks a promise.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank
from cardtui.bank.translation import translated
from cardtui.files.reading import read_text_file
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from fuzz.judging import Figures, command_line, judged
from fuzz.mutations import mutant
from support.translations import FRENCH

_BANK = shipped_banks()[DEFAULT_BANK]
_CARD = f"""format = 1
id = "x"
bank = {{ id = "{DEFAULT_BANK}", version = "1.0.0" }}
[answers.model_name]
value = "\\u001b[2J"
[answers.compression]
value = ["quantization"]
"""


def sources() -> list[str]:
    """The translations that mutants are made of: the shipped one, then a small one."""
    return [_BANK.with_name("fr.toml").read_text("utf-8"), FRENCH]


def translations(number: int, seed: int) -> Iterator[bytes]:
    """So many translations; the same for the same seed."""
    chance, files = random.Random(seed), sources()
    for _ in range(number):
        yield mutant(files, chance)


def _commands(path: Path) -> Iterator[list[str]]:
    folder = path.with_name("bank")
    folder.mkdir(exist_ok=True)
    shutil.copy(_BANK, folder / "bank.toml")
    shutil.copy(path, folder / "fr.toml")
    (folder / "card.toml").write_text(_CARD, encoding="utf-8")
    yield ["bank", "check", "bank", "-v"]
    for command in ("status", "export"):
        yield [command, "bank/card.toml", "--bank", "bank", "--language", "fr"]
    yield ["bank", "translate", "bank", "fr"]
    yield ["bank", "translate", "bank", "fr", "--stamp"]
    yield ["status", "bank/card.toml", "--bank", "bank", "--language", "fr"]


def fuzz(number: int, seed: int, every: int = 4) -> Figures:
    """Judge so many translations. Raises `AssertionError` where a promise is broken."""
    bank = load_bank(_BANK)

    def read(path: Path) -> Bank:
        return translated(bank, replace(read_text_file(path), path="fr.toml"))

    return judged(translations(number, seed), read, _commands, every)


if __name__ == "__main__":
    sys.exit(command_line(__doc__, "translations", fuzz))
