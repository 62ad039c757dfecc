"""Slips that real contracts have: each is read, and none is refused."""

from typing import Any

import pytest

from impl.engine.check.contract import check_reading
from impl.engine.openapi.pointers import resolve
from impl.engine.repair.contract import repair
from impl.engine.text.documents import load
from tests.unit.engine.fault_cases import new, old, path, schema

OK = "responses: {default: {description: d}}"
SCHEME = "/components/securitySchemes/a"


def scheme(text: str) -> bytes:
    return new(f"paths: {{}}\ncomponents: {{securitySchemes: {{a: {text}}}}}\n")


def old_schema(text: str) -> bytes:
    return old(f"components:\n  schemas:\n    A: {text}\n")


@pytest.mark.parametrize(
    ("text", "code", "pointer", "meant"),
    [
        (new("paths:\n"), "CS1212", "/paths", {}),
        (new("paths: []\n"), "CS1211", "/paths", {}),
        (new("paths: {/a: null}\n"), "CS1210", "/paths/~1a", {}),
        (new("paths: {}\ncomponents: []\n"), "CS1211", "/components", {}),
        (new("paths: {}\nservers: [/v1]\n"), "CS1211", "/servers/0", {"url": "/v1"}),
        (new("paths: {}\ntags: [a]\n"), "CS1211", "/tags/0", {"name": "a"}),
        (new("paths: {}\ntags: [{description: d}]\n"), "CS1213", "/tags", []),
        (new("paths: {}\ntags: [null]\n"), "CS1210", "/tags", []),
        (
            new("paths: {}\nservers: [{url: /, variables: {a: {default: 1}}}]\n"),
            "CS1211",
            "/servers/0/variables/a/default",
            "1",
        ),
        (new("paths: {}\nsecurity: [a]\n"), "CS1211", "/security", [{"a": []}]),
        (new("paths: {}\nsecurity: [{a: }]\n"), "CS1211", "/security", [{"a": []}]),
        (new("paths: {}\nsecurity: [{a: b}]\n"), "CS1211", "/security/0/a", ["b"]),
        (scheme("null"), "CS1505", "/components/securitySchemes", {}),
        (scheme("{type: http}"), "CS1505", "/components/securitySchemes", {}),
        (scheme("{type: apiKey}"), "CS1505", "/components/securitySchemes", {}),
        (
            scheme("{type: apiKey, name: k, in: body}"),
            "CS1505",
            "/components/securitySchemes",
            {},
        ),
        (
            path("/a", f"get: {{tags: 1, deprecated: 'yes', {OK}}}"),
            "CS1211",
            "/paths/~1a/get/deprecated",
            True,
        ),
        (
            path("/a", f"get: {{tags: pets, {OK}}}"),
            "CS1211",
            "/paths/~1a/get/tags",
            ["pets"],
        ),
        (
            path("/a", f"get: {{tags: [1, null], {OK}}}"),
            "CS1211",
            "/paths/~1a/get/tags",
            ["1"],
        ),
        (
            path("/a", "get: {responses: {'200': Done}}"),
            "CS1211",
            "/paths/~1a/get/responses/200",
            {"description": "Done"},
        ),
        (
            path("/a", f"post: {{requestBody: {{description: d}}, {OK}}}"),
            "CS1212",
            "/paths/~1a/post/requestBody/content",
            {},
        ),
        (
            path("/a", f"{{}}\n  a: {{get: {{{OK}}}}}"),
            "CS1415",
            "/paths",
            {"/a": {}},
        ),
        (schema("{properties: {a: string}}"), "CS1211", "/properties/a/type", "string"),
        (schema("{allOf: {title: a}}"), "CS1211", "/allOf", [{"title": "a"}]),
        (schema("{minLength: true}"), "", "", {}),
        (schema("{format: [a]}"), "CS1213", "", {}),
        (schema("{examples: {a: 1}}"), "CS1213", "", {}),
        (schema("{type: []}"), "CS1611", "", {}),
        (schema("{type: ''}"), "CS1608", "", {}),
        (old_schema("{items: true}"), "CS1607", "/items", {}),
        (
            old_schema("{properties: {a: false}}"),
            "CS1607",
            "/properties/a",
            {"not": {}},
        ),
        (old_schema("{type: 'null'}"), "CS1607", "/type", "null"),
        (old_schema("{nullable: true}"), "CS1613", "/nullable", True),
        (
            schema("{properties: {oneOf: [{}], required: [a]}}"),
            "CS1617",
            "",
            {"properties": {}, "oneOf": [{}], "required": ["a"]},
        ),
        (
            schema("{title: a, allOf: [{$ref: '#/components/schemas/A'}, {title: b}]}"),
            "CS1616",
            "/allOf",
            [{"title": "b"}],
        ),
        (
            schema(
                "{title: a, oneOf: [{$ref: '#/components/schemas/B'}]}, "
                "B: {title: b, $ref: '#/components/schemas/A'}"
            ),
            "CS1616",
            "/components/schemas/B",
            {"title": "b", "allOf": [{"title": "a"}]},
        ),
        (
            path(
                "/a",
                "get: {responses: {'200': {$ref: '#/components/requestBodies/B'}"
                "}}\ncomponents: {requestBodies: {B: {required: true, content: {}}}}",
            ),
            "CS1313",
            "/paths/~1a/get/responses/200",
            {"description": "", "content": {}},
        ),
        (
            path(
                "/a",
                f"post: {{requestBody: {{$ref: '#/components/responses/B'}}, {OK}"
                "}\ncomponents: {responses: {B: {description: d, content: {}}}}",
            ),
            "CS1313",
            "/paths/~1a/post/requestBody",
            {"description": "d", "content": {}},
        ),
        (
            path(
                "/a",
                f"get: {{parameters: [{{$ref: '#/components/headers/B'}}], {OK}"
                "}\ncomponents: {headers: {B: {schema: {}}}}",
            ),
            "CS1313",
            "/paths/~1a/get/parameters/0",
            {"name": "B", "in": "header", "schema": {}},
        ),
        (
            path(
                "/a",
                "get: {responses: {'200': {description: d, headers: {B: {$ref: "
                "'#/components/parameters/B'}}}}}\ncomponents: {parameters: {B: "
                "{name: b, in: header, schema: {}}}}",
            ),
            "CS1313",
            "/paths/~1a/get/responses/200/headers/B",
            {"schema": {}},
        ),
        (
            path(
                "/a",
                "get: {responses: {'200': {description: d, content: {a/b: {$ref: "
                "'#/x-b'}}}}}\nx-b: {schema: {type: string}}",
            ),
            "CS1315",
            "/paths/~1a/get/responses/200/content/a~1b",
            {"schema": {"type": "string"}},
        ),
        (
            path(
                "/a",
                "get: {responses: {'200': {description: d, content: {a/b: "
                "{examples: {c: 1}}}}}}",
            ),
            "CS1211",
            "/paths/~1a/get/responses/200/content/a~1b/examples/c",
            {"value": 1},
        ),
        (
            path("/a", f"get: {{parameters: {{$ref: '#/x-b'}}, {OK}}}\nx-b: []"),
            "CS1315",
            "/paths/~1a/get/parameters",
            [],
        ),
        (
            schema(
                "{properties: {$ref: '#/components/schemas/B/properties'}}, "
                "B: {properties: {c: {type: string}}}"
            ),
            "CS1315",
            "/properties",
            {"c": {"type": "string"}},
        ),
        (
            path("/a", f"get: {{description: a, description: b, {OK}}}"),
            "CS1017",
            "/paths/~1a/get/description",
            "b",
        ),
    ],
)
def test_slips(text: bytes, code: str, pointer: str, meant: Any) -> None:
    reading = repair(load(text))
    faults = check_reading(reading)
    errors = [each for each in faults if each.severity == "error"]
    if not code:  # what has no meaning is refused all the same
        assert errors
        return
    assert errors == []
    assert code in {each.code for each in faults}
    inside = pointer.startswith(("/paths", "/components", "/tags", "/serv", "/sec"))
    place = pointer if inside else f"/components/schemas/A{pointer}"
    assert resolve(reading.content, place) == meant


