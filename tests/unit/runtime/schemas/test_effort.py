"""What a value may take to check is known before it is looked at."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.schemas.effort import Effort, is_hard, marks
from tests.unit.runtime.bodies.work import SCHEMAS


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (None, False),
        ("^[a-z]+$", False),
        (r"^\p{L}{1,100}$", False),
        ("^[^\\u0000]*$", False),
        (r"^(?:[a-z0-9]{1,63}\.)*[a-z]{2,63}$", False),
        ("^(?=.*[A-Z]).{8,}$", True),
        (r"^(a+)\1$", True),
        ("(?:[a-z]{1,100}){50}", True),
        ("a++", True),
        ("(", True),
        ("(?:a{1000}){1000}", True),
    ],
)
def test_patterns_that_may_take_long(pattern: str | None, expected: bool) -> None:
    assert is_hard(pattern) is expected


def test_what_recurs_in_alternatives_grows() -> None:
    plain = {"properties": {"c": {"$ref": "#/components/schemas/Plain"}}}
    schemas = {**SCHEMAS, "Plain": plain}
    assert Effort(plain, schemas).growth == 1
    assert Effort(SCHEMAS["Tree"], schemas).growth >= 2
    assert not Effort(SCHEMAS["Tree"], schemas).may_explain(20, 15)
    assert Effort({"$ref": "#/components/schemas/Nowhere"}, {}).checks < 5


@settings(max_examples=50, deadline=None)
@given(st.recursive(st.integers() | st.text(), st.lists, max_leaves=20))
def test_marks_are_no_fewer_than_values(value: object) -> None:
    values, _ = marks(json.dumps(value).encode())
    assert values >= extent_of(value)


def extent_of(value: object) -> int:
    if isinstance(value, list):
        return 1 + sum(map(extent_of, value))
    return 1
