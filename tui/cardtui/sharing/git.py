"""The files of a bank out of a git repository that anyone may have made.

Nothing is checked out: a bare repository without a template takes one commit and no history, then
blobs are read by their ids. Hooks, submodules, filters, attributes and symbolic links have no part
in that. git sees none of the settings of the machine or of its user, no environment but what a
transport needs, and may speak https, ssh and file only, so that a redirection cannot lead elsewhere.
dulwich and pygit2 were weighed: both would have to be kept as safe as git is, and have no ssh that
knows the keys of the user.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from posixpath import basename
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError, Problem
from cardtui.sharing.address import InGit
from cardtui.sharing.contents import Contents, bank_path
from cardtui.sharing.git_tree import GitTree
from cardtui.sharing.patience import time_to_fetch
from cardtui.sharing.processes import Failed, Limits, run_limited
from cardtui.sharing.version_tags import newest_in
from cardtui.sharing.within import bases_within
from cardtui.text.clean import one_line
from cardtui.text.words import shortened

TIME_LIMIT = 60.0
"""Seconds for all that git does for one bank."""
MOST_BYTES = 256 * 1024 * 1024
"""What one fetch may bring: a repository may hold more than banks."""
MOST_MEMORY = 1024 * 1024 * 1024
"""For each process: a few KiB of deltas can stand for a file of many GiB."""
_KEPT = (
    "LD_LIBRARY_PATH",  # without it programs of a machine may not start
    *("PATH", "HOME", "USER", "LOGNAME", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP"),
    *("SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO"),
    *("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"),
)
_SSH = (
    "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=10 -o ServerAliveCountMax=3"
)
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.bigFileThreshold": "16m",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    # Bytes in a second, and seconds: who says nothing for so long has gone.
    "http.lowSpeedLimit": "100",
    "http.lowSpeedTime": "30",
    "maintenance.auto": "false",
    # Each thread would take memory of its own.
    "pack.threads": "1",
    "protocol.version": "2",
    "submodule.recurse": "false",
}


def fetched(bank: InGit) -> Contents:
    """The files of a bank at its tag or commit.

    Raises `FileError` where the repository does not answer in time, has no such tag or bank, or
    holds something else than plain files of ordinary size in its place.
    """
    with _repository(bank) as repository:
        return repository.contents()


def newest_tag(bank: InGit) -> str:
    """The tag of the highest version that a repository has; empty where none is a version.

    Raises `FileError` where it does not answer.
    """
    with _repository(bank) as repository:
        return repository.newest_tag()


@contextmanager
def _repository(bank: InGit) -> Iterator[_Repository]:
    with (
        time_to_fetch(TIME_LIMIT, bank.address) as seconds,
        TemporaryDirectory(prefix="cardtui-") as folder,
    ):
        try:
            yield _Repository(bank, Path(folder), seconds)
        except Failed as failed:
            message = f"git cannot read what it fetched ({shortened(one_line(failed.said), 200)})"
            raise FileError(Problem(message, "try again", bank.address)) from None


class _Repository:
    """A bare repository of our own that holds one commit of theirs."""

    def __init__(self, bank: InGit, folder: Path, seconds: float) -> None:
        self._bank = bank
        self._folder = folder
        self._limits = run_limited(folder, _environment(), Limits(seconds, MOST_BYTES, MOST_MEMORY))
        self._prepare()

    def contents(self) -> Contents:
        self._fetch()
        tree = GitTree(self._git, self._bank)
        if self._bank.is_at_commit and tree.commit != self._bank.rev:
            raise self._error("the repository answers with another commit", "ask who keeps it")
        path = bank_path(self._bank.path)
        texts = tree.required_bank(path)
        files = {BANK_FILE if each == path else basename(each): texts[each] for each in texts}
        contents = Contents(files, tree.root, path, tree.commit)
        return replace(contents, bases=bases_within(tree, contents.bank_file, path))

    def newest_tag(self) -> str:
        listed = self._git("ls-remote", "--tags", "--refs", "--", self._bank.address)
        return newest_in(listed.decode("utf-8", "replace").splitlines())

    def _prepare(self) -> None:
        """The least that is a repository (gitrepository-layout(5)): no template, hook or setting."""
        (self._folder / "objects").mkdir()
        (self._folder / "refs").mkdir()
        (self._folder / "HEAD").write_text("ref: refs/heads/main\n")

    def _fetch(self) -> None:
        rev = self._bank.rev
        wanted = rev if self._bank.is_at_commit else f"refs/tags/{rev}" if rev else "HEAD"
        options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules")
        try:
            self._git("fetch", *options, "--", self._bank.address, wanted)
        except Failed as failed:
            raise self._in_words(failed) from None
        # Where there is no such tag, git goes on to branches: one may be called refs/tags/v1.
        taken = (self._folder / "FETCH_HEAD").read_bytes().split(b"\t", 2)[-1]
        if wanted.startswith("refs/tags/") and not taken.startswith(f"tag '{rev}' of ".encode()):
            raise self._no_tag()

    def _git(self, command: str, *arguments: str, given: bytes = b"") -> bytes:
        return self._limits(["git", command, *arguments], given)

    def _in_words(self, failed: Failed) -> FileError:
        """Why a fetch failed, for the person who named the repository."""
        rev = self._bank.rev
        said = failed.said
        if "couldn't find remote ref" in said:
            if not rev:
                return self._error("the repository is empty", "commit a bank there first")
            return self._no_tag()
        if re.search(r"not our ref|unadvertised object|upload-pack: not our", said):
            return self._error(f"the repository has no commit {rev[:12]}", "name a tag instead")
        reasons = [
            line for line in said.splitlines() if line.startswith(("fatal:", "ERROR:", "error:"))
        ]
        reason = (reasons or said.splitlines() or ["it said nothing"])[0]
        if "does not appear to be a git repository" in said and os.path.isabs(self._bank.address):
            return self._no_repository()
        shown = shortened(one_line(reason.partition(": ")[2] or reason), 200)
        remedy = "check the address, and that you may read it"
        return self._error(f"git cannot fetch this repository ({shown})", remedy)

    def _no_repository(self) -> FileError:
        """What is said of a path on this disk that is none."""
        if not os.path.exists(self._bank.address):
            return self._error("there is no such folder", "correct the path")
        message = "this is a folder without a git repository, which has neither --rev nor --path"
        return self._error(message, "leave them out, and name the folder of the bank")

    def _no_tag(self) -> FileError:
        message = f"the repository has no tag `{self._bank.rev}`"
        newest = ""
        with suppress(Failed, FileError):
            newest = self.newest_tag()
        instead = f"; the newest is {newest}" if newest else ""
        remedy = f"name {'it' if newest else 'one of its tags'}, or all 40 characters of a commit"
        return self._error(f"{message}{instead}", remedy)

    def _error(self, message: str, remedy: str) -> FileError:
        return FileError(Problem(message, remedy, self._bank.address))


def _environment() -> dict[str, str]:
    """All that git and its transports get to see."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    settings = {f"GIT_CONFIG_KEY_{i}": name for i, name in enumerate(_SETTINGS)}
    settings |= {f"GIT_CONFIG_VALUE_{i}": value for i, value in enumerate(_SETTINGS.values())}
    return {
        **kept,
        **settings,
        "GIT_CONFIG_COUNT": str(len(_SETTINGS)),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "https:ssh:file",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_DIR": ".",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_SSH_COMMAND": _SSH,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        # The threads of what git starts share their memory: the C library keeps some for each else.
        "MALLOC_ARENA_MAX": "1",
    }
