"""Ways to edit a schema, wherever it stands."""

from collections.abc import Callable
from typing import Any

from tests.unit.engine.comparison.adversary.editing import (
    Edit,
    any_of,
    drop,
    on,
    put,
)

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}

SUBSCHEMAS = (
    TEXT,
    WHOLE,
    {"type": "object"},
    {"type": "string", "maxLength": 2},
    {"type": "array", "items": WHOLE},
    {"enum": ["a", "b"]},
    {"required": ["a"]},
)


def typed(*names: str) -> Callable[[dict[str, Any]], bool]:
    """Fit schemas that say nothing but one of some types, or have one of them."""

    def fits(schema: dict[str, Any]) -> bool:
        said = schema.get("type")
        held = said if isinstance(said, list) else [said]
        return any(name in held for name in names)

    return fits


def keyword(
    field: str,
    *values: Any,
    fits: Callable[[dict[str, Any]], bool] = bool,
    **members: Any,
) -> Edit:
    """Set a keyword to one of some values, or remove it."""
    touch = any_of(put(field, *values), put(field, *values), drop(field))
    return Edit("Schema", field, "", on("schema", touch, fits), **members)


OBJECTS, ARRAYS = typed("object"), typed("array")

STRINGS, NUMBERS = typed("string"), typed("integer", "number")
