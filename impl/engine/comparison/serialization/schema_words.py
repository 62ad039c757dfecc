"""What a schema says of types and values, as texts are written from it."""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.serialization.number_texts import NUMBER, WHOLE

# The texts of each type of scalars.
TEXTS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "string", "pattern": WHOLE},
    "number": {"type": "string", "pattern": NUMBER},
    "boolean": {"enum": ["true", "false"]},
    "null": {"const": "null"},
}


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


def wider(names: tuple[str, ...]) -> tuple[str, ...]:
    """Name what else values of some types may be."""
    return ("integer",) if "number" in names else ()


def written(value: Any) -> str:
    """Write a scalar as parameters do."""
    words = {True: "true", False: "false", None: "null"}
    is_word = value is None or isinstance(value, bool)
    return words[value] if is_word else str(value)
