"""Contracts that describe nothing but values that the types of formats hold."""

from typing import Any

from scripts.codegen.lower.held import held, held_schemas

_DATA = frozenset({"example", "examples"})


def held_contract(node: Any) -> Any:
    """Return an OpenAPI document with each schema narrowed as compiled packages do."""
    if isinstance(node, list):
        return [held_contract(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: _part(key, value) for key, value in node.items()}


def _part(key: str, value: Any) -> Any:
    match key:
        case "schema" | "itemSchema":
            return held(value)
        case "schemas":
            return held_schemas(value)
    return value if key in _DATA else held_contract(value)
