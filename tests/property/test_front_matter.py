"""Front matter that is written without PyYAML is what PyYAML writes, and is read as it is meant."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cardtui.errors import CardError
from cardtui.formats.markdown.front_matter import block
from support.sampling import examples

WORDS = (
    "no",
    "On",
    "NULL",
    "yes",
    "n",
    "true",
    "Apache-2.0",
    "mit",
    "e5",
    "x1e5",
    "inf",
    "nan",
    "0x1f",
)
texts = st.one_of(
    st.sampled_from(WORDS),
    st.lists(
        st.sampled_from((*WORDS, "a", "B2", "1", "-", ".", " ", "_", ":", "#")), max_size=7
    ).map("".join),
    st.text(max_size=6),
)
keys = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,6}", fullmatch=True) | st.sampled_from(("no", "on"))
values = st.one_of(texts, st.booleans(), st.integers(), st.lists(texts, max_size=3), st.dates())


@settings(max_examples=examples(500))
@given(st.dictionaries(keys, st.one_of(texts, values), min_size=1, max_size=4))
@example({"license": "apache-2.0", "model_name": "DistilBERT base v1.0"})
def test_it_is_what_pyyaml_writes(fields: dict[str, object]) -> None:
    """Whoever reads the document cannot tell how its head was written."""
    written = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=2**20)
    if yaml.safe_load(written) == fields:
        assert block(fields) == f"---\n{written}---\n\n"
    else:
        with pytest.raises(CardError):
            block(fields)
