"""Which Python type a view has for a format: that of the format profile."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.formats import FORMATS, format_in, is_base64
from scripts.codegen.lower.schemas import key_of
from scripts.codegen.runtime.contract.validator import SchemaValidator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.codegen.lower.schemas import ViewSchema

_MODULE = "runtime.contract.wire_types"
# What reads and writes a type, by the type's name in the profile.
_OF_TEXTS = {
    "datetime.date": "WireDate",
    "datetime.datetime": "WireDatetime",
    "datetime.time": "WireTime",
    "uuid.UUID": "WireUUID",
    "ipaddress.IPv4Address": "WireIPv4",
    "ipaddress.IPv6Address": "WireIPv6",
    "bytes": "WireBytes",
    "decimal.Decimal": "WireDecimal",
}
_NUMBER = "WireNumber"
BYTES = _OF_TEXTS["bytes"]
# The types themselves, as signatures name them.
_PLAIN = {name: kind for kind, name in _OF_TEXTS.items()} | {
    "WireDate": "dt.date",
    "WireDatetime": "dt.datetime",
    "WireTime": "dt.time",
    "WireUUID": "UUID",
    "WireIPv4": "IPv4Address",
    "WireIPv6": "IPv6Address",
    "WireDecimal": "Decimal",
    _NUMBER: "Decimal",
}
_NAME = re.compile(rf"\b(?:{'|'.join(_PLAIN)})\b")
# Where a value has several spellings: those that Python writes.
_SPELLINGS = {
    "date-time": [
        f"2024-05-17T09:30:00{rest}"
        for rest in ("Z", ".250000Z", "+02:00", ".250000+02:00")
    ],
    "time": [
        f"09:30:00{rest}" for rest in ("Z", ".250000Z", "+02:00", ".250000+02:00")
    ],
    "uuid": [
        f"3f2b8c1e-5a4d-{version}e6f-{variant}b7a-1c2d3e4f5a6b"
        for version in range(9)
        for variant in "89ab0"
    ],
}
_WORDS = ("pattern", "minLength", "maxLength")

TYPE_NAMES = tuple(_PLAIN)


def view_of_text(schema: Mapping[str, Any]) -> ViewSchema:
    """Return the view of a string: of its format's type, or else of a text.

    It stays a text where the schema allows none of the spellings that the type would
    be written in: what was read could not be sent back.
    """
    known = format_in(schema)
    if known.octets != "raw" and known.python in _OF_TEXTS:
        return _view(known.python) if _may_be_written(schema) else {"type": "string"}
    return _view("bytes") if is_base64(schema) else {"type": "string"}


def view_of_number(schema: Mapping[str, Any]) -> ViewSchema:
    """Return the view of a number; one that is decimal is so in Python, too."""
    if format_in(schema) is FORMATS["decimal"]:
        return {"customTypePath": f"{_MODULE}.{_NUMBER}"}
    # Integers beyond 2^53 must not become floats.
    return {"type": ["integer", "number"]}


def is_of_format(view: ViewSchema) -> bool:
    """Is a view one of those that are read and written in the way of their format?"""
    return str(view.get("customTypePath", "")).startswith(_MODULE)


def holds_texts(view: ViewSchema) -> bool:
    """Is a view of texts that have a type of their own?"""
    return is_of_format(view) and not view["customTypePath"].endswith(_NUMBER)


def has_formats(
    view: Any, views: Mapping[str, ViewSchema], seen: frozenset[str] = frozenset()
) -> bool:
    """Is any part of a view of the type of its format? It may refer to `views`."""
    if isinstance(view, list):
        return any(has_formats(each, views, seen) for each in view)
    if not isinstance(view, dict):
        return False
    ref = view.get("$ref")
    if isinstance(ref, str):
        if ref in seen:
            return False
        return has_formats(views[key_of(ref)], views, seen | {ref})
    return is_of_format(view) or has_formats(list(view.values()), views, seen)


def source_of_value(value: object, view: ViewSchema) -> str:
    """Return Python source of a value that a view of a format's type holds.

    Raises:
        ValueError: it does not.
    """
    # Seldom needed, and Pydantic takes as long to load as all of the compiler.
    from pydantic import TypeAdapter

    from scripts.codegen.runtime.contract import wire_types

    name = view["customTypePath"].rpartition(".")[2]
    held = TypeAdapter[Any](getattr(wire_types, name)).validate_python(value)
    if isinstance(held, dt.date | dt.time):
        return f"dt.{type(held).__name__}.fromisoformat({held.isoformat()!r})"
    return repr(held)


def plain(annotation: str) -> str:
    """Return an annotation with the types themselves: what a signature says."""
    return _NAME.sub(lambda found: _PLAIN[found[0]], annotation)


def _view(kind: str) -> ViewSchema:
    return {"customTypePath": f"{_MODULE}.{_OF_TEXTS[kind]}"}


def _may_be_written(schema: Mapping[str, Any]) -> bool:
    spellings = _SPELLINGS.get(schema.get("format", ""))
    own = {word: schema[word] for word in _WORDS if word in schema}
    if spellings is None or not own:
        return True
    return any(map(SchemaValidator(own).is_valid, spellings))
