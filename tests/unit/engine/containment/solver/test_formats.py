"""Asserted formats: what is proved of them holds for texts of every format."""

import os
from typing import Any

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from impl.engine.containment import Budget, Proved, Refuted, contain
from impl.engine.openapi.formats import FORMATS

PAIRS = int(os.environ.get("CONTAINMENT_PAIRS", "60")) * 2
ASSERTED = {name: each for name, each in FORMATS.items() if each.asserted}
TEXTS = sorted({text for each in ASSERTED.values() for text in each.samples})
TEXTS += ["2024-02-30", "0000-00-00", "1.2.3", "999.1.1.1", "a b", "\n", "{", "é"]
PATTERNS = ["^\\d", "^[^-]*-", "^.{10}$", "T", ":", "^(a)\\1*", "^[0-9.]+$", "\\bx"]

_leaves = st.one_of(
    st.fixed_dictionaries({"format": st.sampled_from(sorted(ASSERTED))}),
    st.fixed_dictionaries({"pattern": st.sampled_from(PATTERNS)}),
    st.fixed_dictionaries({"maxLength": st.integers(0, 40)}),
    st.fixed_dictionaries({"minLength": st.integers(0, 40)}),
    st.fixed_dictionaries({"const": st.sampled_from(TEXTS)}),
)
_schemas: Any = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        *(
            st.fixed_dictionaries({word: st.lists(inner, min_size=1, max_size=3)})
            for word in ("allOf", "anyOf", "oneOf")
        ),
    ),
    max_leaves=4,
)


@settings(max_examples=PAIRS, deadline=None, database=None)
@given(_schemas, _schemas)
def test_no_answer_about_formats_is_wrong(one: Any, two: Any) -> None:
    sub, sup = {"type": "string", "allOf": [one]}, {"anyOf": [two, {"not": one}]}
    for left, right in ((sub, two), (sub, sup), ({"type": "string"}, sup)):
        verdict = contain(left, right, formats=True, budget=Budget(attempts=50))
        inside, outside = (
            jsonschema_rs.Draft202012Validator(side, validate_formats=True).is_valid
            for side in (left, right)
        )
        if isinstance(verdict, Proved):
            assert not [t for t in TEXTS if inside(t) and not outside(t)]
        elif isinstance(verdict, Refuted):
            assert inside(verdict.witness)
            assert not outside(verdict.witness)
