"""The plain mode: every type, every command, and what is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cardtui.card.file import read_card
from cardtui.card.model import Answer, Row
from cardtui.errors import CardError
from cardtui.interview.session import Session, open_session
from cardtui.plain.commands import COMMANDS, Command, WrongCommand, reply
from support.every_type import every_type_session
from support.plain import GivenLines, asked


@pytest.fixture(name="session")
def _session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def stored(session: Session, question: str) -> Answer:
    """What the file holds, which is what counts."""
    answer = read_card(session.path).card.answer(question)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("question", "lines", "value"),
    [
        ("name", ["DistilBERT"], "DistilBERT"),
        ("name", ["::quit"], ":quit"),
        ("name", [":?"], "?"),
        ("name", ["one\ntwo"], "one two"),
        ("about", ["First.", "", "Third.", "."], "First.\n\nThird.\n"),
        ("about", ["..hidden", "."], ".hidden\n"),
        ("about", ["One.\nTwo.\n."], "One.\nTwo.\n"),
        ("about", ["One.", ":quit", "?", "."], "One.\n:quit\n?\n"),
        ("snippet", ["    import x", "."], "    import x\n"),
        ("deployed", ["y"], True),
        ("deployed", ["No"], False),
        ("layers", ["12"], 12),
        ("latency", ["1.5 ms"], 1.5),
        ("released", ["2026-01-31"], date(2026, 1, 31)),
        ("page", ["https://example.org"], "https://example.org"),
        ("weights", ["w/model.bin"], "w/model.bin"),
        ("origin", ["1"], "trained_from_scratch"),
        ("origin", ["trained from scratch"], "trained_from_scratch"),
        ("compression", ["2, quantization"], ["quantization", "pruning"]),
        ("compression", ["4"], ["none"]),
        ("languages", ["en", "fr, Swiss", ""], ["en", "fr, Swiss"]),
    ],
)
def test_each_type_is_answered(
    session: Session, question: str, lines: list[str], value: object
) -> None:
    """By lines that a person would type, and it is on disk."""
    asked(session, *lines, at=question)
    assert stored(session, question).value == value


def test_an_option_that_wants_a_text_asks_for_it(session: Session) -> None:
    """On the next line, or behind a colon; what was said before is offered again."""
    said = asked(session, "2", "A gift", at="origin")
    assert "Other: what is it?" in said
    assert stored(session, "origin").specify == {"other": "A gift"}
    said = asked(session, "other", "", at="origin")
    assert "Other: what is it? (now: A gift)" in said
    assert stored(session, "origin").specify == {"other": "A gift"}
    asked(session, "pruning, other: ternary", at="compression")
    assert stored(session, "compression").specify == {"other": "ternary"}


def test_rows(session: Session) -> None:
    """Added, changed, deleted; a cell at a time, and the numbers of rows stay theirs."""
    asked(session, "add", "f1", "0.9", "add", ":skip", "0.85", "edit 1", "", "0.95", at="results")
    assert stored(session, "results").rows == (
        Row(1, {"metric": "f1", "value": 0.95}),
        Row(2, {"value": 0.85}),
    )
    said = asked(session, "delete 1", "add", "1", ":done", "edit 9", at="results")
    assert stored(session, "results").rows == (
        Row(2, {"value": 0.85}),
        Row(3, {"metric": "accuracy"}),
    )
    assert "That is no answer: expected a number from 1 to 2." in said


def test_inside_a_row(session: Session) -> None:
    """Back, clear, help, and an answer that does not fit; leaving keeps what was begun."""
    said = asked(
        session, "a", "f1", "high", ":back", ":clear", "?", ":list", "0.85", "a", "accuracy",
        at="results",
    )  # fmt: skip
    assert "That is no answer: expected a number." in said
    assert "  :done   keep the row as it is now" in said
    assert any(each.startswith("There is no command `:list`") for each in said)
    assert stored(session, "results").rows == (
        Row(1, {"value": 0.85}),
        Row(2, {"metric": "accuracy"}),
    )


def test_what_is_said_of_a_question(session: Session) -> None:
    """Its number among all that matter, section, whether it is required, answer, how to answer."""
    session.set_value("layers", 2000)
    said = asked(session, at="layers")
    assert said[:6] == [
        "",
        "Question 5 of 14, up to 15. Simple. Optional.",
        "How many layers?",
        "Your answer: 2000",
        "Warning: That is a lot.",
        "A whole number. ? for help.",
    ]
    assert "Question 1 of 14, up to 15. Simple. Required." in asked(session, at="name")
    said = asked(session, at="compression")
    assert said[3:7] == ["  1. Quantization", "  2. Pruning", "  3. Other", "  4. Not compressed"]


def test_help_on_a_question(session: Session) -> None:
    """What a good answer holds, and an example with its model."""
    assert "Example, Whisper: whisper-large-v3" in asked(session, "?", at="name")
    assert "A few sentences." in asked(session, "?", at="about")


def test_follow_ups_are_told_by_name(session: Session) -> None:
    """What came, what went, and that its answer is kept."""
    said = asked(session, "1", "8", ":back", ":back", "2", at="compression")
    assert "Now asked: Bits." in said
    assert "Set aside and kept: Bits." in said
    assert "  Bits: It is not asked, because its condition is not true." in asked(session, ":aside")


def test_a_check_that_fails_is_told_and_may_stay(session: Session) -> None:
    """One can answer again at once, or go on."""
    said = asked(session, "0", "", at="layers")
    assert "Error: At least one." in said
    assert "How slow is it?" in said
    said = asked(session, "0", "12", at="layers")
    assert stored(session, "layers").value == 12


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("many", "That is no answer: expected a whole number."),
        (":bakc", "There is no command `:bakc`: did you mean `back`?"),
        (":un", "`:un` could be :unknown or :undo."),
        (":go nam", 'There is no question "nam": did you mean `name`?'),
        (
            ":go bits",
            "It is not decided yet whether it is asked: that hangs on the answer to Compression.",
        ),
        (":why nope", 'There is no question "nope": :list shows them all.'),
        (":find", "Give a text to look for, such as :find license."),
        (":undo", "There is nothing to undo."),
        (":redo", "There is nothing to redo."),
        (":accept", "Nothing else is suggested for this question."),
    ],
)
def test_what_cannot_be_done_is_told_and_asked_again(
    session: Session, line: str, said: str
) -> None:
    """A person is asked again; a script ends there, and the line is named."""
    assert said in asked(session, line, at="layers")
    with pytest.raises(CardError) as refused:
        asked(session, ":skip", ":back", line, at="layers", piped=True)
    assert str(refused.value).startswith("standard input:3: ")


def test_what_a_script_said_before_a_slip_is_kept(session: Session) -> None:
    """Each answer is saved at once."""
    with pytest.raises(CardError):
        asked(session, "12", "fast", at="layers", piped=True)
    assert stored(session, "layers").value == 12


def test_no_answer_because(session: Session) -> None:
    """Not applicable, not known, cleared, undone; refused where the question needs an answer."""
    asked(session, ":na It has no page", at="page")
    assert stored(session, "page") == Answer(
        status="not_applicable", reason="It has no page", asked=stored(session, "page").asked
    )
    asked(session, ":unknown", at="page")
    assert stored(session, "page").status == "unknown"
    said = asked(session, ":clear", ":undo", at="page")
    assert "Undone: Page" in said
    assert stored(session, "page").status == "unknown"
    said = asked(session, ":unknown", at="compression")
    assert 'This question needs an answer: "not known" will not do.' in said


def test_a_note_is_read_and_passed(session: Session) -> None:
    """Nothing to answer."""
    said = asked(session, "x", "", at="remark")
    assert "That is no answer: a note has no answer, an empty line goes on." in said
    assert "What are the results?" in said


def test_lists(session: Session) -> None:
    """All questions by section with their numbers, and what was looked for."""
    session.set_value("name", "Distilled")
    said = asked(
        session,
        ":list",
        ":find distilled",
        ":find zzz",
        ":find distiled x",
        ":find resluts",
        at="name",
    )
    assert said[said.index("Simple:") + 1] == "  1. Name: answered"
    assert "  1. Name (answered): Distilled" in said
    assert said.count("Nothing found.") == 2
    assert "Nothing has that in it; with “results”:" in said


def test_the_end_says_how_far_the_card_is(session: Session) -> None:
    """Also in words that a script can leave alone."""
    assert asked(session)[-2:] == [
        "0 of 13, up to 14 answered.",
        "1 required question open: Name.",
    ]
    assert asked(session, "x", at="name")[-1] == "All that is required is answered."


def test_an_answer_to_confirm_is_kept_by_an_empty_line(session: Session) -> None:
    """And skipping leaves it to be confirmed."""
    session.set_value("name", "x")
    session.save()
    path = Path(session.path)
    asked_then = read_card(session.path).card.answers["name"].asked
    path.write_text(path.read_text().replace(asked_then, "00000000"))
    again = open_session(session.bank, session.path)
    said = asked(again, ":skip", at="name")
    assert "The question has changed since you answered: an empty line keeps your answer." in said
    assert again.state.reconfirm == ("name",)
    asked(again, "", at="name")
    assert read_card(session.path).card.answers["name"].asked == asked_then


def test_two_versions_are_chosen_between_first(session: Session) -> None:
    """Both are said; an empty line leaves both."""
    session.set_value("name", "here")
    session.save()
    with open(session.path, "a", encoding="utf-8") as file:
        file.write('\n[conflicts.name]\nvalue = "elsewhere"\n')
    said = asked(open_session(session.bank, session.path), "", ":quit")
    assert "Two versions of Name:" in said
    assert "name" in read_card(session.path).card.conflicts
    asked(open_session(session.bank, session.path), "3", "2", ":quit")
    card = read_card(session.path).card
    assert (card.answers["name"].value, dict(card.conflicts)) == ("elsewhere", {})


def test_what_another_program_saved_is_taken_in(session: Session) -> None:
    """Between two answers, as in the app."""
    session.set_value("name", "x")
    session.save()
    other = open_session(session.bank, session.path)
    other.set_value("layers", 12)
    other.save()
    said = asked(session, "yes", at="deployed")
    assert "Another program has saved this card: 1 answer taken in." in said
    assert {"name", "layers", "deployed"} == set(read_card(session.path).card.answers)


def test_a_card_that_cannot_be_saved_goes_beside(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told once, and at the end where the answers are."""
    session.set_value("name", "x")
    session.save()
    Path(session.path).write_text("this is [ no card", encoding="utf-8")
    lines = GivenLines(["yes", "12"])
    from cardtui.plain.interview import PlainInterview

    assert PlainInterview(session, lines, "deployed").run() is False
    assert sum(each.startswith("Not saved: ") for each in lines.said) == 1
    beside = next(each for each in lines.said if each.startswith("Your answers are in "))
    kept = read_card(beside.removeprefix("Your answers are in ").removesuffix(".")).card
    assert kept.answers["layers"].value == 12
    assert Path(session.path).read_text(encoding="utf-8") == "this is [ no card"


