"""What is given is kept, as far as it is valid."""

from typing import Any

import pytest

from impl.engine.sampling.sampler import NoInstance
from tests.support.independent import IndependentValidator
from tests.unit.sampling.sampling_of import S, contract, sampler

_TEXT = {"type": "string"}
_PET: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "minLength": 2},
        "status": {"enum": ["new", "sold"]},
        "tags": {"type": "array", "items": _TEXT, "maxItems": 3},
        "owner": {
            "type": "object",
            "properties": {"name": _TEXT, "email": {**_TEXT, "format": "email"}},
        },
        "secret": {"type": "string", "writeOnly": True},
    },
}


def complete(schema: Any, given: Any, *, only_needed: bool = True) -> Any:
    """Return what was completed in the same way twice, and is valid."""
    made = sampler(schema).complete(S, given, 5, only_needed=only_needed)
    again = sampler(schema).complete(S, given, 5, only_needed=only_needed)
    assert made == again
    assert IndependentValidator(contract(S=schema)).complaint(S, made) == ""
    return made


def test_what_is_valid_stays_as_it_is() -> None:
    given = {"id": 1, "name": "Rex", "extra": [1]}
    assert complete(_PET, given) == given
    assert complete(_PET, given) is not given


def test_what_is_missing_is_added() -> None:
    made = complete(_PET, {"name": "Rex"})
    assert made.keys() == {"id", "name"}
    assert made["name"] == "Rex"


def test_likely_members_are_added_where_something_new_is_made() -> None:
    made = sampler(_PET).complete(S, {"name": "Rex"}, 1)
    assert made["name"] == "Rex"
    assert made.keys() >= {"id", "name", "status", "owner"}
    assert "secret" not in made


def test_what_is_invalid_is_replaced_and_the_rest_is_kept() -> None:
    given = {
        "id": 7,
        "name": "R",
        "status": "sold",
        "tags": ["a", 1, "b", "c", "d"],
        "owner": {"name": "Ada", "email": "nowhere"},
        "secret": "x",
    }
    made = complete(_PET, given)
    assert made["id"] == 7
    assert len(made["name"]) >= 2
    assert made["status"] == "sold"
    assert made["tags"][0] == "a"
    assert made["owner"]["name"] == "Ada"
    assert "@" in made["owner"]["email"]
    assert "secret" not in made


def test_what_does_not_go_together_is_dropped_one_by_one() -> None:
    schema = {
        "type": "object",
        "properties": dict.fromkeys("abcd", _TEXT),
        "maxProperties": 3,
        "not": {"required": ["a", "b"]},
    }
    made = complete(schema, {"a": "1", "b": "2", "c": "3"})
    assert made in ({"a": "1", "c": "3"}, {"b": "2", "c": "3"})


def test_the_alternative_that_keeps_most_is_taken() -> None:
    cat = {"type": "object", "required": ["purrs"], "properties": {"purrs": _TEXT}}
    dog = {
        "type": "object",
        "required": ["barks", "name"],
        "properties": {"barks": {"type": "integer"}, "name": _TEXT},
        "additionalProperties": False,
    }
    made = complete({"oneOf": [cat, dog]}, {"barks": 3})
    assert made["barks"] == 3
    assert made.keys() == {"barks", "name"}


def test_the_type_that_was_given_is_taken() -> None:
    schema = {"type": ["string", "null", "integer"], "maximum": 3}
    assert complete(schema, None) is None
    assert complete(schema, 2, only_needed=False) == 2
    assert isinstance(complete(schema, [1]), str)


def test_items_are_kept_and_others_added() -> None:
    schema = {
        "type": "array",
        "items": {"type": "integer"},
        "uniqueItems": True,
        "minItems": 4,
        "contains": {"minimum": 100},
    }
    made = complete(schema, [1, 1, 2, "a"])
    assert made[:2] == [1, 2]
    assert len(made) >= 4


@pytest.mark.parametrize("given", [None, 3, "a", [], {}, {"name": 3}, [{}], True, 1.5])
def test_anything_can_be_completed(given: Any) -> None:
    assert complete(_PET, given)["id"] is not None
    complete(_PET, given, only_needed=False)


def test_what_has_no_instance_can_not_be_completed() -> None:
    with pytest.raises(NoInstance):
        sampler({"type": "string", "minLength": 2, "maxLength": 1}).complete(S, "a", 1)


def test_a_value_around_itself_is_completed() -> None:
    schema = {
        "type": "object",
        "required": ["name"],
        "properties": {"name": _TEXT, "parent": {"$ref": "#/components/schemas/S"}},
    }
    given: dict[str, Any] = {}
    for depth in range(30):
        given = {"parent": given, "name": str(depth)}
    assert complete(schema, given)["parent"]["name"] == "28"
