"""Values in pieces come together again."""

from __future__ import annotations

import json
import os

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.checking.pieces import Joined, cut
from scripts.codegen.runtime.syntax.json_text import parse

EXAMPLES = int(os.environ.get("COUNTERSIGN_PIECES", "40"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
)


@settings(deadline=None, max_examples=EXAMPLES)
@given(VALUES, st.integers(1, 4))
def test_pieces_make_the_value_again(value: object, times: int) -> None:
    for whole in (value, [value] * 400 * times, {"": [value] * 900, "b": value}):
        # Equal parts of a parsed text are never the same object.
        separate = parse(to_text(whole))
        joined = Joined()
        for piece in cut(separate):
            joined.take(piece)
        assert joined.value == separate


def to_text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()
