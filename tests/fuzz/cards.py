"""Many cards of strangers: read, or refused with a line for each problem, and none takes long.

    python tests/fuzz/cards.py [-n CARDS] [--seed SEED]

They are mutants of a filled card under the shipped bank (most of them) and of cards with all that a card
can hold: rows, reasons, notes, second versions, retired answers. Reading is what `check` and
`status` do: the file, its bank (loaded once), its state. Of a card that can be used, all that the
commands print is looked at. Prints how many were read and refused and how long they took; raises
with the first that breaks a promise.
"""

from __future__ import annotations

import contextlib
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.errors import CardtuiError
from cardtui.interview.assignments import Assignment, assign
from cardtui.sharing.cards import Cards
from cardtui.sharing.shipped import DEFAULT_BANK
from fuzz.judging import Figures, command_line, judged
from fuzz.mutations import mutant
from support.distilbert import distilbert_session
from support.hostile import ATTACKS, hostile

_EVERYTHING = '''
format = 1
id = "everything"
bank = { id = "kaggle-model-card", version = "1.0.0", sha256 = "x" }
owner = "team"   # nothing that is read

[answers.model_name]
value = "A model"
asked = "00000000"
note = "Ask Ada"

[answers.overview]
value = """
# A heading

- [a link](https://example.org)
```
open
"""

[answers.compression]
value = ["quantization", "other", "gone"]
specify = { other = "ternary" }

[answers.training_hardware]
status = "unknown"
reason = "Nobody wrote it down."

[answers.results]
last_row = 4

[[answers.results.rows]]
_row = 1
metric = "f1"
value = 0.5

[[answers.results.rows]]
_row = 4
metric = "accuracy"
value = "high"
stray = 2026-01-31

[answers.no_such_question]
value = [1, 2.5, true]

[conflicts.model_name]
value = "Another model"

[conflicts.overview]
absent = true

[retired.old]
value = "was asked once"
'''


def sources() -> list[str]:
    """The cards that mutants are made of: one with every answer, then others."""
    named = f'id = "{DEFAULT_BANK}"'
    small = [hostile(attack).card.replace('id = "hostile"', named) for attack in ATTACKS.values()]
    return [_filled_card(), _EVERYTHING, *small]


def _filled_card() -> str:
    """A card under the shipped bank with the first example of each question as its answer."""
    with TemporaryDirectory() as folder:
        session = distilbert_session(Path(folder))
        for question in session.bank.questions.values():
            if question.examples and session.state.is_relevant(question.id):
                with contextlib.suppress(CardtuiError):
                    assign(session, [Assignment(question.id, "=", question.examples[0].text)])
        session.save()
        saved = Path(session.path).read_text("utf-8")
    return saved.replace(session.card.id, "filled")


def cards(number: int, seed: int) -> Iterator[bytes]:
    """So many cards; the same for the same seed."""
    chance, files = random.Random(seed), sources()
    for _ in range(number):
        yield mutant(files, chance)


def _commands(path: Path) -> Iterator[list[str]]:
    name = str(path)
    for command in ("status", "check", "export", "get"):
        yield [command, name]
    yield ["status", name, "--json"]
    yield ["check", name, "--format", "github"]
    yield ["export", name, "--to", "html"]
    yield ["export", name, "--to", "json"]
    yield ["diff", name, name]


def fuzz(number: int, seed: int, every: int = 4) -> Figures:
    """Judge so many cards. Raises `AssertionError` where a promise is broken."""
    look = Cards()
    return judged(cards(number, seed), lambda path: look.read(str(path)), _commands, every)


if __name__ == "__main__":
    sys.exit(command_line(__doc__, "cards", fuzz))
