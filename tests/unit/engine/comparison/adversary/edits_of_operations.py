"""Edits of operations: of what is sent, how it is written, and what is answered."""

from random import Random
from typing import Any

from tests.unit.engine.comparison.adversary.editing import (
    ALL,
    SINCE_3_1,
    SINCE_3_2,
    Content,
    Edit,
    at,
    drop,
    drop_one,
    on,
    put,
    silent,
    turn,
)
from tests.unit.engine.comparison.adversary.edits_of_documents import WORDS

_OTHER = "https://other.example.net/x"
_ITEM = ("paths", "/things/{id}")
_GET = (*_ITEM, "get")
_TEXTS = ("paths", "/texts")
_ANSWER = {"description": "", "content": {"application/json": {"schema": {}}}}
_NUMBERS = {"type": "array", "items": {"type": "integer"}}


def _is_plain(place: str) -> Any:
    return lambda held: held.get("in") == place and "schema" in held


def _rename(_: Random, held: dict[str, Any]) -> bool:
    if held["in"] == "path":
        return False
    held["name"] += "2"
    return True


def _move(random: Random, held: dict[str, Any]) -> bool:
    if held["in"] in {"path", "querystring"}:
        return False
    held.pop("style", None)
    held["in"] = random.choice(
        [each for each in ("query", "header", "cookie") if each != held["in"]]
    )
    return True


def _style(random: Random, held: dict[str, Any]) -> bool:
    styles = {
        "path": ("simple", "label", "matrix"),
        "query": ("form", "spaceDelimited", "pipeDelimited"),
    }.get(held["in"], ())
    if not styles or "schema" not in held:
        return False
    return put("style", *styles)(random, held)


def _to_content(_: Random, held: dict[str, Any]) -> bool:
    if "schema" not in held or held["in"] == "path":
        return False
    for name in ("style", "explode", "example", "allowReserved", "allowEmptyValue"):
        held.pop(name, None)
    held["content"] = {"application/json": {"schema": held.pop("schema")}}
    return True


def _add_parameter(random: Random, held: dict[str, Any]) -> bool:
    made = {
        "name": "more",
        "in": random.choice(["query", "header", "cookie"]),
        "required": random.random() < 0.5,
        "schema": {"type": "integer"},
    }
    held["parameters"] = [*held.get("parameters", ()), made]
    return True


def _media(random: Random, held: dict[str, Any]) -> bool:
    content = held.get("content")
    if not content:
        return False
    name = random.choice(sorted(content))
    other = random.choice(["application/vnd.x+json", "application/*", "text/csv"])
    if other in content:
        return False
    content[other] = content.pop(name)
    return True


def _callback(random: Random, content: Content) -> bool:
    (name,) = held = content["components"]["callbacks"]["Done"]
    held["{$request.body#/other}"] = held.pop(name)
    return True


def _any_schema(random: Random, held: dict[str, Any], field: str = "schema") -> bool:
    if field not in held:
        return False
    held[field] = random.choice(
        [
            {"type": "string", "maxLength": 2},
            {"type": "integer", "minimum": 1},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "required": ["a"], "properties": {"a": {}}},
        ]
    )
    return True


def _all_over(member: str, kind: str) -> Any:
    return on(
        kind,
        lambda random, held: _any_schema(random, held, member),
        lambda held: member in held,
    )


_FORM = ("paths", "/forms", "post", "requestBody", "content")
_URLENCODED = at(*_FORM, "application/x-www-form-urlencoded")
_LIST = at(*_FORM, "application/x-www-form-urlencoded", "encoding", "list")
_UPLOAD = ("paths", "/forms", "put", "requestBody", "content", "multipart/form-data")
_NAME = at(*_UPLOAD, "encoding", "name")
_DOWNLOAD = (
    *("paths", "/forms", "put", "responses", "200", "content", "multipart/mixed"),
)
_ANSWERED = at(*_DOWNLOAD, "encoding", "name")
_MIXED = ("paths", "/mixed", "post", "requestBody", "content", "multipart/mixed")
_LINK = at("components", "links", "self")
_LISTED: dict[str, Any] = {"judged": "listed"}
_FOR_CODE: dict[str, Any] = {"judged": "listed", "in_code": "breaking"}
_METHODS = ("get", "delete", "options", "head", "patch", "trace")

