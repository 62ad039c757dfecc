"""Corners that the shop's contract has not: styles, tuples, maps, odd declarations."""

from typing import Any

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
QUERY = {"name": "a body", "in": "query"}
SCHEMAS: dict[str, tuple[Content, Content, str, set[str]]] = {
    "a parameter called body": (
        contract({"parameters": [{**QUERY, "schema": {"default": "a"}}]}),
        contract({"parameters": [{**QUERY, "schema": {"default": "b"}}]}),
        C,
        {"request-parameter-default-changed"},
    ),
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
        {"request-items-narrowed"},
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
        {
            "request-schema-unsatisfiable",
            "request-exclusion-narrowed",
            "request-property-removed",
        },
    ),
    "always": (
        sent(POINT),
        sent(True),
        C,
        {"request-type-widened", "request-property-removed"},
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
        {"request-type-widened"},
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
}
