"""Bank and card together: relevance, progress, findings, tables, where to resume, words."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from cardtui.bank.bank import Bank
from cardtui.card.model import Answer, Row
from cardtui.interview.interview import Interview
from cardtui.interview.navigation import (
    asked_questions,
    last_before,
    next_after,
    open_questions,
    resume_at,
)
from cardtui.interview.relevance import conditions_of_section
from cardtui.interview.session import new_session
from cardtui.interview.wording import answer_words, piped
from support.banks import HEADER, bank_asking, bank_of, card_of, relevance_of, state_of


def ask(id_: str, type_: str = "text", *keys: str) -> str:
    """A question with more keys, one a line."""
    lines = ["[[section.question]]", f'id = "{id_}"', f'type = "{type_}"', 'ask = "What?"', *keys]
    return "\n".join(lines) + "\n"


def cell(id_: str, type_: str = "number", *keys: str) -> str:
    """A column with more keys."""
    lines = ["[[section.question.column]]", f'id = "{id_}"', f'type = "{type_}"', *keys]
    return "\n".join(lines) + "\n"


def section(id_: str, *parts: str, level: int = 1, when: str = "") -> str:
    """A section with its questions."""
    condition = f'when = "{when}"\n' if when else ""
    head = f'[[section]]\nid = "{id_}"\ntitle = "{id_}"\nlevel = {level}\n{condition}'
    return head + "".join(parts)


def asking(*questions: str) -> Bank:
    """A bank of one section."""
    return bank_asking("".join(questions))


METHODS = ask(
    "methods",
    "multiselect",
    'options = ["quant", "prune", { id = "none", label = "None", exclusive = true }]',
)
BITS = ask("bits", "integer", 'when = { methods = "quant" }', 'unit = "bits"')
BRANCH = asking(METHODS, BITS)
"""One branch: bits are asked where methods include quant."""


# Relevance


@pytest.mark.parametrize(
    ("answers", "relevance"),
    [
        ({}, "undecided"),
        ({"methods": []}, "undecided"),
        ({"methods": ["quant"]}, "relevant"),
        ({"methods": ["prune", "quant"]}, "relevant"),
        ({"methods": ["prune"]}, "irrelevant"),
        ({"methods": ["none"]}, "irrelevant"),
        ({"methods": "?"}, "irrelevant"),
        ({"methods": "-"}, "irrelevant"),
        ({"methods": ["quant", "none"]}, "undecided"),
        ({"methods": ["gone"]}, "undecided"),
        ({"methods": "quant"}, "undecided"),
    ],
)
def test_a_branch(answers: dict[str, object], relevance: str) -> None:
    """Open or misfitting waits, a value decides, and "unknown" collapses to false."""
    assert relevance_of(BRANCH, answers)["bits"] == relevance


def test_undecided_hands_on_and_irrelevant_collapses() -> None:
    """A chain waits for its first link, and falls with it."""
    bank = asking(
        ask("a", "bool"),
        ask("b", "bool", 'when = "a"'),
        ask("c", "bool", 'when = "b"'),
        ask("d", "bool", 'when = "not b"'),
        ask("e", "bool", 'when = "not answered(b)"'),
    )
    cases: list[tuple[dict[str, object], list[str]]] = [
        ({}, ["relevant", "undecided", "undecided", "undecided", "relevant"]),
        ({"a": False}, ["relevant", "irrelevant", "irrelevant", "irrelevant", "relevant"]),
        ({"a": True}, ["relevant", "relevant", "undecided", "undecided", "relevant"]),
        ({"a": True, "b": "?"}, ["relevant", "relevant", "irrelevant", "irrelevant", "relevant"]),
        ({"a": True, "b": False}, ["relevant", "relevant", "irrelevant", "relevant", "irrelevant"]),
        (
            {"a": False, "b": True},
            ["relevant", "irrelevant", "irrelevant", "irrelevant", "relevant"],
        ),
    ]
    for answers, expected in cases:
        assert list(relevance_of(bank, answers).values()) == expected, answers


def test_a_section_branches_with_all_below_it() -> None:
    """The conditions of a section and its parents all hold, each judged by itself."""
    bank = bank_of(
        HEADER
        + section("start", ask("outer", "bool"), ask("inner", "bool"))
        + section("top", ask("first"), when="outer")
        + section("below", ask("second"), level=2, when="inner")
        + section("beside", ask("third"), level=2)
        + section("after", ask("fourth"))
    )
    names = ("first", "second", "third", "fourth")
    cases: list[tuple[dict[str, object], str]] = [
        ({}, "undecided undecided undecided relevant"),
        ({"inner": False}, "undecided irrelevant undecided relevant"),
        ({"outer": False}, "irrelevant irrelevant irrelevant relevant"),
        ({"outer": False, "inner": True}, "irrelevant irrelevant irrelevant relevant"),
        ({"outer": True}, "relevant undecided relevant relevant"),
        ({"outer": True, "inner": True}, "relevant relevant relevant relevant"),
    ]
    for answers, expected in cases:
        found = relevance_of(bank, answers)
        assert " ".join(found[name] for name in names) == expected, answers


def test_the_conditions_of_a_section_are_those_around_it_too() -> None:
    """The outermost first; a section beside it has none of them."""
    bank = bank_of(
        HEADER
        + section("start", ask("a", "bool"), ask("b", "bool"))
        + section("top", when="a")
        + section("middle", level=2)
        + section("deep", ask("first"), level=3, when="b")
        + section("beside", ask("second"), level=2)
    )
    found = {
        each.id: [condition.source for condition in conditions_of_section(bank, each)]
        for each in bank.sections
    }
    assert found == {
        "start": [],
        "top": ["a"],
        "middle": ["a"],
        "deep": ["a", "b"],
        "beside": ["a"],
    }


def test_each_condition_is_judged_by_itself() -> None:
    """A false condition settles a question though another is undecided; a collapsed one too."""
    bank = bank_of(
        HEADER
        + section("start", ask("a", "bool"), ask("b", "bool"))
        + section("top", ask("c", "text", 'when = "b"'), when="a")
    )
    assert relevance_of(bank, {"b": False})["c"] == "irrelevant"
    assert relevance_of(bank, {"b": "?"})["c"] == "irrelevant"
    assert relevance_of(bank, {"b": True})["c"] == "undecided"


@pytest.mark.parametrize(
    ("when", "relevance"),
    [
        ("a and b", "undecided"),  # a could still make it false
        ("a or b", "undecided"),
        ("b", "irrelevant"),
        ("not b", "irrelevant"),
        ("b == a", "irrelevant"),
        ("answered(b)", "irrelevant"),
        ("unknown(b)", "relevant"),
        ("unknown(a)", "irrelevant"),
        ("not unknown(a)", "relevant"),
        ("answered(a) or b", "irrelevant"),
        ("true", "relevant"),
        ("false", "irrelevant"),
    ],
)
def test_unknown_for_good_is_not_undecided(when: str, relevance: str) -> None:
    """`a` is open and `b` is answered "unknown"."""
    bank = asking(ask("a", "bool"), ask("b", "bool"), ask("c", "text", f'when = "{when}"'))
    assert relevance_of(bank, {"b": "?"})["c"] == relevance


@pytest.mark.parametrize(
    ("when", "asked_for", "not_for"),
    [
        ('{ a = "x" }', {"a": "x"}, {"a": "y"}),
        ('{ a = ["x", "y"] }', {"a": "y"}, {"a": "z"}),
        ('{ a = "x", f = true }', {"a": "x", "f": True}, {"a": "x", "f": False}),
        ("{ n = 3 }", {"n": 3}, {"n": 4}),
        ("{ n = [3, 4.5] }", {"n": 3}, {"n": 5}),
        ("{ d = 2026-01-31 }", {"d": date(2026, 1, 31)}, {"d": date(2026, 2, 1)}),
        ('{ d = "2026-01-31" }', {"d": date(2026, 1, 31)}, {"d": date(2026, 2, 1)}),
        ('{ m = "x" }', {"m": ["y", "x"]}, {"m": ["y"]}),
        ('{ m = ["x", "z"] }', {"m": ["y", "z"]}, {"m": ["y"]}),
        ('{ l = "it\'s \\"x\\"" }', {"l": ['it\'s "x"']}, {"l": ["x"]}),
        ('{ t = "back\\\\slash" }', {"t": "back\\slash"}, {"t": "backslash"}),
        ("{ f = false }", {"f": False}, {"f": True}),
    ],
)
def test_a_condition_as_a_table(
    when: str, asked_for: dict[str, object], not_for: dict[str, object]
) -> None:
    """Equals, or contains; any of a list; all entries together."""
    options = 'options = ["x", "y", "z"]'
    bank = asking(
        ask("a", "select", options),
        ask("m", "multiselect", options),
        ask("n", "number"),
        ask("d", "date"),
        ask("f", "bool"),
        ask("l", "list"),
        ask("t"),
        ask("last", "text", f"when = {when}"),
    )
    assert relevance_of(bank, asked_for)["last"] == "relevant"
    assert relevance_of(bank, not_for)["last"] == "irrelevant"


def test_an_empty_answer_is_no_answer() -> None:
    """Blanks, an empty list and a table without cells say nothing."""
    bank = asking(ask("a"), ask("b", "list"), ask("c", "table"), cell("n"), ask("d", "longtext"))
    state = state_of(
        bank, {"a": " \t", "b": [], "c": Answer(rows=(Row(1), Row(2)), last_row=2), "d": "\n"}
    )
    assert state.open == ("a", "b", "c", "d")
    assert state.progress.answered == 0


@pytest.mark.parametrize(
    ("type_", "value"),
    [("bool", False), ("integer", 0), ("number", 0.0), ("text", "0"), ("list", ["0"])],
)
def test_no_and_zero_are_answers(type_: str, value: object) -> None:
    """What Python takes for empty is an answer all the same."""
    assert state_of(asking(ask("a", type_)), {"a": value}).open == ()


# Set aside


def test_an_answer_is_set_aside_and_returns() -> None:
    """Rule 4: kept in the card, out of everything, back when the branch is back."""
    session = new_session(BRANCH, "card.toml")
    session.set_value("methods", ["quant"])
    session.set_value("bits", 4)
    assert session.state.settled == {"methods", "bits"}
    session.set_value("methods", ["prune"])
    assert session.state.set_aside == ("bits",)
    assert session.card.answers["bits"].value == 4
    assert str(session.state.progress) == "1 of 1"
    session.set_value("methods", ["prune", "quant"])
    assert session.state.set_aside == ()
    assert session.state.settled == {"methods", "bits"}
    assert str(session.state.progress) == "2 of 2"


def test_a_set_aside_answer_is_out_of_logic_checks_and_piping() -> None:
    """An irrelevant answer decides nothing, fails nothing and is not said."""
    bank = asking(
        ask("a", "bool"),
        ask("b", "integer", 'when = "a"', 'check = [{ that = "value < 5", message = "Few." }]'),
        ask("c", "text", 'when = "b == 9"'),
        ask("d", "text", 'help = "{b}"'),
    )
    answers = {"a": False, "b": 9}
    state = state_of(bank, answers)
    assert state.relevance["c"] == "irrelevant"
    assert state.findings == ()
    assert piped(bank, card_of(answers), state, "{b}") == "[B]"
    shown = state_of(bank, {**answers, "a": True})
    assert [finding.message for finding in shown.findings] == ["Few."]
    assert piped(bank, card_of(answers), shown, "{b}") == "9"


def test_an_undecided_answer_waits() -> None:
    """A stored answer to an undecided question is not set aside, and does not count yet."""
    state = state_of(BRANCH, {"bits": 4})
    assert state.set_aside == ()
    assert state.open == ("methods", "bits")
    assert str(state.progress) == "0 of 1, up to 2"


# Progress


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, "0 of 1, up to 2"),
        ({"methods": ["quant"]}, "1 of 2"),
        ({"methods": ["quant"], "bits": 8}, "2 of 2"),
        ({"methods": ["none"]}, "1 of 1"),
        ({"methods": "?"}, "1 of 1"),
        ({"methods": ["quant"], "bits": "-"}, "2 of 2"),
    ],
)
def test_progress_in_words(answers: dict[str, object], shown: str) -> None:
    """An interval while something is open, a fraction when it is not."""
    assert str(state_of(BRANCH, answers).progress) == shown


@pytest.mark.parametrize(
    ("when", "relevant", "possible"),
    [
        ("answered(a)", 1, 2),
        ("not answered(a)", 2, 2),
        ("unknown(a)", 1, 2),
        ("not unknown(a)", 2, 2),
        ("answered(a) and unknown(a)", 1, 2),  # parts are taken as independent
        ("answered(a) or a", 1, 2),
    ],
)
def test_possible_looks_through_answered_of_an_open_question(
    when: str, relevant: int, possible: int
) -> None:
    """Rule 10: `answered(x)` and `unknown(x)` of an open x are not yet settled."""
    bank = asking(ask("a", "bool"), ask("b", "text", f'when = "{when}"'))
    progress = state_of(bank, {}).progress
    assert (progress.answered, progress.relevant) == (0, relevant)
    assert progress.possible == possible


def test_possible_counts_what_an_answered_question_could_lead_to_again() -> None:
    """A set-aside answer that may return opens its branch again."""
    bank = asking(
        ask("a", "bool"),
        ask("b", "bool", 'when = "answered(a)"'),
        ask("c", "text", 'when = "b"'),
        ask("d", "text", 'when = "not b"'),
    )
    progress = state_of(bank, {"b": True}).progress
    assert progress.relevant == 1
    assert 3 <= progress.possible <= 4


def test_possible_counts_what_comes_when_an_answer_leaves() -> None:
    """`b` is answered and may still leave, by `a`; then `c` may leave, and `d` and `e` come."""
    bank = asking(
        ask("a", "bool"),
        ask("b", "bool", 'when = "not answered(a)"'),
        ask("c", "bool", 'when = "b"'),
        ask("d", "text", 'when = "not answered(b)"'),
        ask("e", "text", 'when = "not answered(c)"'),
    )
    progress = state_of(bank, {"b": True, "c": True}).progress
    assert (progress.answered, progress.relevant, progress.possible) == (2, 3, 5)
    settled = state_of(bank, {"a": True, "b": True, "c": True}).progress
    assert (settled.answered, settled.relevant, settled.possible) == (1, 3, 3)


def test_a_change_is_followed_where_nothing_to_be_seen_has_changed() -> None:
    """`h` says nothing before and after, being irrelevant and then "not applicable".

    What could still come of it is different all the same, and so is what hangs on it.
    """
    bank = asking(
        ask("z", "bool"),
        ask("k", "bool"),
        ask("c", "bool", 'when = "not answered(z)"'),
        ask("h", "bool", 'when = "c or answered(k)"'),
        ask("y", "text", 'when = "h"'),
    )
    interview = Interview(bank)
    before, after = card_of({"c": False, "h": "-"}), card_of({"c": True, "h": "-"})
    state = interview.state(before)
    assert (state.relevance["h"], state.progress.possible) == ("irrelevant", 5)
    followed = interview.state_after(state, after, ("c",))
    assert (followed.relevance["h"], followed.progress.possible) == ("relevant", 4)
    assert followed == interview.state(after)


def test_unknown_cannot_come_where_it_is_not_allowed() -> None:
    """Possible does not count a branch that no permitted answer opens."""
    bank = asking(ask("a", "bool", "allow = []"), ask("b", "text", 'when = "unknown(a)"'))
    assert state_of(bank, {}).progress.possible == 1


def test_notes_count_nowhere() -> None:
    """A note is shown, is never open, and is walked through."""
    bank = asking(ask("remark", "note"), ask("a"))
    state = state_of(bank, {})
    assert str(state.progress) == "0 of 1"
    assert state.open == ("a",)
    assert asked_questions(bank, state) == ["remark", "a"]


def test_an_empty_bank_of_notes_is_complete() -> None:
    """Nothing to answer is nothing left to answer."""
    bank = asking(ask("remark", "note"))
    state = state_of(bank, {})
    assert (str(state.progress), state.complete) == ("0 of 0", True)


# Misfits

SELECT = 'options = ["red", "green"]'


@pytest.mark.parametrize(
    ("question", "value", "message"),
    [
        (ask("q", "bool"), "yes", "expected yes or no (true or false)"),
        (ask("q", "bool"), 1, "expected yes or no (true or false)"),
        (ask("q", "integer"), "8", "expected a whole number"),
        (ask("q", "integer"), 8.0, "expected a whole number"),
        (ask("q", "integer"), True, "expected a whole number"),
        (ask("q", "integer"), 2**63, "expected a number of at most 63 bits"),
        (ask("q", "number"), "8", "expected a number"),
        (ask("q", "number"), False, "expected a number"),
        (ask("q", "number"), float("nan"), "expected a number that is not infinite"),
        (ask("q", "number"), float("inf"), "expected a number that is not infinite"),
        (ask("q", "date"), "2026-01-31", "expected a date such as 2026-01-31"),
        (
            ask("q", "date"),
            datetime(2026, 1, 31, 12),  # noqa: DTZ001 - TOML has local times
            "expected a date such as 2026-01-31",
        ),
        (ask("q", "date"), time(12), "expected a date such as 2026-01-31"),
        (ask("q"), 3, "expected a text"),
        (ask("q"), ["a"], "expected a text"),
        (ask("q"), True, "expected a text"),
        (ask("q", "longtext"), 3, "expected a text"),
        (ask("q", "path"), 3, "expected a text"),
        (ask("q", "select", SELECT), "blue", '"blue" is not an option; there are red and green'),
        (
            ask("q", "select", SELECT),
            ["red"],
            "\"['red']\" is not an option; there are red and green",
        ),
        (ask("q", "multiselect", SELECT), "red", "expected a list of texts"),
        (ask("q", "multiselect", SELECT), [1], "expected a list of texts"),
        (ask("q", "multiselect", SELECT), ["red", "red"], "an option is there twice"),
        (
            ask("q", "multiselect", SELECT),
            ["red", "blue"],
            '"blue" is not an option; there are red and green',
        ),
        (
            METHODS.replace('"methods"', '"q"'),
            ["none", "quant"],
            '"None" cannot stand with other options',
        ),
        (ask("q", "list"), "a", "expected a list of texts"),
        (ask("q", "list"), ["a", " "], "an item of the list is empty"),
        (ask("q", "list"), {"a": 1}, "expected a list of texts"),
        (ask("q", "table") + cell("n"), 3, "expected rows"),
        (ask("q"), Answer(rows=(Row(1, {"n": 1}),)), "expected a value, found rows"),
        (ask("q", "bool", "allow = []"), "?", '"unknown" is no answer to this question'),
        (
            ask("q", "bool", 'allow = ["unknown"]'),
            "-",
            '"not applicable" is no answer to this question',
        ),
    ],
)
def test_what_does_not_fit_is_kept_found_and_no_value(
    question: str, value: object, message: str
) -> None:
    """Rule 11: a finding, and open; nothing follows from it."""
    bank = asking(question, ask("follow_up", "text", 'when = "answered(q)"'))
    state = state_of(bank, {"q": value})
    assert [finding.message for finding in state.findings] == [message]
    assert state.findings[0].is_error
    assert "q" in state.open
    assert not state.complete
    assert state.relevance["follow_up"] == "irrelevant"
    assert state.stored["q"] != "unanswered"


@pytest.mark.parametrize(
    ("question", "value", "message"),
    [
        (
            ask("q", "text", 'text_format = "doi"'),
            "abc",
            "expected a DOI such as 10.48550/arXiv.1910.01108",
        ),
        (
            ask("q", "url"),
            "example.org",
            ("expected an address that begins with https:// or http://: write https://example.org"),
        ),
        (
            ask("q", "url"),
            "javascript:alert(1)",
            "expected an address that begins with https:// or http://",
        ),
        (
            ask("q", "select", 'options = [{ id = "other", label = "Other", specify = true }]'),
            "other",
            'say in a few words what "Other" is',
        ),
    ],
)
def test_findings_about_a_value_that_fits(question: str, value: object, message: str) -> None:
    """A format that fails and a text that is missing are findings; the value is still a value."""
    bank = asking(question, ask("follow_up", "text", 'when = "answered(q)"'))
    state = state_of(bank, {"q": value})
    assert [finding.message for finding in state.findings] == [message]
    assert state.relevance["follow_up"] == "relevant"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("figures/loss.png", None),
        ("/home/me/loss.png", "this path is absolute: write it relative to the card"),
        ("~/loss.png", "this path is absolute: write it relative to the card"),
        ("C:/loss.png", "this path is absolute: write it relative to the card"),
        ("C:\\loss.png", "this path is absolute: write it relative to the card"),
        ("figures\\loss.png", "write the path with /"),
    ],
)
def test_a_path_that_no_reader_could_follow_is_a_warning(value: str, message: str | None) -> None:
    """In an answer and in a cell alike; the card is complete all the same."""
    bank = asking(ask("q", "path"), ask("rows", "table"), cell("figure", "path"))
    state = state_of(bank, {"q": value, "rows": [{"figure": value}]})
    about = [("q", ""), ("rows", "figure")] if message else []
    found = [(f.question, f.column, f.message, f.is_error) for f in state.findings]
    assert found == [(*place, message, False) for place in about]
    assert state.complete


_NO_ID = "SPDX has no such license id: look at the spelling, or keep the name if there is no id"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("Apache-2.0", None),
        ("apache-2.0", None),
        ("MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)", None),
        ("LicenseRef-Llama-3.1", None),
        ("apache 2.0", "SPDX writes it Apache-2.0"),
        ("Apache-2", _NO_ID),
        ("openrail", _NO_ID),
        ("Llama 3.1 Community License", _NO_ID),
        ("(" * 100_000, _NO_ID),
        ("MIT OR ] __import__('os')", _NO_ID),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_license_without_an_id_is_a_warning(value: str, message: str | None) -> None:
    """Many models have a license of their own: its name is an answer, and is printed."""
    licensed = 'text_format = "spdx"'
    bank = asking(ask("q", "text", licensed), ask("rows", "table"), cell("under", "text", licensed))
    state = state_of(bank, {"q": value, "rows": [{"under": value}]})
    about = [("q", ""), ("rows", "under")] if message else []
    found = [(f.question, f.column, f.message, f.is_error) for f in state.findings]
    assert found == [(*place, message, False) for place in about]
    assert state.complete
    assert state.settled == {"q", "rows"}


def test_an_empty_cell_is_no_finding() -> None:
    """Blanks in a cell of a number say nothing, and so nothing wrong."""
    bank = asking(ask("rows", "table"), cell("n"), cell("m"))
    state = state_of(bank, {"rows": [{"n": 1, "m": " "}]})
    assert (state.settled, state.findings) == ({"rows"}, ())


def test_formats_hold_in_cells_too() -> None:
    """A cell with an address is looked at as an answer is."""
    bank = asking(
        ask("rows", "table"), cell("home", "url"), cell("doi", "text", 'text_format = "doi"')
    )
    cells = {"home": "example.org", "doi": "10.1000/182"}
    (finding,) = state_of(bank, {"rows": [cells]}).findings
    assert (finding.row, finding.column) == (1, "home")
    assert finding.message.endswith("https:// or http://: write https://example.org")


def test_a_text_of_an_option_that_is_not_chosen_is_kept_in_peace() -> None:
    """`specify` is asked for only where its option is chosen."""
    bank = asking(
        ask("q", "multiselect", 'options = ["a", { id = "other", specify = true }]'),
    )
    assert state_of(bank, {"q": Answer(["a"], specify={"other": "x"})}).findings == ()
    assert len(state_of(bank, {"q": Answer(["other"], specify={"other": " "})}).findings) == 1
    assert state_of(bank, {"q": Answer(["other"], specify={"other": "x"})}).findings == ()


# Checks

CHECKED = asking(
    ask(
        "q",
        "integer",
        "check = [",
        '  { that = "1 <= value <= 16", message = "Between 1 and 16." },',
        '  { that = "value != 1", message = "Rare.", level = "warning" },',
        '  { that = "100 / (value - 8) > 0", message = "More than 8." },',
        '  { that = "value < other", message = "Less than the other." },',
        "]",
    ),
    ask("other", "integer"),
)


@pytest.mark.parametrize(
    ("answers", "messages", "is_complete"),
    [
        ({}, [], True),
        ({"q": 9}, [], True),
        ({"q": 8}, [], True),  # division by zero is unknown, and passes
        ({"q": 1}, ["Rare.", "More than 8."], False),
        ({"q": 17}, ["Between 1 and 16."], False),
        ({"q": 9, "other": 20}, [], True),
        ({"q": 9, "other": 9}, ["Less than the other."], False),
        ({"q": 9, "other": "?"}, [], True),
        ({"q": "?", "other": 1}, [], True),
    ],
)
def test_checks(answers: dict[str, object], messages: list[str], is_complete: bool) -> None:
    """A check fails only where it is false; one that is unknown passes."""
    state = state_of(CHECKED, answers)
    assert [finding.message for finding in state.findings] == messages
    assert state.complete is is_complete


def test_a_warning_does_not_stop_anyone() -> None:
    """A card with warnings alone is complete."""
    bank = asking(
        ask("q", "integer", 'check = [{ that = "value > 5", message = "Few.", level = "warning" }]')
    )
    state = state_of(bank, {"q": 1})
    assert [(f.message, f.is_error) for f in state.findings] == [("Few.", False)]
    assert state.complete


def test_a_value_that_fails_a_check_is_still_a_value() -> None:
    """Rule 8: what hangs on it is decided by it."""
    bank = asking(
        ask("q", "integer", 'check = [{ that = "value < 5", message = "Few." }]'),
        ask("more", "text", 'when = "q == 9"'),
    )
    state = state_of(bank, {"q": 9})
    assert state.relevance["more"] == "relevant"
    assert "q" in state.settled


def test_findings_before_an_answer_is_stored() -> None:
    """A front end can ask what an answer would give, without changing the card."""
    interview = Interview(CHECKED)
    state = state_of(CHECKED, {"other": 3})
    found = interview.findings_if(state, "q", Answer(17))
    assert [finding.message for finding in found] == ["Between 1 and 16.", "Less than the other."]
    assert interview.findings_if(state, "q", Answer()) == ()


def test_findings_in_a_table_before_it_is_stored() -> None:
    """Cells that are set aside are left in peace, as they will be once it is stored."""
    interview, state = Interview(RESULTS), state_of(RESULTS, {})
    rows = (Row(1, {"score": 0.9, "gap": 3}), Row(2, {"score": 1.5, "gap": 3, "metric": "acc"}))
    found = interview.findings_if(state, "results", Answer(rows=rows, last_row=2))
    assert [(f.row, f.column, f.message) for f in found] == [
        (2, "metric", '"acc" is not an option; there are f1 and bleu'),
        (2, "score", "At most 1."),
    ]
    rows = (Row(1, {"score": 0.5, "gap": 3}),)
    found = interview.findings_if(state, "results", Answer(rows=rows, last_row=1))
    assert [(f.row, f.column, f.message) for f in found] == [(1, "gap", "expected a text")]


def test_a_check_that_names_its_own_question_sees_the_new_answer() -> None:
    """`q` in a check of `q` is the answer that is about to be stored, as `value` is."""
    check = 'check = [{ that = "q < 5", message = "Few." }]'
    interview = Interview(asking(ask("q", "integer", check)))
    state = interview.state(card_of({"q": 1}))
    assert [f.message for f in interview.findings_if(state, "q", Answer(9))] == ["Few."]
    assert [f.message for f in interview.state(card_of({"q": 9})).findings] == ["Few."]


# Complete


@pytest.mark.parametrize(
    ("answers", "is_complete"),
    [
        ({}, False),
        ({"a": False}, True),
        ({"a": True}, False),
        ({"a": True, "b": "x"}, True),
        ({"a": True, "b": "-"}, True),
        ({"a": "?"}, True),
    ],
)
def test_complete_when_nothing_required_is_open_or_undecided(
    answers: dict[str, object], is_complete: bool
) -> None:
    """Rule 13: an irrelevant required question asks for nothing, an undecided one might."""
    bank = asking(
        ask("a", "bool"), ask("b", "text", "required = true", 'when = "a"'), ask("c", "text")
    )
    assert state_of(bank, answers).complete is is_complete


# Tables

RESULTS = asking(
    ask("evaluated", "bool"),
    ask("results", "table"),
    cell("metric", "select", 'options = ["f1", "bleu"]'),
    cell("score", "number", 'check = [{ that = "value <= 1", message = "At most 1." }]'),
    cell("gap", "text", 'when = "row.score < 0.8"'),
    cell("who", "text", 'when = "evaluated"'),
    ask("low", "text", 'when = "any(results.score < 0.5)"'),
    ask("good", "text", 'when = "all(results.score >= 0.5)"'),
    ask("gaps", "text", "when = \"any(results.gap == 'big')\""),
    ask("many", "text", 'when = "count(results) > 1"'),
    ask("empty", "text", 'when = "count(results) == 0"'),
)


@pytest.mark.parametrize(
    ("rows", "low", "good", "many", "empty"),
    [
        ([], "undecided", "undecided", "undecided", "undecided"),
        ([{"score": 0.4}], "relevant", "irrelevant", "irrelevant", "irrelevant"),
        ([{"score": 0.9}], "irrelevant", "relevant", "irrelevant", "irrelevant"),
        ([{"score": 0}], "relevant", "irrelevant", "irrelevant", "irrelevant"),
        ([{"metric": "f1"}], "irrelevant", "irrelevant", "irrelevant", "irrelevant"),
        ([{"score": 0.4}, {"metric": "f1"}], "relevant", "irrelevant", "relevant", "irrelevant"),
        ([{"score": 0.9}, {"metric": "f1"}], "irrelevant", "irrelevant", "relevant", "irrelevant"),
    ],
)
def test_conditions_on_cells(
    rows: list[dict[str, object]], low: str, good: str, many: str, empty: str
) -> None:
    """Rule 12: an empty cell is unknown and never open; no rows are no answer."""
    stored = tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    found = relevance_of(RESULTS, {"results": Answer(rows=stored, last_row=len(rows))})
    assert [found[n] for n in ("low", "good", "many", "empty")] == [low, good, many, empty]


@pytest.mark.parametrize(("type_", "value"), [("bool", False), ("integer", 0), ("number", 0.0)])
def test_a_table_of_no_or_zero_is_answered(type_: str, value: object) -> None:
    """A cell with `false` or 0 is not empty."""
    bank = asking(ask("rows", "table"), cell("n", type_))
    state = state_of(bank, {"rows": [{"n": value}]})
    assert state.settled == {"rows"}
    assert state.stored["rows"] == "answered"


def test_a_cell_is_set_aside_with_its_condition() -> None:
    """A cell whose condition is not true is out of logic; it stays in the card."""
    rows = [{"score": 0.9, "gap": "big"}]
    assert relevance_of(RESULTS, {"results": rows})["gaps"] == "irrelevant"
    rows = [{"score": 0.7, "gap": "big"}]
    assert relevance_of(RESULTS, {"results": rows})["gaps"] == "relevant"
    rows = [{"gap": "big"}]
    assert relevance_of(RESULTS, {"results": rows})["gaps"] == "irrelevant"


@pytest.mark.parametrize(
    ("cells", "evaluated", "columns"),
    [
        ({}, None, {"metric", "score"}),
        ({"score": 0.7}, None, {"metric", "score", "gap"}),
        ({"score": 0.9}, True, {"metric", "score", "who"}),
        ({"score": 0.7}, True, {"metric", "score", "gap", "who"}),
        ({"score": "low"}, False, {"metric", "score"}),
    ],
)
def test_the_columns_of_a_row(
    cells: dict[str, object], evaluated: bool | None, columns: set[str]
) -> None:
    """A column's condition sees the row and the questions outside."""
    state = state_of(RESULTS, {} if evaluated is None else {"evaluated": evaluated})
    assert Interview(RESULTS).relevant_columns(state, "results", cells) == columns


