"""A process that saves the cards of a scene, and says so: what strace is set upon.

    python worker.py SCENE FOLDER

It prints `saved N` after each save. Where one fails it prints `told` and what a user would be
told, and tries again, as a user would.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.card.file import SaveError, save_card
from cardtui.errors import CardtuiError
from torture.breaks import break_by_environment
from torture.scenes import ORDER, SCENES

_ATTEMPTS = 3


def say(text: str) -> None:
    """At once: the process may not live to flush it."""
    os.write(1, f"{text}\n".encode())


def main() -> None:
    """Save, and try again what failed."""
    break_by_environment()
    scene = next(scene for scene in SCENES if scene.name == sys.argv[1])
    file = None
    while file is None:
        try:
            file = scene.begin(Path(sys.argv[2]))
        except CardtuiError as error:
            say(f"told {str(error)!r}")
    for i, card in enumerate(scene.cards(file.card)[1:], 1):
        for _ in range(_ATTEMPTS):
            try:
                file = save_card(file, card, ORDER)
            except CardtuiError as error:
                say(f"told {str(error)!r}")
                file = error.file if isinstance(error, SaveError) else file
            else:
                say(f"saved {i}")
                break


main()
