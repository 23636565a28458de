"""How fast conditions are evaluated, and what an answer costs in a bank of 10,000 questions.

    python tests/benchmarks/conditions.py [-n RUNS] [-q QUESTIONS]

Each measurement and its baseline run in turn (A B A B ...), so that a machine whose speed drifts
changes both; the ratio is the median over the pairs, and 1 is returned where one passes its limit.
The rates and milliseconds beside it are the best that this machine gave. The baselines:

- a condition: a Python function that looks one answer up and compares it;
- a state: copying one fact for each question, with a comprehension;
- loading: parsing the same TOML.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from time import process_time

import tomli

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.card.file import unsaved_card
from cardtui.condition.condition import read_condition
from cardtui.condition.facts import EMPTY_ROW, Blank, Fact, Row
from cardtui.condition.kinds import Bool, Number, Option, Options, Scope, Table
from cardtui.condition.leaves import Outcomes
from cardtui.interview.interview import Interview
from cardtui.interview.session import Session
from support.banks import answer_of, bank_of, card_of
from support.large_banks import SHAPES, answers, first_question

Seconds = float
_EVALUATIONS = 20_000
_WANTED_PER_SECOND = 500_000
_FRAME = 16
"""Milliseconds."""

SCOPE = Scope(
    {
        "flag": Bool(),
        "other": Bool(),
        "bits": Number(whole=True),
        "color": Option(("red", "green")),
        "picks": Options(("fast", "small", "none"), frozenset({"none"})),
        "results": Table({"value": Number()}),
    }
)
FACTS: dict[str, Fact] = {
    "flag": True,
    "other": True,
    "bits": 8,
    "color": "red",
    "picks": ("fast", "small"),
    "results": ({"value": 0.9}, {"value": 0.4}),
}
OPEN_FACTS: dict[str, Fact] = dict.fromkeys(FACTS, Blank.OPEN)
CONDITIONS = (
    ("flag", FACTS),
    ("color == 'red'", FACTS),
    ("flag and other", FACTS),
    ("color == 'red' and bits > 4", FACTS),
    ("'small' in picks", FACTS),
    ("1 <= bits <= 16", FACTS),
    ("answered(bits) and not unknown(flag)", FACTS),
    ("any(results.value < 0.5)", FACTS),
    ("color == 'red'", OPEN_FACTS),
    ("flag and other", OPEN_FACTS),
)


@dataclass(frozen=True)
class Benchmark:
    """Something that is timed against a baseline."""

    name: str
    timed: Callable[[], object]
    baseline: Callable[[], object]
    limit: float
    """The most that the ratio may be."""
    evaluations: int = 0
    """How many conditions are evaluated, where that is what is measured."""


def of_conditions() -> Iterator[Benchmark]:
    """One compiled condition, evaluated over and over."""

    def by_hand(facts: Mapping[str, Fact], row: Row) -> int:
        return 1 if facts["color"] == "red" else 2

    for source, facts in CONDITIONS:
        outcomes = read_condition(source, SCOPE).outcomes
        yield Benchmark(
            source if facts is FACTS else f"{source}, nothing answered",
            partial(_evaluate, outcomes, facts),
            partial(_evaluate, by_hand, FACTS),
            30,
            _EVALUATIONS,
        )


def _evaluate(outcomes: Outcomes, facts: Mapping[str, Fact]) -> None:
    for _ in range(_EVALUATIONS):
        outcomes(facts, EMPTY_ROW)


def of_states(questions: int) -> Iterator[Benchmark]:
    """Each shape of bank: one changed answer, then everything anew."""
    for shape, make in SHAPES.items():
        interview = Interview(bank_of(make(questions)))
        bank = interview.bank
        first, last = first_question(), list(bank.questions)[-2]
        full = card_of(answers({question.id: question.type for question in bank}))
        less = full.with_answer(first, answer_of(value=False))
        before, without = interview.state(full), interview.state(less)
        copied = partial(_copied, before.facts)
        reached = sum(before.relevance[n] is not without.relevance[n] for n in bank.questions)
        limit = 10 if reached < questions / 10 else 80
        after = interview.state_after
        yield Benchmark(
            f"{shape}: an answer changes, and {reached:,} questions leave",
            partial(after, before, less, (first,)),
            copied,
            limit,
        )
        yield Benchmark(
            f"{shape}: it changes back, and they return",
            partial(after, without, full, (first,)),
            copied,
            limit,
        )
        gone = full.with_answer(last, None)
        yield Benchmark(
            f"{shape}: an answer goes that nothing hangs on",
            partial(after, before, gone, (last,)),
            copied,
            10,
        )
        yield Benchmark(f"{shape}: everything anew", partial(interview.state, full), copied, 150)


def of_sessions(questions: int) -> Iterator[Benchmark]:
    """All that happens in memory when a person answers: card, fingerprint and state."""
    bank = bank_of(SHAPES["branching"](questions))
    card = card_of(answers({question.id: question.type for question in bank}))
    session = Session(bank, unsaved_card("card.toml", card))
    values = cycle((False, True))
    yield Benchmark(
        "branching: a session takes an answer",
        lambda: session.set_value(first_question(), next(values)),
        partial(_copied, session.state.facts),
        12,
    )


def _copied(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {name: facts[name] for name in facts}


def of_loading(questions: int) -> Iterator[Benchmark]:
    """A whole bank file, to parsing its TOML alone."""
    text = SHAPES["branching"](questions)
    yield Benchmark(
        f"loading a bank of {questions:,} questions",
        partial(bank_of, text),
        partial(tomli.loads, text),
        25,
    )


def seconds_of(run: Callable[[], object]) -> Seconds:
    """The processor's time for one run, without clearing away what others left."""
    gc.collect()
    start = process_time()
    run()
    return process_time() - start


def is_within_limit(benchmark: Benchmark, runs: int) -> bool:
    """Time one benchmark, print its line, and say whether the ratio is within the limit."""
    pairs = [(seconds_of(benchmark.timed), seconds_of(benchmark.baseline)) for _ in range(runs)]
    ratio = statistics.median(timed / baseline for timed, baseline in pairs)
    best = min(timed for timed, _ in pairs)
    if benchmark.evaluations:
        rate = benchmark.evaluations / best
        shown = f"{rate:>9,.0f}/s {'>=' if rate >= _WANTED_PER_SECOND else '<'} 500,000"
    else:
        shown = f"{best * 1000:>9.2f} ms {'<=' if best * 1000 <= _FRAME else '>'} a frame"
    print(f"{shown}  ratio {ratio:6.1f} (limit {benchmark.limit:g})  {benchmark.name}", flush=True)
    return ratio <= benchmark.limit


def main() -> int:
    """Print all of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--runs", type=int, default=9, help="pairs of runs (9)")
    parser.add_argument("-q", "--questions", type=int, default=10_000, help="in a bank (10000)")
    given = parser.parse_args()
    results = [is_within_limit(each, given.runs) for each in of_conditions()]
    results += [is_within_limit(each, given.runs) for each in of_states(given.questions)]
    results += [is_within_limit(each, given.runs) for each in of_sessions(given.questions)]
    results += [is_within_limit(each, min(given.runs, 3)) for each in of_loading(given.questions)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