def test_findings_in_cells_name_row_and_column() -> None:
    """A cell that fails is found by the number of its row."""
    answer = Answer(rows=(Row(3, {"score": 0.9}), Row(7, {"score": 1.5})), last_row=7)
    (finding,) = state_of(RESULTS, {"results": answer}).findings
    assert (finding.question, finding.row, finding.column) == ("results", 7, "score")
    assert finding.message == "At most 1."


@pytest.mark.parametrize(
    ("cells", "message", "column"),
    [
        ({"metric": "f1", "score": "high"}, "expected a number", "score"),
        (
            {"metric": "acc", "score": 1.0},
            '"acc" is not an option; there are f1 and bleu',
            "metric",
        ),
        ({"metric": "f1", "speed": 3}, "there is no column `speed`", "speed"),
    ],
)
def test_cells_that_do_not_fit(cells: dict[str, object], message: str, column: str) -> None:
    """A misfitting cell is kept, found, and no value."""
    state = state_of(RESULTS, {"results": [cells]})
    assert [(f.message, f.column) for f in state.findings] == [(message, column)]
    assert "results" in state.settled


def test_a_set_aside_cell_has_no_findings() -> None:
    """What is out of checks is out of findings: the condition of the column is not true."""
    bank = asking(
        ask("evaluated", "bool"),
        ask("results", "table"),
        cell("metric", "text"),
        cell("score", "number", 'when = "evaluated"'),
    )
    answers = {"evaluated": False, "results": [{"metric": "f1", "score": "high"}]}
    assert state_of(bank, answers).findings == ()


