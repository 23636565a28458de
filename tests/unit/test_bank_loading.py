"""Loading banks: what is a bank, and every way not to be one, told with file, line and words."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank
from cardtui.errors import BankError, CardtuiError, FileError, TomlError
from cardtui.files.reading import MAX_BYTES
from support.banks import HEADER, bank_of

SECTION = '[[section]]\nid = "only"\ntitle = "Only"\n'
QUESTION = '[[section.question]]\nid = "model"\ntype = "text"\nask = "Which model?"\n'
WHOLE = HEADER + SECTION + QUESTION
"""Eleven lines: the header to line 4, the section from 5, the question from 8."""
_ID_WORDS = "lower-case letters, digits and underscores, a letter first"
_LOOK = "look at the `when` of each, and of their sections and columns"


def question(id_: str, type_: str = "text", *keys: str) -> str:
    """A question of four lines and more keys, one a line."""
    lines = ["[[section.question]]", f'id = "{id_}"', f'type = "{type_}"', 'ask = "What?"', *keys]
    return "\n".join(lines) + "\n"


def column(id_: str, type_: str = "text", *keys: str) -> str:
    """A column of three lines and more keys."""
    lines = ["[[section.question.column]]", f'id = "{id_}"', f'type = "{type_}"', *keys]
    return "\n".join(lines) + "\n"


def asking(*questions: str) -> str:
    """A bank whose first question begins at line 8."""
    return HEADER + SECTION + "".join(questions)


def table(*columns: str) -> str:
    """A bank with one table; its first column begins at line 12."""
    return asking(question("results", "table"), *columns)


def with_key(key: str) -> str:
    """A bank whose question has one more key, in line 12."""
    return f"{WHOLE}{key}\n"


def selecting(*keys: str, type_: str = "select") -> str:
    """A bank with one select whose further keys begin at line 12."""
    return asking(question("color", type_, *keys))


EXCERPT = """
format = 1
id = "example"                      # stable; stored in every card
version = "1.0.0"                   # semantic version
title = "Model card"
language = "en"
license = "CC0-1.0"

[[section]]
id = "summary"
title = "Summary"
[[section.question]]
id = "model_name"
type = "text"
ask = "What is it called?"
[[section.question]]
id = "uses_weights"
type = "bool"
ask = "Has it weights?"
[[section.question]]
id = "weights_dtype"
type = "select"
ask = "Of which type?"
options = ["int8", "fp16"]
[[section.question]]
id = "evaluated"
type = "bool"
ask = "Was it evaluated?"

[[section]]
id = "other_details"
level = 2
title = "Other details"
help = "What was done to the finished model."
when = { uses_weights = true }      # a section may branch too, with all below it
empty = "state"                     # what it prints with nothing answered

[[section.question]]
id = "compression"
type = "multiselect"
ask = "How is {model_name} compressed?"      # piping: {id} only
label = "Compression"                        # short name: sidebar, tables, printed item
help = "Pruning, quantization, distillation."
why = "EU AI Act, Annex IV, 2(b)"            # what asks for it
options = [
  { id = "quantization", label = "Quantization" },
  { id = "pruning", label = "Pruning" },
  { id = "other", label = "Other", specify = true },
  { id = "none", label = "Not compressed", exclusive = true },
]
required = true
allow = ["unknown", "not_applicable"]        # both by default, each with an optional reason

[[section.question]]
id = "quantization_bits"
type = "integer"
when = { compression = "quantization" }
ask = "How many bits per weight?"
unit = "bits"
suggest = "8 if weights_dtype == 'int8' else None"
check = [
  { that = "1 <= value <= 16", message = "Between 1 and 16 bits." },
  { that = "value != 1", message = "Binary weights are rare: is that right?", level = "warning" },
]
examples = ["8", "4"]
output = { as = "item" }

[[section.question]]
id = "results"
type = "table"
when = "evaluated and 'none' not in compression"
ask = "What are the results?"
[[section.question.column]]
id = "metric"
type = "select"
options = ["accuracy", "f1", "bleu"]          # short form: id = label
[[section.question.column]]
id = "value"
type = "number"
[[section.question.column]]
id = "gap"
type = "text"
when = "row.value < 0.8"

[[test]]
name = "no compression, no bits"
given = { uses_weights = true, evaluated = true, compression = ["none"] }
asks = ["compression"]
skips = ["quantization_bits", "results"]

