"""Corners that the shop's contract has not: styles, tuples, maps, odd declarations."""

import copy
from typing import Any

import pytest

from impl.engine.comparison import PROFILES, certificate, changes, compare, verify
from tests.unit.engine.comparison.shop import document

B, C, U = "breaking", "compatible", "undecided"
Content = dict[str, Any]


def contract(operation: Content, path: str = "/a", **members: Any) -> Content:
    """Write a contract of one operation."""
    whole = {"responses": {"204": {"description": ""}}, **operation}
    return {
        "openapi": "3.1.0",
        "info": {"title": "", "version": ""},
        "paths": {path: {"post": whole}},
        **members,
    }


def parameter(schema: Any, place: str = "query", **members: Any) -> Content:
    held = {"name": "p", "in": place, "schema": schema, **members}
    return contract({"parameters": [held]}, "/a/{p}" if place == "path" else "/a")


def sent(schema: Any, **schemas: Any) -> Content:
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return contract({"requestBody": body}, components={"schemas": schemas})


def answered(schema: Any, status: str = "200", **schemas: Any) -> Content:
    response = {"description": "", "content": {"application/json": {"schema": schema}}}
    whole = {"responses": {status: response}}
    return contract(whole, components={"schemas": schemas})


def form(**members: Any) -> Content:
    schema = {"type": "object", "properties": {"a": {"type": "array"}}}
    media_type = {"schema": schema, **members}
    return contract({"requestBody": {"content": {"multipart/form-data": media_type}}})


LIST = {"type": "array", "items": {"type": "string"}}
FLAT: dict[str, Any] = {"explode": False}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}}}
MAP = {"type": "object", "additionalProperties": {"type": "integer"}}
REF = {"$ref": "#/components/schemas/S"}
TUPLE = {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]}
HIDDEN = {"properties": {"id": {"readOnly": True}}}
SERVER = {"url": "https://{h}.example.com/{v}", "variables": {"h": {"default": "a"}}}


def server(*versions: str) -> Content:
    variables = {**SERVER["variables"], "v": {"default": "1", "enum": list(versions)}}  # type: ignore[dict-item]  # a map
    return contract({}, servers=[{**SERVER, "variables": variables}])


def secured(scheme: Any, name: str = "s") -> Content:
    return contract(
        {"security": [{name: []}]}, components={"securitySchemes": {name: scheme}}
    )


