"""Discriminators: the value of a property says which alternative is meant.

OpenAPI 3.1.1, 4.8.25. What is asserted here is that the alternative that a value names
is one that the rest of the message meets, as far as the contract says enough for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.openapi.pointers import escape, split
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.openapi.references import LocalReferences

_SCHEMAS: Final = "/components/schemas/"
_UNIONS: Final = ("oneOf", "anyOf")
# What each alternative of `oneOf` has besides, for those who choose one; and a mark on
# what they need not choose by, for it follows from that.
GUARDS: Final = "x-guards"
IMPLIED: Final = "x-implied"
# Where an alternative says no more of the property, its names are what it has.
_SAYING_NOTHING: Final = frozenset(
    {"type", "description", "title", "example", "examples", "default", "minLength"}
)


def tagged(
    written: dict[str, Any], value: dict[str, Any], references: LocalReferences
) -> None:
    """Give each alternative of a written union the values that name it.

    They stand beside `oneOf`, whose own alternatives still exclude each other without.
    """
    held = value.get("discriminator")
    name = held.get("propertyName") if isinstance(held, dict) else None
    union = next((word for word in _UNIONS if isinstance(value.get(word), list)), None)
    if not isinstance(held, dict) or not isinstance(name, str) or union is None:
        return
    names = names_of(held, value[union], references)
    guards = [_guard(part, name, names, references) for part in value[union]]
    if not any(guards):
        return
    branches = written[union]
    guarded = [
        {"allOf": [branch, guard]} if guard else branch
        for branch, guard in zip(branches, guards, strict=True)
    ]
    if union == "anyOf":
        written["anyOf"] = guarded
    else:
        written[GUARDS] = guards
        implied = {"anyOf": guarded, IMPLIED: True}
        written["allOf"] = [*written.get("allOf", ()), implied]


def names_of(
    held: dict[str, Any], among: list[Any], references: LocalReferences
) -> dict[str, str]:
    """Return which schema each value of a discriminator names, as pointers."""
    found: dict[str, str] = {}
    mapping = held.get("mapping")
    for name, target in mapping.items() if isinstance(mapping, dict) else ():
        if isinstance(target, str):
            by_name = _SCHEMAS + escape(target)
            is_name = references.value(by_name) is not None
            there = by_name if is_name else local_pointer(target)
            if there:
                found[name] = there
    mapped = set(found.values())
    for part in among:
        there = local_pointer(part.get("$ref")) if isinstance(part, dict) else None
        if there and there.startswith(_SCHEMAS) and there not in mapped:
            found.setdefault(split(there)[-1], there)
    return found


def _guard(
    part: Any, name: str, names: dict[str, str], references: LocalReferences
) -> dict[str, Any] | None:
    there = local_pointer(part.get("$ref")) if isinstance(part, dict) else None
    own = [value for value, target in names.items() if target == there]
    if not own or there is None:
        return None
    asked = list(_demands(there, name, references))
    if not asked:
        return None
    if all(_is_plain(each) for each in asked):
        return {"required": [name], "properties": {name: {"enum": own}}}
    listed = [v for each in asked for v in _listed(each)]
    fitting = [value for value in own if value in listed]
    if not fitting:
        return None
    return {"required": [name], "properties": {name: {"enum": fitting}}}


def _is_plain(schema: dict[str, Any]) -> bool:
    says = {word for word in schema if not word.startswith("x-")} - _SAYING_NOTHING
    return not says and schema.get("type", "string") == "string"


def _listed(schema: dict[str, Any]) -> list[Any]:
    if "const" in schema:
        return [schema["const"]]
    held = schema.get("enum")
    return held if isinstance(held, list) else []


def _demands(
    pointer: str, name: str, references: LocalReferences
) -> Iterator[dict[str, Any]]:
    """Yield what a schema says of a property, through references and `allOf`."""
    seen, waiting = set(), [(pointer, False)]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        there, is_member = here
        value = references.value(there)
        if not isinstance(value, dict):
            continue
        further = local_pointer(value.get("$ref"))
        if further is not None:
            waiting.append((further, is_member))
        parts = value.get("allOf")
        if isinstance(parts, list):
            waiting += [(f"{there}/allOf/{n}", is_member) for n in range(len(parts))]
        if is_member and further is None:
            yield value
        properties = value.get("properties")
        if not is_member and isinstance(properties, dict) and name in properties:
            waiting.append((f"{there}/properties/{escape(name)}", True))
