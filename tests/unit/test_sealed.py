"""Sealed questions: a bank that extends theirs may make them stricter, and nothing else."""

from __future__ import annotations

import pytest

from cardtui.errors import BankError
from support.extending import bank_on, base, question, reading, section, top

CHECK = '{ that = "value != \'x\'", message = "Not x." }'
WARNING = '{ that = "value != \'y\'", message = "y is rare.", level = "warning" }'
BASE = base(
    section("law"),
    question("open", "", "bool"),
    question("license", f"sealed = true\nrequired = true\ncheck = [{CHECK}, {WARNING}]"),
    question("terms", "sealed = true\nwhen = { open = true }"),
    section("rest"),
    question("other"),
    section("below", 'level = 2\nwhen = "answered(other)"'),
    question("deep", "sealed = true"),
)


def refused(*parts: str, head: str = "", text: str = BASE) -> str:
    """The one thing that is said of a bank."""
    with pytest.raises(BankError) as raised:
        bank_on(text, top(*parts, head=head))
    (problem,) = raised.value.problems
    return str(problem)


@pytest.mark.parametrize(
    "change",
    [
        "required = true",
        "allow = []",
        'allow = ["unknown"]',
        f'check = [{CHECK}, {WARNING}, {{ that = "value != \'z\'", message = "Not z." }}]',
        f"check = [{WARNING.replace('warning', 'error')}, {CHECK}]",
        'ask = "What?"',
        "sealed = true",
    ],
)
def test_a_sealed_question_can_be_stricter(change: str) -> None:
    """Required, fewer ways out, more checks; and what says the same again."""
    bank_on(BASE, top(f"[override.license]\n{change}\n"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("required = false", "it cannot be made optional; leave it required"),
        ("sealed = false", "it cannot be unsealed; leave `sealed` out"),
        ('ask = "Which one?"', "its `ask` cannot be changed; only"),
        ('label = "L"', "its `label` cannot be changed; only"),
        ('type = "longtext"', "its `type` cannot be changed; only"),
        ('when = "answered(open)"', "its `when` cannot be changed; only"),
        ('output = { as = "none" }', "its `output` cannot be changed; only"),
        (f"check = [{CHECK}]", 'its check "y is rare." cannot be left out or changed; repeat'),
        (f"check = [{WARNING}]", 'its check "Not x." cannot be left out or changed; repeat'),
        (
            f'check = [{CHECK[:-2]}, level = "warning" }}, {WARNING}]',
            'its check "Not x." cannot be left out or changed; repeat',
        ),
    ],
)
def test_a_sealed_question_cannot_be_weakened(change: str, said: str) -> None:
    """The line is that of the change, and the seal is named with its own."""
    line = refused(f"[override.license]\n{change}\n")
    assert line.startswith(f"team.toml:8:1: `license` is sealed (base.toml:19): {said}")


def test_nothing_of_it_can_be_taken_away() -> None:
    """Nor can it be hidden."""
    assert "nothing of it can be taken away" in refused('[override.license]\nwithout = ["check"]\n')
    assert "it cannot be hidden" in refused(head='hide = { license = "No." }')


def test_ways_out_cannot_be_added() -> None:
    """Where the sealed question allows none."""
    text = base(section("a"), question("x", "sealed = true\nallow = []"))
    line = refused('[override.x]\nallow = ["unknown"]\n', text=text)
    assert "it cannot allow more than it does" in line


@pytest.mark.parametrize(
    "change",
    ['type = "text"', 'when = "answered(license)"', 'without = ["when"]'],
)
def test_what_decides_whether_it_is_asked_is_kept(change: str) -> None:
    """Or a sealed question could be put out of the way through another."""
    text = BASE.replace('id = "open"\n', 'id = "open"\nwhen = "answered(license)"\n')
    if change.startswith("when"):
        text = BASE
    line = refused(f"[override.open]\n{change}\n", text=text)
    assert "depends on `open`: its `" in line


def test_what_decides_can_be_explained_and_required() -> None:
    """Neither changes what an answer to it means."""
    bank_on(BASE, top('[override.open]\nhelp = "Open?"\nlabel = "Open"\nrequired = true\n'))


@pytest.mark.parametrize(
    "parts",
    [
        ['[override.law]\nwhen = "answered(other)"\n'],
        ['[override.below]\nwithout = ["when"]\n'],
        ["[override.below]\nlevel = 1\n", '[override.rest]\nwhen = "answered(license)"\n'],
        [
            section("new", 'when = "answered(license)"\nafter = "law"'),
            question("n"),
            "[override.rest]\nlevel = 2\n",
        ],
    ],
)
def test_no_condition_is_put_around_it(parts: list[str]) -> None:
    """Neither by a section that changes nor by one that comes between."""
    assert "is sealed, and other conditions stand around" in refused(*parts)