[[migration]]
from = "<2"
rename = { quant_bits = "quantization_bits" }
values = { compression = { quant = "quantization" } }
retire = ["hardware_cloud"]
"""


@pytest.fixture(name="excerpt")
def _excerpt() -> Bank:
    return bank_of(EXCERPT)


def test_the_excerpt_of_the_design_loads(excerpt: Bank) -> None:
    """The documented bank is a bank."""
    assert (excerpt.id, excerpt.version, excerpt.title) == ("example", "1.0.0", "Model card")
    assert list(excerpt.questions) == [
        "model_name",
        "uses_weights",
        "weights_dtype",
        "evaluated",
        "compression",
        "quantization_bits",
        "results",
    ]


def test_defaults(excerpt: Bank) -> None:
    """What a bank leaves out has a meaning."""
    question = excerpt.questions["model_name"]
    assert question.allow == ("unknown", "not_applicable")
    assert not question.required
    assert question.name == "Model name"
    assert [section.level for section in excerpt.sections] == [1, 2]
    assert [section.empty for section in excerpt.sections] == ["omit", "state"]
    metric = excerpt.questions["results"].columns[0]
    assert [(o.id, o.label) for o in metric.choices] == [
        ("accuracy", "accuracy"),
        ("f1", "f1"),
        ("bleu", "bleu"),
    ]


@pytest.mark.parametrize(
    ("label", "id_"),
    [
        ("accuracy", "accuracy"),
        ("Trained from scratch", "trained_from_scratch"),
        ("F1 (macro)", "f1_macro"),
        ("GPT-4", "gpt_4"),
        ("  padded  ", "padded"),
    ],
)
def test_a_short_option_gets_an_id(label: str, id_: str) -> None:
    """A label that is no id gets one made from it."""
    (option,) = bank_of(selecting(f'options = ["{label}"]')).questions["color"].choices
    assert (option.id, option.label) == (id_, label)


def test_the_parent_is_the_nearest_earlier_section_of_a_smaller_level() -> None:
    """Levels may be skipped, down and up."""
    levels = {"a": 2, "b": 4, "c": 3, "d": 1, "e": 6, "f": 2, "g": 2}
    text = HEADER + "".join(
        f'[[section]]\nid = "{name}"\ntitle = "{name}"\nlevel = {level}\n{question("q" + name)}'
        for name, level in levels.items()
    )
    bank = bank_of(text)
    chains = {name: "".join(s.id for s in chain) for name, chain in bank.parents.items()}
    assert chains == {"a": "a", "b": "ab", "c": "ac", "d": "d", "e": "de", "f": "df", "g": "dg"}


def test_a_folder_holds_its_bank_in_bank_toml(tmp_path: Path) -> None:
    """A folder with translations is named as a whole."""
    (tmp_path / "bank.toml").write_text(WHOLE)
    assert load_bank(tmp_path).id == "example"


@pytest.mark.parametrize(
    "raw",
    [
        ("\ufeff" + WHOLE).encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        ("\ufeff" + WHOLE).replace("\n", "\r\n").encode(),
        WHOLE.removesuffix("\n").encode(),
    ],
)
def test_a_byte_order_mark_and_windows_lines_are_no_obstacle(raw: bytes, tmp_path: Path) -> None:
    """A bank saved by any editor loads, and is fingerprinted as it stands on disk."""
    path = tmp_path / "bank.toml"
    path.write_bytes(raw)
    assert load_bank(path).sha256 == sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        selecting('options = ["and", "value", "count"]'),
        table(column("value")),
        asking(question("match"), question("id"), question("type")),
        with_key('when = "true"'),
        with_key("when = {}"),
        asking(question("first", "text", 'when = "answered(second)"'), question("second")),
        asking(question("first", "text", 'help = "{second} {{braces}}"'), question("second")),
        asking(question("remark", "note", 'when = "answered(model)"'), question("model")),
        HEADER + SECTION + QUESTION + '[[section]]\nid = "below"\ntitle = "Below"\n',
    ],
)
def test_what_may_seem_odd_and_is_a_bank(text: str) -> None:
    """Constant conditions, references forward, empty sections and words as option ids are legal."""
    bank_of(text)


# Each broken bank: its text, and every problem as `line: message; remedy`

_QUESTION_KEYS = (
    "there are id, label, help, unit, options, when, check, text_format, type, ask, why, required, "
    "allow, suggest, examples, output, metadata, language and column"
)
BROKEN: dict[str, tuple[str, list[str]]] = {
    # missing
    "no bank id": (
        WHOLE.replace('id = "example"\n', ""),
        ["1:1: `id` is missing; add it"],
    ),
    "no format": (WHOLE.replace("format = 1\n", ""), ["1:1: `format` is missing; add it"]),
    "no version": (
        WHOLE.replace('version = "1.0.0"\n', ""),
        ["1:1: `version` is missing; add it"],
    ),
    "no section title": (
        WHOLE.replace('title = "Only"\n', ""),
        ["5:1: `title` is missing; add it"],
    ),
    "no ask": (WHOLE.replace('ask = "Which model?"\n', ""), ["8:1: `ask` is missing; add it"]),
    "no type": (WHOLE.replace('type = "text"\n', ""), ["8:1: `type` is missing; add it"]),
    "no question": (
        HEADER + SECTION,
        ["1:1: this bank asks nothing; add a `[[section]]` with a question"],
    ),
    "no options": (selecting(), ["8:1: `options` is missing; add at least one"]),
    "empty options": (selecting("options = []"), ["8:1: `options` is missing; add at least one"]),
    "option without id": (
        selecting('options = [{ label = "Red" }]'),
        ["12:12: `id` is missing; add it"],
    ),
    "no columns": (
        table(),
        ["8:1: a table needs columns; add a `[[section.question.column]]`"],
    ),
    "check without message": (
        with_key('check = [{ that = "true" }]'),
        ["12:10: `message` is missing; add it"],
    ),
    "migration without from": (
        with_key('[[migration]]\nrename = { old = "model" }'),
        ["12:1: `from` is missing; add it"],
    ),
    # unknown keys
    "unknown key near another": (
        with_key("requird = true"),
        ["12:1: there is no key `requird` here; did you mean `required`?"],
    ),
    "unknown key": (
        with_key("zzz = true"),
        [f"12:1: there is no key `zzz` here; {_QUESTION_KEYS}"],
    ),
    "unknown quoted key": (
        with_key('"a.b" = true'),
        [f"12:1: there is no key `a.b` here; {_QUESTION_KEYS}"],
    ),
    "unknown key of a section": (
        HEADER + SECTION + 'titel = "Only"\n' + QUESTION,
        ["8:1: there is no key `titel` here; did you mean `title`?"],
    ),
    "unknown key of the bank": (
        'langage = "en"\n' + WHOLE,
        ["1:1: there is no key `langage` here; did you mean `language`?"],
    ),
    "unknown key of an option": (
        selecting('options = [{ id = "red", lable = "Red" }]'),
        ["12:26: there is no key `lable` here; did you mean `label`?"],
    ),
    "unknown key of a check": (
        with_key('check = [{ that = "true", message = "No.", levl = "warning" }]'),
        ["12:44: there is no key `levl` here; did you mean `level`?"],
    ),
    "unknown key of a column": (
        table(column("metric", "text", "required = true")),
        [
            (
                "15:1: there is no key `required` here; "
                "there are id, label, help, unit, options, when, check, text_format and type"
            )
        ],
    ),
    "unknown key of a test": (
        with_key('[[test]]\nname = "first"\nask = ["model"]'),
        ["14:1: there is no key `ask` here; did you mean `asks`?"],
    ),
    # wrong types
    "text for a bool": (
        with_key('required = "yes"'),
        ["12:1: `required`: expected true or false, found a text"],
    ),
    "number for a text": (
        WHOLE.replace('"Which model?"', "3"),
        ["11:1: `ask`: expected a text, found a whole number"],
    ),
    "date for a text": (
        WHOLE.replace('"Which model?"', "2026-01-31"),
        ["11:1: `ask`: expected a text, found a date"],
    ),
    "text for the format": (
        WHOLE.replace("format = 1", 'format = "1"'),
        ["1:1: `format`: expected a whole number, found a text"],
    ),
    "number as option": (
        selecting("options = [1]"),
        ["12:12: `options`: expected a text or a table, found a whole number"],
    ),
    "number as condition": (
        with_key("when = 3"),
        ["12:1: `when`: expected a text or a table, found a whole number"],
    ),
    "text for output": (
        with_key('output = "item"'),
        ["12:1: `output`: expected a table, found a text"],
    ),
    "single brackets of a section": (
        HEADER + '[section]\nid = "only"\n',
        ["5:1: expected `[[section]]`; use double brackets"],
    ),
    "single brackets of a question": (
        HEADER + SECTION + '[section.question]\nid = "model"\n',
        ["8:1: expected `[[section.question]]`; use double brackets"],
    ),
    "sections as texts": (
        HEADER + 'section = ["only"]\n',
        ["5:12: `section`: expected a table, found a text"],
    ),
    # wrong choices
    "unknown type near another": (
        WHOLE.replace('"text"', '"txt"'),
        ["10:1: `type` cannot be `txt`; did you mean `text`?"],
    ),
    "unknown type": (
        WHOLE.replace('"text"', '"zzz"'),
        [
            (
                "10:1: `type` cannot be `zzz`; there are bool, code, date, integer, list, longtext, "
                "multiselect, note, number, path, select, table, text and url"
            )
        ],
    ),
    "long text in a cell": (
        table(column("about", "longtext")),
        ["14:1: `type` cannot be `longtext`; did you mean `text`?"],
    ),
    "unknown status": (
        with_key('allow = ["unknwn"]'),
        ["12:10: `allow` cannot be `unknwn`; did you mean `unknown`?"],
    ),
    "unknown way to print": (
        with_key('output = { as = "itm" }'),
        ["12:12: `as` cannot be `itm`; did you mean `item`?"],
    ),
    "unknown level of a check": (
        with_key('check = [{ that = "true", message = "No.", level = "warn" }]'),
        ["12:44: `level` cannot be `warn`; did you mean `warning`?"],
    ),
    "unknown text format": (
        with_key('text_format = "dio"'),
        ["12:1: `text_format` cannot be `dio`; did you mean `doi`?"],
    ),
    "unknown empty": (
        HEADER + SECTION + 'empty = "stat"\n' + QUESTION,
        ["8:1: `empty` cannot be `stat`; did you mean `state`?"],
    ),
    # header
    "bank id": (
        WHOLE.replace('"example"', '"My Bank"'),
        [f'2:1: "My Bank" cannot be the id of a bank; use {_ID_WORDS}'],
    ),
    "version": (
        WHOLE.replace('"1.0.0"', '"1.0"'),
        ['3:1: "1.0" is not a version; expected a version such as 1.0.0'],
    ),
    "blank title": (
        WHOLE.replace('"Example"', '" "'),
        ["4:1: `title` is empty; write a few words"],
    ),
    "title of two lines": (
        WHOLE.replace('"Example"', r'"a\nb"'),
        ["4:1: `title` has more than one line; put it on one"],
    ),
    "format of the past": (
        WHOLE.replace("format = 1", "format = 0"),
        ["1:1: there is no bank format 0; write 1"],
    ),
    "newer format": (
        WHOLE.replace("format = 1", "format = 2"),
        ["1:1: this bank has format 2, this version of cardtui reads format 1; update cardtui"],
    ),
    "level 7": (
        HEADER + SECTION + "level = 7\n" + QUESTION,
        ["8:1: there is no heading level 7; use 1 to 6"],
    ),
    "level 0": (
        HEADER + SECTION + "level = 0\n" + QUESTION,
        ["8:1: there is no heading level 0; use 1 to 6"],
    ),
    # ids
    **{
        f"question id {id_!r}": (
            WHOLE.replace('"model"', f'"{id_}"'),
            [f'9:1: "{id_}" cannot be the id of a question; use {_ID_WORDS}'],
        )
        for id_ in ("Model", "my-model", "1st", "_model", "", "modèle", "a b")
    },
    **{
        f"question id {id_!r}": (
            WHOLE.replace('"model"', f'"{id_}"'),
            [f'9:1: "{id_}" is a word of the condition language; choose another id'],
        )
        for id_ in (
            "and",
            "in",
            "true",
            "false",
            "row",
            "value",
            "count",
            "any",
            "class",
            "answered",
        )
    },
    "section id": (
        WHOLE.replace('"only"', '"Only one"'),
        [f'6:1: "Only one" cannot be the id of a section; use {_ID_WORDS}'],
    ),
    "reserved section id": (
        WHOLE.replace('"only"', '"value"'),
        ['6:1: "value" is a word of the condition language; choose another id'],
    ),
    "column id": (
        table(column("F1")),
        [f'13:1: "F1" cannot be the id of a column; use {_ID_WORDS}'],
    ),
    "reserved column id": (
        table(column("row")),
        ['13:1: "row" is a word of the condition language; choose another id'],
    ),
    "option id": (
        selecting('options = [{ id = "Red" }]'),
        [f'12:12: "Red" cannot be the id of an option; give it an id of {_ID_WORDS}'],
    ),
    "option label without letters": (
        selecting('options = ["%", "red"]'),
        [f'12:12: no option id can be made of "%"; give it an id of {_ID_WORDS}'],
    ),
    "second question of an id": (
        WHOLE + QUESTION,
        ['13:1: a question has the id "model" already; choose another id'],
    ),
    "section and question of an id": (
        WHOLE.replace('"only"', '"model"'),
        ['9:1: a section has the id "model" already; choose another id'],
    ),
    "second section of an id": (
        WHOLE + SECTION,
        ['13:1: a section has the id "only" already; choose another id'],
    ),
    "second column of an id": (
        table(column("metric"), column("metric")),
        ['16:1: there is a column "metric" already; choose another id'],
    ),
    "second option of an id": (
        selecting('options = ["red", "red"]'),
        ['12:19: there is an option "red" already; give it another id'],
    ),
    "labels that make one id": (
        selecting('options = ["Dark red", "dark-red"]'),
        ['12:24: there is an option "dark_red" already; give it another id'],
    ),
    # keys that do not suit a type
    "options of a text": (
        with_key('options = ["a"]'),
        ["12:1: `options` has no meaning for a text; it goes with select or multiselect"],
    ),
    "unit of a text": (
        with_key('unit = "kg"'),
        ["12:1: `unit` has no meaning for a text; it goes with integer or number"],
    ),
    "language of a text": (
        with_key('language = "python"'),
        ["12:1: `language` has no meaning for a text; it goes with code"],
    ),
    "text format of a number": (
        asking(question("size", "number", 'text_format = "doi"')),
        ["12:1: `text_format` has no meaning for a number; it goes with text"],
    ),
    "text format of an integer": (
        asking(question("size", "integer", 'text_format = "doi"')),
        ["12:1: `text_format` has no meaning for an integer; it goes with text"],
    ),
    "columns of a text": (
        WHOLE + column("metric"),
        ["12:1: `column` has no meaning for a text; it goes with table"],
    ),
    "exclusive option of a select": (
        selecting('options = [{ id = "red", exclusive = true }]'),
        ["12:12: `exclusive` has no meaning where one option is chosen; remove it"],
    ),
    "exclusive option of a column": (
        table(column("color", "select", 'options = [{ id = "red", exclusive = true }]')),
        ["15:12: `exclusive` has no meaning where one option is chosen; remove it"],
    ),
    "specify in a column": (
        table(column("color", "select", 'options = [{ id = "red", specify = true }]')),
        ["15:12: an option of a column cannot ask for a text; add a text column"],
    ),
    "required note": (
        asking(question("remark", "note", "required = true")),
        ["8:1: a note has no answer to require or check; remove these keys"],
    ),
    "suggestion of a note": (
        asking(question("remark", "note", "suggest = \"'a'\"")),
        ["12:1: a note has no suggestion; remove it"],
    ),
    "text as a table": (
        with_key('output = { as = "table" }'),
        ["12:1: a text cannot be printed as table"],
    ),
    "front matter key": (
        with_key('metadata = "a b"'),
        ['12:1: "a b" cannot be a key; use letters, digits, _ -'],
    ),
    # piping
    "piped name near another": (
        WHOLE.replace("Which model?", "And {modle}?") + question("models"),
        ["11:1: `{modle}`: there is no question `modle`; did you mean `model`?"],
    ),
    "piped unknown name": (
        with_key('help = "As {zzz}."'),
        ["12:1: `{zzz}`: there is no question `zzz`"],
    ),
    "lone opening brace": (
        WHOLE.replace("Which model?", "{"),
        ["11:1: `ask` has a lone `{`: write `{{` for a brace"],
    ),
    "lone closing brace": (
        WHOLE.replace("Which model?", "}?"),
        ["11:1: `ask` has a lone `}`: write `}}` for a brace"],
    ),
    "piped into itself": (
        WHOLE.replace("Which model?", "And {model}?"),
        ["11:1: `{model}` is the answer that is asked for; leave it out"],
    ),
    "piped long text": (
        WHOLE.replace("Which model?", "{about}?") + question("about", "longtext"),
        ["11:1: `{about}` is a longtext: that cannot stand in a sentence"],
    ),
    "piped code": (
        WHOLE.replace("Which model?", "{snippet}?") + question("snippet", "code"),
        ["11:1: `{snippet}` is a code: that cannot stand in a sentence"],
    ),
    "piped table": (
        WHOLE.replace("Which model?", "{rows}?") + question("rows", "table") + column("metric"),
        ["11:1: `{rows}` is a table: that cannot stand in a sentence"],
    ),
    "conversion in a pipe": (
        WHOLE.replace("Which model?", "{only!r}?"),
        ["11:1: `{only!r}`: there is no question `only!r`"],
    ),
    # conditions
    "unknown name in a condition": (
        with_key('when = "colr == 1"') + question("color", "integer"),
        ["12:1: `when`: there is no question `colr`: did you mean `color`?"],
    ),
    "slip in a condition": (
        with_key('when = "a = 1"'),
        ["12:1: `when`: `=` is not an operator: write `==` to compare"],
    ),
    "condition of a section": (
        HEADER
        + SECTION
        + "when = \"color == 'rde'\"\n"
        + QUESTION
        + '[[section]]\nid = "other"\ntitle = "Other"\n'
        + question("color", "select", 'options = ["red", "green"]'),
        ["8:1: `when`: expected an option of `color`: did you mean `red`?"],
    ),
    "unknown name in a table of conditions": (
        with_key("when = { colr = 1 }") + question("color", "integer"),
        ["12:1: `when`: there is no question `colr`: did you mean `color`?"],
    ),
    "dead option in a table of conditions": (
        with_key('when = { color = ["red", "gren"] }')
        + question("color", "select", 'options = ["red", "green"]'),
        ["12:1: `when`: expected an option of `color`: did you mean `green`?"],
    ),
    "other type in a table of conditions": (
        with_key('when = { color = "red" }') + question("color", "integer"),
        ["12:1: `when`: `color` is a number, 'red' is a text"],
    ),
    "table in a table of conditions": (
        with_key("when = { color = { a = 1 } }") + question("color"),
        ["12:1: `when`: expected a value or a list of values"],
    ),
    "value in a when": (
        with_key("when = \"value == 'a'\""),
        ["12:1: `when`: `value` can stand in `check` only"],
    ),
    "condition on a note": (
        with_key('when = "answered(remark)"') + question("remark", "note"),
        ["12:1: `when`: `remark` is a note: it has no answer"],
    ),
    "type error in the second check": (
        with_key(
            'check = [\n  { that = "true", message = "No." },\n'
            '  { that = "value < 1", message = "No." },\n]'
        ),
        ["14:5: `that`: `value` is a text, 1 is a number"],
    ),
    "suggestion of another type": (
        with_key('suggest = "5"'),
        ["12:1: `suggest`: expected a text"],
    ),
    "unknown cell in a column": (
        table(column("metric", "text", 'when = "row.valu == 1"'), column("value", "number")),
        ["15:1: `when`: this table has no column `valu`: did you mean `value`?"],
    ),
    # tests and migrations
    "unknown names in a test": (
        with_key(
            '[[test]]\nname = "first"\ngiven = { modle = "x" }\nasks = ["model"]\nskips = ["zzz"]'
        ),
        [
            "14:1: there is no question `modle`; did you mean `model`?",
            "16:1: there is no question `zzz`",
        ],
    ),
    # all at once
    "three problems": (
        with_key("requird = true")
        + question("second", "txt")
        + question("third", "text", "unit = 3"),
        [
            "12:1: there is no key `requird` here; did you mean `required`?",
            "15:1: `type` cannot be `txt`; did you mean `text`?",
            "21:1: `unit`: expected a text, found a whole number",
        ],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_bank_is_told_with_line_and_words(case: str) -> None:
    """Every problem of the file, in its order, with its place, what is wrong and what to do."""
    text, expected = BROKEN[case]
    with pytest.raises(BankError) as raised:
        bank_of(text)
    assert [str(problem) for problem in raised.value.problems] == [
        f"bank.toml:{problem}" for problem in expected
    ]


def test_a_condition_is_shown_with_its_caret() -> None:
    """The part that is wrong is underlined in the words of the bank's author."""
    with pytest.raises(BankError) as raised:
        bank_of(with_key('when = "answered(model) and colr == 1"') + question("color", "integer"))
    (problem,) = raised.value.problems
    assert problem.excerpt is not None
    assert problem.excerpt.lines() == (
        "answered(model) and colr == 1",
        "                    ~~~^",
    )


