"""The power fails: every state in which a disk may be then, for the calls of recorded saves.

The model is that of ALICE (Pillai et al., OSDI 2014) for a file system that promises no more than
POSIX does. What was written to a file is on the disk once the file was flushed; before that any of
its blocks may be there or not, and the file may be shorter. What was done to a folder is on the
disk once the folder was flushed; before that any of it may be, in any order, each step wholly.
"""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any

from torture.report import Outcome, Share
from torture.scenes import SCENES, Scene, judge, run
from torture.scratch import scratch_folder
from torture.watched import Call, watched

_BLOCK = 512
_STATES_OF_A_CRASH = 200
"""How many states are tried for one moment of one scene, of those that there are."""
_TAKEN_AT_ONCE = (1 << 20, 4096, 211)
"""How many bytes the system takes in one write: with fewer there are more moments."""
_WRITES_LOOKED_AT = 24
"""After how many of a scene's writes the power fails; after every other call it always does."""
_ON_DISK_ONE_IN = 50
"""For so many states one is laid on a real disk, opened and saved again."""

_CHANGES = frozenset({"fsync", "link", "open", "replace", "sync", "unlink", "write"})
"""The calls after which a disk may be in another state than before."""

Entries = tuple[tuple[str, int], ...]
"""The names in a folder, and the number of the file that each one leads to."""


# What a disk may hold


@dataclass
class _File:
    """A file: what is surely on the disk, and what was written since."""

    durable: bytes = b""
    now: bytes = b""

    def contents(self, chance: random.Random) -> bytes:
        """One of the contents that it may have after the power failed."""
        if self.now == self.durable:
            return self.now
        kind = chance.randrange(4)
        if kind == 0:
            return self.durable
        if kind == 1:
            return self.now[: chance.randrange(len(self.now) + 1)]
        length = max(len(self.now), len(self.durable))
        old, new = (part.ljust(length, b"\0") for part in (self.durable, self.now))
        blocks = range(0, length, _BLOCK)
        mixed = b"".join((new if chance.random() < 0.5 else old)[at : at + _BLOCK] for at in blocks)
        return mixed if kind == 2 else mixed[: len(self.now)]


@dataclass(frozen=True)
class _Step:
    """Something done to a folder, wholly or not at all: names that lead elsewhere now, or nowhere."""

    changes: tuple[tuple[str, int | None], ...]