# Where to go

WALK = asking(
    ask("a"),
    ask("b", "text", "required = true"),
    ask("remark", "note"),
    ask("c", "bool"),
    ask("d", "text", "required = true", 'when = "c"'),
    ask("e"),
)


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({}, "b"),
        ({"b": "x"}, "c"),
        ({"b": "x", "c": True}, "d"),
        ({"b": "x", "c": True, "d": "x"}, "e"),
        ({"b": "x", "c": True, "d": "x", "e": "x"}, "a"),
        ({"b": "x", "c": False}, "e"),
        ({"b": "x", "c": False, "e": "?"}, "a"),
        ({"a": "x", "b": "x", "c": False, "e": "?"}, None),
        ({"e": "x"}, "b"),
    ],
)
def test_resume(answers: dict[str, object], at: str | None) -> None:
    """The first open required one, else the next open after the last answered, else the first."""
    assert resume_at(WALK, state_of(WALK, answers)) == at


def test_walking() -> None:
    """Next and previous go by the order of the bank, also from a question that has gone."""
    state = state_of(WALK, {"c": False})
    names = asked_questions(WALK, state)
    assert names == ["a", "b", "remark", "c", "e"]
    assert open_questions(state) == ["a", "b", "e"]
    assert next_after(WALK, names, None) == "a"
    assert next_after(WALK, names, "c") == "e"
    assert next_after(WALK, names, "d") == "e"
    assert next_after(WALK, names, "e") is None
    assert last_before(WALK, names, "d") == "c"
    assert last_before(WALK, names, "a") is None
    assert last_before(WALK, names, None) == "e"


