"""Random Markdown: pieces that open, close and confuse each other."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = (
    "# x", "## ", "#", " #", "===", "---", "- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "    ", "\t",
    "\n", "\n", "\n\n", "```", "~~~", "````", "`", "``", "<div>", "</div>", "<!--", "-->", "<?php",
    "<![CDATA[", "]]>", "<a href='", "<script>", "</script>", "<b>", "<a title='*x*'>", "[a]: b",
    "[a]", "[x][a]", "[a]: javascript:x", "[a]: <b c> 'd'", '[b]: /u "t|t"', "[x][b]", "![y][b]",
    "[", "]", "[x](javascript:y)", "](", "![", "[x](<data:a>)", "<javascript:x>", "<http://a.b>",
    "[x](/y)", "![x](javascript:y)", "[x](%256aavascript:y)", "<m@x.y>", "| a | b |", "|---|---|",
    "|", "a|", "-|-", "&lt;", "&#35;", "&#10;", "&colon;", "\\", "*", "**", "_", "__", "~~", "~", "!",
    "$\\alpha_1$", "x", "word", " ", "  \n", "\\\n", "(", ")", ":", "=", "-", "\n> ", "\n- ", "\n  ",
    "\n    ", "\n# ", "\n===\n", "\n---\n", "\n```\n", "\n<div>\n", "\x00", "\x1b", "\x85", "\r",
    "\u202e", "\u00a0", "\u2028", "\f", "é", "中", "\ud800",
)  # fmt: skip
pieces = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4))
nested = st.builds(
    "{}{}".format,
    st.sampled_from(("- ", "> ", "1. ", "[", "![", ">- ")).flatmap(
        lambda mark: st.integers(1, 30).map(lambda times: mark * times)
    ),
    st.lists(pieces, max_size=6).map("".join),
)
markdown = st.one_of(
    st.lists(pieces, max_size=16).map("".join),
    st.lists(st.one_of(pieces, nested), max_size=8).map("".join),
    st.lists(st.lists(pieces, max_size=4).map("".join), max_size=8).map("\n".join),
)
