"""Where the banks of a project are: on the disk, or pinned by its lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cardtui.sharing.policy import is_frozen
from cardtui.sharing.project import LOCK_FILE, Project, find_project
from cardtui.sharing.shipped import shipped_banks

if TYPE_CHECKING:
    from cardtui.sharing.pinned import Place


def project_places(folder: Path) -> Iterator[Place]:
    """Where the banks are that the project of a folder names, in its order."""
    project = find_project(folder)
    if project is None:
        return
    local = [] if is_frozen() else _all_on_disk(project)
    if local:
        yield from local
        return
    from cardtui.sharing.pinned import places_in

    yield from places_in(project)


def _all_on_disk(project: Project) -> list[Path]:
    """The banks of a project that has no lock and needs none, which is told at once; else none."""
    folder = project.path.parent
    if (folder / LOCK_FILE).exists():
        return []
    shipped = shipped_banks()
    found = []
    for source in project.sources:
        beside = folder / source.written
        # Path.exists lets a name that is too long through.
        path = beside if os.path.exists(beside) else shipped.get(source.written)
        if path is None or source.is_in_git:
            return []
        found.append(path)
    return found