# Words

PIPED = asking(
    ask("name", "text", 'label = "Model name"'),
    ask("n", "integer", 'unit = "bits"'),
    ask("share", "number", 'unit = "%"'),
    ask("day", "date"),
    ask("yes", "bool"),
    ask("items", "list"),
    ask(
        "one", "select", 'options = ["Dark red", { id = "other", label = "Other", specify = true }]'
    ),
    ask(
        "several",
        "multiselect",
        'options = ["Dark red", { id = "other", label = "Other", specify = true }]',
    ),
)


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("{name}", {"name": "BERT"}, "BERT"),
        ("{name}", {}, "[Model name]"),
        ("{name}", {"name": " "}, "[Model name]"),
        ("{name}", {"name": "?"}, "[Model name]"),
        ("{name}", {"name": "-"}, "[Model name]"),
        ("{name}", {"name": 3}, "[Model name]"),
        ("{name}", {"name": "{n} {{ {0!r}"}, "{n} {{ {0!r}"),
        ("{{name}}", {"name": "BERT"}, "{name}"),
        ("{{{name}}}", {"name": "BERT"}, "{BERT}"),
        ("{n} of {name}", {"n": 8, "name": "BERT"}, "8 bits of BERT"),
        ("{n}", {"n": 66000000}, "66,000,000 bits"),
        ("{n}", {"n": 2026}, "2026 bits"),
        ("{share}", {"share": 97.0}, "97%"),
        ("{day}", {"day": date(2026, 1, 31)}, "2026-01-31"),
        ("{yes}", {"yes": False}, "No"),
        ("{items}", {"items": ["a", "b"]}, "a, b"),
        ("{one}", {"one": "dark_red"}, "Dark red"),
        ("{one}", {"one": Answer("other", specify={"other": "pink"})}, "Other: pink"),
        ("{several}", {"several": ["dark_red", "other"]}, "Dark red, Other"),
    ],
)
def test_piping(text: str, answers: dict[str, object], expected: str) -> None:
    """Labels joined by commas, numbers with their unit, and a label in brackets without a value."""
    assert piped(PIPED, card_of(answers), state_of(PIPED, answers), text) == expected


