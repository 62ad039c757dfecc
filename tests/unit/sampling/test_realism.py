"""Samples look like what people would expect under such names."""

import re
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from impl.engine.sampling.likeness import look_alike
from impl.engine.sampling.sampler import Sampler
from impl.engine.sampling.tokens import is_identifier, last_token, tokens
from tests.unit.sampling.sampling_of import S, contract, sampler

_NOW = datetime(2031, 7, 4, 10, 30, tzinfo=UTC)


def _members(**properties: Any) -> list[dict[str, Any]]:
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }
    made = sampler(schema)
    return [made.sample(S, seed, now=_NOW) for seed in range(20)]


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("email", r"^[a-z]+\.[a-z]+@example\.(com|org|net)$"),
        ("contactEmail", r"@example\."),
        ("first_name", r"^[A-Z][a-z]+$"),
        ("country_code", r"^[A-Z]{2}$"),
        ("currency", r"^[A-Z]{3}$"),
        ("avatar_url", r"^https://example\.\w+/.+\.png$"),
        ("phoneNumber", r"^\+1555\d{7}$"),
        ("time_zone", r"^\w+/\w+$"),
        ("slug", r"^[a-z]+-[a-z]+$"),
        ("sha", r"^[0-9a-f]{40}$"),
        ("uuid", r"^[0-9a-f-]{36}$"),
        ("created_at", r"^2031-\d\d-\d\dT"),
        ("ipAddress", r"^192\.0\.2\."),
        ("version", r"^\d\.\d\.\d$"),
        ("anything", r"^[a-z]+ [a-z]+$"),
    ],
)
def test_texts_are_what_their_name_says(name: str, pattern: str) -> None:
    found = [each[name] for each in _members(**{name: {"type": "string"}})]
    assert all(re.search(pattern, text) for text in found)
    assert len(set(found)) > 1


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("price", 5, 500), ("age", 18, 80), ("latitude", -90, 90), ("year", 2023, 2031)],
)
def test_numbers_are_what_their_name_says(name: str, low: int, high: int) -> None:
    found = [each[name] for each in _members(**{name: {"type": "number"}})]
    assert all(low <= number <= high for number in found)


def test_a_likely_number_gives_way_to_bounds() -> None:
    found = _members(age={"type": "integer", "minimum": 300, "maximum": 310})
    assert all(300 <= each["age"] <= 310 for each in found)


def test_a_likely_text_gives_way_to_patterns() -> None:
    found = _members(email={"type": "string", "pattern": "^[0-9]{4}$"})
    assert all(re.fullmatch("[0-9]{4}", each["email"]) for each in found)


def test_a_description_tells_what_a_name_does_not() -> None:
    code = {"type": "string", "description": "The ISO 4217 code."}
    assert all(re.fullmatch("[A-Z]{3}", each["unit"]) for each in _members(unit=code))


def test_people_have_names_of_people() -> None:
    named = {"type": "object", "properties": {"name": {"type": "string"}}}
    named["required"] = ["name"]
    made = Sampler(contract(User=named, Product=named))
    people = [made.sample("/components/schemas/User", n)["name"] for n in range(9)]
    things = [made.sample("/components/schemas/Product", n)["name"] for n in range(9)]
    assert all(re.fullmatch("[A-Z][a-z]+ [A-Z][a-z]+", name) for name in people)
    assert all(re.fullmatch("[A-Z][a-z]+ [a-z]+", name) for name in things)


def test_times_are_near_to_now_on_the_side_that_their_name_says() -> None:
    time = {"type": "string", "format": "date-time"}
    for each in _members(created_at=time, updated_at=time, expires_at=time):
        created, updated, expires = (
            datetime.fromisoformat(each[name])
            for name in ("created_at", "updated_at", "expires_at")
        )
        assert _NOW - timedelta(days=91) < created < updated < _NOW < expires
        assert expires < _NOW + timedelta(days=61)


def test_numbers_of_seconds_are_near_to_now() -> None:
    for each in _members(created_at={"type": "integer"}):
        assert 0 <= _NOW.timestamp() - each["created_at"] <= 91 * 86_400


