"""How conditions read: every kind of node, as the exact words that a person sees."""

from __future__ import annotations

import pytest

from cardtui.bank.expressions import cell_kind, kind_of
from cardtui.bank.names import names_for_check, names_of
from cardtui.condition.compile import compile_condition
from cardtui.condition.condition import expression_of_table, read_condition
from cardtui.condition.facts import EMPTY_ROW, Blank, Fact
from cardtui.condition.kinds import Scope
from cardtui.condition.negation import negated, without_not
from cardtui.condition.nodes import Expression
from cardtui.condition.outcomes import NOT
from cardtui.condition.parse import parse
from cardtui.condition.suggestions import typed_suggestion
from cardtui.condition.typecheck import Purpose
from cardtui.condition.words import condition_words, suggestion_words
from support.banks import bank_asking

BANK = bank_asking(
    """
question = [
  { id = "tuned", type = "bool", ask = "?", label = "Fine-tuned" },
  { id = "base", type = "text", ask = "?", label = "Base model" },
  { id = "notes", type = "longtext", ask = "?", label = "Notes" },
  { id = "bits", type = "integer", ask = "?", label = "Bits per weight", unit = "bits" },
  { id = "share", type = "number", ask = "?", label = "Share", unit = "%" },
  { id = "layers", type = "integer", ask = "?", label = "Layers" },
  { id = "released", type = "date", ask = "?", label = "Release day" },
  { id = "origin", type = "select", ask = "?", label = "Origin", options = [
    { id = "scratch", label = "Trained from scratch" },
    { id = "tuned", label = "Fine-tuned" },
    { id = "merge", label = "Merged" },
  ] },
  { id = "compression", type = "multiselect", ask = "?", label = "Compression", options = [
    { id = "quant", label = "Quantization" },
    { id = "prune", label = "Pruning, of any kind" },
    { id = "distill", label = "Distillation" },
    { id = "none", label = "Not compressed", exclusive = true },
  ] },
  { id = "wanted", type = "multiselect", ask = "?", label = "Wanted", options = [
    "quant", "tuned",
  ] },
  { id = "langs", type = "list", ask = "?", label = "Languages" },
  { id = "unnamed", type = "bool", ask = "?" },
  { id = "both", type = "bool", ask = "?", label = "Weights and biases" },
  { id = "results", type = "table", ask = "?", label = "Results", column = [
    { id = "metric", type = "select", label = "Metric", options = [
      { id = "acc", label = "Accuracy" }, { id = "f1", label = "F1" }, { id = "bleu", label = "BLEU" },
    ] },
    { id = "value", type = "number", label = "Value", unit = "%" },
    { id = "low", type = "number", label = "Low" },
    { id = "day", type = "date", label = "Day" },
    { id = "verified", type = "bool", label = "Verified" },
    { id = "remark", type = "text" },
  ] },
]
"""
)
SCOPE = Scope({name: kind for name, q in BANK.questions.items() if (kind := kind_of(q))})
ROW = {column.id: cell_kind(column) for column in BANK.questions["results"].columns}


