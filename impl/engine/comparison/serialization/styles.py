"""Parameters on the wire: from values to text and back (OpenAPI 3.1, 4.8.12; RFC 6570).

Text does not say what it means: ``1,2`` may be a list or a string. Reading gives all
that a text may mean; a schema decides.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_plus

from impl.engine.comparison.contract.form_encodings import is_text

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
        DeclaredParameter,
    )

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "|"}
_RESERVED = ":/?#[]@!$'()*+,;"
TextPairs = list[tuple[str, str]]


def split(text: str, separator: str) -> TextPairs:
    """Take a query or a cookie header apart; names and texts stay escaped."""
    parts = [part.partition("=") for part in text.split(separator) if part]
    return [(name, value) for name, _, value in parts]


class NamedPairs:
    """The pairs of a query or of cookies, and those of each name.

    Attributes:
        all: the pairs as they are written.
        by_name: the same by what their names mean.
    """

    def __init__(self, pairs: TextPairs) -> None:
        self.all = pairs
        self.by_name: dict[str, TextPairs] = {}
        for pair in pairs:
            self.by_name.setdefault(unquote_plus(pair[0]), []).append(pair)


def write_pairs(parameter: DeclaredParameter, value: Any) -> TextPairs:
    """Write a value for the query or a cookie, as escaped names and texts."""
    name = quote(parameter.name, safe="")
    if parameter.content:
        return [(name, quote(_document(parameter.content, value), safe=""))]
    if isinstance(value, list) and parameter.explode:
        return [(name, _escaped(parameter, item)) for item in value]
    if isinstance(value, dict):
        members = [
            (quote(key, safe=""), _escaped(parameter, item))
            for key, item in value.items()
        ]
        if parameter.style == "deepObject":
            return [(f"{name}%5B{key}%5D", item) for key, item in members]
        if parameter.explode:
            return members
        return [(name, ",".join(part for member in members for part in member))]
    if isinstance(value, list):
        delimiter = _DELIMITERS.get(parameter.style, ",")
        return [(name, delimiter.join(_escaped(parameter, item) for item in value))]
    return [(name, _escaped(parameter, value))]


def write_text(parameter: DeclaredParameter, value: Any) -> str:
    """Write a value for the path or a header."""
    if parameter.content:
        return _document(parameter.content, value)
    if parameter.place == "header":
        return _simple(value, parameter.explode, text_of)
    text = _simple(value, parameter.explode, lambda item: quote(text_of(item), safe=""))
    if parameter.style == "label":
        return "." + (text.replace(",", ".") if parameter.explode else text)
    if parameter.style == "matrix":
        return _matrix(parameter, value, text)
    return text


def is_writable(parameter: DeclaredParameter, value: Any) -> bool:
    """Tell whether a value can be read from what is written for it.

    Of lists in lists, or in objects, no style says how they are written.
    """
    if parameter.place in {"query", "cookie"}:
        pairs = write_pairs(parameter, value)
        return not pairs or value in read_pairs(parameter, pairs)
    if parameter.place == "header" and isinstance(value, list):
        # Elements of nothing, and commas in others, are what a reader takes them for.
        return not any(isinstance(item, list | dict) for item in value)
    return value in read_text(parameter, write_text(parameter, value))


def _matrix(parameter: DeclaredParameter, value: Any, text: str) -> str:
    name = quote(parameter.name, safe="")
    if parameter.explode and isinstance(value, list):
        return "".join(f";{name}={quote(text_of(item), safe='')}" for item in value)
    if parameter.explode and isinstance(value, dict):
        return ";" + text.replace(",", ";")
    return f";{name}={text}"


def _simple(value: Any, explode: bool, escape: Any) -> str:
    if isinstance(value, list):
        return ",".join(escape(item) for item in value)
    if isinstance(value, dict):
        sign = "=" if explode else ","
        return ",".join(f"{escape(k)}{sign}{escape(v)}" for k, v in value.items())
    return str(escape(value))


def _escaped(parameter: DeclaredParameter, value: Any) -> str:
    safe = _RESERVED if parameter.allow_reserved else ""
    return quote(text_of(value), safe=safe)


def text_of(value: Any) -> str:
    """Write a scalar."""
    return value if isinstance(value, str) else json.dumps(value)


def read_pairs(parameter: DeclaredParameter, pairs: TextPairs) -> list[Any]:
    """Give what the pairs of a query or cookie may mean; nothing if it is not there."""
    own = [text for name, text in pairs if unquote_plus(name) == parameter.name]
    if parameter.content:
        return _documents(parameter.content, unquote_plus(own[0])) if own else []
    if parameter.style == "deepObject":
        return _deep(parameter.name, pairs)
    found: list[Any] = []
    if parameter.explode:
        if own:
            found += _lists([unquote_plus(text) for text in own])
        if len(own) == 1:
            found += scalars(unquote_plus(own[0]))
        if not own and pairs:
            found += _objects(
                {unquote_plus(name): unquote_plus(text) for name, text in pairs}
            )
        return found
    if len(own) != 1:
        return []
    delimiter = _DELIMITERS.get(parameter.style, ",")
    parts = [unquote_plus(part) for part in re.split(re.escape(delimiter), own[0])]
    return [*scalars(unquote_plus(own[0])), *_compound(parts)]


def read_text(parameter: DeclaredParameter, text: str) -> list[Any]:
    """Give what the text of a path segment or a header may mean."""
    if parameter.content:
        return _documents(parameter.content, text)
    delimiter = ","
    if parameter.style == "label":
        if not text.startswith("."):
            return []
        text, delimiter = text[1:], "." if parameter.explode else ","
    if parameter.style == "matrix":
        name = quote(parameter.name, safe="")
        if not text.startswith(";"):
            return []
        text = text[1:].replace(f"{name}=", "")
        delimiter = ";" if parameter.explode else ","
    if parameter.place == "header" and not text:
        # Of a list, elements of nothing are not there (RFC 9110, 5.6.1.2).
        return ["", [], {}]
    unescape = unquote_plus if parameter.place == "path" else str
    parts = [unescape(part) for part in text.split(delimiter)]
    found = [*scalars(unescape(text)), *_lists(parts)]
    if parameter.explode and all("=" in part for part in parts):
        split = [part.partition("=") for part in parts]
        return [*found, *_objects({name: held for name, _, held in split})]
    return found if parameter.explode else [*scalars(unescape(text)), *_compound(parts)]


def _compound(parts: list[str]) -> list[Any]:
    found = _lists(parts)
    if len(parts) % 2 == 0:
        found += _objects(dict(zip(parts[::2], parts[1::2], strict=True)))
    return found


def _deep(name: str, pairs: TextPairs) -> list[Any]:
    members = {}
    for key, text in pairs:
        there = unquote_plus(key)
        if there.startswith(f"{name}[") and there.endswith("]"):
            members[there[len(name) + 1 : -1]] = unquote_plus(text)
    return _objects(members) if members else []


def _lists(texts: list[str]) -> list[Any]:
    return [[scalars(text)[0] for text in texts], list(texts)]


def _objects(members: dict[str, str]) -> list[Any]:
    return [{name: scalars(text)[0] for name, text in members.items()}, members]


def scalars(text: str) -> list[Any]:
    """Give what the text of a scalar may mean, a text last."""
    found: list[Any] = []
    if _NUMBER.match(text):
        number = json.loads(text)
        whole = isinstance(number, float) and number.is_integer()
        found.append(int(number) if whole and abs(number) < 2**53 else number)
    if text in {"true", "false"}:
        found.append(text == "true")
    if text == "null":
        found.append(None)
    return [*found, text]


def _document(content: DeclaredContent, value: Any) -> str:
    """Write a value in a media type: as JSON, or as the text that a scalar is."""
    is_one = is_text(content.media_type) and not isinstance(value, list | dict)
    return text_of(value) if is_one else json.dumps(value)


def _documents(content: DeclaredContent, text: str) -> list[Any]:
    """Read a text in a media type; nothing if it should be JSON and is none."""
    if is_text(content.media_type):
        return [*reversed(scalars(text))]
    if not content.is_json:
        return [text]
    try:
        return [json.loads(text)]
    except ValueError:
        return []
