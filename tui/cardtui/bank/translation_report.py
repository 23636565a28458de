"""How far a translation is behind its bank: what is missing, what is stale, what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.bank.fixed_words import ENGLISH
from cardtui.bank.said_by import SaidBy, said_by
from cardtui.bank.translation import read_translation
from cardtui.bank.translation_file import (
    FieldTexts,
    QuestionTexts,
    SectionTexts,
    TranslationFile,
)
from cardtui.bank.translation_rules import LEFT_OVER, MISSING, STALE, UNREADABLE, UNSTAMPED
from cardtui.bank.translation_words import about_words
from cardtui.bank.wording import (
    HELP,
    Text,
    TextKey,
    question_texts,
    section_texts,
    wording_fingerprint,
)
from cardtui.errors import BankError, Problem, TomlError
from cardtui.files.findings import Finding, Remark, placed
from cardtui.files.positions import KeyPath
from cardtui.files.reading import TextFile
from cardtui.text.words import count_of, did_you_mean

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A section or question of a bank, or its title, and what a translation has for it."""

    key: tuple[str, ...]
    """Of its table in the translation: `("questions", "compression")`; none for the title."""
    in_bank: KeyPath
    texts: tuple[Text, ...]
    """What there is to translate; of a bank that extends others, what it says itself."""
    known: frozenset[TextKey]
    """Where there is a text, whoever says it."""
    of: str
    """The fingerprint that its translation names; empty without one."""
    given: Mapping[TextKey, str]
    """What is translated."""

    @property
    def fingerprint(self) -> str:
        """Of the wording as it is now."""
        return wording_fingerprint(self.texts)

    @property
    def is_translated(self) -> bool:
        """Whether there is anything that a person has written."""
        return bool(self.given)

    @property
    def is_stale(self) -> bool:
        """Whether the wording has changed since it was translated."""
        return self.is_translated and bool(self.of) and self.of != self.fingerprint

    def missing(self) -> list[TextKey]:
        """What is not translated. Names may stay as they are once a person has looked at them."""
        return [
            text.key
            for text in self.texts
            if text.key not in self.given
            and not text.is_optional
            and not (text.is_name and self.of)
        ]


def title_entry(bank: Bank, translation: TranslationFile) -> Entry:
    """The title of a bank, which is its own also where it extends others."""
    key: TextKey = ("title",)
    text = Text(key, bank.original.title)
    given = {key: translation.title} if translation.title.strip() else {}
    return Entry((), key, (text,), frozenset({key}), translation.of, given)


def entries(bank: Bank, translation: TranslationFile) -> Iterator[Entry]:
    """The sections and questions of a bank in which there is something to translate, or translated.

    They come in the order of the bank. Of a bank that extends others, what those say is theirs.
    """
    return (
        entry for entry in _all_entries(bank, translation) if entry.texts or entry.is_translated
    )


def _all_entries(bank: Bank, translation: TranslationFile) -> Iterator[Entry]:
    is_said = said_by(bank)
    for i, section in enumerate(bank.original.sections):
        of_section = translation.sections.get(section.id, SectionTexts())
        given: dict[TextKey, str] = {("title",): of_section.title, (HELP,): of_section.help}
        yield _entry(
            ("sections", section.id),
            ("section", i),
            section_texts(section),
            of_section.of,
            given,
            is_said,
        )
        for j, question in enumerate(section.questions):
            texts = translation.questions.get(question.id, QuestionTexts())
            yield _entry(
                ("questions", question.id),
                ("section", i, "question", j),
                question_texts(question),
                texts.of,
                _given(texts),
                is_said,
            )


def _entry(
    key: tuple[str, str],
    in_bank: KeyPath,
    texts: Iterable[Text],
    of: str,
    given: Mapping[TextKey, str],
    is_said: SaidBy,
) -> Entry:
    every = tuple(texts)
    written = {name: text for name, text in given.items() if text.strip()}
    own = tuple(text for text in every if is_said(key[1], str(text.key[0])))
    # Who translates what another bank says answers for all of it.
    meant = own or (every if written else ())
    return Entry(key, in_bank, meant, frozenset(text.key for text in every), of, written)


def _given(texts: QuestionTexts) -> dict[TextKey, str]:
    given: dict[TextKey, str] = {("ask",): texts.ask, ("why",): texts.why}
    given |= {("examples", i): text for i, text in enumerate(texts.examples)}
    given |= _given_of_field(texts, ())
    for name, column in texts.columns.items():
        given |= _given_of_field(column, ("columns", name))
    return given


def _given_of_field(texts: FieldTexts, at: TextKey) -> dict[TextKey, str]:
    given: dict[TextKey, str] = {
        (*at, "label"): texts.label,
        (*at, HELP): texts.help,
        (*at, "unit"): texts.unit,
    }
    given |= {(*at, "check", i): text for i, text in enumerate(texts.check)}
    for name, option in texts.choices.items():
        given[*at, "options", name] = option.label
        given[*at, "options", name, HELP] = option.help
    return given


