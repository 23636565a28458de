"""The files that lie beside a bank: its translations."""

from __future__ import annotations

import os
from collections.abc import Callable

from cardtui.bank.load import BANK_FILE
from cardtui.files.reading import TextFile, read_text_file

Beside = Callable[[str], TextFile | None]
"""The file of a plain name (`fr.toml`) beside a bank, or None. Raises `FileError` for a bad one."""


def beside_on_disk(bank_path: str) -> Beside:
    """What lies beside the bank in a file; a bank that is not called `bank.toml` is alone."""

    def beside(name: str) -> TextFile | None:
        is_plain = name == os.path.basename(name) and name not in {"", os.curdir, os.pardir}
        if not is_plain or os.path.basename(bank_path) != BANK_FILE:
            return None
        path = os.path.join(os.path.dirname(bank_path), name)
        return read_text_file(path) if os.path.lexists(path) else None

    return beside
