"""Lists of values that are written as alternatives, with a title for each of them.

OpenAPI 3.1 and 3.2 call them annotated enumerations; they say what `enum` says.
"""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.contract.keywords import IGNORED
from impl.engine.containment.values import identity

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def plain(keywords: dict[str, Any]) -> dict[str, Any]:
    """Return the keywords of a schema with such a list written as `enum`."""
    if "enum" in keywords or "const" in keywords:
        return keywords
    unions = [keyword for keyword in ("oneOf", "anyOf") if keyword in keywords]
    if len(unions) != 1:
        return keywords
    values = _listed(keywords[unions[0]])
    distinct = {identity(value) for value in values}
    if not values or (unions[0] == "oneOf" and len(distinct) < len(values)):
        return keywords
    rest = {key: held for key, held in keywords.items() if key != unions[0]}
    return {**rest, "enum": values}


def _listed(parts: Any) -> list[Any]:
    """List the values that some alternatives allow; none if they allow others."""
    found: list[Any] = []
    is_listed = False
    for part in parts if isinstance(parts, list) else ():
        values = _values(part)
        if not values:
            return []
        is_listed = is_listed or "type" not in part or values != [None]
        found += values
    return found if is_listed else []


def _values(part: Any) -> list[Any]:
    if not isinstance(part, dict):
        return []
    said = {key for key in part if key not in IGNORED and not str(key).startswith("x-")}
    if said == {"type"} and part["type"] == "null":
        return [None]
    if said - {"type"} == {"const"}:
        values = [part["const"]]
    elif said - {"type"} == {"enum"} and isinstance(part["enum"], list):
        values = part["enum"]
    else:
        return []
    kinds = _TYPES.get(part["type"], ()) if isinstance(part.get("type"), str) else None
    if "type" in part and not all(
        _is_of(value, kinds, part["type"]) for value in values
    ):
        return []
    return values


def _is_of(value: Any, kinds: tuple[type, ...] | None, name: Any) -> bool:
    if not kinds or (isinstance(value, bool) and name != "boolean"):
        return False
    if name == "integer" and isinstance(value, float) and not value.is_integer():
        return False
    return isinstance(value, kinds)
