"""Banks that extend others: what they add, change and hide, and what they must leave."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cardtui.bank.bank import Bank
from cardtui.errors import BankError, CardtuiError
from support.extending import bank_on, base, question, reading, section, top

BASE = base(
    section("usage"),
    question("model_name", "required = true"),
    question("license", 'help = "Give it."'),
    question("release", 'when = "answered(license)"'),
    section("training"),
    question("hardware"),
    question("cloud", 'when = "answered(hardware)"'),
)
"""`base.toml`: two sections, five questions."""


def names(bank: Bank) -> list[str]:
    """The sections and questions of a bank, in its order."""
    return [
        name
        for part in bank.sections
        for name in (f"[{part.id}]", *(each.id for each in part.questions))
    ]


def said(own: str, files: Mapping[str, str] | None = None) -> list[str]:
    """What is said of a bank that cannot be used."""
    with pytest.raises(CardtuiError) as raised:
        reading(own, files or {"base.toml": BASE})
    return [str(problem) for problem in raised.value.problems]


# Adding


def test_a_bank_that_adds_nothing_is_the_one_that_it_extends() -> None:
    """But for its own id, version and title."""
    bank = bank_on(BASE, top())
    assert (bank.id, bank.title, bank.version) == ("team", "Team", "1.0.0")
    assert names(bank) == [
        "[usage]",
        "model_name",
        "license",
        "release",
        "[training]",
        "hardware",
        "cloud",
    ]


def test_new_sections_and_questions_go_where_they_say() -> None:
    """Without a place: at the end of the bank, at the end of the section."""
    bank = bank_on(
        BASE,
        top(
            '[[section]]\nid = "usage"\n',
            question("ticket"),
            question("owner", 'after = "model_name"'),
            question("team", 'after = "model_name"'),
            question("first", 'after = "usage"'),
            question("beside_owner", 'after = "owner"'),
            section("ours", 'after = "usage"'),
            question("mine"),
            section("last"),
            question("end"),
        ),
    )
    assert names(bank) == [
        "[usage]",
        "first",
        "model_name",
        "owner",
        "beside_owner",
        "team",
        "license",
        "release",
        "ticket",
        "[ours]",
        "mine",
        "[training]",
        "hardware",
        "cloud",
        "[last]",
        "end",
    ]


def test_a_section_comes_behind_all_that_stands_in_the_one_before() -> None:
    """A heading does not come between another and what belongs to it."""
    own = base(section("one"), question("a"), section("two", "level = 2"), question("b"))
    bank = bank_on(own, top(section("new", 'after = "one"'), question("c")))
    assert names(bank) == ["[one]", "a", "[two]", "b", "[new]", "c"]


def test_new_sections_come_in_the_order_of_the_file() -> None:
    """Those behind the innermost first, each with those behind it."""
    own = base(section("one"), question("a"), section("two", "level = 2"), question("b"))
    bank = bank_on(
        own,
        top(
            section("p", 'after = "one"'),
            question("c"),
            section("q", 'level = 2\nafter = "two"'),
            question("d"),
            section("r", 'after = "p"'),
            question("e"),
            section("s", 'after = "one"'),
            question("f"),
        ),
    )
    assert [part.id for part in bank.sections] == ["one", "two", "q", "p", "r", "s"]


def test_a_new_section_takes_no_other_in() -> None:
    """A heading of the extended bank stays where it stood."""
    own = base(section("one"), question("a"), section("two", "level = 2"), question("b"))
    own += section("three", "level = 2") + question("c")
    assert said(top(section("new", 'after = "two"'), question("d")), {"base.toml": own}) == [
        (
            "team.toml:10:1: the section `three` would stand in `new` here; "
            "give this one another `level`, or another place"
        )
    ]


@pytest.mark.parametrize(
    ("added", "line"),
    [
        (
            [section("new"), question("licence", 'after = "licens"')],
            "team.toml:15:1: there is no question `licens` before this one in `new`",
        ),
        (
            [section("new"), question("other", 'after = "license"')],
            (
                "team.toml:15:1: `license` is not in the section `new`, but in `usage`; "
                'write this question under a `[[section]]` with id = "usage"'
            ),
        ),
        (
            [section("new", 'after = "usag"'), question("other")],
            "team.toml:10:1: there is no section `usag` before this one; did you mean `usage`?",
        ),
        (
            [section("new"), question("license")],
            (
                "team.toml:12:1: `base` has a question `license` already (base.toml:15); "
                "choose another id, or change that one under [override.license]"
            ),
        ),
        (
            ['[[section]]\nid = "usage"\ntitle = "Using it"\n', question("other")],
            (
                "team.toml:9:1: the section `usage` stands in `base` already; "
                "write `title` under [override.usage]"
            ),
        ),
        (
            ['[[section]]\nid = "new"\n', question("other")],
            "team.toml:7:1: `title` is missing; add it",
        ),
        (
            [section("new"), question("other", "requird = true")],
            "team.toml:15:1: there is no key `requird` here; did you mean `required`?",
        ),
    ],
)
def test_what_cannot_be_added(added: list[str], line: str) -> None:
    """The place is that of the bank that says it."""
    assert said(top(*added)) == [line]


# Overriding


def test_a_key_replaces_the_whole_key() -> None:
    """What is not named stays as it is; a key that is taken away is as if it had never been there."""
    changes = (
        '[override.license]\nhelp = "Ask legal."\nrequired = true\n'
        '[override.release]\nwithout = ["when"]\n'
        '[override.training]\ntitle = "How it was trained"\n'
    )
    bank = bank_on(BASE, top(changes))
    license_ = bank.questions["license"]
    assert (license_.help, license_.required, license_.ask) == ("Ask legal.", True, "What?")
    assert bank.questions["release"].when is None
    assert bank.sections[1].title == "How it was trained"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            "[override.licence]\nrequired = true\n",
            (
                "team.toml:7:1: there is no question or section `licence` to change; "
                "did you mean `license`?"
            ),
        ),
        (
            "[override.license]\nrequird = true\n",
            "team.toml:8:1: there is no key `requird` here; did you mean `required`?",
        ),
        (
            '[override.license]\nrequired = "yes"\n',
            "team.toml:8:1: `required`: expected true or false, found a text",
        ),
        (
            '[override.license]\nid = "licence"\n',
            (
                "team.toml:8:1: `id` cannot be overridden; "
                "an id never changes: hide the question and add another"
            ),
        ),
        (
            '[override.license]\nwithout = ["hlp"]\n',
            "team.toml:8:1: `license` has no key `hlp` to take away; did you mean `help`?",
        ),
        (
            '[override.license]\nwithout = "help"\n',
            'team.toml:8:1: `without`: expected a list of keys; write ["when"]',
        ),
        (
            '[override.license]\nwithout = ["id"]\n',
            (
                "team.toml:8:1: `id` cannot be taken away; "
                "an id never changes: hide the question and add another"
            ),
        ),
        (
            '[override.license]\nwithout = ["type"]\n',
            (
                "team.toml:8:1: `license` needs its `type`: it cannot be taken away; "
                "write another `type` instead"
            ),
        ),
        (
            '[override.usage]\nwithout = ["id"]\n',
            (
                "team.toml:8:1: `id` cannot be taken away; "
                "an id never changes: hide the question and add another"
            ),
        ),
        (
            '[override.usage]\nwithout = ["title"]\n',
            (
                "team.toml:8:1: `usage` needs its `title`: it cannot be taken away; "
                "write another `title` instead"
            ),
        ),
        (
            '[override.usage]\nwithout = ["question"]\n',
            (
                "team.toml:8:1: `question` cannot be taken away; "
                "add questions under a `[[section]]` with this id"
            ),
        ),
        (
            '[override.license]\nwhen = "answered(nothing)"\n',
            "team.toml:8:1: `when`: there is no question `nothing`",
        ),
    ],
)
def test_what_cannot_be_overridden(changes: str, line: str) -> None:
    """A slip is told where it was made."""
    assert said(top(changes)) == [line]


@pytest.mark.parametrize(
    ("kind", "key", "own"),
    [
        ("select", "options", 'options = ["a"]'),
        ("table", "column", 'column = [{ id = "c", type = "text" }]'),
    ],
)
def test_what_a_type_needs_goes_with_the_type_alone(kind: str, key: str, own: str) -> None:
    """Not by itself: a select has options, a table columns."""
    files = {"base.toml": base(section("only"), question("x", own, kind))}
    assert said(top(f'[override.x]\nwithout = ["{key}"]\n'), files) == [
        (
            f"team.toml:8:1: `x` needs its `{key}`: it cannot be taken away; "
            f"write another `{key}` instead"
        )
    ]
    bank = reading(top(f'[override.x]\ntype = "text"\nwithout = ["{key}"]\n'), files)
    assert bank.questions["x"].type == "text"


def test_a_change_that_does_not_suit_what_stays_is_told_there() -> None:
    """The line is that of the extended bank, the remedy names the bank that changes it."""
    own = base(
        section("only"),
        question("size", type_="integer"),
        question("large", 'when = "size > 5"'),
    )
    found = said(top('[override.size]\ntype = "text"\n'), {"base.toml": own})
    assert found == [
        (
            "base.toml:19:1: `when`: `size` is a text, 5 is a number; "
            "mend it in team.toml, which extends this bank"
        )
    ]


def test_a_bank_that_is_wrong_by_itself_is_told_by_itself() -> None:
    """The one that extends it has no part in that."""
    own = base(section("only"), question("size", 'when = "answered(siez)"'))
    found = said(top(), {"base.toml": own})
    assert found == ["base.toml:13:1: `when`: there is no question `siez`: did you mean `size`?"]


# Hiding


def test_a_hidden_question_is_not_there() -> None:
    """And the reason is kept."""
    bank = bank_on(BASE, top(head='hide = { cloud = "We train on our own cluster." }'))
    assert "cloud" not in bank.questions
    assert bank.merged is not None
    assert bank.merged.hidden["cloud"].reason == "We train on our own cluster."


@pytest.mark.parametrize(
    ("hidden", "line"),
    [
        (
            'hardware = "Ours."',
            (
                "team.toml:6:10: `hardware` is hidden, and the `when` of `cloud` needs it: "
                "answered(hardware) (base.toml:41); override that `when`, or hide `cloud` as well"
            ),
        ),
        (
            'cluod = "Ours."',
            "team.toml:6:10: there is no question `cluod` to hide; did you mean `cloud`?",
        ),
        (
            'cloud = " "',
            "team.toml:6:10: `cloud` is hidden without a reason; say why it is not asked here",
        ),
        ('training = "Ours."', "team.toml:6:10: `training` is a section; hide its questions"),
    ],
)
def test_what_cannot_be_hidden(hidden: str, line: str) -> None:
    """What still needs a hidden question is named."""
    assert said(top(head=f"hide = {{ {hidden} }}")) == [line]


def test_a_condition_that_needs_a_hidden_question_is_shown_as_it_is_written() -> None:
    """In TOML."""
    needing = question("rest", "when = { size = true, kind = ['a'] }")
    bools = question("size").replace('"text"', '"bool"')
    own = base(section("only"), bools, question("kind"), needing)
    (line, *_) = said(top(head='hide = { size = "Ours." }'), {"base.toml": own})
    assert 'size = true, kind = ["a"]' in line


def test_a_hidden_id_is_not_used_again() -> None:
    """Cards may hold answers to what had it."""
    files = {
        "base.toml": BASE,
        "middle.toml": top(id_="middle", head='hide = { cloud = "Ours." }'),
    }
    (line,) = said(top(section("new"), question("cloud"), extends='"middle"'), files)
    assert "`middle` hides a question `cloud` (middle.toml:6); choose another id" in line
    for own in (
        top('[override.cloud]\nhelp = "H"\n', extends='"middle"'),
        top(extends='"middle"', head='hide = { cloud = "No." }'),
    ):
        (line,) = said(own, files)
        assert "`cloud` is hidden already (middle.toml:6); leave it out" in line


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ('ask = "Of {gone}?"', "the `ask` of `other`"),
        ('suggest = "gone"', "the `suggest` of `other`"),
        ('when = { gone = "x" }', "the `when` of `other`"),
        ('check = [{ that = "value != gone", message = "No." }]', "the `check` of `other`"),
    ],
)
def test_everything_that_needs_a_hidden_question_is_found(key: str, words: str) -> None:
    """Conditions, checks, suggestions, and what is put into a sentence."""
    other = f'[[section.question]]\nid = "other"\ntype = "text"\n{key}\n'
    if not key.startswith("ask"):
        other += 'ask = "What?"\n'
    own = base(section("only"), question("gone"), other)
    (line,) = said(top(head='hide = { gone = "Not here." }'), {"base.toml": own})
    assert words in line


def test_tests_of_the_extended_bank_stay_as_far_as_they_can() -> None:
    """Without what is hidden; one of the same name is replaced."""
    own = BASE + (
        '[[test]]\nname = "one"\ngiven = { license = "MIT" }\nasks = ["release", "cloud"]\n'
        '[[test]]\nname = "two"\ngiven = { cloud = "x" }\nasks = ["release"]\n'
        '[[test]]\nname = "three"\nskips = ["cloud"]\n'
        '[[test]]\nname = "four"\nskips = ["release"]\n'
    )
    mine = '[[test]]\nname = "four"\nasks = ["license"]\n'
    bank = bank_on(own, top(mine, head='hide = { cloud = "Ours." }'))
    assert [(test.name, test.asks, test.skips) for test in bank.file.tests] == [
        ("one", ("release",), ()),
        ("four", ("license",), ()),
    ]


def test_a_test_of_its_own_cannot_name_what_it_hides() -> None:
    """That is a slip, not something to leave out."""
    mine = '[[test]]\nname = "mine"\nskips = ["cloud"]\n'
    (line,) = said(top(mine, head='hide = { cloud = "Ours." }'))
    assert line == "team.toml:9:1: there is no question `cloud`"


# Which bank


def test_several_banks_can_be_extended() -> None:
    """One after the other, in the order of the list."""
    files = {
        "one.toml": base(section("a"), question("x"), id_="one"),
        "two.toml": base(section("b"), question("y"), id_="two"),
    }
    bank = reading(top(extends='"one", "two>=1"'), files)
    assert names(bank) == ["[a]", "x", "[b]", "y"]
    assert [found.id for found in bank.bases] == ["one", "two"]


def test_a_bank_can_stand_on_one_that_stands_on_another() -> None:
    """Each sees the one below as it has become; the digest covers all of them."""
    files = {
        "base.toml": BASE,
        "middle.toml": top(
            section("ours"),
            question("mine"),
            '[override.license]\nhelp = "Middle."\n',
            id_="middle",
            head='hide = { cloud = "Ours." }',
        ),
    }
    bank = reading(top('[override.mine]\nhelp = "Top."\n', extends='"middle"'), files)
    assert (bank.questions["license"].help, bank.questions["mine"].help) == ("Middle.", "Top.")
    assert [found.id for found in bank.bases] == ["middle", "base"]
    changed = reading(
        top('[override.mine]\nhelp = "Top."\n', extends='"middle"'),
        {**files, "base.toml": BASE + "# a comment\n"},
    )
    assert changed.sha256 != bank.sha256


def test_two_banks_with_the_same_id_are_refused() -> None:
    """Both are named, and what they share."""
    files = {
        "one.toml": base(section("a"), question("x"), question("z"), id_="one"),
        "two.toml": base(section("b"), question("x"), id_="two"),
    }
    assert said(top(extends='"one", "two"'), files) == [
        "team.toml:5:1: `one` and `two` both bring `x`; extend one of the two"
    ]


@pytest.mark.parametrize(("head", "does"), [("", "brings"), ('hide = { x = "No." }', "hides")])
def test_what_one_bank_hides_no_other_has(head: str, does: str) -> None:
    """Or an answer to the hidden question would be taken for one to the other."""
    files = {
        "below.toml": base(section("a"), question("x"), question("y"), id_="below"),
        "beside.toml": base(section("b"), question("x"), question("z"), id_="beside"),
        "one.toml": top(id_="one", extends='"below"', head='hide = { x = "Not ours." }'),
        "two.toml": top(id_="two", extends='"beside"', head=head),
    }
    one, two = "`one` hides a question `x` (one.toml:6)", f"and `two` {does} one"
    assert said(top(extends='"one", "two"'), files) == [
        f"team.toml:5:1: {one}, {two}; extend one of the two"
    ]
    if does == "brings":
        turned = said(top(extends='"two", "one"'), files)
        assert turned == [f"team.toml:5:1: {one}, {two}; extend one of the two"]


def test_a_bank_takes_no_section_of_another_in() -> None:
    """The order of the list decides what stands in what."""
    files = {
        "one.toml": base(section("a", 'when = "answered(x)"'), question("y"), id_="one"),
        "two.toml": base(section("b", "level = 2"), question("x", "sealed = true"), id_="two"),
    }
    assert said(top(extends='"one", "two"'), files)[0] == (
        "team.toml:5:1: the section `b` would stand in `a` here; name the banks in another order"
    )
    assert names(reading(top(extends='"two", "one"'), files)) == ["[b]", "x", "[a]", "y"]


@pytest.mark.parametrize(
    ("extends", "line"),
    [
        (
            '"base>=2"',
            (
                "team.toml:5:12: `base` is version 1.0.0 here, and not >=2; "
                "get a version that is, or change the range (base.toml)"
            ),
        ),
        (
            '"base>1"',
            (
                "team.toml:5:12: `extends`: `>` needs a whole version: write >1.0.0; "
                'write "other-bank" or "other-bank>=1,<2"'
            ),
        ),
        (
            '">=1"',
            'team.toml:5:12: `extends`: ">=1" names no bank; write "other-bank" or "other-bank>=1,<2"',
        ),
        ('"other"', 'team.toml:5:12: cannot extend "other": there is no bank "other"; look again'),
        ('"base", "base"', "team.toml:5:20: the bank `base` is extended twice; name it once"),
        ('"team"', "team.toml:5:12: the bank `team` extends itself; leave one of these out"),
        (
            "1",
            (
                "team.toml:5:12: `extends`: expected a text, found a whole number; "
                'write ["other-bank>=1,<2"]'
            ),
        ),
    ],
)
def test_what_cannot_be_extended(extends: str, line: str) -> None:
    """The place is the entry."""
    assert said(top(extends=extends), {"base.toml": BASE, "team.toml": top()})[0] == line


def test_circles_are_told_with_the_way() -> None:
    """From the first bank back to it."""
    files = {"a.toml": top(id_="a", extends='"b"'), "b.toml": top(id_="b", extends='"team"')}
    files["team.toml"] = own = top(extends='"a"')
    assert said(own, files) == [
        (
            "b.toml:5:12: these banks extend each other in a circle: "
            "`team` extends `a`, and that `b`, and that `team`; leave one of these out"
        )
    ]


def test_no_more_than_eight_banks_stand_on_one_another() -> None:
    """Eight do, nine do not."""
    files = {f"b{n}.toml": top(id_=f"b{n}", extends=f'"b{n + 1}"') for n in range(9)}
    files["b7.toml"] = base(section("only"), question("x"), id_="b7")
    assert "x" in reading(files["b0.toml"], files, "b0.toml").questions
    files["b7.toml"] = top(id_="b7", extends='"b8"')
    files["b8.toml"] = base(section("only"), question("x"), id_="b8")
    with pytest.raises(BankError) as raised:
        reading(files["b0.toml"], files, "b0.toml")
    (problem,) = raised.value.problems
    assert problem.place == "b7.toml:5:12"
    assert "8 banks stand on one another already: `b0` extends `b1`, and that" in problem.message


def test_what_is_no_bank_is_not_extended() -> None:
    """A card, a newer format, or no TOML at all: each told in its own file."""
    assert said(top(), {"base.toml": "format = 1\n[answers.x]\nvalue = 1\n"}) == [
        "base.toml: this is a card, not a bank; a bank has `format = 1` and `[[section]]`"
    ]
    assert said(top(), {"base.toml": BASE.replace("format = 1", "format = 9")})[0].startswith(
        "base.toml:1:1: this bank has format 9"
    )


def test_a_bank_on_its_own_cannot_find_others() -> None:
    """There is nothing that looks for them."""
    from support.banks import bank_of

    with pytest.raises(BankError) as raised:
        bank_of(top())
    assert "was not looked for" in str(raised.value)
