"""Examples of the kinds of changes that are about more than a schema.

Each side is what a path has, and beside it what the document has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from impl.engine.comparison.reports.example_contracts import (
    NONE,
    TEXT,
    Content,
    Sides,
    answer,
    both,
    get,
    pair,
    post,
)
from impl.engine.comparison.reports.example_parts import PARTS

_JSON = {"application/json": {"schema": TEXT}}
_KEYS = {
    name: {"type": "apiKey", "in": "header", "name": f"X-{name}"}
    for name in ("Key", "Token")
}


def _parameter(**members: Any) -> Content:
    held = {"name": "p", "in": "query", "schema": TEXT, **members}
    return get(parameters=[held])


def _body(content: Content = _JSON, *, required: bool = False) -> Content:
    return post(requestBody={"required": required, "content": content})


def _header(**members: Any) -> Content:
    return answer(headers={"X-Header": {"schema": TEXT, **members}})


def _limited(quota: int, **members: Any) -> Content:
    return get(**{"x-rate-limit": {"quota": quota, "window": 60, **members}})


def _link(operation: str) -> Content:
    return answer(links={"next": {"operationId": operation}})


def _secured(*needs: str, scheme: Content | None = None) -> Content:
    schemes = {"OAuth": scheme} if scheme else _KEYS
    security: list[Content] = [{name: []} for name in needs]
    return {**get(security=security), "components": {"securitySchemes": schemes}}


def _signed_in(host: str = "a", *scopes: str, **members: Any) -> Content:
    url = f"https://{host}.example/token"
    flow = {"tokenUrl": url, "scopes": dict.fromkeys(scopes, "")}
    flows = {"clientCredentials": flow}
    scheme = {"type": "oauth2", "flows": flows, **members}
    return _secured("OAuth", scheme=scheme)


def _named(name: str) -> Content:
    schema = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    found = answer(content={"application/json": schema})
    return {**found, "components": {"schemas": {name: TEXT}}}


def _served(urls: list[str]) -> Content:
    return {**get(), "servers": [{"url": url} for url in urls]}


_CALLBACK = {"done": {"{$request.query.url}": post()}}
_URL = {"parameters": [{"name": "url", "in": "query", "schema": TEXT}]}
_TWO_ANSWERS = {"responses": {**NONE["responses"], "202": {"description": ""}}}
_CSV: Content = {"text/csv": {}}

OPERATIONS: Mapping[str, Sides] = {
    **PARTS,
    **both(get(), {**get(), **post()}, "operation-added", "operation-removed"),
    **both(
        get(),
        get(deprecated=True),
        *("operation-deprecated", "operation-reinstated"),
    ),
    **both(
        post(**_URL),
        post(**_URL, callbacks=_CALLBACK),
        *("callback-added", "callback-removed"),
    ),
    **both(
        get(),
        {**get(), "webhooks": {"done": post()}},
        *("webhook-added", "webhook-removed"),
    ),
    **both(
        {"components": {"schemas": {"A": TEXT}}},
        {"components": {"schemas": {"A": TEXT, "B": TEXT}}},
        *("component-added", "component-removed"),
    ),
    **both(
        _secured("Key", "Token"),
        _secured("Key"),
        *("security-narrowed", "security-widened"),
    ),
    "security-changed": (_secured("Key"), _secured("Token")),
    "security-scheme-changed": pair(_signed_in, "a", "b"),
    "security-scheme-widened": (
        _signed_in("a", "read"),
        _signed_in("a", "read", "write"),
    ),
    **both(
        {"openapi": "3.2.0", **_signed_in()},
        {"openapi": "3.2.0", **_signed_in(deprecated=True)},
        *("security-scheme-deprecated", "security-scheme-reinstated"),
    ),
    **both(
        get(),
        _parameter(),
        *("request-parameter-added", "request-parameter-removed"),
    ),
    **both(
        _parameter(),
        _parameter(required=True),
        *("request-parameter-required", "request-parameter-optional"),
    ),
    **both(
        _parameter(),
        _parameter(deprecated=True),
        *("request-parameter-deprecated", "request-parameter-reinstated"),
    ),
    **both(
        _parameter(schema={"type": "integer"}),
        _parameter(schema={"type": "integer"}, allowEmptyValue=True),
        "request-parameter-empty-value-allowed",
        "request-parameter-empty-value-forbidden",
    ),
    **both(
        _parameter(),
        _parameter(allowReserved=True),
        "request-parameter-reserved-characters-allowed",
        "request-parameter-reserved-characters-forbidden",
    ),
    "request-parameter-serialization-changed": (
        _parameter(schema={"type": "array", "minItems": 2}),
        _parameter(schema={"type": "array", "minItems": 2}, explode=False),
    ),
    **both(post(), _body(), "request-body-added", "request-body-removed"),
    **both(
        _body(),
        _body(required=True),
        *("request-body-required", "request-body-optional"),
    ),
    **both(
        _body(),
        _body({**_JSON, **_CSV}),
        *("request-media-type-added", "request-media-type-removed"),
    ),
    **both(
        get(),
        get(**_TWO_ANSWERS),
        *("response-status-added", "response-status-removed"),
    ),
    **both(
        answer(),
        answer(content=_JSON),
        *("response-body-added", "response-body-removed"),
    ),
    "response-unsent-body-changed": (
        {"head": answer(content=_JSON)["get"]},
        {"head": answer(content=_CSV)["get"]},
    ),
    **both(
        answer(content=_JSON),
        answer(content={**_JSON, **_CSV}),
        *("response-media-type-added", "response-media-type-removed"),
    ),
    **both(answer(), _header(), *("response-header-added", "response-header-removed")),
    **both(
        _header(),
        _header(required=True),
        *("response-header-required", "response-header-optional"),
    ),
    **both(
        _header(),
        _header(deprecated=True),
        *("response-header-deprecated", "response-header-reinstated"),
    ),
    "response-header-serialization-changed": pair(
        lambda explode: _header(
            required=True,
            schema={"type": "object", "minProperties": 1},
            explode=explode,
        ),
        *(False, True),
    ),
    **both(answer(), _link("list"), *("response-link-added", "response-link-removed")),
    "response-link-changed": (_link("list"), _link("read")),
    "operation-id-changed": (get(operationId="list"), get(operationId="find")),
    "operation-tags-changed": (get(tags=["things"]), get(tags=["items"])),
    "schema-name-removed": pair(_named, "Thing", "Item"),
    "sunset-changed": pair(
        lambda day: get(deprecated=True, **{"x-sunset": day}),
        *("2031-01-01", "2030-01-01"),
    ),
    **both(get(), _limited(600), "rate-limit-added", "rate-limit-removed"),
    **both(*(_limited(600), _limited(60)), "rate-limit-narrowed", "rate-limit-widened"),
    "rate-limit-changed": (_limited(600), _limited(600, by="everybody")),
    "server-changed": pair(_served, ["https://a.example/v1"], ["https://b.example/v1"]),
    "server-added": pair(
        _served,
        ["https://a.example/v1"],
        ["https://a.example/v1", "https://b.example/v1"],
    ),
    "server-base-path-removed": pair(
        _served, ["https://a.example/v1"], ["https://a.example/v2"]
    ),
}