@dataclass
class Disk:
    """A disk with one folder, as the calls of a save leave it."""

    files: dict[int, _File] = field(default_factory=dict)
    durable: dict[str, int] = field(default_factory=dict)
    """The folder as it surely is on the disk."""
    steps: list[_Step] = field(default_factory=list)
    """What was done to it since."""
    _open: dict[int, int | None] = field(default_factory=dict)
    _at: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """A disk that holds the files of a folder. Links are none of them: no save touches one."""
        disk = cls()
        for path in sorted(folder.iterdir()):
            if not path.is_symlink():
                content = path.read_bytes()
                disk.durable[path.name] = len(disk.files)
                disk.files[len(disk.files)] = _File(content, content)
        return disk

    def entries(self, steps: Sequence[_Step] | None = None) -> dict[str, int]:
        """The folder after some of the steps, in their order; after all of them as it is now."""
        entries = dict(self.durable)
        for step in self.steps if steps is None else steps:
            for name, number in step.changes:
                if number is None:
                    entries.pop(name, None)
                else:
                    entries[name] = number
        return entries

    def crashed(self, chance: random.Random) -> tuple[Entries, dict[int, bytes]]:
        """One of the states in which it may be when the power is back."""
        kept = [step for step in self.steps if chance.random() < 0.7]
        if len(kept) < 5:
            kept = list(chance.choice(list(permutations(kept))))
        entries = self.entries(kept)
        contents = {number: self.files[number].contents(chance) for number in entries.values()}
        return tuple(sorted(entries.items())), contents

    def apply(self, name: str, arguments: tuple[Any, ...], result: Any) -> None:
        """Take in a call that a save has made."""
        if name == "open":
            self._opened(os.path.basename(arguments[0]), arguments[1], result)
        elif name == "write" and (number := self._open.get(arguments[0])) is not None:
            self._written(arguments[0], number, bytes(arguments[1][:result]))
        elif name == "fsync":
            self._flushed(self._open.get(arguments[0]))
        elif name == "close":
            self._open.pop(arguments[0], None)
        elif name in {"link", "replace", "unlink"}:
            self._moved(name, [os.path.basename(path) for path in arguments])
        elif name == "sync":
            self._flushed(None)
            for number in self.files:
                self._flushed(number)

    def _opened(self, name: str, flags: int, descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            self._open[descriptor] = None
            return
        number = self.entries().get(name)
        if number is None:
            number = len(self.files)
            self.files[number] = _File()
            self.steps.append(_Step(((name, number),)))
        if flags & os.O_TRUNC:
            self.files[number].now = b""
        self._open[descriptor] = number
        self._at[descriptor] = 0

    def _written(self, descriptor: int, number: int, data: bytes) -> None:
        file, at = self.files[number], self._at[descriptor]
        file.now = file.now[:at] + data + file.now[at + len(data) :]
        self._at[descriptor] = at + len(data)

    def _flushed(self, number: int | None) -> None:
        if number is not None:
            self.files[number].durable = self.files[number].now
        else:
            self.durable = self.entries()
            self.steps.clear()

    def _moved(self, name: str, names: list[str]) -> None:
        number = self.entries()[names[0]]
        changes: dict[str, tuple[tuple[str, int | None], ...]] = {
            "link": ((names[-1], number),),
            "replace": ((names[0], None), (names[-1], number)),
            "unlink": ((names[0], None),),
        }
        self.steps.append(_Step(changes[name]))


# Recorded saves


def fail_the_power(share: Share) -> Outcome:
    """Record the saves of each scene, and look at the states after each of their calls."""
    outcome = Outcome()
    for scene in SCENES if share == 1 else SCENES[:2]:
        chance = random.Random(scene.name)
        seen: set[object] = set()
        for most in _TAKEN_AT_ONCE if share == 1 else _TAKEN_AT_ONCE[:2]:
            for state in _states(scene, most, chance, round(_STATES_OF_A_CRASH * share) or 1):
                if state.key not in seen:
                    seen.add(state.key)
                    _look_at(state, outcome, is_laid=len(seen) % _ON_DISK_ONE_IN == 0)
    return outcome


def _look_at(state: _State, outcome: Outcome, *, is_laid: bool) -> None:
    outcome.tried("different states", state.problem())
    if is_laid:
        outcome.figures["of them opened and saved again"] += 1
        if problem := state.problem_on_disk():
            outcome.broken.append(problem)


@dataclass(frozen=True)
class _State:
    """A folder after a power failure."""

    scene: Scene
    moment: str
    entries: Entries
    contents: dict[int, bytes]
    confirmed: int
    texts: Sequence[bytes | None]
    """What the card holds after each save; None before there is one."""

    @property
    def key(self) -> object:
        """Equal for states that cannot be told apart."""
        named = tuple((name, self.contents[number]) for name, number in self.entries)
        return self.confirmed, hash(named)

    def problem(self) -> str | None:
        """What is wrong with the card, to the byte."""
        found = next((n for name, n in self.entries if name in {"card.toml", "real.toml"}), None)
        content = None if found is None else self.contents[found]
        if content in self.texts[self.confirmed : self.confirmed + 2]:
            return None
        what = "is gone" if content is None else f"holds {content[:60]!r}... ({len(content)} bytes)"
        return f"{self.scene.name}, {self.moment}, after save {self.confirmed}: the card {what}"

    def problem_on_disk(self) -> str | None:
        """What is wrong when the state is opened and saved again."""
        with scratch_folder() as name:
            folder = Path(name)
            self.scene.prepare(folder)
            cards = self.scene.cards(self.scene.begin(folder).card)
            for path in folder.iterdir():
                if not path.is_symlink():
                    path.unlink()
            for entry, number in self.entries:
                (folder / entry).write_bytes(self.contents[number])
            return judge(self.scene, folder, cards, self.confirmed)


def _states(scene: Scene, most: int, chance: random.Random, count: int) -> Iterator[_State]:
    """States after each call of a scene, `count` for each; many of them are alike."""
    confirmed = 0

    def note(name: str, real: Call, arguments: tuple[Any, ...]) -> Any:
        if name == "write":
            arguments = (arguments[0], arguments[1][:most])
        result = real(*arguments)
        replay.apply(name, arguments, result)
        if name in _CHANGES:
            moments.append((name, confirmed, _copy(replay)))
        return result

    moments: list[tuple[str, int, Disk]] = []
    texts: list[bytes | None] = []
    with scratch_folder() as name:
        folder = Path(name)
        scene.prepare(folder)
        replay = Disk.of(folder)

        def confirm(number: int) -> None:
            nonlocal confirmed
            confirmed = number
            texts.append(_content(scene.path(folder)))
            moments.append(("the end of a save", number, _copy(replay)))

        texts.append(_content(scene.path(folder)))
        with watched(note):
            run(scene, folder, confirm)
    writes = [moment for moment in moments if moment[0] == "write"]
    left_out = set(map(id, chance.sample(writes, max(len(writes) - _WRITES_LOOKED_AT, 0))))
    for moment, number, disk in (each for each in moments if id(each) not in left_out):
        for _ in range(count):
            entries, contents = disk.crashed(chance)
            yield _State(scene, f"at {moment}", entries, contents, number, texts)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _copy(disk: Disk) -> Disk:
    files = {number: _File(file.durable, file.now) for number, file in disk.files.items()}
    return Disk(files, dict(disk.durable), list(disk.steps))
