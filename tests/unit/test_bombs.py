"""Files made to keep a parser busy: twice the size is twice the time, and never four times.

Each is read in two sizes, the larger eight times the smaller. What grows with the square of the
size would take 64 times as long; 30 is far from both, so that a busy machine fails nothing.
"""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from cardtui.bank.load import load_bank
from cardtui.card.file import read_card
from cardtui.errors import CardtuiError
from cardtui.files.reading import MAX_BYTES

_SMALL, _TIMES = 15, 8
_MOST_TIMES_AS_LONG = 30
_NOISE = 0.002
"""Seconds that are added to both: what is told at once is not compared."""

HEAD = 'format = 1\nid = "x"\nversion = "1.0.0"\ntitle = "x"\n'
SECTION = '[[section]]\nid = "s"\ntitle = "S"\n'
CARD = 'format = 1\nid = "x"\nbank = { id = "kaggle-model-card", version = "1.0.0" }\n'


def question(name: str, kind: str = "text", more: str = "") -> str:
    """A question with more keys."""
    return f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "?"\n{more}\n'


def each(size: int, text: Callable[[int], str]) -> str:
    """A text for each number."""
    return "".join(map(text, range(size)))


BANKS: dict[str, Callable[[int], str]] = {
    "tables": lambda n: HEAD + each(10 * n, lambda i: f"[t{i}]\n"),
    "lists of tables": lambda n: HEAD + "[[x]]\n" * 20 * n,
    "tables in lists of tables": lambda n: HEAD + "[[a]]\n" + "[[a.b]]\n[a.b.c]\n" * 10 * n,
    "tables before their parents": lambda n: (
        HEAD + each(5 * n, lambda i: f"[a.a{i}.b.c]\n[a.a{i}.b]\n")
    ),
    "dotted keys": lambda n: HEAD + each(10 * n, lambda i: f"a.b.c.d.e.f.g.h{i} = 1\n"),
    "dotted keys in a table": lambda n: (
        HEAD + "x = {" + each(10 * n, lambda i: f"a.b.c.d.e.f.g{i}=1,").rstrip(",") + "}\n"
    ),
    "lists in lists": lambda n: HEAD + "x = [" + "[[[[[[[[]]]]]]]]," * 20 * n + "]\n",
    "a key that never ends": lambda n: HEAD + "a." * 500 * n,
    "quotes": lambda n: HEAD + 'x = """' + '""\\\n' * 300 * n,
    "a text that never ends": lambda n: HEAD + 'x = "' + "\\\\" * 500 * n,
    "blank lines": lambda n: HEAD + "\n" * 500 * n,
    "unknown keys": lambda n: HEAD + SECTION + each(10 * n, lambda i: f"a{i} = 1\n"),
    "sections of one id": lambda n: HEAD + (SECTION + question("q")) * 5 * n,
    "levels": lambda n: (
        HEAD
        + each(5 * n, lambda i: f'[[section]]\nid = "s{i}"\ntitle = "x"\nlevel = {i % 6 + 1}\n')
        + question("q")
    ),
    "questions of one id": lambda n: HEAD + SECTION + question("q") * 5 * n,
    "questions": lambda n: HEAD + SECTION + each(5 * n, lambda i: question(f"q{i}")),
    "wrong types": lambda n: HEAD + SECTION + each(5 * n, lambda i: question(f"q{i}", "txt")),
    "a chain": lambda n: (
        HEAD
        + SECTION
        + question("q0", "bool")
        + each(5 * n, lambda i: question(f"q{i + 1}", "bool", f'when = "q{i}"'))
    ),
    "a chain from behind": lambda n: (
        HEAD
        + SECTION
        + each(5 * n, lambda i: question(f"q{i}", "bool", f'when = "q{i + 1}"'))
        + question(f"q{5 * n}", "bool")
    ),
    "a ring": lambda n: (
        HEAD
        + SECTION
        + each(5 * n, lambda i: question(f"q{i}", "bool", f'when = "q{(i + 1) % (5 * n)}"'))
    ),
    "options": lambda n: (
        HEAD
        + SECTION
        + question("q", "select", "options = [" + each(20 * n, lambda i: f'"o{i}", ') + "]")
    ),
    "options of one id": lambda n: (
        HEAD + SECTION + question("q", "select", "options = [" + '"o", ' * 20 * n + "]")
    ),
    "checks": lambda n: (
        HEAD
        + SECTION
        + question(
            "q", "text", "check = [" + '{ that = "value == \'a\'", message = "x" }, ' * 5 * n + "]"
        )
    ),
    "braces": lambda n: HEAD + SECTION + question("q", "text", f'help = "{"{q} " * 100 * n}"'),
    "a long condition": lambda n: (
        HEAD + SECTION + question("q", "text", f'when = "{"(" * 500 * n}"')
    ),
    "tests": lambda n: (
        HEAD + SECTION + question("q") + '[[test]]\nname = "x"\nasks = ["q"]\n' * 10 * n
    ),
    "migrations": lambda n: (
        HEAD + SECTION + question("q") + '[[migration]]\nfrom = "<2"\nretire = ["a"]\n' * 10 * n
    ),
}
CARDS: dict[str, Callable[[int], str]] = {
    "rows": lambda n: (
        CARD
        + "[answers.r]\n"
        + each(20 * n, lambda i: f"[[answers.r.rows]]\n_row = {i + 1}\na = 1\n")
    ),
    "answers": lambda n: CARD + each(20 * n, lambda i: f"[answers.a{i}]\nvalue = 1\n"),
    "answers that are none": lambda n: (
        CARD + each(20 * n, lambda i: f"[answers.a{i}]\n") + "[answers.x]\nstatus = 1\n"
    ),
    "a list": lambda n: CARD + "[answers.x]\nvalue = [" + '"a", ' * 200 * n + "]\n",
    "a status": lambda n: CARD + f'[answers.x]\nstatus = "{"x" * 500 * n}"\n',
    "marks of a merge": lambda n: CARD + "<<<<<<< a\n=======\n>>>>>>> b\n" * 20 * n,
    "marks that never close": lambda n: CARD + "<<<<<<< a\n" * 50 * n,
}


