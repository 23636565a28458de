"""What the app costs a person: a key, the next question, memory, large banks.

    python tests/benchmarks/app.py [-n ROUNDS]

Everything runs in real pseudo-terminals and is a ratio to a bare Textual app in the same run, keys
in turn (A B A B ...). Each pair stands in a small terminal and in a wide one. Exits 1 where a ratio
passes its limit.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from time import monotonic

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

import cardtui
from support.benchmarks import CARDTUI, ONE_LABEL, PYTHON, seconds_until, text_bank
from support.terminal import Terminal

SIZES = ((80, 24), (160, 45))
KEY_LIMIT, NEXT_LIMIT, MEMORY_LIMIT = 1.5, 5.0, 1.6
LARGE, HUGE = 1_000, 10_000
"""Numbers of questions."""
_BETWEEN_KEYS = 1 / 30
"""Seconds between two keys of a key that is held down: nobody types faster for long."""
_KEYS_IN_A_ROUND = 30
_QUESTIONS_IN_A_ROUND = 20
_BETWEEN_QUESTIONS = 0.3
"""Seconds in which what is around the question is drawn."""
_SETTLED = 1.0
"""Seconds in which an app does all that it puts off."""
_WALKED = 20
LETTERS = [chr(code) for code in range(0x100, 0x17F) if chr(code).isalpha()]
"""Letters that stand nowhere else on a screen."""
BARE_TEXT_AREA = """
from textual.app import App
from textual.widgets import TextArea

class BareTextArea(App):
    def compose(self):
        yield TextArea("READY")

BareTextArea().run()
"""
BARE_STATIC = """
from textual.app import App
from textual.widgets import Static

class BareStatic(App):
    updates = 0

    def compose(self):
        yield Static("READY")

    def on_key(self):
        self.updates += 1
        self.query_one(Static).update(f"UPDATE {self.updates}.")

BareStatic().run()
"""


@dataclass
class Times:
    """Seconds of ours and of a baseline, in turn."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    def is_within(self, name: str, limit: float, *, with_p95: bool = False) -> bool:
        """Print the ratio of the medians, and with it that of the slow ones, and judge them."""
        ratio = statistics.median(self.ours) / statistics.median(self.bare)
        said = f"{name}: {ratio:.2f}"
        worst = ratio
        if with_p95:
            slow = p95(self.ours) / p95(self.bare)
            said += f", p95 {slow:.2f}"
            worst = max(ratio, slow)
        milliseconds = f"{statistics.median(self.ours) * 1000:.1f} ms"
        if with_p95:
            milliseconds += f", p95 {p95(self.ours) * 1000:.1f} ms"
        print(f"{said} (limit {limit:g}); {milliseconds}", flush=True)
        return worst <= limit


def p95(values: list[float]) -> float:
    """What 95 of 100 values do not pass."""
    return statistics.quantiles(values, n=20)[-1]


def bare_app(folder: Path, script: str, size: tuple[int, int]) -> Terminal:
    """A bare Textual app, ready for keys."""
    path = folder / "bare.py"
    path.write_text(script, encoding="utf-8")
    return Terminal([PYTHON, path], folder=folder, columns=size[0], rows=size[1])


def our_app(folder: Path, size: tuple[int, int], *options: str, card: str = "") -> Terminal:
    """Ours, on a card that is new unless one is named."""
    path = card or f"card-{next(_numbers)}.toml"
    command = [CARDTUI, path, *options]
    return Terminal(command, folder=folder, columns=size[0], rows=size[1])


_numbers = count()


def settle(*terminals: Terminal) -> None:
    """Let them do what they put off."""
    for terminal in terminals:
        terminal.watch(monotonic() + _SETTLED)


def typing(ours: Terminal, bare: Terminal, rounds: int) -> Times:
    """The times from keys to the screen, as fast as a key that is held down."""
    times = Times()
    letters = cycle(LETTERS)
    for turn in range(rounds + 1):
        for _ in range(_KEYS_IN_A_ROUND):
            letter = next(letters)
            pair = (ours.seconds_until_written(letter), bare.seconds_until_written(letter))
            if turn:
                times.ours.append(pair[0])
                times.bare.append(pair[1])
            until = monotonic() + _BETWEEN_KEYS
            ours.watch(until - _BETWEEN_KEYS / 2)
            bare.watch(until)
        settle(ours)
        for terminal in (ours, bare):
            terminal.press(*["backspace"] * _KEYS_IN_A_ROUND)
        settle(ours, bare)
    return times


def typing_is_fluid(
    folder: Path, size: tuple[int, int], kind: str, questions: int, rounds: int
) -> bool:
    """A key in an answer of one type, in the middle of a bank, to a key in a bare text area."""
    (folder / "bank.toml").write_text(text_bank(questions, kind=kind), encoding="utf-8")
    at = f"q{questions // 2}"
    with (
        our_app(folder, size, "--bank", "bank.toml", "--at", at) as ours,
        bare_app(folder, BARE_TEXT_AREA, size) as bare,
    ):
        ours.wait_for(f"Question {questions // 2}?")
        bare.wait_for("READY")
        settle(ours, bare)
        times = typing(ours, bare, rounds)
    name = f"a key in a {kind} of {questions:,} questions at {size[0]}x{size[1]}"
    return times.is_within(f"{name}, to one in a bare TextArea", KEY_LIMIT, with_p95=True)


