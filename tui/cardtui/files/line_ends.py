"""Line ends of an edited file: those that its lines had before."""

from __future__ import annotations


def usual_line_end(text: str) -> str:
    """The line end that most lines of a text have."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def with_line_ends_of(old: str, new: str, usual: str) -> str:
    """`new`, which has LF, with the line ends that its lines have in `old`, else `usual`."""
    returns = old.count("\r\n")
    if returns == old.count("\n"):
        return new.replace("\n", "\r\n" if returns else usual)
    if not returns and usual == "\n":
        return new
    return _mixed(old.splitlines(keepends=True), new.splitlines(keepends=True), usual)


def _mixed(old: list[str], new: list[str], usual: str) -> str:
    from difflib import SequenceMatcher

    lines = [line.removesuffix("\n") + usual if line.endswith("\n") else line for line in new]
    plain = [line.replace("\r\n", "\n") for line in old]
    for block in SequenceMatcher(a=plain, b=new, autojunk=False).get_matching_blocks():
        lines[block.b : block.b + block.size] = old[block.a : block.a + block.size]
    return "".join(lines)