OF_ITEMS = [
    Edit(
        "PathItem",
        "$ref",
        "to a sibling",
        at("paths")(put("/more", {"$ref": "#/paths/~1texts"})),
        "listed",
        versions=ALL[:1],
    ),
    Edit(
        "PathItem",
        "$ref",
        "inlined",
        at("paths")(
            put(
                "/shared",
                {
                    "get": {
                        "operationId": "shared",
                        "responses": {"204": {"description": "Done."}},
                    }
                },
            )
        ),
        "silent",
        why="stands for what it refers to",
        versions=SINCE_3_1,
    ),
    Edit(
        "PathItem",
        "$ref",
        "to another",
        at("components", "pathItems", "Shared")(
            put("get", {"operationId": "shared", "responses": {"200": _ANSWER}})
        ),
        versions=SINCE_3_1,
        **_LISTED,
    ),
    *[
        Edit(
            "PathItem",
            field,
            "changed",
            at(*_ITEM)(put(field, "Other.")),
            "silent",
            why=WORDS,
        )
        for field in ("summary", "description")
    ],
    *[
        Edit(
            "PathItem",
            method,
            "removed",
            at(*_TEXTS)(drop(method)),
            "executed",
            "breaking",
        )
        for method in _METHODS
    ],
    Edit("PathItem", "put", "removed", at(*_ITEM)(drop("put")), "executed", "breaking"),
    Edit(
        "PathItem", "post", "removed", at(*_TEXTS)(drop("post")), "executed", "breaking"
    ),
    Edit(
        "PathItem",
        "query",
        "removed",
        at("paths", "/stream")(drop("query")),
        "executed",
        "breaking",
        versions=SINCE_3_2,
    ),
    Edit(
        "PathItem",
        "additionalOperations",
        "removed",
        at("paths", "/stream")(drop("additionalOperations")),
        "executed",
        "breaking",
        versions=SINCE_3_2,
    ),
    Edit(
        "PathItem",
        "servers",
        "changed",
        at(*_ITEM)(put("servers", [{"url": "https://things.example.com/v2"}])),
        "listed",
        "breaking",
    ),
    Edit("PathItem", "parameters", "added", at(*_ITEM)(_add_parameter)),
    Edit(
        "PathItem",
        "parameters",
        "changed",
        at(*_ITEM, "parameters", 0)(
            put("schema", {"type": "integer"}, {"type": "string", "maxLength": 2})
        ),
    ),
    Edit(
        "Operation", "tags", "changed", at(*_GET)(put("tags", ["other"])), **_FOR_CODE
    ),
    *[
        Edit(
            "Operation",
            field,
            "changed",
            at(*_GET)(put(field, value)),
            "silent",
            why=WORDS,
        )
        for field, value in {
            "summary": "Other.",
            "description": "Other.",
            "externalDocs": {"url": _OTHER},
        }.items()
    ],
    Edit(
        "Operation",
        "operationId",
        "changed",
        at(*_TEXTS, "get")(put("operationId", "other")),
        **_FOR_CODE,
    ),
    Edit("Operation", "parameters", "added", on("operation", _add_parameter)),
    Edit("Operation", "parameters", "removed", at(*_GET)(drop_one("parameters"))),
    Edit(
        "Operation",
        "requestBody",
        "removed",
        on("operation", drop("requestBody"), lambda o: "requestBody" in o),
    ),
    Edit(
        "Operation",
        "requestBody",
        "added",
        at(*_TEXTS, "patch")(
            put(
                "requestBody",
                {
                    "required": True,
                    "content": {"application/json": {"schema": {"type": "integer"}}},
                },
            )
        ),
        "executed",
        "breaking",
    ),
    Edit(
        "Operation",
        "responses",
        "added",
        on(
            "operation",
            lambda _, held: (
                held["responses"].keys() == {"204"}
                and held["responses"].update({"418": {"description": ""}}) is None
            ),
        ),
        **_LISTED,
    ),
    Edit(
        "Operation",
        "responses",
        "removed",
        at("paths", "/drawn", "post")(put("responses", {"204": {"description": ""}})),
        "listed",
        "breaking",
    ),
    Edit(
        "Operation",
        "callbacks",
        "removed",
        at("paths", "/drawn", "post")(drop("callbacks")),
        "listed",
        "breaking",
    ),
    Edit("Operation", "deprecated", "", on("operation", turn("deprecated")), **_LISTED),
    Edit(
        "Operation",
        "security",
        "stronger",
        at(*_TEXTS, "get")(put("security", [{"key": [], "bearer": []}])),
        "listed",
        "breaking",
    ),
    Edit(
        "Operation",
        "security",
        "weaker",
        at(*_TEXTS, "get")(put("security", [{}])),
        **_LISTED,
    ),
    Edit(
        "Operation",
        "servers",
        "changed",
        at(*_GET)(put("servers", [{"url": "https://get.example.com/v1"}])),
        "listed",
        "risky",
    ),
    Edit("Callback", "{expression}", "changed", _callback, "listed", "breaking"),
    Edit(
        "RequestBody",
        "description",
        "changed",
        at("components", "requestBodies", "Thing")(put("description", "Other.")),
        "silent",
        why=WORDS,
    ),
    Edit("RequestBody", "required", "", on("request body", turn("required"))),
    Edit("RequestBody", "content", "other", on("request body", _media)),
]

