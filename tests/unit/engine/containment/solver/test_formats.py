"""Asserted formats: what is proved of them holds for texts of every format."""

import os
from typing import Any

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from impl.engine.containment import Budget, Proved, Refuted, contain
from impl.engine.containment.formulas.values import ASSERTED_FORMATS
from impl.engine.containment.solver.theories.strings import SAMPLES

PAIRS = int(os.environ.get("CONTAINMENT_PAIRS", "60")) * 2
TEXTS = sorted({text for texts in SAMPLES.values() for text in texts})
TEXTS += ["2024-02-30", "0000-00-00", "1.2.3", "999.1.1.1", "a b", "\n", "{", "é"]
PATTERNS = ["^\\d", "^[^-]*-", "^.{10}$", "T", ":", "^(a)\\1*", "^[0-9.]+$", "\\bx"]

_leaves = st.one_of(
    st.fixed_dictionaries({"format": st.sampled_from(sorted(ASSERTED_FORMATS))}),
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


def test_the_samples_are_of_their_format() -> None:
    assert SAMPLES.keys() == ASSERTED_FORMATS
    for name, texts in SAMPLES.items():
        validator = jsonschema_rs.Draft202012Validator(
            {"format": name}, validate_formats=True
        )
        assert all(validator.is_valid(text) for text in texts), name


def test_what_the_prover_takes_for_formats_the_validator_asserts() -> None:
    for name in ASSERTED_FORMATS:
        validator = jsonschema_rs.Draft202012Validator(
            {"format": name}, validate_formats=True
        )
        assert not all(map(validator.is_valid, ["\\", "{", "", "(", " ", "%"])), name
