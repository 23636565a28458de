"""How fast many cards are checked, as a ratio to parsing them with `tomllib` in the same run.

    python tests/benchmarks/checking.py [-n CARDS]

The cards have 45 answers to the default bank each. Both sides run in this process, after each other
and in turn; what counts is the median ratio. Exits 1 where it passes the limit.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
import tomllib
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

import cardtui
from cardtui.cli.check import command
from support.distilbert import distilbert_session

LIMIT = 3
ANSWERS = 45
ROUNDS = 5
WITH_FINDING = 4
"""One card in so many has something to mend, which must be looked for in its file."""


def write_cards(folder: Path, cards: int) -> list[Path]:
    """Cards that answer 45 questions of the default bank, each with another id, some with a finding."""
    session = distilbert_session(folder / "model")
    bank = session.bank
    for name, question in bank.questions.items():
        if len(session.card.answers) >= ANSWERS:
            break
        if session.state.is_relevant(name) and name not in session.card.answers:
            if question.type in {"text", "longtext"}:
                session.set_value(name, "Trained on English text, as its paper says. " * 4)
            elif "unknown" in question.allow:
                session.set_status(name, "unknown", "Nobody wrote it down.")
    session.save()
    text = Path(session.path).read_text(encoding="utf-8")
    paths = [folder / f"card-{number}.toml" for number in range(cards)]
    for number, path in enumerate(paths):
        card = text.replace(session.card.id, f"card-{number}")
        if number % WITH_FINDING == 0:
            card = card.replace("Trained on English text", "TODO")
        path.write_text(card, encoding="utf-8")
    return paths


def seconds_of_parsing(paths: list[Path]) -> float:
    """How long `tomllib` takes for all of them."""
    start = perf_counter()
    for path in paths:
        with open(path, "rb") as file:
            tomllib.load(file)
    return perf_counter() - start


def seconds_of_checking(paths: list[Path]) -> float:
    """How long `cardtui check` takes for all of them."""
    start = perf_counter()
    with redirect_stdout(io.StringIO()):
        command.main([str(path) for path in paths], standalone_mode=False)
    return perf_counter() - start


def main() -> int:
    """Print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--cards", type=int, default=1000, help="cards (1000)")
    cards = parser.parse_args().cards
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "model").mkdir()
        paths = write_cards(Path(folder), cards)
        answers = len(cardtui.read_card(str(paths[0])).card.answers)
        seconds_of_checking(paths[:10])
        pairs = [(seconds_of_checking(paths), seconds_of_parsing(paths)) for _ in range(ROUNDS)]
    ratio = statistics.median(checking / parsing for checking, parsing in pairs)
    milliseconds = statistics.median(checking for checking, _ in pairs) * 1000
    print(
        f"checking {cards} cards of {answers} answers, to parsing them with tomllib: "
        f"{ratio:.2f} (limit {LIMIT}); {milliseconds:.0f} ms"
    )
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
