"""Examples of the kinds of changes that are about more than a schema.

Each side is what a path has, and beside it what the document has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from impl.engine.openapi.methods import METHODS

Content = dict[str, Any]
Sides = tuple[Content, Content]

NONE: Content = {"responses": {"204": {"description": ""}}}
_TEXT = {"type": "string"}
_JSON = {"application/json": {"schema": _TEXT}}
_PATH = "/things"
_SIGN_IN, _SIGN_IN_ELSEWHERE = (
    {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": url, "scopes": {}}},
    }
    for url in ("https://a.example/token", "https://b.example/token")
)
_KEYS = {
    name: {"type": "apiKey", "in": "header", "name": f"X-{name}"}
    for name in ("Key", "Token")
}


def contract(fragment: Content, **members: Any) -> Content:
    """Write the contract of a side of an example.

    Args:
        fragment: members of a path, and of the document.
        members: more members of the document.
    """
    item = {key: held for key, held in fragment.items() if key in METHODS}
    rest = {key: held for key, held in fragment.items() if key not in METHODS}
    paths = {_PATH: item} if item else {}
    info = {"title": "Example", "version": "1.0.0"}
    whole = {"openapi": "3.1.0", "info": info, "paths": paths, **rest, **members}
    if not item and "paths" not in fragment and "webhooks" not in fragment:
        del whole["paths"]
    return whole


def _get(**members: Any) -> Content:
    return {"get": {**NONE, **members}}


def _post(**members: Any) -> Content:
    return {"post": {**NONE, **members}}


def _parameter(**members: Any) -> Content:
    held = {"name": "p", "in": "query", "schema": _TEXT, **members}
    return _get(parameters=[held])


def _body(content: Content = _JSON, *, required: bool = False) -> Content:
    return _post(requestBody={"required": required, "content": content})


def _part(**encoding: Any) -> Content:
    schema = {"type": "object", "properties": {"a": _TEXT}, "required": ["a"]}
    form = {"schema": schema, "encoding": {"a": encoding}}
    content = {"multipart/form-data": form}
    return _post(requestBody={"required": True, "content": content})


def _part_header(**members: Any) -> Content:
    return _part(headers={"X-Part": {"schema": _TEXT, **members}})


def _list_in_form(*, explode: bool) -> Content:
    items = {"type": "array", "items": _TEXT, "minItems": 2}
    schema = {"type": "object", "properties": {"a": items}, "required": ["a"]}
    form = {"schema": schema, "encoding": {"a": {"explode": explode}}}
    content = {"application/x-www-form-urlencoded": form}
    return _post(requestBody={"required": True, "content": content})


def _answer(status: str = "200", **members: Any) -> Content:
    return _get(responses={status: {"description": "", **members}})


def _header(**members: Any) -> Content:
    return _answer(headers={"X-Header": {"schema": _TEXT, **members}})


def _link(operation: str) -> Content:
    return _answer(links={"next": {"operationId": operation}})


def _secured(*needs: str, scheme: Content | None = None) -> Content:
    schemes = {"OAuth": scheme} if scheme else _KEYS
    security: list[Content] = [{name: []} for name in needs]
    return {**_get(security=security), "components": {"securitySchemes": schemes}}


def _named(name: str) -> Content:
    schema = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    answer = _answer(content={"application/json": schema})
    return {**answer, "components": {"schemas": {name: _TEXT}}}


def _served(urls: list[str]) -> Content:
    return {**_get(), "servers": [{"url": url} for url in urls]}


def _pair(write: Callable[[Any], Content], before: Any, after: Any) -> Sides:
    """Write both sides of a change alike."""
    return write(before), write(after)


def _both(there: Content, back: Content, *names: str) -> dict[str, Sides]:
    """Write a change, and the one that takes it back."""
    return {names[0]: (there, back), names[1]: (back, there)}


_CALLBACK = {"done": {"{$request.query.url}": _post()}}
_URL = {"parameters": [{"name": "url", "in": "query", "schema": _TEXT}]}
_TWO_ANSWERS = {"responses": {**NONE["responses"], "202": {"description": ""}}}
_CSV: Content = {"text/csv": {}}

OPERATIONS: Mapping[str, Sides] = {
    **_both(_get(), {**_get(), **_post()}, "operation-added", "operation-removed"),
    **_both(
        _get(),
        _get(deprecated=True),
        *("operation-deprecated", "operation-reinstated"),
    ),
    **_both(
        _post(**_URL),
        _post(**_URL, callbacks=_CALLBACK),
        *("callback-added", "callback-removed"),
    ),
    **_both(
        _get(),
        {**_get(), "webhooks": {"done": _post()}},
        *("webhook-added", "webhook-removed"),
    ),
    **_both(
        {"components": {"schemas": {"A": _TEXT}}},
        {"components": {"schemas": {"A": _TEXT, "B": _TEXT}}},
        *("component-added", "component-removed"),
    ),
    **_both(
        _secured("Key", "Token"),
        _secured("Key"),
        *("security-narrowed", "security-widened"),
    ),
    "security-changed": (_secured("Key"), _secured("Token")),
    "security-scheme-changed": (
        _secured("OAuth", scheme=_SIGN_IN),
        _secured("OAuth", scheme=_SIGN_IN_ELSEWHERE),
    ),
    **_both(
        _get(),
        _parameter(),
        *("request-parameter-added", "request-parameter-removed"),
    ),
    **_both(
        _parameter(),
        _parameter(required=True),
        *("request-parameter-required", "request-parameter-optional"),
    ),
    **_both(
        _parameter(),
        _parameter(deprecated=True),
        *("request-parameter-deprecated", "request-parameter-reinstated"),
    ),
    **_both(
        _parameter(schema={"type": "integer"}),
        _parameter(schema={"type": "integer"}, allowEmptyValue=True),
        "request-parameter-empty-value-allowed",
        "request-parameter-empty-value-forbidden",
    ),
    **_both(
        _parameter(),
        _parameter(allowReserved=True),
        "request-parameter-reserved-characters-allowed",
        "request-parameter-reserved-characters-forbidden",
    ),
    "request-parameter-serialization-changed": (
        _parameter(schema={"type": "array", "minItems": 2}),
        _parameter(schema={"type": "array", "minItems": 2}, explode=False),
    ),
    **_both(_post(), _body(), "request-body-added", "request-body-removed"),
    **_both(
        _body(),
        _body(required=True),
        *("request-body-required", "request-body-optional"),
    ),
    **_both(
        _body(),
        _body({**_JSON, **_CSV}),
        *("request-media-type-added", "request-media-type-removed"),
    ),
    **_both(
        _part(contentType="image/png, image/jpeg"),
        _part(contentType="image/png"),
        *("request-part-media-type-narrowed", "request-part-media-type-widened"),
    ),
    "request-part-media-type-changed": (
        _part(contentType="image/png"),
        _part(contentType="image/jpeg"),
    ),
    **_both(
        _part(),
        _part_header(),
        *("request-part-header-added", "request-part-header-removed"),
    ),
    **_both(
        _part_header(),
        _part_header(required=True),
        *("request-part-header-required", "request-part-header-optional"),
    ),
    "request-part-header-changed": (
        _part_header(required=True),
        _part_header(required=True, schema={"type": "integer"}),
    ),
    "request-part-serialization-changed": (
        _list_in_form(explode=True),
        _list_in_form(explode=False),
    ),
    **_both(
        _get(),
        _get(**_TWO_ANSWERS),
        *("response-status-added", "response-status-removed"),
    ),
    **_both(
        _answer(),
        _answer(content=_JSON),
        *("response-body-added", "response-body-removed"),
    ),
    **_both(
        _answer(content=_JSON),
        _answer(content={**_JSON, **_CSV}),
        *("response-media-type-added", "response-media-type-removed"),
    ),
    **_both(
        _answer(), _header(), *("response-header-added", "response-header-removed")
    ),
    **_both(
        _header(),
        _header(required=True),
        *("response-header-required", "response-header-optional"),
    ),
    "response-header-serialization-changed": _pair(
        lambda explode: _header(
            required=True,
            schema={"type": "object", "minProperties": 1},
            explode=explode,
        ),
        *(False, True),
    ),
    **_both(
        _answer(), _link("list"), *("response-link-added", "response-link-removed")
    ),
    "response-link-changed": (_link("list"), _link("read")),
    "operation-id-changed": (_get(operationId="list"), _get(operationId="find")),
    "operation-tags-changed": (_get(tags=["things"]), _get(tags=["items"])),
    "schema-name-removed": _pair(_named, "Thing", "Item"),
    "sunset-changed": _pair(
        lambda day: _get(deprecated=True, **{"x-sunset": day}),
        *("2031-01-01", "2030-01-01"),
    ),
    "server-changed": _pair(
        _served, ["https://a.example/v1"], ["https://b.example/v1"]
    ),
    "server-added": _pair(
        _served,
        ["https://a.example/v1"],
        ["https://a.example/v1", "https://b.example/v1"],
    ),
    "server-base-path-removed": _pair(
        _served, ["https://a.example/v1"], ["https://a.example/v2"]
    ),
}
