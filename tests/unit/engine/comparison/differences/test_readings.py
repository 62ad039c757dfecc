"""Each reading accepts what the one before it accepts, and more where it should."""

from itertools import islice, pairwise
from typing import Any

import pytest

from impl.engine.comparison.differences.readings import read
from impl.engine.comparison.differences.tolerance import READINGS
from impl.engine.comparison.differences.validation import accepts
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.standalone import Standalone
from impl.engine.containment.search.candidates import candidates

OBJECT = {"type": "object", "properties": {"a": {"type": "integer"}}}
CLOSED = {**OBJECT, "additionalProperties": False}
ENUM: dict[str, Any] = {"properties": {"a": {"enum": ["x", None, 1, True, [], {}]}}}
CASES: list[tuple[Any, Any, str]] = [
    # A schema, an instance, and the strictest reading that accepts it.
    (OBJECT, {"a": 1}, "strict"),
    (OBJECT, {"b": 1}, "exact"),
    (CLOSED, {"b": 1}, "lenient"),
    (CLOSED, {"a": "1"}, "none"),
    (ENUM, {"a": "y"}, "open-enums"),
    (ENUM, {"a": 0.5}, "open-enums"),
    ({"enum": ["x"]}, "y", "none"),
    ({"type": "string", "enum": ["x", "y"], "maxLength": 1}, "zz", "none"),
    ({"oneOf": [{"type": "integer"}, {"minimum": 2}]}, 3, "open-enums"),
    ({"not": CLOSED}, {"a": 1}, "none"),
    ({"not": {"enum": [1, 2]}}, 3, "strict"),
    ({"allOf": [OBJECT, {"properties": {"b": {}}}]}, {"a": 1, "b": 1}, "strict"),
    ({"allOf": [OBJECT, {"properties": {"b": {}}}]}, {"c": 1}, "exact"),
    ({"type": "array", "items": OBJECT}, [{"b": 1}], "exact"),
    ({"properties": {"m": {"additionalProperties": {}}}}, {"m": {"k": 1}}, "strict"),
    (
        {"$ref": "#/$defs/a~1b", "$defs": {"a/b": OBJECT}},
        {"b": 1},
        "exact",
    ),
    ({"if": {"required": ["a"]}, "then": OBJECT}, {"a": 1}, "strict"),
    (True, 1, "strict"),
]


@pytest.mark.parametrize(("schema", "instance", "reading"), CASES, ids=str)
def test_what_readings_accept(schema: Any, instance: Any, reading: str) -> None:
    accepted = [each for each in READINGS if accepts(read(schema, each), instance)]
    expected = READINGS[READINGS.index(reading) :] if reading in READINGS else ()
    assert accepted == list(expected)


@pytest.mark.parametrize("schema", [case[0] for case in CASES], ids=str)
def test_readings_grow(schema: Any) -> None:
    document = Standalone(schema, Dialect.DRAFT_2020_12)
    for value in islice(candidates(document, document, 1), 400):
        for one, two in pairwise(READINGS):
            if accepts(read(schema, one), value):
                assert accepts(read(schema, two), value), (one, two, value)
