"""The fingerprint of a question: it changes when the question asks for something else."""

from __future__ import annotations

import json
from hashlib import sha256

from cardtui.bank.model import Question

DIGITS = 8


def fingerprint(question: Question) -> str:
    """The first 8 hexadecimal digits of a SHA-256 of wording, type, unit, options and columns."""
    parts = [
        question.ask,
        question.type,
        question.unit,
        [option.id for option in question.choices],
        [column.id for column in question.columns],
    ]
    packed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
