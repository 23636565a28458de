"""The commands: what they print, and how they refuse."""

from __future__ import annotations

import io
import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from cardtui.cli import main
from cardtui.formats.exported import export_command
from support.commands import Result, run_cardtui

BANK = """
format = 1
id = "small"
version = "1.2.0"
title = "Small"

[[section]]
id = "model"
title = "Model"
[[section.question]]
id = "name"
type = "text"
ask = "What is it called?"
label = "Name"
required = true
[[section.question]]
id = "remark"
type = "note"
ask = "The next question branches."
[[section.question]]
id = "compression"
type = "multiselect"
ask = "How is it compressed?"
label = "Compression"
options = [
  { id = "quantization", label = "Quantization" },
  { id = "none", label = "Not compressed", exclusive = true },
]
[[section.question]]
id = "bits"
type = "integer"
ask = "How many bits?"
label = "Bits"
unit = "bits"
when = { compression = "quantization" }
check = [{ that = "value <= 16", message = "At most 16 bits." }]

[[section]]
id = "use"
title = "Use"
[[section.question]]
id = "purpose"
type = "text"
ask = "What is it for?"
label = "Purpose"
"""

CARD = """format = 1
id = "card-one"
bank = {id = "small", version = "1.2.0", sha256 = "x"}

[answers.name]
value = "DistilBERT"

[answers.bits]
value = 8

[answers.purpose]
status = "unknown"
reason = "Nobody said."
"""
DOCUMENT = """# Model

- **Name:** DistilBERT

# Use

- **Purpose:** Not known: Nobody said.
"""


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `cardtui` in a project that names the bank, with two cards in it."""
    (tmp_path / "bank.toml").write_text(BANK)
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n')
    (tmp_path / "card.toml").write_text(CARD)
    quantized = CARD.replace("card-one", "card-two").replace(
        "[answers.bits]", '[answers.compression]\nvalue = ["quantization"]\n\n[answers.bits]'
    )
    (tmp_path / "quantized.toml").write_text(quantized)
    monkeypatch.chdir(tmp_path)

    def cardtui(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        return run_cardtui(capsys, *arguments)

    return cardtui


def everything_in(folder: Path) -> dict[str, bytes]:
    """All files of a folder and what is in them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# status


def test_status_says_how_far_a_card_is(run: Run) -> None:
    """A line for the card, then the questions under their sections; notes are not listed."""
    result = run("status", "card.toml")
    assert result == Result(
        0,
        "card.toml: 2 of 3, up to 4, complete\n"
        "\n"
        "Model\n"
        "  x Name         answered\n"
        "    Compression  open\n"
        "  ? Bits         depends on an open question\n"
        "\n"
        "Use\n"
        "  x Purpose  unknown\n",
        "",
    )


def test_status_tells_what_is_set_aside(run: Run, tmp_path: Path) -> None:
    """An answer whose question is no longer asked is named as kept."""
    card = tmp_path / "card.toml"
    card.write_text(f'{CARD}\n[answers.compression]\nvalue = ["none"]\n')
    assert "  - Bits         set aside: answered\n" in run("status", "card.toml").out


def test_status_tells_what_a_check_says(run: Run, tmp_path: Path) -> None:
    """A value that fails a check is told in the words of the check."""
    card = tmp_path / "quantized.toml"
    card.write_text(card.read_text().replace("value = 8", "value = 99"))
    result = run("status", "quantized.toml")
    assert result.code == 0
    assert "  ! Bits         At most 16 bits.\n" in result.out
    assert "not complete" in result.out


def test_status_json_is_one_object_with_everything(run: Run) -> None:
    """The shape is documented and stable; `answer` is what is stored, relevant or not."""
    result = run("status", "card.toml", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.out.count("\n") == 1
    assert json.loads(result.out) == {
        "card": "card.toml",
        "bank": {"id": "small", "version": "1.2.0"},
        "progress": {"answered": 2, "relevant": 3, "possible": 4},
        "reconfirm": [],
        "questions": {
            "name": {"relevance": "relevant", "answer": "answered"},
            "remark": {"relevance": "relevant", "answer": "unanswered"},
            "compression": {"relevance": "relevant", "answer": "unanswered"},
            "bits": {"relevance": "undecided", "answer": "answered"},
            "purpose": {"relevance": "relevant", "answer": "unknown"},
        },
    }


def test_status_json_of_several_cards_is_a_line_each(run: Run) -> None:
    """One object per line, in the order given."""
    result = run("status", "quantized.toml", "card.toml", "--json")
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["card"] for record in records] == ["quantized.toml", "card.toml"]
    assert records[0]["progress"] == {"answered": 4, "relevant": 4, "possible": 4}
    assert records[0]["questions"]["bits"] == {"relevance": "relevant", "answer": "answered"}


def test_status_of_several_cards_names_each(run: Run) -> None:
    """A line each, the least complete first."""
    out = run("status", "quantized.toml", "card.toml").out
    assert out.splitlines() == [
        "card.toml       50%   2 of 3, up to 4  nothing required",
        "quantized.toml  100%  4 of 4           nothing required",
    ]


def test_status_without_a_card_takes_model_card_toml(run: Run, tmp_path: Path) -> None:
    """The usual name need not be typed."""
    (tmp_path / "model-card.toml").write_text(CARD)
    assert run("status").out.startswith("model-card.toml: 2 of 3")