CASES: dict[str, tuple[Content, Content, str, set[str]]] = {
    "comma to pipe": (
        parameter(LIST, **FLAT),
        parameter(LIST, style="pipeDelimited", **FLAT),
        B,
        {"request-parameter-serialization-changed"},
    ),
    "style in the path": (
        parameter({"type": "string"}, "path", required=True),
        parameter({"type": "string"}, "path", required=True, style="label"),
        B,
        {"request-parameter-serialization-changed"},
    ),
    "object no longer exploded": (
        parameter(POINT),
        parameter(POINT, **FLAT),
        B,
        {"request-parameter-serialization-changed"},
    ),
    "deep object": (
        parameter(POINT, style="deepObject"),
        parameter(POINT),
        B,
        {"request-parameter-serialization-changed"},
    ),
    "schema to content": (
        parameter(POINT),
        contract(
            {
                "parameters": [
                    {
                        "name": "p",
                        "in": "query",
                        "content": {"application/json": {"schema": POINT}},
                    }
                ]
            }
        ),
        B,
        {"request-parameter-serialization-changed"},
    ),
    "cookie narrowed": (
        parameter({"type": "integer"}, "cookie"),
        parameter({"type": "integer", "maximum": 5}, "cookie"),
        B,
        {"request-parameter-maximum-narrowed"},
    ),
    "list to number": (
        parameter(LIST),
        parameter({"type": "number"}),
        B,
        {"request-parameter-type-changed"},
    ),
    "boolean to text": (
        parameter({"type": "boolean"}),
        parameter({"type": "string"}),
        C,
        {"request-parameter-type-widened"},
    ),
    "number to short text": (
        parameter({"type": "integer"}),
        parameter({"type": "string", "maxLength": 3}),
        B,
        {"request-parameter-type-changed"},
    ),
    "listed numbers to listed texts": (
        parameter({"type": "integer", "enum": [1, 2]}),
        parameter({"type": "string", "enum": ["1", "2", "3"]}),
        C,
        {"request-parameter-type-widened"},
    ),
    "constant to text": (
        parameter({"type": "boolean", "const": True}),
        parameter({"type": "string"}),
        C,
        {"request-parameter-type-widened"},
    ),
    "parameter without a schema": (
        contract({"parameters": [{"name": "p", "in": "query"}]}),
        parameter({"type": "integer"}),
        B,
        {"request-parameter-type-narrowed"},
    ),
    "map narrowed": (
        sent(MAP),
        sent({**MAP, "additionalProperties": {"type": "integer", "minimum": 0}}),
        B,
        {"request-minimum-narrowed"},
    ),
    "map to object": (
        sent(MAP),
        sent({**MAP, "properties": {"x": {"type": "string"}}}),
        B,
        {"request-property-added"},
    ),
    "pattern properties": (
        sent({"type": "object"}),
        sent({"type": "object", "patternProperties": {"^x": {"type": "string"}}}),
        B,
        {"request-property-patterns-narrowed"},
    ),
    "tuple narrowed": (
        sent(TUPLE),
        sent({**TUPLE, "items": False}),
        B,
        {"request-tuple-narrowed"},
    ),
    "items after a tuple": (
        sent({"type": "array"}),
        sent(TUPLE),
        B,
        {"request-tuple-narrowed"},
    ),
    "items given up": (
        sent(LIST),
        sent({"type": "array"}),
        C,
        {"request-items-widened"},
    ),
    "unevaluated": (
        sent(POINT),
        sent({**POINT, "unevaluatedProperties": False}),
        B,
        {"request-unevaluated-narrowed"},
    ),
    "never": (
        sent(POINT),
        sent(False),
        B,
        {"request-exclusion-narrowed", "request-property-removed"},
    ),
    "always": (
        sent(POINT),
        sent(True),
        C,
        {"request-type-widened"},
    ),
    "dependent": (
        sent(POINT),
        sent({**POINT, "dependentRequired": {"x": ["y"]}}),
        B,
        {"request-dependent-properties-narrowed"},
    ),
    "condition": (
        sent(POINT),
        sent({**POINT, "if": {"required": ["x"]}, "then": False}),
        B,
        {"request-condition-narrowed"},
    ),
    "conditions the other way around": (
        sent({**POINT, "if": {"required": ["x"]}, "then": False}),
        sent(POINT),
        C,
        {"request-condition-widened"},
    ),
    "closed with the same name in a branch": (
        sent(
            {"type": "object", "properties": {"x": {}}, "additionalProperties": False}
        ),
        sent(
            {
                "type": "object",
                "additionalProperties": False,
                "anyOf": [{"properties": {"x": {}}}],
            }
        ),
        B,
        {"request-additional-properties-narrowed"},
    ),
    "hidden within a part": (
        sent(HIDDEN),
        sent({"allOf": [HIDDEN], "required": ["id"]}),
        C,
        set(),
    ),
    "hidden within a reference": (
        sent(REF, S=HIDDEN),
        sent({**REF, "required": ["id"]}, S=HIDDEN),
        C,
        set(),
    ),
    "alternatives begin to overlap": (
        sent({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        sent({"oneOf": [{"type": "string"}, {"type": ["integer", "string"]}]}),
        B,
        {"request-exclusive-alternatives-narrowed", "request-type-widened"},
    ),
    "alternative added to a request": (
        sent({"anyOf": [{"type": "string"}]}),
        sent({"anyOf": [{"type": "string"}, {"type": "null"}]}),
        C,
        {"request-alternatives-widened"},
    ),
    "alternative added to a response": (
        answered({"oneOf": [{"type": "string"}]}),
        answered({"oneOf": [{"type": "string"}, {"type": "null"}]}),
        B,
        {"response-exclusive-alternatives-widened"},
    ),
    "alternative within recursion": (
        answered(
            REF, S={"anyOf": [{"type": "null"}, {**POINT, "properties": {"next": REF}}]}
        ),
        answered(
            REF,
            S={
                "anyOf": [
                    {"type": "null"},
                    {**POINT, "properties": {"next": REF, "x": {"type": "integer"}}},
                ]
            },
        ),
        C,
        {"response-property-added"},
    ),
    "recursion narrowed": (
        sent(REF, S={**POINT, "properties": {"next": REF, "x": {"type": "integer"}}}),
        sent(REF, S={**POINT, "properties": {"next": REF, "x": {"type": "string"}}}),
        B,
        {"request-type-changed"},
    ),
    "recursion unrolled": (
        sent(REF, S={"type": "object", "properties": {"next": REF}}),
        sent(
            REF,
            S={
                "type": "object",
                "properties": {"next": {"type": "object", "properties": {"next": REF}}},
            },
        ),
        C,
        set(),
    ),
    "lone reference to itself": (sent(REF, S=REF), sent(True), C, set()),
    "unknown reference": (
        sent({"$ref": "https://example.com/s"}),
        sent({"type": "object"}),
        U,
        {"request-type-narrowed"},
    ),
    "body of a response": (
        contract({"responses": {"200": {"description": ""}}}),
        answered({}),
        C,
        {"response-body-added"},
    ),
    "no body any more": (
        answered({}),
        contract({"responses": {"200": {"description": ""}}}),
        B,
        {"response-body-removed"},
    ),
    "body of a request added": (
        contract({}),
        contract({"requestBody": {"content": {"text/plain": {}}}}),
        C,
        {"request-body-added"},
    ),
    "required body of a request added": (
        contract({}),
        sent({}),
        B,
        {"request-body-added"},
    ),
    "statuses under default": (
        answered({"type": "string"}, "default"),
        answered({"type": "string"}, "503"),
        C,
        {"response-status-removed"},
    ),
    "range refined": (
        answered({"type": "string"}, "4XX"),
        answered({"type": "integer"}, "404"),
        B,
        {"response-type-changed", "response-status-removed"},
    ),
    "charset": (
        contract({"requestBody": {"content": {"text/plain; charset=utf-8": {}}}}),
        contract({"requestBody": {"content": {"Text/Plain": {}}}}),
        C,
        set(),
    ),
    "version of a media type": (
        contract({"requestBody": {"content": {"text/a;v=1": {}}}}),
        contract({"requestBody": {"content": {"text/a;v=2": {}}}}),
        B,
        {"request-media-type-removed", "request-media-type-added"},
    ),
    "range to one type": (
        contract({"requestBody": {"content": {"image/*": {}}}}),
        contract({"requestBody": {"content": {"image/png": {}}}}),
        B,
        {"request-media-type-removed"},
    ),
    "encoding": (
        form(),
        form(encoding={"a": {"style": "pipeDelimited"}}),
        U,
        {"request-body-encoding-changed"},
    ),
    "server variable added": (server("1"), server("1", "2"), C, {"server-changed"}),
    "server variable removed": (
        server("1", "2"),
        server("1"),
        B,
        {"server-base-path-removed"},
    ),
    "bearer renamed": (
        secured({"type": "http", "scheme": "Bearer"}),
        secured({"type": "http", "scheme": "bearer"}, "t"),
        C,
        set(),
    ),
    "bearer to certificate": (
        secured({"type": "http", "scheme": "bearer"}),
        secured({"type": "mutualTLS"}),
        B,
        {"security-changed"},
    ),
    "anonymous no more": (
        contract({}),
        secured({"type": "http", "scheme": "basic"}),
        B,
        {"security-narrowed"},
    ),
    "moved": (
        contract({"operationId": "o"}),
        contract({"operationId": "o"}, "/b"),
        B,
        {"operation-removed", "operation-added"},
    ),
    "nameless parameter": (
        contract({"parameters": [{"in": "query"}]}),
        contract({}),
        C,
        set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_corner(name: str) -> None:
    before, after, verdict, kinds = copy.deepcopy(CASES[name])
    base, revision = document(before), document(after)
    found = compare(base, revision)
    assert {fact.kind for fact in found.facts} == kinds
    assert found.verdict == verdict
    assert verify(certificate(found), base, revision) == []
    for profile in PROFILES.values():
        shown = changes(found.under(profile), base, revision)
        assert all(c["witness"] for c in shown if c["verdict"] == "breaking")


def test_a_move_is_recognised() -> None:
    before, after, *_ = CASES["moved"]
    found = compare(document(before), document(after))
    assert "it may have moved to POST /b" in " ".join(f.message for f in found.facts)


def test_additional_operations_of_3_2() -> None:
    base = contract({})
    base["openapi"] = "3.2.0"
    base["paths"]["/a"]["additionalOperations"] = {
        "LINK": {"responses": {"204": {"description": ""}}}
    }
    revision = copy.deepcopy(base)
    del revision["paths"]["/a"]["additionalOperations"]
    (fact,) = compare(document(base), document(revision)).facts
    assert (fact.kind, fact.operations) == ("operation-removed", ("LINK /a",))


def test_shared_components_are_told_once() -> None:
    item = {
        "get": {
            "responses": {
                "200": {
                    "description": "",
                    "content": {"application/json": {"schema": REF}},
                }
            }
        }
    }
    base = contract({}, components={"schemas": {"S": POINT}})
    base["paths"].update({"/b": item, "/c": item})
    revision = copy.deepcopy(base)
    revision["components"]["schemas"]["S"]["properties"]["x"] = {"type": "string"}
    (fact,) = compare(document(base), document(revision)).facts
    assert fact.operations == ("GET /b", "GET /c")


@pytest.mark.parametrize(
    "odd",
    [
        {"paths": None},
        {"paths": {"/a": None}},
        {"paths": {"/a": {"post": []}}},
        {"paths": {"/a": {"post": {"parameters": {}, "responses": []}}}},
        {"paths": {"/a": {"post": {"requestBody": [], "security": {}}}}},
        {"paths": {"/a": {"$ref": "#/paths/~1a"}}},
        {"paths": {"/a": {"$ref": 1, "post": {"responses": {"x": None}}}}},
        {"components": [], "webhooks": [], "servers": "x", "security": 1},
        {"paths": {"/a": {"post": {"responses": {"200": {"content": {"": {}}}}}}}},
        {
            "paths": {
                "/a": {
                    "post": {
                        "requestBody": {
                            "content": {
                                "a/b": {
                                    "schema": {
                                        "type": 1,
                                        "enum": 2,
                                        "required": 3,
                                        "properties": 4,
                                        "allOf": 5,
                                        "oneOf": 6,
                                        "minimum": "x",
                                        "pattern": "(",
                                        "items": [],
                                    }
                                }
                            }
                        }
                    }
                }
            }
        },
        {"servers": [{"url": "http://[", "variables": {"a": 1}}, 1, {"url": 1}]},
    ],
    ids=str,
)
def test_odd_contracts_do_no_harm(odd: Content) -> None:
    """Contracts are checked before; whoever forgets it gets no traceback."""
    plain = document(contract({}))
    strange = document({**contract({}), **odd})
    for pair in ((plain, strange), (strange, plain), (strange, strange)):
        found = compare(*pair)
        assert verify(certificate(found), *pair) == []
