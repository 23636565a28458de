"""`cardtui set` and `get`: answers from scripts, checked as typed ones are."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from cardtui.card.file import read_card
from support.commands import Result


def stored(name: str) -> object:
    """What the card in this folder holds for a question."""
    answer = read_card("card.toml").card.answer(name)
    return None if answer is None else answer.value


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("name=DistilBERT", "name", "DistilBERT"),
        ("name==x", "name", "=x"),
        ("name=:x", "name", ":x"),
        ('name:="@x"', "name", "@x"),
        ("about=One.\nTwo.", "about", "One.\nTwo.\n"),
        ("deployed=yes", "deployed", True),
        ("deployed:=false", "deployed", False),
        ("layers=12", "layers", 12),
        ("layers:=12.0", "layers", 12),
        ("latency=1,200.5 ms", "latency", 1200.5),
        ("released=2026-01-31", "released", date(2026, 1, 31)),
        ('released:="2026-01-31"', "released", date(2026, 1, 31)),
        ("origin=Trained from scratch", "origin", "trained_from_scratch"),
        ("compression=pruning, QUANTIZATION", "compression", ["quantization", "pruning"]),
        ('compression:=["Not compressed"]', "compression", ["none"]),
        ("compression=pruning, Pruning", "compression", ["pruning"]),
        ("languages=en\nfr", "languages", ["en", "fr"]),
        ('languages:=["en", "fr"]', "languages", ["en", "fr"]),
    ],
)
def test_an_answer_is_stored_as_if_it_were_typed(
    run, written: str, name: str, value: object
) -> None:
    """Each type, as text and as JSON."""
    assert run("set", "card.toml", written) == Result(0, "", "")
    assert stored(name) == value


def test_an_id_given_again_adds_to_the_answer(run) -> None:
    """Items may hold commas, so a list takes them one by one."""
    run("set", "card.toml", "languages=Chinese, simplified", "languages=en")
    assert stored("languages") == ["Chinese, simplified", "en"]


def test_texts_of_options(run) -> None:
    """Behind a colon, or under the key that cards have."""
    run("set", "card.toml", "compression=pruning, other: ternary layers")
    answer = read_card("card.toml").card.answers["compression"]
    assert (answer.value, answer.specify) == (["pruning", "other"], {"other": "ternary layers"})
    run("set", "card.toml", 'origin:={"value": "other", "specify": {"other": "a gift, x"}}')
    answer = read_card("card.toml").card.answers["origin"]
    assert (answer.value, answer.specify) == ("other", {"other": "a gift, x"})


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("name", '"name" is no answer; write ID=VALUE, ID:=JSON or ID=@FILE'),
        ("nam=x", 'card.toml: there is no question "nam"; did you mean `name`?'),
        ("remark=x", "card.toml: remark: a note has no answer"),
        ("layers=many", "card.toml: layers: expected a whole number"),
        ("layers:=1.5", "card.toml: layers: expected a whole number"),
        ("layers:=true", "card.toml: layers: expected a whole number"),
        ("latency:=NaN", "card.toml: latency: NaN is no number that JSON has"),
        ("latency=1,5", "card.toml: latency: expected a number: write 1.5"),
        ("deployed=perhaps", "card.toml: deployed: expected yes or no (true or false)"),
        ("released=tomorrow", "card.toml: released: expected a date such as 2026-01-31"),
        ("released:=2026", "card.toml: released: expected a date such as 2026-01-31"),
        (
            "compression=prunning",
            'card.toml: compression: "prunning" is not an option: did you mean `pruning`?',
        ),
        (
            "compression=pruning: hard",
            'card.toml: compression: "Pruning" takes no text behind a colon',
        ),
        (
            "compression=pruning, none",
            'card.toml: compression: "Not compressed" cannot stand with other options',
        ),
        ("languages:=3", "card.toml: languages: expected a list of texts"),
        ("compression:=[1]", "card.toml: compression: expected a list of texts"),
        (f"name:={'[' * 100_000}", "card.toml: name: this JSON is nested too deeply"),
        ('name:={"status": "unknown", "reason": 3}', "card.toml: name: a reason is a text"),
        ('name:={"note": 3}', "card.toml: name: a note is a text"),
        (
            'origin:={"value": "other", "specify": {"othr": "x"}}',
            'card.toml: origin: no option "othr" takes a text',
        ),
        ('results:=[{"_row": "two"}]', 'card.toml: results: "two" is no number of a row'),
        ('results:=[{"_row": 0}]', 'card.toml: results: "0" is no number of a row'),
        ("name:={", "card.toml: name: this is not JSON: Expecting property name"),
        (
            'name:={"vale": 1}',
            'card.toml: name: the answer to a text has no "vale": did you mean `value`?',
        ),
        ('name:={"status": "gone"}', '"gone" is no answer to this question'),
        ('compression:={"status": "unknown"}', "it takes a value only"),
        ("results=f1", "card.toml: results: rows are given as JSON, or as a CSV file"),
        ('results:=[{"metrik": "f1"}]', 'there is no column "metrik": did you mean `metric`?'),
        ('results:=[{"value": "high"}]', "results: row 1, value: expected a number"),
        ("name=@gone.txt", "gone.txt: there is no such file"),
        ("bits=8", "card.toml: bits: It is not decided yet whether it is asked"),
        ("bits=8", "hangs on the answer to Compression; answer that first, or leave it out"),
        ("zzz=8", 'there is no question "zzz"; `cardtui status --json` lists their ids'),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_saved(run, written: str, said: str) -> None:
    """Exit 2, one line, and no card; not even for the answers beside it."""
    result = run("set", "card.toml", "weights=w.bin", written)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert not Path("card.toml").exists()


def test_an_answer_to_what_is_not_asked_names_what_tells_why(run) -> None:
    """The answers that decide may be many: there is a command for them."""
    run("set", "card.toml", "compression=none")
    said = run("set", "card.toml", "bits=8").err
    assert "bits: It is not asked" in said
    assert "leave it out; `cardtui status --why bits` says which answers decide" in said


def test_a_text_is_given_once(run) -> None:
    """Only lists and multiselects take several."""
    result = run("set", "card.toml", "name=x", "name=y")
    assert (result.code, "name: it is answered twice" in result.err) == (2, True)


def test_a_long_answer_from_a_file(run) -> None:
    """Its last newline is no part of it."""
    Path("about.md").write_text("One.\n\nTwo.\n", encoding="utf-8")
    Path("name.txt").write_text("DistilBERT\n", encoding="utf-8")
    assert run("set", "card.toml", "about=@about.md", "name=@name.txt").code == 0
    assert (stored("about"), stored("name")) == ("One.\n\nTwo.\n", "DistilBERT")


@pytest.mark.parametrize(
    ("given", "taken_away"),
    [
        ("name=x", "name:=null"),
        ("name=x", 'name:={"value": null}'),
        ("name=x", "name="),
        ('results:=[{"metric": "f1"}]', "results:=[]"),
        ('results:=[{"metric": "f1"}]', 'results:={"rows": null}'),
    ],
)
def test_nothing_takes_an_answer_away(run, given: str, taken_away: str) -> None:
    """However nothing is written."""
    run("set", "card.toml", given)
    assert read_card("card.toml").card.answers
    assert run("set", "card.toml", taken_away).code == 0
    answers = read_card("card.toml").card.answers.values()
    assert not any(answer.rows or answer.value for answer in answers)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("metric\nf1,0.9\n", "line 2 has 2 cells for 1 columns"),
        ('metric\n"f1\n', "line 2 is not CSV: unexpected end of data"),
        ("_row,metric\nfirst,f1\n", '"first" is no number of a row'),
    ],
)
def test_a_file_that_is_no_table(run, rows: str, said: str) -> None:
    """One line that says where, and nothing is saved."""
    Path("r.csv").write_text(rows, encoding="utf-8")
    result = run("set", "card.toml", "results=@r.csv")
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert said in result.err
    assert not Path("card.toml").exists()


def test_rows_of_a_file_that_say_their_numbers(run) -> None:
    """As an export of the table would have them."""
    Path("r.csv").write_text("_row,metric\n7,f1\n,accuracy\n", encoding="utf-8")
    assert run("set", "card.toml", "results=@r.csv").code == 0
    rows = read_card("card.toml").card.answers["results"].rows
    assert [(row.number, row.cells["metric"]) for row in rows] == [(7, "f1"), (8, "accuracy")]


def test_all_that_is_wrong_is_told_at_once(run) -> None:
    """A line for each."""
    result = run("set", "card.toml", "layers=x", "latency=y", "nam=z")
    assert len(result.err.splitlines()) == 3


def test_a_follow_up_may_be_answered_with_the_answer_that_brings_it(run) -> None:
    """In any order, as the order of answering never matters."""
    assert run("set", "card.toml", "bits=8", "compression=quantization").code == 0
    assert stored("bits") == 8


def test_a_check_that_fails_is_told_and_the_answer_is_kept(run) -> None:
    """A value that fails a check is still a value."""
    result = run("set", "card.toml", "layers=0")
    assert (result.code, result.err) == (
        0,
        "cardtui: card.toml: layers: At least one; kept, and an error of `check`\n",
    )
    assert stored("layers") == 0


def test_no_answer_because(run) -> None:
    """With a reason or without one; clearing takes it away."""
    run("set", "card.toml", "--unknown", "layers = Nobody counted", "--not-applicable", "page")
    card = read_card("card.toml").card
    assert (card.answers["layers"].status, card.answers["layers"].reason) == (
        "unknown",
        "Nobody counted",
    )
    assert card.answers["page"].status == "not_applicable"
    run("set", "card.toml", "--clear", "layers", "page=")
    assert not read_card("card.toml").card.answers


def test_rows_from_csv_and_json(run) -> None:
    """Columns by id or label; the same rows again change nothing, not even their numbers."""
    Path("r.csv").write_text("Metric,value\nf1,0.9\naccuracy,0.8\n", encoding="utf-8")
    run("set", "card.toml", "results=@r.csv")
    before = Path("card.toml").read_bytes()
    run("set", "card.toml", "results=@r.csv")
    assert Path("card.toml").read_bytes() == before
    run("set", "card.toml", 'results:=[{"metric": "accuracy", "value": 0.8}, {"metric": "f1"}]')
    rows = read_card("card.toml").card.answers["results"].rows
    assert [(row.number, row.cells["metric"]) for row in rows] == [(2, "accuracy"), (1, "f1")]


def test_rows_keep_the_numbers_that_they_say(run) -> None:
    """And a new one gets a number that was never given."""
    run("set", "card.toml", 'results:=[{"metric": "f1"}, {"value": 1}]')
    run(
        "set",
        "card.toml",
        'results:=[{"_row": 2, "metric": "f1"}, {"_row": 3, "metric": "accuracy"}]',
    )
    rows = read_card("card.toml").card.answers["results"].rows
    assert [(row.number, row.cells["metric"]) for row in rows] == [(2, "f1"), (3, "accuracy")]
    result = run("set", "card.toml", 'results:=[{"_row": 2}, {"_row": 2}]')
    assert "two rows have the same number" in result.err


def test_a_script_prints_what_it_stored(run) -> None:
    """A value alone for one question; lines that can be read again for several."""
    run(
        "set",
        "card.toml",
        "name=DistilBERT",
        "languages=en",
        "languages=fr",
        "--unknown",
        "layers=x",
    )
    assert run("get", "card.toml", "name").out == "DistilBERT\n"
    assert run("get", "card.toml", "languages").out == "en\nfr\n"
    assert run("get", "card.toml", "page") == Result(0, "", "")
    assert run("get", "card.toml", "layers") == Result(
        0, "", "cardtui: card.toml: layers: Not known: x\n"
    )
    assert run("get", "card.toml").out.splitlines() == [
        "name=DistilBERT",
        'layers:={"status": "unknown", "reason": "x"}',
        'languages:=["en", "fr"]',
    ]
    found = json.loads(run("get", "card.toml", "--json").out)
    assert found["answers"]["languages"]["value"] == ["en", "fr"]
    assert found["bank"] == {"id": "every-type", "version": "1.0.0"}
    assert "did you mean `name`?" in run("get", "card.toml", "nam").err


def test_what_is_set_aside_is_not_printed_unless_it_is_named(run) -> None:
    """As everywhere, it does not count; and it is still there."""
    run("set", "card.toml", "compression=quantization", "bits=8")
    run("set", "card.toml", "compression=pruning")
    assert run("get", "card.toml").out == 'compression:=["pruning"]\n'
    assert run("get", "card.toml", "bits").out == "8\n"


def test_one_card_into_another(run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`get` into `set -`."""
    run("set", "card.toml", "about=One.\nTwo.", "deployed=no", 'results:=[{"metric": "f1"}]')
    printed = run("get", "card.toml").out
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(printed.encode())))
    assert run("set", "other.toml", "-").code == 0
    assert run("get", "other.toml").out == printed


