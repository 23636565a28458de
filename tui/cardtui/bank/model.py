"""A bank as its file holds it.

These classes are the format: `msgspec` decodes a file into them, and refuses what they do not
have. What spans several places of a file (names, conditions, cycles) is checked by `load`, and so
are patterns and ranges, which then say in words what is wrong. The docstring under a field is what
an editor shows for its key: `schema` reads it from here.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import force_setattr

from cardtui.condition.nodes import FUNCTIONS, ROW, VALUE

FORMAT = 1
"""The bank format that this version reads."""
ID_PATTERN = "[a-z][a-z0-9_]*"
"""Of sections, questions, columns and options."""
BANK_ID_PATTERN = "[a-z][a-z0-9_-]*"
METADATA_PATTERN = "[A-Za-z][A-Za-z0-9_-]*"
VERSION_PATTERN = (
    r"(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?"
)
"""Three numbers without leading zeros, and what may follow them: https://semver.org."""
LEVELS = range(1, 7)
"""Levels of headings."""
RESERVED = frozenset({*keyword.kwlist, *FUNCTIONS, ROW, VALUE, "true", "false"})
"""Words of the condition language, which nothing that it names can be called."""
RESERVED_FOR_COLUMNS = RESERVED - {VALUE}

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

_ID_SCHEMA = {"pattern": f"^{ID_PATTERN}$"}
Id = Annotated[str, Meta(extra_json_schema=_ID_SCHEMA)]
Name = Annotated[str, Meta(extra_json_schema={**_ID_SCHEMA, "not": {"enum": sorted(RESERVED)}})]
"""The id of a section or a question."""
IdOrNone = Annotated[str, Meta(extra_json_schema={"pattern": f"^({ID_PATTERN})?$"})]
ColumnName = Annotated[
    str, Meta(extra_json_schema={**_ID_SCHEMA, "not": {"enum": sorted(RESERVED_FOR_COLUMNS)}})
]
Line = Annotated[str, Meta(extra_json_schema={"pattern": r"^[^\n]*\S[^\n]*$"})]
"""One line that says something."""
LineOrNone = Annotated[str, Meta(extra_json_schema={"pattern": r"^([^\n]*\S[^\n]*)?$"})]
Level = Annotated[
    int, Meta(extra_json_schema={"minimum": LEVELS.start, "maximum": LEVELS.stop - 1})
]
_BASE_SCHEMA = {"pattern": r"^[^<>=\n]*[^<>=\s][^<>=\n]*([<>=].*)?$"}
Base = Annotated[str, Meta(extra_json_schema=_BASE_SCHEMA)]
"""A bank that is extended, with the versions that will do."""
_PLAIN = ("boolean", "integer", "number", "string")
Wanted = Annotated[
    Any,
    Meta(extra_json_schema={"type": [*_PLAIN, "array"], "items": {"type": list(_PLAIN)}}),
]
"""A value that a question must have, or a list of which it must have any."""
When = str | dict[str, Wanted]
"""An expression, or a table of question ids and the values that they must have."""

TYPES_OF_KEY: dict[str, tuple[QuestionType, ...]] = {
    "options": ("select", "multiselect"),
    "unit": ("integer", "number"),
    "text_format": ("text",),
    "language": ("code",),
    "column": ("table",),
}
"""Keys that have a meaning for some types only."""
FIXED = {
    "id": "an id never changes: hide the question and add another",
    "question": "add questions under a `[[section]]` with this id",
    "after": "what is extended keeps its place",
}
"""Keys that a bank cannot override in those that it extends, and what to do instead."""
KEY_OF_TYPE: dict[QuestionType, str] = {
    "select": "options",
    "multiselect": "options",
    "table": "column",
}
"""Types that need one more key."""


class Table(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,  # no table holds itself, and a large bank has many
):
    """What all tables of a bank have in common: a key that no one reads is an error."""


class Option(Table, frozen=True, kw_only=True):
    """One choice of a select or multiselect. Short form: a text, which is label and id in one."""

    id: Id
    """What cards store and conditions name; unique in its question."""
    label: str = ""
    """What a person reads; the id if left out."""
    help: str = ""
    """What it means, in a line."""
    specify: bool = False
    """Whether choosing it asks for a text: "Other: ..."."""
    exclusive: bool = False
    """Whether it cannot stand with other options: "None of these"."""


class Check(Table, frozen=True, kw_only=True):
    """Something that must hold of an answer. One that is unknown passes."""

    that: str
    """An expression, in which `value` is the answer."""
    message: str
    """What is said where it does not hold."""
    level: Literal["error", "warning"] = "error"
    """An error keeps the card from being complete, a warning does not."""


class Example(Table, frozen=True, kw_only=True):
    """What an answer could look like. Short form: the text alone."""

    text: str
    """The answer."""
    source: str = ""
    """The public model whose fact it is."""


class Output(Table, frozen=True, kw_only=True):
    """How an answer is printed; what suits the type if left out."""

    printed: Printed | None = field(default=None, name="as")
    """A paragraph, an item of a list, a code block, a table, a block for each row, or nothing."""


