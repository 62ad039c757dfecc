"""What formats demand that validators don't assert, as keywords.

Validators assert formats of texts alone, and not each of those. Where formats are
assertions, an integer of 32 bits has to be one (OpenAPI Format Registry), and what is
said to be Base64 (RFC 4648, 4), too.
"""

from __future__ import annotations

from typing import Any

from impl.engine.openapi.formats import BASE64, format_in, is_base64
from impl.engine.openapi.keywords import MODERN


def with_demands(schema: Any) -> Any:
    """Return a schema in which what its formats demand is written out."""
    if not isinstance(schema, dict):
        return schema
    result = {
        key: MODERN.mapped(key, held, with_demands) for key, held in schema.items()
    }
    if asked := _demand(schema):
        result["allOf"] = [*result.get("allOf", ()), asked]
    return result


def has_format(schema: Any) -> bool:
    """Tell whether a format, or an encoding, is asked for anywhere in a schema."""
    waiting = [schema]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("format"), str) or is_base64(value):
                return True
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return False


def _demand(schema: dict[str, Any]) -> dict[str, Any]:
    known = format_in(schema)
    asked: dict[str, Any] = {}
    if known.minimum is not None:
        asked["minimum"] = known.minimum
    if known.maximum is not None:
        asked["maximum"] = known.maximum
    if known.pattern and not known.asserted:
        asked["pattern"] = known.pattern
    elif is_base64(schema):
        asked["pattern"] = BASE64
    return asked
