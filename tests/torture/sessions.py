"""SIGKILL at random moments while somebody types an interview in a terminal.

An answer counts as confirmed once the screen has moved on from its question, or once the bottom
line says "saved" while its text is on the screen and nothing was typed since.
"""

from __future__ import annotations

import random
import re
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from cardtui.card.file import read_card
from cardtui.errors import CardtuiError
from support.terminal import Terminal
from torture.breaks import environment_of_break
from torture.report import Outcome, Share

SESSIONS = 100
_QUESTIONS = 12
_ASKED = re.compile(r"Is this (\d+)\?")
_PAUSES = 0.2
"""How often somebody waits for "saved" before going on."""
_LONGEST = 4.0
"""Seconds after the first key within which the kill comes."""
_STARTING = """
import sys
sys.path.insert(0, {tests!r})
from torture.breaks import break_by_environment
break_by_environment()
from cardtui.cli import main
main(sys.argv[1:])
"""


def kill_while_typing(share: Share) -> Outcome:
    """Type, be killed, and look at what was confirmed."""
    outcome = Outcome()
    chance = random.Random(4)
    for _ in range(max(round(SESSIONS * share), 1)):
        with tempfile.TemporaryDirectory() as folder:
            typed = _typed_until_killed(Path(folder), chance)
            outcome.figures["answers confirmed"] += len(typed.confirmed)
            outcome.tried("kills of a typed session", typed.problem(Path(folder) / "card.toml"))
    return outcome


@dataclass
class _Typed:
    """What a person has typed, and what the screen has confirmed of it."""

    confirmed: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    def look_at(self, terminal: Terminal) -> int:
        """Take in which question is on screen: all answers before it are confirmed."""
        found = _ASKED.search(terminal.screen)
        at = int(found[1]) if found else 0
        for name in list(self.given)[:at]:
            self.confirmed[name] = self.given[name]
        return at

    def problem(self, path: Path) -> str | None:
        """What is lost, or wrong with the card."""
        if not path.exists():
            return f"confirmed {self.confirmed}, and there is no card" if self.confirmed else None
        try:
            answers = read_card(path).card.answers
        except CardtuiError as error:
            return f"the card cannot be read: {error}"
        for name, text in self.confirmed.items():
            if name not in answers or not str(answers[name].value).startswith(text):
                return f"{name} was confirmed as {text!r}, and is {answers.get(name)}"
        for name, answer in answers.items():
            if not self.given.get(name, "").startswith(str(answer.value)):
                return f"{name} holds {answer.value!r}, which was never typed"
        return None


_BANK = (
    'format = 1\nid = "typed"\nversion = "1.0.0"\ntitle = "T"\n[[section]]\nid = "s"\ntitle = "S"\n'
) + "".join(
    f'[[section.question]]\nid = "q{i}"\ntype = "text"\nask = "Is this {i}?"\nlabel = "L{i}"\n'
    for i in range(_QUESTIONS)
)


def _typed_until_killed(folder: Path, chance: random.Random) -> _Typed:
    (folder / "bank.toml").write_text(_BANK)
    script = folder / "start.py"
    script.write_text(_STARTING.format(tests=str(Path(__file__).parents[1])))
    command = [sys.executable, script, "card.toml", "--bank", "bank.toml"]
    environment = environment_of_break()
    with Terminal(
        command, folder=folder, rows=24, columns=100, environment=environment
    ) as terminal:
        terminal.wait_for("Is this 0?")
        terminal.wait_for(" next")
        typed = _type(terminal, chance, monotonic() + chance.uniform(0.0, _LONGEST))
        terminal.kill(signal.SIGKILL)
        # What was drawn before that is what a person saw.
        terminal.wait_until_gone()
        typed.look_at(terminal)
    return typed


def _type(terminal: Terminal, chance: random.Random, until: float) -> _Typed:
    """Answer one question after the other until the time is over."""
    typed = _Typed()
    for i in range(_QUESTIONS):
        text = "".join(chance.choices("abcdefgh ", k=chance.randrange(3, 40))).strip() + "."
        typed.given[f"q{i}"] = text
        for part in (text[:4], text[4:]):
            terminal.type(part)
            terminal.watch(min(until, monotonic() + chance.uniform(0, 0.1)))
        if chance.random() < _PAUSES:
            # A pause: first it says that something is not saved, then that it is.
            terminal.watch(until, lambda: terminal.lines[-1].rstrip().endswith("…"))
            terminal.watch(until, lambda: terminal.lines[-1].rstrip().endswith(" saved"))
            if terminal.lines[-1].rstrip().endswith(" saved") and monotonic() < until:
                typed.confirmed[f"q{i}"] = text
        terminal.press("enter")
        terminal.watch(until, lambda at=i: typed.look_at(terminal) > at)
        if monotonic() >= until:
            break
    return typed
