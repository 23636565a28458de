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
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError, Problem
from cardtui.files.reading import MAX_BYTES
from cardtui.sharing.address import InGit
from cardtui.sharing.contents import MOST_FILES, Contents, decoded, is_of_bank, too_large
from cardtui.sharing.processes import Failed, run_limited
from cardtui.text.clean import one_line
from cardtui.text.words import join_words, shortened

TIME_LIMIT = 60.0
"""Seconds for all that git does for one bank."""
MOST_BYTES = 256 * 1024 * 1024
"""What one fetch may bring: a repository may hold more than banks."""
_KEPT = (
    *("PATH", "HOME", "USER", "LOGNAME", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP"),
    *("SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO"),
    *("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"),
)
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.bigFileThreshold": "16m",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "protocol.version": "2",
    "submodule.recurse": "false",
}
_COMMIT = "FETCH_HEAD^{commit}"
_FILE_MODE = "100644"
_KINDS = {
    "100755": "a program (mode 100755)",
    "120000": "a symbolic link",
    "160000": "a submodule",
    "040000": "a folder",
}


class _Entry(Struct, frozen=True):
    """A line of a tree."""

    mode: str
    id: str
    size: int
    name: str


class _Object(Struct, frozen=True):
    """What the store of a repository holds under an id."""

    id: str
    kind: str
    content: bytes


def fetched(bank: InGit) -> Contents:
    """The files of a bank at its tag or commit.

    Raises `FileError` where the repository does not answer in time, has no such tag or bank, or
    holds something else than plain files of ordinary size in its place.
    """
    with TemporaryDirectory(prefix="cardtui-") as folder:
        try:
            return _Repository(bank, Path(folder)).contents()
        except Failed as failed:
            message = f"git cannot read what it fetched ({shortened(one_line(failed.said), 200)})"
            raise FileError(Problem(message, "try again", bank.address)) from None


class _Repository:
    """A bare repository of our own that holds one commit of theirs."""

    def __init__(self, bank: InGit, folder: Path) -> None:
        self._bank = bank
        self._folder = folder
        self._limits = run_limited(folder, _environment(), TIME_LIMIT, MOST_BYTES)

    def contents(self) -> Contents:
        self._prepare()
        self._fetch()
        folder, name = self._folder_and_name()
        entries = self._entries(folder, name)
        commit, *blobs = self._objects([_COMMIT, *(entry.id for entry in entries)])
        if self._bank.is_at_commit and commit.id != self._bank.rev:
            raise self._error("the repository answers with another commit", "ask who keeps it")
        place = place_in_git(self._bank, commit.id)
        texts = {}
        for entry, blob in zip(entries, blobs, strict=True):
            if blob.kind != "blob":
                raise self._error(f"`{entry.name}` is no file", "ask who keeps it")
            known_as = BANK_FILE if entry.name == name else entry.name
            texts[known_as] = decoded(blob.content, f"{place}{entry.name}")
        return Contents(texts, place, name, commit.id)

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

    def _folder_and_name(self) -> tuple[str, str]:
        """The folder that the bank's file is in, and the file's name."""
        path = self._bank.path
        if path.endswith(".toml"):
            folder, _, name = path.rpartition("/")
            return folder, name
        return path, BANK_FILE

    def _entries(self, folder: str, name: str) -> list[_Entry]:
        """The files of the bank, its own first, all of them plain ones."""
        try:
            listed = self._git("ls-tree", "-z", "-l", f"{_COMMIT}:{folder}")
        except Failed:
            if not folder:
                raise self._error("this tag names no commit", "name another") from None
            raise self._error(f"there is no folder `{folder}` in it", "correct `path`") from None
        tree = [_entry(line) for line in listed.split(b"\0") if line]
        own = [entry for entry in tree if entry.name == name]
        if not own:
            where = f"in `{folder}`" if folder else "at its root"
            message = f"there is no `{name}` {where}{self._banks_there()}"
            raise self._error(message, "name the bank's file or folder with `path`")
        is_in_folder = name == BANK_FILE
        others = [e for e in tree if is_in_folder and e.name != name and is_of_bank(e.name)]
        if len(others) >= MOST_FILES:
            raise self._error(f"it has more than {MOST_FILES} files", "is it a bank?")
        for entry in (*own, *others):
            self._require_plain(entry)
        return [*own, *others]

    def _banks_there(self) -> str:
        """A few banks that the repository has, for someone who left out which one is meant."""
        listed = self._git("ls-tree", "-r", "-z", "--name-only", _COMMIT).split(b"\0")
        ends = f"/{BANK_FILE}".encode()
        found = [name.removesuffix(ends) for name in listed if name.endswith(ends)][:5]
        shown = (shortened(one_line(name.decode("utf-8", "replace"))) for name in found)
        folders = join_words(f"`{name}`" for name in shown)
        return f"; there is one in {folders}" if folders else ""

    def _require_plain(self, entry: _Entry) -> None:
        if entry.mode != _FILE_MODE:
            kind = _KINDS.get(entry.mode, f"of mode {entry.mode}")
            message = f"`{entry.name}` is {kind} there, and only plain files are taken"
            raise self._error(message, "ask who keeps it to put a plain file there")
        if entry.size > MAX_BYTES:
            raise too_large(f"{self._bank.address}:{entry.name}")

    def _objects(self, names: list[str]) -> list[_Object]:
        said = self._git("cat-file", "--batch", given="\n".join([*names, ""]).encode("ascii"))
        found = []
        start = 0
        for _ in names:
            end = said.index(b"\n", start)
            about = said[start:end].decode("ascii", "replace").split()
            if len(about) != 3:
                raise self._error("a part of it is missing", "ask who keeps it")
            size = int(about[2])
            found.append(_Object(about[0], about[1], said[end + 1 : end + 1 + size]))
            start = end + 2 + size
        return found

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
        shown = shortened(one_line(reason.partition(": ")[2] or reason), 200)
        remedy = "check the address, and that you may read it"
        return self._error(f"git cannot fetch this repository ({shown})", remedy)

    def _no_tag(self) -> FileError:
        message = f"the repository has no tag `{self._bank.rev}`"
        return self._error(message, "name one of its tags, or all 40 characters of a commit")

    def _error(self, message: str, remedy: str) -> FileError:
        return FileError(Problem(message, remedy, self._bank.address))


def place_in_git(bank: InGit, commit: str) -> str:
    """What stands before the name of a file of a bank in messages."""
    rev = commit[:12] if bank.is_at_commit or not bank.rev else bank.rev
    folder = bank.path.rpartition("/")[0] if bank.path.endswith(".toml") else bank.path
    return f"{bank.address}@{rev}:{folder}{'/' if folder else ''}"


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
        "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def _entry(line: bytes) -> _Entry:
    about, _, name = line.partition(b"\t")
    mode, _, blob, size = about.decode("ascii").split()
    length = int(size) if size.isdigit() else 0
    return _Entry(mode, blob, length, name.decode("utf-8", "replace"))
