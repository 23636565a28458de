"""Which links may stand in a document, and how the others are made to show as text."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from cardtui.formats.markdown.raw_html import code_ranges, is_escaped

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED = ("http:", "https:", "mailto:")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]")
_LINK = re.compile(r"(?P<close>\])\((?P<target>[ \t\n]*(?:<[^<>\n]*>|[^\s]*))")
_AUTOLINK = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*)>")
_DEFINITION = re.compile(
    r"^(?P<before>[ \t>\d.)*+-]*)\[(?=[^\]\n]*(?:\n[^\]\n]*)*\]:)", re.MULTILINE
)


def is_harmless(target: str) -> bool:
    """Whether a link goes to the web, a mail address, a file beside the document, or inside it.

    A target that hides its scheme behind entities, percent signs or invisible characters is
    judged by what a lenient reader would make of it.
    """
    for reading in (target, unquote(target), unescape(target), unescape(unquote(target))):
        bare = _INVISIBLE.sub("", reading).replace("\\", "")
        scheme = _SCHEME.match(bare)
        if scheme is not None and scheme[0].lower() not in _ALLOWED:
            return False
    return True


def without_harmful_links(text: str, *, everywhere: bool = False) -> str:
    """Markdown whose harmful links show as they are written; with `everywhere`, all links do."""
    skipped = code_ranges(text)

    def is_code(found: re.Match[str]) -> bool:
        return any(start <= found.start() < end for start, end in skipped)

    def link(found: re.Match[str]) -> str:
        if is_code(found) or (not everywhere and is_harmless(found["target"].strip(" \t\n<>"))):
            return found[0]
        return f"]\\({found['target']}"

    def autolink(found: re.Match[str]) -> str:
        escaped = is_escaped(mended, found.start())
        if escaped or is_code(found) or is_harmless(found["target"]):
            return found[0]
        return "\\" + found[0]

    mended = _LINK.sub(link, text)
    skipped = code_ranges(mended)
    mended = _AUTOLINK.sub(autolink, mended)
    return _DEFINITION.sub(r"\g<before>\\[", mended) if everywhere else mended
