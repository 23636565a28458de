"""Cards under newer banks: what was answered is there, in answers or retired, value by value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.card import migrating
from cardtui.card.migrate import migrate
from cardtui.card.model import Answer, BankReference, Card
from cardtui.card.renaming import renamed
from support.banks import bank_of
from support.sampling import examples
from torture.migrations import run

NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
VALUES = st.one_of(st.integers(0, 9), st.text(max_size=5), st.booleans(), st.just(["x", "y"]))


def test_random_pairs_of_versions_lose_nothing() -> None:
    """A sample of `python tests/torture/migrations.py`."""
    outcome = run(240)
    assert outcome.failures == ()
    assert outcome.pairs == 240


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("renamed", lambda held, names: ({names.get(n, n): v for n, v in held.items()}, {})),
        ("renamed_value", lambda value, names: value),
        ("read_as", lambda field, value: None),
    ],
)
def test_the_check_of_pairs_finds_what_is_lost(
    name: str, broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that overwrites, forgets options or drops values fails it."""
    monkeypatch.setattr(migrating, name, broken)
    assert run(240).failures


@given(st.dictionaries(NAMES, st.integers()), st.dictionaries(NAMES, NAMES))
def test_renaming_keeps_everything(held: dict[str, int], names: dict[str, str]) -> None:
    """Under a new name, or apart under the old one; what has no new name stays."""
    kept, left = renamed(held, names)
    assert sorted([*kept.values(), *left.values()]) == sorted(held.values())
    assert all(held[name] == value for name, value in left.items())
    for name, value in held.items():
        if name not in names:
            assert kept[name] == value
        elif name not in left:
            assert kept[names[name]] == value


@settings(max_examples=examples(150))
@given(
    st.dictionaries(NAMES, VALUES),
    st.dictionaries(NAMES, VALUES),
    st.lists(
        st.tuples(NAMES, st.sampled_from(["text", "integer", "bool", "list"])),
        min_size=1,
        unique_by=lambda q: q[0],
    ),
)
def test_any_card_under_any_bank_keeps_its_values(
    answers: dict[str, object], retired: dict[str, object], asked: list[tuple[str, str]]
) -> None:
    """Without a word from the bank, values are where they were, retired, or back."""
    questions = "".join(
        f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "?"\n' for name, kind in asked
    )
    bank = bank_of(
        'format = 1\nid = "b"\nversion = "2.0.0"\ntitle = "B"\n'
        f'[[section]]\nid = "only"\ntitle = "Only"\n{questions}'
    )
    marked = iter(range(100))

    def stored(values: dict[str, object]) -> dict[str, Answer]:
        marks = {name: f"{next(marked)}" for name in values}
        return {n: Answer(v, reason=marks[n], note=f"note {marks[n]}") for n, v in values.items()}

    card = Card("c", BankReference("b", "1.0.0"), stored(answers), stored(retired))
    after = migrate(card, bank).card
    assert sorted(a.reason for a in [*after.answers.values(), *after.retired.values()]) == sorted(
        a.reason for a in [*card.answers.values(), *card.retired.values()]
    )
    for answer in [*after.answers.values(), *after.retired.values()]:
        assert answer.note == f"note {answer.reason}"
    assert set(after.answers) == {n for n, _ in asked if n in answers or n in retired}
    assert all(
        after.answers[name].reason == card.answers[name].reason
        for name in after.answers
        if name in answers
    )
    assert migrate(after, bank).card is after