def test_the_beginning_of_a_command_is_enough() -> None:
    """Where it can mean one thing only."""
    assert reply(":q") == Command("quit")
    assert reply(" :na  No people ") == Command("na", "No people")
    assert reply("?") == Command("?")
    assert reply("a : b") == "a : b"
    assert all(reply(f":{name}") == Command(name) for name in COMMANDS)
    with pytest.raises(WrongCommand):
        reply(":")


def test_what_was_begun_is_kept_where_the_input_ends(session: Session) -> None:
    """Lines of a text, items of a list, an option before its text."""
    asked(session, "One.", "Two.", at="about")
    asked(session, "en", at="languages")
    asked(session, "2", at="origin")
    asked(session, "other", ":quit", at="compression")
    asked(session, "add", "f1", ":quit", at="results")
    assert stored(session, "about").value == "One.\nTwo.\n"
    assert stored(session, "languages").value == ["en"]
    assert (stored(session, "origin").value, stored(session, "origin").specify) == ("other", {})
    assert stored(session, "compression").value == ["other"]
    assert stored(session, "results").rows == (Row(1, {"metric": "f1"}),)


def test_the_text_of_an_option_is_asked_for_like_an_answer(session: Session) -> None:
    """Commands are none, escapes are read, an empty line leaves it open."""
    said = asked(session, "2", ":bogus", "?", "::quit", at="origin")
    assert "There is no command `:bogus`: there are :skip and :quit." in said
    assert stored(session, "origin").specify == {"other": ":quit"}
    asked(session, "other", "", at="compression")
    assert stored(session, "compression").specify == {}


