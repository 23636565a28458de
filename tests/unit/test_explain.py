"""Why a question is asked: the exact lines that a person reads."""

from __future__ import annotations

import re

import pytest

import cardtui
from cardtui.bank.load import load_bank
from cardtui.card.model import Answer
from cardtui.interview.explain import deciding, explain, why_not
from cardtui.interview.explanation import Explanation, Verdict
from cardtui.interview.state import Relevance
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from support.banks import HEADER, bank_asking, bank_of, card_of, state_of

BANK = bank_of(
    HEADER
    + """
[[section]]
id = "model"
title = "Model"
[[section.question]]
id = "tuned"
type = "bool"
ask = "?"
label = "Fine-tuned"
[[section.question]]
id = "base"
type = "text"
ask = "?"
label = "Base model"
when = { tuned = true }
[[section.question]]
id = "compression"
type = "multiselect"
ask = "?"
label = "Compression"
options = [
  { id = "quantization", label = "Quantization" },
  { id = "pruning", label = "Pruning" },
  { id = "other", label = "Other", specify = true },
  { id = "none", label = "Not compressed", exclusive = true },
]
[[section.question]]
id = "bits"
type = "integer"
ask = "?"
label = "Bits per weight"
unit = "bits"
why = "EU AI Act, Annex IV, 2(b)"
when = { compression = "quantization" }
[[section.question]]
id = "method"
type = "text"
ask = "?"
label = "Method"
when = "bits < 8"
[[section.question]]
id = "recipe"
type = "text"
ask = "?"
label = "Recipe"
when = "tuned and answered(base) and 'quantization' in compression"
[[section.question]]
id = "either"
type = "text"
ask = "?"
label = "Either"
when = "tuned or 'pruning' in compression"
[[section.question]]
id = "notice"
type = "note"
ask = "Mind the base model."
when = "answered(base)"
[[section.question]]
id = "results"
type = "table"
ask = "?"
label = "Results"
[[section.question.column]]
id = "metric"
type = "select"
label = "Metric"
options = ["Accuracy", "F1"]
[[section.question.column]]
id = "value"
type = "number"
label = "Value"
[[section.question.column]]
id = "gap"
type = "text"
label = "Gap"
when = "row.value < 0.8"
[[section.question]]
id = "limits"
type = "longtext"
ask = "?"
label = "Limits"
when = "any(results.value < 0.8 and results.metric == 'f1')"

[[section]]
id = "deep"
title = "In depth"
when = { tuned = true }
[[section]]
id = "deeper"
title = "Deeper"
level = 2
when = "answered(base)"
[[section.question]]
id = "layers"
type = "integer"
ask = "?"
label = "Layers"
when = { compression = "pruning" }
"""
)


def why(question: str, answers: dict[str, object]) -> Explanation:
    card = card_of(answers)
    return explain(BANK, card, state_of(BANK, answers), question)


def read(question: str, answers: dict[str, object]) -> list[str]:
    return list(why(question, answers).lines())


def test_a_question_without_conditions_is_always_asked() -> None:
    """There is nothing more to say."""
    assert read("tuned", {}) == ["Fine-tuned", "It is always asked."]


def test_asked_because_of_an_answer() -> None:
    """The condition in words, the answer as it is now, and the rule that wants it."""
    answers = {
        "compression": Answer(value=["quantization", "other"], specify={"other": "ternary layers"})
    }
    assert read("bits", answers) == [
        "Bits per weight",
        "It is asked, because its condition is true.",
        "Asked for by EU AI Act, Annex IV, 2(b).",
        "",
        "True: Compression includes Quantization",
        "  Compression: Quantization, Other: ternary layers",
    ]


def test_not_asked_because_of_an_answer() -> None:
    """What was answered once is said to be kept."""
    assert read("bits", {"compression": ["none"], "bits": 8}) == [
        "Bits per weight",
        "It is not asked, because its condition is not true.",
        "Its answer is set aside: it is kept, and comes back when the question does.",
        "Asked for by EU AI Act, Annex IV, 2(b).",
        "",
        "Not true: Compression includes Quantization",
        "  Compression: Not compressed",
    ]