def sealed_by(rule: str, *before: str, type_: str = "text") -> str:
    """A bank with a sealed `kept`, and something before it in a section above."""
    return base(section("above"), *before, section("law"), question("kept", rule, type_))


LIMIT = 'check = [{ that = "value <= limit", message = "Too much." }]'
POSITIVE = '{ that = "value > 0", message = "No." }'
WARNED = POSITIVE.replace("}", ', level = "warning" }')


@pytest.mark.parametrize(
    ("key", "change", "said"),
    [
        ("", "allow = []", "its `allow` cannot be changed; leave it as it is"),
        ("", 'allow = ["unknown"]', "its `allow` cannot be changed; leave it as it is"),
        ('allow = ["unknown"]', 'without = ["allow"]', "its `allow` cannot be changed; leave"),
        ("", 'when = "flag and not flag"', "its `when` cannot be changed; leave it as it is"),
        ("", 'type = "number"', "its `type` cannot be changed; leave it as it is"),
        ("", 'unit = "kB"', "its `unit` cannot be changed; leave it as it is"),
        ("required = true", "required = false", "it cannot be made optional; leave it required"),
        ("required = true", 'without = ["required"]', "it cannot be made optional; leave it req"),
        ("", 'ask = "Is there none?"', "its `ask` cannot be changed; leave it as it is"),
        ("", 'suggest = "0"', "its `suggest` cannot be changed; leave it as it is"),
        ("", f"check = [{POSITIVE}]", 'its new check "No." would force an answer; give it `level'),
        (f"check = [{POSITIVE}]", "check = []", 'its check "No." cannot be left out or changed'),
        (f"check = [{POSITIVE}]", 'without = ["check"]', 'its check "No." cannot be left out or'),
    ],
)
@pytest.mark.parametrize("rule", [LIMIT, 'when = "answered(limit) or unknown(limit)"'])
def test_what_its_rules_name_cannot_be_loosened(
    rule: str, key: str, change: str, said: str
) -> None:
    """A check that is unknown passes, and a condition that is false asks nothing."""
    text = sealed_by(
        f"sealed = true\n{rule}",
        question("flag", type_="bool"),
        question("limit", key, "integer"),
        type_="integer",
    )
    line = refused(f"[override.limit]\n{change}\n", text=text)
    assert f"the sealed `kept` (base.toml:29) depends on `limit`: {said}" in line


def test_the_form_of_what_its_rules_name_is_kept() -> None:
    """It may get one, and not lose it."""
    own = 'sealed = true\ncheck = [{ that = "value != other", message = "No." }]'
    change = '[override.other]\ntext_format = "slug"\n'
    bank_on(sealed_by(own, question("other")), top(change))
    text = sealed_by(own, question("other", 'text_format = "doi"'))
    assert "depends on `other`: its `text_format` cannot be changed" in refused(change, text=text)


@pytest.mark.parametrize(
    "change",
    [
        'allow = ["not_applicable", "unknown"]',
        "required = true",
        f"check = [{WARNED}]",
        'label = "Limit"\nhelp = "At most."\noutput = { as = "none" }',
    ],
)
def test_what_its_rules_name_can_be_stricter_and_in_other_words(change: str) -> None:
    """The same in another order is no change."""
    text = sealed_by(f"sealed = true\n{LIMIT}", question("limit", "", "integer"), type_="integer")
    bank_on(text, top(f"[override.limit]\n{change}\n"))


FAR = question("far", "", "bool")


@pytest.mark.parametrize(
    "before",
    [
        [FAR, question("near", 'when = "far"')],
        [FAR, question("near", 'check = [{ that = "far", message = "No." }]')],
        [FAR, section("inner", 'level = 2\nwhen = "far"'), question("near")],
        [
            FAR,
            question("middle", 'when = "far"', "bool"),
            question("near", 'check = [{ that = "middle", message = "No." }]'),
        ],
    ],
    ids=["by a condition", "by a check", "by a section", "twice over"],
)
def test_what_its_rules_name_is_followed(before: list[str]) -> None:
    """Through conditions, checks and sections."""
    text = sealed_by(
        'sealed = true\ncheck = [{ that = "value != near", message = "No." }]', *before
    )
    line = refused('[override.far]\nwhen = "answered(kept)"\n', text=text)
    assert "depends on `far`: its `when` cannot be changed" in line


