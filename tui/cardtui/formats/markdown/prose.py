"""Markdown written by a person, made fit to stand between the headings of a document.

Nothing is rendered anew, since that would escape formulas and restyle lists: the source is edited
at the places that the parser objects to, until it objects to none. What does not settle in a few
rounds is escaped as a whole. So what `contained` promises, markdown-it has checked, in GitHub's
dialect and in CommonMark, with a heading before and one behind.

Definitions of link references (CommonMark 4.7) hold for a whole document, and the first of a name
wins, so an answer's `[1]: ...` would redirect the `[1]` of another. Links that use one of the
answer's own are written out, which keeps what the person meant; a definition that nothing uses
shows as text, which keeps what the person wrote.
"""

from __future__ import annotations

import re

from cardtui.formats.markdown.blank_ends import without_blank_ends
from cardtui.formats.markdown.escape import literal
from cardtui.text.clean import visible

_MOST_PARSED = 1_000_000
"""Characters. Longer answers are escaped as a whole."""
_PLAIN_LINE = r"[^\s#<>\[\]`~|&\\=+*_:-][^<\[`~|&\\\n]*+"
_PLAIN = re.compile(rf"(?:{_PLAIN_LINE})?(?:\n(?:{_PLAIN_LINE})?)*+")
_NUMBERED = re.compile(r"^\d+[.)]", re.MULTILINE)


def contained(text: str) -> str:
    """Markdown that leaves the document around it alone.

    Headings become bold paragraphs, raw HTML is escaped, links are http(s), mailto, relative or
    `#`, fences are closed, definitions of links are written out where they are used. A text
    without any of these comes back as it was, but for blank lines around it; control characters
    become visible escapes.
    """
    source = without_blank_ends(visible(text.replace("\r\n", "\n").replace("\r", "\n")))
    if is_plain(source):
        return source
    if len(source) > _MOST_PARSED:
        return literal(source)
    from cardtui.formats.markdown.rounds import settled

    mended = settled(source)
    if mended is not None:
        return mended
    return literal(visible(text.replace("\r\n", "\n").replace("\r", "\n")))


def is_plain(text: str) -> bool:
    """Whether a text is paragraphs of running text that no parser could find anything in.

    Most answers are, and a parser takes as long to import as all that an export does without it.
    """
    return _PLAIN.fullmatch(text) is not None and _NUMBERED.search(text) is None
