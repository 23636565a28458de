"""The HTML document: one file, quiet, for eyes, ears and keys."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from cardtui.formats.html.document import to_html
from cardtui.formats.html.style import STYLE
from cardtui.interview.session import Session
from support.distilbert import distilbert_session


@pytest.fixture(name="session")
def _session(tmp_path: Path) -> Session:
    return distilbert_session(tmp_path)


def html_of(session: Session) -> str:
    return to_html(session.bank, session.card, session.state)


def test_the_page_is_called_after_its_model(session: Session) -> None:
    """In the title of the window and as the one main heading."""
    page = html_of(session)
    assert "<title>DistilBERT: Model card</title>" in page
    assert page.count("<h1>") == 1
    session.clear("model_name")
    assert "<title>Model card</title>" in html_of(session)


def test_all_sections_of_the_template_are_there(session: Session) -> None:
    """18 headings below the main one, and the contents lead to each."""
    page = html_of(session)
    ids = re.findall(r'<section id="([^"]+)">', page)
    assert len(ids) == 18
    assert re.findall(r'<a href="#(section-[^"]+)">', page) == ids


def test_nothing_is_loaded_and_the_style_alone_is_allowed(session: Session) -> None:
    """The policy names the digest of the style that the page holds."""
    session.set_value("overview", "![A picture](https://example.org/a.png)")
    page = html_of(session)
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{digest}&#x27;" in page
    assert f"<style>{STYLE}</style>" in page
    assert '<a href="https://example.org/a.png">A picture</a>' in page
    assert not re.search(r"<(img|script|link|iframe|object)\b|\bsrc=|\bstyle=|url\(|@import", page)


def test_a_table_says_what_its_cells_are(session: Session) -> None:
    """Header cells with a scope, numbers to the right, and a region that scrolls by keys."""
    page = html_of(session)
    assert '<div class="wide" role="region" aria-label="Table" tabindex="0">' in page
    assert '<th scope="col" class="number">Value' in page


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_can_be_read(scheme: int) -> None:
    """7:1 on both grounds (WCAG 2.2, 1.4.6)."""
    found = re.findall(r"--(\w+): (#[0-9a-f]{6})", STYLE)
    count = len(found) // 2
    colours = dict(found[scheme * count : (scheme + 1) * count])
    for text in ("text", "quiet", "link"):
        for ground in ("ground", "panel"):
            light, dark = sorted(
                (_luminance(colours[text]), _luminance(colours[ground])), reverse=True
            )
            assert (light + 0.05) / (dark + 0.05) >= 7, (text, ground)
