"""The table `[words]` of a translation: cardtui's own words, for a language that it does not speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from cardtui.bank.bank import Bank
from cardtui.bank.fixed_words import ENGLISH, FixedWords, fixed_words, has_fixed_words, places_in
from cardtui.bank.problems import Problems
from cardtui.bank.rules import check_one_line
from cardtui.bank.translation_rules import MISSING
from cardtui.files.findings import Remark
from cardtui.text.words import did_you_mean, join_words

TABLE = "words"
_MOST_NAMED = 3


def english_words() -> dict[str, str]:
    """What there is to translate, by its key."""
    return {name: getattr(ENGLISH, name) for name in FixedWords.__struct_fields__}


def check_words(given: Mapping[str, str], problems: Problems) -> None:
    """Report keys that are none, and words that would lose what is put into them."""
    known = english_words()
    for name, said in given.items():
        at = (TABLE, name)
        if name not in known:
            hint = did_you_mean(name, known) or "`cardtui bank translate` writes those there are"
            problems.add(at, f"there is no word `{name}`", hint)
            continue
        if not said.strip():
            continue
        check_one_line(said, at, problems)
        wanted, found = places_in(known[name]), places_in(said)
        if wanted != found:
            places = join_words(f"{{{each}}}" for each in sorted(wanted)) or "nothing"
            message = f"`{name}`: expected {places} in braces"
            problems.add(at, message, f'as in "{known[name]}"')


def with_words(bank: Bank, language: str, given: Mapping[str, str]) -> FixedWords:
    """The words beside a translation of `bank`: those given, else what there is of the language."""
    words = bank.words if bank.translation_of else fixed_words(language)
    return msgspec.structs.replace(words, **{k: said for k, said in given.items() if said.strip()})


def words_to_translate(bank: Bank, language: str, given: Mapping[str, str]) -> dict[str, str]:
    """The words that a translation lacks. Those of a bank that extends others stand beside them."""
    if has_fixed_words(language) or bank.original.merged is not None:
        return {}
    return {name: said for name, said in english_words().items() if not given.get(name, "").strip()}


def about_words(
    bank: Bank, language: str, given: Mapping[str, str], command: str
) -> Iterator[Remark]:
    """Say which words are not translated; `command` writes them down."""
    if missing := words_to_translate(bank, language, given):
        names = ENGLISH.listed([f"`{name}`" for name in missing], _MOST_NAMED)
        message = f"the words of the app beside the questions: not translated: {names}"
        fix = f"add them to [{TABLE}]: `{command}` writes the table"
        yield Remark(MISSING, "warning", (TABLE,) if given else (), message, fix)
