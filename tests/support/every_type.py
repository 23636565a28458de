"""A small bank with a question of every type, and a session on it."""

from __future__ import annotations

from pathlib import Path

from cardtui.bank.load import read_bank
from cardtui.files.reading import TextFile
from cardtui.interview.session import Session, new_session

EVERY_TYPE = """
format = 1
id = "every-type"
version = "1.0.0"
title = "Every type"

[[section]]
id = "simple_section"
title = "Simple"
[[section.question]]
id = "name"
type = "text"
ask = "What is it called?"
label = "Name"
required = true
examples = [{ text = "whisper-large-v3", source = "Whisper" }]
[[section.question]]
id = "about"
type = "longtext"
ask = "What is {name}?"
label = "About"
help = "A few sentences."
[[section.question]]
id = "snippet"
type = "code"
language = "python"
ask = "How is it loaded?"
label = "Snippet"
[[section.question]]
id = "deployed"
type = "bool"
ask = "Is it deployed?"
label = "Deployed"
[[section.question]]
id = "layers"
type = "integer"
ask = "How many layers?"
label = "Layers"
check = [
  { that = "value > 0", message = "At least one." },
  { that = "value < 1000", message = "That is a lot.", level = "warning" },
]
[[section.question]]
id = "latency"
type = "number"
unit = "ms"
ask = "How slow is it?"
label = "Latency"
[[section.question]]
id = "released"
type = "date"
ask = "When was it released?"
label = "Released"
[[section.question]]
id = "page"
type = "url"
ask = "Where is its page?"
label = "Page"
[[section.question]]
id = "weights"
type = "path"
ask = "Where are the weights?"
label = "Weights"

[[section]]
id = "choices_section"
title = "Choices"
level = 2
[[section.question]]
id = "origin"
type = "select"
ask = "Where does it come from?"
label = "Origin"
options = ["Trained from scratch", { id = "other", label = "Other", specify = true }]
[[section.question]]
id = "compression"
type = "multiselect"
ask = "How is it compressed?"
label = "Compression"
allow = []
options = [
  { id = "quantization", label = "Quantization" },
  { id = "pruning", label = "Pruning" },
  { id = "other", label = "Other", specify = true },
  { id = "none", label = "Not compressed", exclusive = true },
]
[[section.question]]
id = "bits"
type = "integer"
unit = "bits"
when = { compression = "quantization" }
ask = "How many bits?"
label = "Bits"
[[section.question]]
id = "languages"
type = "list"
ask = "Which languages?"
label = "Languages"
[[section.question]]
id = "remark"
type = "note"
ask = "The next questions are about results."
[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
label = "Results"
[[section.question.column]]
id = "metric"
type = "select"
options = ["accuracy", "f1"]
label = "Metric"
[[section.question.column]]
id = "value"
type = "number"
label = "Value"
[[section.question.column]]
id = "gap"
type = "text"
label = "Gap"
when = "row.value < 0.8"
"""


def every_type_session(folder: Path) -> Session:
    """A session on a new card in `folder`."""
    bank = read_bank(TextFile("every-type.toml", EVERY_TYPE))
    return new_session(bank, str(folder / "card.toml"))