def test_not_decided_yet() -> None:
    """The open question that would decide it is named."""
    assert read("bits", {})[1:] == [
        "It is not decided yet whether it is asked: that hangs on the answer to Compression.",
        "Asked for by EU AI Act, Annex IV, 2(b).",
        "",
        "Not known yet: Compression includes Quantization",
        "  Compression: not answered yet",
    ]


def test_what_hangs_on_an_undecided_question_hangs_on_the_open_one() -> None:
    """The way back ends at a question that can be answered now."""
    found = why("method", {})
    assert found.hangs_on == ("compression",)
    assert list(found.lines())[1:] == [
        "It is not decided yet whether it is asked: that hangs on the answer to Compression.",
        "",
        "Not known yet: Bits per weight is below 8 bits",
        (
            "  Bits per weight: not decided yet whether it is asked: "
            "that hangs on the answer to Compression"
        ),
    ]


def test_of_several_parts_those_that_decide_are_pointed_at() -> None:
    """Of a false `and` the false parts, of a true `or` the true ones, else the open ones."""
    assert read("recipe", {"tuned": True, "compression": ["pruning"], "base": "BERT"})[3:] == [
        "Not true: Fine-tuned is yes, Base model is answered and Compression includes Quantization",
        "  What is not true of it: Compression includes Quantization",
        "  Fine-tuned: Yes",
        "  Base model: BERT",
        "  Compression: Pruning",
    ]
    assert read("either", {"tuned": True, "compression": ["none"]})[3:5] == [
        "True: Fine-tuned is yes or Compression includes Pruning",
        "  What makes it true: Fine-tuned is yes",
    ]
    assert read("either", {"tuned": False})[3:5] == [
        "Not known yet: Fine-tuned is yes or Compression includes Pruning",
        "  What is not known yet: Compression includes Pruning",
    ]
    assert read("either", {"tuned": False, "compression": ["none"]})[3:] == [
        "Not true: Fine-tuned is yes or Compression includes Pruning",
        "  Fine-tuned: No",
        "  Compression: Not compressed",
    ]


def test_a_source_that_is_not_asked_says_why() -> None:
    """One step back, with the name of what it comes from."""
    assert read("recipe", {"tuned": False, "base": "BERT"})[3:] == [
        "Not true: Fine-tuned is yes, Base model is answered and Compression includes Quantization",
        "  What is not true of it: Fine-tuned is yes; Base model is answered",
        "  Fine-tuned: No",
        "  Base model: not asked, because Fine-tuned is no",
        "  Compression: not answered yet",
    ]
    assert read("method", {"compression": ["pruning"]})[1:] == [
        "It is not asked, because its condition is not true.",
        "",
        "Cannot be told, so not true: Bits per weight is below 8 bits",
        "  Bits per weight: not asked, because Compression does not include Quantization",
    ]


@pytest.mark.parametrize(
    ("compression", "words"),
    [
        ("?", "not known"),
        ("-", "does not apply"),
        (Answer(status="unknown", reason=" Nobody\nsaid. "), "not known: Nobody said."),
        (["gone"], 'the answer does not fit: "gone" is not an option; there are quantization'),
        ([], "not answered yet"),
    ],
)
def test_an_answer_without_a_value_is_said_in_words(compression: object, words: str) -> None:
    """And what it leaves open is not called false."""
    line = read("bits", {"compression": compression})[-1]
    assert line.startswith(f"  Compression: {words}")