# Cycles


def cycle_message(*names: str) -> str:
    """What is said of questions that depend on each other."""
    if len(names) == 1:
        return f"whether `{names[0]}` is asked depends on its own answer; {_LOOK}"
    first, *others = (f"`{name}`" for name in names)
    way = others[0] if len(others) == 1 else f"{', '.join(others[:-1])} then {others[-1]}"
    return f"whether {first} is asked depends on {way}, and that on {first} again; {_LOOK}"


def ring(size: int) -> list[str]:
    """Questions of which each depends on the next, and the last on the first."""
    return [question(f"q{i}", "text", f'when = "answered(q{(i + 1) % size})"') for i in range(size)]


CYCLES: dict[str, tuple[str, str]] = {
    "1": (asking(*ring(1)), f"8:1: {cycle_message('q0')}"),
    "2": (asking(*ring(2)), f"8:1: {cycle_message('q0', 'q1')}"),
    "5": (asking(*ring(5)), f"8:1: {cycle_message('q0', 'q1', 'q2', 'q3', 'q4')}"),
    "shortest of two": (
        asking(
            question("far", "text", 'when = "answered(a)"'),
            question("a", "text", 'when = "answered(b)"'),
            question("b", "text", 'when = "answered(far)"'),
            question("c", "text", 'when = "answered(d)"'),
            question("d", "text", 'when = "answered(c)"'),
        ),
        f"23:1: {cycle_message('c', 'd')}",
    ),
    "through its section": (
        HEADER + SECTION + 'when = "answered(model)"\n' + QUESTION,
        f"9:1: {cycle_message('model')}",
    ),
    "through the section above": (
        HEADER
        + SECTION
        + 'when = "answered(model)"\n'
        + '[[section]]\nid = "below"\nlevel = 2\ntitle = "Below"\n'
        + QUESTION,
        f"13:1: {cycle_message('model')}",
    ),
    "through a table": (
        asking(
            question("rows", "table", 'when = "answered(about)"') + column("metric"),
            question("about", "text", "when = \"any(rows.metric == 'f1')\""),
        ),
        f"8:1: {cycle_message('rows', 'about')}",
    ),
    "through a column": (
        asking(
            question("rows", "table") + column("metric", "text", 'when = "answered(about)"'),
            question("about", "text", "when = \"any(rows.metric == 'f1')\""),
        ),
        f"8:1: {cycle_message('rows', 'about')}",
    ),
    "column on its own table": (
        table(column("metric", "text", 'when = "answered(results)"')),
        f"8:1: {cycle_message('results')}",
    ),
}


