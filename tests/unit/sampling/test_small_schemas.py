"""Seventeen small schemas, of each of which most mocks get some answers wrong."""

from typing import Any

import pytest

from tests.unit.sampling.sampling_of import STYLES, S, checked_samples, sampler

SMALL: dict[str, Any] = {
    "pattern": {"type": "string", "pattern": r"^[A-Z]{3}-\d{4}$"},
    "multipleOf": {"type": "number", "multipleOf": 0.25, "minimum": 0.1, "maximum": 9},
    "exclusive bounds": {
        "type": "number",
        "exclusiveMinimum": 0,
        "exclusiveMaximum": 1,
    },
    "prefixItems": {
        "type": "array",
        "prefixItems": [{"type": "string"}, {"type": "integer"}],
        "items": False,
        "minItems": 2,
    },
    "not": {"type": "string", "not": {"enum": ["", "a", "amber bridge"]}},
    "if/then/else": {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {"enum": ["card", "cash"]},
            "number": {"type": "string"},
            "till": {"type": "integer"},
        },
        "if": {"properties": {"kind": {"const": "card"}}},
        "then": {"required": ["number"]},
        "else": {"required": ["till"], "not": {"required": ["number"]}},
    },
    "contains": {
        "type": "array",
        "items": {"type": "integer"},
        "contains": {"const": 7},
        "minContains": 2,
        "maxContains": 2,
        "minItems": 3,
    },
    "uniqueItems, enum": {
        "type": "array",
        "items": {"enum": ["a", "b", "c"]},
        "uniqueItems": True,
        "minItems": 3,
    },
    "patternProperties + minProperties": {
        "type": "object",
        "patternProperties": {"^x-[a-z]+$": {"type": "integer"}},
        "additionalProperties": False,
        "minProperties": 2,
    },
    "writeOnly": {
        "type": "object",
        "required": ["name", "password"],
        "properties": {
            "name": {"type": "string"},
            "password": {"type": "string", "writeOnly": True},
        },
    },
    "recursive": {
        "type": "object",
        "required": ["name", "children"],
        "properties": {
            "name": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/S"}},
        },
    },
    "formats": {
        "type": "object",
        "required": ["id", "mail", "day", "at", "site", "host", "four", "six", "took"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "mail": {"type": "string", "format": "email"},
            "day": {"type": "string", "format": "date"},
            "at": {"type": "string", "format": "date-time"},
            "site": {"type": "string", "format": "uri"},
            "host": {"type": "string", "format": "hostname"},
            "four": {"type": "string", "format": "ipv4"},
            "six": {"type": "string", "format": "ipv6"},
            "took": {"type": "string", "format": "duration"},
        },
    },
    "const": {"const": {"version": 2, "tags": ["x"]}},
    "oneOf": {
        "oneOf": [
            {
                "type": "object",
                "required": ["a"],
                "properties": {"a": {"type": "string"}},
            },
            {"type": "object", "properties": {"b": {"type": "string"}}},
        ]
    },
    "null type": {"type": ["null", "integer"], "maximum": 3},
    "allOf with bounds": {
        "allOf": [
            {"type": "integer", "minimum": 3},
            {"maximum": 5},
            {"type": "number", "exclusiveMinimum": 3},
        ]
    },
    "dependentRequired": {
        "type": "object",
        "properties": {"card": {"type": "string"}, "address": {"type": "string"}},
        "dependentRequired": {"card": ["address"]},
    },
}


@pytest.mark.parametrize("name", SMALL)
def test_every_sample_is_valid(name: str) -> None:
    found = checked_samples(SMALL[name])
    assert len(found) == 20 * len(STYLES)


def test_what_is_write_only_is_in_no_response() -> None:
    assert all("password" not in each for each in checked_samples(SMALL["writeOnly"]))


def test_what_is_write_only_is_in_requests() -> None:
    made = sampler(SMALL["writeOnly"])
    assert all("password" in made.sample(S, n, direction="request") for n in range(9))


def test_samples_differ_by_seed() -> None:
    made = sampler(SMALL["formats"])
    assert len({made.sample(S, seed)["id"] for seed in range(20)}) == 20


def test_the_same_seed_gives_the_same_sample() -> None:
    one, other = sampler(SMALL["formats"]), sampler(SMALL["formats"])
    other.sample(S, "another before")
    seed = (7, "create_pet", 3)
    assert one.sample(S, seed) == other.sample(S, seed)
