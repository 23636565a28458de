"""Ways of answering as pictures. Look at each before accepting it: it is a page of the product."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from cardtui.card.model import Row
from cardtui.interview.session import Session, new_session
from support.banks import bank_asking
from support.pilot import interview, picture, press, running, typed, until, until_saved

SamePicture = Callable[[str, str], None]
SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
LICENSES = [
    *("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0"),
    *("CC-BY-NC-4.0", "CC-BY-ND-4.0", "GPL-2.0", "GPL-3.0", "LGPL-3.0", "AGPL-3.0", "MPL-2.0"),
    *(
        "OpenRAIL",
        "BigScience-OpenRAIL-M",
        "CreativeML-OpenRAIL-M",
        "Llama 3.1",
        "Gemma",
        "Unlicense",
    ),
]
BANK = bank_asking(
    f"""
[[section.question]]
id = "precision"
type = "select"
ask = "Which precision do the weights have?"
label = "Precision"
help = "The one of the file that people download."
options = [
  {{ id = "fp32", label = "FP32", help = "four bytes for each weight, as trained" }},
  {{ id = "int8", label = "INT8", help = "one byte; needs calibration, and costs a little quality" }},
  {{ id = "other", label = "Other", specify = true }},
]
[[section.question]]
id = "bits"
type = "integer"
unit = "bits"
ask = "How many bits does each weight have?"
label = "Bits per weight"
suggest = "8 if precision == 'int8' else None"
examples = [{{ text = "4", source = "TheBloke/Llama-2-7B-GPTQ" }}]
check = [{{ that = "value > 1", message = "Binary weights are rare: is that right?", level = "warning" }}]
[[section.question]]
id = "license"
type = "select"
ask = "Under which license is it?"
label = "License"
options = {LICENSES}
[[section.question]]
id = "released"
type = "date"
ask = "When was it released?"
label = "Released"
examples = [{{ text = "2019-10-02", source = "DistilBERT" }}]
[[section.question]]
id = "weights"
type = "path"
ask = "Where are the weights?"
label = "Weights"
[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
label = "Results"
help = "One row for each metric on each data set."
[[section.question.column]]
id = "metric"
type = "select"
options = ["accuracy", "f1"]
label = "Metric"
[[section.question.column]]
id = "data"
type = "text"
label = "Data set"
[[section.question.column]]
id = "value"
type = "number"
unit = "%"
label = "Value"
check = [{{ that = "0 <= value <= 100", message = "From 0 to 100." }}]
[[section.question.column]]
id = "gap"
type = "text"
label = "Why so low"
when = "row.value < 80"
"""
)


def session_in(folder: Path) -> Session:
    session = new_session(BANK, str(folder / "card.toml"))
    session.set_value("precision", "int8")
    first = {"metric": "accuracy", "data": "SST-2", "value": 91.3}
    session.set_rows("results", (Row(1, first),))
    for name in ("model.onnx", "model.safetensors", "models/a.bin"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    session.save()
    return session


async def say_other(pilot: Pilot[None]) -> None:
    await press(pilot, "3", "enter")
    await typed(pilot, "ternary")
    session = interview(pilot).session
    await until(pilot, lambda: session.card.answers["precision"].specify == {"other": "ternary"})
    await until_saved(pilot)


async def find(pilot: Pilot[None]) -> None:
    await typed(pilot, "rail")


async def warn(pilot: Pilot[None]) -> None:
    await press(pilot, "1")
    await until(pilot, lambda: "Warning" in str(interview(pilot).query_one("#findings").visual))
    await until_saved(pilot)


async def complete(pilot: Pilot[None]) -> None:
    await typed(pilot, "mod")
    await until(pilot, lambda: "model.onnx" in str(pilot.app.screen.query_one(".keys").visual))
    await until(pilot, lambda: interview(pilot).session.card.answer("weights") is not None)
    await until_saved(pilot)


async def paste(pilot: Pilot[None]) -> None:
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(events.Paste("f1\tSQuAD 1.1\t86,9\nf1\tMRPC\t70\tsmall\n"))
    await until_saved(pilot)


async def edit(pilot: Pilot[None]) -> None:
    await press(pilot, "right", "right", "e", "shift+home", "1", "0", "1")
    await until(pilot, lambda: any(f.display for f in pilot.app.screen.query(".finding")))


async def nothing(pilot: Pilot[None]) -> None:
    pass


@SIZES
@pytest.mark.parametrize(
    ("what", "question", "do"),
    [
        ("other-option", "precision", say_other),
        ("suggestion", "bits", nothing),
        ("warning", "bits", warn),
        ("many-options", "license", find),
        ("date", "released", nothing),
        ("path", "weights", complete),
        ("pasted-rows", "results", paste),
        ("row-check", "results", edit),
    ],
)
async def test_a_way_of_answering(
    what: str,
    question: str,
    do: Callable[[Pilot[None]], Awaitable[None]],
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
) -> None:
    """As it looks while someone answers."""
    async with running(session_in(tmp_path), size=size, at=question) as pilot:
        await do(pilot)
        await until(pilot, lambda: not [w for w in pilot.app.workers if w.group == "preview"])
        # The section at the right has pictures of its own.
        interview(pilot).query_one("#preview").styles.display = "none"
        await pilot.pause()
        same_picture(f"{what}-{size[0]}x{size[1]}", await picture(pilot))
