"""The banks of a project as its lock pins them: which bytes are taken, and from where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError, Problem
from cardtui.sharing.address import Address, InGit, InPackage, Local
from cardtui.sharing.cache import cached, keep
from cardtui.sharing.contents import Contents, bank_path, hash_of
from cardtui.sharing.lock import LockedBank, locked_bases, read_lock
from cardtui.sharing.origin import contents_now
from cardtui.sharing.policy import is_frozen, is_offline
from cardtui.sharing.project import LOCK_FILE, Project, Source
from cardtui.text.words import join_words


class PinnedBank(Struct, frozen=True):
    """A bank of a project that its lock names."""

    project: Path
    """The `cardtui.toml`."""
    source: Source
    address: Address
    locked: LockedBank

    def problem(self, message: str, remedy: str = "") -> Problem:
        """Something that is wrong with it, at its line in the project."""
        remedy = remedy or f"look at what changes, and take it: {self.update}"
        return Problem(message, remedy, str(self.project), self.source.line)

    @property
    def path(self) -> Path | None:
        """Where it is on the disk; None where it comes from elsewhere."""
        return self.address.path if isinstance(self.address, Local) else None

    @property
    def update(self) -> str:
        """The command that takes what is there now."""
        return f"cardtui bank update {self.locked.id}"


Place = Path | PinnedBank
"""Where a bank of a project is: on the disk as it is there now, or as the lock says."""


def pins_of(project: Project) -> Callable[[Source, Address], PinnedBank | None]:
    """What finds a source of a project in its lock.

    Raises `CardtuiError` for a lock that cannot be used, or, frozen, is not complete.
    """
    lock = {(bank.source, bank.path): bank for bank in read_lock(project.path.parent)}
    if is_frozen():
        _require_complete(project, lock)

    def pin(source: Source, address: Address) -> PinnedBank | None:
        locked = lock.get((source.written, source.path))
        return None if locked is None else PinnedBank(project.path, source, address, locked)

    return pin


def pinned_contents(bank: PinnedBank) -> Contents:
    """The files of a bank that is locked: out of the cache, else got again and compared.

    Raises `FileError` where they are not those that the lock names, or cannot be had.
    """
    require_same_rev(bank)
    if isinstance(bank.address, InGit | InPackage):
        return _from_cache(bank) or _got_again(bank, bank.address)
    contents = contents_now(bank.address)
    _require_same(bank, contents)
    return contents


def require_same_rev(bank: PinnedBank) -> None:
    """Raise `FileError` where the project names another rev than its lock."""
    locked, wanted = bank.locked.rev, bank.source.rev
    if locked != wanted:
        said = f"is locked at {locked or 'no rev'}, and here is {wanted or 'no rev'}"
        raise FileError(bank.problem(f"the bank `{bank.locked.id}` {said}"))


def bases_outside(bank: Bank, contents: Contents, folder: Path) -> tuple[tuple[str, str], ...]:
    """The banks that a bank extends, that are not among its contents, and that the lock in a folder
    does not pin otherwise: ids, with the SHA-256 of their files.
    """
    if bank.merged is None:
        return ()
    pinned = _pinned_elsewhere(folder)
    sources = [each for each in bank.merged.sources[1:] if not contents.base_path(each.file)]
    found = {each.id: hash_of(each.file.text) for each in sources}
    return tuple(sorted(set(found.items()) - pinned))


def keep_all(contents: Contents, bank: Bank) -> None:
    """Put a bank into the cache with all that it extends: whoever updates it is shown what differs.

    Raises `FileError` where they cannot be written.
    """
    sources = bank.merged.sources if bank.merged else ()
    keep([*contents.texts, *(each.file.text for each in sources)])


def _pinned_elsewhere(folder: Path) -> set[tuple[str, str]]:
    """The banks that a lock pins by themselves or with others: ids, with the SHA-256 of each."""
    banks = read_lock(folder)
    pinned = [(bank.id, bank.files) for bank in banks]
    pinned += [(base.id, base.files) for bank in banks for base in bank.bases]
    return {(name, dict(files)[BANK_FILE]) for name, files in pinned}


def require_as_locked(bank: PinnedBank, contents: Contents, found: Bank) -> None:
    """Raise `FileError` where a bank that was loaded is not what the lock says of it."""
    locked = bank.locked
    if (found.id, found.version) != (locked.id, locked.version):
        message = f"the lock calls this bank {locked.id} {locked.version}"
        is_now = f"it is {found.id} {found.version}"
        raise FileError(bank.problem(f"{message}, and {is_now}", "lock it: cardtui bank update"))
    known = dict(locked.extends)
    bases = bases_outside(found, contents, bank.project.parent)
    different = [name for name, sha256 in bases if known.get(name) != sha256]
    inside = locked_bases(contents, found)
    different += sorted({base.id for base in {*inside} ^ {*locked.bases}})
    if different:
        message = f"the bank `{locked.id}` extends {join_words(different)}"
        raise FileError(bank.problem(f"{message}, which has changed since it was locked"))


def _require_complete(project: Project, lock: Mapping[tuple[str, str], LockedBank]) -> None:
    named = {(source.written, source.path): source for source in project.sources}
    for key, source in named.items():
        if key not in lock:
            message = f"this bank is not in {LOCK_FILE}, and --frozen takes nothing else"
            remedy = "lock it: cardtui bank update"
            raise FileError(Problem(message, remedy, str(project.path), source.line))
    stale = [bank.id for key, bank in lock.items() if key not in named]
    if stale:
        message = f"{LOCK_FILE} names {join_words(stale)}, which the project does not use"
        problem = Problem(message, "lock it again: cardtui bank update", str(project.path))
        raise FileError(problem)


def _from_cache(bank: PinnedBank) -> Contents | None:
    files = all_cached(dict(bank.locked.files))
    bases = all_cached(bank.locked.base_hashes)
    return None if files is None or bases is None else _named(bank, files, bases)


def all_cached(hashes: Mapping[str, str]) -> dict[str, str] | None:
    """The texts with these hashes, by the same names; None where one is not kept."""
    texts = {name: cached(sha256) for name, sha256 in hashes.items()}
    found = {name: text for name, text in texts.items() if text is not None}
    return found if len(found) == len(texts) else None


def _named(bank: PinnedBank, files: Mapping[str, str], bases: Mapping[str, str]) -> Contents:
    """Files of a bank that is not on the disk, under the names that messages give them."""
    if not isinstance(bank.address, InGit):
        return Contents(files, f"{bank.source.written}/")
    commit = bank.locked.commit
    root = bank.address.root_at(commit)
    return Contents(files, root, bank_path(bank.address.path), commit, bases)


def _got_again(bank: PinnedBank, address: InGit | InPackage) -> Contents:
    if isinstance(address, InGit):
        if is_offline():
            message = f"the bank `{bank.locked.id}` is not in the cache, and nothing is fetched"
            raise FileError(bank.problem(message, "run it once without --offline"))
        address = replace(address, rev=bank.locked.commit)
    contents = contents_now(address)
    _require_same(bank, contents)
    keep(contents.texts)
    return _named(bank, contents.files, contents.bases or {})


def _require_same(bank: PinnedBank, contents: Contents) -> None:
    different = differing(contents.hashes, dict(bank.locked.files))
    different += differing(contents.base_hashes, bank.locked.base_hashes)
    if different:
        message = f"the bank `{bank.locked.id}` is not the one that is locked"
        raise FileError(bank.problem(f"{message} ({join_words(different)} differs)"))


def differing(found: Mapping[str, str], locked: Mapping[str, str]) -> list[str]:
    """The names of files that are new, gone or not the same."""
    return sorted(name for name in {*found, *locked} if found.get(name) != locked.get(name))