def test_status_says_why_a_question_is_asked(run: Run) -> None:
    """Plain lines: how it stands, each condition, and the answers that it comes from."""
    assert run("status", "quantized.toml", "--why", "bits") == Result(
        0,
        "quantized.toml: Bits (bits)\n"
        "It is asked, because its condition is true.\n"
        "\n"
        "True: Compression includes Quantization\n"
        "  Compression: Quantization\n",
        "",
    )


def test_status_says_why_of_several_questions_and_cards(run: Run) -> None:
    """One after the other, card by card; a question that is named twice is told once."""
    out = run(
        "status", "card.toml", "quantized.toml", "--why", "bits", "--why", "name", "--why", "bits"
    ).out
    heads = [line for line in out.splitlines() if ".toml: " in line]
    assert heads == [
        "card.toml: Bits (bits)",
        "card.toml: Name (name)",
        "quantized.toml: Bits (bits)",
        "quantized.toml: Name (name)",
    ]
    assert "that hangs on the answer to Compression.\n" in out
    assert "\n\ncard.toml: Name (name)\nIt is always asked.\n" in out
    assert "\n\nquantized.toml: Bits" in out


def test_status_why_json_is_one_object_with_everything(run: Run) -> None:
    """The shape is documented in the help, and stable."""
    result = run("status", "card.toml", "--why", "bits", "--why", "name", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.out.count("\n") == 1
    assert json.loads(result.out) == {
        "card": "card.toml",
        "bank": {"id": "small", "version": "1.2.0"},
        "why": {
            "bits": {
                "relevance": "undecided",
                "sentence": "It is not decided yet whether it is asked: "
                "that hangs on the answer to Compression.",
                "remarks": [],
                "conditions": [
                    {
                        "section": None,
                        "words": "Compression includes Quantization",
                        "verdict": "undecided",
                        "deciding": [],
                        "answers": [
                            {
                                "question": "compression",
                                "relevance": "relevant",
                                "words": "not answered yet",
                            }
                        ],
                    }
                ],
                "hangs_on": ["compression"],
            },
            "name": {
                "relevance": "relevant",
                "sentence": "It is always asked.",
                "remarks": [],
                "conditions": [],
                "hangs_on": [],
            },
        },
    }


def test_status_why_names_the_section_of_a_condition(run: Run, tmp_path: Path) -> None:
    """By its title for people, by its id for programs."""
    bank = BANK.replace('title = "Use"', "title = \"Use\"\nwhen = { name = 'DistilBERT' }")
    (tmp_path / "bank.toml").write_text(bank)
    out = run("status", "card.toml", "--why", "purpose").out
    assert 'True: Name is "DistilBERT" (for the section Use)\n' in out
    record = json.loads(run("status", "card.toml", "--why", "purpose", "--json").out)
    assert record["why"]["purpose"]["conditions"][0]["section"] == "use"


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_status_why_refuses_what_is_no_question(more: list[str], run: Run) -> None:
    """The question that was meant is named; nothing is printed."""
    arguments = ["status", "card.toml", "--why", "name", "--why", "compresion", *more]
    assert_refused(
        run(*arguments),
        'card.toml: there is no question "compresion"; did you mean `compression`?',
    )


def test_status_why_escapes_hostile_text(run: Run, tmp_path: Path) -> None:
    """Labels and answers cannot command the terminal."""
    evil = "\\u001b]52;c;eA==\\u0007"
    bank = BANK.replace('label = "Compression"', f'label = "Comp{evil}"')
    (tmp_path / "bank.toml").write_text(
        bank.replace('when = { compression = "quantization" }', "when = \"name != 'x'\"")
    )
    card = tmp_path / "card.toml"
    card.write_text(CARD.replace('"DistilBERT"', f'"Distil{evil}\\nBERT"'))
    out = run("status", "card.toml", "--why", "bits", "--why", "compression").out
    assert "Name: Distil\\x1b]52;c;eA==\\x07 BERT\n" in out
    assert "card.toml: Comp\\x1b]52;c;eA==\\x07 (compression)\n" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("command", ["status", "export"])
def test_help_shows_examples_on_lines_of_their_own(command: str, run: Run) -> None:
    """So that they can be copied."""
    out = run(command, "--help").out
    assert "\\b" not in out
    examples = [line for line in out.splitlines() if line.startswith(f"  cardtui {command}")]
    assert len(examples) >= 2


@pytest.mark.parametrize("command", ["status", "export"])
def test_commands_change_nothing(command: str, run: Run, tmp_path: Path) -> None:
    """Looking at a card leaves every file as it was."""
    before = everything_in(tmp_path)
    assert run(command, "card.toml").code == 0
    assert everything_in(tmp_path) == before


# export


def test_export_prints_the_document(run: Run) -> None:
    """To standard output, without a mark."""
    assert run("export", "card.toml") == Result(0, DOCUMENT, "")


@pytest.mark.parametrize("command", ["status", "export"])
def test_a_card_may_come_from_standard_input(command: str, run: Run) -> None:
    """`-` reads the card from standard input."""
    from_file = run(command, "card.toml")
    from_input = run(command, "-", stdin=CARD.encode())
    assert (from_input.code, from_input.err) == (0, "")
    assert from_input.out.replace("standard input: ", "card.toml: ") == from_file.out


def test_a_broken_card_on_standard_input_is_told(run: Run) -> None:
    """The line is named although there is no file."""
    result = run("status", "-", stdin=b"format = 1\nid = \n")
    assert_refused(result, ":2:")


def test_export_writes_a_file_that_ends_with_its_mark(run: Run, tmp_path: Path) -> None:
    """With -o nothing is printed; the last line names the card and what was written."""
    assert run("export", "card.toml", "-o", "README.md") == Result(0, "", "")
    written = (tmp_path / "README.md").read_text()
    digest = sha256(DOCUMENT.encode()).hexdigest()
    assert written == f"{DOCUMENT}\n<!-- cardtui card-one {digest} -->\n"


def test_export_overwrites_its_own_file(run: Run, tmp_path: Path) -> None:
    """An earlier export that nobody touched is replaced."""
    run("export", "card.toml", "-o", "README.md")
    card = tmp_path / "card.toml"
    card.write_text(CARD.replace("DistilBERT", "TinyBERT"))
    assert run("export", "card.toml", "-o", "README.md") == Result(0, "", "")
    assert "TinyBERT" in (tmp_path / "README.md").read_text()


def foreign(readme: Path) -> None:
    """A file that someone wrote."""
    readme.write_text("# My model\n")


def edited(readme: Path) -> None:
    """An export with another word in it."""
    readme.write_text(readme.read_text().replace("DistilBERT", "MyBERT"))


def added_below(readme: Path) -> None:
    """An export with a line behind its mark."""
    readme.write_text(f"{readme.read_text()}\nOne more thing.\n")


def of_another_card(readme: Path) -> None:
    """An export with the id of another card."""
    readme.write_text(readme.read_text().replace("card-one", "card-two"))


def empty(readme: Path) -> None:
    """A file with nothing in it is not ours either."""
    readme.write_text("")


@pytest.mark.parametrize("change", [foreign, edited, added_below, of_another_card, empty])
def test_export_refuses_to_overwrite_what_is_not_its_own(
    change: Callable[[Path], None], run: Run, tmp_path: Path
) -> None:
    """A foreign or hand-changed file stays; --force overwrites it."""
    run("export", "card.toml", "-o", "README.md")
    change(tmp_path / "README.md")
    before = everything_in(tmp_path)
    result = run("export", "card.toml", "-o", "README.md")
    assert_refused(result, "README.md", "--force")
    assert everything_in(tmp_path) == before

    assert run("export", "card.toml", "-o", "README.md", "--force") == Result(0, "", "")
    assert (tmp_path / "README.md").read_text().startswith(DOCUMENT)


def by_its_name(card: Path) -> str:
    """The card as it is called."""
    return card.name


def by_another_way(card: Path) -> str:
    """The same file by a longer path."""
    return str(card.parent / "." / card.name)


def by_symbolic_link(card: Path) -> str:
    """A link that points to it."""
    (card.parent / "link.md").symlink_to(card)
    return "link.md"


def by_hard_link(card: Path) -> str:
    """The same file under a second name."""
    (card.parent / "second.md").hardlink_to(card)
    return "second.md"


@pytest.mark.parametrize("source", ["card.toml", "bank.toml"])
@pytest.mark.parametrize("called", [by_its_name, by_another_way, by_symbolic_link, by_hard_link])
def test_export_never_overwrites_what_it_reads(
    called: Callable[[Path], str], source: str, run: Run, tmp_path: Path
) -> None:
    """The card and the bank stay, whatever they are called, and even with --force."""
    output = called(tmp_path / source)
    before = everything_in(tmp_path)
    for more in ([], ["--force"]):
        assert_refused(run("export", "card.toml", "-o", output, *more), output)
        assert everything_in(tmp_path) == before


@pytest.mark.parametrize("name", ["cardtui.toml", "cardtui.lock", "fr.toml", "quantized.toml"])
@pytest.mark.parametrize("called", [by_its_name, by_another_way, by_symbolic_link])
def test_export_never_overwrites_what_belongs_to_a_project(
    called: Callable[[Path], str], name: str, run: Run, tmp_path: Path
) -> None:
    """Nor its lock, translations and other cards, whatever is asked for and however."""
    (tmp_path / "fr.toml").touch()
    run("bank", "update", "--yes")
    output = called(tmp_path / name)
    before = everything_in(tmp_path)
    for more in ([], ["--force"], ["--to", "markdown", "--force"]):
        result = run("export", "card.toml", "-o", output, *more)
        assert_refused(result, output)
        assert everything_in(tmp_path) == before
    assert "--force" not in result.err


@pytest.mark.parametrize("name", ["card.pdf", "card.DOCX", "card.rst", "card.yaml"])
def test_export_writes_no_kind_of_document_that_it_does_not_have(
    name: str, run: Run, tmp_path: Path
) -> None:
    """The kinds that there are are told, unless it is said which of them the file is to hold."""
    assert_refused(run("export", "card.toml", "-o", name), name, ".md, .html and .json")
    assert not (tmp_path / name).exists()
    assert run("export", "card.toml", "--to", "markdown", "-o", name) == Result(0, "", "")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("MODEL_CARD", "# "), ("card.txt", "# "), ("card.v2", "# "), ("card.htm", "<!DOCTYPE html>")],
)
def test_export_takes_a_name_that_says_no_kind(
    name: str, begins: str, run: Run, tmp_path: Path
) -> None:
    """Markdown is what is written where nothing else is meant."""
    assert run("export", "card.toml", "-o", name) == Result(0, "", "")
    assert (tmp_path / name).read_text().startswith(begins)


