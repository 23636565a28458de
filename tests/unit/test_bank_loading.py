"""Loading banks: what is a bank. What is none is told in the corpus of broken banks."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank
from cardtui.errors import BankError, FileError
from cardtui.files.reading import MAX_BYTES
from support.banks import HEADER, bank_of

SECTION = '[[section]]\nid = "only"\ntitle = "Only"\n'
QUESTION = '[[section.question]]\nid = "model"\ntype = "text"\nask = "Which model?"\n'
WHOLE = HEADER + SECTION + QUESTION
"""Eleven lines: the header to line 4, the section from 5, the question from 8."""


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
        with_key("when = \"'a' in ['a', 'b']\""),
        asking(question("first", "text", 'when = "answered(second)"'), question("second")),
        asking(question("first", "text", 'help = "{second} {{braces}}"'), question("second")),
        asking(question("remark", "note", 'when = "answered(model)"'), question("model")),
        HEADER + SECTION + QUESTION + '[[section]]\nid = "below"\ntitle = "Below"\n',
    ],
)
def test_what_may_seem_odd_and_is_a_bank(text: str) -> None:
    """Constant conditions, references forward, empty sections and words as option ids are legal."""
    bank_of(text)


def test_a_check_of_the_own_answer_is_no_cycle() -> None:
    """Only `when` decides what is asked."""
    keys = ['check = [{ that = "value != model", message = "No." }]', "suggest = \"'a'\""]
    bank_of(asking(question("model", "text", *keys)))


# Files


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


@pytest.mark.parametrize("slips", [49, 50, 51, 3000])
@pytest.mark.parametrize("wrong", ['labl = "x"', 'when = "modle == 1"'])
def test_an_author_is_told_as_much_as_one_can_take_in(slips: int, wrong: str) -> None:
    """Fifty problems, in the order of the file, and that there is more."""
    with pytest.raises(BankError) as raised:
        bank_of(asking(*(question(f"q{i}", "text", wrong) for i in range(slips))))
    problems = raised.value.problems
    assert len(problems) == min(slips, 50) + (slips > 50)
    lines = [problem.line for problem in problems[:50]]
    assert lines == sorted(set(lines))
    assert ("mend this first" in str(problems[-1])) is (slips > 50)
