"""The bounds that formats of numbers set (OpenAPI Format Registry), as keywords.

Validators assert formats of texts alone. Where formats are assertions, an integer of 32
bits has to be one.
"""

from __future__ import annotations

from typing import Any

from impl.engine.openapi.formats import format_in
from impl.engine.openapi.keywords import MODERN


def with_bounds(schema: Any) -> Any:
    """Return a schema in which the bounds of formats are written out."""
    if not isinstance(schema, dict):
        return schema
    result = {
        key: MODERN.mapped(key, held, with_bounds) for key, held in schema.items()
    }
    known = format_in(schema)
    bounds = {"minimum": known.minimum, "maximum": known.maximum}
    asked = {key: bound for key, bound in bounds.items() if bound is not None}
    if asked:
        result["allOf"] = [*result.get("allOf", ()), asked]
    return result