def test_what_cannot_be_told_counts_as_not_true() -> None:
    """An answer of "not known" is an answer: the question behind it is not asked."""
    found = why("bits", {"compression": "?"})
    assert found.standing is Relevance.IRRELEVANT
    assert found.reasons[0].verdict is Verdict.UNKNOWN
    assert read("bits", {"compression": "?"})[4:] == [
        "Cannot be told, so not true: Compression includes Quantization",
        "  Compression: not known",
    ]
    assert read("method", {"compression": "?"})[-1] == (
        "  Bits per weight: not asked, because Compression is not known"
    )
    assert read("method", {"compression": "-"})[-1] == (
        "  Bits per weight: not asked, because Compression does not apply"
    )


def test_conditions_of_sections_count_too() -> None:
    """Each is said with the section that it is of, from the outermost in."""
    answers = {"tuned": True, "base": "BERT", "compression": ["none"]}
    assert read("layers", answers) == [
        "Layers",
        "It is not asked, because 1 of its 3 conditions is not true.",
        "",
        "True: Fine-tuned is yes (for the section In depth)",
        "  Fine-tuned: Yes",
        "",
        "True: Base model is answered (for the section Deeper)",
        "  Base model: BERT",
        "",
        "Not true: Compression includes Pruning",
        "  Compression: Not compressed",
    ]
    assert why("layers", {**answers, "compression": ["pruning"]}).sentence == (
        "It is asked, because its conditions are all true."
    )
    assert why("layers", {"tuned": True, "base": "BERT"}).sentence == (
        "It is not decided yet whether it is asked: that hangs on the answer to Compression."
    )
    assert why("layers", {"tuned": False}).sentence == (
        "It is not asked, because 2 of its 3 conditions are not true."
    )
    assert why("layers", {"tuned": False, "compression": ["none"]}).sentence == (
        "It is not asked, because none of its conditions is true."
    )
    assert why("layers", {}).sentence == (
        "It is not asked, because 1 of its 3 conditions is not true."
    )


def test_many_open_questions_are_counted() -> None:
    """A sentence names three and no more."""
    assert why("either", {}).sentence == (
        "It is not decided yet whether it is asked: "
        "that hangs on the answers to Fine-tuned and Compression."
    )
    names = [f"q{i}" for i in range(5)]
    questions = [f'{{ id = "{name}", type = "bool", ask = "?" }}' for name in names]
    questions.append(f'{{ id = "last", type = "bool", ask = "?", when = "{" and ".join(names)}" }}')
    bank = bank_asking(f"question = [{', '.join(questions)}]")
    found = explain(bank, card_of({}), state_of(bank, {}), "last")
    assert found.sentence.endswith("that hangs on the answers to Q0, Q1, Q2 and 2 other questions.")
    assert found.hangs_on == tuple(names)


def test_a_note_is_shown() -> None:
    """It is not asked, as it has no answer."""
    assert why("notice", {"tuned": False}).sentence == (
        "It is not shown, because its condition is not true."
    )


def test_a_table_says_when_its_cells_are_asked_for() -> None:
    """A column with a condition is asked for in some rows only."""
    assert read("results", {}) == [
        "Results",
        "It is always asked.",
        "In a row, Gap is asked for where Value is below 0.8.",
    ]


def test_the_cells_that_a_condition_looks_at_are_shown() -> None:
    """Row by row, the first ones of a long table."""
    rows: list[dict[str, object]] = [{"metric": "accuracy", "value": 0.91}, {"metric": "f1"}]
    assert read("limits", {"results": rows})[1:] == [
        "It is not asked, because its condition is not true.",
        "",
        "Cannot be told, so not true: any row of Results has Value below 0.8 and Metric F1",
        "  Results: 2 rows; Metric: Accuracy, F1; Value: 0.91, empty",
    ]
    many = [{"metric": "f1", "value": i / 10} for i in range(7)]
    assert read("limits", {"results": many})[-1] == (
        "  Results: 7 rows; Metric: F1, F1, F1, F1, F1, …; Value: 0, 0.1, 0.2, 0.3, 0.4, …"
    )


