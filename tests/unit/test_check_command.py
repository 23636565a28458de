"""`cardtui check`: the gate for CI."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cardtui.interview.review import RULES
from support.commands import Result
from support.every_type import EVERY_TYPE


def rules(run, *arguments: str) -> dict[str, list[str]]:
    """What is found in the card, by rule."""
    records = [
        json.loads(line) for line in run("check", "--format", "json", *arguments).out.splitlines()
    ]
    found: dict[str, list[str]] = {}
    for finding in [finding for record in records for finding in record["findings"]]:
        found.setdefault(finding["rule"], []).append(finding["message"])
    return found


def test_a_card_with_all_that_is_required(run) -> None:
    """Exit 0, and a line that says so."""
    run("set", "model-card.toml", "name=DistilBERT")
    assert run("check") == Result(0, "model-card.toml: 1 of 13, up to 14, nothing to mend\n", "")


def test_a_required_question_is_open(run) -> None:
    """Exit 1, and what to do."""
    run("set", "model-card.toml", "layers=12")
    result = run("check")
    assert result.code == 1
    assert result.out.splitlines() == [
        "model-card.toml:1:1: error: name: required, and open; answer it [required]",
        "model-card.toml: 1 of 13, up to 14, 1 error",
    ]


def test_a_required_answer_that_does_not_fit_is_told_once(run) -> None:
    """It is open, and the answer is what is to be mended; who ignores that hears that it is open."""
    run("set", "model-card.toml", "name=x")
    text = Path("model-card.toml").read_text(encoding="utf-8")
    Path("model-card.toml").write_text(text.replace('"x"', "3"), encoding="utf-8")
    (finding,) = [line for line in run("check").out.splitlines() if "error:" in line]
    assert "name: expected a text" in finding
    assert run("check").code == 1
    result = run("check", "--ignore", "answer")
    assert "name: required, and open" in result.out
    assert result.code == 1


def test_checks_that_fail_and_checks_that_warn(run) -> None:
    """An error fails, a warning only when it is asked to."""
    run("set", "model-card.toml", "name=x", "layers=0")
    assert rules(run, "model-card.toml") == {"answer": ["layers: At least one"]}
    assert run("check").code == 1
    run("set", "model-card.toml", "layers=2000")
    assert run("check").code == 0
    assert ":9:1: warning: layers: That is a lot; change the answer [answer]" in run("check").out
    assert run("check", "--strict").code == 1


def test_a_finding_in_a_row_is_placed(run) -> None:
    """At the rows of its table."""
    run("set", "model-card.toml", "name=x", 'results:=[{"metric": "f1", "value": 0.5}]')
    text = Path("model-card.toml").read_text(encoding="utf-8")
    Path("model-card.toml").write_text(
        text.replace("value = 0.5", 'value = "high"'), encoding="utf-8"
    )
    assert "results, row 1, value: expected a number" in rules(run, "model-card.toml")["answer"]


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "the licence is TBD.",
        "[More Information Needed]",
        "[more information needed]",
        "...",
        "Lorem ipsum dolor",
        "[your name]",
        "???",
    ],
)
def test_texts_that_stand_for_others(run, text: str) -> None:
    """Where a person has written for readers."""
    run("set", "model-card.toml", "name=x", f"about={text}")
    assert list(rules(run, "model-card.toml")) == ["placeholder"]


@pytest.mark.parametrize(
    "text",
    [
        "A todo list app",
        "see [your model](x) and [fill-mask](https://x.org)",
        "It is [not] known",
        "wait ... what?",
        "Mr. Tbd",
    ],
)
def test_texts_that_only_look_like_them(run, text: str) -> None:
    """Nothing is found in ordinary words."""
    run("set", "model-card.toml", "name=x", f"about={text}", "snippet=# TODO")
    assert rules(run, "model-card.toml") == {}


def test_a_placeholder_behind_a_status_waits(run) -> None:
    """What is kept for later is not in the exported card."""
    run("set", "model-card.toml", "name=x", "about=TODO")
    run("set", "model-card.toml", "--unknown", "about=nobody has measured it")
    assert "placeholder" not in rules(run, "model-card.toml")


def test_a_placeholder_in_a_reason_a_list_and_an_other(run) -> None:
    """Everything that is written is looked at."""
    run("set", "model-card.toml", "name=x", "--unknown", "layers=TODO")
    run("set", "model-card.toml", "languages=TBD", "origin=other: FIXME")
    assert len(rules(run, "model-card.toml")["placeholder"]) == 3


def test_what_nobody_has_confirmed_or_chosen(run) -> None:
    """A copied answer, and two versions of one."""
    run("set", "old.toml", "name=x")
    run("copy", "old.toml", "new.toml")
    assert rules(run, "new.toml") == {
        "reconfirm": ["name: to confirm, as it comes from another card"]
    }
    with open("old.toml", "a", encoding="utf-8") as file:
        file.write('\n[conflicts.name]\nvalue = "y"\n')
    assert rules(run, "old.toml") == {
        "two-versions": ["name: there are two versions of this answer"]
    }


def test_what_is_set_aside_is_no_finding(run) -> None:
    """As everywhere, it does not count."""
    run("set", "model-card.toml", "name=x", "compression=quantization", "bits=8")
    run("set", "model-card.toml", "compression=pruning, other: TODO")
    assert list(rules(run, "model-card.toml")) == ["placeholder"]
    run("set", "model-card.toml", "compression=pruning")
    assert rules(run, "model-card.toml") == {}


def test_more_is_asked_for(run) -> None:
    """A share of all, or whole sections with those below."""
    run("set", "model-card.toml", "name=x")
    assert run("check", "--fail-under", "7").code == 0
    assert run("check", "--fail-under", "8").code == 1
    (said,) = rules(run, "model-card.toml", "--fail-under", "8")["fail-under"]
    assert said == "1 of 13 answered, and 8% are asked for"
    found = rules(run, "model-card.toml", "--require", "choices_section")
    assert found == {
        "require": [
            f"{name}: open, in a section that must be complete"
            for name in ("origin", "compression", "languages", "results")
        ]
    }
    assert len(rules(run, "model-card.toml", "--require", "simple_section")["require"]) == 12
    assert run("check", "--require", "simple_section", "--ignore", "require").code == 0


def test_a_section_that_is_named_is_required_whatever_is_ignored(run) -> None:
    """`--ignore required` is for the other sections: what is named outranks it, and is said once."""
    choices = ("origin=trained from scratch", "compression=none", "languages=en")
    assert run("set", "model-card.toml", "layers=12", *choices) == Result(0, "", "")
    assert run("set", "model-card.toml", "--unknown", "results=not measured").code == 0
    required = ("name: required, and open", "name: open, in a section that must be complete")
    assert run("check").code == 1
    assert run("check", "--ignore", "required").code == 0
    assert run("check", "--ignore", "required", "--require", "choices_section").code == 0
    found = rules(run, "model-card.toml", "--ignore", "required", "--require", "Simple")
    assert list(found) == ["require"]
    assert required[1] in found["require"]
    found = rules(run, "model-card.toml", "--require", "Simple")
    assert found["required"] == [required[0]]
    assert required[1] not in found["require"]
    assert run("check", "--ignore", "required,require", "--require", "Simple").code == 0


def test_a_required_question_that_may_come_counts_in_a_section_that_is_named(run) -> None:
    """As it does for the card: a section with such a question is not complete."""
    text = EVERY_TYPE.replace('id = "bits"\n', 'id = "bits"\nrequired = true\n')
    Path("bank.toml").write_text(text, encoding="utf-8")
    run("set", "model-card.toml", "name=x", "layers=12")
    ignoring = ("model-card.toml", "--ignore", "required")
    assert rules(run, *ignoring) == {}
    found = rules(run, *ignoring, "--require", "Choices")["require"]
    assert "bits: may still be asked, in a section that must be complete" in found


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (
            ("--require", "choice_section"),
            'there is no section "choice_section"; did you mean `choices_section`?',
        ),
        (("--ignore", "requird"), 'there is no rule "requird"; did you mean `required`?'),
        (("--fail-under", "101"), "`--fail-under` is a whole number from 0 to 100"),
    ],
)
def test_options_that_mean_nothing(run, option: tuple[str, ...], said: str) -> None:
    """Exit 2: a gate that looks for something that is not there would always be open."""
    run("set", "model-card.toml", "name=x")
    result = run("check", *option)
    assert result.code == 2
    assert said in result.err


def test_a_bank_of_another_version_and_a_key_that_nobody_reads(run) -> None:
    """Warnings: the card is as good as it was."""
    run("set", "model-card.toml", "name=x")
    Path("bank.toml").write_text(EVERY_TYPE.replace('"1.0.0"', '"0.9.0"'), encoding="utf-8")
    assert list(rules(run, "model-card.toml")) == ["other-bank"]
    Path("bank.toml").write_text(EVERY_TYPE, encoding="utf-8")
    with open("model-card.toml", "a", encoding="utf-8") as file:
        file.write("\n[answers.layer]\nvalue = 3\n")
    assert rules(run, "model-card.toml") == {"stray": ["no question asks for the answer `layer`"]}


def test_cards_in_folders(run) -> None:
    """Cards only, also below; not what is hidden, nor what is no card."""
    for name in ("cards/a.toml", "cards/deep/b.toml", "cards/.hidden/c.toml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        run("set", name, "layers=1")
    Path("cards/pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    shown = [
        json.loads(line)["card"]
        for line in run("check", "cards", "--format", "json").out.splitlines()
    ]
    assert shown == ["cards/a.toml", "cards/deep/b.toml"]
    Path("none").mkdir()
    assert run("check", "none") == Result(
        2,
        "",
        "cardtui: none: there is no card in this folder; name a card, or a folder with cards\n",
    )


def test_a_pipe_among_cards_holds_nobody_up(run) -> None:
    """It is no card."""
    Path("cards").mkdir()
    run("set", "cards/a.toml", "name=x")
    os.mkfifo("cards/b.toml")
    assert run("check", "cards") == Result(
        0, "cards/a.toml: 1 of 13, up to 14, nothing to mend\n", ""
    )


def test_a_card_that_cannot_be_used_does_not_hide_the_others(run) -> None:
    """Exit 2, whatever is found in the others."""
    run("set", "a.toml", "layers=1")
    Path("b.toml").write_text("bank = {", encoding="utf-8")
    result = run("check", "b.toml", "a.toml")
    assert result.code == 2
    assert "b.toml:1" in result.err
    assert "a.toml:1:1: error: name: required" in result.out
    records = [
        json.loads(line) for line in run("check", "b.toml", "--format", "json").out.splitlines()
    ]
    assert records[0]["bank"] is None
    assert records[0]["findings"][0]["rule"] == "unreadable"


def test_annotations(run) -> None:
    """One for each finding, beside its line."""
    run("set", "model-card.toml", "name=x", "about=TODO: 100%")
    assert run("check", "--format", "github").out == (
        "::error file=model-card.toml,line=9,col=1,title=placeholder::"
        'about: "TODO" stands for a text to come; write it, or say that it is not known\n'
    )


def test_the_help_names_every_rule(run) -> None:
    """Who wants to leave one out finds it there."""
    said = run("check", "--help").out
    assert all(rule in said for rule in RULES)
