"""What a translator is handed: stubs of what is missing, and stamps on what is done.

Stubs are added at the end as text, so all else stays as it is; where a stamp changes, tomlkit keeps
comments and layout.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import reduce
from itertools import groupby
from operator import getitem
from typing import Any

from cardtui.bank.bank import Bank
from cardtui.bank.translation import read_translation
from cardtui.bank.translation_file import FORMAT, TranslationFile
from cardtui.bank.translation_report import Entry, entries, title_entry
from cardtui.bank.translation_words import TABLE, words_to_translate
from cardtui.bank.wording import HELP, Text, TextKey
from cardtui.errors import FileError, Problem
from cardtui.files.line_ends import edited_file
from cardtui.files.positions import Positions
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml


def with_stubs(
    bank: Bank, language: str, file: TextFile | None, path: str, ids: Container[str] | None = None
) -> tuple[TextFile, int]:
    """A translation with a stub for each section and question that it has no table for, and how many.

    `file` is what is there already, None for nothing; `ids` are the sections and questions that are
    meant, None for all. Raises `BankError` or `TomlError` where it cannot be read.
    """
    if file is None:
        head = f"# Translated from {bank.original.id}: take the # away, and translate.\n"
        head += f'format = {FORMAT}\nlanguage = "{language}"\n'
        translation = TranslationFile(format=FORMAT, language=language)
        head += f'of = "{title_entry(bank, translation).fingerprint}"\n'
        head += _commented("title", bank.original.title)
    else:
        head, translation = file.content, read_translation(bank, file)
    there = {("sections", name) for name in translation.sections}
    there |= {("questions", name) for name in translation.questions}
    missing = [
        entry
        for entry in entries(bank, translation)
        if entry.key not in there and _is_meant(entry, ids)
    ]
    stubs = [_stub(entry) for entry in missing]
    has_words = file is not None and TABLE in parse_toml(file)
    if ids is None and not has_words:
        stubs[:0] = _stubs_of_words(words_to_translate(bank, language, {}))
    gap = "" if head.endswith("\n") or not head else "\n"
    made = head + gap + "".join(f"\n{stub}" for stub in stubs)
    return TextFile(path, made) if file is None else edited_file(file, made), len(stubs)


def _stubs_of_words(words: Mapping[str, str]) -> list[str]:
    """The table of the app's own words, if there is any of them to translate."""
    lines = [_commented(name, said) for name, said in words.items()]
    return [f"[{TABLE}]\n{''.join(lines)}"] if lines else []


def stamped(bank: Bank, file: TextFile, ids: Container[str] | None = None) -> tuple[TextFile, int]:
    """A translation in which `of` names the wording of today, and how many entries that changes.

    Only what is translated is stamped. Raises `BankError` or `TomlError` where it cannot be read.
    """
    import tomlkit

    translation = read_translation(bank, file)
    found = [
        entry
        for entry in (title_entry(bank, translation), *entries(bank, translation))
        if entry.is_translated and entry.of != entry.fingerprint and _is_meant(entry, ids)
    ]
    expected = parse_toml(file)
    new = [entry for entry in found if "of" not in _table_of(entry, expected)]
    document: Any = tomlkit.parse(_headed(file.content, new))
    for entry in found:
        _table_of(entry, document)["of"] = entry.fingerprint
        _table_of(entry, expected)["of"] = entry.fingerprint
    made = edited_file(file, tomlkit.dumps(document))
    if parse_toml(made) != expected:
        message = "`of` cannot be written here without a change to the rest"
        raise FileError(Problem(message, "write it by hand, or part the tables", file.path))
    return made, len(found)


def _table_of(entry: Entry, document: Any) -> Any:
    """The table of an entry; the document itself for the title."""
    return reduce(getitem, entry.key, document)


def _headed(content: str, new: Iterable[Entry]) -> str:
    """With `of` as the first key below the headers, or before the title, where tomlkit would put it last.

    There it would stand behind the comment over the next table.
    """
    positions = Positions(content)
    lines = re.findall(r"[^\n]*\n|[^\n]+", content)
    for entry in new:
        stamp = f'of = "{entry.fingerprint}"\n'
        line = positions.of(entry.key or ("title",)).line - 1
        if not entry.key:
            is_alone = re.match(r"[ \t]*title[ \t]*=", lines[line])
            lines[line] = f"{stamp if is_alone else ''}{lines[line]}"
            continue
        name = r"[ \t]*\.[ \t]*".join(map(re.escape, entry.key))
        if re.match(rf"[ \t]*\[[ \t]*{name}[ \t]*\]", lines[line]):
            # One line of the text stays one of the list, so that the places of the others hold.
            end = "" if lines[line].endswith("\n") else "\n"
            lines[line] += f"{end}{stamp}"
    return "".join(lines)


def _is_meant(entry: Entry, ids: Container[str] | None) -> bool:
    return ids is None or (bool(entry.key) and entry.key[-1] in ids)


def _stub(entry: Entry) -> str:
    """The table of an entry: its wording as comments that become TOML when the # goes."""
    lines = [f"[{'.'.join(map(str, entry.key))}]\n", f'of = "{entry.fingerprint}"\n']
    for table, texts in groupby(_in_tables(entry.texts), key=lambda text: _table(text.key)):
        if table:
            lines.append(f"[{'.'.join(map(str, (*entry.key, *table)))}]\n")
        lines += _lines(list(texts), len(table))
    return "".join(lines)


def _in_tables(texts: tuple[Text, ...]) -> Iterator[Text]:
    """Those of the table itself first: behind the header of another, a key belongs to that one."""
    order = list(dict.fromkeys(_table(text.key) for text in texts))
    order.sort(key=bool)
    for table in order:
        yield from (text for text in texts if _table(text.key) == table)


def _table(key: TextKey) -> TextKey:
    """The table below its entry that a text stands in."""
    if key[0] == "columns":
        return (*key[:2], *_table(key[2:]))
    return key[:1] if key[0] == "options" else ()


def _lines(texts: list[Text], depth: int) -> Iterator[str]:
    helped = {text.key[:-1]: text.wording for text in texts if len(text.key) == depth + 2}
    for name, group in groupby(texts, key=lambda text: text.key[depth]):
        several = list(group)
        first = several[0]
        if isinstance(first.key[-1], int):
            items = ", ".join(_quoted(text.wording) for text in several)
            yield _comment(f"{name} = [{items}]")
        elif first.key in helped:
            yield _comment(
                f"{name} = {{ label = {_quoted(first.wording)}, "
                f"{HELP} = {_quoted(helped[first.key])} }}"
            )
        else:
            yield _commented(str(name), first.wording)


def _commented(name: str, text: str) -> str:
    if "\n" not in text:
        return _comment(f"{name} = {_quoted(text)}")
    inside = "\n".join(map(_escaped, text.split("\n")))
    return _comment(f'{name} = """\n{inside}"""')


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" if line else "#\n" for line in text.split("\n"))


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """A text as it stands between quotes: JSON escapes are TOML's, but for DEL."""
    import json

    return json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