def test_examples_are_taken_where_they_are_valid() -> None:
    plan = {"type": "string", "examples": ["gold", "x" * 50], "maxLength": 10}
    assert {each["plan"] for each in _members(plan=plan)} == {"gold"}


def test_a_default_is_taken_where_there_is_no_example() -> None:
    kind = {"type": "string", "default": "basic"}
    assert {each["kind"] for each in _members(kind=kind)} == {"basic"}


def test_identifiers_look_like_the_example_and_differ() -> None:
    key = {"type": "string", "example": "ord_7F3k9Q"}
    found = {each["id"] for each in _members(id=key)}
    assert len(found) > 15
    assert all(re.fullmatch(r"ord_\d[A-Z]\d[a-z]\d[A-Z]", text) for text in found)


@pytest.mark.parametrize(
    ("example", "pattern"),
    [
        ("3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b", r"[0-9a-f-]{36}"),
        ("item-12", r"item-[1-9]\d"),
        ("0012", r"\d{4}"),
        ("deadbeef01", r"[0-9a-f]{10}"),
        ("DEADBEEF01", r"[0-9A-F]{10}"),
        ("12345678", r"[1-9]\d{7}"),
        ("abc123", r"abc[1-9]\d\d"),
        ("a1b2", r"[a-z]\d[a-z]\d"),
    ],
)
def test_what_looks_alike(example: str, pattern: str) -> None:
    found = [look_alike(example, Random(seed)) for seed in range(9)]
    assert all(re.fullmatch(pattern, text or "") for text in found)


def test_words_look_like_nothing_else() -> None:
    assert look_alike("how-to-train", Random(1)) is None


def test_deprecated_members_are_rare() -> None:
    schema = {
        "type": "object",
        "properties": {
            "new": {"type": "string"},
            "old": {"type": "string", "deprecated": True},
        },
    }
    made = sampler(schema)
    found = [made.sample(S, seed) for seed in range(100)]
    assert sum("old" in each for each in found) < sum("new" in each for each in found)


def test_text_that_holds_json_holds_what_it_says() -> None:
    import json

    schema = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
    }
    made = sampler(schema)
    assert all(json.loads(made.sample(S, seed)) for seed in range(5))


def test_maps_have_some_members() -> None:
    schema = {"type": "object", "additionalProperties": {"type": "integer"}}
    made = sampler(schema)
    assert all(1 <= len(made.sample(S, seed)) <= 3 for seed in range(9))
    assert made.sample(S, 1, style="minimal") == {}


def test_boundaries_are_met() -> None:
    edges = sampler({"type": "integer", "minimum": 3, "exclusiveMaximum": 900})
    found = {edges.sample(S, seed, style="boundary") for seed in range(30)}
    assert found == {3, 899}
    texts = sampler({"type": "string", "minLength": 2, "maxLength": 40})
    lengths = {len(texts.sample(S, seed, style="boundary")) for seed in range(60)}
    assert {2, 40} <= lengths


def test_the_smallest_is_small() -> None:
    schema = {
        "type": "object",
        "required": ["a", "b", "c", "d"],
        "properties": {
            "a": {"type": "array", "items": {}},
            "b": {"type": "integer", "minimum": -3},
            "c": {"enum": ["x", "y"]},
            "d": {"type": "string", "minLength": 2},
            "e": {"type": "string"},
        },
    }
    found = sampler(schema).sample(S, 1, style="minimal")
    assert found == {"a": [], "b": 0, "c": "x", "d": "aa"}


def test_names_are_taken_apart() -> None:
    assert tokens("billingAddress_id") == ("billing", "address", "id")
    assert last_token("companies") == "company"
    assert last_token("addresses") == "address"
    assert last_token("status") == "status"
    assert last_token("boxes") == "box"
    assert last_token("tags") == "tag"
    assert last_token("--") == ""
    assert is_identifier("orderId")
    assert not is_identifier("title")
