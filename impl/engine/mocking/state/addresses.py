"""Addresses of callbacks: runtime expressions (OpenAPI 3.1, §4.8.20.4) filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from impl.engine.mocking.state.messages import ABSENT, MockAnswer, MockRequest
from impl.engine.openapi.pointers import split

_EXPRESSION: Final = re.compile(r"\{(\$[^{}]*)\}")


class NoAddress(ValueError):
    """An address has a part that the exchange does not have; the message says it."""


def address_of(
    template: str, method: str, path: str, request: MockRequest, answer: MockAnswer
) -> str:
    """Return where a callback goes.

    A value at the very start is taken as it is; elsewhere it is escaped, so that it
    brings no parts of an address with it.

    Args:
        template: the key of the Path Item Object in the callback.
        method: of the request.
        path: of the request, filled in.
        request: what was asked.
        answer: what it was answered.

    Raises:
        NoAddress: a value is not there, or is no text, number or boolean.
    """

    def text(expression: str) -> str:
        value = _value(expression, method, path, request, answer)
        if isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return json.dumps(value)
        raise NoAddress(f"{expression} is not there, or no text")

    if template.startswith("$"):
        return text(template)
    return _EXPRESSION.sub(
        lambda found: (
            text(found[1]) if found.start() == 0 else quote(text(found[1]), safe="")
        ),
        template,
    )


def _value(
    expression: str, method: str, path: str, request: MockRequest, answer: MockAnswer
) -> Any:
    match expression:
        case "$url":
            return f"{request.base_url}{path}"
        case "$method":
            return method
        case "$statusCode":
            return answer.status
    side, _, rest = expression.partition(".")
    is_answer = side == "$response"
    if not is_answer and side != "$request":
        return None
    if rest == "body" or rest.startswith("body#"):
        body = answer.body if is_answer else request.body
        return _inside(body, rest.removeprefix("body").removeprefix("#"))
    place, _, name = rest.partition(".")
    if place == "header":
        return _header(answer.headers if is_answer else request.headers, name)
    places = {"query": request.query, "path": request.path}
    return None if is_answer else places.get(place, {}).get(name)


def _header(fields: Mapping[str, str], name: str) -> str | None:
    return next((v for key, v in fields.items() if key.lower() == name.lower()), None)


def _inside(body: Any, pointer: str) -> Any:
    if body is ABSENT:
        return None
    for key in split(pointer) if pointer else ():
        if isinstance(body, dict):
            body = body.get(key)
        elif isinstance(body, list) and key.isdecimal() and int(key) < len(body):
            body = body[int(key)]
        else:
            return None
    return body
