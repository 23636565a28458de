"""A bank and a card from a stranger: nothing in them may reach the terminal as a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.at_the_keyboard import installed_cardtui
from support.sent import commands_in
from support.terminal import Terminal

CLIPBOARD = r"\u001b]52;c;cHduZWQ=\u0007"
COLOUR = r"\u001b[66;66;66m"
C1 = r"\u009b77;77m\u0090q\u009c"
TITLE = r"\u001b]0;pwned\u001b\\"
OTHERS = r"\u0000\b\u000b\u000c\u007f\u0085"
TURNED = r"\u202egnp\u202c\u2066x\u2069"
MARKUP = r"[/] [@click=app.quit]click[/] [bold"
"""As TOML strings write them."""
HOSTILE = f"{CLIPBOARD}{COLOUR}{C1}{TITLE}{OTHERS}{TURNED}{MARKUP}"

BANK = f"""
format = 1
id = "hostile"
version = "1.0.0"
title = "Bank {HOSTILE}"
[[section]]
id = "first_section"
title = "Section {HOSTILE}"
help = "Section help {HOSTILE}"
[[section.question]]
id = "name"
type = "text"
ask = "Name {HOSTILE}?"
label = "Name label {HOSTILE}"
help = "Name help {HOSTILE}"
why = "Name why {HOSTILE}"
examples = [{{ text = "Example {HOSTILE}", source = "Source {HOSTILE}" }}]
check = [{{ that = "value == 'fine'", message = "Message {HOSTILE}" }}]
[[section.question]]
id = "about"
type = "longtext"
ask = "About {{name}} {HOSTILE}?"
examples = ["Long example {HOSTILE}"]
[[section.question]]
id = "snippet"
type = "code"
language = "python"
ask = "Code?"
[[section.question]]
id = "size"
type = "number"
unit = "GB {HOSTILE}"
ask = "Size?"
[[section.question]]
id = "kind"
type = "multiselect"
ask = "Kind?"
options = [
  {{ id = "one", label = "One {HOSTILE}", help = "Option help {HOSTILE}" }},
  {{ id = "other", label = "Other {HOSTILE}", specify = true }},
]
[[section.question]]
id = "words"
type = "list"
ask = "Words?"
[[section.question]]
id = "page"
type = "url"
ask = "Page?"
[[section.question]]
id = "rows"
type = "table"
ask = "Rows?"
label = "Rows {HOSTILE}"
[[section.question.column]]
id = "cell"
type = "text"
label = "Cell {HOSTILE}"
help = "Cell help {HOSTILE}"
[[section.question.column]]
id = "length"
type = "number"
label = "Length"
unit = "cm {HOSTILE}"
[[section.question]]
id = "remark"
type = "note"
ask = "Note {HOSTILE}"
[[section.question]]
id = "unknown_one"
type = "text"
ask = "Unknown?"
[[section.question]]
id = "hidden"
type = "text"
ask = "Hidden?"
label = "Hidden {HOSTILE}"
when = "name == '{MARKUP}'"
"""

CARD = f"""
format = 1
id = "hostile-{HOSTILE}"
bank = {{ id = "hostile", version = "1.0.0", sha256 = "x" }}
[answers.name]
value = "Value {HOSTILE}"
[answers.about]
value = "Long value {HOSTILE}\\n# Heading {HOSTILE}\\n"
[answers.snippet]
value = "code {HOSTILE}\\n"
[answers.size]
value = "{HOSTILE}"
[answers.kind]
value = ["one", "other", "dead {HOSTILE}"]
specify = {{ other = "Specified {HOSTILE}" }}
[answers.hidden]
value = "Set aside {HOSTILE}"
note = "Hidden note {HOSTILE}"
[answers.words]
note = "Note {HOSTILE}"
value = ["Word {HOSTILE}"]
[answers.page]
value = "https://example.org/{HOSTILE}"
[answers.rows]
last_row = 1
[[answers.rows.rows]]
_row = 1
cell = "Cell value {HOSTILE}"
[answers.unknown_one]
status = "unknown"
reason = "Reason {HOSTILE}"
[answers."gone {HOSTILE}"]
value = "Gone {HOSTILE}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the hostile bank and card."""
    (tmp_path / "bank.toml").write_text(BANK)
    (tmp_path / "card.toml").write_text(CARD)
    return tmp_path


