"""Changing `cardtui.toml` leaves the rest of it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.errors import CardtuiError
from cardtui.sharing.project import Source
from cardtui.sharing.project_edit import add_source, remove_source, set_rev

NEW = Source("https://example.org/a", 0, "v1", "vision")
TABLE = '[[bank]]\nsource = "https://example.org/a"\nrev = "v1"\npath = "vision"\n'
COMMENTED = """\
# Ours.

[[bank]]  # the first
source = "a" # why
# in between

[[bank]]
source="b"
"""


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "cardtui.toml"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, f"# The banks of this project: cardtui bank list\n\n{TABLE}"),
        ("", TABLE),
        ("# ours", f"# ours\n\n{TABLE}"),
        (COMMENTED, f"{COMMENTED}\n{TABLE}"),
        ('[[bank]]\nsource = "a"', f'[[bank]]\nsource = "a"\n\n{TABLE}'),
        ("# ours\nbank = []\n", f"# ours\n\n{TABLE}"),
        (
            'bank = [{source = "a"}]  # one\n',
            'bank = [{source = "a"}, {source = "https://example.org/a", rev = "v1", path = "vision"}]  # one\n',
        ),
        ('[[bank]]\r\nsource = "a"\r\n', f'[[bank]]\nsource = "a"\n\n{TABLE}'.replace("\n", "\r\n")),
    ],
)  # fmt: skip
def test_a_bank_is_added_at_the_end(path: Path, before: str | None, after: str) -> None:
    """Comments, order and line ends stay, whichever way the banks are written."""
    if before is not None:
        path.write_bytes(before.encode())
    add_source(path, NEW)
    assert path.read_bytes().decode() == after


def test_a_bank_is_taken_out(path: Path) -> None:
    """With what was written into it; the rest stays."""
    path.write_text(COMMENTED)
    remove_source(path, Source("a"))
    assert path.read_text() == '# Ours.\n\n[[bank]]\nsource="b"\n'
    remove_source(path, Source("b"))
    assert path.read_text() == "# Ours.\n"


def test_the_rev_of_a_bank_is_changed(path: Path) -> None:
    """Of the one with this path, and nothing else."""
    text = f"{TABLE}\n{TABLE.replace('vision', 'sound')}# end\n"
    path.write_text(text)
    set_rev(path, NEW, "v2")
    assert path.read_text() == text.replace("v1", "v2", 1)


@pytest.mark.parametrize("text", ["bank = 1\n", "[bank]\nsource = 'a'\n", "x = \n", "bank = [1]\n"])
def test_a_file_with_a_slip_is_left_as_it_is(path: Path, text: str) -> None:
    """The slip is told."""
    path.write_text(text)
    with pytest.raises(CardtuiError):
        add_source(path, NEW)
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[bank]]\nsource = "a"\nrve = "v1"\n', ":3: `[[bank]]` has no key `rve`; did you mean `rev`?"),
        ('[[bank]]\nsource = "a"\nrev = 1\n', ":3: `rev` is not a text; put it in quotes"),
        ('# ours\n[[banks]]\nsource = "a"\n', ":2: a project has no key `banks`; did you mean `bank`?"),
        ('x = 1\n[[bank]]\nsource = "a"\n', ":1: a project has no key `x`; there is `[[bank]]` alone"),
        ('[[bank]]\nsorce = "a"\n', ":2: `[[bank]]` has no key `sorce`; did you mean `source`?"),
        ('[bank]\nsource = "a"\n[[bank]]\n', ":1:1: `[bank]` is one table, and there are several; write `[[bank]]`"),
        ('[[bank]]\nrev = "a"\n', ":1: `[[bank]]` needs a `source`"),
    ],
)  # fmt: skip
def test_slips_in_a_project_are_told_with_their_line(path: Path, text: str, said: str) -> None:
    """And with what was meant."""
    from cardtui.sharing.project import find_project

    path.write_text(text)
    with pytest.raises(CardtuiError) as error:
        find_project(path.parent)
    assert said in str(error.value)
