"""What other form engines get wrong, each as a small bank and what ours makes of it.

Named after what people report of them: a follow-up of a hidden question that stays visible, `!=`
that is true of an empty answer, defaults that decide while they are hidden, answers that are lost
when a branch is toggled, a misspelt name that shows or drops a question in silence.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from cardtui.bank.bank import Bank
from cardtui.card.model import Answer, Row
from cardtui.errors import BankError
from cardtui.interview.interview import Interview
from cardtui.interview.session import new_session
from support.banks import HEADER, bank_asking, bank_of, relevance_of, state_of


def ask(name: str, kind: str = "bool", when: str = "", *keys: str) -> str:
    """A question with its condition."""
    lines = ["[[section.question]]", f'id = "{name}"', f'type = "{kind}"', 'ask = "What?"', *keys]
    return "\n".join([*lines, *([f'when = "{when}"'] if when else [])]) + "\n"


def cell(name: str, kind: str = "number", when: str = "") -> str:
    """A column with its condition."""
    lines = ["[[section.question.column]]", f'id = "{name}"', f'type = "{kind}"']
    return "\n".join([*lines, *([f'when = "{when}"'] if when else [])]) + "\n"


def section(name: str, *questions: str, level: int = 1, when: str = "") -> str:
    """A section with its condition and its questions."""
    head = f'[[section]]\nid = "{name}"\ntitle = "{name}"\nlevel = {level}\n'
    return head + (f'when = "{when}"\n' if when else "") + "".join(questions)


def said_of(text: str) -> str:
    """What is said of a bank that cannot be used."""
    with pytest.raises(BankError) as raised:
        bank_of(text)
    return str(raised.value)


# Chains of hidden questions

CHAIN = bank_asking(
    ask("a") + ask("b", when="a") + ask("c", when="b") + ask("d", when="c") + ask("e", when="d")
)


def test_a_chain_of_hidden_questions_is_hidden_to_its_end() -> None:
    """SurveyJS shows what hangs on a hidden question; here it goes too, at any distance."""
    answers = {"a": True, "b": True, "c": True, "d": True, "e": True}
    assert set(relevance_of(CHAIN, answers).values()) == {"relevant"}
    state = state_of(CHAIN, {**answers, "a": False})
    assert [str(found) for found in state.relevance.values()] == ["relevant", *["irrelevant"] * 4]
    assert state.set_aside == ("b", "c", "d", "e")
    assert state.open == ()
    assert str(state.progress) == "1 of 1"


def test_a_link_in_the_middle_hides_what_comes_after_it_alone() -> None:
    """What comes before the link stays."""
    found = relevance_of(CHAIN, {"a": True, "b": False, "c": True, "d": True})
    assert list(found.values()) == ["relevant", "relevant", *["irrelevant"] * 3]


@pytest.mark.parametrize("when", ["not b", "b == false", "b != true", "b in [false]"])
def test_a_hidden_question_is_not_no(when: str) -> None:
    """Of a question that is not asked nothing follows, not even its opposite."""
    bank = bank_asking(ask("a") + ask("b", when="a") + ask("c", when=when))
    assert relevance_of(bank, {"a": False, "b": False})["c"] == "irrelevant"
    assert relevance_of(bank, {"a": True, "b": False})["c"] == "relevant"


# Nothing follows from no answer

OPTIONS = 'options = ["x", "y"]'
UNANSWERED = (
    ask("flag")
    + ask("number", "integer")
    + ask("word", "text")
    + ask("day", "date")
    + ask("one", "select", "", OPTIONS)
    + ask("some", "multiselect", "", OPTIONS)
    + ask("items", "list")
    + ask("rows", "table")
    + cell("n")
)
COMPARISONS = [
    "flag != true",
    "not flag",
    "number != 3",
    "number < 3",
    "not number < 3",
    "number not in [3]",
    "word != 'x'",
    "day != '2026-01-31'",
    "one != 'x'",
    "one not in ['x']",
    "'x' not in some",
    "not 'x' in some",
    "'x' not in items",
    "count(some) == 0",
    "count(some) < 1",
    "count(items) == 0",
    "count(rows) == 0",
    "not contains_any(some, ['x'])",
    "not contains_all(some, ['x'])",
    "not contains_any(items, ['x'])",
    "any(rows.n > 3)",
    "all(rows.n > 3)",
    "not any(rows.n > 3)",
    "not all(rows.n > 3)",
]
NAMES = ("flag", "number", "word", "day", "one", "some", "items", "rows")


@pytest.mark.parametrize("when", COMPARISONS)
@pytest.mark.parametrize(
    ("status", "relevance"), [(None, "undecided"), ("?", "irrelevant"), ("-", "irrelevant")]
)
def test_nothing_follows_from_no_answer(when: str, status: str | None, relevance: str) -> None:
    """`!=`, `not in` and `count` of an unanswered question wait; of one without a value they fall."""
    bank = bank_asking(UNANSWERED + ask("last", when=when))
    answers = {} if status is None else dict.fromkeys(NAMES, status)
    assert relevance_of(bank, answers)["last"] == relevance


@pytest.mark.parametrize("when", COMPARISONS)
def test_nothing_follows_from_a_hidden_answer(when: str) -> None:
    """The same of questions that are answered and hidden."""
    hidden = UNANSWERED.replace('ask = "What?"', 'ask = "What?"\nwhen = "gate"')
    bank = bank_asking(ask("gate") + hidden + ask("last", when=when))
    answers: dict[str, object] = {
        "flag": False,
        "number": 2,
        "word": "y",
        "day": date(2026, 2, 1),
        "one": "y",
        "some": ["y"],
        "items": ["y"],
        "rows": [{"n": 4}],
    }
    assert relevance_of(bank, {"gate": False, **answers})["last"] == "irrelevant"


def test_empty_is_not_zero() -> None:
    """An empty list is no answer: it is never counted."""
    bank = bank_asking(ask("items", "list") + ask("none", when="count(items) == 0"))
    assert relevance_of(bank, {"items": []})["none"] == "undecided"


# Defaults and suggestions


def test_a_suggestion_decides_nothing_hidden_or_not() -> None:
    """A default of a hidden question decides in other engines; here only what a person accepted."""
    bank = bank_asking(
        ask("gate")
        + ask("bits", "integer", "gate", 'suggest = "8"')
        + ask("wide", when="bits == 8")
        + ask("narrow", when="bits != 8")
    )
    hidden = relevance_of(bank, {"gate": False})
    assert (hidden["wide"], hidden["narrow"]) == ("irrelevant", "irrelevant")
    shown = relevance_of(bank, {"gate": True})
    assert (shown["wide"], shown["narrow"]) == ("undecided", "undecided")
    state = state_of(bank, {"gate": True})
    assert Interview(bank).suggestion(state, "bits") == 8
    assert "bits" in state.open
    accepted = relevance_of(bank, {"gate": True, "bits": 8})
    assert (accepted["wide"], accepted["narrow"]) == ("relevant", "irrelevant")


def test_a_suggestion_does_not_look_at_what_is_hidden() -> None:
    """What is set aside suggests nothing."""
    bank = bank_asking(
        ask("gate")
        + ask("bits", "integer", "gate")
        + ask("copy", "integer", "", 'suggest = "bits"')
    )
    interview = Interview(bank)
    assert interview.suggestion(state_of(bank, {"gate": True, "bits": 4}), "copy") == 4
    assert interview.suggestion(state_of(bank, {"gate": False, "bits": 4}), "copy") is None


# Nested sections


def nested() -> Bank:
    """Three levels, each with a condition of its own, and a section beside the second."""
    gates = section("gates", ask("a"), ask("b"), ask("c"))
    top = section("top", ask("in_top"), level=2, when="a")
    middle = section("middle", ask("in_middle"), level=3, when="b")
    deep = section("deep", ask("in_deep", when="c"), level=5)
    beside = section("beside", ask("in_beside"), level=3)
    return bank_of(HEADER + gates + top + middle + deep + beside)


@pytest.mark.parametrize(("a", "b", "c"), list(product((True, False, None), repeat=3)))
def test_nested_sections_need_every_condition_around_them(
    a: bool | None, b: bool | None, c: bool | None
) -> None:
    """A question deep inside needs all of them, one beside only its own."""
    answers = {name: value for name, value in (("a", a), ("b", b), ("c", c)) if value is not None}
    state = state_of(nested(), answers)
    found = {name: str(relevance) for name, relevance in state.relevance.items()}

    def of(*gates: bool | None) -> str:
        if False in gates:
            return "irrelevant"
        return "undecided" if None in gates else "relevant"

    assert found["in_top"] == found["in_beside"] == of(a)
    assert found["in_middle"] == of(a, b)
    assert found["in_deep"] == of(a, b, c)
    assert [str(relevance) for relevance in state.sections.values()] == [
        "relevant",
        of(a),
        of(a, b),
        of(a, b),
        of(a),
    ]


def test_a_hidden_section_takes_the_answers_of_another_section_with_it() -> None:
    """A condition that names a question of a hidden section falls."""
    bank = bank_of(
        HEADER
        + section("gates", ask("a"))
        + section("hidden", ask("b"), when="a")
        + section("other", ask("c"), when="b")
        + section("last", ask("d", when="not c"))
    )
    answers = {"a": False, "b": True, "c": False}
    assert list(relevance_of(bank, answers).values()) == ["relevant", *["irrelevant"] * 3]


# Tables


def test_rows_that_depend_on_their_own_table_are_refused() -> None:
    """A column that asks its own table whether it is asked could never be filled in."""
    table = ask("rows", "table") + cell("n") + cell("m", when="any(rows.n > 3)")
    assert "whether `rows` is asked depends on its own answer" in said_of(
        HEADER + section("only", table)
    )


def test_cells_that_depend_on_their_row_alone_are_fine() -> None:
    """`row.x` is the way to say it: each row for itself."""
    table = ask("rows", "table") + cell("n") + cell("why", "text", "row.n > 3")
    bank = bank_asking(table + ask("told", when="any(rows.why == 'big')"))
    interview, state = Interview(bank), state_of(bank, {})
    assert interview.relevant_columns(state, "rows", {"n": 4}) == {"n", "why"}
    assert interview.relevant_columns(state, "rows", {"n": 3}) == {"n"}
    assert interview.relevant_columns(state, "rows", {}) == {"n"}
    rows = [{"n": 3, "why": "big"}]
    assert relevance_of(bank, {"rows": rows})["told"] == "irrelevant"
    assert relevance_of(bank, {"rows": [*rows, {"n": 4, "why": "big"}]})["told"] == "relevant"


ROWS = bank_asking(
    ask("rows", "table")
    + cell("n")
    + cell("kind", "text")
    + ask("some_low", when="any(rows.n < 3)")
    + ask("all_low", when="all(rows.n < 3)")
    + ask("none_low", when="not any(rows.n < 3)")
    + ask("not_all_low", when="not all(rows.n < 3)")
)
QUANTIFIED = ("some_low", "all_low", "none_low", "not_all_low")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "undecided undecided undecided undecided"),
        ([{}], "undecided undecided undecided undecided"),
        ([{"kind": ""}], "undecided undecided undecided undecided"),
        ([{"n": 1}], "relevant relevant irrelevant irrelevant"),
        ([{"n": 5}], "irrelevant irrelevant relevant relevant"),
        ([{"n": 1}, {"n": 5}], "relevant irrelevant irrelevant relevant"),
        ([{"n": 1}, {"kind": "x"}], "relevant irrelevant irrelevant irrelevant"),
        ([{"n": 5}, {"kind": "x"}], "irrelevant irrelevant irrelevant relevant"),
        ([{"kind": "x"}], "irrelevant irrelevant irrelevant irrelevant"),
        ([{"n": "low"}, {"kind": "x"}], "irrelevant irrelevant irrelevant irrelevant"),
    ],
)
def test_any_and_all_of_unanswered_tables_and_empty_cells(
    rows: list[dict[str, object]], expected: str
) -> None:
    """No answered table decides nothing yet; an empty cell decides nothing for good."""
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    found = relevance_of(ROWS, {"rows": Answer(rows=numbered, last_row=len(rows))})
    assert " ".join(found[name] for name in QUANTIFIED) == expected


def test_a_table_is_never_counted_as_empty() -> None:
    """`count(t) == 0` is never true: rows that say nothing are no answer."""
    bank = bank_asking(ask("rows", "table") + cell("n") + ask("none", when="count(rows) == 0"))
    state = state_of(bank, {})
    assert state.relevance["none"] == "undecided"
    assert state.progress.possible == 1
    assert relevance_of(bank, {"rows": [{"n": 1}]})["none"] == "irrelevant"


# Cycles and names


def ring(size: int) -> str:
    """Questions of which each is asked because of the next, and the last of the first."""
    return "".join(ask(f"q{i}", when=f"q{(i + 1) % size}") for i in range(size))


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "whether `q0` is asked depends on its own answer"),
        (2, "whether `q0` is asked depends on `q1`, and that on `q0` again"),
        (
            5,
            "whether `q0` is asked depends on `q1`, `q2`, `q3` then `q4`, and that on `q0` again",
        ),
    ],
)
def test_a_cycle_is_an_error_of_the_bank(size: int, said: str) -> None:
    """XLSForm's checker lets it through, and the form never shows the questions."""
    assert said in said_of(HEADER + section("only", ring(size)))


