"""SIGKILL at every call of a save, and in the middle of a write."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cardtui.card.model import Card
from torture import tracing
from torture.report import Outcome, Share
from torture.scenes import SCENES, Scene, judge, run
from torture.scratch import scratch_folder
from torture.watched import Call, watched

_WRITES_CUT = 60
"""How many of the places in which a write of a scene can be cut short are tried."""


def kill_while_saving(share: Share) -> Outcome:
    """Kill the process at each call of each scene, by strace and by the shim."""
    outcome = Outcome()
    if tracing.can_trace():
        _kill_by_strace(share, outcome)
    else:
        outcome.notes.append("strace cannot be used here: the shim does it alone")
    outcome.reached += (by_shim := kill_by_shim(share)).reached
    outcome.broken += by_shim.broken
    return outcome


def kill_by_shim(share: Share) -> Outcome:
    """Kill the process at each call of each scene, without the help of the system."""
    outcome = Outcome()
    for scene in SCENES if share == 1 else SCENES[:2]:
        for place in _places(scene, share):
            with scratch_folder() as folder:
                problem = _killed(scene, Path(folder), *place)
                outcome.tried("kills by the shim", problem)
    return outcome


# By strace


def _kill_by_strace(share: Share, outcome: Outcome) -> None:
    for scene in SCENES if share == 1 else SCENES[1:2]:
        with scratch_folder() as parent:
            calls = tracing.calls_of(scene.name, _prepared(scene, Path(parent, "first")))
        if not calls:
            outcome.broken.append(f"{scene.name}: strace saw no calls")
        for name, number in calls[:: max(round(0.2 / share), 1)]:
            with scratch_folder() as parent:
                folder = _prepared(scene, Path(parent, "card"))
                cards = scene.cards(scene.begin(folder).card)
                ran = tracing.sabotaged(scene.name, folder, name, number, "signal=KILL")
                problem = judge(scene, folder, cards, ran.confirmed)
                if ran.code not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
                    problem = f"{scene.name}: was not killed at {name} {number}: {ran}"
                outcome.tried("kills by strace", problem)


def _prepared(scene: Scene, folder: Path) -> Path:
    folder.mkdir()
    scene.prepare(folder)
    return folder


# By the shim

Place = tuple[int, int]
"""The number of a call that is not made, and of the bytes that are written if it is a write."""


def _places(scene: Scene, share: Share) -> Iterator[Place]:
    """Every place at which a scene can be killed; of those within its writes, some."""
    calls: list[tuple[str, int]] = []

    def note(name: str, real: Call, arguments: tuple[Any, ...]) -> Any:
        calls.append((name, len(arguments[1]) if name == "write" else 0))
        return real(*arguments)

    with scratch_folder() as folder, watched(note):
        scene.prepare(Path(folder))
        run(scene, Path(folder), lambda _: None)
    step = max(round(0.2 / share), 1)
    for number in range(0, len(calls), step):
        yield number, 0
    writes = [number for number, (name, _) in enumerate(calls) if name == "write"]
    chance = random.Random(scene.name)
    # Without strace the shim must reach the figure alone.
    cut = _WRITES_CUT if tracing.can_trace() else 3 * _WRITES_CUT
    for _ in range(round(cut * share)):
        number = chance.choice(writes)
        yield number, chance.randrange(1, calls[number][1])


def _killed(scene: Scene, folder: Path, number: int, written: int) -> str | None:
    """Run a scene in a process that is killed at a place; what is wrong afterwards."""
    scene.prepare(folder)
    cards: list[Card] = scene.cards(scene.begin(folder).card)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _die(scene, folder, number, written, writer)
        finally:
            os._exit(1)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    confirmed = len(os.read(reader, 100))
    os.close(reader)
    if not os.WIFSIGNALED(status):
        return f"{scene.name}: was not killed at call {number}"
    return judge(scene, folder, cards, confirmed)


def _die(scene: Scene, folder: Path, number: int, written: int, writer: int) -> None:
    """Save until the place is reached, and be killed there."""
    seen = -1

    def watch(name: str, real: Call, arguments: tuple[Any, ...]) -> Any:
        nonlocal seen
        seen += 1
        if seen != number:
            return real(*arguments)
        if written:
            real(arguments[0], arguments[1][:written])
        os.kill(os.getpid(), signal.SIGKILL)

    with watched(watch):
        run(scene, folder, lambda _: os.write(writer, b"."))
