"""Texts of megabytes: what is wrong with them is said without reading all reasons."""

from typing import Any

import pytest

from impl.engine.comparison.differences.long_texts import wrong_length
from impl.engine.comparison.differences.validation import Validation

LONG = "a" * 100_000


def found(schema: Any, instance: Any) -> tuple[str, str, str] | None:
    asked = Validation(schema)
    assert asked.accepts(instance) is False
    return wrong_length(instance, lambda value: asked.accepts(value) is True)


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"maxLength": 99_999}, ("maxLength", "is longer than 99999 characters")),
        ({"maxLength": 0}, ("maxLength", "is longer than 0 characters")),
        ({"maxLength": 7}, ("maxLength", "is longer than 7 characters")),
        ({"minLength": 100_001}, ("minLength", "is shorter than 100001 characters")),
        ({"minLength": 400_000}, ("minLength", "is shorter than 400000 characters")),
        (
            {"minLength": 60_000, "maxLength": 70_000},
            ("maxLength", "is longer than 70000 characters"),
        ),
    ],
)
def test_the_length_at_fault(bounds: Any, expected: tuple[str, str]) -> None:
    text = {"type": "string", **bounds}
    assert found(text, LONG) == ("", *expected)
    inner = {"properties": {"a/b": {"items": {"anyOf": [text, {"type": "null"}]}}}}
    assert found(inner, {"c": LONG, "a/b": [None, LONG]}) == ("/a~1b/1", *expected)


@pytest.mark.parametrize(
    ("schema", "instance"),
    [
        ({"maxLength": 9}, "a" * 10),
        ({"type": "integer"}, LONG),
        ({"items": {"maxLength": 9}}, [LONG, LONG]),
        ({"required": ["b"]}, {"a": LONG}),
        ({"minLength": 1 << 30}, LONG),
    ],
)
def test_what_no_length_would_mend_is_no_matter_of_length(
    schema: Any, instance: Any
) -> None:
    assert found(schema, instance) is None


def test_it_is_what_a_validation_tells() -> None:
    branches = [{"const": n} for n in range(30)]
    schema = {"items": {"anyOf": [*branches, {"type": "string", "maxLength": 99_999}]}}
    told = Validation(schema).violations([LONG])
    assert told == [("/0", "maxLength", "is longer than 99999 characters")]
    assert Validation(schema).violations([LONG[1:]]) == []
    [(_, keyword, _), *_] = (
        Validation({"required": ["b"]}).violations({"a": LONG}) or []
    )
    assert keyword == "required"
