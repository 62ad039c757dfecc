"""What a schema says of types and values, as texts are written from it."""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.serialization.number_texts import (
    BOUNDS,
    NUMBER,
    PLAIN,
    WHOLE,
    whole_numbers,
)
from impl.engine.openapi.formats import format_in
from impl.engine.openapi.json_types import narrowest_type_of
from impl.engine.openapi.keywords import COMBINING

# What any number in JSON is held in (RFC 8259, 6).
_DOUBLE = 1.7976931348623157e308
# The texts of each type of scalars.
TEXTS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "string", "pattern": WHOLE},
    "number": {"type": "string", "pattern": NUMBER},
    "boolean": {"enum": ["true", "false"]},
    "null": {"const": "null"},
}
OF_TEXTS = ("minLength", "maxLength", "pattern", "format")
OF_LISTS = ("minItems", "maxItems")
OF_OBJECTS = ("minProperties", "maxProperties", "required")
UNDERSTOOD = frozenset(
    {
        *(*OF_TEXTS, *OF_LISTS, *OF_OBJECTS, *COMBINING, "type", "enum", "const"),
        *("items", "properties", "additionalProperties", "$ref", "$defs"),
    }
)


def names_in(declared: Any) -> tuple[str, ...]:
    """Give the names of types that are declared."""
    held = [declared] if isinstance(declared, str) else declared
    return tuple(str(name) for name in held) if isinstance(held, list) else ()


def values_in(node: dict[str, Any]) -> list[Any] | None:
    """Give the values that a schema lists; None if it lists none."""
    if "const" in node:
        return [node["const"]]
    values = node.get("enum")
    return values if isinstance(values, list) else None


def only(node: dict[str, Any], keywords: tuple[str, ...]) -> dict[str, Any]:
    """Keep some keywords of a schema."""
    return {keyword: node[keyword] for keyword in keywords if keyword in node}


def scalars_of(values: list[Any], names: tuple[str, ...]) -> list[Any]:
    """Keep the scalars of some types, or of any if none are named."""
    wider = {*names, "integer"} if "number" in names else {*names}
    return [
        value
        for value in values
        if not isinstance(value, dict | list)
        and (not names or narrowest_type_of(value) in wider)
    ]


def spellings(values: list[Any]) -> list[str]:
    """Write scalars as parameters do, each in all the ways that a sender may choose."""
    words = {True: "true", False: "false", None: "null"}
    found = []
    for value in values:
        if value is None or isinstance(value, bool):
            found.append(words[value])
            continue
        is_whole = isinstance(value, float) and value.is_integer()
        found += [str(int(value)), str(value)] if is_whole else [str(value)]
    return list(dict.fromkeys(found))


def plainly(schema: Any) -> Any:
    """Have the numbers in a schema of texts written as they are read back at once."""
    if isinstance(schema, list):
        return [plainly(held) for held in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: plainly(held) for key, held in schema.items()}
    return {**found, "pattern": PLAIN} if found.get("pattern") == NUMBER else found


def within_format(node: dict[str, Any]) -> dict[str, Any]:
    """Write the bounds out that the format of a schema of numbers sets."""
    known, found = format_in(node), dict(node)
    for name, bound, choose in (
        ("minimum", known.minimum, max),
        ("maximum", known.maximum, min),
    ):
        if bound is not None:
            found[name] = choose(bound, node.get(name, bound))
    return found


def scalars(name: str, node: dict[str, Any], *, is_sender: bool, formats: bool) -> Any:
    """Write the texts of a type but for words.

    Of numbers within bounds, readers are known to take whole ones. Where formats are
    asserted, which is asked of what is fine but for them, numbers are decimals.
    """
    if name not in {"integer", "number"}:
        return TEXTS[name]
    is_bounded = not BOUNDS.isdisjoint(node)
    if name == "number" and (is_sender or not is_bounded):
        most = format_in(node).maximum
        is_limited = formats and (is_sender or most is not None)
        return _decimals(most or _DOUBLE) if is_limited else TEXTS[name]
    texts, is_exact = whole_numbers(within_format(node) if formats else node)
    return texts if is_exact or is_sender else False


def _decimals(most: float) -> dict[str, Any]:
    """Write the texts of numbers of fewer digits than the largest of them has."""
    digits = len(str(int(most))) - 2
    pattern = rf"^-?(0|[1-9][0-9]{{0,{digits}}})(\.[0-9]+)?$"
    return {"type": "string", "pattern": pattern}