def test_a_question_behind_an_empty_cell_says_so() -> None:
    """The cell is what is missing."""
    bank = bank_asking(
        """
question = [
  { id = "t", type = "table", ask = "?", label = "Results", column = [
    { id = "a", type = "number" }, { id = "b", type = "number" },
  ] },
  { id = "x", type = "bool", ask = "?", label = "Middle", when = "any(t.a < 1)" },
  { id = "y", type = "bool", ask = "?", label = "End", when = "answered(x)" },
]
"""
    )
    answers = {"t": [{"b": 1}]}
    found = explain(bank, card_of(answers), state_of(bank, answers), "y")
    assert found.reasons[0].sources[0].words == "not asked, because a cell of Results is empty"


def test_a_long_answer_is_cut() -> None:
    """An explanation stays short, whatever an answer holds."""
    answers = {"tuned": True, "base": "word " * 100}
    (source,) = why("notice", answers).reasons[0].sources
    assert source.words.startswith("word word")
    assert source.words.endswith("word…")
    assert len(source.words) <= 81


def test_one_can_go_to_what_is_asked_now() -> None:
    """The open questions that decide it first; never one that is not asked."""
    assert why("recipe", {"tuned": False}).ways == ("tuned", "compression")
    assert why("either", {"tuned": False}).ways == ("compression", "tuned")
    assert why("method", {}).ways == ("compression",)
    assert why("tuned", {}).ways == ()


WAYS = bank_asking(
    "".join(
        f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "?"\nlabel = "{name.title()}"\n'
        + (f'when = "{when}"\n' if when else "")
        for name, kind, when in (
            ("a", "bool", ""),
            ("b", "bool", ""),
            ("c", "text", "a"),
            ("d", "text", "c == 'x' or c == 'y'"),
            ("e", "text", "a and b"),
            ("f", "text", "d == 'x' and e == 'x'"),
        )
    )
)


@pytest.mark.parametrize(
    ("answers", "question", "clause", "ways"),
    [
        ({"a": False}, "c", "because A is no", ("a",)),
        ({"a": False}, "d", "because C is not asked", ("a",)),
        ({"a": True, "b": False}, "e", "because B is no", ("b",)),
        ({"a": False, "b": False}, "e", "because A is no and B is no", ("a", "b")),
        (
            {"a": True, "c": "z", "b": False},
            "f",
            "because D is not asked and E is not asked",
            ("b", "c"),
        ),
        ({}, "c", "not decided yet: that hangs on the answer to A", ("a",)),
        ({"a": True}, "c", "", ()),
        ({}, "a", "", ()),
    ],
)
def test_what_decides_that_a_question_is_not_asked(
    answers: dict[str, object], question: str, clause: str, ways: tuple[str, ...]
) -> None:
    """In a clause; and the questions to go to, behind those that are not asked themselves."""
    card, state = card_of(answers), state_of(WAYS, answers)
    assert why_not(WAYS, card, state, question) == clause
    assert deciding(WAYS, card, state, question) == ways


def test_a_section_that_is_asked_decides_nothing() -> None:
    """Only the condition that is not true does."""
    bank = bank_asking(
        '[[section.question]]\nid = "b"\ntype = "bool"\nask = "?"\n'
        '[[section]]\nid = "more"\ntitle = "More"\nwhen = "b"\n'
        '[[section.question]]\nid = "c"\ntype = "bool"\nask = "?"\n'
        '[[section.question]]\nid = "d"\ntype = "bool"\nask = "?"\nwhen = "c"\n'
    )
    answers: dict[str, object] = {"b": True, "c": False}
    assert deciding(bank, card_of(answers), state_of(bank, answers), "d") == ("c",)


def test_scripts_can_ask_too() -> None:
    """`explain` is part of the public API."""
    found = cardtui.explain(BANK, card_of({}), state_of(BANK, {}), "bits")
    assert isinstance(found, cardtui.Explanation)


# The default bank


def default_bank_lines(question: str, answers: dict[str, object]) -> list[str]:
    bank = load_bank(shipped_banks()[DEFAULT_BANK])
    return list(explain(bank, card_of(answers, bank.id), state_of(bank, answers), question).lines())


