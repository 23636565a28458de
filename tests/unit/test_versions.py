"""Semantic versions and their ranges."""

from __future__ import annotations

import pytest

from cardtui.bank.versions import MAX_LENGTH, read_range, read_version

IN_ORDER = (
    *("0.9.10", "0.10.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta"),
    *("1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"),
)
"""Section 11 of https://semver.org, and numbers that are not texts."""


def holds(written: str, version: str) -> bool:
    read = read_version(version)
    assert read is not None
    return (read, False) in read_range(written)


def test_versions_are_in_the_order_of_semver() -> None:
    """Numbers by value, a pre-release before its release, numbers before words."""
    read = [version for text in IN_ORDER if (version := read_version(text)) is not None]
    assert len(read) == len(IN_ORDER)
    for place, version in enumerate(read):
        assert [other for other in read if other < version] == read[:place]


def test_what_stands_behind_a_plus_does_not_count() -> None:
    """As semver says."""
    assert read_version("1.0.0+linux.7") == read_version("1.0.0")


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.x", "١.0.0", " 1.0.0"]
)
def test_what_is_no_version(text: str) -> None:
    """Nothing is guessed."""
    assert read_version(text) is None


def test_a_version_of_many_digits_is_none() -> None:
    """No one makes us count them."""
    assert read_version(f"{'9' * MAX_LENGTH}.0.0") is None


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("<2", ["0.1.0", "1.99.0", "2.0.0-rc.1"], ["2.0.0", "2.0.1"]),
        ("<1.4", ["1.3.9"], ["1.4.0"]),
        (">=1,<2", ["1.0.0", "1.9.9", "2.0.0-a"], ["0.9.9", "1.0.0-rc.1", "2.0.0"]),
        (">= 1.2.3 , < 1.3", ["1.2.3", "1.2.99"], ["1.2.2", "1.3.0"]),
        ("==1.4.0", ["1.4.0", "1.4.0+b"], ["1.4.1", "1.4.0-rc.1"]),
        ("<=1.4.0", ["1.4.0", "1.3.0"], ["1.4.1"]),
        (">1.4.0,<2", ["1.4.1"], ["1.4.0", "2.0.0"]),
        (">1.4.0,>=1.2,<2,<1.9", ["1.4.1"], ["1.4.0", "1.3.0", "1.9.0"]),
    ],
)
def test_a_range_holds(written: str, inside: list[str], outside: list[str]) -> None:
    """All its comparisons together."""
    assert [version for version in inside if not holds(written, version)] == []
    assert [version for version in outside if holds(written, version)] == []


def test_a_range_may_be_empty_or_open() -> None:
    """The rules of a bank look at both."""
    assert read_range(">=2,<1").is_empty
    assert read_range(">1.0.0,<=1.0.0").is_empty
    assert not read_range(">=1.0.0,<=1.0.0").is_empty
    assert read_range(">=1").end is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "a comparison is missing: write <, <=, >, >= or == and a version"),
        ("2", '"2" is not a comparison: write <, <=, >, >= or == and a version'),
        ("=1.0.0", '"=1.0.0" is not a comparison: write <, <=, >, >= or == and a version'),
        ("~=1.4", '"~=1.4" is not a comparison: write <, <=, >, >= or == and a version'),
        ("<2,", "a comparison is missing: write <, <=, >, >= or == and a version"),
        ("<two", '"two" is not a version: expected a version such as 1.0.0'),
        ("<2.0.0.0", '"2.0.0.0" is not a version: expected a version such as 1.0.0'),
        ("==1.4", "`==` needs a whole version: write ==1.4.0"),
        (">1", "`>` needs a whole version: write >1.0.0"),
        (f"<{'9' * MAX_LENGTH}", "it is too long to be one"),
        ("<=2", "`<=` needs a whole version: write <=2.0.0"),
    ],
)
def test_what_is_no_range_is_told(written: str, said: str) -> None:
    """In words for the bank's author."""
    with pytest.raises(ValueError) as raised:
        read_range(written)
    assert str(raised.value) == said