def test_export_never_overwrites_the_card_on_standard_input(run: Run, tmp_path: Path) -> None:
    """`cardtui export - -o card.toml --force < card.toml` leaves the card."""
    card = tmp_path / "card.toml"
    with card.open("rb") as stdin:
        process = subprocess.run(
            [sys.executable, "-m", "cardtui", "export", "-", "-o", "card.toml", "--force"],
            cwd=tmp_path,
            stdin=stdin,
            capture_output=True,
            check=False,
        )
    assert process.returncode == 2
    assert b"card.toml" in process.stderr
    assert card.read_text() == CARD


def test_export_says_what_it_does_not_print(run: Run, tmp_path: Path) -> None:
    """An answer that does not fit is named on standard error; the document is as ever."""
    card = tmp_path / "card.toml"
    card.write_text(CARD.replace('"DistilBERT"', "7"))
    result = run("export", "card.toml")
    assert "DistilBERT" not in result.out
    assert (result.code, result.err) == (
        0,
        "cardtui: card.toml: 1 answer is not printed: Name; see `cardtui status`\n",
    )
    assert run("export", "card.toml", "-o", "README.md").err == result.err


TABLE = """
[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
label = "Results"
[[section.question.column]]
id = "metric"
type = "text"
[[section.question.column]]
id = "value"
type = "number"
label = "Value"
when = "row.metric == 'f1'"
"""


