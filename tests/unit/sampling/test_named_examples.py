"""The examples beside a schema are valid, mended, or noted."""

from typing import Any

import pytest

from impl.engine.sampling.sampler import Sampler

_ROOT = "/paths/~1pets/post"
_ANSWER = f"{_ROOT}/responses/200/content/application~1json"
_BODY = f"{_ROOT}/requestBody/content/application~1json"


def _sampler(carrier: dict[str, Any], body: dict[str, Any] | None = None) -> Sampler:
    pet = {
        "type": "object",
        "required": ["id", "name"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "name": {"type": "string"},
            "kind": {"type": "string", "maxLength": 9},
            "code": {"type": "string", "writeOnly": True},
        },
    }
    schema = {"schema": {"$ref": "#/components/schemas/Pet"}}
    operation = {
        "parameters": [
            {"name": "size", "in": "query", "schema": {"type": "integer"}, "example": 9}
        ],
        "requestBody": {"content": {"application/json": {**schema, **(body or {})}}},
        "responses": {"200": {"content": {"application/json": {**schema, **carrier}}}},
    }
    return Sampler(
        {
            "openapi": "3.1.0",
            "paths": {"/pets": {"post": operation}},
            "components": {
                "schemas": {"Pet": pet},
                "examples": {"shared": {"value": {"id": 2, "name": "Bo"}}},
            },
        }
    )


def test_valid_examples_have_their_names() -> None:
    one = {"id": 1, "name": "Rex"}
    examples = {"rex": {"value": one}, "bo": {"$ref": "#/components/examples/shared"}}
    found = _sampler({"examples": examples}).examples(_ANSWER)
    assert found.values == {"rex": one, "bo": {"id": 2, "name": "Bo"}}
    assert found.notes == []


def test_a_single_one_is_called_example() -> None:
    one = {"id": 1, "name": "Rex"}
    assert _sampler({"example": one}).examples(_ANSWER).values == {"example": one}
    parameter = _sampler({}).examples(f"{_ROOT}/parameters/0")
    assert parameter.values == {"example": 9}


def test_where_little_is_wrong_it_is_mended() -> None:
    rest = {"id": 1, "name": "Rex", "a": 1, "b": 2}
    found = _sampler({"example": {**rest, "kind": "far too long"}}).examples(_ANSWER)
    assert {**found.values["example"], "kind": ""} == {**rest, "kind": ""}
    (note,) = found.notes
    assert note.pointer == f"{_ANSWER}/example"
    assert note.is_mended
    assert "/kind" in note.message


def test_where_much_is_wrong_it_is_left_out() -> None:
    found = _sampler({"examples": {"no": {"value": 17}}}).examples(_ANSWER)
    assert found.values == {}
    (note,) = found.notes
    assert (note.pointer, note.name) == (f"{_ANSWER}/examples/no/value", "no")
    assert not note.is_mended


def test_json_in_a_text_is_read() -> None:
    text = '{"id": 1, "name": "Rex"}'
    found = _sampler({"examples": {"rex": {"value": text}}}).examples(_ANSWER)
    assert found.values == {"rex": {"id": 1, "name": "Rex"}}
    assert [note.is_mended for note in found.notes] == [True]


@pytest.mark.parametrize("text", ["{", "17", "Rex"])
def test_a_text_that_holds_no_such_json_is_left_out(text: str) -> None:
    found = _sampler({"example": text}).examples(_ANSWER)
    assert found.values == {}


def test_what_is_elsewhere_is_noted() -> None:
    examples = {"far": {"externalValue": "https://example.com/"}}
    found = _sampler({"examples": examples}).examples(_ANSWER)
    assert found.values == {}
    assert [note.pointer for note in found.notes] == [f"{_ANSWER}/examples/far"]


def test_data_comes_before_text_in_openapi_3_2() -> None:
    one = {"id": 1, "name": "Rex"}
    example = {"dataValue": one, "serializedValue": "{}"}
    found = _sampler({"examples": {"rex": example}}).examples(_ANSWER)
    assert found.values == {"rex": one}


def test_examples_of_requests_are_those_of_requests() -> None:
    one = {"name": "Rex", "code": "x"}
    assert _sampler({}, {"example": one}).examples(_BODY).values == {"example": one}
    assert _sampler({"example": one}).examples(_ANSWER).notes != []


def test_without_a_schema_anything_goes() -> None:
    document = {"openapi": "3.1.0", "components": {"headers": {"H": {"example": 1}}}}
    assert Sampler(document).examples("/components/headers/H").values == {"example": 1}


def test_what_is_nowhere_is_said_so() -> None:
    with pytest.raises(LookupError):
        _sampler({}).examples("/paths/~1pets/get")


def test_where_nothing_is_valid_every_example_is_noted() -> None:
    schema = {"type": "string", "minLength": 2, "maxLength": 1}
    header = {"schema": schema, "examples": {"a": {"value": None}}}
    document = {"openapi": "3.1.0", "components": {"headers": {"H": header}}}
    found = Sampler(document).examples("/components/headers/H")
    assert found.values == {}
    assert "Nothing is valid here" in found.notes[0].message