def test_a_text_without_braces_is_said_as_it_is() -> None:
    """There is nothing to look for."""
    assert piped(PIPED, card_of({}), state_of(PIPED, {}), "What is it?") == "What is it?"


def test_a_table_is_counted_in_words() -> None:
    """Its cells would not fit a line."""
    table = RESULTS.questions["results"]
    assert answer_words(table, Answer(rows=(Row(1),))) == "1 row"
    assert answer_words(table, Answer(rows=(Row(1), Row(2)))) == "2 rows"


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("name", Answer(status="unknown"), "Not known"),
        (
            "name",
            Answer("kept", status="not_applicable", reason=" No people. "),
            "Not applicable: No people.",
        ),
        ("n", Answer(8), "8 bits"),
        ("one", Answer("gone"), "gone"),
    ],
)
def test_an_answer_in_words(name: str, answer: Answer, expected: str) -> None:
    """One line for lists and outlines."""
    assert answer_words(PIPED.questions[name], answer) == expected


# Suggestions

SUGGESTING = asking(
    ask("dtype", "select", 'options = ["int8", "fp16"]'),
    ask("bits", "integer", "suggest = \"8 if dtype == 'int8' else None\""),
    ask("half", "integer", 'suggest = "bits / 2"'),
    ask("copy", "text", "suggest = \"'as ' if answered(dtype) else 'none'\""),
    ask(
        "picks",
        "multiselect",
        'options = ["a", { id = "none", exclusive = true }]',
        "suggest = \"['a']\"",
    ),
    ask(
        "both",
        "multiselect",
        'options = ["a", { id = "none", exclusive = true }]',
        "suggest = \"['a', 'none']\"",
    ),
    ask("day", "date", "suggest = \"'2026-01-31'\""),
)


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("dtype", {}, None),
        ("bits", {"dtype": "int8"}, 8),
        ("bits", {"dtype": "fp16"}, None),
        ("bits", {}, None),
        ("bits", {"dtype": "?"}, None),
        ("half", {}, None),
        ("half", {"bits": 7}, None),  # 3.5 is no whole number: a misfit is no suggestion
        ("copy", {}, "none"),
        ("copy", {"dtype": "int8"}, "as "),
        ("both", {}, None),  # an exclusive option with another is a misfit
        ("day", {}, date(2026, 1, 31)),
    ],
)
def test_suggestions(name: str, answers: dict[str, object], expected: object) -> None:
    """Rule 9: None, unknown and a misfit are no suggestion."""
    found = Interview(SUGGESTING).suggestion(state_of(SUGGESTING, answers), name)
    assert found == expected