@pytest.mark.parametrize(
    ("question", "answers", "lines"),
    [
        (
            "model_name",
            {},
            ["Model name", "It is always asked."],
        ),
        (
            "training_energy",
            {},
            [
                "Training energy",
                "It is always asked.",
                "Asked for by EU AI Act, Annex XI, section 1, 2(e), for general-purpose models.",
            ],
        ),
        (
            "quantization_bits",
            {"compression": ["quantization", "distillation"]},
            [
                "Bits per weight",
                "It is asked, because its condition is true.",
                "",
                "True: Compression includes Quantization",
                "  Compression: Quantization, Distillation",
            ],
        ),
        (
            "frozen_part",
            {"initialization": "scratch"},
            [
                "Frozen",
                "It is not asked, because its condition is not true.",
                "",
                (
                    'Cannot be told, so not true: Weights changed is "Only the last layers", '
                    '"Added ones, such as LoRA" or "Other"'
                ),
                (
                    "  Weights changed: not asked, because "
                    'Initialization is not "Fine-tuned from another model"'
                ),
            ],
        ),
        (
            "attributes_origin",
            {"people_in_data": "yes", "group_attributes": ["none"]},
            [
                "Attributes come from",
                "It is not asked, because its condition is not true.",
                "",
                (
                    "Not true: People in the data is Yes and "
                    'Attributes does not include "None of these"'
                ),
                '  What is not true of it: Attributes does not include "None of these"',
                "  People in the data: Yes",
                "  Attributes: None of these",
            ],
        ),
        (
            "attributes_origin",
            {},
            [
                "Attributes come from",
                (
                    "It is not decided yet whether it is asked: "
                    "that hangs on the answer to People in the data."
                ),
                "",
                (
                    "Not known yet: People in the data is Yes and "
                    'Attributes does not include "None of these"'
                ),
                "  People in the data: not answered yet",
                (
                    "  Attributes: not decided yet whether it is asked: "
                    "that hangs on the answer to People in the data"
                ),
            ],
        ),
        (
            "training_energy_basis",
            {},
            [
                "Energy based on",
                "It is not asked, because its condition is not true.",
                "",
                (
                    "Cannot be told, so not true: "
                    'Energy known from is "Tracking tool" or "Estimated from time"'
                ),
                "  Energy known from: not asked, because Training energy is not answered",
            ],
        ),
        (
            "test_size",
            {"split": "?"},
            [
                "Test part",
                "It is not asked, because its condition is not true.",
                "",
                'Cannot be told, so not true: Split is not "There is no test data"',
                "  Split: not known",
            ],
        ),
    ],
)
def test_the_default_bank_reads_well(
    question: str, answers: dict[str, object], lines: list[str]
) -> None:
    """A handful of explanations as they are read aloud."""
    assert default_bank_lines(question, answers) == lines


@pytest.mark.parametrize("bank_id", list(shipped_banks()))
def test_every_condition_of_the_shipped_banks_reads_without_code(bank_id: str) -> None:
    """No ids, no functions, no operators; and every question can say how it stands."""
    bank = load_bank(shipped_banks()[bank_id])
    card = card_of({}, bank.id)
    state = state_of(bank, {})
    options = {
        option.id
        for question in bank
        for field in (question, *question.columns)
        for option in field.choices
        if option.label != option.id
    }
    ids = {name for name in (*bank.questions, *options) if "_" in name}
    conditions = 0
    for name in bank.questions:
        found = explain(bank, card, state, name)
        assert found.sentence.startswith(
            ("It is always asked.", "It is asked, ", "It is not asked, ", "It is not decided yet ")
        )
        for reason in found.reasons:
            conditions += 1
            assert not ids & set(re.findall(r"\w+", reason.words)), reason.words
            assert not re.search(r"_|==|!=|[<>\[\]]|\w\(", reason.words), reason.words
    assert conditions
