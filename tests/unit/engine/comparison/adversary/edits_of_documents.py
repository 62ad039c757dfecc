"""Edits of what a contract says of itself, of where it is served, and to whom."""

from collections.abc import Callable
from random import Random
from typing import Any

from impl.engine.openapi.methods import METHODS
from tests.unit.engine.comparison.adversary.drawing import is_callable
from tests.unit.engine.comparison.adversary.editing import (
    ALL,
    OTHER,
    SINCE_3_1,
    SINCE_3_2,
    WORDS,
    Content,
    Edit,
    Touch,
    at,
    drop,
    put,
)

# Of what is for people, that which not all versions have.
_NEWER = {
    ("Info", "summary"): SINCE_3_1,
    ("Server", "name"): SINCE_3_2,
    ("Tag", "summary"): SINCE_3_2,
    ("Tag", "kind"): SINCE_3_2,
}


def _told(object_: str, place: Callable[[Touch], Any], **fields: Any) -> list[Edit]:
    return [
        Edit(
            object_,
            field,
            "changed",
            place(put(field, value)),
            "silent",
            why=WORDS,
            versions=_NEWER.get((object_, field), ALL),
        )
        for field, value in fields.items()
    ]


def _remove_path(random: Random, content: Content) -> bool:
    name = random.choice(sorted(content["paths"]))
    return content["paths"].pop(name) is not None


def _rename_path(random: Random, content: Content) -> bool:
    name = random.choice(sorted(content["paths"]))
    content["paths"][f"/new{name}"] = content["paths"].pop(name)
    return True


def _was_called(base: Content, revision: Content) -> bool:
    """Tell whether anybody can have called a path that is gone."""
    gone = base["paths"].keys() - revision["paths"].keys()
    return any(
        is_callable(base, ("paths", name, method))
        for name in gone
        for method in base["paths"][name].keys() & METHODS or {""}
    )


def _add_path(_: Random, content: Content) -> bool:
    answer = {"responses": {"204": {"description": ""}}}
    content["paths"]["/added"] = {"get": answer}
    return True


def _webhook(_: Random, content: Content) -> bool:
    event = content["webhooks"]["gone"]
    content["webhooks"]["more"] = event
    return True


def _other_security(random: Random, content: Content) -> bool:
    options: list[Any] = [[{"bearer": []}], [{"key": [], "bearer": []}], [{"oidc": []}]]
    content["security"] = random.choice(options)
    return True


def _carry_truths(message: Content) -> bool:
    """Change what a message carries, whatever other edits have left of it."""
    for media in message.get("content", {}).values():
        media["schema"] = {"type": "boolean"}
        return True
    return False


def _use(random: Random, content: Content, section: str) -> bool:
    """Change what a component says that is referred to."""
    held = content["components"][section]
    name = random.choice(sorted(held))
    if section == "schemas":
        held[name] = {"type": "array", "items": {"type": "boolean"}}
    elif section == "parameters" or section in {"headers", "mediaTypes"}:
        held[name]["schema"] = {"type": "boolean"}
    elif section in {"requestBodies", "responses"}:
        return _carry_truths(held[name])
    elif section == "callbacks":
        (item,) = held[name].values()
        return _carry_truths(item["post"].get("requestBody", {}))
    else:
        held[name]["get"]["parameters"] = [
            {"name": "n", "in": "query", "required": True, "schema": {}}
        ]
    return True


def _components(section: str, **members: Any) -> Edit:
    def change(random: Random, content: Content) -> bool:
        return section in content["components"] and _use(random, content, section)

    return Edit("Components", section, "changed", change, **members)


_INFO, _ROOT = at("info"), at()

_SERVER, _VARIABLE = (
    at("servers", 0),
    at("servers", 0, "variables", "env"),
)

_TAG, _SMALL = at("tags", 0), at("tags", 1)

EDITS = [
    Edit(
        "OpenAPI",
        "openapi",
        "patch",
        at()(put("openapi", "3.0.4", "3.0.2")),
        "silent",
        why="how the document is written; what it says is compared",
        versions=("3.0",),
    ),
    Edit(
        "OpenAPI",
        "openapi",
        "patch",
        at()(put("openapi", "3.1.0")),
        "silent",
        why="how the document is written; what it says is compared",
        versions=("3.1",),
    ),
    Edit(
        "OpenAPI",
        "openapi",
        "patch",
        at()(put("openapi", "3.2.1")),
        "silent",
        why="how the document is written; what it says is compared",
        versions=("3.2",),
    ),
    Edit(
        "OpenAPI",
        "$self",
        "added",
        at()(put("$self", "https://example.com/api")),
        "silent",
        why="where the document is found",
        versions=SINCE_3_2,
    ),
    Edit(
        "OpenAPI",
        "jsonSchemaDialect",
        "changed",
        at()(
            put(
                "jsonSchemaDialect",
                "https://spec.openapis.org/oas/3.1/dialect/base",
                "https://json-schema.org/draft/2020-12/schema",
            )
        ),
        "silent",
        why="names the dialect that is read in any case",
        versions=SINCE_3_1,
    ),
    *_told("OpenAPI", _ROOT, info={"title": "T", "version": "2"}),
    *_told("OpenAPI", _ROOT, externalDocs={"url": OTHER}),
    *_told("OpenAPI", _ROOT, tags=[{"name": "things"}]),
    Edit(
        "OpenAPI",
        "servers",
        "other host",
        at()(put("servers", [{"url": "https://x.example.org/v1"}])),
        "listed",
        "risky",
    ),
    Edit(
        "OpenAPI",
        "servers",
        "other base path",
        at()(put("servers", [{"url": "https://live.example.com/v2"}])),
        "listed",
        "breaking",
    ),
    Edit("OpenAPI", "paths", "added", _add_path, "listed"),
    Edit("OpenAPI", "webhooks", "added", _webhook, "listed", versions=SINCE_3_1),
    Edit(
        "OpenAPI",
        "webhooks",
        "removed",
        at()(drop("webhooks")),
        "listed",
        "breaking",
        versions=SINCE_3_1,
    ),
    Edit("OpenAPI", "security", "changed", _other_security, "listed", "breaking"),
    Edit("OpenAPI", "security", "removed", at()(drop("security")), "listed"),
    Edit("OpenAPI", "components", "changed", _components("schemas").change),
    *[
        Edit(
            *("Paths", "{path}", name, change, "executed", "breaking"),
            is_missed=_was_called,
        )
        for name, change in (("removed", _remove_path), ("renamed", _rename_path))
    ],
    *_told(
        "Info",
        _INFO,
        title="T",
        version="2",
        description="D",
        termsOfService=OTHER,
        contact={"name": "B"},
        license={"name": "B"},
        summary="S",
    ),
    *_told("Contact", at("info", "contact"), name="B", url=OTHER, email="b@b.com"),
    *_told("License", at("info", "license"), name="B", url=OTHER),
    Edit(
        "License",
        "identifier",
        "in place of url",
        at("info")(put("license", {"name": "B", "identifier": "MIT"})),
        "silent",
        why=WORDS,
        versions=SINCE_3_1,
    ),
    Edit(
        "Server",
        "url",
        "other host",
        _SERVER(put("url", "https://{env}.example.org/v1")),
        "listed",
        "risky",
    ),
    Edit(
        "Server",
        "url",
        "other base path",
        _SERVER(put("url", "https://{env}.example.com/v2")),
        "listed",
        "breaking",
    ),
    *_told("Server", _SERVER, description="Other.", name="other"),
    Edit(
        "Server",
        "variables",
        "other",
        _SERVER(put("variables", {"env": {"default": "stage"}})),
        "listed",
        "risky",
    ),
    Edit(
        "ServerVariable",
        "default",
        "changed",
        _VARIABLE(put("default", "test")),
        "listed",
        "risky",
    ),
    Edit(
        "ServerVariable",
        "enum",
        "value added",
        _VARIABLE(put("enum", ["live", "test", "stage"])),
        "listed",
    ),
    Edit(
        "ServerVariable",
        "enum",
        "value removed",
        _VARIABLE(put("enum", ["live"])),
        "listed",
        "risky",
    ),
    *_told("ServerVariable", _VARIABLE, description="Other."),
    *[
        _components(section, versions=versions)
        for section, versions in {
            "schemas": ALL,
            "parameters": ALL,
            "headers": ALL,
            "requestBodies": ALL,
            "responses": ALL,
            "callbacks": ALL,
            "pathItems": SINCE_3_1,
            "mediaTypes": SINCE_3_2,
        }.items()
    ],
    *_told("Components", at("components"), examples={"Small": {"value": 2}}),
    Edit(
        "Components",
        "links",
        "changed",
        at("components", "links", "self")(put("operationId", "putThing")),
        "listed",
    ),
    Edit(
        "Components",
        "securitySchemes",
        "changed",
        at("components", "securitySchemes")(
            put("key", {"type": "apiKey", "in": "query", "name": "k"})
        ),
        "listed",
        "breaking",
    ),
    *_told(
        "Tag",
        _TAG,
        description="Other.",
        externalDocs={"url": OTHER},
        summary="Other.",
        kind="nav",
    ),
    Edit(
        "Tag",
        "parent",
        "removed",
        _SMALL(drop("parent")),
        "silent",
        why=WORDS,
        versions=SINCE_3_2,
    ),
    Edit("Tag", "name", "of none", _TAG(put("name", "others")), "silent", why=WORDS),
    *[
        Edit(
            "ExternalDocs",
            field,
            "changed",
            at("paths", "/things/{id}", "get", "externalDocs")(put(field, OTHER)),
            "silent",
            why=WORDS,
        )
        for field in ("url", "description")
    ],
    *[
        Edit(
            "Example",
            field,
            "changed",
            at("components", "examples")(put("Small", {field: OTHER})),
            "silent",
            why=WORDS,
            versions=versions,
        )
        for field, versions in {
            "summary": ALL,
            "description": ALL,
            "value": ALL,
            "externalValue": ALL,
            "dataValue": SINCE_3_2,
            "serializedValue": SINCE_3_2,
        }.items()
    ],
]
