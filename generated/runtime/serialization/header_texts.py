# A copy of Countersign's scripts/codegen/runtime/serialization/header_texts.py.
"""Texts of header fields: JSON, or style simple (OpenAPI 3.1, §4.8.21)."""

from __future__ import annotations

import json

from ..contract.operation import Header
from ..syntax.media_types import parse_media_type


class FieldError(ValueError):
    """A header field is not what the contract declares; the message says how."""


def is_json_field(header: Header) -> bool:
    """Is the value of a field a JSON text?"""
    media = parse_media_type(header.content) if header.content else None
    return media is not None and media.is_json


def text_of(header: Header, value: object) -> str:
    """Return the text of a field: JSON, or style simple (OpenAPI 3.1, §4.8.21).

    Raises:
        FieldError: the style has no text for the value.
    """
    if is_json_field(header):
        return json.dumps(value, separators=(",", ":"))
    match value:
        case list():
            return ",".join(map(scalar, value))
        case dict():
            joint = "=" if header.explode else ","
            return ",".join(f"{name}{joint}{scalar(v)}" for name, v in value.items())
    return scalar(value)


def scalar(value: object) -> str:
    """Return the text of a value that holds no others.

    Raises:
        FieldError: it holds some.
    """
    if isinstance(value, list | dict):
        raise FieldError("style simple has no text for a value within a value")
    return value if isinstance(value, str) else json.dumps(value)
