"""Which links may stand in a document, and how a target is written in one."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986, section 3.1
_ALLOWED = ("http:", "https:", "mailto:")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_OTHER_HOST = re.compile(r"\\|/[/\\]")
"""Begins a target with the scheme of the page and a host of its own (RFC 3986, section 4.2).

Browsers read a backslash as a slash, and what reads Markdown may take one of two away.
"""
_MOST_DISGUISES = 8
_NOT_IN_TARGET = re.compile(r"[\x00-\x1f\x7f<>|\\]")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def is_harmless(target: str) -> bool:
    """Whether a link goes to the web, a mail address, a file beside the document, or inside it.

    A target that hides its scheme behind entities, percent signs or invisible characters, one
    inside another, is judged by what the most lenient reader would make of it.
    """
    for _ in range(_MOST_DISGUISES):
        bare = _INVISIBLE.sub("", target)
        if _OTHER_HOST.match(bare):
            return False
        bare = bare.replace("\\", "")
        scheme = _SCHEME.match(bare)
        if scheme is not None and scheme[0].lower() not in _ALLOWED:
            return False
        undisguised = unescape(unquote(bare))
        if undisguised == target:
            return True
        target = undisguised
    return False


def inline_target(target: str, title: str) -> str:
    """Target and title of a link as they stand behind its text (CommonMark 6.3).

    No pipe is left in them, which a table would take for the end of a cell.
    """
    shown = _ENTITY.sub("&amp;", target)
    shown = _NOT_IN_TARGET.sub(lambda found: f"%{ord(found[0]):02X}", shown)
    if not title:
        return f"(<{shown}>)"
    words = _ENTITY.sub("&amp;", " ".join(title.split())).replace("|", "&#124;")
    quoted = re.sub(r'[\\"]', r"\\\g<0>", words)
    return f'(<{shown}> "{quoted}")'
