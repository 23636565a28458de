"""Two people on one card, and an editor: sessions that answer, save and are killed in any order.

The saves of two sessions run call by call in an order that hypothesis chooses, as two processes
would: each call of `cardtui.files.atomic` and `cardtui.files.lock` waits until it is its turn.
Nothing is lost: the card holds, for each question, the answer that was confirmed last, and every
line that somebody noted there.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

import cardtui
from cardtui import Bank, Session
from cardtui.card.file import read_card
from cardtui.errors import CardChanged
from cardtui.files import lock
from torture.report import Outcome, Share
from torture.scratch import scratch_folder
from torture.watched import Call, watched

INTERLEAVINGS = 1_000
_QUESTIONS = ("q0", "q1", "q2")
_BANK = (
    'format = 1\nid = "w"\nversion = "1.0.0"\ntitle = "W"\n[[section]]\nid = "s"\ntitle = "S"\n'
) + "".join(
    f'[[section.question]]\nid = "{name}"\ntype = "text"\nask = "{name}?"\n' for name in _QUESTIONS
)
_TRIES = 200
_RACES = 300


# Turns


class _Turns:
    """Lets threads go on one call at a time; `order` says whose turn it is, as long as it lasts."""

    def __init__(self, order: Sequence[bool]) -> None:
        self._order = list(order)
        self._condition = threading.Condition()
        self._running: list[threading.Thread] = []
        self._turn: threading.Thread | None = None
        self.exchanged: list[threading.Thread] = []
        """Who put a file in place, in the order in which that happened."""

    def run(self, *works: Callable[[], None]) -> None:
        """Run both works, interleaved, to their ends; the first error of either is raised."""
        errors: list[BaseException] = []

        def guarded(work: Callable[[], None]) -> None:
            try:
                self.wait()
                work()
            except BaseException as error:
                errors.append(error)
            finally:
                with self._condition:
                    self._running.remove(threading.current_thread())
                    self._give_turn()

        threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
        self._running = list(threads)
        self._give_turn()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]

    def _give_turn(self) -> None:
        with self._condition:
            if self._running:
                second = self._order.pop(0) if self._order else self._turn is self._running[0]
                self._turn = self._running[-1 if second else 0]
            self._condition.notify_all()

    def last_exchange(self, thread: threading.Thread) -> int:
        """When a thread put its last file in place, counted in such exchanges."""
        return max((i for i, each in enumerate(self.exchanged) if each is thread), default=-1)

    def wait(self) -> None:
        """Wait until it is the turn of this thread."""
        me = threading.current_thread()
        with self._condition:
            self._condition.wait_for(lambda: self._turn is me)

    def watch(self, name: str, real: Call, arguments: tuple[Any, ...]) -> Any:
        """A call of a save: made when it is its turn."""
        if threading.current_thread() in self._running:
            self._give_turn()
            self.wait()
        result = real(*arguments)
        if name in {"link", "replace"}:
            self.exchanged.append(threading.current_thread())
        return result


# Sessions


@dataclass
class _Said:
    """What was answered last, and all that was noted, by question."""

    answers: dict[str, str] = field(default_factory=dict)
    notes: dict[str, set[str]] = field(default_factory=dict)

    def add(self, later: _Said) -> None:
        """Take in what was said later."""
        self.answers.update(later.answers)
        for question, lines in later.notes.items():
            self.notes.setdefault(question, set()).update(lines)


class _Person:
    """Somebody at a session; `unsaved` is what was answered and noted since it was saved last."""

    def __init__(self, bank: Bank, path: Path) -> None:
        self._bank = bank
        self._path = path
        self.unsaved = _Said()
        self._session = self._opened()

    def _opened(self) -> Session:
        if self._path.exists():
            return cardtui.open_session(self._bank, str(self._path))
        return cardtui.new_session(self._bank, str(self._path))

    def answer(self, question: str, text: str) -> None:
        self.unsaved.answers[question] = text
        self._session.set_value(question, text)

    def note(self, question: str, line: str) -> None:
        """Write another line below what is noted at a question."""
        self.unsaved.notes.setdefault(question, set()).add(line)
        answer = self._session.card.answer(question)
        self._session.set_note(question, f"{answer.note if answer else ''}\n{line}")

    def save(self, confirm: Callable[[_Said], None]) -> None:
        """Save; where the card was changed meanwhile, settle that, and save again."""
        for _ in range(_TRIES):
            try:
                self._session.save()
            except CardChanged:
                self._settle()
            else:
                confirm(self.unsaved)
                self.unsaved = _Said()
                return
        raise AssertionError("a save came to no end")

    def _settle(self) -> None:
        """Take in what is on disk; of two answers to one question choose ours."""
        for question in self._session.merge_from_disk().conflicts:
            self._session.choose(question, self._session.card.answer(question))


_COUNTS: Counter[str] = Counter()
people = st.sampled_from([0, 1])
questions = st.sampled_from(_QUESTIONS)


class TwoPeople(RuleBasedStateMachine):
    """Whatever they do, the card holds what was confirmed last."""

    @initialize()
    def begin(self) -> None:
        self._folder = scratch_folder()
        self._path = Path(self._folder.name) / "card.toml"
        (Path(self._folder.name) / "bank").mkdir()
        bank_file = Path(self._folder.name) / "bank" / "bank.toml"
        bank_file.write_text(_BANK)
        self._bank = cardtui.load_bank(bank_file.parent)
        first = _Person(self._bank, self._path)
        first.answer("q0", "first")
        self._confirmed = _Said()
        self._number = 0
        first.save(self._confirmed.add)
        self._people = [_Person(self._bank, self._path) for _ in range(2)]

    def teardown(self) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    def _text(self) -> str:
        self._number += 1
        return f"answer {self._number}"

    @rule(who=people, question=questions)
    def answer(self, who: int, question: str) -> None:
        self._people[who].answer(question, self._text())

    @rule(who=people, question=questions)
    def note(self, who: int, question: str) -> None:
        self._people[who].note(question, self._text())

    @rule(who=people)
    def save(self, who: int) -> None:
        self._people[who].save(self._confirmed.add)

    @rule(who=people)
    def be_killed_and_come_back(self, who: int) -> None:
        """What was not confirmed is lost with its session."""
        self._people[who] = _Person(self._bank, self._path)

    @rule(question=questions)
    def edit_by_hand(self, question: str) -> None:
        """In an editor, which asks nobody."""
        text = self._text()
        hand = _Person(self._bank, self._path)
        hand.answer(question, text)
        hand.save(self._confirmed.add)
        self._path.write_text(f"{self._path.read_text()}# {text}\n")

    @rule(
        mine=questions,
        theirs=questions,
        order=st.lists(st.booleans(), min_size=10, max_size=60),
        is_new=st.booleans(),
    )
    def save_at_the_same_time(
        self, mine: str, theirs: str, order: list[bool], is_new: bool
    ) -> None:
        """Both save, and their calls come in any order. The one that is confirmed last counts."""
        if is_new:
            self._path.unlink()
            self._confirmed = _Said()
            self._people = [_Person(self._bank, self._path) for _ in range(2)]
        for person, question in zip(self._people, (mine, theirs), strict=True):
            person.answer(question, self._text())
            person.note(theirs, self._text())
        turns = _Turns(order)
        saved: dict[threading.Thread, _Said] = {}

        def save(person: _Person) -> None:
            person.save(lambda said: saved.update({threading.current_thread(): said}))

        with watched(turns.watch):
            turns.run(*(lambda person=person: save(person) for person in self._people))
        # Which of the two heard of it first says nothing of whose file is there.
        for thread in sorted(saved, key=turns.last_exchange):
            self._confirmed.add(saved[thread])
        _COUNTS["interleavings"] += 1

    @invariant()
    def nothing_is_lost(self) -> None:
        """For each question the card holds the answer that was confirmed last, and all notes."""
        if not hasattr(self, "_people"):
            return
        answers = read_card(self._path).card.answers
        values = {name: a.value for name, a in answers.items() if a.value is not None}
        assert values == self._confirmed.answers
        notes = {name: set(a.note.split("\n")) for name, a in answers.items() if a.note}
        assert notes == self._confirmed.notes


def write_together(share: Share) -> Outcome:
    """Run examples of what two people do until there were enough interleavings."""
    outcome = Outcome()
    least = round(INTERLEAVINGS * share)
    _COUNTS.clear()
    number = 0
    lock_pause, lock._PAUSE = lock._PAUSE, 0.0
    try:
        while _COUNTS["interleavings"] < least and not outcome.broken:
            number += 1
            examples = max(min(200, least // 5), 5)
            options = settings(
                max_examples=examples,
                stateful_step_count=20,
                deadline=None,
                database=None,
                derandomize=False,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
                print_blob=False,
            )
            _seeded(number, options, outcome)
    finally:
        lock._PAUSE = lock_pause
    outcome.reached.update(_COUNTS)
    _race(round(_RACES * share) or 1, outcome)
    return outcome


def _race(saves: int, outcome: Outcome) -> None:
    """Two processes that save as fast as they can, each its own answer."""
    with scratch_folder() as name:
        path = Path(name) / "card.toml"
        (Path(name) / "bank.toml").write_text(_BANK)
        bank = cardtui.load_bank(Path(name) / "bank.toml")
        children = [_racer(bank, path, question, saves) for question in _QUESTIONS[:2]]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        values = {name: answer.value for name, answer in read_card(path).card.answers.items()}
    outcome.figures["saves of two racing processes"] += saves * len(children)
    if any(codes) or set(values.values()) != {f"answer {saves}"}:
        outcome.broken.append(f"two racing processes ended with {codes} and left {values}")


def _racer(bank: Bank, path: Path, question: str, saves: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            person = _Person(bank, path)
            for number in range(1, saves + 1):
                person.answer(question, f"answer {number}")
                person.save(lambda _: None)
            os._exit(0)
        finally:
            os._exit(1)
    return child


def _seeded(number: int, options: settings, outcome: Outcome) -> None:
    try:
        run_state_machine_as_test(seed(number)(TwoPeople), settings=options)
    except Exception as error:
        notes = " / ".join(getattr(error, "__notes__", []))
        outcome.broken.append(f"{str(error)[:300]!r} {notes[:600]}")
