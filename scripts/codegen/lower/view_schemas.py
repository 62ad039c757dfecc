"""Schemas of views: how they are put together, and which Python types they become."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scripts.codegen.lower.schemas import key_of

ViewSchema = dict[str, Any]

_PLAIN = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}


def annotate(view: ViewSchema | bool) -> str:
    """Return the Python type of a view; classes and aliases are `models.…`."""
    match view:
        case {"customTypePath": str() as path}:
            return path.rpartition(".")[2]
        case {"$ref": ref}:
            return f"models.{key_of(ref)}"
        case {"const": value}:
            return f"Literal[{value!r}]"
        case {"enum": values}:
            return f"Literal[{', '.join(map(repr, values))}]"
        case {"anyOf": branches}:
            return " | ".join(dict.fromkeys(map(annotate, branches)))
        case {"type": ["integer", "number"]}:
            return "int | float"
        case {"type": "array", "items": items}:
            return f"list[{annotate(items)}]"
        case {"type": "object", "additionalProperties": values}:
            return f"dict[str, {annotate(values)}]"
        case {"type": str() as name}:
            return _PLAIN[name]
    return "Any"


def may_be(shape: dict[str, Any], name: str) -> bool:
    """May an instance of a schema be of this type?"""
    return "type" not in shape or name in types_of(shape)


def types_of(shape: dict[str, Any]) -> list[str]:
    """Return the types that a schema names; none if it allows all."""
    declared = shape.get("type", [])
    return [declared] if isinstance(declared, str) else declared


def any_of(views: Iterable[ViewSchema]) -> ViewSchema:
    """Return the union of views, each of them once."""
    unique: list[ViewSchema] = []
    for view in views:
        if not view:
            return {}  # one branch of any shape makes the union one of any shape
        unique += [v for v in view.get("anyOf", [view]) if v not in unique]
    if not unique:
        return {}
    return unique[0] if len(unique) == 1 else {"anyOf": unique}


def literals(values: list[Any]) -> ViewSchema:
    """Return the view of an `enum`: strings as literals, others by their types."""
    strings = list(dict.fromkeys(v for v in values if isinstance(v, str)))
    views: list[ViewSchema] = [{"type": "string", "enum": strings}] if strings else []
    views += [_plain(value) for value in values if not isinstance(value, str)]
    return any_of(views)


def constant(value: Any) -> ViewSchema:
    """Return the view of a `const`: a literal if it is a string."""
    return (
        {"type": "string", "const": value} if isinstance(value, str) else _plain(value)
    )


def _plain(value: Any) -> ViewSchema:
    match value:
        case None:
            return {"type": "null"}
        case bool():
            return {"type": "boolean"}
        case int() | float():
            return {"type": ["integer", "number"]}
        case list():
            return {"type": "array", "items": {}}
        case dict():
            return {"type": "object", "additionalProperties": True}
    return {}
