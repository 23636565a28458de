"""What taking an offer means for the other banks of its project, and for cards without a bank."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.load import read_bank
from cardtui.errors import CardtuiError
from cardtui.files.toml import parse_toml
from cardtui.sharing.address import InGit, InPackage, Local
from cardtui.sharing.as_locked import (
    LockedFinder,
    bank_as_locked,
    locked_contents,
    locked_sources,
)
from cardtui.sharing.contents import Contents
from cardtui.sharing.lock import LockedBank
from cardtui.sharing.offers import Offer
from cardtui.sharing.origin import contents_now
from cardtui.sharing.places import address_in
from cardtui.sharing.project import Project, Source
from cardtui.sharing.shipped import shipped_banks


class Dependent(Struct, frozen=True):
    """Another bank of the project that extends the one on offer."""

    id: str
    version: str
    source: Source
    old: Bank | None
    """As it is locked; None where that cannot be had any more."""
    new: Bank | CardtuiError
    """As it is with the offer taken, or why it could not be used then."""
    is_on_disk: bool
    """Whether it is a file or folder that the people of the project can edit."""
    has_edits: bool = False
    """Whether what lies at its source, and is not taken yet, is meant by `new`."""


def dependents(offer: Offer) -> Iterator[Dependent]:
    """The other banks of the project for which an offer changes something. Raises nothing."""
    for source, locked in _others(offer):
        with suppress(CardtuiError):  # it cannot be used as it is, which others tell
            yield from _dependent(offer, source, locked)


def stranded(offer: Offer) -> set[str]:
    """The ids of banks whose cards open now, and would have no bank any more with the offer taken:
    a card of a bank that no project names opens under one that extends it.
    """
    kept = {base.id for base in offer.bank.bases}
    left = {base.id for base in offer.old.bases} - kept if offer.old else set()
    if left:
        left -= set(shipped_banks())
        for source, locked in _others(offer):
            with suppress(CardtuiError):
                _, bank = _as_locked(offer.project, source, locked)
                left -= {bank.id, *(base.id for base in bank.bases)} if bank else set()
    return left


def opening_under(project: Project, bank: Bank) -> Iterator[str]:
    """The ids of the banks whose cards open under a bank of a project, its own first."""
    named = {locked.id for _, locked in locked_sources(project) if locked is not None}
    yield bank.id
    yield from (base.id for base in bank.bases if base.id not in {*named, *shipped_banks()})


def _others(offer: Offer) -> Iterator[tuple[Source, LockedBank | None]]:
    for source, locked in locked_sources(offer.project):
        if (source.written, source.path) != (offer.source.written, offer.source.path):
            yield source, locked


def _dependent(offer: Offer, source: Source, locked: LockedBank | None) -> Iterator[Dependent]:
    kept, old = _as_locked(offer.project, source, locked)
    new = _with_offer(offer, kept) if kept is not None else None
    address = address_in(offer.project, source)
    meant, has_edits = kept, False
    if isinstance(address, Local) and not isinstance(new, Bank):
        now = contents_now(address)
        if kept is None or now.hashes != kept.hashes:
            edited = _with_offer(offer, now)
            if new is None or isinstance(edited, Bank):
                meant, new, has_edits = now, edited, True
    if meant is None or new is None or not _is_on(offer.bank.id, meant, old, new):
        return
    if isinstance(new, Bank) and old is not None and new.sha256 == old.sha256:
        return
    about = parse_toml(meant.bank_file)
    name, version = (locked.id, locked.version) if locked else (about["id"], about["version"])
    yield Dependent(name, version, source, old, new, isinstance(address, Local), has_edits)


def _as_locked(
    project: Project, source: Source, locked: LockedBank | None
) -> tuple[Contents | None, Bank | None]:
    """A bank of the project as its cards have it, as far as that can be had."""
    contents: Contents | None = None
    with suppress(CardtuiError):
        if locked is not None:
            contents = locked_contents(project, source, locked)
            return contents, bank_as_locked(project, source, locked)
        address = address_in(project, source)
        if not isinstance(address, InGit | InPackage):
            contents = contents_now(address)
            return contents, read_bank(contents.bank_file, LockedFinder(project, contents))
    return contents, None


def _with_offer(offer: Offer, contents: Contents) -> Bank | CardtuiError:
    finder = LockedFinder(offer.project, contents, instead=offer.contents)
    try:
        return read_bank(contents.bank_file, finder)
    except CardtuiError as error:
        return error


def _is_on(bank_id: str, meant: Contents, old: Bank | None, new: Bank | CardtuiError) -> bool:
    """Whether a bank extends the one of that id; what cannot be read is judged by what it says."""
    known = [bank for bank in (old, new) if isinstance(bank, Bank)]
    if known:
        return any(bank_id == base.id for bank in known for base in bank.bases)
    return any(
        bank_id in entry for entry in map(str, parse_toml(meant.bank_file).get("extends", ()))
    )
