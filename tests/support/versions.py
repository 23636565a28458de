"""Two versions of a small bank, and a card that answers the older one."""

from __future__ import annotations

from pathlib import Path

OLDER = """
format = 1
id = "team"
version = "1.2.0"
title = "The team's card"

[[section]]
id = "basics"
title = "Basics"
[[section.question]]
id = "name"
type = "text"
ask = "What is it called?"
label = "Name"
[[section.question]]
id = "quant_bits"
type = "text"
ask = "How many bits per weight?"
label = "Bits"
[[section.question]]
id = "compression"
type = "multiselect"
ask = "How is it compressed?"
label = "Compression"
options = [{ id = "quant", label = "Quantization" }, { id = "pruning", label = "Pruning" }]
[[section.question]]
id = "hardware_cloud"
type = "text"
ask = "In which cloud was it trained?"
label = "Cloud"
[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
label = "Results"
[[section.question.column]]
id = "metric"
type = "text"
[[section.question.column]]
id = "remark"
type = "text"
"""
NEWER = """
format = 1
id = "team"
version = "2.0.0"
title = "The team's card"

[[section]]
id = "basics"
title = "Basics"
[[section.question]]
id = "name"
type = "text"
ask = "What is the model called, in full?"
label = "Name"
[[section.question]]
id = "quantization_bits"
type = "integer"
ask = "How many bits per weight?"
label = "Bits"
[[section.question]]
id = "compression"
type = "multiselect"
ask = "How is it compressed?"
label = "Compression"
options = [{ id = "quantization", label = "Quantization" }, { id = "pruning", label = "Pruning" }]
[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
label = "Results"
[[section.question.column]]
id = "measure"
type = "text"

[[migration]]
from = "<2"
rename = { quant_bits = "quantization_bits", "results.metric" = "results.measure" }
values = { compression = { quant = "quantization" } }
retire = ["hardware_cloud", "results.remark"]
"""
CARD = """\
format = 1
id = "0192f0c8"
bank = { id = "team", version = "1.2.0", sha256 = "ab" }   # ours

[answers.name]
value = "DistilBERT"
asked = "406de6fb"

# as measured
[answers.quant_bits]
value = "8"   # all layers
by = "ann"
asked = "b812d16c"

[answers.compression]
value = ["quant", "pruning"]
asked = "4919b8be"

[answers.hardware_cloud]
value = "AWS"

[answers.results]
last_row = 2

[[answers.results.rows]]
_row = 2
metric = "f1"
remark = "twice"
"""


def older_card(folder: Path, *, format_number: int = 1) -> str:
    """The path of the card, in a folder whose project uses the newer bank."""
    (folder / "team.toml").write_text(NEWER, encoding="utf-8")
    (folder / "cardtui.toml").write_text('[[bank]]\nsource = "team.toml"\n', encoding="utf-8")
    card = folder / "card.toml"
    card.write_text(CARD.replace("format = 1", f"format = {format_number}"), encoding="utf-8")
    return str(card)
