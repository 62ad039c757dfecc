"""Forms: urlencoded (WHATWG URL, §5) and multipart/form-data (RFC 7578)."""

from __future__ import annotations

import re

from .escapes import EscapeError, unescape_form
from .json_text import MalformedJson, parse
from .shapes import TEXT, Shape
from .styles import StyleError, objects

_MOST_PARTS = 1000
_NAME = re.compile(r'(?:^|;)[ \t]*name="((?:[^"\\]|\\.)*)"', re.IGNORECASE)


class FormError(ValueError):
    """A body is not a well-formed form; the message says why."""


def parse_urlencoded(content: bytes, shape: Shape) -> list[object]:
    """Return the objects that a urlencoded form may mean, the likeliest first.

    A member that is an array is given once for each item, one that is an object as JSON
    (OpenAPI 3.1, §4.8.15.1).

    Raises:
        FormError: the form is not well-formed.
    """
    pairs = []
    for part in content.decode("latin-1").split("&"):
        if part:
            name, _, value = part.partition("=")
            try:
                pairs.append((unescape_form(name), unescape_form(value)))
            except EscapeError as error:
                raise FormError(f"has a field that {error}") from None
    return _values(pairs, shape)


def parse_multipart(content: bytes, boundary: str, shape: Shape) -> list[object]:
    """Return the objects that a multipart form may mean, the likeliest first.

    Parts that are not UTF-8 become text with one character for each byte (Latin-1).

    Raises:
        FormError: the form is not well-formed.
    """
    if not boundary or len(boundary) > 70:
        raise FormError("has no valid boundary (RFC 2046, §5.1.1)")
    mark = b"\r\n--" + boundary.encode("latin-1", "replace")
    sections = (b"\r\n" + content).split(mark)
    if len(sections) < 2 or not sections[-1].startswith(b"--"):
        raise FormError("does not end with its boundary")
    if len(sections) > _MOST_PARTS:
        raise FormError(f"has more than {_MOST_PARTS} parts")
    return _values([_part(section) for section in sections[1:-1]], shape)


def _part(section: bytes) -> tuple[str, str]:
    if not section.lstrip(b" \t").startswith(b"\r\n"):
        raise FormError("has a malformed boundary")
    head, separator, body = section.lstrip(b" \t").partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        field, _, value = line.partition(b":")
        if field.strip().lower() == b"content-disposition" and separator:
            found = _NAME.search(_text(value))
            if found:
                return re.sub(r"\\(.)", r"\1", found[1]), _text(body)
    raise FormError("has a part without a name")


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _values(pairs: list[tuple[str, str]], shape: Shape) -> list[object]:
    nested: dict[str, object] = {}
    plain = []
    for name, text in pairs:
        part = shape.properties.get(name, TEXT)
        if not part.takes("object"):
            plain.append((name, text))
            continue
        if name in nested:
            raise FormError(f"has more than one value for {name[:100]!r}")
        try:
            nested[name] = parse(text.encode())
        except MalformedJson as error:
            raise FormError(f"has a field that is not JSON: {error.detail}") from None
    try:
        found = objects(plain, shape)
    except StyleError as error:
        raise FormError(str(error)) from None
    return [{**value, **nested} for value in found if isinstance(value, dict)]