@pytest.mark.parametrize("case", CYCLES)
def test_a_cycle_is_named_by_its_shortest_way(case: str) -> None:
    """Rule 7: through sections, tables and columns too."""
    text, expected = CYCLES[case]
    with pytest.raises(BankError) as raised:
        bank_of(text)
    assert [str(problem) for problem in raised.value.problems] == [f"bank.toml:{expected}"]


@pytest.mark.parametrize(
    "columns",
    [
        [column("metric", "text", "when = \"row.metric == 'f1'\"")],
        [
            column("metric", "text", "when = \"row.value == 'f1'\""),
            column("value", "text", "when = \"row.metric == 'f1'\""),
        ],
    ],
)
def test_columns_that_depend_on_each_other_are_a_cycle(columns: list[str]) -> None:
    """Rule 7 holds within a row: such a cell could never be filled in."""
    with pytest.raises(BankError):
        bank_of(table(*columns))


def test_a_check_of_the_own_answer_is_no_cycle() -> None:
    """Only `when` decides what is asked."""
    keys = ['check = [{ that = "value != model", message = "No." }]', "suggest = \"'a'\""]
    bank_of(asking(question("model", "text", *keys)))


# Files


def test_a_card_is_not_a_bank(tmp_path: Path) -> None:
    """A card, which has a format too, is told from a bank."""
    path = tmp_path / "card.toml"
    path.write_text(
        'format = 1\nid = "0192f0c8"\nbank = { id = "example", version = "1.0.0" }\n\n'
        '[answers.model]\nvalue = "BERT"\n'
    )
    with pytest.raises(BankError) as raised:
        load_bank(path)
    (problem,) = raised.value.problems
    assert problem.message == "this is a card, not a bank"