def test_a_line_is_said_as_it_was_taken(session: Session) -> None:
    """Where that is something else than what was typed."""
    assert "Your answer: Pruning" in asked(session, "2", at="compression")
    assert "Your answer: 2019-01-02" in asked(session, "2019.1.2", at="released")
    said = asked(session, "12", at="layers")
    assert not any(each.startswith("Your answer") for each in said)


def test_a_note_to_self(session: Session) -> None:
    """Beside the answer, said with the question, in no document."""
    said = asked(session, ":note ask Ada", ":note", ":read", ":note -", ":note", at="layers")
    notes = [each for each in said if each.startswith("Not")]
    assert notes == [
        "Note kept.",
        "Note to self: ask Ada",
        "Nothing is printed here yet.",
        "Note taken away.",
        "Note to self: none yet",
    ]
    asked(session, ":note ask Ada", at="layers")
    assert stored(session, "layers").note == "ask Ada"
    assert "Note to self: ask Ada" in asked(session, at="layers")


def test_a_long_answer_is_said_in_part(session: Session) -> None:
    """The rest of it when it is asked for."""
    session.set_value("about", "\n".join(f"Line {n}." for n in range(1, 41)))
    said = asked(session, at="about")
    assert "Your answer, 40 lines:" in said
    assert "  and 33 more lines: :answer says them all." in said
    assert "Line 40." not in "\n".join(said)
    assert "Line 40." in asked(session, ":answer", at="about")


