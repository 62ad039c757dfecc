"""Bodies that are sequences of items (OpenAPI 3.2, 4.14.3).

A sequence is modelled as an array of its items, as the standard has it: what is said of
the whole in `schema` and what is said of each item in `itemSchema` become one schema.
"""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.contract.keywords import mentions
from impl.engine.openapi.pointers import join, to_fragment

# Where that schema stands within the media type; what is read there was never written.
MEMBER = "x-countersign-sequence"


def with_sequences(content: Any) -> Any:
    """Return a contract with these schemas; as it is if it has no sequences."""
    if not mentions(content, "itemSchema"):
        return content

    def visit(value: Any, at: tuple[str | int, ...]) -> Any:
        if isinstance(value, list):
            found = [visit(item, (*at, index)) for index, item in enumerate(value)]
            is_same = all(one is two for one, two in zip(found, value, strict=True))
            return value if is_same else found
        if not isinstance(value, dict):
            return value
        held = {key: visit(item, (*at, key)) for key, item in value.items()}
        if "itemSchema" in value and at[-2:-1] in {("content",), ("mediaTypes",)}:
            held[MEMBER] = _sequence(value, at)
        elif all(held[key] is item for key, item in value.items()):
            return value
        return held

    return visit(content, ())


def _sequence(media_type: dict[str, Any], at: tuple[str | int, ...]) -> Any:
    items = {"type": "array", "items": {"$ref": to_fragment(join(*at, "itemSchema"))}}
    if "schema" not in media_type:
        return items
    return {**items, "allOf": [{"$ref": to_fragment(join(*at, "schema"))}]}
