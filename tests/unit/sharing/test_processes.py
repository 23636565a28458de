"""What is started ends with the command that started it."""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path

import pytest

from cardtui.sharing.processes import Limits, run_limited

LIMITS = Limits(seconds=30, disk=1 << 20, memory=1 << 30)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_a_child_does_not_outlive_a_command_that_ended_by_itself(tmp_path: Path) -> None:
    """Whoever could still write into the pipe is gone, which reading from it tells."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        run = run_limited(tmp_path, {"PATH": os.environ["PATH"]}, LIMITS)
        assert run(["sh", "-c", "exec 3>pipe; sleep 60 & echo done"], b"") == b"done\n"
        assert select.select([reader], [], [], 20)[0] == [reader]
        assert os.read(reader, 1) == b""
    finally:
        os.close(reader)