def test_a_suggestion_is_never_stored() -> None:
    """A suggestion decides nothing until a person accepts it."""
    state = state_of(SUGGESTING, {"dtype": "int8"})
    assert "bits" in state.open
    assert Interview(SUGGESTING).suggestion(state, "half") is None


def test_a_suggested_selection_can_be_accepted() -> None:
    """What is suggested for several options is an answer as it would be given."""
    interview = Interview(SUGGESTING)
    suggested = interview.suggestion(state_of(SUGGESTING, {}), "picks")
    assert suggested is not None
    assert isinstance(suggested, tuple | list)
    state = state_of(SUGGESTING, {"picks": list(suggested)})
    assert "picks" in state.settled


# A session


def test_a_status_keeps_the_value_beside_it() -> None:
    """Saying "unknown" loses nothing: taking it back brings the value back."""
    session = new_session(asking(ask("a"), ask("b")), "card.toml")
    session.set_value("a", "BERT")
    session.set_status("a", "unknown", "Asked twice.")
    answer = session.card.answers["a"]
    assert (answer.value, answer.status, answer.reason) == ("BERT", "unknown", "Asked twice.")
    assert session.state.stored["a"] == "unknown"
    session.clear("a")
    assert session.card.answers["a"].value == "BERT"
    session.clear("a")
    assert "a" not in session.card.answers


