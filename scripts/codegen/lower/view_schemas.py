"""Schemas of views: how they are put together, and which Python types they become."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scripts.codegen.lower.format_types import holds_texts
from scripts.codegen.lower.literal_views import (
    literal_of,
    views_of_literals,
    widened,
)
from scripts.codegen.lower.schemas import ViewSchema, key_of

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
    """Return the union of views, each of them once.

    What may be any text is a text: nobody could tell that it is meant to be a date.
    """
    unique: list[ViewSchema] = []
    for view in views:
        if not view:
            return {}  # one branch of any shape makes the union one of any shape
        unique += [v for v in view.get("anyOf", [view]) if v not in unique]
    if {"type": "string"} in unique:
        unique = [view for view in unique if not holds_texts(view)]
    apart: list[ViewSchema] = []
    for view in widened(unique):
        apart += [] if view in apart else [view]
    if not apart:
        return {}
    return apart[0] if len(apart) == 1 else {"anyOf": apart}


def literals(values: list[Any]) -> ViewSchema:
    """Return the view of an `enum`: literals, and the types of all other values."""
    found = [literal_of(value) for value in values]
    known = [literal for literal in found if literal is not None]
    others = [v for v, literal in zip(values, found, strict=True) if literal is None]
    return any_of([*views_of_literals(known), *map(_plain, others)])


def constant(value: Any) -> ViewSchema:
    """Return the view of a `const`: a literal, or the type of the value."""
    literal = literal_of(value)
    return _plain(value) if literal is None else {"const": literal}


def _plain(value: Any) -> ViewSchema:
    match value:
        case None:
            return {"type": "null"}
        case int():
            return {"type": "integer"}
        case float():
            return {"type": ["integer", "number"]}
        case list():
            return {"type": "array", "items": {}}
        case dict():
            return {"type": "object", "additionalProperties": True}
    return {}
