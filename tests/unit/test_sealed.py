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
    assert "`open` decides whether the sealed `terms` is asked" in line


def test_what_decides_can_be_reworded() -> None:
    """Its wording decides nothing."""
    bank_on(BASE, top('[override.open]\nask = "Open?"\nrequired = true\n'))


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
