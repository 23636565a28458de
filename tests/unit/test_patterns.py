"""No regular expression of the package takes time with the square of a text.

Each is tried on runs of what files are full of, n and 4n characters long. A pattern that begins
anew at each of them takes 16 times as long for the longer one, and an honest one 4 times.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

import cardtui
from cardtui.bank.text_formats import FORMATS, URL
from cardtui.condition.parse import MAX_CHARACTERS

_LENGTH, _TIMES = 3_000, 4
_MOST_TIMES_AS_LONG = 8
_AT_ONCE = 0.015
"""Seconds that are not worth a second look."""
_SIGNS = " \n\t#[](){}<>\"'\\`*_~|&!=:;,./-+?@%a1é"
_RUNS = (
    *_SIGNS,
    *(
        r"\"",
        r"\'",
        '"""\\',
        "'''\"",
        "#\n",
        " #\n",
        "\n ",
        "a ",
        "a,",
        "a.",
        "1,",
        "1.",
        "- ",
        "]~",
    ),
    *(f"{sign}a" for sign in "[<{&(\\_*"),
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_SEARCHES = frozenset({"search", "sub", "subn", "findall", "finditer", "split"})
Tried = Callable[[str], object]


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(cardtui.__path__, "cardtui."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _patterns() -> Iterator[tuple[ModuleType, str, re.Pattern[str]]]:
    for module in _modules():
        for name, value in vars(module).items():
            held = value.values() if isinstance(value, dict) else [value]
            if isinstance(value, tuple | list):
                held = value
            for each in held:
                if isinstance(each, re.Pattern):
                    yield module, name, each


def _uses(module: ModuleType, name: str) -> set[str]:
    """The methods that a module calls on a pattern; one that it passes on may be searched with."""
    tree = ast.parse(inspect.getsource(module))
    own = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    methods = {
        node.attr for node in own if isinstance(node.value, ast.Name) and node.value.id == name
    }
    direct = sum(isinstance(node.value, ast.Name) and node.value.id == name for node in own)
    loaded = sum(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        for node in ast.walk(tree)
    )
    return methods if direct == loaded and loaded else methods | {"search"}


def _tries() -> Iterator[tuple[str, str, Tried, int]]:
    """A name, the source of a pattern, how it is used, and how long the texts are that it gets."""
    for module, name, pattern in _patterns():
        is_of_conditions = module.__name__.startswith("cardtui.condition.")
        length = MAX_CHARACTERS // _TIMES if is_of_conditions else _LENGTH
        uses = _uses(module, name)
        where = f"{module.__name__}.{name}"
        if uses & _SEARCHES:
            yield f"{where}, searched", pattern.pattern, _finding(pattern), length
        for use in sorted(uses & {"match", "fullmatch"}):
            yield f"{where}.{use}", pattern.pattern, getattr(pattern, use), length
    for name, kind in (*FORMATS.items(), ("url", URL)):
        yield f"the format {name}", kind.pattern, kind.fits, _LENGTH


def _finding(pattern: re.Pattern[str]) -> Tried:
    def find_all(text: str) -> None:
        for _ in pattern.finditer(text):
            pass

    return find_all


def _texts(source: str, length: int) -> Iterator[tuple[str, str]]:
    """Runs of signs, and of the words that a pattern looks for, in the two lengths."""
    words = _WORD.findall(source)
    runs = [*_RUNS, *(f"{before}{word} " for word in words for before in ("", "["))]
    for run in runs:
        for before, after in (("", "\0"), ("a", "b"), (run[-1], run[0]), ('"', "\0")):
            small, large = (
                before + run * (size // len(run)) + after for size in (length, length * _TIMES)
            )
            yield small, large


def _seconds(tried: Tried, text: str) -> float:
    begun = time.process_time()
    tried(text)
    return time.process_time() - begun


def _is_slow(tried: Tried, small: str, large: str) -> bool:
    """Whether the time grows faster than the text; a busy machine is given six tries."""
    for _ in range(6):
        long = _seconds(tried, large)
        if long < _AT_ONCE or long <= _MOST_TIMES_AS_LONG * _seconds(tried, small):
            return False
    return True


def _slow_runs(source: str, tried: Tried, length: int) -> Iterator[str]:
    for small, large in _texts(source, length):
        if _is_slow(tried, small, large):
            yield small[:20]


_TRIES = list(_tries())


def test_the_patterns_are_found() -> None:
    """The walk finds those that are known to be there."""
    names = " ".join(name for name, *_ in _TRIES)
    for known in ("clean._UNSAFE", "review._PLACEHOLDER", "spans._TOKEN", "escape._ANYWHERE"):
        assert f"cardtui.{known}" in names or f".{known}" in names


@pytest.mark.parametrize("source", [r"[ ]*\n[ ]*", r"(?:^#[^\n]*\n)+\Z", r"\[insert [^\]\n]*\]"])
def test_a_pattern_that_begins_anew_at_each_place_is_found(source: str) -> None:
    """Those of the past, tried as the others are."""
    tried = _finding(re.compile(source, re.MULTILINE))
    assert next(_slow_runs(source, tried, _LENGTH), None) is not None


@pytest.mark.parametrize(("name", "source", "tried", "length"), _TRIES, ids=[x[0] for x in _TRIES])
def test_time_grows_as_the_text_does(name: str, source: str, tried: Tried, length: int) -> None:
    """Four times the text is about four times the time."""
    assert list(_slow_runs(source, tried, length)) == [], name
