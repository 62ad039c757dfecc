# A copy of Countersign's impl/engine/openapi/json_types.py.
"""The types of JSON values (JSON Schema 2020-12, Core 4.2.1; Validation 6.1.1).

Compiled packages get a copy of this file, which is why it stands alone.
"""

from typing import Any, Final

# What each value is one of.
PRIMITIVES: Final = ("null", "boolean", "number", "string", "array", "object")
# What `type` may say; some numbers are integers, too.
TYPES: Final = frozenset({*PRIMITIVES, "integer"})
# Types whose values have one plain form as text.
SCALARS: Final = frozenset({"boolean", "integer", "number", "string"})


def type_of(value: Any) -> str:
    """Name the JSON type of a value; integers are numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def narrowest_type_of(value: Any) -> str:
    """Name the narrowest type of a value: integral numbers are integers."""
    found = type_of(value)
    is_whole = isinstance(value, int) or (
        isinstance(value, float) and value.is_integer()
    )
    return "integer" if found == "number" and is_whole else found