def when(source: str) -> str:
    return condition_words(read_condition(source, SCOPE).node, names_of(BANK))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        # yes or no
        ("tuned", "Fine-tuned is yes"),
        ("tuned == true", "Fine-tuned is yes"),
        ("tuned != false", "Fine-tuned is yes"),
        ("not tuned", "Fine-tuned is no"),
        ("tuned == false", "Fine-tuned is no"),
        ("true != tuned", "Fine-tuned is no"),
        ("not not tuned", "Fine-tuned is yes"),
        ("tuned == unnamed", "Fine-tuned is the same as Unnamed"),
        ("tuned != unnamed", "Fine-tuned is not the same as Unnamed"),
        ("tuned in [true, false]", "Fine-tuned is yes or no"),
        ("true", "this always holds"),
        ("not true", "this never holds"),
        # numbers
        ("bits == 8", "Bits per weight is 8 bits"),
        ("8 == bits", "Bits per weight is 8 bits"),
        ("bits != 8", "Bits per weight is not 8 bits"),
        ("bits < 8", "Bits per weight is below 8 bits"),
        ("not bits < 8", "Bits per weight is at least 8 bits"),
        ("8 > bits", "Bits per weight is below 8 bits"),
        ("bits <= 8", "Bits per weight is at most 8 bits"),
        ("bits > 8", "Bits per weight is above 8 bits"),
        ("share >= -0.5", "Share is at least -0.5%"),
        ("layers > 10000", "Layers is above 10,000"),
        ("layers == 10000", "Layers is 10,000"),
        ("bits > layers", "Bits per weight is above Layers"),
        ("bits in [4, 8]", "Bits per weight is 4 or 8 bits"),
        ("bits not in [2, 4, 8]", "Bits per weight is none of 2, 4 and 8 bits"),
        ("layers in [10000, 20000]", "Layers is 10,000 or 20,000"),
        ("layers in []", "Layers is in an empty list"),
        ("layers not in []", "Layers is not in an empty list"),
        ("3 > 2", "3 is above 2"),
        ("3 in [2, 3]", "3 is 2 or 3"),
        # chains
        ("1 <= bits <= 16", "Bits per weight is between 1 and 16 bits"),
        ("16 >= bits >= 1", "Bits per weight is between 1 and 16 bits"),
        ("not 1 <= bits <= 16", "Bits per weight is not between 1 and 16 bits"),
        ("1 < bits <= 16", "Bits per weight is above 1 bits and at most 16 bits"),
        (
            "not 1 < bits <= 16",
            "Bits per weight is at most 1 bits or Bits per weight is above 16 bits",
        ),
        (
            "layers < bits < share",
            "Layers is below Bits per weight and Bits per weight is below Share",
        ),
        ("1 < 2 < layers", "1 is below 2 and Layers is above 2"),
        (
            "1 < layers < bits",
            "Layers is above 1 and Layers is below Bits per weight",
        ),
        ("0 < layers == bits", "Layers is above 0 and Layers is the same as Bits per weight"),
        # dates
        ("released == '2026-01-31'", "Release day is 2026-01-31"),
        ("released < '2026-01-31'", "Release day is before 2026-01-31"),
        ("released <= '2026-01-31'", "Release day is not after 2026-01-31"),
        ("released > '2026-01-31'", "Release day is after 2026-01-31"),
        ("released >= '2026-01-31'", "Release day is not before 2026-01-31"),
        (
            "'2026-01-01' <= released <= '2026-01-31'",
            "Release day is between 2026-01-01 and 2026-01-31",
        ),
        (
            "'2026-01-01' < released < '2026-01-31'",
            "Release day is after 2026-01-01 and before 2026-01-31",
        ),
        # texts
        ("base == 'BERT'", 'Base model is "BERT"'),
        ("base not in ['a', 'b']", 'Base model is neither "a" nor "b"'),
        ("base < 'm'", 'Base model is before "m" in the alphabet'),
        ("'a' <= base <= 'm'", 'Base model is between "a" and "m" in the alphabet'),
        ("base != notes", "Base model is not the same as Notes"),
        # options
        ("origin == 'merge'", "Origin is Merged"),
        ("origin == 'scratch'", 'Origin is "Trained from scratch"'),
        ("origin != 'merge'", "Origin is not Merged"),
        ("origin in ['tuned']", "Origin is Fine-tuned"),
        ("origin in ['tuned', 'merge']", "Origin is Fine-tuned or Merged"),
        ("origin not in ['merge']", "Origin is not Merged"),
        ("not origin in ['tuned', 'merge']", "Origin is neither Fine-tuned nor Merged"),
        ("'quant' in compression", "Compression includes Quantization"),
        ("'prune' in compression", 'Compression includes "Pruning, of any kind"'),
        ("'none' not in compression", "Compression does not include Not compressed"),
        ("not 'none' in compression", "Compression does not include Not compressed"),
        ("origin in wanted", "Wanted includes the answer to Origin"),
        ("compression == wanted", "Compression is the same as Wanted"),
        # lists
        ("'en' in langs", 'Languages includes "en"'),
        ("base not in langs", "Languages does not include the answer to Base model"),
        # functions
        ("answered(base)", "Base model is answered"),
        ("not answered(base)", "Base model is not answered"),
        ("unknown(base)", 'Base model is answered "not known"'),
        ("not unknown(base)", 'Base model is not answered "not known"'),
        ("contains_any(compression, ['quant'])", "Compression includes Quantization"),
        (
            "contains_any(compression, ['quant', 'distill'])",
            "Compression includes Quantization or Distillation",
        ),
        (
            "contains_any(compression, ['quant', 'prune', 'distill'])",
            'Compression includes "Quantization", "Pruning, of any kind" or "Distillation"',
        ),
        (
            "contains_all(compression, ['quant', 'distill'])",
            "Compression includes both Quantization and Distillation",
        ),
        (
            "contains_all(langs, ['a', 'b', 'c'])",
            'Languages includes "a", "b" and "c"',
        ),
        ("not contains_any(compression, ['quant'])", "Compression does not include Quantization"),
        (
            "not contains_any(compression, ['quant', 'distill'])",
            "Compression includes neither Quantization nor Distillation",
        ),
        ("not contains_any(langs, ['a', 'b', 'c'])", 'Languages includes none of "a", "b" and "c"'),
        (
            "not contains_all(compression, ['quant', 'distill'])",
            "Compression does not include both Quantization and Distillation",
        ),
        (
            "not contains_all(langs, ['a', 'b', 'c'])",
            'Languages does not include all of "a", "b" and "c"',
        ),
        ("contains_any(langs, [])", "Languages includes any of an empty list"),
        ("contains_all(langs, [])", "Languages includes all of an empty list"),
        ("not contains_any(langs, [])", "Languages does not include any of an empty list"),
        ("not contains_all(langs, [])", "Languages does not include all of an empty list"),
        # counts
        ("count(results) == 0", "Results has no rows"),
        ("count(results) < 1", "Results has no rows"),
        ("count(results) > 0", "Results has at least 1 row"),
        ("count(langs) >= 2", "Languages has at least 2 items"),
        ("2 <= count(langs)", "Languages has at least 2 items"),
        ("count(compression) == 1", "Compression has exactly 1 option chosen"),
        ("not count(compression) == 2", "Compression does not have exactly 2 options chosen"),
        ("count(results) > 2", "Results has more than 2 rows"),
        ("count(results) < 2.5", "Results has fewer than 2.5 rows"),
        ("count(results) <= 3", "Results has at most 3 rows"),
        ("1 <= count(results) <= 3", "the number of rows of Results is between 1 and 3"),
        ("count(langs) in [1, 2]", "the number of items of Languages is 1 or 2"),
        (
            "count(compression) < layers",
            "the number of options chosen of Compression is below Layers",
        ),
        ("layers == count(results)", "Layers is the same as the number of rows of Results"),
        # tables
        ("any(results.value < 0.8)", "any row of Results has Value below 0.8%"),
        ("not any(results.value < 0.8)", "no row of Results has Value below 0.8%"),
        ("all(results.value < 0.8)", "every row of Results has Value below 0.8%"),
        ("not all(results.value < 0.8)", "any row of Results has Value at least 0.8%"),
        ("any(results.metric == 'f1')", "any row of Results has Metric F1"),
        ("any(results.metric != 'f1')", "any row of Results has Metric other than F1"),
        (
            "all(results.metric not in ['f1', 'bleu'])",
            "every row of Results has Metric other than F1 and BLEU",
        ),
        ("all(results.verified)", "every row of Results has Verified yes"),
        ("any(not results.verified)", "any row of Results has Verified no"),
        ("any(results.day >= '2026-01-31')", "any row of Results has Day not before 2026-01-31"),
        ("any(results.low > results.value)", "any row of Results has Low above Value"),
        ("any(results.low != results.value)", "any row of Results has Low not the same as Value"),
        ("any(0 <= results.value <= 1)", "any row of Results has Value between 0 and 1%"),
        (
            "any(results.metric == 'f1' and results.value < 1)",
            "any row of Results has Metric F1 and Value below 1%",
        ),
        (
            "not all(results.metric == 'f1' and results.value < 1)",
            "any row of Results has Metric other than F1 or Value at least 1%",
        ),
        (
            "any(results.verified and tuned)",
            "in at least one row of Results, Verified is yes and Fine-tuned is yes",
        ),
        (
            "not any(results.remark in langs)",
            "in no row of Results, Languages includes the answer to Remark",
        ),
        (
            "all(results.value > share or not results.verified)",
            "in every row of Results, Value is above Share or Verified is no",
        ),
        # names
        ("unnamed", "Unnamed is yes"),
        ("both", '"Weights and biases" is yes'),
    ],
)
def test_a_condition_reads_as_plain_words(source: str, words: str) -> None:
    """Labels for ids, everyday words for operators and functions."""
    assert when(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("tuned and answered(base)", "Fine-tuned is yes and Base model is answered"),
        (
            "tuned and answered(base) and bits < 8",
            "Fine-tuned is yes, Base model is answered and Bits per weight is below 8 bits",
        ),
        ("tuned or answered(base)", "Fine-tuned is yes or Base model is answered"),
        (
            "not (tuned or answered(base))",
            "Fine-tuned is no and Base model is not answered",
        ),
        (
            "not (tuned and not answered(base))",
            "Fine-tuned is no or Base model is answered",
        ),
        (
            "tuned and (answered(base) or bits < 8)",
            (
                "Fine-tuned is yes, and either Base model is answered or "
                "Bits per weight is below 8 bits"
            ),
        ),
        (
            "(answered(base) or bits < 8) and tuned",
            (
                "either Base model is answered or Bits per weight is below 8 bits, "
                "and Fine-tuned is yes"
            ),
        ),
        (
            "tuned and answered(base) or bits < 8",
            (
                "either Fine-tuned is yes and Base model is answered, or "
                "Bits per weight is below 8 bits"
            ),
        ),
        (
            "tuned and (answered(base) or bits < 8 or both) and unnamed",
            (
                "Fine-tuned is yes, (either Base model is answered, Bits per weight is below 8 bits "
                'or "Weights and biases" is yes), and Unnamed is yes'
            ),
        ),
        (
            "origin in ['tuned', 'merge'] and tuned",
            "Origin is Fine-tuned or Merged, and Fine-tuned is yes",
        ),
        (
            "origin in ['tuned', 'merge'] or tuned",
            "Origin is Fine-tuned or Merged, or Fine-tuned is yes",
        ),
        (
            "tuned and (origin in ['tuned', 'merge'] or both)",
            (
                "Fine-tuned is yes, and "
                '(Origin is Fine-tuned or Merged, or "Weights and biases" is yes)'
            ),
        ),
        (
            "(tuned and (unnamed or both)) or answered(base)",
            (
                'either (Fine-tuned is yes, and either Unnamed is yes or "Weights and biases" is yes), '
                "or Base model is answered"
            ),
        ),
        (
            "tuned and (unnamed and answered(base))",
            "Fine-tuned is yes, Unnamed is yes and Base model is answered",
        ),
        (
            "any(results.verified and tuned) and unnamed",
            (
                "(in at least one row of Results, Verified is yes and Fine-tuned is yes), "
                "and Unnamed is yes"
            ),
        ),
        (
            "any(results.verified or results.low > 1) and unnamed",
            "any row of Results has Verified yes or Low above 1, and Unnamed is yes",
        ),
    ],
)
def test_what_belongs_together_stays_plain(source: str, words: str) -> None:
    """ "Either" and commas group; brackets come in only where words would leave two readings."""
    assert when(source) == words