def first_words(bank: cardtui.Bank, state: cardtui.State, card: cardtui.Card, question: str) -> str:
    """How a question begins on the screen, on one line even of a small terminal."""
    from cardtui.interview.wording import piped

    asked = piped(bank, card, state, bank.questions[question].ask)
    return asked[:30].rpartition(" ")[0]


def walk(path: str) -> Iterator[tuple[str, str]]:
    """A key, and how the question begins that it leads to: to the last one and back, for ever."""
    from cardtui.interview.navigation import asked_questions
    from cardtui.sharing.opening import open_existing

    session = open_existing(path)
    asked = [
        first_words(session.bank, session.state, session.card, question)
        for question in asked_questions(session.bank, session.state)
    ]
    ahead = [("ctrl+n", begins) for begins in asked[1:]]
    back = [("ctrl+b", begins) for begins in asked[-2::-1]]
    yield from cycle([*ahead, *back])


def begun_card(folder: Path) -> str:
    """A card of the default bank, begun."""
    path = str(folder / f"begun-{next(_numbers)}.toml")
    bank = cardtui.load_bank(Path(__file__).parents[2] / "questions" / "kaggle-model-card")
    session = cardtui.new_session(bank, path)
    session.set_value("model_name", "DistilBERT")
    session.save()
    return path


def next_question_comes(folder: Path, size: tuple[int, int], rounds: int) -> bool:
    """The next question of the default bank, to another text in a bare Static."""
    times = Times()
    card = begun_card(folder)
    with (
        our_app(folder, size, "--at", "model_name", card=card) as ours,
        bare_app(folder, BARE_STATIC, size) as bare,
    ):
        ours.wait_for("What is the model called?")
        bare.wait_for("READY")
        settle(ours, bare)
        for key, shown in islice(walk(card), rounds * _QUESTIONS_IN_A_ROUND):
            times.ours.append(ours.seconds_until(partial(ours.press, key), shown))
            update = f"UPDATE {len(times.ours)}."
            times.bare.append(bare.seconds_until(partial(bare.type, "x"), update))
            ours.watch(monotonic() + _BETWEEN_QUESTIONS)
    name = f"the next question at {size[0]}x{size[1]}, to another text in a bare Static"
    return times.is_within(name, NEXT_LIMIT, with_p95=False)


def memory_of(terminal: Terminal) -> int:
    """The bytes that a program has for itself, and its part of what it shares."""
    return int(psutil.Process(terminal.pid).memory_full_info().pss)


def memory_is_small(folder: Path) -> bool:
    """What the app takes at its first question and behind twenty, to a one-label Textual app.

    Opened as people open a card. The label is there behind the same keys: a key alone has Textual
    look up the names of characters.
    """
    size = SIZES[-1]
    card = begun_card(folder)
    ways = walk(card)
    resumed_at = next(shown for _, shown in ways if shown.startswith("What is DistilBERT"))
    with (
        our_app(folder, size, card=card) as ours,
        bare_app(folder, ONE_LABEL, size) as bare,
    ):
        ours.wait_for(resumed_at)
        bare.wait_for("READY-LABEL")
        settle(ours, bare)
        first = memory_of(ours) / memory_of(bare)
        for key, shown in islice(ways, _WALKED):
            ours.seconds_until(partial(ours.press, key), shown)
            bare.press(key)
            ours.watch(monotonic() + _BETWEEN_QUESTIONS)
        settle(ours, bare)
        taken = memory_of(ours)
        later = taken / memory_of(bare)
    print(
        f"memory, to a one-label Textual app: {first:.2f} at the first question, "
        f"{later:.2f} behind {_WALKED} (limit {MEMORY_LIMIT:g}); {taken / 2**20:.0f} MiB",
        flush=True,
    )
    return max(first, later) <= MEMORY_LIMIT


def huge_bank_opens(folder: Path) -> bool:
    """The first question of a bank of ten thousand. There is no limit but patience."""
    (folder / "bank.toml").write_text(text_bank(HUGE), encoding="utf-8")
    command = [CARDTUI, "huge.toml", "--bank", "bank.toml"]
    seconds = seconds_until("Question 0?", command, folder)
    print(f"the first question of a bank of {HUGE:,}: {seconds:.1f} s", flush=True)
    return True


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--rounds", type=int, default=5, help="rounds of 30 keys (5)")
    rounds = parser.parse_args().rounds
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = []
        for size in SIZES:
            results += [
                typing_is_fluid(folder, size, "text", 20, rounds),
                typing_is_fluid(folder, size, "longtext", 20, rounds),
                next_question_comes(folder, size, rounds),
            ]
        results += [
            typing_is_fluid(folder, SIZES[-1], "text", LARGE, rounds),
            memory_is_small(folder),
            huge_bank_opens(folder),
        ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
