"""Members of objects: which of them are shown, and what those without a name are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.view_schemas import types_of
from scripts.codegen.runtime.contract.read_only import IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterable

# With these beside it, what is left unevaluated is not simply what has no name.
_IN_PLACE = frozenset(
    {"$ref", "allOf", "anyOf", "dependentSchemas", "else", "if", "oneOf", "then"}
)


def shown(shape: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without the members that no implementation sees."""
    members = shape.get("properties", {})
    seen = {name: each for name, each in members.items() if not is_hidden(each)}
    if len(seen) == len(members):
        return shape
    if seen or not shape.keys() & {"anyOf", "oneOf"}:
        return {**shape, "properties": seen}
    # Only the alternatives say what it looks like.
    return {name: value for name, value in shape.items() if name != "properties"}


def is_hidden(member: Any) -> bool:
    """Is a member of an object never there, or nothing to an implementation?"""
    return member is False or (isinstance(member, dict) and IGNORED in member)


def merged(parts: Iterable[dict[str, Any]]) -> tuple[dict[str, Any] | None, list[str]]:
    """Return what is all of several schemas as one, and the types that it may have.

    There is none if they have no members.
    """
    found: dict[str, list[Any]] = {}
    required: list[str] = []
    types: list[str] = []
    rest: Any = True
    for part in parts:
        for name, value in part.get("properties", {}).items():
            known = found.setdefault(name, [])
            known += [] if value in known else [value]
        required += part.get("required", ())
        rest = others(part) if rest is True else rest
        allowed = types_of(part)
        types = [t for t in types if t in allowed] if types and allowed else types
        types = types or allowed
    members = {
        name: {"allOf": each} if len(each) > 1 else each[0]
        for name, each in found.items()
        if not any(map(is_hidden, each))
    }
    whole = {
        "properties": members,
        "required": list(dict.fromkeys(required)),
        "additionalProperties": rest,
    }
    return whole if found else None, types


def others(shape: dict[str, Any]) -> Any:
    """Return the schema of members that a schema has no names for; True for any.

    There is none for those that may not be there, nor for what tells by a pattern
    which name has which of several schemas: such a member is an instance of one.
    """
    rest = shape.get("additionalProperties")
    if rest is None and not shape.keys() & _IN_PLACE:
        rest = shape.get("unevaluatedProperties")
    rest = True if rest is None else rest
    choice = [*shape.get("patternProperties", {}).values(), rest]
    there = [each for each in choice if each is not False]
    if not there:
        return True
    return there[0] if all(each == there[0] for each in there) else {"anyOf": there}