_FACTS: list[dict[str, Fact]] = [
    {"layers": layers, "tuned": tuned, "compression": chosen, "results": rows}
    for layers in (0, 1, 2, 3, Blank.OPEN, Blank.SAID_UNKNOWN)
    for tuned in (True, False, Blank.NOTHING, Blank.OPEN)
    for chosen in (("quant",), ("prune", "quant"), Blank.OPEN)
    for rows in (({"low": 1}, {"low": 3}), ({"low": 3}, {}), (), Blank.OPEN)
]


@pytest.mark.parametrize(
    "source",
    [
        *(f"layers {operator} 2" for operator in ("==", "!=", "<", "<=", ">", ">=")),
        "layers in [1, 2]",
        "layers not in [1, 2]",
        "1 <= layers <= 2",
        "1 < layers <= 2",
        "'quant' in compression",
        "'prune' not in compression",
        "contains_any(compression, ['prune'])",
        "contains_all(compression, ['prune', 'quant'])",
        "count(compression) > 1",
        "tuned",
        "tuned != true",
        "answered(tuned)",
        "unknown(layers)",
        "any(results.low < 2)",
        "all(results.low < 2)",
        "all(results.low < 2 and tuned)",
        "true",
        "tuned and layers > 1",
        "tuned or layers > 1",
        "not (tuned or not (layers > 1 and 'quant' in compression))",
    ],
)
def test_the_opposite_is_what_is_said(source: str) -> None:
    """Words for "not" say exactly the opposite, with whatever is known or open."""
    condition = read_condition(source, SCOPE)
    same = compile_condition(without_not(condition.node), SCOPE)
    opposite = compile_condition(negated(condition.node), SCOPE)
    seen = set()
    for facts in _FACTS:
        outcomes = condition.outcomes(facts, EMPTY_ROW)
        assert same(facts, EMPTY_ROW) == outcomes, facts
        assert opposite(facts, EMPTY_ROW) == NOT[outcomes], facts
        seen.add(outcomes)
    assert len(seen) > 1 or source == "true"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"tuned": True}, "Fine-tuned is yes"),
        ({"compression": "quant"}, "Compression includes Quantization"),
        ({"origin": ["tuned", "merge"]}, "Origin is Fine-tuned or Merged"),
        (
            {"compression": ["quant", "distill"], "tuned": False},
            "Compression includes Quantization or Distillation, and Fine-tuned is no",
        ),
        ({}, "this always holds"),
    ],
)
def test_a_table_reads_as_the_expression_does(table: dict[str, object], words: str) -> None:
    """However the bank's author wrote it, the reader sees the same words."""
    assert when(expression_of_table(table, SCOPE)) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("row.value < 0.8", "Value is below 0.8%"),
        ("row.metric == 'f1' and tuned", "Metric is F1 and Fine-tuned is yes"),
        ("not row.verified", "Verified is no"),
        ("'2026-01-01' < row.day", "Day is after 2026-01-01"),
    ],
)
def test_the_condition_of_a_column_speaks_of_its_row(source: str, words: str) -> None:
    """A cell of the same row has the label of its column."""
    scope = Scope(SCOPE.questions, row=ROW)
    node = read_condition(source, scope).node
    assert condition_words(node, names_of(BANK, "results")) == words


