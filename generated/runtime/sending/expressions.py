# A copy of Countersign's scripts/codegen/runtime/sending/expressions.py.
"""Runtime expressions (OpenAPI 3.1, §4.8.20.4): the address of a callback."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ..vocabulary.path_templates import EXPRESSION

_TCHAR = r"[!#$%&'*+.^_`|~0-9A-Za-z-]"
_WHOLE = re.compile(
    r"\$(?:(?P<plain>url|method|statusCode)"
    r"|(?P<side>request|response)\."
    rf"(?:(?P<part>header)\.(?P<token>{_TCHAR}+)"
    r"|(?P<pair>query|path)\.(?P<name>.*)"
    r"|(?P<body>body)(?:#(?P<pointer>.*))?))",
    re.DOTALL,
)
_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*", re.DOTALL)

Part = Literal["url", "method", "status", "header", "query", "path", "body"]


class ExpressionError(ValueError):
    """A text is no runtime expression; the message says why."""


@dataclass(frozen=True, slots=True)
class Literally:
    """Text that stands for itself."""

    text: str


@dataclass(frozen=True, slots=True)
class PathName:
    """The place of a path parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A value of the exchange that a callback goes back to.

    `name` is that of a header, query or path parameter, or a JSON Pointer (RFC 6901)
    into the body; without one the whole body is meant.
    """

    text: str
    part: Part
    of_response: bool = False
    name: str | None = None


UrlTemplate = tuple[Literally | PathName | Expression, ...]


def parse_template(text: str, names: Collection[str] = ()) -> UrlTemplate:
    """Return the parts of an address with expressions in braces, or of a bare one.

    `names` are those of path parameters, which may stand in braces too.

    Raises:
        ExpressionError: a part is not as the specification's grammar has it.
    """
    if text.startswith("$"):
        return (parse_expression(text),)
    parts: list[Literally | PathName | Expression] = []
    for index, piece in enumerate(EXPRESSION.split(text)):
        if index % 2:
            parts.append(PathName(piece) if piece in names else parse_expression(piece))
        elif {"{", "}"} & set(piece):
            raise ExpressionError("has a brace without its counterpart")
        elif piece:
            parts.append(Literally(piece))
    if not parts:
        raise ExpressionError("is empty")
    return tuple(parts)


def parse_expression(text: str) -> Expression:
    """Return one expression, without braces.

    Raises:
        ExpressionError: it is none.
    """
    match = _WHOLE.fullmatch(text)
    if match is None:
        raise ExpressionError(
            f"has {text[:100]!r}, which is none of $url, $method, $statusCode, "
            "$request.… and $response.…"
        )
    plain = match["plain"]
    if plain:
        parts: dict[str, Part] = {
            "url": "url",
            "method": "method",
            "statusCode": "status",
        }
        return Expression(text, parts[plain])
    of_response = match["side"] == "response"
    if match["part"]:
        return Expression(text, "header", of_response, match["token"])
    if match["pair"]:
        if of_response:
            raise ExpressionError(f"has {text[:100]!r}, but a response has no such")
        return Expression(
            text, "query" if match["pair"] == "query" else "path", name=match["name"]
        )
    pointer = match["pointer"]
    if pointer is not None and not _POINTER.fullmatch(pointer):
        raise ExpressionError(f"has {pointer[:100]!r}, which is no JSON Pointer")
    return Expression(text, "body", of_response, pointer)
