"""A bank as its file holds it.

These classes are the format: `msgspec` decodes a file into them, and refuses what they do not
have. What spans several places of a file (names, conditions, cycles) is checked by `load`.
"""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec

FORMAT = 1
"""The bank format that this version reads."""

QuestionType = Literal[
    "text",
    "longtext",
    "code",
    "bool",
    "integer",
    "number",
    "date",
    "url",
    "select",
    "multiselect",
    "list",
    "table",
    "path",
    "note",
]
ColumnType = Literal["text", "bool", "integer", "number", "date", "url", "select", "path"]
TextFormat = Literal[
    "semver", "spdx", "doi", "orcid", "email", "hf_repo", "arxiv", "language", "slug"
]
Printed = Literal["paragraph", "item", "code", "table", "blocks", "none"]
Status = Literal["unknown", "not_applicable"]
When = str | dict[str, Any]
"""An expression, or a table of question ids and the values that they must have."""


class Table(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,  # no table holds itself, and a large bank has many
):
    """What all tables of a bank have in common: a key that no one reads is an error."""


class Option(Table, frozen=True, kw_only=True):
    """One choice of a select or multiselect."""

    id: str
    label: str = ""
    """What a person reads; the id if left out."""
    help: str = ""
    specify: bool = False
    """Whether choosing it asks for a text: "Other: ..."."""
    exclusive: bool = False
    """Whether it cannot stand with other options: "None of these"."""


class Check(Table, frozen=True, kw_only=True):
    """Something that must hold of an answer. One that is unknown passes."""

    that: str
    message: str
    level: Literal["error", "warning"] = "error"


class Example(Table, frozen=True, kw_only=True):
    """What an answer could look like."""

    text: str
    source: str = ""
    """The public model whose fact it is."""


class Output(Table, frozen=True, kw_only=True):
    """How an answer is printed; what suits the type if left out."""

    printed: Printed | None = msgspec.field(default=None, name="as")


class Field(Table, frozen=True, kw_only=True):
    """What questions and columns have in common."""

    id: str
    label: str = ""
    help: str = ""
    unit: str = ""
    options: tuple[str | Option, ...] = ()
    when: When | None = None
    check: tuple[Check, ...] = ()
    text_format: TextFormat | None = None

    def __post_init__(self) -> None:
        options = tuple(
            Option(id=option_id(option), label=option) if isinstance(option, str) else option
            for option in self.options
        )
        msgspec.structs.force_setattr(self, "options", options)

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options, each with its id and label."""
        return self.options  # type: ignore[return-value]

    @property
    def name(self) -> str:
        """The label, or the id made readable."""
        return self.label or self.id.replace("_", " ").capitalize()


class Column(Field, frozen=True, kw_only=True):
    """A column of a table."""

    type: ColumnType


class Question(Field, frozen=True, kw_only=True):
    """One thing that is asked."""

    type: QuestionType
    ask: str
    why: str = ""
    """The rule that asks for it, such as an article of a law."""
    required: bool = False
    allow: tuple[Status, ...] = ("unknown", "not_applicable")
    """What may be said instead of an answer."""
    suggest: str | None = None
    examples: tuple[str | Example, ...] = ()
    output: Output = Output()
    metadata: str = ""
    """The key of the front matter that the answer also fills."""
    language: str = ""
    """Of a `code` question, for highlighting: `python`."""
    columns: tuple[Column, ...] = msgspec.field(default=(), name="column")

    def __post_init__(self) -> None:
        super().__post_init__()
        examples = tuple(
            Example(text=example) if isinstance(example, str) else example
            for example in self.examples
        )
        msgspec.structs.force_setattr(self, "examples", examples)

    @property
    def named_examples(self) -> tuple[Example, ...]:
        """The examples, each with its source."""
        return self.examples  # type: ignore[return-value]

    @property
    def printed(self) -> Printed:
        """How the answer is printed."""
        if self.output.printed is not None:
            return self.output.printed
        by_type: dict[QuestionType, Printed] = {
            "longtext": "paragraph",
            "code": "code",
            "table": "table",
            "note": "none",
        }
        return by_type.get(self.type, "item")


class Section(Table, frozen=True, kw_only=True):
    """A heading with its questions."""

    id: str
    title: str
    level: int = 1
    help: str = ""
    when: When | None = None
    empty: Literal["omit", "state"] = "omit"
    """What is printed where nothing is answered: nothing, or a line that says so."""
    questions: tuple[Question, ...] = msgspec.field(default=(), name="question")


class BankTest(Table, frozen=True, kw_only=True):
    """A test that travels with the bank: answers, and what they must ask and skip."""

    name: str
    given: dict[str, Any] = {}
    asks: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()


class Migration(Table, frozen=True, kw_only=True):
    """How cards of older versions fit this one."""

    from_versions: str = msgspec.field(name="from")
    rename: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    retire: tuple[str, ...] = ()


class Header(Table, frozen=True, kw_only=True):
    """What a bank says of itself."""

    format: int
    id: str
    version: str
    title: str
    language: str = "en"
    license: str = ""
    extends: tuple[str, ...] = ()


class BankFile(Header, frozen=True, kw_only=True):
    """A whole bank file."""

    sections: tuple[Section, ...] = msgspec.field(default=(), name="section")
    tests: tuple[BankTest, ...] = msgspec.field(default=(), name="test")
    migrations: tuple[Migration, ...] = msgspec.field(default=(), name="migration")


def option_id(label: str) -> str:
    """The id of an option that was given by its label alone; empty where none can be made."""
    made = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")
    return made if made[:1].isalpha() else ""