def test_the_shortest_cycle_is_named() -> None:
    """Of a long one and a short one through the same question, the short one."""
    long = ring(5).replace('when = "q1"', 'when = "q1 or twin"')
    text = HEADER + section("only", long, ask("twin", when="q0"))
    said = "whether `q0` is asked depends on `twin`, and that on `q0` again"
    assert said in said_of(text)


@pytest.mark.parametrize(
    "sections",
    [
        section("own", ask("a"), when="a"),
        section("above", level=1, when="a") + section("below", ask("a"), level=2),
    ],
)
def test_a_section_that_hangs_on_its_own_question_is_a_cycle(sections: str) -> None:
    """Nobody could ever open it, at any distance."""
    assert "whether `a` is asked depends on its own answer" in said_of(HEADER + sections)


def test_a_cycle_through_two_sections_names_the_questions() -> None:
    """Sections have no answers: the questions in them are what depends."""
    text = HEADER + section("s", ask("a"), when="b") + section("t", ask("b"), when="a")
    assert "whether `a` is asked depends on `b`, and that on `a` again" in said_of(text)


def test_a_dangling_name_is_an_error_with_its_place() -> None:
    """SurveyJS shows the question, copier drops it; here the bank does not load."""
    text = HEADER + section("only", ask("quantized"), ask("bits", "integer", "quantised"))
    assert said_of(text) == (
        "bank.toml:17:1: `when`: there is no question `quantised`: did you mean `quantized`?"
    )


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("one == 'z'", "expected an option of `one`: it has x and y"),
        ("'z' in some", "expected an option of `some`: it has x and y"),
        ("any(rows.m > 3)", "`rows` has no column `m`: it has n"),
        ("number == '3'", "`number` is a number, '3' is a text"),
        ("day < 3", "`day` is a date, 3 is a number"),
        ("word", "`word` is a text, not yes or no"),
    ],
)
def test_what_could_never_be_true_by_its_type_is_an_error(when: str, said: str) -> None:
    """A dead option or a comparison of two types is told when the bank is loaded."""
    assert said in said_of(HEADER + section("only", UNANSWERED, ask("last", when=when)))


