"""Header fields of responses: values checked by the gate, and written (RFC 9110)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from .answers import RawHeaders, field_value
from .gate import Gate
from .media import parse_media_type
from .messages import faults
from .operation import Header

_ANY = TypeAdapter[Any](object)


class FieldError(ValueError):
    """A header field is not what the contract declares; the message says how."""


class ResponseField:
    """One declared header field: in style simple, or a document of a media type.

    Set-Cookie has a field line of its own for each item of an array, because commas may
    stand inside a cookie (RFC 6265, §3).
    """

    def __init__(self, header: Header, gate: Gate) -> None:
        self.header = header
        self._name = header.name.lower().encode("ascii")
        self._validator = gate.validator(header.schema)

    def write(self, value: object, headers: RawHeaders) -> None:
        """Add the lines of a value; an optional field may be None.

        Raises:
            FieldError: the schema does not allow the value, or a field can't hold it.
        """
        if value is None:
            if self.header.required:
                raise FieldError(f"header {self.header.name} is missing")
            return
        if not isinstance(value, str):
            value = _ANY.dump_python(
                value, mode="json", by_alias=True, exclude_unset=True, warnings=False
            )
        if not self._validator.is_valid(value):
            raise FieldError(self._complaint(value))
        try:
            for text in self._texts(value):
                headers.append((self._name, field_value(text)))
        except ValueError as error:
            raise FieldError(f"header {self.header.name}: {error}") from None

    def _complaint(self, value: object) -> str:
        fault = faults(self._validator, value)[0]
        where = f" {fault.pointer}" if fault.pointer else ""
        return f"header {self.header.name}{where} {fault.detail}"

    def _texts(self, value: object) -> Iterator[str]:
        if isinstance(value, list) and self._name == b"set-cookie":
            yield from map(_scalar, value)
        else:
            yield text_of(self.header, value)


def is_json_field(header: Header) -> bool:
    """Is the value of a field a JSON text?"""
    media = parse_media_type(header.content) if header.content else None
    return media is not None and media.is_json


def text_of(header: Header, value: object) -> str:
    """Return the text of a field: JSON, or style simple (OpenAPI 3.1, §4.8.21).

    Raises:
        ValueError: the style has no text for the value.
    """
    if is_json_field(header):
        return json.dumps(value, separators=(",", ":"))
    match value:
        case list():
            return ",".join(map(_scalar, value))
        case dict():
            joint = "=" if header.explode else ","
            return ",".join(f"{name}{joint}{_scalar(v)}" for name, v in value.items())
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, list | dict):
        raise FieldError("style simple has no text for a value within a value")
    return value if isinstance(value, str) else json.dumps(value)
