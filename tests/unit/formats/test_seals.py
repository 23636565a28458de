"""A file says that it is an export, of which card, and whether anyone has changed it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.formats.registry import FORMATS
from cardtui.formats.seals import COMMENT, MEMBER, Seal, Sealed
from support.commands import Result, run_cardtui
from support.every_type import EVERY_TYPE, every_type_session

seals = st.sampled_from([COMMENT, MEMBER])


@pytest.fixture(name="export")
def _export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Exports a card with a name in it, in its folder."""
    session = every_type_session(tmp_path)
    session.set_value("name", "DistilBERT")
    session.save()
    monkeypatch.chdir(tmp_path)
    Path("bank.toml").write_text(EVERY_TYPE, encoding="utf-8")

    def export(*options: str) -> Result:
        return run_cardtui(capsys, "export", session.path, "--bank", "bank.toml", *options)

    return export


@given(seals, st.text(), st.text(min_size=1))
def test_a_sealed_document_is_known_again(seal: Seal, text: str, card: str) -> None:
    """Whatever it holds, and whatever its card is called."""
    document = text + seal.end
    found = seal.found(seal.sealed(document, card))
    assert found is not None
    assert found.is_unchanged


@given(seals, st.text(st.characters(exclude_categories=["Cs"]), min_size=3), st.data())
def test_every_change_shows(seal: Seal, text: str, data: st.DataObject) -> None:
    """One character more, less or other, anywhere."""
    sealed = seal.sealed(text + seal.end, "card-1")
    at = data.draw(st.integers(0, len(sealed) - 1))
    instead = data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=1))
    changed = sealed[:at] + instead + sealed[at + 1 :]
    if changed != sealed:
        found = seal.found(changed)
        assert found is None or not found.is_unchanged or found.card != "card-1"


def test_what_is_added_behind_the_seal_shows() -> None:
    """Also an empty line."""
    sealed = COMMENT.sealed("# A\n", "x")
    assert COMMENT.found(sealed + "\n") == Sealed("x", is_unchanged=False)


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["-o", "card.html"], "<!DOCTYPE html>"),
        (["-o", "card.JSON"], "{"),
        (["-o", "card.md"], "# Simple"),
        (["-o", "card.txt"], "# Simple"),
        (["-o", "card.html", "--to", "markdown"], "# Simple"),
    ],
)
def test_the_name_of_the_file_says_the_format(
    options: list[str], begins: str, export: Callable[..., Result]
) -> None:
    """As in the plain mode; what is said with `--to` outranks it."""
    assert export(*options).code == 0
    assert Path(options[1]).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_written_again_and_kept_once_it_is_changed(
    name: str, export: Callable[..., Result]
) -> None:
    """The same rules for all."""
    assert export("--to", name, "-o", "out").code == 0
    assert export("--to", name, "-o", "out").code == 0
    if name == "json":
        printed = json.loads(export("--to", name).out)
        written = json.loads(Path("out").read_text())
        assert written.pop("exported").startswith("cardtui ")
        assert written == printed
    Path("out").write_text(Path("out").read_text() + "\n")
    refused = export("--to", name, "-o", "out")
    assert (refused.code, "changed by hand" in refused.err) == (2, True)
    assert export("--to", name, "-o", "out", "--force").code == 0
