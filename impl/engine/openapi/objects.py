"""The objects of OpenAPI 3.0 to 3.2: which members hold which other objects.

What a table does not name (descriptions, examples, extensions, defaults) is plain data
and never searched: a ``$ref`` in an example is an example of a ``$ref``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Shape = Literal["one", "list", "map"]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


@dataclass(frozen=True, slots=True)
class Field:
    """A member that holds one object of a kind, a list, or a map of them."""

    kind: str
    shape: Shape = "one"


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of object.

    Attributes:
        fields: the members that hold other objects.
        rest: what all other members hold, unless their name starts with ``x-``.
        section: where ``components`` keeps objects of this kind.
        referable: a ``$ref`` may stand in place of the object.
        stub: a small valid object of this kind.
    """

    fields: Mapping[str, Field] = field(default_factory=dict)
    rest: Field | None = None
    section: str = ""
    referable: bool = False
    stub: Mapping[str, Any] = field(default_factory=dict)


def _all(kind: str, shape: Shape, *names: str) -> dict[str, Field]:
    return dict.fromkeys(names, Field(kind, shape))


_PLURALS = frozenset({"components", "paths", "responses"})
_REFERENCE = {"$ref": "#"}
_SCHEMA = {
    **_all("schema", "one", "items", "additionalProperties", "not", "if", "then"),
    **_all("schema", "one", "else", "contains", "propertyNames", "contentSchema"),
    **_all("schema", "one", "unevaluatedItems", "unevaluatedProperties"),
    **_all("schema", "list", "allOf", "anyOf", "oneOf", "prefixItems"),
    **_all("schema", "map", "properties", "patternProperties", "dependentSchemas"),
    **_all("schema", "map", "$defs", "definitions"),
}
_CARRIER = {
    "schema": Field("schema"),
    "content": Field("media type", "map"),
    "examples": Field("example", "map"),
}

KINDS: dict[str, Kind] = {
    "document": Kind(
        {
            "servers": Field("server", "list"),
            "paths": Field("paths"),
            "webhooks": Field("path item", "map"),
            "components": Field("components"),
            "tags": Field("tag", "list"),
        }
    ),
    "server": Kind(stub={"url": "/"}),
    "tag": Kind(stub={"name": ""}),
    "paths": Kind(rest=Field("path item")),
    "path item": Kind(
        {
            **_all("operation", "one", *METHODS),
            "additionalOperations": Field("operation", "map"),
            "parameters": Field("parameter", "list"),
            "servers": Field("server", "list"),
        },
        section="pathItems",
        referable=True,
    ),
    "operation": Kind(
        {
            "parameters": Field("parameter", "list"),
            "requestBody": Field("request body"),
            "responses": Field("responses"),
            "callbacks": Field("callback", "map"),
            "servers": Field("server", "list"),
        },
        stub={"responses": {"default": {"description": ""}}},
    ),
    "responses": Kind(rest=Field("response"), stub={"default": {"description": ""}}),
    "response": Kind(
        {
            "headers": Field("header", "map"),
            "content": Field("media type", "map"),
            "links": Field("link", "map"),
        },
        section="responses",
        referable=True,
        stub=_REFERENCE,
    ),
    "parameter": Kind(_CARRIER, section="parameters", referable=True, stub=_REFERENCE),
    "header": Kind(_CARRIER, section="headers", referable=True, stub=_REFERENCE),
    "request body": Kind(
        {"content": Field("media type", "map")},
        section="requestBodies",
        referable=True,
        stub=_REFERENCE,
    ),
    "media type": Kind(
        {
            "schema": Field("schema"),
            "itemSchema": Field("schema"),
            "examples": Field("example", "map"),
            "encoding": Field("encoding", "map"),
            "prefixEncoding": Field("encoding", "list"),
            "itemEncoding": Field("encoding"),
        },
        section="mediaTypes",
    ),
    "encoding": Kind(
        {
            "headers": Field("header", "map"),
            "encoding": Field("encoding", "map"),
            "prefixEncoding": Field("encoding", "list"),
            "itemEncoding": Field("encoding"),
        }
    ),
    "example": Kind(section="examples", referable=True, stub=_REFERENCE),
    "link": Kind(
        {"server": Field("server")}, section="links", referable=True, stub=_REFERENCE
    ),
    "callback": Kind(
        rest=Field("path item"), section="callbacks", referable=True, stub=_REFERENCE
    ),
    "security scheme": Kind(section="securitySchemes", referable=True, stub=_REFERENCE),
    "schema": Kind(_SCHEMA, section="schemas", referable=True),
}
KINDS["components"] = Kind(
    {kind.section: Field(name, "map") for name, kind in KINDS.items() if kind.section}
)


def field_of(kind: str, name: str) -> Field | None:
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
                yield held.kind, name, key, item


def article(kind: str) -> str:
    """Name a kind of object as one of them."""
    if kind in _PLURALS:
        return f"the {kind}"
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