@pytest.mark.parametrize(
    ("question", "source", "words"),
    [
        ("bits", "1 <= value <= 16", "the answer is between 1 and 16 bits"),
        ("bits", "value != 1", "the answer is not 1 bits"),
        (
            "bits",
            "value <= layers * (2 + share)",
            "the answer is at most Layers times (2 plus Share)",
        ),
        (
            "bits",
            "value / 2 - 1 > -layers",
            "(the answer divided by 2) minus 1 is above minus Layers",
        ),
        ("bits", "value > - -layers", "the answer is above minus (minus Layers)"),
        (
            "bits",
            "value > 1 if tuned else value < 9",
            (
                "if Fine-tuned is yes, then the answer is above 1 bits, "
                "otherwise the answer is below 9 bits"
            ),
        ),
        (
            "bits",
            "not (value > 1 if tuned else both)",
            (
                "if Fine-tuned is yes, then the answer is at most 1 bits, "
                'otherwise "Weights and biases" is no'
            ),
        ),
        (
            "bits",
            "tuned and (value > 1 if tuned else both)",
            (
                "Fine-tuned is yes, and (if Fine-tuned is yes, then the answer is above 1 bits, "
                'otherwise "Weights and biases" is yes)'
            ),
        ),
        ("compression", "count(value) < 3", "the answer has fewer than 3 options chosen"),
        ("compression", "'quant' in value", "the answer includes Quantization"),
        ("results", "all(value.low < 3)", "every row of the answer has Low below 3"),
    ],
)
def test_a_check_speaks_of_the_answer(question: str, source: str, words: str) -> None:
    """What is checked is "the answer", with its own unit and options."""
    field = BANK.questions[question]
    scope = Scope(SCOPE.questions, value=kind_of(field))
    node = read_condition(source, scope, Purpose.CHECK).node
    assert condition_words(node, names_for_check(BANK, field)) == words


