"""A disk that fails: each call of a save with each error, writes cut short, and a disk that is full.

What is promised: the old card stays, or the new one is whole; a user is told in one line; and once
the disk works again, so does saving.
"""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path
from time import monotonic
from typing import Any

from cardtui.card.file import SaveError, read_card, save_card, unsaved_card
from cardtui.card.model import Answer, BankReference, Card
from cardtui.card.same import same_card
from cardtui.errors import CardtuiError
from support.at_the_keyboard import installed_cardtui
from support.terminal import Terminal
from torture import tracing
from torture.report import Outcome, Share
from torture.scenes import ORDER, SCENES, Scene, judge, run
from torture.scratch import scratch_folder
from torture.watched import Call, watched

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EINTR", "EDQUOT")
_MADE_UP = tuple(name for name in ERRORS if name != "EINTR")
"""Python itself tries a call again that was interrupted: only strace can interrupt it truly."""
_BY_STRACE = ("a new card", "a small card")
_WITH_THE_APP = 0.05
"""From which share on the app is started, too."""
_SMALL_DISK = 48 * 1024


def fail_while_saving(share: Share) -> Outcome:
    """Fail each call of each scene, in every way."""
    outcome = Outcome()
    for scene in SCENES if share == 1 else SCENES[:3]:
        _fail_by_shim(scene, share, outcome)
        _cut_writes_short(scene, share, outcome)
    if tracing.can_trace():
        _fail_by_strace(share, outcome)
        if share >= _WITH_THE_APP:
            _tell_in_the_app(share, outcome)
    else:
        outcome.notes.append("strace cannot be used here: no EINTR, and no faults under the app")
    _fill_a_disk(outcome)
    return outcome


# By the shim


def _calls(scene: Scene) -> list[str]:
    calls: list[str] = []

    def note(name: str, real: Call, arguments: tuple[Any, ...]) -> Any:
        calls.append(name)
        return real(*arguments)

    with scratch_folder() as folder, watched(note):
        scene.prepare(Path(folder))
        run(scene, Path(folder), lambda _: None)
    return calls


def _fail_by_shim(scene: Scene, share: Share, outcome: Outcome) -> None:
    calls = _calls(scene)
    for name in _MADE_UP:
        for number in range(0, len(calls), max(round(0.3 / share), 1)):
            with scratch_folder() as folder:
                scene.prepare(Path(folder))
                problem = _with_fault(scene, Path(folder), number, getattr(errno, name))
                outcome.tried(
                    "errors by the shim", problem and f"{name} at {calls[number]}: {problem}"
                )


def _with_fault(scene: Scene, folder: Path, number: int, error: int) -> str | None:
    """Run a scene in which one call fails once, and every save is tried again if it must be."""
    seen = -1

    def watch(name: str, real: Call, arguments: tuple[Any, ...]) -> Any:
        nonlocal seen
        seen += 1
        if seen == number:
            if name == "access":
                return False
            if name == "close":
                real(*arguments)
            raise OSError(error, os.strerror(error))
        return real(*arguments)

    file = scene.begin(folder)
    cards = scene.cards(file.card)
    path = scene.path(folder)
    with watched(watch):
        for i, card in enumerate(cards[1:], 1):
            before = _bytes(path)
            try:
                file = save_card(file, card, ORDER)
            except CardtuiError as failure:
                if problem := _told_badly(str(failure)):
                    return problem
                if _bytes(path) != before and not same_card(read_card(path).card, card):
                    return f"{scene.name}: save {i} failed, and the old card is not there"
                file = failure.file if isinstance(failure, SaveError) else file
                file = save_card(file, card, ORDER)
            if not same_card(read_card(path).card, card):
                return f"{scene.name}: save {i} is not there, and nothing was said"
    return judge(scene, folder, cards, len(cards) - 1)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _told_badly(told: str) -> str | None:
    is_good = "\n" not in told and "card.toml: " in told and "Traceback" not in told
    return None if is_good else f"told badly: {told!r}"


def _cut_writes_short(scene: Scene, share: Share, outcome: Outcome) -> None:
    """A disk that takes some bytes at a time: a save needs more calls, and is whole."""
    for most in (1 << 14, 4096, 511, 97)[: 4 if share == 1 else 2]:

        def watch(name: str, real: Call, arguments: tuple[Any, ...], most: int = most) -> Any:
            if name == "write":
                return real(arguments[0], arguments[1][:most])
            return real(*arguments)

        with scratch_folder() as folder:
            scene.prepare(Path(folder))
            cards = scene.cards(scene.begin(Path(folder)).card)
            with watched(watch):
                run(scene, Path(folder), lambda _: None)
            problem = judge(scene, Path(folder), cards, len(cards) - 1)
            outcome.tried("saves with short writes", problem)


# By strace


