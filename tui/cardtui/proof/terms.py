"""What the leaves of conditions compare: which questions and cells with which constants.

Things that one leaf compares with each other belong together, with all constants that any of them
is compared with: values of one are cut where the others are cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cardtui.condition.facts import CellValue
from cardtui.condition.nodes import (
    Arithmetic,
    Call,
    Cell,
    Expression,
    Name,
    Negative,
    children,
    constants_in,
    walk,
)
from cardtui.proof.budget import Budget
from cardtui.proof.remainder import Atom, Reference

_TERMS_OF_A_STEP = 10


class Term(NamedTuple):
    """The value of a question or cell, or its number of items or rows."""

    reference: Reference
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """Terms that are compared with each other, and with these constants."""

    terms: dict[Term, None] = field(default_factory=dict)
    constants: dict[CellValue, None] = field(default_factory=dict)
    calculating: list[Atom] = field(default_factory=list)
    """The leaves that calculate with them: how these cut the values is not known."""


def companies(atoms: Iterable[Atom], budget: Budget) -> dict[Term, Company]:
    """The company of each term that the atoms name. Raises `SpentError`."""
    found: dict[Term, Company] = {}
    for atom in atoms:
        company = Company()
        for term in terms_of(atom):
            other = found.get(term, company)
            if other is not company:
                company.terms.update(other.terms)
                company.constants.update(other.constants)
                company.calculating.extend(other.calculating)
            company.terms[term] = None
            found.update(dict.fromkeys(company.terms, company))
            budget.spend(1 + len(company.terms) // _TERMS_OF_A_STEP)
        company.constants.update(dict.fromkeys(constants_in(atom.node)))
        if any(isinstance(part, Arithmetic | Negative) for part in walk(atom.node)):
            company.calculating.append(atom)
    return found


def terms_of(atom: Atom) -> tuple[Term, ...]:
    """What a leaf compares; nothing for answered(x) and unknown(x)."""
    references = {(name, is_cell): reference for reference, name, is_cell in atom.names}
    return tuple(dict.fromkeys(_terms(atom.node, references)))


def _terms(node: Expression, references: Mapping[tuple[str, bool], Reference]) -> Iterator[Term]:
    match node:
        case Name(name=name):
            yield Term(references[name, False])
        case Cell(column=column):
            yield Term(references[column, True])
        case Call(function="count", arguments=(Name(name=name),)):
            yield Term(references[name, False], is_count=True)
        case Call(function="answered" | "unknown"):
            return
        case _:
            for child in children(node):
                yield from _terms(child, references)