@pytest.mark.parametrize(
    ("question", "source", "words"),
    [
        ("bits", "8", "8 bits"),
        (
            "bits",
            "8 if base == 'BERT' else None",
            '8 bits if Base model is "BERT", otherwise nothing',
        ),
        ("bits", "layers * 2", "Layers times 2"),
        ("layers", "count(results)", "the number of rows of Results"),
        ("origin", "'merge'", "Merged"),
        ("compression", "['quant', 'distill']", "Quantization and Distillation"),
        ("langs", "[]", "an empty list"),
        ("released", "'2026-01-31'", "2026-01-31"),
        ("base", "notes", "Notes"),
        (
            "tuned",
            "not unnamed and answered(base)",
            "whether Unnamed is no and Base model is answered",
        ),
        ("tuned", "unnamed", "Unnamed"),
        ("tuned", "any(results.verified)", "whether any row of Results has Verified yes"),
        ("tuned", "layers > 3", "whether Layers is above 3"),
    ],
)
def test_a_suggestion_reads_as_what_is_suggested(question: str, source: str, words: str) -> None:
    """A value, and on what it depends."""
    field = BANK.questions[question]
    kind = kind_of(field)
    assert kind is not None
    node: Expression = typed_suggestion(parse(source), source, SCOPE, kind)
    assert suggestion_words(node, names_for_check(BANK, field)) == words
