"""The lock of a project: what is written is read, and always written in the same way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cardtui.errors import CardtuiError
from cardtui.files.reading import TextFile
from cardtui.sharing.address import is_rev
from cardtui.sharing.lock import LockedBank, LockedBase, lock_text, locked_banks_in
from cardtui.text.clean import unsafe_characters

TEXTS = st.text(min_size=1).filter(lambda text: not unsafe_characters(text))
TEXTS = TEXTS.filter(lambda text: not set(text) & set("\t\n\x85\u2028\u2029"))
REVS = st.from_regex(r"v?[a-z0-9]{1,9}(?:[./-][a-z0-9]{1,9}){0,2}", fullmatch=True)
REVS = REVS.filter(is_rev)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
FILES = st.dictionaries(st.sampled_from(["fr.toml", "de.toml", "pt-BR.toml"]), HASHES)
BASES = st.builds(
    lambda path, files, own: LockedBase(
        path, "base", "1.0.0", tuple(sorted({**files, "bank.toml": own}.items()))
    ),
    TEXTS,
    FILES,
    HASHES,
)
BANKS = st.builds(
    lambda source, rev, path, commit, files, own, extends, bases: LockedBank(
        source,
        rev,
        path,
        commit,
        "team",
        "1.0.0",
        tuple(sorted({**files, "bank.toml": own}.items())),
        tuple(sorted(extends.items())),
        tuple(sorted(bases, key=lambda base: base.path)),
    ),
    TEXTS,
    st.just("") | REVS,
    st.just("") | TEXTS,
    st.just("") | st.text("0123456789abcdef", min_size=40, max_size=40),
    FILES,
    HASHES,
    st.dictionaries(st.sampled_from(["base", "other-base"]), HASHES),
    st.lists(BASES, unique_by=lambda base: base.path, max_size=2),
)


@given(st.lists(BANKS, unique_by=lambda bank: (bank.source, bank.path)), st.randoms())
def test_a_lock_is_read_as_it_was_written(banks: list[LockedBank], chance) -> None:
    """Whatever the sources are called, and in whatever order they were added."""
    text = lock_text(banks)
    assert set(locked_banks_in(TextFile("cardtui.lock", text))) == set(banks)
    chance.shuffle(banks)
    assert lock_text(banks) == text


@given(st.text() | BANKS.map(lambda bank: lock_text([bank])), st.data())
def test_any_text_is_a_lock_or_refused(text: str, data: st.DataObject) -> None:
    """A part that is cut out of a lock, too."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        found = locked_banks_in(TextFile("cardtui.lock", text[:start] + text[end:]))
    except CardtuiError as error:
        assert all(problem.message for problem in error.problems)
    else:
        made_of = [each for bank in found for each in (bank, *bank.bases)]
        assert all(dict(each.files)["bank.toml"] for each in made_of)
