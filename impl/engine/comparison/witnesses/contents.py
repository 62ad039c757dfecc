"""What is wrong with the JSON that the texts in a value hold (2020-12, Validation 8).

Validators leave the content of texts to applications. Whoever declares it counts on it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, holds_json, map_in
from impl.engine.comparison.differences.validation import accepts, violations
from impl.engine.openapi.pointers import escape, parse_reference, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 40
Complaint = tuple[str, str, str]


def content_violations(document: Any, value: Any) -> list[Complaint]:
    """List the pointers to what is wrong, the keywords, and why.

    Pointers go on into the JSON that a text holds.
    """
    definitions = map_in(document, "$defs")
    return list(_within(document, value, definitions, "", 0))


def _within(
    schema: Any, value: Any, definitions: dict[str, Any], at: str, depth: int
) -> Iterator[Complaint]:
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return
    if isinstance(value, str) and holds_json(schema):
        yield from _of_text(schema["contentSchema"], value, definitions, at)
    for part in _in_place(schema, value, definitions):
        yield from _within(part, value, definitions, at, depth + 1)
    for name, inner, item in _children(schema, value):
        there = f"{at}/{escape(name)}"
        yield from _within(inner, item, definitions, there, depth + 1)


def _of_text(
    schema: Any, text: str, definitions: dict[str, Any], at: str
) -> Iterator[Complaint]:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        yield at, "contentSchema", "It is not JSON."
        return
    whole = {"allOf": [schema], "$defs": definitions}
    for pointer, keyword, reason in violations(whole, held) or ():
        yield f"{at}{pointer}", keyword, reason
    for pointer, keyword, reason in content_violations(whole, held):
        yield f"{at}{pointer}", keyword, reason


def _in_place(
    schema: dict[str, Any], value: Any, definitions: dict[str, Any]
) -> Iterator[Any]:
    """Give the schemas that apply to the same value."""
    _, pointer = parse_reference(str(schema.get("$ref", "")))
    if pointer:
        yield definitions.get(unescape(pointer.removeprefix("/$defs/")))
    yield from as_list(schema.get("allOf"))
    for keyword in ("anyOf", "oneOf"):
        for part in as_list(schema.get(keyword)):
            if accepts({"allOf": [part], "$defs": definitions}, value):
                yield part


def _children(schema: dict[str, Any], value: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(value, dict):
        known = map_in(schema, "properties")
        for name, item in value.items():
            if name in known:
                yield name, known[name], item
            elif "additionalProperties" in schema:
                yield name, schema["additionalProperties"], item
    elif isinstance(value, list):
        first = as_list(schema.get("prefixItems"))
        for index, item in enumerate(value):
            inner = first[index] if index < len(first) else schema.get("items")
            yield str(index), inner, item
