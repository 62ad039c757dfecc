"""Edits of operations: of what is sent, how it is written, and what is answered."""

from random import Random
from typing import Any

from tests.unit.engine.comparison.adversary.drawing import is_satisfiable
from tests.unit.engine.comparison.adversary.editing import (
    ALL,
    OTHER,
    SINCE_3_1,
    SINCE_3_2,
    WORDS,
    Content,
    Edit,
    at,
    drop,
    drop_one,
    on,
    put,
    turn,
)

_ITEM = ("paths", "/things/{id}")

GET = (*_ITEM, "get")

DRAWN = ("paths", "/drawn", "post")

_JSON = ("content", "application/json", "schema")

TEXTS = ("paths", "/texts")

ANSWER = {"description": "", "content": {"application/json": {"schema": {}}}}


def _add_parameter(random: Random, held: dict[str, Any]) -> bool:
    made = {
        "name": "more",
        "in": random.choice(["query", "header", "cookie"]),
        "required": random.random() < 0.5,
        "schema": {"type": "integer"},
    }
    held["parameters"] = [*held.get("parameters", ()), made]
    return True


def media(random: Random, held: dict[str, Any]) -> bool:
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


def all_over(member: str, kind: str) -> Any:
    return on(
        kind,
        lambda random, held: _any_schema(random, held, member),
        lambda held: member in held,
    )


LISTED: dict[str, Any] = {"judged": "listed"}

_FOR_CODE: dict[str, Any] = {"judged": "listed", "in_code": "breaking"}

_METHODS = ("get", "delete", "options", "head", "patch", "trace")

EDITS = [
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
            put("get", {"operationId": "shared", "responses": {"200": ANSWER}})
        ),
        versions=SINCE_3_1,
        **LISTED,
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
            at(*TEXTS)(drop(method)),
            "executed",
            "breaking",
        )
        for method in _METHODS
    ],
    Edit("PathItem", "put", "removed", at(*_ITEM)(drop("put")), "executed", "breaking"),
    Edit(
        "PathItem", "post", "removed", at(*TEXTS)(drop("post")), "executed", "breaking"
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
    Edit("Operation", "tags", "changed", at(*GET)(put("tags", ["other"])), **_FOR_CODE),
    *[
        Edit(
            "Operation",
            field,
            "changed",
            at(*GET)(put(field, value)),
            "silent",
            why=WORDS,
        )
        for field, value in {
            "summary": "Other.",
            "description": "Other.",
            "externalDocs": {"url": OTHER},
        }.items()
    ],
    Edit(
        "Operation",
        "operationId",
        "changed",
        at(*TEXTS, "get")(put("operationId", "other")),
        **_FOR_CODE,
    ),
    Edit("Operation", "parameters", "added", on("operation", _add_parameter)),
    Edit("Operation", "parameters", "removed", at(*GET)(drop_one("parameters"))),
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
        at(*TEXTS, "patch")(
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
        **LISTED,
    ),
    Edit(
        "Operation",
        "responses",
        "removed",
        at(*DRAWN)(put("responses", {"204": {"description": ""}})),
        "listed",
        "breaking",
        is_missed=lambda base, _: is_satisfiable(
            base, (*DRAWN, "responses", "200", *_JSON)
        ),
    ),
    Edit(
        "Operation",
        "callbacks",
        "removed",
        at(*DRAWN)(drop("callbacks")),
        "listed",
        "breaking",
    ),
    Edit("Operation", "deprecated", "", on("operation", turn("deprecated")), **LISTED),
    Edit(
        "Operation",
        "security",
        "stronger",
        at(*TEXTS, "get")(put("security", [{"key": [], "bearer": []}])),
        "listed",
        "breaking",
    ),
    Edit(
        "Operation",
        "security",
        "weaker",
        at(*TEXTS, "get")(put("security", [{}])),
        **LISTED,
    ),
    Edit(
        "Operation",
        "servers",
        "changed",
        at(*GET)(put("servers", [{"url": "https://get.example.com/v1"}])),
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
    Edit("RequestBody", "content", "other", on("request body", media)),
]