QUESTIONS = (
    "Name label",
    "About",
    "Snippet",
    "Size",
    "Kind",
    "Words",
    "Page",
    "Rows",
    "Remark",
    "Unknown one",
)
"""As the outline calls them."""
DIALOGS = {
    "About": ("f3", "because"),
    "Rows": ("e", "Edit the row"),
    "Words": ("ctrl+l", "Note to self"),
    "Size": ("ctrl+k", "set aside and kept"),
    "Kind": ("ctrl+p", "Go to the next question"),
}
"""Where a key opens something in front of the question, and what is then on screen."""


@pytest.mark.parametrize(
    "injected",
    [
        *("\x1b]52;c;cHduZWQ=\x07", "\x1b]52;c;eA==\x1b\\", "\x1b]0;pwned\x07", "\x1b]8;;evil\x07"),
        *("\x1b[66;66;66m", "\x1b[38;2;1m", "\x1b[48;2;1;2;300m", "\x1b[38m", "\x1b[2J", "\x1b[m"),
        *("\x1b[6n", "\x1b[c", "\x1b[?1047h", "\x1b[>0u", "\x1b[1;1;1H", "\x1b[H", "\x1bc"),
        *("\x1b7", "\x1b=", "\x1bP+q544e\x1b\\", "\x1b", "\x1b[", "\x1b]22;x\x07"),
        *("\x9b7m", "\x90q\x9c", "\x07", "\b", "\x7f", "\x00", "\x0b", "\x85", "\u202e", "\u2066"),
    ],
)
def test_whatever_is_not_sent_by_textual_is_found(injected: str) -> None:
    """Between text and what it does send: the scan would not overlook a leak."""
    drawn = "\x1b[?2026h\x1b[1;1H\x1b[1;38;2;0;0;0;48;5;7mtext\x1b[0m\x1b[?2026l\x1b]22;default\x07"
    assert commands_in(drawn.encode()) == []
    assert commands_in(f"{drawn}text{injected}text{drawn}".encode())


def wait_for_current(terminal: Terminal, label: str) -> None:
    """Wait until the outline points at a question."""
    pointed_at = re.compile(f"› . {label}")
    terminal.wait_until(lambda: bool(pointed_at.search(terminal.screen)), f"› {label}")


def test_the_app_shows_hostile_text_and_does_not_obey_it(folder: Path) -> None:
    """Every question, some dialogs, the palette and the overview; nothing is changed by looking."""
    before = (folder / "card.toml").read_bytes()
    command = [installed_cardtui(), "card.toml", "--bank", "bank.toml", "--at", "name"]
    with Terminal(command, folder=folder) as terminal:
        for label in QUESTIONS:
            wait_for_current(terminal, label)
            if label in DIALOGS:
                key, words = DIALOGS[label]
                terminal.press(key)
                terminal.wait_for(words)
                terminal.press("escape")
                terminal.wait_while(words)
            terminal.press("ctrl+n")
        terminal.wait_for("cardtui export")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []
    assert b"\\x1b]52;c;" in terminal.written
    assert b"[@click=app.quit]click[/]" in terminal.written
    assert (folder / "card.toml").read_bytes() == before


def test_the_search_shows_hostile_text_and_does_not_obey_it(folder: Path) -> None:
    """Labels, sections, questions, options and answers, marked or not."""
    command = [installed_cardtui(), "card.toml", "--bank", "bank.toml", "--at", "name"]
    with Terminal(command, folder=folder) as terminal:
        wait_for_current(terminal, "Name label")
        terminal.press("ctrl+g")
        terminal.wait_for("go there")
        for words in ("click", "reason", "cell", "specified", "section"):
            terminal.type(words)
            terminal.wait_for(" found")
            terminal.press("pagedown", "ctrl+u")
            terminal.wait_while(" found")
        terminal.press("escape")
        terminal.wait_while("go there")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []


def test_the_whole_card_is_read_and_searched_safely(folder: Path) -> None:
    """Contents, text and matches, and what a text makes of a reference to a control character."""
    card = folder / "card.toml"
    card.write_text(card.read_text().replace('value = "Long value ', 'value = "&#x202e;&#27;[2J '))
    command = [installed_cardtui(), "card.toml", "--bank", "bank.toml", "--at", "about"]
    with Terminal(command, folder=folder) as terminal:
        wait_for_current(terminal, "About")
        terminal.press("f11")
        terminal.wait_for("as it will be exported")
        terminal.wait_for("0%")
        terminal.press("end", "/")
        for words in ("click", "pwned", "\x1b]52;c;x\x07"):
            terminal.paste(words)
            terminal.wait_until(
                lambda: " of " in terminal.lines[-2] or "not found" in terminal.lines[-2],
                "how many were found",
            )
            terminal.press("up", "down", "ctrl+u")
            terminal.wait_for("search the text")
        terminal.press("escape")
        terminal.wait_while("search the text")
        terminal.press("tab", "end", "home")
        terminal.wait_for("tab text")
        terminal.press("f12")
        terminal.wait_for("Export the card")
        terminal.press("escape")
        terminal.wait_while("Export the card")
        terminal.press("f11")
        wait_for_current(terminal, "About")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []
    assert rb"\u202e" in terminal.written