def test_export_names_cells_it_does_not_print(run: Run, tmp_path: Path) -> None:
    """A cell by its row and column; one that does not matter in its row is not missed."""
    (tmp_path / "bank.toml").write_text(BANK + TABLE)
    rows = """
[[answers.results.rows]]
_row = 2
metric = "f1"
value = "high"
[[answers.results.rows]]
_row = 5
metric = "bleu"
value = "low"
[[answers.results.rows]]
_row = 6
metric = "bleu"
vaule = 1
"""
    wrong = CARD.replace("value = 8", 'value = "eight"').replace('"DistilBERT"', "[]")
    (tmp_path / "card.toml").write_text(wrong.replace('status = "unknown"', "value = 1") + rows)
    said = "3 answers are not printed: Purpose, Results (row 2, Value) and Results (row 6, vaule)"
    assert said in run("export", "card.toml").err


def test_export_to_a_dash_prints(run: Run, tmp_path: Path) -> None:
    """`-o -` is standard output, and makes no file of that name."""
    assert run("export", "card.toml", "-o", "-") == Result(0, DOCUMENT, "")
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("output", [".", "/dev/null"])
@pytest.mark.parametrize("more", [[], ["--force"]])
def test_export_needs_a_file_to_write(output: str, more: list[str], run: Run) -> None:
    """A folder or a device is told as what it is; nobody is asked for a TOML file."""
    result = run("export", "card.toml", "-o", output, *more)
    assert_refused(result, f"{output}: this is ", "name a")
    assert "TOML" not in result.err


