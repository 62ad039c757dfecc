"""Members that are for one side alone, and OpenAPI 3.0's own words."""

from typing import Any

import pytest

from impl.engine.sampling.hiding import Direction
from impl.engine.sampling.sampler import NoInstance
from tests.unit.sampling.sampling_of import S, checked_samples, sampler

_ACCOUNT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name", "secret"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string"},
        "secret": {"$ref": "#/components/schemas/Secret"},
    },
}
_SECRET = {"type": "string", "writeOnly": True}
_CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "plain": (_ACCOUNT, {}),
    "by allOf": ({"allOf": [_ACCOUNT, {"required": ["name"]}]}, {}),
    "required beside": (
        {
            "allOf": [
                {"properties": _ACCOUNT["properties"], "type": "object"},
                {"required": _ACCOUNT["required"]},
            ]
        },
        {},
    ),
    "required by one that refers": (
        {"$ref": "#/components/schemas/Account", "required": ["secret", "id"]},
        {"Account": {**_ACCOUNT, "required": ["name"]}},
    ),
    "in an alternative": ({"oneOf": [_ACCOUNT, {"type": "null"}]}, {}),
}


@pytest.mark.parametrize("name", _CASES)
@pytest.mark.parametrize(
    ("direction", "hidden"), [("response", "secret"), ("request", "id")]
)
def test_what_is_for_the_other_side_is_left_out(
    name: str, direction: Direction, hidden: str
) -> None:
    schema, others = _CASES[name]
    found = checked_samples(schema, 6, direction, Secret=_SECRET, **others)
    objects = [each for each in found if each is not None]
    assert objects
    assert all(hidden not in each and "name" in each for each in objects)


def test_what_is_for_the_other_side_is_a_fault() -> None:
    made = sampler(_ACCOUNT, Secret=_SECRET)
    given = {"id": 1, "name": "a", "secret": "b"}
    assert [f.pointer for f in made.faults(S, given)] == ["/secret"]
    assert [f.pointer for f in made.faults(S, given, direction="request")] == ["/id"]
    assert made.faults(S, {"id": 1, "name": "a"}) == []
    assert made.faults(S, {"name": "a", "secret": "b"}, direction="request") == []


def test_conditions_are_read_as_they_are_written() -> None:
    schema = {
        "type": "object",
        "properties": {"secret": _SECRET, "name": {"type": "string"}},
        "not": {"properties": {"secret": _SECRET}, "required": ["secret"]},
    }
    assert checked_samples(schema, 4)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True, "enum": ["a", "b"]},
        {
            "type": "integer",
            "minimum": 1,
            "exclusiveMinimum": True,
            "maximum": 3,
            "exclusiveMaximum": True,
        },
        {"type": "array", "items": {"$ref": "#/components/schemas/Word"}},
        {"$ref": "#/components/schemas/Word", "minLength": 90, "readOnly": True},
    ],
)
def test_openapi_3_0_is_read_by_the_letter(schema: Any) -> None:
    word = {"type": "string", "maxLength": 9}
    found = checked_samples(schema, 10, version="3.0.3", Word=word)
    assert schema.get("enum") is None or None not in found
    assert schema.get("minimum") is None or set(found) == {2}


def test_faults_say_where_and_why() -> None:
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"at": {"type": "string", "format": "date-time"}},
    }
    found = sampler(schema).faults(S, {"at": "yesterday"})
    assert {(each.pointer, each.keyword) for each in found} == {
        ("", "required"),
        ("/at", "format"),
    }
    assert all(each.message for each in found)


def test_no_more_than_a_hundred_faults_are_listed() -> None:
    schema = {"type": "array", "items": {"type": "integer"}}
    assert len(sampler(schema).faults(S, ["a"] * 500)) == 100


@pytest.mark.parametrize(
    ("format_", "value"), [("int32", 2**31), ("int64", -(2**63) - 1), ("float", 1e39)]
)
def test_ranges_of_formats_are_asserted(format_: str, value: float) -> None:
    kind = "integer" if format_.startswith("int") else "number"
    made = sampler({"type": kind, "format": format_})
    assert len(made.faults(S, value)) == 1
    assert made.faults(S, 1) == []


def test_what_no_validator_makes_sense_of_has_no_instance() -> None:
    made = sampler({"type": "string", "pattern": "("})
    with pytest.raises(NoInstance, match="no validator makes sense of it"):
        made.faults(S, "a")
    with pytest.raises(NoInstance, match="no validator makes sense of it"):
        made.sample(S, 1)
    with pytest.raises(NoInstance, match="no validator makes sense of it"):
        made.complete(S, "a", 1)
    assert sampler({"allOf": []}).faults(S, 1) == []
