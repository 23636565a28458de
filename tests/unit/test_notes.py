"""Notes to self: kept beside answers through all that happens to those, and printed nowhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import cardtui
from cardtui.bank.fingerprint import fingerprint
from cardtui.card.file import card_in, read_card, save_card
from cardtui.card.merge import merge_cards
from cardtui.card.merge_note import joined_notes, merge_notes
from cardtui.card.migrate import migrate
from cardtui.card.model import Answer, BankReference, Card, Row
from cardtui.card.strays import remarks_on_strays
from cardtui.errors import CardError
from cardtui.files.reading import TextFile
from cardtui.formats.markdown.document import to_markdown
from cardtui.interview.interview import Interview
from cardtui.interview.search import Search
from cardtui.interview.session import Session, copy_session
from support.banks import bank_of, card_of, state_of
from support.commands import run_cardtui
from support.every_type import EVERY_TYPE, every_type_session
from support.sampling import examples
from support.versions import NEWER, OLDER
from support.wild_banks import RandomCase, wild_cases

HEAD = 'format = 1\nid = "x"\nbank = { id = "every-type" }\n'


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def saved_text(session: Session) -> str:
    session.save()
    return Path(session.path).read_text(encoding="utf-8")


# In the file


def test_a_note_stands_with_its_answer(session: Session) -> None:
    """One key of the table, in front of what is not for people."""
    session.set_value("name", "DistilBERT")
    session.set_note("name", "ask Maria")
    asked = fingerprint(session.question("name"))
    assert saved_text(session).endswith(
        f'[answers.name]\nvalue = "DistilBERT"\nnote = "ask Maria"\nasked = "{asked}"\n'
    )


def test_a_note_without_an_answer_is_no_answer(session: Session) -> None:
    """The question is open, and nothing is said of when it was asked."""
    before = session.state
    session.set_note("layers", "ask Maria")
    assert saved_text(session).endswith('\n[answers.layers]\nnote = "ask Maria"\n')
    assert session.state == before
    card = read_card(session.path).card
    assert (card.answers, card.answered) == ({"layers": Answer(note="ask Maria")}, 0)


def test_a_note_of_several_lines_reads_well_in_the_file(session: Session) -> None:
    """As a text of several lines, what looks like TOML in it escaped by nobody."""
    session.set_note("name", '\n"Maria"\n[answers.x]\n\n')
    assert saved_text(session).endswith('note = """\n"Maria"\n[answers.x]"""\n')
    assert read_card(session.path).card.answers["name"].note == '"Maria"\n[answers.x]'


def test_a_note_that_is_taken_away_leaves_nothing(session: Session) -> None:
    """Of a question without an answer; an answer stays."""
    session.set_note("name", "ask Maria")
    session.set_value("layers", 6)
    session.set_note("layers", "ask Jan")
    session.save()
    session.set_note("name", " \n ")
    session.set_note("layers", "")
    assert "note" not in saved_text(session)
    assert "answers.name" not in saved_text(session)
    assert read_card(session.path).card.answers["layers"].value == 6


def test_a_note_is_saved_into_a_new_file(session: Session) -> None:
    """A note alone is worth a file."""
    session.set_note("name", "ask Maria")
    assert not session.is_saved()
    session.save()
    assert session.is_saved()


def test_a_note_that_is_no_text_is_refused_with_its_line() -> None:
    """Nothing that was written by hand is dropped."""
    with pytest.raises(CardError, match=r"c.toml:5:1: `note` is not a text; put it in quotes"):
        card_in(TextFile("c.toml", HEAD + "[answers.name]\nnote = 3\n"))


def test_a_misspelt_note_is_told() -> None:
    """As any other key of ours."""
    tables = {"answers": {"name": {"notes": "x"}}}
    found = remarks_on_strays(tables, ["name"])
    assert [(each.key, each.message, each.fix) for each in found] == [
        (
            ("answers", "name", "notes"),
            "`notes` of the answer `name` is not read",
            "did you mean `note`?",
        )
    ]


def test_a_note_that_no_file_can_hold_is_refused(session: Session) -> None:
    """From a script; the card stays as it was."""
    for note in (3, type("Loud", (str,), {})("x")):
        with pytest.raises(CardError, match="which no file can hold"):
            session.set_note("name", note)
    assert session.card.answers == {}


# Beside an answer that changes


def test_a_note_outlives_every_change_of_its_answer(session: Session) -> None:
    """Given, changed, "not known", cleared step by step: only the person takes it away."""
    session.set_note("layers", "ask Maria")
    notes = []
    for change in (
        lambda: session.set_value("layers", 6),
        lambda: session.set_status("layers", "unknown", "lost"),
        lambda: session.clear("layers"),
        lambda: session.set_value("layers", ""),
        lambda: session.set_value("layers", 7),
        lambda: session.clear("layers"),
        lambda: session.clear("layers"),
    ):
        change()
        notes.append(session.card.answers["layers"].note)
    assert notes == ["ask Maria"] * 7
    assert session.card.answers["layers"] == Answer(note="ask Maria")


def test_a_note_at_a_table_outlives_its_rows(session: Session) -> None:
    """And so do the numbers of the rows."""
    session.set_note("results", "rerun")
    session.set_rows("results", ())
    assert session.card.answers["results"] == Answer(note="rerun")
    session.set_rows("results", (Row(1, {"value": 1}), Row(2, {"value": 2})))
    session.clear("results")
    assert session.card.answers["results"] == Answer(note="rerun", last_row=2)


def test_a_note_confirms_nothing(session: Session) -> None:
    """A question that has changed since is still to be confirmed."""
    session.card = session.card.with_answer("name", Answer("DistilBERT", asked="0badf00d"))
    session.state = session.interview.state(session.card)
    session.set_note("name", "ask Maria")
    assert session.state.reconfirm == ("name",)
    session.confirm("name")
    assert session.card.answers["name"].asked == fingerprint(session.question("name"))
    assert session.card.answers["name"].note == "ask Maria"


def test_notes_are_undone_and_redone_like_answers(session: Session) -> None:
    """Each is a step of its own."""
    session.set_value("name", "Distil")
    session.set_note("name", "ask Maria")
    session.set_value("name", "DistilBERT")
    session.set_note("layers", "ask Jan")
    undone = []
    while step := session.undo():
        undone.append((step.question, session.card.answer(step.question), step.is_about_note))
    assert [question for question, *_ in undone] == ["layers", "name", "name", "name"]
    assert [is_about_note for *_, is_about_note in undone] == [True, False, True, False]
    assert undone[1][1] is not None
    assert (undone[1][1].value, undone[1][1].note) == ("Distil", "ask Maria")
    while session.redo():
        pass
    assert session.card.answers["name"].note == "ask Maria"
    assert session.card.answers["layers"] == Answer(note="ask Jan")


# Set aside, migrated, merged


def test_a_note_at_a_question_that_is_set_aside_stays(session: Session) -> None:
    """With its answer or without."""
    session.set_value("compression", ["quantization"])
    session.set_value("bits", 8)
    session.set_note("bits", "all layers?")
    session.set_value("compression", ["pruning"])
    assert session.state.set_aside == ("bits",)
    assert session.card.answers["bits"].note == "all layers?"


def test_notes_go_where_their_answers_go_under_a_newer_bank() -> None:
    """Along with a rename, and under [retired]; a note alone is told as one."""
    card = Card(
        "c",
        BankReference("team", "1.2.0"),
        {
            "quant_bits": Answer("8", note="all layers?"),
            "hardware_cloud": Answer(note="ask Jan"),
        },
    )
    assert bank_of(OLDER).version == "1.2.0"
    migrated = migrate(card, bank_of(NEWER))
    assert migrated.card.answers["quantization_bits"].note == "all layers?"
    assert migrated.card.retired["hardware_cloud"].note == "ask Jan"
    assert migrated.changes[-1] != migrated.changes[0]
    assert "`hardware_cloud` is not asked any more: its note is kept under [retired]" in (
        migrated.changes
    )


def test_a_note_at_what_is_only_shown_is_not_retired() -> None:
    """A person may write beside any text of a bank; an answer to it is one to no question."""
    text = EVERY_TYPE.replace('version = "1.0.0"', 'version = "1.1.0"')
    card = Card("c", BankReference("every-type", "1.0.0"), {"remark": Answer(note="true?")})
    assert migrate(card, bank_of(text)).card.answers == {"remark": Answer(note="true?")}
    answered = replace(card, answers={"remark": Answer("x", note="true?")})
    assert migrate(answered, bank_of(text)).card.retired == {"remark": Answer("x", note="true?")}


def versions(*answers: Answer | None) -> list[Card]:
    bank = BankReference("every-type")
    return [Card("c", bank, {"name": answer} if answer else {}) for answer in answers]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("", "ask Maria", "", "ask Maria"),
        ("ask Maria", "ask Maria", "", ""),
        ("ask Maria", "", "ask Maria or Jan", "ask Maria or Jan"),
        ("", "ask Maria", "ask Jan", "ask Maria\nask Jan"),
        ("a", "a\nb", "a\nc", "a\nb\nc"),
        ("a\nb", "a", "b", ""),
        ("a\nb\nc", "a\nb2\nc", "a\nb\nc\nd", "a\nb2\nc\nd"),
        ("", "a", "a\nb", "a\nb"),
        ("", "a\n\nb", "a\n\nc", "a\n\nb\nc"),
        ("x", "b\na", "a\nb", "a\nb"),
    ],
)
def test_two_notes_become_one(base: str, ours: str, theirs: str, merged: str) -> None:
    """Line by line, and both people come to the same note."""
    assert merge_notes(base, ours, theirs) == merged
    assert merge_notes(base, theirs, ours) == merged


_lines = st.lists(st.sampled_from(["a", "b", "c", "", " a"]), max_size=5).map("\n".join)


@settings(max_examples=examples(500))
@given(_lines, _lines, _lines)
def test_merging_notes_loses_nothing_and_comes_to_an_end(base: str, ours: str, theirs: str) -> None:
    """What either side added is there, both come to the same, and merging again changes nothing."""
    merged = merge_notes(base, ours, theirs)
    assert merged == merge_notes(base, theirs, ours)
    assert merge_notes(base, merged, theirs) == merged
    assert merge_notes(base, merged, ours) == merged
    joined = joined_notes([base, ours, theirs])
    for note in (base, ours, theirs):
        assert set(note.split("\n")) <= set(joined.split("\n")) or not note


def test_a_conflict_is_about_answers_and_not_about_notes() -> None:
    """Whichever answer is chosen, both notes stay."""
    old, mine, other = versions(
        Answer("a"), Answer("b", note="ask Maria"), Answer("c", note="ask Jan")
    )
    merged = merge_cards(old, mine, other)
    assert merged.conflicts == ("name",)
    assert merged.card.conflicts["name"] == Answer("c")
    for chosen in (merged.card.answers["name"], merged.card.conflicts["name"], None):
        card = merged.card.resolved("name", chosen)
        assert card.answers["name"].note == "ask Maria\nask Jan"


def test_notes_alone_never_conflict() -> None:
    """Even where one side has taken the answer away, and the other has written to it."""
    old, mine, other = versions(Answer("a"), None, Answer("a", note="ask Maria"))
    for one, two in ((mine, other), (other, mine)):
        merged = merge_cards(old, one, two)
        assert merged.conflicts == ()
        assert merged.card.answers == {"name": Answer(note="ask Maria")}


def test_a_note_written_by_hand_at_a_second_version_is_not_lost() -> None:
    """A choice between the two, or another merge, brings it to the answer."""
    text = HEAD + '[answers.name]\nvalue = "a"\n[conflicts.name]\nvalue = "b"\nnote = "by hand"\n'
    card = card_in(TextFile("c.toml", text)).card
    assert card.resolved("name", Answer("a")).answers["name"] == Answer("a", note="by hand")
    more = card.with_answer("layers", Answer(6))
    merged = merge_cards(None, card, more).card
    assert merged.answers["name"].note == "by hand"


# In words


def test_status_lists_notes_below_their_questions(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """On one line each; JSON has none, and is as documented."""
    session.set_value("name", "DistilBERT")
    session.set_note("name", "ask Maria\nfor the \x1b[31mhours")
    session.set_note("bits", "all layers?")
    session.set_note("remark", "true?")
    session.save()
    said = run_cardtui(capsys, "status", session.path, "--bank", bank_file(session)).out
    assert "  x Name      answered\n      note: ask Maria / for the \\x1b[31mhours\n" in said
    assert re.search(r"  \? Bits +depends on an open question\n      note: all layers\?\n", said)
    assert "      note: true?\n" in said
    session.set_value("compression", ["pruning"])
    session.save()
    said = run_cardtui(capsys, "status", session.path, "--bank", bank_file(session)).out
    assert re.search(r"  - Bits +not asked\n      note: all layers\?\n", said)
    arguments = ("status", session.path, "--json", "--bank", bank_file(session))
    as_json = run_cardtui(capsys, *arguments).out
    assert "Maria" not in as_json
    assert json.loads(as_json)["questions"]["bits"] == {
        "relevance": "irrelevant",
        "answer": "unanswered",
    }


def bank_file(session: Session) -> str:
    path = Path(session.path).with_name("bank.toml")
    path.write_text(EVERY_TYPE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", 'note = "ask Maria"', "+ Name: note: ask Maria\n"),
        ('note = "ask Maria"', "", "- Name: note: ask Maria\n"),
        ('value = "a"', 'value = "a"\nnote = "b"', "~ Name:\n    note: nothing -> b\n"),
        ('note = "b"', 'value = "a"\nnote = "b"', "~ Name: no answer -> a\n"),
        ('value = "a"\nnote = "b"', 'value = "c"', "~ Name: a -> c\n    note: b -> nothing\n"),
        ("", 'value = "a"\nnote = "b\\nc"', "+ Name:\n    + a\n    + note: b\n    +     c\n"),
        ('note = "b"', 'note = "b\\nc"', "~ Name:\n    note:\n    ...\n      b\n    + c\n"),
    ],
)
def test_diff_says_what_was_noted(
    old: str, new: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside what was answered."""
    paths = [tmp_path / "a.toml", tmp_path / "b.toml"]
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(HEAD + (f"[answers.name]\n{text}\n" if text else ""))
    bank = tmp_path / "bank.toml"
    bank.write_text(EVERY_TYPE)
    arguments = ("diff", *map(str, paths), "--bank", str(bank))
    result = run_cardtui(capsys, *arguments)
    assert (result.out, result.code) == (said, 1)
    noted = read_card(paths[1]).card.answers.get("name", Answer()).note
    stored = json.loads(run_cardtui(capsys, *arguments, "--json").out)["questions"]["name"]["new"]
    assert (stored or {}).get("note", "") == noted