@pytest.mark.parametrize(
    "rule",
    [
        'when = "flag"',
        'check = [{ that = "value == flag", message = "No." }]',
    ],
)
def test_the_rules_of_its_columns_are_followed_as_well(rule: str) -> None:
    """And those of the columns of what they name."""
    rows = f'column = [{{ id = "c", type = "bool", {rule} }}]'
    text = sealed_by(f"sealed = true\n{rows}", question("flag", "", "bool"), type_="table")
    line = refused("[override.flag]\nallow = []\n", text=text)
    assert "depends on `flag`: its `allow` cannot be changed" in line
    text = sealed_by(
        'sealed = true\nwhen = "any(rows.c)"',
        question("flag", "", "bool"),
        question("rows", rows, "table"),
    )
    line = refused("[override.flag]\nallow = []\n", text=text)
    assert "depends on `flag`: its `allow` cannot be changed" in line


def test_a_section_around_what_its_checks_name_gets_no_condition() -> None:
    """Or the check would be unknown."""
    text = sealed_by(
        f"sealed = true\n{LIMIT}",
        question("flag", type_="bool"),
        section("around"),
        question("limit", type_="integer"),
        type_="integer",
    )
    line = refused('[override.around]\nwhen = "flag and not flag"\n', text=text)
    assert "`kept` is sealed, and other conditions stand around `limit` now" in line


def test_a_sealed_question_that_another_depends_on_keeps_its_ways_out() -> None:
    """Less would be stricter for the one, and would put the other out of the way."""
    text = sealed_by('sealed = true\nwhen = "unknown(first)"', question("first", "sealed = true"))
    line = refused("[override.first]\nallow = []\n", text=text)
    assert "the sealed `kept` (base.toml:23) depends on `first`: its `allow` cannot" in line
    bank_on(text, top("[override.first]\nrequired = true\n"))
    bank_on(text, top("[override.kept]\nallow = []\n"))


def test_a_sealed_question_does_not_keep_itself_from_being_stricter() -> None:
    """Its check names it, and another one whose condition does: it has a value by then."""
    text = sealed_by(
        'sealed = true\ncheck = [{ that = "answered(kept) and answered(on)", message = "No." }]',
        question("on", 'when = "answered(kept)"'),
    )
    bank_on(text, top("[override.kept]\nallow = []\n"))
    text += question("later", 'sealed = true\nwhen = "answered(on)"')
    line = refused("[override.kept]\nallow = []\n", text=text)
    assert "the sealed `later` (base.toml:30) depends on `kept`" in line


METADATA = 'metadata = "license"\n'


def test_nothing_else_fills_its_key_of_the_front_matter() -> None:
    """The last answer stands there."""
    text = sealed_by(f"sealed = true\n{METADATA}", question("other"))
    said = "fills `license`, as the sealed `kept` does (base.toml:23); choose another `metadata`"
    line = refused(section("ours"), question("mine", METADATA), text=text)
    assert line.startswith(f"team.toml:15:1: `mine` {said}")
    line = refused(f"[override.other]\n{METADATA}", text=text)
    assert line.startswith(f"team.toml:8:1: `other` {said}")
    beside = base(section("b"), question("there", METADATA), id_="beside")
    with pytest.raises(BankError) as raised:
        reading(top(extends='"base", "beside"'), {"base.toml": text, "beside.toml": beside})
    (problem,) = raised.value.problems
    assert (problem.line, problem.remedy) == (5, "extend one of the two")


def test_what_filled_its_key_already_does_so_when_it_did() -> None:
    """Another condition could put its answer in the place of the sealed one."""
    text = sealed_by(
        f"sealed = true\n{METADATA}",
        question("flag", "", "bool"),
        question("draft", f'when = "flag"\n{METADATA}'),
    )
    line = refused('[override.draft]\nwithout = ["when"]\n', text=text)
    assert "depends on `draft`: its `when` cannot be changed" in line
    bank_on(text, top('[override.draft]\nhelp = "Of which draft."\nmetadata = "draft"\n'))


def test_a_section_around_it_can_be_reworded() -> None:
    """And moved a level, where that changes no condition."""
    bank_on(BASE, top('[override.below]\nlevel = 1\ntitle = "Below"\n'))


def test_a_seal_holds_for_all_banks_above() -> None:
    """And each may seal more."""
    files = {
        "base.toml": BASE,
        "middle.toml": top("[override.other]\nsealed = true\n", id_="middle"),
    }
    for name in ("other", "license"):
        own = top(f'[override.{name}]\nhelp = "H"\n', extends='"middle"')
        with pytest.raises(BankError, match=f"`{name}` is sealed"):
            reading(own, files)
