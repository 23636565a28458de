"""What `bank list` and `bank show` print as JSON."""

from __future__ import annotations

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, Section
from cardtui.sharing.described import Described


def listed_record(bank: Described) -> dict[str, object]:
    """A bank that can be used here; what `cardtui.toml` or the lock does not say is null."""
    return {"id": bank.id, "version": bank.version, **origin_record(bank)}


def origin_record(bank: Described | None) -> dict[str, object]:
    """Where a bank comes from, by the keys of `cardtui.toml` and its lock."""
    return {
        "source": (bank and bank.source) or None,
        "rev": (bank and bank.rev) or None,
        "path": (bank and bank.path) or None,
        "commit": (bank and bank.commit) or None,
        "locked": bank is not None and bank.is_locked,
    }


def bank_record(bank: Bank, known: Described | None) -> dict[str, object]:
    """What a bank is; `known` is where it comes from, None for one that was named by its file."""
    return {
        "id": bank.id,
        "version": bank.version,
        "title": bank.title,
        "language": bank.language,
        "license": bank.file.license or None,
        **origin_record(known),
        "file": bank.path,
        "sha256": bank.sha256,
        "extends": [{"id": base.id, "version": base.version} for base in bank.bases],
        "sections": list(map(_section_record, bank.sections)),
    }


def _section_record(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "title": section.title,
        "level": section.level,
        "questions": [_question_record(q) for q in section.questions if q.type != "note"],
    }


def _question_record(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "type": question.type,
        "label": question.name,
        "ask": question.ask,
        "required": question.required,
    }
