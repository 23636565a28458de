"""Line ends of an edited file: those that its lines had before."""

from __future__ import annotations

from cardtui.files.reading import BOM, TextFile


def edited_file(old: TextFile, content: str) -> TextFile:
    """A file with other content, and the line ends and byte order mark that it had."""
    text = with_line_ends_of(old.text.removeprefix(BOM), content)
    return TextFile(old.path, BOM + text if old.text.startswith(BOM) else text)


def with_line_ends_of(old: str, new: str) -> str:
    """`new`, which has LF, with CRLF where `old` has it; a new line takes what most lines have."""
    returns = old.count("\r\n")
    if not returns:
        return new
    if returns == old.count("\n"):
        return new.replace("\n", "\r\n")
    return _mixed(old.splitlines(keepends=True), new.splitlines(keepends=True), returns)


def usual_line_end(text: str) -> str:
    """The line end that most lines of a text have."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def _mixed(old: list[str], new: list[str], returns: int) -> str:
    from cardtui.files.kept_lines import kept_lines

    usual = "\r\n" if returns * 2 > len(old) else "\n"
    lines = [line.removesuffix("\n") + usual if line.endswith("\n") else line for line in new]
    plain = [line.replace("\r\n", "\n") for line in old]
    for place, new_place in kept_lines(plain, new).items():
        lines[new_place] = old[place]
    return "".join(lines)
