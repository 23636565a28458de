"""What a fetch has started and made is gone after the command that fetches, however that ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from support.repositories import needs_git
from support.signals import act_as_in_a_shell

pytestmark = [
    needs_git,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals"),
]
_LONGEST = 60


@pytest.fixture(name="server")
def _server() -> Iterator[socket.socket]:
    """Takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(_LONGEST)
        yield server


def processes_of(folder: Path) -> list[psutil.Process]:
    """What works in a folder, or was told to look after one in it."""
    found = []
    for process in psutil.process_iter():
        try:
            places = [process.cwd(), *process.cmdline()]
        except psutil.Error:
            continue
        if any(place.startswith(str(folder)) for place in places):
            found.append(process)
    return found


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"])
def test_nothing_goes_on(server: socket.socket, tmp_path: Path, name: str) -> None:
    """Not git, not what it has started, not the temporary folder."""
    if not shutil.which("git-remote-https", path=_git_programs()):
        pytest.skip("this git has no https")
    temporary, project = tmp_path / "tmp", tmp_path / "project"
    temporary.mkdir()
    project.mkdir()
    address = f"https://127.0.0.1:{server.getsockname()[1]}/team.git"
    plain = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    command = subprocess.Popen(
        [sys.executable, "-m", "cardtui", "bank", "add", address],
        cwd=project,
        env={**plain, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=act_as_in_a_shell,  # noqa: PLW1509 - the tests run no threads
    )
    connection, _ = server.accept()
    with connection:
        connection.settimeout(_LONGEST)
        working = processes_of(temporary)
        assert {"git"} <= {process.name() for process in working}
        number = signal.Signals[name]
        command.send_signal(number)
        _, said = command.communicate(timeout=_LONGEST)
        while connection.recv(1 << 16):
            pass
    _, alive = psutil.wait_procs(working, timeout=_LONGEST)
    assert alive == []
    assert list(temporary.iterdir()) == []
    assert list(project.iterdir()) == []
    assert b"bug" not in said
    assert command.returncode == (-number if name == "SIGKILL" else 128 + number)


def _git_programs() -> str:
    done = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True)
    return done.stdout.strip()