@pytest.mark.parametrize("text", ["", "# nothing\n", "[tool.ruff]\nline-length = 100\n"])
def test_another_toml_file_is_not_a_bank(text: str) -> None:
    """A file that is something else is told in one line."""
    with pytest.raises(BankError) as raised:
        bank_of(text)
    assert str(raised.value) == (
        "bank.toml: this is not a bank; a bank has `format = 1` and `[[section]]`"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (with_key("unit ="), "bank.toml:12:7"),
        ("# A bank\n- format\n", "bank.toml:2:3"),
        (with_key('ask = "again"'), "bank.toml:12:14"),
        (with_key('unit = "kg'), "bank.toml:12:11"),
        ("format = 1\nformat = 1\n", "bank.toml:2:11"),
        ("<<<<<<< HEAD\n" + WHOLE, "bank.toml:1:1"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, place: str) -> None:
    """The parser's message has a place."""
    with pytest.raises(TomlError) as raised:
        bank_of(text)
    assert str(raised.value).startswith(f"{place}: this is not TOML: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (with_key(f"when = {'[' * 17}{']' * 17}"), "12:24: refused: more than 16 levels deep"),
        (
            with_key("a.b.c.d.e.f.g.h.i = 1"),
            "12:1: refused: a key of more than 8 parts",
        ),
        (with_key("k" * 201 + " = 1"), "12:1: refused: a key of more than 200 characters"),
        (with_key('"' + "k" * 201 + '" = 1'), "12:1: refused: a key of more than 200 characters"),
        (
            WHOLE + "[" + ".".join("abcdefghi") + "]\n",
            "12:2: refused: a key of more than 8 parts",
        ),
    ],
)
def test_hostile_shapes_are_refused_before_they_are_parsed(text: str, said: str) -> None:
    """Deep nesting and long keys never reach the parser, and are told with their place."""
    with pytest.raises(TomlError) as raised:
        bank_of(text)
    assert str(raised.value) == f"bank.toml:{said}; is it the right file?"