OF_PARAMETERS = [
    Edit("Parameter", "name", "", on("parameter", _rename)),
    Edit("Parameter", "in", "", on("parameter", _move)),
    Edit(
        "Parameter",
        "required",
        "",
        on("parameter", turn("required"), lambda p: p.get("in") != "path"),
    ),
    Edit("Parameter", "style", "", on("parameter", _style)),
    Edit(
        "Parameter",
        "explode",
        "",
        on("parameter", turn("explode"), lambda p: "schema" in p),
    ),
    Edit(
        "Parameter",
        "allowEmptyValue",
        "",
        on("parameter", turn("allowEmptyValue"), _is_plain("query")),
    ),
    Edit(
        "Parameter",
        "allowReserved",
        "",
        at(*_GET, "parameters", 5)(turn("allowReserved")),
        **_LISTED,
    ),
    Edit("Parameter", "schema", "", _all_over("schema", "parameter")),
    Edit("Parameter", "content", "in place of schema", on("parameter", _to_content)),
    Edit(
        "Parameter",
        "content",
        "of another media type",
        at(*_GET, "parameters", 6)(
            put("content", {"application/xml": {"schema": {"type": "object"}}})
        ),
        **_LISTED,
    ),
    Edit("Parameter", "deprecated", "", on("parameter", turn("deprecated")), **_LISTED),
    *silent(
        "Parameter",
        "parameter",
        WORDS,
        {
            "description": "Other.",
            "example": "zz",
        },
        fits=lambda p: "examples" not in p,
    ),
    Edit(
        "Parameter",
        "examples",
        "",
        at(*_GET, "parameters", 9)(put("examples", {"x": {"value": "z"}})),
        "silent",
        why=WORDS,
    ),
    Edit("Header", "required", "", on("header", turn("required"))),
    Edit("Header", "schema", "", _all_over("schema", "header")),
    Edit("Header", "explode", "", on("header", turn("explode"))),
    Edit(
        "Header",
        "style",
        "as it is by default",
        on("header", put("style", "simple")),
        "silent",
        why="there is no other for headers",
    ),
    Edit(
        "Header",
        "content",
        "in place of schema",
        on(
            "header",
            lambda _, held: (
                "schema" in held
                and (held.pop("explode", None), held.pop("style", None))
                and held.update(
                    content={"application/json": {"schema": held.pop("schema")}}
                )
                is None
            ),
        ),
    ),
    Edit("Header", "deprecated", "", on("header", turn("deprecated")), **_LISTED),
    *silent("Header", "header", WORDS, {"description": "Other.", "example": 3}),
    Edit(
        "Header",
        "examples",
        "",
        on("header", put("examples", {"x": {"value": 3}})),
        "silent",
        why=WORDS,
    ),
    *[
        Edit(
            "Header",
            field,
            "",
            on("header", turn(field)),
            "silent",
            why="not for headers (3.0.4, 4.7.21)",
            versions=ALL[:1],
        )
        for field in ("allowEmptyValue", "allowReserved")
    ],
]