def test_the_card_is_read_and_exported(session: Session, tmp_path: Path) -> None:
    """A section, all, and as a file whose name says the format; nothing foreign is overwritten."""
    session.set_value("layers", 12)
    assert "- **Layers:** 12" in asked(session, ":read", at="name")
    assert "# Simple" in asked(session, ":read all", at="name")
    html, foreign = tmp_path / "card.html", tmp_path / "mine.md"
    foreign.write_text("mine", encoding="utf-8")
    said = asked(
        session, f":export {html}", f":export {foreign}", ":export", ":export card.pdf", at="name"
    )
    free = tmp_path / "mine-2.md"
    assert f"Written to {html} as html." in said
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (
        f"Not exported: {foreign}: this file was not written by cardtui; "
        f"choose another name, such as :export {free}."
    ) in said
    assert f"Written to {free} as markdown." in asked(session, f":export {free}", at="name")
    assert foreign.read_text(encoding="utf-8") == "mine"
    assert "Give a file to write, such as :export README.md." in said
    assert any("card.pdf" in line and ".md, .html and .json" in line for line in said)


def test_a_reason_is_kept_until_another_is_given(session: Session) -> None:
    """As in the app; but where that offers it to the other status, here nobody would see it."""
    asked(session, ":na It has no page", at="page")
    asked(session, ":na", at="page")
    assert stored(session, "page").reason == "It has no page"
    asked(session, ":unknown", at="page")
    assert stored(session, "page").reason == ""


def test_code_may_begin_with_spaces_and_a_colon(session: Session) -> None:
    """With one more colon in front; what stands around it stays."""
    asked(session, "    ::param x", "", ".", at="snippet")
    assert stored(session, "snippet").value == "    :param x\n\n"