def test_row_numbers_are_never_given_again() -> None:
    """Rows merge by number: `last_row` never decreases, however many rows go."""
    session = new_session(asking(ask("rows", "table"), cell("n")), "card.toml")
    session.set_rows("rows", (Row(1, {"n": 1}), Row(2, {"n": 2})))
    session.set_rows("rows", (Row(1, {"n": 1}),))
    assert session.card.answers["rows"].last_row == 2
    session.set_rows("rows", ())
    assert session.card.answers["rows"].last_row == 2
    session.clear("rows")
    assert session.card.answers["rows"].last_row == 2
    assert session.state.open == ("rows",)


def test_an_emptied_answer_is_gone() -> None:
    """An empty text takes the answer away; the texts of its options stay."""
    option = 'options = ["a", { id = "other", specify = true }]'
    session = new_session(asking(ask("a"), ask("b", "multiselect", option)), "card.toml")
    session.set_value("a", "x")
    session.set_value("a", "  ")
    assert "a" not in session.card.answers
    session.set_value("b", ["other"], {"other": "pink"})
    session.set_value("b", [])
    assert session.card.answers["b"].specify == {"other": "pink"}
    session.set_value("b", ["other"])
    assert session.state.findings == ()


def test_a_long_text_is_stored_with_one_final_newline() -> None:
    """LF, and exactly one newline at the end that is not part of the value."""
    session = new_session(asking(ask("a", "longtext"), ask("b", "code")), "card.toml")
    session.set_value("a", "one\r\ntwo\rthree")
    session.set_value("b", "x = 1\n")
    assert session.card.answers["a"].value == "one\ntwo\nthree\n"
    assert session.card.answers["b"].value == "x = 1\n\n"


def test_a_card_of_another_bank_is_refused(tmp_path: Path) -> None:
    """A session is of one bank."""
    from cardtui.errors import CardError
    from cardtui.interview.session import open_session

    path = tmp_path / "card.toml"
    path.write_text('format = 1\nid = "x"\nbank = { id = "other", version = "1.0.0" }\n')
    with pytest.raises(CardError) as raised:
        open_session(BRANCH, str(path))
    assert str(raised.value) == (
        f'{path}: this card answers the bank "other", not "example"; use --bank other'
    )


def test_a_long_answer_does_not_hide_the_question_that_names_it() -> None:
    """It is cut where it is read still; the card keeps it whole."""
    bank = bank_asking(ask("a"))
    answers: dict[str, object] = {"a": "word " * 1000}
    said = piped(bank, card_of(answers), state_of(bank, answers), "How fast is {a} here?")
    assert said.startswith("How fast is word word")
    assert said.endswith("word… here?")
    assert len(said) < 300