OF_MESSAGES = [
    Edit("MediaType", "schema", "", _all_over("schema", "media type")),
    Edit(
        "MediaType",
        "schema",
        "removed",
        on("media type", drop("schema"), lambda m: "schema" in m),
    ),
    Edit(
        "MediaType",
        "itemSchema",
        "",
        _all_over("itemSchema", "media type"),
        versions=SINCE_3_2,
    ),
    Edit(
        "MediaType",
        "example",
        "",
        at(*_TEXTS, "post", "requestBody", "content", "text/plain")(
            put("example", "z")
        ),
        "silent",
        why=WORDS,
    ),
    Edit(
        "MediaType",
        "examples",
        "",
        at("components", "responses", "Missing", "content", "application/json")(
            put("examples", {"x": {"value": {"title": "t"}}})
        ),
        "silent",
        why=WORDS,
    ),
    Edit(
        "MediaType",
        "description",
        "",
        at("components", "mediaTypes", "Plain")(put("description", "Other.")),
        "silent",
        why=WORDS,
        versions=SINCE_3_2,
    ),
    Edit(
        "MediaType",
        "encoding",
        "removed",
        on("media type", drop("encoding"), lambda m: "encoding" in m),
    ),
    Edit(
        "MediaType",
        "prefixEncoding",
        "changed",
        at(*_MIXED)(put("prefixEncoding", [{"contentType": "text/csv"}])),
        "listed",
        "breaking",
        versions=SINCE_3_2,
    ),
    Edit(
        "MediaType",
        "itemEncoding",
        "changed",
        at(*_MIXED)(put("itemEncoding", {"contentType": "text/csv"})),
        "listed",
        "breaking",
        versions=SINCE_3_2,
    ),
    Edit(
        "Encoding",
        "contentType",
        "of a request",
        _NAME(put("contentType", "text/csv", "image/png")),
    ),
    Edit(
        "Encoding",
        "contentType",
        "of a response",
        _ANSWERED(put("contentType", "text/csv")),
        "listed",
        "breaking",
    ),
    Edit("Encoding", "headers", "removed", _NAME(drop("headers")), **_LISTED),
    Edit(
        "Encoding",
        "headers",
        "added",
        _NAME(
            put(
                "headers",
                {
                    "X-Part": {"required": True, "schema": {"type": "integer"}},
                    "X-More": {"required": True, "schema": {"type": "integer"}},
                },
            )
        ),
    ),
    Edit(
        "Encoding",
        "headers",
        "of a response",
        _ANSWERED(
            put(
                "headers",
                {
                    "X-More": {"required": True, "schema": {"type": "integer"}},
                },
            )
        ),
        **_LISTED,
    ),
    Edit(
        "Encoding", "style", "", _LIST(put("style", "pipeDelimited", "spaceDelimited"))
    ),
    Edit("Encoding", "explode", "", _LIST(put("explode", True))),
    Edit("Encoding", "allowReserved", "", _LIST(turn("allowReserved")), **_LISTED),
    *[
        Edit(
            "Encoding",
            field,
            "added",
            at(*_MIXED, "itemEncoding")(put(field, value)),
            versions=SINCE_3_2,
            **_LISTED,
        )
        for field, value in {
            "encoding": {"a": {"contentType": "text/csv"}},
            "prefixEncoding": [{"contentType": "text/csv"}],
            "itemEncoding": {"contentType": "text/csv"},
        }.items()
    ],
    Edit(
        "Responses",
        "default",
        "removed",
        at(*_GET, "responses")(drop("default")),
        **_LISTED,
    ),
    Edit(
        "Responses",
        "default",
        "added",
        at("paths", "/drawn", "post", "responses")(put("default", _ANSWER)),
        **_LISTED,
    ),
    Edit(
        "Response",
        "description",
        "",
        on("response", put("description", "Other.")),
        "silent",
        why=WORDS,
    ),
    Edit(
        "Response",
        "summary",
        "",
        on("response", put("summary", "Other.")),
        "silent",
        why=WORDS,
        versions=SINCE_3_2,
    ),
    Edit(
        "Response",
        "headers",
        "removed",
        at(*_GET, "responses", "200")(drop_one("headers")),
        **_LISTED,
    ),
    Edit(
        "Response",
        "headers",
        "added",
        on(
            "response",
            put("headers", {"X-New": {"required": True, "schema": {"type": "string"}}}),
        ),
    ),
    Edit(
        "Response", "content", "other", on("response", _media, lambda r: "content" in r)
    ),
    Edit(
        "Response",
        "content",
        "removed",
        on("response", drop("content"), lambda r: "content" in r),
        **_LISTED,
    ),
    Edit(
        "Response",
        "links",
        "removed",
        at(*_GET, "responses", "200")(drop("links")),
        **_LISTED,
    ),
    *[
        Edit("Link", field, "changed", _LINK(put(field, value)), **_LISTED)
        for field, value in {
            "operationId": "putThing",
            "parameters": {"id": "$response.body#/name"},
            "requestBody": "$response.body",
            "server": {"url": _OTHER},
        }.items()
    ],
    Edit(
        "Link",
        "operationRef",
        "in place of operationId",
        _LINK(
            lambda random, held: (
                drop("operationId")(random, held)
                and put("operationRef", "#/paths/~1things~1{id}/put")(random, held)
            )
        ),
        **_LISTED,
    ),
    Edit(
        "Link",
        "description",
        "changed",
        _LINK(put("description", "Other.")),
        "silent",
        why=WORDS,
    ),
    Edit(
        "Reference",
        "$ref",
        "to another",
        at(*_GET, "responses")(put("404", {"$ref": "#/components/responses/Other"})),
    ),
    *[
        Edit(
            "Reference",
            field,
            "added",
            at(*_GET, "responses", "404")(put(field, "Other.")),
            "silent",
            why=WORDS,
            versions=SINCE_3_1,
        )
        for field in ("summary", "description")
    ],
]
EDITS = [*OF_ITEMS, *OF_PARAMETERS, *OF_MESSAGES]
