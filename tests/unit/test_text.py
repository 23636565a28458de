"""Cleaning of hostile text, and plain words for lists, numbers and near misses."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.text.cells import steady
from cardtui.text.clean import joined, one_line, visible
from cardtui.text.log_lines import log_line
from cardtui.text.words import (
    count_of,
    cut,
    did_you_mean,
    join_words,
    nearest,
    number_text,
    with_unit,
)

CONTROLS = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
BIDIRECTIONAL = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
UNSAFE = [character for character in CONTROLS + BIDIRECTIONAL if character not in "\t\n"]


@pytest.mark.parametrize("character", UNSAFE, ids=lambda character: f"U+{ord(character):04X}")
def test_what_could_command_a_terminal_is_shown_as_an_escape(character: str) -> None:
    """C0 but tab and newline, DEL, C1 and the bidirectional controls."""
    code = ord(character)
    escape = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    assert visible(f"a{character}b") == f"a{escape}b"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "tab\tand\nnewline",
        "\u200e\u200f",  # LRM and RLM
        "\u200c\u200d",  # ZWNJ and ZWJ
        "שלום עולם",
        "中文 é 👩‍🔬",
        "\u00a0\u00ad\u2028\ufeff",
        "\\x1b",
        "[/red] [@click=app.quit] {markup}",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    """Marks that scripts need for their spelling are no danger."""
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]52;c;aGk=\x07", "\\x1b]52;c;aGk=\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("over\rwritten", "over\\x0dwritten"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\ud800", "\\ud800"),
    ],
)
def test_attacks(text: str, shown: str) -> None:
    """Colours, the clipboard, a line that is overwritten or turned around, half a character."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb", "a b"),
        ("a\r\nb", "a b"),
        ("a\rb", "a b"),
        ("a\tb", "a b"),
        ("a  \n  b", "a b"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a b c d e f"),
        ("a  b", "a  b"),
        ("\x1b[1m\n", "\\x1b[1m "),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    """Breaks and tabs become single spaces; spaces that a person typed stay."""
    assert one_line(text) == line


@given(st.text(st.characters()))
def test_nothing_unsafe_is_left(text: str) -> None:
    """Whatever comes in; cleaning again changes nothing."""
    shown = visible(text)
    assert not set(shown) & set(UNSAFE)
    assert all(unicodedata.category(character) != "Cs" for character in shown)
    assert visible(shown) == shown
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


# Words


@pytest.mark.parametrize(
    ("words", "last", "joined"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a and b"),
        (["a", "b", "c"], "and", "a, b and c"),
        (["a", "b", "c"], "or", "a, b or c"),
        (iter("ab"), "then", "a then b"),
    ],
)
def test_join_words(words: list[str], last: str, joined: str) -> None:
    """A list as a sentence has it."""
    assert join_words(words, last) == joined


@pytest.mark.parametrize(
    ("number", "noun", "plural", "said"),
    [
        (0, "row", "", "0 rows"),
        (1, "row", "", "1 row"),
        (2, "row", "", "2 rows"),
        (1, "entry", "entries", "1 entry"),
        (2, "entry", "entries", "2 entries"),
    ],
)
def test_count_of(number: int, noun: str, plural: str, said: str) -> None:
    """One is one, and zero is many."""
    assert count_of(number, noun, plural) == said


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-1, "-1"),
        (2026, "2026"),
        (9_999, "9999"),
        (10_000, "10,000"),
        (-66_000_000, "-66,000,000"),
        (90.0, "90"),
        (-0.0, "0"),
        (0.913, "0.913"),
        (0.1 + 0.2, "0.30000000000000004"),
        (12_345.5, "12345.5"),
        (66_000_000.0, "66,000,000"),
        (1e16, "1e+16"),
        (1e-7, "1e-07"),
        (10**30, f"{10**30:,}"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_number_text(number: float, text: str) -> None:
    """Large whole numbers are grouped, a year is not, and no digit is lost or made up."""
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (8, "bits", "8 bits"),
        (8, "", "8"),
        (97.5, "%", "97.5%"),
        (3, "‰", "3‰"),
        (20, "°", "20°"),
        (20, "°C", "20 °C"),
        (66_000_000, "parameters", "66,000,000 parameters"),
    ],
)
def test_with_unit(number: float, unit: str, text: str) -> None:
    """A unit stands apart, a percent sign does not."""
    assert with_unit(number, unit) == text


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("colr", ["color", "size"], "color"),
        ("COLOR", ["color", "size"], "color"),
        ("lisence", ["license", "size"], "license"),
        ("zzz", ["color", "size"], None),
        ("", ["color"], None),
        ("color", [], None),
    ],
)
def test_nearest(name: str, known: list[str], near: str | None) -> None:
    """A near miss is found whatever its case; a far one is not guessed."""
    assert nearest(name, known) == near
    assert did_you_mean(name, known) == (f"did you mean `{near}`?" if near else "")


@pytest.mark.parametrize(
    ("text", "steady_text"),
    [
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\U0001f469\U0001f467"),
        ("\u26a0\ufe0f warning", "\u26a0 warning"),
        ("\U0001f44d\U0001f3fd", "\U0001f44d"),
        ("שלום\u200e e\u0301 漢字", "שלום\u200e e\u0301 漢字"),
    ],
)
def test_what_joins_emoji_is_left_out_of_what_is_drawn(text: str, steady_text: str) -> None:
    """Each terminal would give another width to it; letters and their marks stay."""
    assert steady(text) == steady_text


def test_what_is_too_long_is_cut_with_a_sign() -> None:
    """The sign is within the length, and no blank stands before it."""
    assert cut("a word or two", 13) == "a word or two"
    assert cut("a word or two", 12) == "a word or t…"
    assert cut("a word or two", 8) == "a word…"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("  \t::set-output name=x::y", "  \t\\x3a:set-output name=x::y"),
        ("a ##[error]x", "a \\x23#[error]x"),
        ("##vso[task.x]y ##teamcity[z]", "\\x23#vso[task.x]y \\x23#teamcity[z]"),
        ("a::b", "a::b"),
        ("## heading", "## heading"),
        ("bank.toml:1: x", "bank.toml:1: x"),
    ],
)
def test_a_log_obeys_no_line(line: str, shown: str) -> None:
    """What CI services would take for a command begins with an escape; all else stays."""
    assert log_line(line) == shown


@given(st.text(alphabet=" a\n\r\t\u2028", max_size=12))
def test_each_break_and_the_spaces_around_it_are_one_space(text: str) -> None:
    """As the pattern says it, which takes too long for a long run of spaces."""
    assert joined(text) == re.sub(r"[ ]*(?:\r\n|[\n\r\t\u2028])[ ]*", " ", text)


def test_near_names_are_looked_for_at_the_beginning_of_long_ones() -> None:
    """What is compared takes time with the square of its length."""
    long = "a" * 100
    assert nearest(f"{long}{'b' * 5_000}", [f"{long}{'c' * 5_000}"]) == f"{long}{'c' * 5_000}"