@pytest.mark.parametrize(
    "text",
    [
        path("/{a", f"get: {{{OK}}}"),
        path("/a", "get: hello"),
        path("/a", f"get: {{parameters: [{{in: query, schema: {{}}}}], {OK}}}"),
        path("/a", "get: {responses: {'200': {$ref: '#/components/responses/No'}}}"),
        new("paths: {}\nsecurity: [null]\n"),
        new("paths: {}\nsecurity: {}\n"),
        schema("{type: Pet}"),
        schema("{type: {a: b}}"),
        schema("{multipleOf: 0}"),
        schema("{allOf: [{$ref: '#/components/schemas/A'}]}"),
        schema("{anyOf: [{$ref: '#/components/schemas/A'}]}"),
        schema("{title: a, properties: {oneOf: [1]}}"),
        path("/a", "get: {$ref: '#/paths/~1a'}"),
    ],
)
def test_what_has_no_meaning_is_refused(text: bytes) -> None:
    faults = check_reading(repair(load(text)))
    assert "error" in {each.severity for each in faults}


def test_a_hidden_query_is_no_parameter() -> None:
    text = f"get: {{{OK}}}\n  /a?b=c: {{get: {{{OK}}}}}"
    reading = repair(load(path("/a", text)))
    assert "parameters" not in reading.content["paths"]["/a?b=c"]["get"]
    [fault] = check_reading(reading)
    assert "GET is served as '/a%3Fb=c' alone." in fault.message
