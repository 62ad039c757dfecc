"""The value of a discriminator names the alternative that is met."""

from typing import Any

import pytest

from tests.unit.sampling.sampling_of import S, checked_samples, sampler

_REF = "#/components/schemas/"


def _pet(kind: Any, **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["kind", *more],
        "properties": {"kind": kind, **more},
    }


_TEXT = {"type": "string"}
_CAT = _pet(_TEXT, purrs={"type": "boolean"})
_DOG = _pet(_TEXT, barks={"type": "integer"})
_MAPPING = {"meow": f"{_REF}Cat", "woof": "Dog"}


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_the_tag_is_that_of_the_branch(keyword: str) -> None:
    schema = {
        keyword: [{"$ref": f"{_REF}Cat"}, {"$ref": f"{_REF}Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": _MAPPING},
    }
    found = checked_samples(schema, Cat=_CAT, Dog=_DOG)
    assert {each["kind"] for each in found} == {"meow", "woof"}
    assert all(("purrs" in each) == (each["kind"] == "meow") for each in found)


def test_without_a_mapping_branches_go_by_their_names() -> None:
    schema = {
        "oneOf": [{"$ref": f"{_REF}Cat"}, {"$ref": f"{_REF}Dog"}],
        "discriminator": {"propertyName": "kind"},
    }
    found = checked_samples(schema, Cat=_CAT, Dog=_DOG)
    assert {each["kind"] for each in found} == {"Cat", "Dog"}


def test_a_branch_that_says_its_values_itself_has_these() -> None:
    schema = {
        "oneOf": [{"$ref": f"{_REF}Cat"}, {"$ref": f"{_REF}Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"c": f"{_REF}Cat"}},
    }
    cat, dog = _pet({"enum": ["c", "d"]}), _pet({"const": "hound"}, barks=_TEXT)
    found = checked_samples(schema, Cat=cat, Dog=dog)
    assert {each["kind"] for each in found} == {"c", "hound"}


def test_a_tag_of_another_branch_is_a_fault() -> None:
    schema = {
        "oneOf": [{"$ref": f"{_REF}Cat"}, {"$ref": f"{_REF}Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": _MAPPING},
    }
    made = sampler(schema, Cat=_CAT, Dog=_DOG)
    assert made.faults(S, {"kind": "meow", "purrs": True}) == []
    assert made.faults(S, {"kind": "woof", "purrs": True}) != []


def test_many_branches_that_differ_by_their_tag_alone_have_no_instance_each() -> None:
    # By JSON Schema alone every one of them meets both.
    schema = {
        "anyOf": [{"$ref": f"{_REF}Cat"}, {"$ref": f"{_REF}Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": _MAPPING},
    }
    found = checked_samples(schema, Cat=_pet(_TEXT), Dog=_pet(_TEXT))
    assert {each["kind"] for each in found} == {"meow", "woof"}