def test_a_note_is_found_by_its_words(session: Session) -> None:
    """At the question that it stands beside, answered or not."""
    session.set_note("layers", "ask Maria")
    session.set_status("name", "unknown", "lost")
    session.set_note("name", "ask Mario")
    search = Search(session.bank)
    for looked_for, name in (("maria", "layers"), ("mario lost", "name")):
        (hit,) = search.find(session.card, session.state, looked_for).hits
        assert hit.question is not None
        assert hit.question.id == name


def test_a_copied_card_keeps_notes_and_asks_nobody_to_confirm_them(
    session: Session, tmp_path: Path
) -> None:
    """They go with the answers that are to be confirmed, which is where they help."""
    session.set_value("name", "DistilBERT")
    session.set_note("name", "ask Maria")
    session.set_note("layers", "ask Jan")
    copy = copy_session(session, str(tmp_path / "next.toml"))
    assert copy.state.reconfirm == ("name",)
    assert copy.card.answers["name"].note == "ask Maria"
    assert copy.card.answers["layers"] == Answer(note="ask Jan")


def test_scripts_that_set_answers_leave_notes_alone(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """What they do not say of one stays; `get` shows it, and gives it to `set` again."""
    for name in ("name", "layers", "results", "about"):
        session.set_note(name, "ask Maria")
    session.save()
    bank = bank_file(session)
    given = [
        "name=DistilBERT",
        'layers:={"status": "unknown"}',
        'results:=[{"value": 1}]',
        "about=",
    ]
    result = run_cardtui(capsys, "set", session.path, *given, "--bank", bank)
    assert (result.code, result.err) == (0, "")
    answers = read_card(session.path).card.answers
    assert {name: answer.note for name, answer in answers.items()} == dict.fromkeys(
        ("name", "layers", "results", "about"), "ask Maria"
    )
    said = run_cardtui(capsys, "get", session.path, "--bank", bank).out
    assert '"note": "ask Maria"' in said
    as_json = json.loads(run_cardtui(capsys, "get", session.path, "--json", "--bank", bank).out)
    assert as_json["answers"]["name"]["note"] == "ask Maria"
    assert "about" not in as_json["answers"]


@pytest.mark.parametrize("format_name", ["markdown", "html", "json"])
def test_no_export_holds_a_note(
    format_name: str, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the document is for."""
    for name in session.bank.questions:
        session.set_note(name, "SECRET")
    session.set_value("name", "DistilBERT")
    session.set_status("layers", "unknown", "lost")
    session.save()
    arguments = ("export", session.path, "--to", format_name, "--bank", bank_file(session))
    result = run_cardtui(capsys, *arguments)
    assert result.code == 0
    assert "DistilBERT" in result.out
    assert "SECRET" not in result.out


def test_no_document_and_no_progress_knows_of_notes(session: Session) -> None:
    """Neither a note alone nor one beside an answer, a status, or what is set aside."""
    for name in session.bank.questions:
        session.set_note(name, "SECRET")
    session.set_value("name", "DistilBERT")
    session.set_status("layers", "unknown", "lost")
    assert session.state.progress.answered == 2
    assert "SECRET" not in to_markdown(session.bank, session.card, session.state)


@settings(max_examples=examples(100))
@given(wild_cases(), st.data())
def test_notes_never_change_what_the_interview_says(case: RandomCase, data: st.DataObject) -> None:
    """For any bank and any answers: the same state, the same document."""
    bank = bank_of(case.bank.toml)
    card = card_of(case.answers, bank.id)
    noted = card
    for name in data.draw(st.lists(st.sampled_from(list(bank.questions)))):
        noted = noted.with_answer(name, replace(noted.answer(name) or Answer(), note="SECRET"))
    state = Interview(bank).state(noted)
    assert state == state_of(bank, case.answers)
    assert to_markdown(bank, noted, state) == to_markdown(bank, card, state)


def test_the_python_interface_has_notes(tmp_path: Path) -> None:
    """A notebook can leave one for the person who goes on."""
    bank = tmp_path / "bank.toml"
    bank.write_text(EVERY_TYPE)
    session = cardtui.new_session(cardtui.load_bank(bank), str(tmp_path / "card.toml"))
    session.set_note("name", "ask Maria")
    session.save()
    assert save_card(read_card(session.path), session.card).card.answers["name"].note == "ask Maria"
