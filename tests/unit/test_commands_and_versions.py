"""The commands on cards of other versions of their bank."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cardtui.cli import main
from support.versions import CARD, older_card


def cardtui(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    said = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, said.out, said.err


def test_status_looks_at_an_older_card_as_it_would_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a word about it, and without writing."""
    card = older_card(tmp_path)
    assert cardtui(capsys, "status", card) == (
        0,
        f"""\
{card}: 4 of 4, complete, 2 to re-confirm

Basics
  ~ Name         answered, but the question has changed since
  ~ Bits         answered, but the question has changed since
  x Compression  answered
  x Results      answered
""",
        "",
    )
    code, out, err = cardtui(capsys, "status", card, "--json")
    record = json.loads(out)
    assert (code, err) == (0, "")
    assert record["bank"] == {"id": "team", "version": "2.0.0"}
    assert record["reconfirm"] == ["name", "quantization_bits"]
    assert Path(card).read_text() == CARD


def test_export_prints_an_older_card_as_it_would_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is retired is not in the document."""
    card = older_card(tmp_path)
    code, out, err = cardtui(capsys, "export", card)
    assert (code, err) == (0, "")
    assert "**Compression:** Quantization, Pruning" in out
    assert "**Bits:** 8" in out
    assert "AWS" not in out
    assert Path(card).read_text() == CARD


@pytest.mark.parametrize("command", ["status", "export"])
def test_a_card_of_a_newer_bank_is_read_and_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line on standard error; what an export leaves out is told as ever."""
    card = Path(older_card(tmp_path))
    card.write_text(CARD.replace("1.2.0", "3.0.0"))
    code, out, err = cardtui(capsys, command, str(card))
    assert code == 0
    assert "Name" in out
    told, *more = err.splitlines(keepends=True)
    left_out = "2 answers are not printed: Compression and Results; see `cardtui status`"
    assert more == ([] if command == "status" else [f"cardtui: {card}: {left_out}\n"])
    assert told == (
        f'cardtui: {card}: this card answers version 3.0.0 of the bank "team", here is 2.0.0: '
        "what only the newer one asks is kept and not shown\n"
    )


@pytest.mark.parametrize(
    "arguments", [["status"], ["export"], [], ["--at", "name"]], ids=lambda a: " ".join(a) or "open"
)
def test_a_card_of_a_newer_format_is_refused_where_it_cannot_be_shown(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the commands, without a terminal, and where one question is wanted."""
    card = older_card(tmp_path, format_number=2)
    given = [card, *arguments] if arguments[:1] in ([], ["--at"]) else [*arguments, card]
    assert cardtui(capsys, *given) == (
        2,
        "",
        (
            f"cardtui: {card}:1:1: this card has format 2, this version of cardtui reads 1; "
            "update cardtui\n"
        ),
    )
