"""Banks that extend others, of texts that stand for files."""

from __future__ import annotations

from collections.abc import Mapping

from cardtui.bank.bank import Bank
from cardtui.bank.load import read_bank
from cardtui.errors import FileError, Problem
from cardtui.files.reading import TextFile

TOP = "team.toml"


def base(*parts: str, id_: str = "base", version: str = "1.0.0") -> str:
    """A bank that extends none: four lines, then its parts."""
    head = f'format = 1\nid = "{id_}"\nversion = "{version}"\ntitle = "{id_.capitalize()}"\n'
    return head + "".join(parts)


def top(
    *parts: str,
    id_: str = "team",
    extends: str = '"base"',
    head: str = "",
    version: str = "1.0.0",
) -> str:
    """A bank that extends others in line 5: six lines, then its parts; `head` is the sixth."""
    return base(f"extends = [{extends}]\n{head}\n", *parts, id_=id_, version=version)


def section(id_: str, key: str = "") -> str:
    """A section of four lines; `key` is the last."""
    return f'[[section]]\nid = "{id_}"\ntitle = "{id_.capitalize()}"\n{key}\n'


def question(id_: str, key: str = "", type_: str = "text") -> str:
    """A question of six lines; `key` is the fifth."""
    return f'[[section.question]]\nid = "{id_}"\ntype = "{type_}"\nask = "What?"\n{key}\n\n'


def reading(own: str, files: Mapping[str, str], name: str = TOP) -> Bank:
    """The bank in a text, with those that it extends by the names of their files."""

    def parent(wanted: str, said_by: TextFile) -> TextFile:
        path = f"{wanted}.toml"
        if path not in files:
            raise FileError(Problem(f'there is no bank "{wanted}"', "look again"))
        return TextFile(path, files[path])

    return read_bank(TextFile(name, own), parent)


def bank_on(base_text: str, own: str) -> Bank:
    """The bank `own` on a `base.toml`."""
    return reading(own, {"base.toml": base_text})
