"""What is looked up in a contract is right, in words, and small."""

import json
from typing import Any

import pytest

from impl.engine import reference
from impl.engine.text.documents import Document, load

S = {"$ref": "#/components/schemas/S"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 1, "maximum": 9, "readOnly": True},
        "kind": {"enum": ["a", "b"], "default": "a", "deprecated": True},
        "list": {"type": "array", "items": S, "maxItems": 2, "uniqueItems": True},
        "more": {
            "additionalProperties": {"type": ["string", "null"], "format": "date"}
        },
        "one": {"oneOf": [True, {"const": 1}]},
    },
}


def contract(**members: Any) -> Document:
    answer = {"description": "A.", "content": {"application/json": {"schema": S}}}
    operation = {
        "tags": ["things"],
        "operationId": "change",
        "parameters": [{"name": "q", "in": "query", "schema": {"maxLength": 3}}],
        "requestBody": {"required": True, "content": answer["content"]},
        "responses": {"200": answer},
    }
    written = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1.0.0"},
        "paths": {"/a/{b}": {"put": operation}},
        "components": {"schemas": {"S": SCHEMA}},
        **members,
    }
    return load(json.dumps(written).encode())


def words(node: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each for each in node["children"]}


def test_an_operation_in_words() -> None:
    found = reference.operation(contract(), "/paths/~1a~1{b}/put")
    assert found is not None
    assert found["parameters"][0]["words"] == ["characters: at most 3"]
    assert found["body_required"]
    [media] = found["responses"][0]["media"]
    tree = media["tree"]
    assert tree["pointer"] == "/components/schemas/S"
    assert tree["words"] == ["no other members"]
    known = words(tree)
    assert known["id"]["required"]
    assert known["id"]["words"] == ["at least 1", "at most 9", "only in responses"]
    assert known["kind"]["words"] == [
        'if left out: "a"',
        'one of "a", "b"',
        "deprecated",
    ]
    assert known["list"]["words"] == ["items: at most 2", "no item twice"]
    [other] = known["more"]["children"]
    assert other["type"] == "string or null, date"
    assert [each["type"] for each in known["one"]["children"]] == ["true", "any"]
    value = json.loads(media["example"])
    assert set(value) >= {"id"}


def test_a_circle_ends() -> None:
    found = reference.operation(contract(), "/paths/~1a~1{b}/put")
    assert '"cut": true' in json.dumps(found)
    assert len(json.dumps(found)) < 100_000


@pytest.mark.parametrize("pointer", ["", "/paths", "/paths/~1a~1{b}/get", "/info"])
def test_what_is_no_operation(pointer: str) -> None:
    assert reference.operation(contract(), pointer) is None


def test_operations_are_searched() -> None:
    assert reference.overview(contract(), "CHANGE")["count"] == 1
    assert reference.overview(contract(), "nothing")["tags"] == []
    assert reference.overview(contract(paths={}), "")["count"] == 0


def test_there_may_be_very_many() -> None:
    path: dict[str, object] = {"get": {"responses": {}}}
    found = reference.overview(contract(paths={f"/{n}": path for n in range(1200)}), "")
    assert (found["shown"], found["count"]) == (1000, 1200)
    [(tag, operations)] = found["tags"]
    assert (tag, len(operations)) == ("", 1000)


def test_lines() -> None:
    document = load(b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n")
    assert reference.source(document.text, 2, 1) == {
        "first": 2,
        "lines": ["info: {title: T, version: '1'}"],
        "all": 3,
    }
    assert reference.source(document.text, 9, 1)["lines"] == []


def test_what_has_no_instance_has_no_example() -> None:
    schemas = {"S": {"type": "object", "required": ["a"], "properties": {"a": False}}}
    document = contract(components={"schemas": schemas})
    found = reference.operation(document, "/paths/~1a~1{b}/put")
    assert found is not None
    assert found["responses"][0]["media"][0]["example"] is None
