"""What a `source` is: a file or folder, a shipped bank, a place in a git repository, a package.

Everything that reaches git or the disk is checked here, before anything is started or opened. Of
git's own ways to name a repository (gitfailures(7) and git-fetch(1), "GIT URLS") those are left out
that run programs (`ext::`, `fd::` and any other `NAME::`), that say nothing about who answers
(`http`, `git`, `ftp`), or that hold a password, since a source is written into files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container
from pathlib import Path

from msgspec import Struct

from cardtui.errors import FileError, Problem
from cardtui.text.clean import one_line, unsafe_characters
from cardtui.text.words import shortened

PACKAGE = "package:"
_LONGEST = 1000
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
_USER = r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?"
_PORT = r"(?::[0-9]{1,5})?"
_SCHEMES = {
    "https": re.compile(rf"https://{_HOST}{_PORT}/[^\s\\?#]+", re.ASCII),
    "ssh": re.compile(rf"ssh://{_USER}{_HOST}{_PORT}/[^\s\\?#]+", re.ASCII),
    "file": re.compile(r"file:///[^\\?#]+", re.ASCII),
}
_AT_HOST = re.compile(rf"{_USER}{_HOST}:[^\s\\:-][^\s\\]*", re.ASCII)
"""As scp writes it: `git@example.org:team/banks.git`."""
_SCHEME = re.compile(r"([A-Za-z0-9+.-]+)://")
_REV = re.compile(r"[^\s~^:?*\[\\-][^\s~^:?*\[\\]*")
_PACKAGE_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)
_REMEDY = "a source is a file or folder, a shipped bank, a git address or package:NAME"


class Local(Struct, frozen=True):
    """A bank file, or a folder with one."""

    path: Path


class Shipped(Struct, frozen=True):
    """A bank that comes with the program."""

    id: str


class InGit(Struct, frozen=True):
    """A bank in a git repository. Every part of it has been checked."""

    address: str
    """As git takes it; a path is absolute."""
    rev: str = ""
    """A tag, a whole commit, or nothing for what the repository shows first."""
    path: str = ""
    """The bank file or folder in it, with `/`; empty for its root."""

    @property
    def is_at_commit(self) -> bool:
        """Whether `rev` is a commit."""
        return is_commit(self.rev)

    def root_at(self, commit: str) -> str:
        """What stands before a path of the repository in messages."""
        rev = commit[:12] if self.is_at_commit or not self.rev else self.rev
        return f"{self.address}@{rev}:"


class InPackage(Struct, frozen=True):
    """A bank in an installed package: the name of its entry point."""

    name: str


Address = Local | Shipped | InGit | InPackage


def is_commit(rev: str) -> bool:
    """Whether it is a whole commit, which no tag can be mistaken for."""
    return re.fullmatch(r"[0-9a-f]{40}", rev) is not None


def is_rev(text: str) -> bool:
    """Whether it can be a tag or a commit."""
    try:
        return bool(_checked_rev(text))
    except FileError:
        return False


def is_package_name(name: str) -> bool:
    """Whether an entry point that is called so can be named as a source."""
    return _PACKAGE_NAME.fullmatch(name) is not None


def address_of(
    source: str, rev: str, path: str, folder: Path, shipped: Container[str] = ()
) -> Address:
    """What a source means, with `folder` as the place that a path begins at.

    Nothing is started, and nothing is opened. Raises `FileError` for what cannot be a source.
    """
    refuse_hostile(source, "source")
    if source.startswith(PACKAGE):
        return _in_package(source, rev, path)
    if found := _remote(source):
        return InGit(found, _checked_rev(rev), _checked_path(path))
    if rev or path or source.endswith(".git"):
        _refuse_what_has_no_rev(source, "rev" if rev else "path", folder, shipped)
        # An absolute path cannot be taken for a host by git.
        place = os.path.abspath(folder / source)
        return InGit(place, _checked_rev(rev), _checked_path(path))
    if source in shipped and not os.path.exists(folder / source):
        return Shipped(source)
    return Local(folder / source)


def refuse_hostile(text: str, what: str) -> None:
    """Raise `FileError` for a name that could be taken for something else, or hide what it is."""
    if not text:
        raise _refused(f"the {what} is empty", _REMEDY)
    if len(text) > _LONGEST:
        raise _refused(f"the {what} is longer than {_LONGEST} characters", "is it the right one?")
    if unsafe_characters(text) or "\n" in text or "\t" in text:
        shown = shortened(one_line(text))
        raise _refused(f'the {what} "{shown}" holds control characters', "take them out")
    if text.startswith("-"):
        message = f'the {what} "{shortened(text)}" begins with a hyphen, as an option does'
        raise _refused(message, "write ./ before the name of a file")


def _refuse_what_has_no_rev(source: str, key: str, folder: Path, shipped: Container[str]) -> None:
    """Refuse what git would be asked for in vain. `.git` may be a file: of a worktree."""
    if os.path.isfile(folder / source) and not source.endswith(".git"):
        message = f'"{shortened(source)}" is a file, and only a git repository has a `{key}`'
    elif source in shipped and not os.path.exists(folder / source):
        message = f'"{source}" ships with cardtui, and has no `{key}`'
    else:
        return
    raise _refused(message, f"leave out `{key}`")


def _in_package(source: str, rev: str, path: str) -> InPackage:
    name = source.removeprefix(PACKAGE)
    if not is_package_name(name):
        raise _refused(f'"{shortened(name)}" is no name of an entry point', "write package:NAME")
    if rev or path:
        which = "rev" if rev else "path"
        message = f"an installed package has no `{which}`: which version it is, its installer says"
        raise _refused(message, f"leave out `{which}`")
    return InPackage(name)


def _remote(source: str) -> str:
    """The address of a repository that is not named by a path; empty for anything else."""
    if found := _SCHEME.match(source):
        return _at_scheme(source, found[1].lower())
    head, colon, _ = source.partition(":")
    if not colon or "/" in head:
        return ""
    if "::" in source or not _AT_HOST.fullmatch(source):
        message = f'"{shortened(source)}" is no address that banks are fetched from'
        raise _refused(message, "use https://, ssh:// or file:///, or a path")
    return source


def _at_scheme(source: str, scheme: str) -> str:
    shown = shortened(source)
    if scheme not in _SCHEMES:
        message = f'banks are not fetched by {scheme}: "{shown}"'
        raise _refused(message, "use https://, ssh:// or file:///")
    if scheme == "https" and "@" in source.split("/")[2]:
        message = "the address holds a name or a password, which would be written into files"
        raise _refused(message, "use ssh:// with a key for a repository that is not public")
    if not _SCHEMES[scheme].fullmatch(source):
        host = "a path" if scheme == "file" else "a host and a path"
        raise _refused(f'"{shown}" is no address of {scheme}', f"write {scheme}:// with {host}")
    return source


def _checked_rev(rev: str) -> str:
    """A rev that can be a tag (git-check-ref-format(1)) or a commit."""
    if not rev:
        return ""
    refuse_hostile(rev, "rev")
    parts = rev.split("/")
    is_odd = ".." in rev or "@{" in rev or rev in {"@", "HEAD"} or rev.endswith(".")
    is_odd = is_odd or any(
        not part or part.startswith(".") or part.endswith(".lock") for part in parts
    )
    if is_odd or not _REV.fullmatch(rev):
        message = f'"{shortened(rev)}" can be no tag and no commit'
        raise _refused(message, "name a tag, or all 40 characters of a commit")
    return rev


def _checked_path(path: str) -> str:
    """A path that stays inside its repository, without its needless parts."""
    if not path:
        return ""
    refuse_hostile(path, "path")
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if path.startswith("/") or "\\" in path or ".." in parts:
        message = f'the path "{shortened(path)}" leaves its repository'
        raise _refused(message, "write it from the root of the repository, with /")
    return "/".join(parts)


def _refused(message: str, remedy: str) -> FileError:
    return FileError(Problem(message, remedy))
