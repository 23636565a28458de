"""A bank with every kind of text, in a folder with its translation to French."""

from __future__ import annotations

from pathlib import Path

from support.banks import HEADER

BANK = f"""\
{HEADER}
[[section]]
id = "details"
title = "Details"
help = "What it is."
empty = "state"

[[section.question]]
id = "kind"
type = "select"
ask = "Which kind of model is it?"
label = "Kind"
help = "As people call it."
why = "A law"
options = ["Text", {{ id = "image", label = "Image", help = "Of pixels." }}, {{ id = "rnn" }}]

[[section.question]]
id = "open_source"
type = "bool"
ask = "Is the {{kind}} model open?"

[[section.question]]
id = "layers"
type = "integer"
ask = "How many layers has the {{kind}} model (open: {{open_source}})?"
help = \"\"\"
All of them.
"Blocks" are no layers.\"\"\"
label = "Layers"
unit = "layers"
check = [
  {{ that = "value > 0", message = "At least one layer." }},
  {{ that = "value < 1000", message = "That is a lot.", level = "warning" }},
]
examples = ["6", {{ text = "12", source = "BERT" }}]

[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
label = "Results"
[[section.question.column]]
id = "metric"
type = "select"
options = ["accuracy", {{ id = "f1", label = "F1" }}]
[[section.question.column]]
id = "score"
type = "number"
label = "Score"
help = "As measured."
unit = "points"
check = [{{ that = "value <= 1", message = "One at most." }}]

[[section]]
id = "later"
title = "Later"
level = 2
empty = "state"
[[section.question]]
id = "plans"
type = "text"
ask = "What comes next?"
"""

FRENCH = """\
format = 1
language = "fr"
title = "Exemple"

[sections.details]
title = "Détails"
help = "Ce que c'est."

# Wie man es nennt: a comment that stays.
[questions.kind]
ask = "De quel type de modèle s'agit-il ?"
label = "Type"
help = "Comme on l'appelle."
why = "Une loi"
[questions.kind.options]
text = "Texte"
image = { label = "Image fixe", help = "De pixels." }
rnn = "Réseau récurrent"

[questions.open_source]
ask = "Le modèle de type {kind} est-il ouvert ?"
label = "Ouvert"

[questions.layers]
ask = "Combien de couches a le modèle de type {kind} (ouvert : {open_source}) ?"
label = "Couches"
help = "Toutes."
unit = "couches"
check = ["Une couche au moins.", "C'est beaucoup."]
examples = ["6 couches", "12 couches"]

[questions.results]
ask = "Quels sont les résultats ?"
label = "Résultats"
[questions.results.columns.metric]
label = "Mesure"
[questions.results.columns.metric.options]
accuracy = "exactitude"
f1 = "Score F1"
[questions.results.columns.score]
label = "Valeur"
help = "Telle que mesurée."
unit = "pts"
check = ["Un au plus."]

[sections.later]
title = "Suite"

[questions.plans]
ask = "Et après ?"
label = "Projets"
"""


def translated_folder(folder: Path, french: str = FRENCH, bank: str = BANK) -> Path:
    """The folder of a bank with its translation, below `folder`."""
    made = folder / "bank"
    made.mkdir()
    (made / "bank.toml").write_text(bank)
    (made / "fr.toml").write_text(french)
    return made
