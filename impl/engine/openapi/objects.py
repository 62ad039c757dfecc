"""The objects of OpenAPI 3.0 to 3.2: which members hold which other objects.

What a table does not name (descriptions, examples, extensions, defaults) is plain data
and never searched: a ``$ref`` in an example is an example of a ``$ref``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from impl.engine.openapi.keywords import MODERN, are_names
from impl.engine.openapi.methods import METHODS, MORE_METHODS, NEW_METHODS
from impl.engine.openapi.pointers import escape

FieldShape = Literal["one", "list", "map"]


@dataclass(frozen=True, slots=True)
class ObjectField:
    """A member that holds one object of a kind, a list, or a map of them."""

    kind: str
    shape: FieldShape = "one"


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """One sort of object.

    Attributes:
        fields: the members that hold other objects.
        rest: what all other members hold, unless their name starts with ``x-``.
        section: where ``components`` keeps objects of this kind.
        referable: a ``$ref`` may stand in place of the object.
        stub: a small valid object of this kind.
    """

    fields: Mapping[str, ObjectField] = field(default_factory=dict)
    rest: ObjectField | None = None
    section: str = ""
    referable: bool = False
    stub: Mapping[str, Any] = field(default_factory=dict)


def _all(kind: str, shape: FieldShape, *names: str) -> dict[str, ObjectField]:
    return dict.fromkeys(names, ObjectField(kind, shape))


_PLURALS = frozenset({"components", "paths", "responses"})
_REFERENCE = {"$ref": "#"}
_SCHEMA = {
    **_all("schema", "one", *MODERN.singles),
    **_all("schema", "list", *MODERN.lists),
    **_all("schema", "map", *MODERN.maps),
}
_CARRIER = {
    "schema": ObjectField("schema"),
    "content": ObjectField("media type", "map"),
    "examples": ObjectField("example", "map"),
}

KINDS: dict[str, ObjectKind] = {
    "document": ObjectKind(
        {
            "servers": ObjectField("server", "list"),
            "paths": ObjectField("paths"),
            "webhooks": ObjectField("path item", "map"),
            "components": ObjectField("components"),
            "tags": ObjectField("tag", "list"),
        }
    ),
    "server": ObjectKind(stub={"url": "/"}),
    "tag": ObjectKind(stub={"name": ""}),
    "paths": ObjectKind(rest=ObjectField("path item")),
    "path item": ObjectKind(
        {
            **_all("operation", "one", *METHODS, *NEW_METHODS),
            MORE_METHODS: ObjectField("operation", "map"),
            "parameters": ObjectField("parameter", "list"),
            "servers": ObjectField("server", "list"),
        },
        section="pathItems",
        referable=True,
    ),
    "operation": ObjectKind(
        {
            "parameters": ObjectField("parameter", "list"),
            "requestBody": ObjectField("request body"),
            "responses": ObjectField("responses"),
            "callbacks": ObjectField("callback", "map"),
            "servers": ObjectField("server", "list"),
        },
        stub={"responses": {"default": {"description": ""}}},
    ),
    "responses": ObjectKind(
        rest=ObjectField("response"), stub={"default": {"description": ""}}
    ),
    "response": ObjectKind(
        {
            "headers": ObjectField("header", "map"),
            "content": ObjectField("media type", "map"),
            "links": ObjectField("link", "map"),
        },
        section="responses",
        referable=True,
        stub=_REFERENCE,
    ),
    "parameter": ObjectKind(
        _CARRIER, section="parameters", referable=True, stub=_REFERENCE
    ),
    "header": ObjectKind(_CARRIER, section="headers", referable=True, stub=_REFERENCE),
    "request body": ObjectKind(
        {"content": ObjectField("media type", "map")},
        section="requestBodies",
        referable=True,
        stub=_REFERENCE,
    ),
    "media type": ObjectKind(
        {
            "schema": ObjectField("schema"),
            "itemSchema": ObjectField("schema"),
            "examples": ObjectField("example", "map"),
            "encoding": ObjectField("encoding", "map"),
            "prefixEncoding": ObjectField("encoding", "list"),
            "itemEncoding": ObjectField("encoding"),
        },
        section="mediaTypes",
    ),
    "encoding": ObjectKind(
        {
            "headers": ObjectField("header", "map"),
            "encoding": ObjectField("encoding", "map"),
            "prefixEncoding": ObjectField("encoding", "list"),
            "itemEncoding": ObjectField("encoding"),
        }
    ),
    "example": ObjectKind(section="examples", referable=True, stub=_REFERENCE),
    "link": ObjectKind(
        {"server": ObjectField("server")},
        section="links",
        referable=True,
        stub=_REFERENCE,
    ),
    "callback": ObjectKind(
        rest=ObjectField("path item"),
        section="callbacks",
        referable=True,
        stub=_REFERENCE,
    ),
    "security scheme": ObjectKind(
        section="securitySchemes", referable=True, stub=_REFERENCE
    ),
    "schema": ObjectKind(_SCHEMA, section="schemas", referable=True),
}
KINDS["components"] = ObjectKind(
    {
        kind.section: ObjectField(name, "map")
        for name, kind in KINDS.items()
        if kind.section
    }
)


def field_of(kind: str, name: str) -> ObjectField | None:
    """Tell what a member of an object of that kind holds; None for plain data."""
    entry = KINDS[kind]
    known = entry.fields.get(name)
    if known is None and entry.rest and not name.startswith("x-") and name != "$ref":
        return entry.rest
    return known


def children(kind: str, value: dict[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    """Give the objects right inside an object: kind, member, key in it, value.

    The key is empty for a member that holds one object. A member of another shape than
    the kind asks for is left out.
    """
    for name, member in value.items():
        held = field_of(kind, name)
        if held is None:
            continue
        if held.shape == "one":
            yield held.kind, name, "", member
        elif held.shape == "list" and isinstance(member, list):
            for index, item in enumerate(member):
                yield held.kind, name, str(index), item
        elif held.shape == "map" and isinstance(member, dict):
            for key, item in member.items():
                if not are_names(name, item):
                    yield held.kind, name, key, item


def placed(
    kind: str, value: dict[str, Any], pointer: str
) -> Iterator[tuple[str, str, str, Any]]:
    """Give the objects right inside an object: kind, member, pointer, value.

    They are those of `children`, whose documents are large: this is where reading one
    spends its time.
    """
    entry = KINDS[kind]
    fields, rest = entry.fields, entry.rest
    for name, member in value.items():
        held = fields.get(name)
        if held is None:
            if rest is None or name.startswith("x-") or name == "$ref":
                continue
            held = rest
        shape = held.shape
        if shape == "one":
            yield held.kind, name, f"{pointer}/{escape(name)}", member
        elif shape == "list" and isinstance(member, list):
            for index, item in enumerate(member):
                yield held.kind, name, f"{pointer}/{name}/{index}", item
        elif shape == "map" and isinstance(member, dict):
            for key, item in member.items():
                if not are_names(name, item):
                    yield held.kind, name, f"{pointer}/{name}/{escape(key)}", item


def place_below(pointer: str, name: str, key: str, kind: str) -> str:
    """Give the pointer of what `children` tells of an object of a kind at a pointer."""
    held = field_of(kind, name)
    pointer = f"{pointer}/{escape(name)}"
    is_one = held is not None and held.shape == "one"
    return pointer if is_one else f"{pointer}/{escape(key)}"


def article(kind: str) -> str:
    """Name a kind of object as one of them."""
    if kind in _PLURALS:
        return f"the {kind}"
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