def _fail_by_strace(share: Share, outcome: Outcome) -> None:
    scenes = [scene for scene in SCENES if scene.name in _BY_STRACE]
    for scene in scenes if share == 1 else scenes[1:]:
        with scratch_folder() as parent:
            calls = tracing.calls_of(scene.name, _prepared(scene, Path(parent, "first")))
        for error in ERRORS if share == 1 else ("EIO", "EINTR"):
            for name, number in calls[:: max(round(0.3 / share), 1)]:
                with scratch_folder() as parent:
                    folder = _prepared(scene, Path(parent, "card"))
                    cards = scene.cards(scene.begin(folder).card)
                    ran = tracing.sabotaged(scene.name, folder, name, number, f"error={error}")
                    problem = _misbehaved(ran) or judge(scene, folder, cards, len(cards) - 1)
                    where = f"{error} at {name} {number}: "
                    outcome.tried("errors by strace", problem and where + problem)


def _misbehaved(ran: tracing.Ran) -> str | None:
    if ran.code != 0 or ran.errors:
        return f"ended with {ran.code}: {ran.errors[-200:]!r}"
    return next((problem for told in ran.told if (problem := _told_badly(told))), None)


def _prepared(scene: Scene, folder: Path) -> Path:
    folder.mkdir()
    scene.prepare(folder)
    return folder


# In the app

_BANK = (
    'format = 1\nid = "f"\nversion = "1.0.0"\ntitle = "F"\n[[section]]\nid = "s"\ntitle = "S"\n'
    '[[section.question]]\nid = "name"\ntype = "text"\nask = "Name?"\n'
)
_APP_FAULTS = (
    "write:error=ENOSPC",
    "write:error=EDQUOT",
    "fsync:error=EIO",
    "rename:error=EROFS",
    "openat:error=EACCES",
    "fchmod:error=EIO",
)


def _tell_in_the_app(share: Share, outcome: Outcome) -> None:
    """What a person sees: it says so, and the disk mended, the answer is saved on the way out."""
    for fault in _APP_FAULTS if share == 1 else _APP_FAULTS[:1]:
        with scratch_folder() as folder:
            outcome.tried("errors under the app", _told_in_the_app(Path(folder), fault))


def _told_in_the_app(folder: Path, fault: str) -> str | None:
    (folder / "bank.toml").write_text(_BANK)
    card = folder / "card.toml"
    old = 'format = 1\nid = "x"\nbank = { id = "f" }\n[answers.name]\nvalue = "old"\n'
    card.write_text(old)
    call, error = fault.split(":")
    strace = [
        *(str(tracing.STRACE), "-f", "-qq", "-o", os.devnull),
        *("-P", str(folder / ".card.toml.cardtui-tmp"), "-e", f"inject={call}:{error}:when=1"),
    ]
    command = [
        *strace,
        str(installed_cardtui()),
        "card.toml",
        "--bank",
        "bank.toml",
        "--at",
        "name",
    ]
    with Terminal(command, folder=folder) as terminal:
        terminal.wait_for(" next")
        terminal.type(" and new")
        terminal.wait_for("NOT SAVED")
        if card.read_text() != old:
            return f"{fault}: the old card is not there"
        terminal.wait_for("card.toml: ")
        # strace counts the calls of each thread: a save in another one meets the fault again.
        terminal.press("ctrl+q")
        while not terminal.has_ended:
            terminal.watch(monotonic() + 20, lambda: "could not be saved" in terminal.screen)
            if not terminal.has_ended:
                terminal.press("escape")
                terminal.wait_while("could not be saved")
                terminal.press("ctrl+q")
        code = terminal.wait_until_gone()
    value = read_card(card).card.answers["name"].value
    return None if (code, value) == (0, "old and new") else f"{fault}: {code}, {value!r} is saved"


# A disk that is full


def _fill_a_disk(outcome: Outcome) -> None:
    """Save a growing card on a disk of a few blocks until it is full, and go on when it is not."""
    with scratch_folder() as folder:
        disk = Path(folder)
        size = f"size={_SMALL_DISK}"
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, check=False
        )
        if mounted.returncode != 0:
            outcome.notes.append("no small disk can be mounted here: ENOSPC is made up throughout")
            return
        try:
            outcome.tried("saves on a full disk", *_filled(disk))
        finally:
            subprocess.run(["umount", folder], check=True)


def _filled(disk: Path) -> tuple[str | None, int]:
    """What is wrong, and how many saves found the disk full."""
    path = disk / "card.toml"
    file = unsaved_card(path, Card("x", BankReference("small")))
    refused = 0
    for i in range(200):
        card = file.card.with_answer(f"q{i % 50}", Answer(f"{i} " * 40 * (i % 17)))
        before = _bytes(path)
        try:
            file = save_card(file, card, ORDER)
        except CardtuiError as failure:
            refused += 1
            if "there is no room left" not in str(failure) or _told_badly(str(failure)):
                return f"told badly: {failure}", refused
            if _bytes(path) != before:
                return "the old card is not there", refused
            if os.listdir(disk) != ["card.toml"]:
                return f"left lying about: {os.listdir(disk)}", refused
            file = failure.file if isinstance(failure, SaveError) else file
            file = save_card(file, file.card.with_answer(f"q{i % 50}", None), ORDER)
        if not same_card(read_card(path).card, file.card):
            return f"save {i} is not there", refused
    return (None if refused else "the disk was never full"), refused
