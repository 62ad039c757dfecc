# A copy of Countersign's scripts/codegen/runtime/sending/triggers.py.
"""The exchange that a callback goes back to, and the addresses in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter

from ..http.context import Context
from ..http.path_trie import Trie, named
from ..http.query_and_cookies import parse_query
from ..http.refusal import Refusal
from ..responses.sealed import Sealed
from ..syntax.percent_encoding import unescape, unescape_form
from .expressions import Expression, Literally, PathName, UrlTemplate
from .outcomes import NoTarget
from .parameter_encoder import plain_header

_ANYTHING = TypeAdapter[Any](Any)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A request, and what it was answered, that callbacks take their address from.

    Attributes:
        url: the request's whole URL.
        method: the request's method.
        headers: the request's header fields, names in lower case.
        path: the request's path parameters, decoded.
        body: the request's body: a view, or any JSON value.
        response: the sealed response, where a callback's address is taken from it.
    """

    url: str
    method: str
    headers: Mapping[str, str] = field(default_factory=dict)
    path: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    response: Sealed | None = None

    @classmethod
    def of(
        cls, context: Context, *, body: object = None, response: Sealed | None = None
    ) -> Trigger:
        """Return the trigger that a handler's arguments make."""
        scope, headers = context.scope, context.headers
        raw = scope.get("raw_path")
        whole = quote(scope["path"]) if raw is None else raw.decode("latin-1")
        whole = whole.partition("?")[0]
        names = (name.decode("latin-1").lower() for name, _ in scope["headers"])
        return cls(
            _url(scope, context, whole),
            context.method,
            {name: headers.get(name) or "" for name in names},
            _path_parameters(context, whole),
            body,
            response,
        )


def _url(scope: Mapping[str, Any], context: Context, path: str) -> str:
    name, port = scope.get("server") or ("", None)
    default = "localhost" if port is None else f"{name}:{port}"
    host = context.header("host") or default
    query = scope.get("query_string", b"").decode("latin-1")
    return f"{scope.get('scheme', 'http')}://{host}{path}" + (query and f"?{query}")


def _path_parameters(context: Context, path: str) -> dict[str, str]:
    root = context.scope.get("root_path")
    template: Trie[None] = Trie()
    template.add(context.operation.path, context.method, None)
    found = template.find(path.removeprefix(quote(root)) if root else path)
    if found is None:
        return {}
    node, texts = found
    _, names = node.methods[context.method]
    return {name: unescape(text) for name, text in named(names, texts).items()}


def address(template: UrlTemplate, trigger: Trigger) -> str:
    """Return a callback's address, places of path parameters left as they are.

    A value at the very start is taken as it is; anywhere else it is escaped, so that it
    can't bring parts of an address with it.

    Raises:
        NoTarget: the trigger lacks a value, or it is no text, number or boolean.
    """
    parts = []
    for index, part in enumerate(template):
        match part:
            case Literally(text):
                parts.append(text)
            case PathName(name):
                parts.append(f"{{{name}}}")
            case Expression():
                text = _text(part, trigger)
                parts.append(text if index == 0 else quote(text, safe=""))
    return "".join(parts)


def _text(expression: Expression, trigger: Trigger) -> str:
    value = _value(expression, trigger)
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise NoTarget(
        f"{expression.text} is {'not there' if value is None else 'no text'}"
    )


def _value(expression: Expression, trigger: Trigger) -> object:
    name = expression.name or ""
    match expression.part:
        case "url":
            return trigger.url
        case "method":
            return trigger.method
        case "status":
            return _status(trigger.response)
        case "query":
            return _query(trigger.url, name)
        case "path":
            return trigger.path.get(name)
        case "header":
            if expression.of_response:
                return _response_header(trigger.response, name)
            return trigger.headers.get(name.lower())
    body = trigger.body
    if expression.of_response:
        body = getattr(trigger.response, "body", None)
    return _inside(body, expression.name)


def _query(url: str, name: str) -> str | None:
    query = url.partition("#")[0].partition("?")[2]
    try:
        values = parse_query(query.encode("latin-1", "replace")).get(name)
        return unescape_form(values[0]) if values else None
    except (Refusal, ValueError):
        return None


def _status(response: Sealed | None) -> object:
    if response is None or response.status_code.isdigit():
        return response and int(response.status_code)
    return getattr(response, "status", None)


def _response_header(response: Sealed | None, name: str) -> str | None:
    for header in response.headers if response else ():
        if header.name.lower() == name.lower():
            value = getattr(response, header.argument)
            kind = type(response).__annotations__.get(header.argument, object)
            value = TypeAdapter[Any](kind).dump_python(value, mode="json")
            return None if value is None else plain_header(value, header.explode)
    return None


def _inside(body: object, pointer: str | None) -> object:
    if isinstance(body, bytes):
        body = body.decode(errors="replace")
    value = _ANYTHING.dump_python(body, mode="json", by_alias=True, exclude_unset=True)
    for token in (pointer or "").split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and _is_index(key, len(value)):
            value = value[int(key)]
        else:
            return None
    return value


def _is_index(token: str, length: int) -> bool:
    if not token.isascii() or not token.isdigit() or len(token) > 9:
        return False
    return str(int(token)) == token and int(token) < length