def test_an_export_is_told_safely(folder: Path) -> None:
    """Where it went, and why it did not, whatever the file is called."""
    (folder / "\u202e[@click=app.quit].md").write_text("mine")
    command = [installed_cardtui(), "card.toml", "--bank", "bank.toml", "--at", "about"]
    with Terminal(command, folder=folder) as terminal:
        wait_for_current(terminal, "About")
        terminal.press("f12")
        terminal.wait_for("Export the card")
        terminal.press("ctrl+u")
        terminal.paste("\u202e[@click=app.quit].md")
        terminal.press("enter")
        terminal.wait_for("not written by cardtui")
        terminal.press("ctrl+u")
        terminal.paste("no\x1b]52;c;x\x07[/]/such.md")
        terminal.press("enter")
        terminal.wait_for("no such folder")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []


@pytest.mark.parametrize("rows", [24, 12])
def test_narrow_screens_show_hostile_text_too(rows: int, folder: Path) -> None:
    """What folds away and what is cut off is as clean as the rest."""
    command = [installed_cardtui(), "card.toml", "--bank", "bank.toml", "--at", "name"]
    with Terminal(command, rows=rows, columns=60, folder=folder) as terminal:
        terminal.wait_for("Name")
        terminal.press("f5")
        terminal.wait_for("✓ About")
        terminal.press("f6")
        terminal.wait_while("✓ About")
        terminal.press("f6", "f7")
        terminal.wait_for("answered")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('ask = "Code?"', f'ask = "Code?"\n"key {HOSTILE}" = 1'),
        ('id = "snippet"', f'id = "{HOSTILE}"'),
        ('type = "code"', f'type = "{HOSTILE}"'),
        ('ask = "Size?"', f'ask = "{{{HOSTILE}}}"'),
        ('ask = "Size?"', f'ask = "Size?"\nwhen = "name == 5 and \'{CLIPBOARD}\'"'),
        ('ask = "Size?"', f'ask = "Size?"\nwhen = {{ "{HOSTILE}" = 1 }}'),
        ('ask = "Size?"', 'ask = "Size?\x1b]52;c;cHduZWQ=\x07"'),
    ],
)
def test_what_is_wrong_with_a_hostile_bank_is_said_safely(old: str, new: str, folder: Path) -> None:
    """Messages quote the bank, and what they quote commands nothing."""
    bank = folder / "bank.toml"
    bank.write_text(bank.read_text().replace(old, new))
    command = [installed_cardtui(), "status", "card.toml", "--bank", "bank.toml"]
    with Terminal(command, folder=folder) as terminal:
        assert terminal.wait_until_gone() == 2
    assert commands_in(terminal.written) == []
    assert "bank.toml" in terminal.screen


def test_a_hostile_file_name_is_shown_safely(folder: Path) -> None:
    """The name of the card stands in the bar at the top, on the overview and in messages."""
    name = "\x1b]52;c;cHduZWQ=\x07\u202e[@click=app.quit].toml"
    (folder / "card.toml").rename(folder / name)
    app = [installed_cardtui(), name, "--bank", "bank.toml", "--at", "name"]
    with Terminal(app, folder=folder) as terminal:
        wait_for_current(terminal, "Name label")
        terminal.press("f7")
        terminal.wait_for("cardtui export")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    written = bytes(terminal.written)
    for command in (["status", name, "--bank", "bank.toml"], ["status", f"no{name}"]):
        with Terminal([installed_cardtui(), *command], folder=folder) as terminal:
            terminal.wait_until_gone()
        written += terminal.written
    assert commands_in(written) == []


def test_a_paste_commands_nothing(folder: Path) -> None:
    """Several lines with a command in them become one line of text."""
    app = [installed_cardtui(), "new.toml", "--bank", "bank.toml"]
    with Terminal(app, folder=folder) as terminal:
        wait_for_current(terminal, "Name label")
        terminal.wait_for("enter next")
        terminal.paste("two\r\nlines \x07\x9b77;77m\u202e[/]")
        terminal.press("enter")
        wait_for_current(terminal, "About")
        terminal.wait_for("two lines")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []
