"""Small OpenAPI documents, most of them valid, the others valid but for one thing."""

import json
from collections.abc import Callable
from typing import Any

import yaml
from hypothesis import strategies as st

Document = dict[str, Any]
Fault = Callable[[Document], None]

_NAMES = st.sampled_from(["item", "order", "refund", "a", "id", "ünïcode", "x-y"])
_SCHEMAS = st.sampled_from(
    [
        {"type": "string"},
        {"type": "integer", "minimum": 0, "maximum": 10},
        {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        {"type": "object", "properties": {"a": {"type": "boolean"}}},
        {"enum": ["a", "b"]},
        {"$ref": "#/components/schemas/Thing"},
    ]
)
_PRINTABLE = st.characters(codec="utf-8", exclude_categories=["C"])
_NUMBERS = st.integers(0, 9)
_VERSIONS = st.builds("{}.{}.{}".format, _NUMBERS, _NUMBERS, _NUMBERS)
_ANSWER = {"200": {"description": "It worked."}}


@st.composite
def operations(draw: st.DrawFn, name: str) -> Document:
    """One operation with parameters and perhaps a body."""
    operation: Document = {"operationId": f"do_{name}", "responses": dict(_ANSWER)}
    if draw(st.booleans()):
        content = {"application/json": {"schema": draw(_SCHEMAS)}}
        operation["requestBody"] = {"required": True, "content": content}
    if draw(st.booleans()):
        schema = draw(_SCHEMAS)
        operation["parameters"] = [{"name": "q", "in": "query", "schema": schema}]
    return operation


@st.composite
def valid_documents(draw: st.DrawFn) -> Document:
    """A valid document of OpenAPI 3.0 or 3.1."""
    names = draw(st.lists(_NAMES, unique=True, max_size=3))
    method = draw(st.sampled_from(["get", "put", "post", "patch"]))
    paths = {
        f"/{name}": {method: draw(operations(f"{index}"))}
        for index, name in enumerate(names)
    }
    title = draw(st.text(_PRINTABLE, max_size=20))
    return {
        "openapi": draw(st.sampled_from(["3.0.3", "3.1.0", "3.1.1"])),
        "info": {"title": title or "T", "version": draw(_VERSIONS)},
        "paths": paths,
        "components": {"schemas": {"Thing": {"type": "object"}}},
    }


def _forget(key: str) -> Fault:
    return lambda document: document.pop(key, None)


def _set(key: str, value: object) -> Fault:
    return lambda document: document.update({key: value})


def _info(key: str, value: object) -> Fault:
    return lambda document: document["info"].update({key: value})


def _path(key: str, value: object) -> Fault:
    return lambda document: document["paths"].update({key: value})


def _schema(value: object) -> Fault:
    return lambda document: document["components"]["schemas"].update({"Thing": value})


# Each makes a document that looks like a contract and is none, or is a hard one.
FAULTS: tuple[Fault, ...] = (
    _forget("info"),
    _forget("openapi"),
    _forget("paths"),
    _set("openapi", 3.1),
    _set("openapi", "2.0"),
    _set("openapi", "3.1.0\x00"),
    _set("paths", []),
    _set("paths", None),
    _set("components", "none"),
    _set("x-deep", json.loads("[" * 60 + "]" * 60)),
    _info("version", "one"),
    _info("version", 1.0),
    _info("version", "1.0.0+build"),
    _info("title", None),
    _info("title", "\x00"),
    _path("no-slash", {}),
    _path("/{id}", {"get": {"responses": _ANSWER}}),
    _path("/x", {"get": {}}),
    _path("/x", {"$ref": "http://127.0.0.1:1/other.yaml"}),
    _path("/x", {"$ref": "#/paths/~1x"}),
    _schema({"$ref": "#/components/schemas/Thing"}),
    _schema({"$ref": "#/components/schemas/Nowhere"}),
    _schema({"$ref": "file:///etc/hostname"}),
    _schema({"type": "strin"}),
    _schema({"type": "string", "pattern": "("}),
    _schema({"minimum": "0"}),
    _schema({"const": 1e308, "enum": []}),
)


@st.composite
def almost_valid_documents(draw: st.DrawFn) -> Document:
    """A valid document with one fault."""
    document = draw(valid_documents())
    draw(st.sampled_from(FAULTS))(document)
    return document


def _as_json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _as_yaml(document: Document) -> bytes:
    return yaml.safe_dump(document, allow_unicode=True).encode()


def texts() -> st.SearchStrategy[bytes]:
    """Documents as bytes, mostly JSON, which is what a reader of YAML takes as well."""
    spelling = st.sampled_from([_as_json, _as_json, _as_yaml])
    document = st.one_of(valid_documents(), valid_documents(), almost_valid_documents())
    return st.builds(lambda spell, value: spell(value), spelling, document)