def test_export_refuses_a_broken_card_before_it_writes(run: Run, tmp_path: Path) -> None:
    """The old export stays where the card cannot be read."""
    run("export", "card.toml", "-o", "README.md")
    (tmp_path / "card.toml").write_text("id = \n")
    before = everything_in(tmp_path)
    assert_refused(run("export", "card.toml", "-o", "README.md"), "card.toml:1:")
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    ["card.toml", "my card's $HOME.toml", "-card.toml", "notes/card", "card.md", "é; ls.toml"],
)
@pytest.mark.parametrize("bank", [None, "my bank.toml"])
def test_the_command_that_is_recommended_works(
    name: str, bank: str | None, run: Run, tmp_path: Path
) -> None:
    """However card and bank are called, pasted in a shell, and again for the next export."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "my bank.toml").write_text(BANK)
    (tmp_path / "card.toml").rename(tmp_path / name)
    words = shlex.split(export_command(name, "card-one", bank))
    assert words[0] == "cardtui"
    assert run(*words[1:]) == Result(0, "", "")
    assert (tmp_path / words[-1]).read_text().startswith(DOCUMENT)
    assert shlex.split(export_command(name, "card-one", bank)) == words
    assert run(*words[1:]) == Result(0, "", "")


def test_the_command_that_is_recommended_leaves_other_files(run: Run, tmp_path: Path) -> None:
    """A README that somebody wrote, or the export of another card, is no place for it."""
    assert export_command("card.toml", "card-one") == "cardtui export card.toml -o card.md"
    with_language = "cardtui export card.toml --language fr -o card.md"
    assert export_command("card.toml", "card-one", language="fr") == with_language
    (tmp_path / "card.md").write_text("# Mine\n")
    (tmp_path / "card-2.md").mkdir()
    run("export", "quantized.toml", "-o", "card-3.md")
    assert export_command("card.toml", "card-one").endswith(" -o card-4.md")
    assert export_command("card.toml", "card-two").endswith(" -o card-3.md")


# Refusals


def assert_refused(result: Result, *words: str) -> None:
    """Exit code 2, nothing printed, and exactly one line on standard error that says these."""
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("cardtui: ")
    assert result.err.endswith("\n")
    assert result.err.count("\n") == 1, result.err
    for word in words:
        assert word in result.err


def line_of(part: str) -> int:
    """The line of the bank that a part of it begins on."""
    return BANK[: BANK.index(part)].count("\n") + 1


def newer(format_number: str) -> str:
    """A card of another format."""
    return CARD.replace("format = 1", f"format = {format_number}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", ["bad.toml", "UTF-8"]),
        (b'format = 1\nid = "\xff"\n', ["bad.toml:2", "UTF-8"]),
        (b"format = 1\nid = \n", ["bad.toml:2:"]),
        (b"# Model card\n\nSome *Markdown*.\n", ["bad.toml:3:"]),
        (b"format = 1\nid = 'a'\nid = 'b'\n", ["bad.toml:3"]),
        (b"", ["bad.toml", "format"]),
        (newer("2").encode(), ["bad.toml:1", "update cardtui"]),
        (newer("99").encode(), ["bad.toml:1", "update cardtui"]),
        (newer("0").encode(), ["bad.toml:1"]),
        (newer("'1'").encode(), ["bad.toml:1"]),
        (CARD.replace('id = "card-one"\n', "").encode(), ["bad.toml", "id"]),
        (CARD.replace('"card-one"', "1").encode(), ["bad.toml:2"]),
        (CARD.replace("bank =", "book =").encode(), ["bad.toml", "bank"]),
        (CARD.replace('"small"', '"smal"').encode(), ["small"]),
        (CARD.replace('"small"', '"nowhere"').encode(), ["nowhere", "--bank"]),
        (CARD.replace("[answers.name]", "[answers]\nname = 1\n[other]").encode(), ["bad.toml:6"]),
        (CARD.replace('"unknown"', '"maybe"').encode(), ["bad.toml:12", "maybe"]),
        (BANK.encode(), ["bad.toml"]),
    ],
    ids=[
        "UTF-16",
        "no UTF-8 in a line",
        "no TOML",
        "Markdown",
        "a key twice",
        "empty",
        "next format",
        "far format",
        "format 0",
        "format as text",
        "no id",
        "id as number",
        "no bank",
        "mistyped bank",
        "unknown bank",
        "answer is no table",
        "no such status",
        "a bank",
    ],
)
@pytest.mark.parametrize("command", ["status", "export", "open"])
def test_a_card_that_cannot_be_used_is_told_in_a_line(
    command: str, content: bytes, words: list[str], run: Run, tmp_path: Path
) -> None:
    """File, line, what is wrong; the app does not open either, and the card stays as it is."""
    (tmp_path / "bad.toml").write_bytes(content)
    before = everything_in(tmp_path)
    arguments = ["bad.toml"] if command == "open" else [command, "bad.toml"]
    assert_refused(run(*arguments), *words)
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["status", "missing.toml"], ["missing.toml"]),
        (["export", "missing.toml"], ["missing.toml"]),
        (["status"], ["model-card.toml"]),
        (["status", "folder"], ["folder"]),
        (["export", "folder"], ["folder"]),
        (["folder"], ["folder"]),
        (["status", "card.toml", "--bank", "nowhere.toml"], ["nowhere.toml"]),
        (["status", "card.toml", "--bank", "nowhere"], ["nowhere"]),
        (["status", "card.toml", "--bank", "folder"], ["folder"]),
        (["status", "card.toml", "--bank", "kaggle-model-card"], ["card.toml", "small"]),
        (["new.toml", "--bank", "nowhere"], ["nowhere"]),
        (["missing/new.toml"], ["missing/new.toml"]),
        ([""], ["empty", "model-card.toml"]),
        (["status", ""], ["empty"]),
        (["export", ""], ["empty"]),
        (["", "--bank", "small"], ["empty"]),
        (["new/"], ["new/", "folder", "new/model-card.toml"]),
        (["-"], ["standard input"]),
        (["card.toml", "--bank"], ["--bank", "`cardtui --help`"]),
        (["status", "--bank"], ["--bank", "`cardtui status --help`"]),
        (["bank", "check", "--format"], ["--format", "`cardtui bank check --help`"]),
        (["bank", "check", "--nope"], ["--nope", "`cardtui bank check --help`"]),
        (["card.toml", "--at", "nmae"], ["nmae", "name"]),
        (["card.toml", "--at", "bits"], ["bits"]),
        (["--at", "name"], ["--at"]),
        (["crad.toml", "--at", "name"], ["crad.toml: there is no such file", "`card.toml`"]),
        (["ask", "crad.toml", "--at", "name"], ["crad.toml: there", "did you mean `card.toml`?"]),
        (["status", "./crad.toml"], ["./crad.toml: there", "did you mean `./card.toml`?"]),
        (["export", "crad.toml"], ["crad.toml: there", "did you mean `card.toml`?"]),
        (["card.toml", "more.toml"], ["more.toml"]),
        (["stauts"], ["stauts", "status"]),
        (["exprot", "card.toml"], ["exprot", "export"]),
        (["status", "--jsn"], ["--jsn", "--help"]),
        (["export", "card.toml", "--to", "pdf"], ["pdf", "markdown"]),
        (["export", "card.toml", "-o"], ["-o", "`cardtui export --help`"]),
        (["export", "card.toml", "-o", "missing/README.md"], ["missing/README.md"]),
        (["export", "card.toml", "-o", "folder"], ["folder"]),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_a_line(
    arguments: list[str], words: list[str], run: Run, tmp_path: Path
) -> None:
    """What is wrong and what to do; nothing is made on disk."""
    (tmp_path / "folder").mkdir()
    before = everything_in(tmp_path)
    assert_refused(run(*arguments), *words)
    assert everything_in(tmp_path) == before
    assert not (tmp_path / "missing").exists()


OTHER_THAN_A_CARD = {
    "README.md": "this is a document, not a card",
    "card.html": "this is a document, not a card",
    "card.json": "this is a document, not a card",
    "cardtui.toml": "this is a project file, not a card",
    "cardtui.lock": "this is the lock of a project, not a card",
    "bank.toml": "this is a bank, not a card",
}
WITH_A_CARD = [
    "check {}",
    "status {}",
    "get {}",
    "set {} name=x",
    "export {}",
    "copy {} new.toml",
    "diff card.toml {}",
    "merge card.toml {} card.toml",
    "ask {}",
    "{}",
    "{} --bank small",
]


@pytest.mark.parametrize("name", OTHER_THAN_A_CARD)
def test_what_is_given_as_a_card_and_is_none_is_told_as_what_it_is(
    name: str, run: Run, tmp_path: Path
) -> None:
    """By every command that takes a card."""
    run("bank", "update", "--yes")
    for document in ("README.md", "card.html", "card.json"):
        run("export", "card.toml", "-o", document)
    before = everything_in(tmp_path)
    for typed in WITH_A_CARD:
        assert_refused(run(*typed.format(name).split()), name, OTHER_THAN_A_CARD[name])
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("--language fr export", "cardtui export --language fr"),
        (
            "--frozen export --offline model-card.toml",
            "cardtui export --frozen --offline model-card.toml",
        ),
        ("--to html -o card.html export", "cardtui export --to html -o card.html"),
        ("-q bank check small", "cardtui bank check -q small"),
        ("--language=fr exprot", "export"),
    ],
)
def test_a_command_behind_its_options_is_no_card(
    typed: str, meant: str, run: Run, tmp_path: Path
) -> None:
    """The order that is meant is shown, and no card of that name is started."""
    before = everything_in(tmp_path)
    assert_refused(run(*typed.split()), meant)
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize(
    "typed", ["-- export", "--theme export card.toml", "--language fr ./export"]
)
def test_a_card_may_be_called_like_a_command(typed: str, run: Run) -> None:
    """What is said to be a file, or is the value of an option, is no command."""
    assert_refused(run(*typed.split()), "the app needs a terminal")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("copy card.toml", "`NEW` is missing; see `cardtui copy --help`"),
        ("export a b c", "`b c` is more than this takes; see `cardtui export --help`"),
        ("check --fail-under x", "`--fail-under` is a whole number from 0 to 100; see"),
        ("check --fail-under 101", "`--fail-under` is a whole number from 0 to 100; see"),
        ("export --to htm", "`--to` cannot be `htm`: did you mean `html`?; see"),
        ("export --to pdf", "`--to` cannot be `pdf`: there are markdown, html and json; see"),
        ("check --strict=3", "`--strict` takes no value; see"),
        ("status --bank", "`--bank` needs a value; see"),
        ("status --jsn", "there is no option `--jsn`: did you mean `--json`?; see"),
        ("status -z", "there is no option `-z`; see"),
        ("completion", "`SHELL` is missing: there are bash, zsh and fish; see"),
        ("bank", "name a command: there are add, check, "),
    ],
)
def test_wrong_use_is_told_in_the_words_of_all_messages(typed: str, said: str, run: Run) -> None:
    """Whoever finds it, this program or the library that reads the arguments."""
    assert_refused(run(*typed.split()), f"cardtui: {said}")


def test_a_question_of_a_card_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """With several banks it is not known whose question is meant; a card was named all the same."""
    two = '[[bank]]\nsource = "bank.toml"\n\n[[bank]]\nsource = "kaggle-model-card"\n'
    (tmp_path / "cardtui.toml").write_text(two)
    assert_refused(run("new.toml", "--at", "name"), "new.toml: there is no such card", "leave out")
    assert_refused(run("crad.toml", "--at", "name"), "did you mean `card.toml`?")
    said = run("crad.toml", "--at", "name", "--bank", "kaggle-model-card")
    assert "did you mean" not in said.err


def test_a_missing_card_among_several_is_told(run: Run, tmp_path: Path) -> None:
    """The exit code is 2 and each bad card is named; the others are reported as ever."""
    (tmp_path / "broken.toml").write_text("id = \n")
    cards = ["missing.toml", "card.toml", "broken.toml", "quantized.toml"]
    result = run("status", *cards)
    assert result.code == 2
    missing, broken = result.err.splitlines()
    assert missing.startswith("cardtui: missing.toml: ")
    assert broken.startswith("cardtui: broken.toml:1:")
    assert result.out == run("status", "card.toml", "quantized.toml").out

    as_json = run("status", *cards, "--json")
    assert (as_json.code, as_json.err) == (2, result.err)
    assert [json.loads(line)["card"] for line in as_json.out.splitlines()] == cards[1::2]

    why = run("status", *cards, "--why", "name")
    assert (why.code, why.err) == (2, result.err)
    assert [line for line in why.out.splitlines() if ".toml" in line] == [
        "card.toml: Name (name)",
        "quantized.toml: Name (name)",
    ]
    assert run("status", "missing.toml", "--why", "name") == Result(2, "", f"{missing}\n")


def test_a_bad_bank_is_told_once_for_several_cards(run: Run) -> None:
    """Not again for each card that would be looked at with it."""
    assert_refused(run("status", "card.toml", "quantized.toml", "--bank", "nowhere"), "nowhere")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "[answers.purpose]",
            "[answers.purpos]",
            11,
            "no question asks for the answer `purpos`; did you mean `purpose`?",
        ),
        (
            "[answers.purpose]",
            "[answers.zzz]",
            11,
            "no question asks for the answer `zzz`; it is kept as it is",
        ),
        ("value = 8", "vlaue = 8", 9, "`vlaue` of the answer `bits` is not read; did you mean `value`?"),
        ("[answers.purpose]", "[answer.purpose]", 11, "`answer` is not read; did you mean `answers`?"),
    ],
)  # fmt: skip
def test_status_tells_slips_of_the_hand(
    old: str, new: str, line: int, said: str, run: Run, tmp_path: Path
) -> None:
    """What nothing reads is told with its line and what was meant; it is no failure."""
    (tmp_path / "card.toml").write_text(CARD.replace(old, new))
    result = run("status", "card.toml")
    assert result.code == 0
    assert result.out.startswith("card.toml: ")
    (told,) = result.err.splitlines()
    assert told.startswith(f"cardtui: card.toml:{line}:")
    assert told.endswith(f": {said}")


def test_status_leaves_the_keys_of_other_programs_alone(run: Run, tmp_path: Path) -> None:
    """A key or table that is nothing like ours is no slip."""
    extra = '\nfor_review = true\n\n[tool]\nname = "x"\n'
    (tmp_path / "card.toml").write_text(CARD + extra)
    assert run("status", "card.toml").err == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("format = 1", "format = 2", ["update cardtui"]),
        ('type = "integer"', 'type = "interger"', ["`integer`"]),
        ('id = "purpose"', 'id = "name"', ["name"]),
        ("required = true", "requird = true", ["`required`"]),
        ('[[section]]\nid = "use"', '[section\nid = "use"', ["section"]),
        ('ask = "What is it for?"\n', "", ["ask"]),
    ],
)
def test_a_broken_bank_is_told_in_a_line(
    old: str, new: str, words: list[str], run: Run, tmp_path: Path
) -> None:
    """`--bank` of a bank with one mistake: file, line, and what was meant."""
    place = f"broken.toml:{line_of(old)}:" if new else "broken.toml:"
    (tmp_path / "broken.toml").write_text(BANK.replace(old, new))
    before = everything_in(tmp_path)
    for arguments in (["status", "card.toml"], ["export", "card.toml"], ["new.toml"]):
        assert_refused(run(*arguments, "--bank", "broken.toml"), place, *words)
    assert everything_in(tmp_path) == before


def test_a_card_of_an_unknown_bank_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    """Where the card names its bank, and which bank was meant."""
    (tmp_path / "card.toml").write_text(CARD.replace('"small"', '"smal"'))
    for arguments in (["status", "card.toml"], ["card.toml"]):
        said = '"smal"; did you mean `small`? Else use --bank FILE\n'
        assert_refused(run(*arguments), "card.toml:3:", said)
    assert_refused(run("status", "-", stdin=(tmp_path / "card.toml").read_bytes()), "input:3:")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("banks/nowhere", ['"banks/nowhere"']),
        ("nowhere.toml", ['"nowhere.toml"']),
        ("kaggle-model-crad", ["did you mean `kaggle-model-card`?"]),
        ("https://example.org/a/bank", ["cardtui.lock", "cardtui bank update"]),
        ("", ["source"]),
    ],
)
def test_a_source_of_a_project_that_is_not_there_is_told_with_its_line(
    source: str, words: list[str], run: Run, tmp_path: Path
) -> None:
    """As it is written in `cardtui.toml`, and where."""
    lines = f'[[bank]]\nsource = "bank.toml"\n\n[[bank]]\nsource = "{source}"\n'
    (tmp_path / "cardtui.toml").write_text(lines)
    assert_refused(run("new.toml"), "cardtui.toml:5: ", *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bank = 3", ["cardtui.toml:1: ", "[[bank]]"]),
        ("[[bank]]", ["cardtui.toml:1: ", "source"]),
        ("[[bank]]\nsource = 3", ["cardtui.toml:2: ", "source"]),
    ],
)
def test_a_project_that_cannot_be_read_is_told_with_its_line(
    text: str, words: list[str], run: Run, tmp_path: Path
) -> None:
    """What a `cardtui.toml` needs."""
    (tmp_path / "cardtui.toml").write_text(text)
    assert_refused(run("new.toml"), *words)


def test_an_answer_that_is_there_twice_is_told(run: Run, tmp_path: Path) -> None:
    """One of the two is to go, since a card has no lists of answers."""
    (tmp_path / "card.toml").write_text(f"{CARD}\n[answers.name]\nvalue = 1\n")
    line = CARD.count("\n") + 2
    assert_refused(run("status", "card.toml"), f"card.toml:{line}:", "keep one of the two")


def test_an_id_that_is_no_text_is_told(run: Run, tmp_path: Path) -> None:
    """It is there, so it is not called missing."""
    (tmp_path / "card.toml").write_text(CARD.replace('"card-one"', "7"))
    assert_refused(run("status", "card.toml"), "card.toml:2:", "`id` is not a text")


def test_a_mistake_in_a_condition_is_shown_under_its_line(run: Run, tmp_path: Path) -> None:
    """One message with file and line, and below it the expression with the part that is meant."""
    wrong = BANK.replace('when = { compression = "quantization" }', 'when = "compresion == 1"')
    (tmp_path / "broken.toml").write_text(wrong)
    result = run("status", "card.toml", "--bank", "broken.toml")
    assert (result.code, result.out) == (2, "")
    message, source, marks = result.err.splitlines()
    assert message.startswith(f"cardtui: broken.toml:{line_of('when = ')}:")
    assert "did you mean `compression`?" in message
    assert source == "    compresion == 1"
    assert marks == "    ~~~~~~~~~^"


def test_the_app_needs_a_terminal(run: Run, tmp_path: Path) -> None:
    """Without one it says so, and makes no card."""
    before = everything_in(tmp_path)
    assert_refused(run("new.toml"), "terminal")
    assert everything_in(tmp_path) == before


def test_help_and_version_are_fine(run: Run) -> None:
    """They print to standard output and end with 0."""
    for arguments in (["--help"], ["-h"], ["--version"], ["status", "--help"], ["export", "-h"]):
        result = run(*arguments)
        assert (result.code, result.err) == (0, "")
        assert result.out


def test_hostile_names_are_escaped_in_messages(run: Run) -> None:
    """A file name cannot command the terminal that shows the message."""
    result = run("status", "\x1b]52;c;x\x07\u202e.toml")
    assert_refused(result, "\\x1b]52;c;x\\x07\\u202e.toml")


# Pipes, and standard streams that are closed or full


def in_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs `cardtui ...` as a shell does; `$0` stands for the program."""
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("cardtui", '"$0" -m cardtui', 1), sys.executable],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


