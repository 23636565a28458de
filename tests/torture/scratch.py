"""Where cards are tortured: in memory where there is such a place, as no disk is at stake."""

from __future__ import annotations

import os
import tempfile

_IN_MEMORY = "/dev/shm"


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that is gone when the block is left."""
    place = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="cardtui-torture-", dir=place)