# Typed comparisons, in banks as people write them

VALUES: dict[str, object] = {
    "bool": True,
    "integer": 3,
    "number": 2.5,
    "date": date(2026, 1, 31),
    "text": "ape",
    "longtext": "ape",
    "code": "ape",
    "url": "https://example.org",
    "path": "ape",
    "select": "x",
    "multiselect": ["x"],
    "list": ["ape"],
}
LIKE = [
    {"bool"},
    {"integer", "number"},
    {"date"},
    {"text", "longtext", "code", "url", "path"},
    {"select"},
    {"multiselect"},
    {"list"},
]
"""Types that may be compared with each other; nothing else may (rule 6)."""


@pytest.mark.parametrize(("left", "right"), list(product([*VALUES, "table"], repeat=2)))
def test_typed_comparisons_over_every_pair_of_types(left: str, right: str) -> None:
    """Question against question: only like types, both ways round, and then it means something."""

    def question(name: str, kind: str) -> str:
        keys = [OPTIONS] if "select" in kind else []
        return ask(name, kind, "", *keys) + (cell("n") if kind == "table" else "")

    asked = question("a", left) + question("b", right) + ask("same", when="a == b")
    if not any({left, right} <= alike for alike in LIKE):
        assert "`when`: " in said_of(HEADER + section("only", asked))
        return
    bank = bank_asking(asked)
    a, b = VALUES[left], VALUES[right]
    assert relevance_of(bank, {"a": a, "b": b})["same"] == ("relevant" if a == b else "irrelevant")
    assert relevance_of(bank, {"a": a})["same"] == "undecided"
    assert relevance_of(bank, {"a": a, "b": "?"})["same"] == "irrelevant"