PRINTING = ["status card.toml", "export card.toml", "bank schema", "bank check", "--help"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize("command", [*PRINTING, "--version"])
def test_an_output_that_is_full_is_told_in_a_line(command: str, run: Run, tmp_path: Path) -> None:
    """Exit code 2, since what was asked for has not been printed."""
    done = in_shell(f"cardtui {command} >/dev/full", tmp_path)
    assert_refused(Result(done.returncode, "", done.stderr), "standard output", "No space left")


@pytest.mark.parametrize("command", PRINTING)
def test_an_output_that_is_closed_is_told_in_a_line(command: str, run: Run, tmp_path: Path) -> None:
    """`>&-` leaves nothing to print to."""
    done = in_shell(f"cardtui {command} >&-", tmp_path)
    assert_refused(Result(done.returncode, "", done.stderr), "standard output cannot be written")


def test_an_input_that_is_closed_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    """`<&-` leaves nothing to read."""
    done = in_shell("cardtui status - <&-", tmp_path)
    assert_refused(Result(done.returncode, done.stdout, done.stderr), "standard input", "closed")


def test_messages_do_not_take_standard_output(run: Run, tmp_path: Path) -> None:
    """Without a standard error there is no place for them; the exit code says it still."""
    done = in_shell("cardtui status missing.toml 2>&-", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


def test_an_export_to_a_file_needs_no_streams(run: Run, tmp_path: Path) -> None:
    """As from a job that closes them all: no file of ours takes their place."""
    done = in_shell("cardtui export card.toml -o README.md <&- >&- 2>&-", tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "README.md").read_text().startswith(DOCUMENT)
    assert (tmp_path / "card.toml").read_text() == CARD


def test_too_large_a_card_on_standard_input_is_told(run: Run) -> None:
    """By the name that a person would know."""
    result = run("status", "-", stdin=b" " * (16 * 1024 * 1024 + 1))
    assert_refused(result, "standard input: ", "16 MiB")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bank"], "name a command: there are add, check, diff, "),
        (["bank", "shema"], "there is no command `shema`: did you mean `schema`?"),
        (["bank", "zzz"], "there is no command `zzz`: there "),
    ],
)
def test_a_slip_in_a_command_for_banks(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that says what was meant, and where the help is."""
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"cardtui: {said}")


@pytest.mark.parametrize("command", [["status"], ["export"], ["bank", "schema"]])
def test_examples_in_help_stand_on_lines_of_their_own(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """No mark of the help's layout is shown, and no two commands share a line."""
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    shown = capsys.readouterr().out
    assert "\\b" not in shown
    assert f"\n  cardtui {' '.join(command)}" in shown
