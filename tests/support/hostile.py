"""Texts that attack what shows them, and a bank and a card made of nothing else.

Every text begins with a token of its own, `T07`, so that what is drawn tells which texts were
shown and whether what follows the token stands there as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cardtui.text.clean import one_line

_LONGEST_KEY = 40
"""Characters of an attack in a key: files with keys of more than 200 are refused."""

MARKUP_THAT_FAILS = "[/] [/b] [bold"
MARKUP_THAT_ACTS = "[@click=app.quit]x[/] [bold]y[/bold] [link=https://evil.example]z[/link]"
COMMANDS = "\x1b[2J\x1b]52;c;cHduZWQ=\x07\x1b]8;;evil\x07\x9b7m\x7f\x00\x08\x85"
TURNED_LINES = "\u202eg\u202c\u2066x\u2069\u202a\u202b\u202d\u2067\u2068"
NO_SPACES = "W" * 300
WIDE = (
    "漢字仮名交じり文" * 3
    + " e\u0301\u0301\u0301a\u0308 \u200d\u200c\u200f\u200e\ufeff"
    + " \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f1eb\U0001f1f7"
    + " \u2764\ufe0f 1\ufe0f\u20e3 \U0001f44d\U0001f3fd שלום عربى ก็ำ 한국어 ﷽ \u3000x"
)

ATTACKS = {
    "markup that fails": MARKUP_THAT_FAILS,
    "markup that acts": MARKUP_THAT_ACTS,
    "commands": f"[{COMMANDS}{TURNED_LINES}",
    "no spaces": NO_SPACES,
    "wide": WIDE,
}
"""By what they try."""

_BANK = """
format = 1
id = "hostile"
version = "1.0.0"
title = "§"
[[section]]
id = "first_section"
title = "§"
help = "§"
empty = "state"
[[section.question]]
id = "name"
type = "text"
ask = "§?"
label = "§"
help = "§"
why = "§"
required = true
examples = [{ text = "§", source = "§" }, "§"]
check = [
  { that = "value == 'fine'", message = "§" },
  { that = "value == 'good'", message = "§", level = "warning" },
]
[[section.question]]
id = "about"
type = "longtext"
ask = "§ {name} {kind} {words}"
label = "§"
help = "§ {name}"
examples = ["§\\nsecond §"]
[[section.question]]
id = "snippet"
type = "code"
language = "python"
ask = "§"
label = "§"
examples = ["§"]
[[section.question]]
id = "deployed"
type = "bool"
ask = "§"
label = "§"
[[section.question]]
id = "size"
type = "number"
unit = "§"
ask = "§"
label = "§"
[[section.question]]
id = "layers"
type = "integer"
unit = "§"
ask = "§"
label = "§"
suggest = "7"
check = [{ that = "value > 9", message = "§" }]
[[section]]
id = "second_section"
title = "§"
level = 2
[[section.question]]
id = "released"
type = "date"
ask = "§"
label = "§"
[[section.question]]
id = "page"
type = "url"
ask = "§"
label = "§"
[[section.question]]
id = "paper"
type = "text"
text_format = "doi"
ask = "§"
label = "§"
[[section.question]]
id = "weights"
type = "path"
ask = "§"
label = "§"
[[section.question]]
id = "origin"
type = "select"
ask = "§"
label = "§"
options = [
  { id = "one", label = "§", help = "§" },
  { id = "other", label = "§", specify = true },
]
[[section.question]]
id = "kind"
type = "multiselect"
ask = "§"
label = "§"
options = [
  { id = "one", label = "§", help = "§" },
  { id = "other", label = "§", specify = true },
  { id = "none", label = "§", exclusive = true },
]
[[section.question]]
id = "asked_because"
type = "text"
when = { kind = "other" }
ask = "§"
label = "§"
[[section.question]]
id = "asked_because_too"
type = "text"
when = "name != '[/] [bold [@click=app.quit]x' and 'one' in kind and 'other' in kind"
ask = "§"
label = "§"
[[section.question]]
id = "set_aside"
type = "text"
when = { kind = "none" }
ask = "§"
label = "§"
[[section.question]]
id = "words"
type = "list"
ask = "§"
label = "§"
examples = ["§"]
[[section.question]]
id = "rows"
type = "table"
ask = "§"
label = "§"
help = "§"
[[section.question.column]]
id = "cell"
type = "text"
label = "§"
help = "§"
check = [{ that = "value == 'fine'", message = "§" }]
[[section.question.column]]
id = "length"
type = "number"
label = "§"
unit = "§"
[[section.question.column]]
id = "sort"
type = "select"
label = "§"
options = [{ id = "good", label = "§" }, { id = "bad", label = "§" }]
[[section.question.column]]
id = "reason"
type = "text"
label = "§"
when = "row.sort == 'bad'"
[[section.question]]
id = "remark"
type = "note"
ask = "§"
label = "§"
[[section.question]]
id = "unknown_one"
type = "text"
ask = "§"
label = "§"
[[section.question]]
id = "changed"
type = "text"
ask = "§"
label = "§"
required = true
[[section.question]]
id = "nothing_yet"
type = "text"
ask = "§"
label = "§"
required = true
"""

_CARD = """
format = 1
id = "hostile-§"
bank = { id = "hostile", version = "0.9.0", sha256 = "§" }
[answers.name]
value = "§"
[answers.about]
value = "§\\n\\n# §\\n\\n- §\\n\\n| § | b |\\n|---|---|\\n| § | d |\\n\\n> §\\n\\n```\\n§\\n```\\n"
[answers.snippet]
value = "§\\n"
[answers.size]
value = "§"
[answers.layers]
value = "§"
[answers.released]
value = "§"
[answers.page]
value = "https://example.org/§"
[answers.paper]
value = "§"
[answers.weights]
value = "/§"
[answers.origin]
value = "dead §"
[answers.kind]
value = ["one", "other", "dead §"]
specify = { other = "§" }
[answers.asked_because]
value = "§"
[answers.set_aside]
value = "§"
[answers.words]
value = ["§", "§"]
[answers.rows]
last_row = 2
[[answers.rows.rows]]
_row = 1
cell = "§"
sort = "bad"
reason = "§"
stray = "§"
[[answers.rows.rows]]
_row = 2
cell = "§"
length = "§"
sort = "dead §"
[answers.unknown_one]
status = "unknown"
reason = "§"
value = "§"
[answers.changed]
value = "§"
asked = "00000000"
[answers."¤"]
value = "§"
[conflicts.name]
value = "§"
[conflicts.about]
status = "not_applicable"
reason = "§"
[conflicts.rows]
last_row = 1
[[conflicts.rows.rows]]
_row = 1
cell = "§"
[conflicts.kind]
value = ["one", "§"]
specify = { other = "§" }
[retired."¤"]
value = "§"
reason = "§"
"""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A bank and a card full of one attack."""

    attack: str
    bank: str
    card: str
    tokens: dict[str, str]
    """What a text is, by its token: its key in the file, such as `ask`."""

    def write_in(self, folder: Path) -> None:
        """Write them as `bank.toml` and `card.toml`."""
        (folder / "bank.toml").write_text(self.bank, encoding="utf-8")
        (folder / "card.toml").write_text(self.card, encoding="utf-8")

    def not_literal(self, drawn: str, over_it: str = "") -> list[str]:
        """Where a text is drawn that is not as it was written: what follows its token.

        `over_it` is what may lie over it there: the edge of a notice.
        """
        begins = one_line(self.attack)[:1]
        return [
            drawn[found.start() - 5 : found.end() + 20]
            for found in re.finditer(r"\bT\d{3}(.)", drawn)
            if found[1] not in f"{begins}… {over_it}"
        ]

    def tokens_in(self, drawn: str) -> set[str]:
        """The tokens of the texts that are drawn."""
        return set(re.findall(r"\bT\d{3}", drawn)) & set(self.tokens)


def hostile(attack: str) -> Hostile:
    """The bank and the card with `attack` in every text."""
    tokens: dict[str, str] = {}

    def text(found: re.Match[str]) -> str:
        token = f"T{len(tokens) + 100}"
        before = re.findall(r"(\w+) = ", found.string[: found.start()].rpartition("\n")[2])
        tokens[token] = before[-1] if before else "name"
        return token + _escaped(attack[:_LONGEST_KEY] if found[0] == "¤" else attack)

    def filled(lines: str) -> str:
        return re.sub("[§¤]", text, lines)

    return Hostile(attack, filled(_BANK), filled(_CARD), tokens)


def _escaped(text: str) -> str:
    """As TOML strings in double quotes write it; braces, which would pipe, doubled."""
    return "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
