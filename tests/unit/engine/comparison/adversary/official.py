"""The fixed fields of the objects of OpenAPI, by its official JSON Schemas."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema_specifications import REGISTRY

from impl.engine.openapi.methods import METHODS

VERSIONS = ("3.0", "3.1", "3.2")
Fields = dict[str, frozenset[str]]
# The schemas have another name for some objects, or one for each form of an object.
_NAMES = {
    "": "OpenAPI",
    "ExternalDocumentation": "ExternalDocs",
    "OauthFlows": "OAuthFlows",
    "Callbacks": "Callback",
    **dict.fromkeys(
        (
            *("APIKeySecurityScheme", "HTTPSecurityScheme", "OAuth2SecurityScheme"),
            "OpenIdConnectSecurityScheme",
        ),
        "SecurityScheme",
    ),
    **dict.fromkeys(
        (
            *("ImplicitOAuthFlow", "PasswordOAuthFlow", "ClientCredentialsFlow"),
            "AuthorizationCodeOAuthFlow",
        ),
        "OAuthFlow",
    ),
}
# Rules that the schemas give a name of their own.
_PIECES = frozenset({"ParameterLocation", "ExplodeForForm"})
# What several objects have in common is told of each.
_SHARED = {"Examples": ("Parameter", "Header", "MediaType")}
# The schema of 3.1 calls the server of a link its body (3.1.1, 4.8.20.1: `server`).
_WRONG = {("3.1", "Link"): {"body": "server"}}
# From 3.1 on these are part of the vocabulary of schemas (3.2, 4.25 and 4.26).
_OF_SCHEMAS = ("Discriminator", "XML")
_NEW = {"Discriminator": {"defaultMapping"}, "XML": {"nodeType"}}
_OWN_KEYWORDS = {"discriminator", "example", "externalDocs", "xml"}


@cache
def fields(version: str) -> Fields:
    """Give the fixed fields of each object that has some."""
    package = files("openapi_spec_validator")
    path = package / f"resources/schemas/v{version}/schema.json"
    schema = json.loads(path.read_bytes())
    definitions = schema.pop("$defs", None) or schema.pop("definitions")
    found: dict[str, set[str]] = {}
    for name, part in {"": schema, **definitions}.items():
        label = "".join(word[0].upper() + word[1:] for word in name.split("-") if word)
        known = _NAMES.get(label, label)
        if known == "OAuthFlows" and "$defs" in part:
            found["OAuthFlow"] = set(_members(part["$defs"]))
            del part["$defs"]
        for owner in _SHARED.get(known, (known,)):
            odd = _WRONG.get((version, owner), {})
            names = {odd.get(each, each) for each in _members(part)}
            found.setdefault(owner, set()).update(names)
    found["PathItem"] |= {*METHODS, "$ref"}
    found["Reference"].add("$ref")
    if version != "3.0":
        found["Schema"] = {*_keywords(), *_OWN_KEYWORDS}
        for name in _OF_SCHEMAS:
            more = _NEW[name] if version == "3.2" else set()
            found[name] = {*fields("3.0")[name], *more}
    return {
        name: frozenset(names)
        for name, names in found.items()
        if names and name not in _PIECES
    }


def _members(schema: Any) -> Iterator[str]:
    """Name the members that a schema describes, in any of its alternatives."""
    if isinstance(schema, list):
        for each in schema:
            yield from _members(each)
    if not isinstance(schema, dict):
        return
    for keyword, held in schema.items():
        if keyword == "properties":
            yield from held
        elif keyword in {"dependentSchemas", "$defs"}:
            yield from _members(list(held.values()))
        elif keyword not in _OUTWARD:
            yield from _members(held)


_OUTWARD = frozenset(
    {"patternProperties", "additionalProperties", "items", "not", "contains"}
)


def _keywords() -> Iterator[str]:
    """Name the keywords of JSON Schema 2020-12, by its vocabularies."""
    start = "https://json-schema.org/draft/2020-12/"
    whole = REGISTRY.contents(f"{start}schema")
    yield from whole["properties"]
    for part in whole["allOf"]:
        yield from REGISTRY.contents(f"{start}{part['$ref']}")["properties"]