def test_nothing_given_and_a_card_that_cannot_be_one(run) -> None:
    """One line each, exit 2."""
    assert "nothing is answered: give ID=VALUE" in run("set", "card.toml").err
    assert "cannot be saved to standard input" in run("set", "-", "name=x").err


@pytest.mark.parametrize("typed", ["name=x", "name=x layers=6", "layers:=6", "name=@name.txt"])
def test_an_answer_without_a_card_starts_none(run, typed: str, tmp_path: Path) -> None:
    """The card that was forgotten comes first; no file is called like an answer."""
    before = sorted(tmp_path.iterdir())
    result = run("set", *typed.split())
    assert result.code == 2
    assert (
        f"the card comes first, then its answers: cardtui set model-card.toml {typed}" in result.err
    )
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("card", ["run=3.toml", "of/run=3", "2=3"])
def test_a_card_may_hold_an_equals_sign(run, card: str, tmp_path: Path) -> None:
    """What can be no answer is a file."""
    (tmp_path / "of").mkdir()
    assert run("set", card, "name=x").code == 0
    assert (tmp_path / card).exists()


def test_many_at_once_lose_nothing(run, tmp_path: Path) -> None:
    """Each answer is given on top of what the others have saved meanwhile."""
    command = [str(Path(sys.executable).with_name("cardtui")), "set", "card.toml"]
    given = [
        "name=x",
        "deployed=yes",
        "layers=12",
        "latency=3",
        "languages=en",
        "page=https://x.org",
    ]
    running = [subprocess.Popen([*command, each], cwd=tmp_path) for each in given]
    assert [each.wait() for each in running] == [0] * len(given)
    assert len(read_card("card.toml").card.answers) == len(given)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('results:={"value": [{"metric": "f1"}]}', 'has no "value"'),
        ('name:={"rows": []}', 'has no "rows"'),
        ('name:={"reason": "x"}', '"value", "status" or "note" is missing'),
        ('results:={"rows": false}', "rows are a list of objects"),
        ('origin:={"value": "other", "specify": "x"}', "`specify` is an object"),
    ],
)
def test_keys_that_do_not_fit_take_nothing_away(run, written: str, said: str) -> None:
    """An answer that is there stays there."""
    run("set", "card.toml", "name=x", "origin=other: y", 'results:=[{"metric": "f1"}]')
    before = Path("card.toml").read_bytes()
    result = run("set", "card.toml", written)
    assert (result.code, said in result.err) == (2, True), result.err
    assert Path("card.toml").read_bytes() == before


def test_what_is_kept_behind_a_status_goes_along(run) -> None:
    """From one card into another."""
    run("set", "card.toml", "layers=12")
    run("set", "card.toml", "--unknown", "layers=recounted")
    printed = run("get", "card.toml").out.strip()
    run("set", "other.toml", printed)
    answer = read_card("other.toml").card.answers["layers"]
    assert (answer.value, answer.status, answer.reason) == (12, "unknown", "recounted")


def test_what_is_set_aside_can_be_cleared_and_noted(run) -> None:
    """Nothing has to be asked for that."""
    run("set", "card.toml", "compression=quantization", "bits=8")
    run("set", "card.toml", "compression=pruning")
    assert run("set", "card.toml", 'bits:={"note": "ask Maria"}').code == 0
    assert run("set", "card.toml", "--clear", "bits").code == 0
    answer = read_card("card.toml").card.answers["bits"]
    assert (answer.value, answer.note) == (None, "ask Maria")


def test_standard_input_is_read_once(run) -> None:
    """A second time it would be empty, and take an answer away."""
    result = run("set", "card.toml", "name=@-", "about=@-")
    assert (result.code, "can be read once" in result.err) == (2, True)