# Toggling

TOGGLED = bank_asking(
    ask("gate")
    + ask("name", "text", "gate")
    + ask("rows", "table", "gate")
    + cell("n")
    + ask("pick", "select", "gate", 'options = ["x", { id = "other", specify = true }]')
    + ask("follow_up", "text", "pick == 'other'")
)


def test_answers_return_with_their_branch() -> None:
    """copier loses them; here every answer is as it was, with its rows, reasons and texts."""
    session = new_session(TOGGLED, "card.toml")
    session.set_value("gate", value=True)
    session.set_value("name", "BERT")
    session.set_status("name", "not_applicable", "No name yet.")
    session.set_rows("rows", (Row(1, {"n": 3}), Row(2, {"n": 4})))
    session.set_value("pick", "other", {"other": "pink"})
    session.set_value("follow_up", "yes")
    card, state = session.card, session.state
    for _ in range(3):
        session.set_value("gate", value=False)
        assert session.state.set_aside == ("name", "rows", "pick", "follow_up")
        assert str(session.state.progress) == "1 of 1"
        session.set_value("gate", value=True)
        assert session.card.answers == card.answers
        assert session.state == state


def test_what_is_set_aside_fails_no_check_and_is_not_missed() -> None:
    """Rule 8: `required` and `check` of a hidden question ask for nothing."""
    check = 'check = [{ that = "value < 5", message = "Few." }]'
    bank = bank_asking(ask("gate") + ask("n", "integer", "gate", "required = true", check))
    state = state_of(bank, {"gate": False, "n": 9})
    assert (state.findings, state.complete) == ((), True)
    state = state_of(bank, {"gate": True, "n": 9})
    assert ([f.message for f in state.findings], state.complete) == (["Few."], False)
    assert not state_of(bank, {"gate": True}).complete
    assert not state_of(bank, {}).complete