def seconds(read: Callable[[Path], object], path: Path) -> float:
    """The best of three: what else the machine does is not counted."""
    best = float("inf")
    for _ in range(3):
        gc.collect()
        started = time.process_time()
        with contextlib.suppress(CardtuiError):
            read(path)
        best = min(best, time.process_time() - started)
    return best


_SAMPLE = {"dotted keys in a table", "quotes", "a ring", "rows", "marks that never close"}


def _bombs() -> Iterator[ParameterSet]:
    for kind, read, texts in (("bank", load_bank, BANKS), ("card", read_card, CARDS)):
        for name, text in texts.items():
            marks = [] if name in _SAMPLE else [pytest.mark.thorough]
            yield pytest.param(read, text, marks=marks, id=f"{kind}: {name}")


@pytest.mark.parametrize(("read", "text"), list(_bombs()))
def test_time_grows_as_the_file_does(
    read: Callable[[Path], object], text: Callable[[int], str], tmp_path: Path
) -> None:
    """Linear, for whatever a stranger repeats."""
    times = []
    for size in (_SMALL, _SMALL * _TIMES):
        path = tmp_path / f"{size}.toml"
        path.write_text(text(size), encoding="utf-8")
        times.append(seconds(read, path) + _NOISE)
    assert times[1] < _MOST_TIMES_AS_LONG * times[0]


@pytest.mark.parametrize("read", [load_bank, read_card])
def test_a_file_that_is_too_large_is_not_read(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    """It takes room on the disk alone."""
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 1_000)
    with pytest.raises(CardtuiError, match="larger than 16 MiB"):
        read(path)
