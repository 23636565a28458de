"""A card that is long: many texts of several kilobytes in one section, and a long table."""

from __future__ import annotations

import random
from pathlib import Path

from cardtui.bank.bank import Bank
from cardtui.bank.load import read_bank
from cardtui.card.model import Row
from cardtui.files.reading import read_text_file
from cardtui.interview.session import Session, new_session

TEXTS, LETTERS, ROWS = 20, 5_000, 200
_SENTENCE = (
    "model trained on a corpus of text with care and evaluated *well* on `code` data "
    "**bold** results show that it works for most languages"
)
_WORDS = (*_SENTENCE.split(), "[a link](https://example.org/x)")


def long_text(letters: int, seed: int) -> str:
    """Markdown of about so many letters: paragraphs, and lists between them."""
    chosen = random.Random(seed)
    blocks: list[str] = []
    while sum(map(len, blocks)) < letters:
        words = [chosen.choice(_WORDS) for _ in range(60)]
        is_list = len(blocks) % 3 == 2
        items = [f"- {' '.join(words[i : i + 15])}" for i in range(0, 60, 15)]
        blocks.append("\n".join(items) if is_list else " ".join(words))
    return "\n\n".join(blocks)


def long_bank(path: Path, sections: int = 1) -> Bank:
    """A bank on disk whose sections ask for many long texts each, and for a table."""
    parts = ['format = 1\nid = "long"\nversion = "1.0.0"\ntitle = "Long"\n']
    for section in range(sections):
        parts.append(f'[[section]]\nid = "part{section}"\ntitle = "Part {section}"\n')
        parts.extend(
            f'[[section.question]]\nid = "text{i}"\ntype = "longtext"\n'
            f'ask = "Text {i}?"\nlabel = "Text {i}"\noutput = {{ as = "blocks" }}\n'
            for i in range(section * TEXTS, (section + 1) * TEXTS)
        )
        parts.append(
            f'[[section.question]]\nid = "table{section}"\ntype = "table"\nask = "Results?"\n'
            'label = "Results"\n'
            '[[section.question.column]]\nid = "metric"\ntype = "text"\nlabel = "Metric"\n'
            '[[section.question.column]]\nid = "value"\ntype = "number"\nlabel = "Value"\n'
            '[[section.question.column]]\nid = "remark"\ntype = "text"\nlabel = "Remark"\n'
        )
    path.write_text("".join(parts))
    return read_bank(read_text_file(str(path)))


def long_card(folder: Path, sections: int = 1) -> Session:
    """A saved card that answers such a bank in full; both are in `folder`."""
    folder.mkdir(exist_ok=True)
    session = new_session(long_bank(folder / "bank.toml", sections), str(folder / "card.toml"))
    for i in range(TEXTS * sections):
        session.set_value(f"text{i}", long_text(LETTERS, i))
    for section in range(sections):
        rows = (
            Row(i + 1, {"metric": f"metric {i}", "value": i * 1.25, "remark": f"remark on {i}"})
            for i in range(ROWS)
        )
        session.set_rows(f"table{section}", tuple(rows))
    session.save()
    return session
