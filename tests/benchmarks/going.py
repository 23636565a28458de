"""What the outline and the search cost in banks of 1,000 and 10,000 questions.

    python tests/benchmarks/going.py [-n RUNS]

Each measurement and its baseline run in turn (A B A B ...), so that a machine whose speed drifts
changes both; the ratio is the median over the pairs, and 1 is returned where one passes its limit.
The milliseconds beside it are the best that this machine gave. The baselines:

- the outline: going through all questions once, and looking two things up of each;
- the search: looking for a word that is nowhere in all texts and answers.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from textual.geometry import Region

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.widgets.outline import Outline
from cardtui.bank.bank import Bank
from cardtui.card.file import unsaved_card
from cardtui.card.model import Answer
from cardtui.interview.search import Search
from cardtui.interview.session import Session
from cardtui.interview.state import Relevance
from cardtui.sharing.opening import Opened
from support.banks import HEADER, bank_of, card_of

Seconds = float
_OF_A_SECTION = 50
_HELP = "What a reader needs to know before they rely on the model, in a few plain words. "
_STORY = "It was trained on text that people had written, and it repeats what they wrote. "


@dataclass(frozen=True)
class Benchmark:
    """Something that is timed against a baseline."""

    name: str
    timed: Callable[[], Seconds]
    baseline: Callable[[], Seconds]
    limit: float
    """The most that the ratio may be."""
    most: float = float("inf")
    """The most milliseconds."""


def bank_with(questions: int) -> Bank:
    """A bank of long texts, each with a help of four sentences."""
    lines = [HEADER]
    for place in range(questions):
        section, inside = divmod(place, _OF_A_SECTION)
        if inside == 0:
            level = 1 if section % 5 == 0 else 2
            lines.append(
                f'[[section]]\nid = "s{section}"\ntitle = "Part {section}"\nlevel = {level}'
            )
        lines.append(
            f'[[section.question]]\nid = "q{place}"\ntype = "longtext"\n'
            f'ask = "What is said of item {place}?"\nlabel = "Item number {place}"\n'
            f'help = "{_HELP * 4}"'
        )
    return bank_of("\n".join(lines))


def session_with(bank: Bank) -> Session:
    """A card with two thousand characters for every question but the last."""
    stored: dict[str, object] = dict.fromkeys(bank.questions, _STORY * 25)
    stored.pop(next(reversed(bank.questions)))
    return Session(bank, unsaved_card("card.toml", card_of(stored)))


# The outline


@asynccontextmanager
async def open_outline(session: Session) -> AsyncIterator[Outline]:
    """The outline of a session on a screen of 120x40, all its sections open."""
    app = CardtuiApp(Opened(session.path, session), at="q0")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "plus", "escape")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        yield app.screen.query_one(Outline)


def drawing(session: Session, outline: Outline) -> Benchmark:
    """One answer comes or goes, and what it changes in the outline is drawn."""
    names = [question.id for question in session.bank]
    relevance, settled = session.state.relevance, session.state.settled
    with_it = session.state
    session.clear("q0")
    states = cycle((session.state, with_it))
    region = Region(0, 0, *outline.size)

    def draw() -> None:
        session.state = next(states)
        outline.show(session, "q0")
        outline.render_lines(region)

    def loop() -> int:
        return sum(relevance[name] is Relevance.RELEVANT and name in settled for name in names)

    name = f"{len(names):,} questions, all open: the outline after an answer"
    most = 5 if len(names) <= 1_000 else float("inf")
    return Benchmark(name, partial(seconds_of, draw), partial(seconds_of, loop), 20, most)


# The search


def searches(session: Session) -> Iterator[Benchmark]:
    """Words that stand in all questions, in one, and in none."""
    bank, card = session.bank, session.card
    texts = [
        "\n".join((question.name, question.ask, question.help, _value(card.answer(question.id))))
        for question in bank
    ]
    search = Search(bank)
    count = f"{len(texts):,} questions"

    def loop(word: str) -> list[str]:
        return [text for text in texts if word in text]

    def reading() -> None:
        Search(bank)

    def first() -> None:
        Search(bank).find(card, session.state, "zebra")

    def slowest_key(word: str) -> Seconds:
        """Of those that type a word behind another one."""
        search.find(card, session.state, "?")
        typed = (word[:end] for end in range(1, len(word) + 1))
        return max(seconds_of(partial(search.find, card, session.state, each)) for each in typed)

    bare = partial(seconds_of, partial(loop, "?!"))
    yield Benchmark(
        f"{count}: reading all the texts of the bank", partial(seconds_of, reading), bare, 8
    )
    yield Benchmark(
        f"{count}: the first search, through all answers", partial(seconds_of, first), bare, 20
    )
    for looked_for in ("item number", f"number {len(texts) - 1}", "trained on text", "zebra"):
        yield Benchmark(
            f"{count}: typing {looked_for!r}, the slowest key",
            partial(slowest_key, looked_for),
            bare,
            10,
        )


def _value(answer: Answer | None) -> str:
    return str(answer.value) if answer is not None else ""


# Measuring


def seconds_of(run: Callable[[], object]) -> Seconds:
    """The processor's time for one run."""
    start = process_time()
    run()
    return process_time() - start


def is_within_limit(benchmark: Benchmark, runs: int) -> bool:
    """Time one benchmark, print its line, and say whether it is within its limits."""
    benchmark.timed()
    pairs = [(benchmark.timed(), benchmark.baseline()) for _ in range(runs)]
    ratio = statistics.median(timed / baseline for timed, baseline in pairs)
    best = min(timed for timed, _ in pairs) * 1000
    shown = f"{best:8.2f} ms  ratio {ratio:5.1f} (limit {benchmark.limit:g})"
    print(f"{shown}  {benchmark.name}", flush=True)
    return ratio <= benchmark.limit and best <= benchmark.most


async def results(runs: int) -> list[bool]:
    """Whether each is within its limits."""
    found = []
    for questions in (1_000, 10_000):
        bank = bank_with(questions)
        session = session_with(bank)
        found += [is_within_limit(each, runs) for each in searches(session)]
        async with open_outline(session) as outline:
            found.append(is_within_limit(drawing(session, outline), runs))
    return found


def main() -> int:
    """Print all of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--runs", type=int, default=15, help="pairs of runs (15)")
    return 0 if all(asyncio.run(results(parser.parse_args().runs))) else 1


if __name__ == "__main__":
    sys.exit(main())