class Field(Table, frozen=True, kw_only=True):
    """What questions and columns have in common."""

    id: Id
    """What cards store and conditions name; never used again for something else."""
    label: LineOrNone = ""
    """The short name; the id made readable if left out."""
    help: str = ""
    """What a good answer holds."""
    unit: str = ""
    """Of an `integer` or `number`."""
    options: tuple[str | Option, ...] = ()
    """The choices of a `select` or `multiselect`, in their order."""
    when: When | None = None
    """When it is asked; always if left out."""
    check: tuple[Check, ...] = ()
    """What must hold of the answer."""
    text_format: TextFormat | None = None
    """What a `text` must look like."""

    def __post_init__(self) -> None:
        options = tuple(
            Option(id=option_id(option), label=option) if isinstance(option, str) else option
            for option in self.options
        )
        force_setattr(self, "options", options)

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

    id: ColumnName
    type: ColumnType
    """What a cell holds."""


class Question(Field, frozen=True, kw_only=True):
    """One thing that is asked."""

    id: Name
    type: QuestionType
    """What an answer holds."""
    ask: Line
    """The question itself; `{id}` stands for the answer to another question."""
    why: str = ""
    """The rule that asks for it, such as an article of a law."""
    required: bool = False
    """Whether the card is incomplete without it."""
    allow: tuple[Status, ...] = ("unknown", "not_applicable")
    """What may be said instead of an answer."""
    suggest: str | None = None
    """An expression whose value is offered as the answer."""
    examples: tuple[str | Example, ...] = ()
    """What answers could look like."""
    output: Output = Output()
    """How the answer is printed."""
    metadata: Annotated[str, Meta(extra_json_schema={"pattern": f"^({METADATA_PATTERN})?$"})] = ""
    """The key of the front matter that the answer also fills."""
    language: str = ""
    """Of a `code` question, for highlighting: `python`."""
    sealed: bool = False
    """Whether a bank that extends this one must leave it as strict as it is."""
    after: IdOrNone = ""
    """In a bank that extends another: the question that it comes after, or its section."""
    columns: tuple[Column, ...] = field(default=(), name="column")
    """The columns of a `table`, as `[[section.question.column]]`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        examples = tuple(
            Example(text=example) if isinstance(example, str) else example
            for example in self.examples
        )
        force_setattr(self, "examples", examples)

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

    id: Name
    """Unique among sections and questions."""
    title: Line
    """The heading."""
    level: Level = 1
    """The level of the heading; the section stands in the nearest earlier one of a smaller level."""
    help: str = ""
    """What the section is about."""
    when: When | None = None
    """When the section matters, with all below it; always if left out."""
    empty: Literal["omit", "state"] = "omit"
    """What is printed where nothing is answered: nothing, or a line that says so."""
    after: IdOrNone = ""
    """In a bank that extends another: the section that it comes after, with all that stands in that."""
    questions: tuple[Question, ...] = field(default=(), name="question")
    """In the order in which they are asked, as `[[section.question]]`."""


class BankTest(Table, frozen=True, kw_only=True):
    """A test that travels with the bank: answers, and what they must ask and skip."""

    name: str
    """What it shows."""
    given: dict[str, Any] = {}
    """Answers by question id; `{ status = "unknown" }` says what stands instead of one."""
    asks: tuple[str, ...] = ()
    """Questions that are relevant then; `table.column` is a column asked in some row."""
    skips: tuple[str, ...] = ()
    """Questions that are irrelevant then; `table.column` is a column asked in no row."""


class Migration(Table, frozen=True, kw_only=True):
    """How cards of older versions fit this one. A column is named `table.column`."""

    from_versions: str = field(name="from")
    """A range such as `<2`: the versions whose cards are changed."""
    rename: dict[str, str] = {}
    """Old names of questions and columns, and what they are called now; all at once."""
    values: dict[str, dict[str, str]] = {}
    """By question or column, as it is called now: old option ids, and what they are now."""
    retire: tuple[str, ...] = ()
    """What is not asked any more; answers to it stay in the card, under `[retired]`."""


class Header(Table, frozen=True, kw_only=True):
    """What a bank says of itself."""

    format: Annotated[int, Meta(extra_json_schema={"const": FORMAT})]
    """The version of the format."""
    id: Annotated[str, Meta(extra_json_schema={"pattern": f"^{BANK_ID_PATTERN}$"})]
    """Stable: it is stored in every card."""
    version: Annotated[str, Meta(extra_json_schema={"pattern": f"^{VERSION_PATTERN}$"})]
    """The semantic version of the bank."""
    title: Line
    """What people call the bank."""
    language: str = "en"
    """The language of its texts."""
    license: str = ""
    """The license of its texts."""
    extends: tuple[Base, ...] = ()
    """Other banks that it builds on: `"other-bank>=1,<2"`, or a file or folder beside this one."""


class BankFile(Header, frozen=True, kw_only=True):
    """A whole bank file."""

    sections: tuple[Section, ...] = field(default=(), name="section")
    """In the order of the document, as `[[section]]`."""
    overrides: dict[str, dict[str, Any]] = field(default={}, name="override")
    """Keys of extended questions and sections that change, as `[override.ID]`."""
    hide: dict[str, Line] = {}
    """Questions of extended banks that are not asked here, each with the reason."""
    tests: tuple[BankTest, ...] = field(default=(), name="test")
    """Run by whoever changes the bank, as `[[test]]`."""
    migrations: tuple[Migration, ...] = field(default=(), name="migration")
    """Old cards open under a new bank, as `[[migration]]`."""


def option_id(label: str) -> str:
    """The id of an option that was given by its label alone; empty where none can be made."""
    plain = label.casefold()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    made = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return made if made[:1].isalpha() else ""