@pytest.mark.parametrize(
    "key",
    [
        f'help = "{"[" * 40}"',
        f"help = '{'{' * 2 * 20}'",
        f'help = """\n{"[" * 40}\n"""',
        f"# {'[' * 40} a.b.c.d.e.f.g.h.i.j",
        f'help = "{"long " * 100}"',
        f"help = '''\n\"\"\"{'[' * 40}'''",
        'help = "a.b.c.d.e.f.g.h.i.j.k"',
        f"options = {'[' * 16}{']' * 16}",
    ],
)
def test_strings_and_comments_are_not_counted(key: str) -> None:
    """The limits are on structure: a text may hold any number of brackets."""
    try:
        bank_of(with_key(key))
    except BankError:
        return  # of another kind: it has been parsed


def write_nothing(path: Path) -> None:
    """Leave the file missing."""


def write_latin(path: Path) -> None:
    """A file of another encoding: its second line is not UTF-8."""
    path.write_bytes('format = 1\ntitle = "modèle"\n'.encode("latin-1"))


def write_too_much(path: Path) -> None:
    """A file one byte over the limit, without writing it all."""
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


def make_folder(path: Path) -> None:
    """A folder of that name, so that `bank.toml` in it is a folder."""
    (path / "bank.toml").mkdir(parents=True)


@pytest.mark.parametrize(
    ("make", "place", "said"),
    [
        (write_nothing, "", "there is no such file; check the name"),
        (write_latin, ":2", "this is not UTF-8 text; save the file as UTF-8"),
        (write_too_much, "", "this file is larger than 16 MiB; is it the right file?"),
        (make_folder, "/bank.toml", "this is a folder; name a TOML file"),
        (Path.mkdir, "/bank.toml", "there is no such file; check the name"),
    ],
)
def test_a_file_that_cannot_be_read(make: object, place: str, said: str, tmp_path: Path) -> None:
    """One line with the name as it was given, and what to do."""
    path = tmp_path / "my.toml"
    make(path)  # type: ignore[operator]
    with pytest.raises(FileError) as raised:
        load_bank(path)
    assert str(raised.value) == f"{path}{place}: {said}"


def test_every_error_has_words_for_the_user() -> None:
    """All errors are of one family, and say something."""
    for text, _ in [*BROKEN.values()]:
        with pytest.raises(CardtuiError) as raised:
            bank_of(text)
        assert all(problem.message and problem.path for problem in raised.value.problems)
