"""A bank to begin with: small, with one of each thing that one needs first."""

from __future__ import annotations

import os
import re
from pathlib import Path

from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError, Problem
from cardtui.files.rewriting import rewrite
from cardtui.files.toml_values import toml_of

_TEXT = """\
# A bank: the questions of a model card. How to write one:
#   cardtui bank check {folder}    finds slips
#   cardtui bank test {folder}     runs the tests at the end
#   cardtui try.toml --bank {folder}
format = 1
id = {id}
version = "0.1.0"          # a new one for each change that you share
title = {title}
language = "en"

[[section]]
id = "model"
title = "Model"

[[section.question]]
id = "model_name"
type = "text"
ask = "What is the model called?"
label = "Name"
help = "The name that people will look for."
examples = ["DistilBERT"]
required = true

[[section.question]]
id = "evaluated"
type = "bool"
ask = "Was {{model_name}} evaluated?"
label = "Evaluated"
required = true

[[section.question]]
id = "metrics"
type = "multiselect"
when = {{ evaluated = true }}      # a follow-up: asked only after a yes
ask = "By which metrics?"
label = "Metrics"
options = [
  {{ id = "accuracy", label = "Accuracy" }},
  {{ id = "f1", label = "F1" }},
  {{ id = "other", label = "Other", specify = true }},
]

[[test]]
name = "metrics are asked for what was evaluated"
given = {{ evaluated = true }}
asks = ["metrics"]

[[test]]
name = "and for nothing else"
given = {{ evaluated = false }}
skips = ["metrics"]
"""


def new_bank(folder: Path) -> Path:
    """Write a bank into a folder, which is made if need be, and give back its file.

    Raises `FileError` where there is a bank already, or it cannot be written.
    """
    path = folder / BANK_FILE
    if os.path.lexists(path):  # Path.exists raises for a name that is too long
        raise FileError(Problem("there is a bank already", "name another folder", str(path)))
    name = folder.absolute().name
    title = re.sub(r"[^\w]+", " ", name).strip().capitalize() or "Model card"
    text = _TEXT.format(folder=shown(folder), id=toml_of(_id_of(name)), title=toml_of(title))
    rewrite(path, lambda _: text)
    return path


def shown(folder: Path) -> str:
    """A folder as it can be typed, on one line."""
    import shlex

    from cardtui.text.clean import one_line

    return shlex.quote(one_line(str(folder)))


def _id_of(name: str) -> str:
    """An id made of the name of a folder."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain if re.match(r"[a-z]", plain) else f"bank-{plain}".rstrip("-")