def translation_findings(
    bank: Bank, bank_file: TextFile, file: TextFile, called: str = "BANK"
) -> tuple[Finding, ...]:
    """What there is to say of a translation in a file. Raises nothing.

    `called` is how a command names the bank.

    A table that is missing is told at the line of the bank, all else at that of the translation.
    """
    try:
        translation = read_translation(bank, file)
    except (BankError, TomlError) as error:
        return tuple(map(unreadable_finding, error.problems))
    found = list(entries(bank, translation))
    command = f"cardtui bank translate {called} {translation.language}"
    in_bank = (
        _untranslated(entry, translation.language, command) for entry in found if _is_absent(entry)
    )
    title = title_entry(bank, translation)
    remarks = [
        *_about_title(title),
        *about_words(bank, translation.language, translation.words, command),
        *(remark for entry in found if not _is_absent(entry) for remark in _about(entry, command)),
        *_left_over(bank, translation, found),
        *_unstamped([title, *found], command),
    ]
    return (*placed(in_bank, bank_file, bank.original.merged), *placed(remarks, file))


def unreadable_finding(problem: Problem) -> Finding:
    """What is wrong with a translation that cannot be used."""
    fix = problem.remedy or "mend it"
    return Finding(
        UNREADABLE, "error", problem.path, problem.line, problem.column, problem.message, fix
    )


def _is_absent(entry: Entry) -> bool:
    return not entry.is_translated and bool(entry.missing())


def _name(key: KeyPath) -> str:
    """How a sentence names an entry, or a part of one."""
    section = "the section " if key[0] == "sections" else ""
    return f"{section}`{'.'.join(map(str, key[1:]))}`"


def _untranslated(entry: Entry, language: str, command: str) -> Remark:
    message = f'{_name(entry.key)} is not translated ("{language}")'
    fix = f"translate it: `{command}` writes what there is to do"
    key = (*entry.in_bank, "id")
    return Remark(MISSING, "warning", key, message, fix)


def _about_title(entry: Entry) -> Iterator[Remark]:
    if not entry.is_translated:
        message = "the title of the bank is not translated"
        fix = f'add `title`, in the bank "{entry.texts[0].wording}"'
        yield Remark(MISSING, "warning", (), message, fix)
    yield from _stale(entry, "the title of the bank", f'write of = "{entry.fingerprint}"')


def _about(entry: Entry, command: str) -> Iterator[Remark]:
    if missing := entry.missing():
        names = ENGLISH.listed([f"`{'.'.join(map(str, key))}`" for key in missing], _MOST_NAMED)
        message = f"{_name(entry.key)}: not translated: {names}"
        fix = "add what is missing"
        yield Remark(MISSING, "warning", entry.key, message, fix)
    yield from _stale(entry, _name(entry.key), f"`{command} {entry.key[1]} --stamp`")


def _stale(entry: Entry, name: str, done: str) -> Iterator[Remark]:
    if entry.is_stale:
        message = f"{name}: the wording has changed since it was translated"
        fix = f"look at it again, then {done}"
        yield Remark(STALE, "warning", (*entry.key, "of"), message, fix)


def _unstamped(found: Iterable[Entry], command: str) -> Iterator[Remark]:
    names = [entry for entry in found if entry.is_translated and not entry.of]
    if names:
        what = count_of(len(names), "translation does", "translations do")
        message = f"{what} not say of which wording: nobody will see that it has changed"
        fix = f"read them once more, then `{command} --stamp`"
        yield Remark(UNSTAMPED, "warning", names[0].key or ("title",), message, fix)


def _left_over(
    bank: Bank, translation: TranslationFile, found: Iterable[Entry]
) -> Iterator[Remark]:
    own = bank.original
    sections = [section.id for section in own.sections]
    for name in translation.sections:
        if name not in sections:
            yield _not_there(("sections", name), "section", sections)
    for name, texts in translation.questions.items():
        if name not in own.questions:
            yield _not_there(("questions", name), "question", own.questions)
            continue
        question, at = own.questions[name], ("questions", name)
        options = [option.id for option in question.choices]
        yield from _ids_left_over(texts.choices, options, (*at, "options"), "option")
        columns = {column.id: column for column in question.columns}
        yield from _ids_left_over(texts.columns, columns, (*at, "columns"), "column")
        for column in texts.columns:
            if column in columns:
                cells = [option.id for option in columns[column].choices]
                here = (*at, "columns", column, "options")
                yield from _ids_left_over(texts.columns[column].choices, cells, here, "option")
    for entry in found:
        yield from _texts_left_over(entry)


def _ids_left_over(
    given: Iterable[str], known: Iterable[str], at: KeyPath, what: str
) -> Iterator[Remark]:
    names = list(known)
    for name in given:
        if name not in names:
            yield _not_there((*at, name), what, names)


def _not_there(key: KeyPath, what: str, known: Iterable[str]) -> Remark:
    near = did_you_mean(str(key[-1]), known)
    fix = f"{near} if not, remove it" if near else "remove it"
    where = "the bank" if len(key) == 2 else f"`{key[1]}`"
    message = f"{where} has no {what} `{key[-1]}`"
    return Remark(LEFT_OVER, "warning", key, message, fix)


def _texts_left_over(entry: Entry) -> Iterator[Remark]:
    """Texts that stand where the bank has none. Those of options and columns that are gone are told."""
    there = entry.known
    known = {key[: i + 1] for key in there for i in range(len(key))}
    for key in entry.given:
        parts = [key[:i] for i in (2, 4) if len(key) >= i and key[i - 2] in ("options", "columns")]
        if key not in there and all(part in known for part in parts):
            message = f"{_name(entry.key)}: the bank has no {_place(key)} here"
            yield Remark(LEFT_OVER, "warning", (*entry.key, *key), message, "remove it")


def _place(key: TextKey) -> str:
    """`help`, `check` number 3."""
    *before, last = key
    name = f"`{'.'.join(map(str, before if isinstance(last, int) else key))}`"
    return f"{name} number {last + 1}" if isinstance(last, int) else name
