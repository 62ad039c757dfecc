"""What schema objects say of the members of objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs

from impl.engine.openapi.regex_options import OPTIONS
from impl.engine.sampling.parts import declared_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.sampling.parts import Part
    from impl.engine.sampling.places import Place


def required_children(place: Place) -> list[Place]:
    """Return where members stand that there have to be, whatever else is chosen."""
    parts = place.parts
    if declared_types(parts) != ["object"]:
        return []
    names = dict.fromkeys(name for part in parts for name in part.get("required", ()))
    return [
        place.places.of(tuple(s for part in parts for s in schemas_of(part, name)))
        for name in names
    ]


def matches(pattern: str, text: str) -> bool:
    """Tell whether a text matches a pattern, as the validator understands it."""
    known = _MATCHERS.get(pattern)
    if known is None:
        if len(_MATCHERS) > _MOST_MATCHERS:
            _MATCHERS.clear()
        known = _MATCHERS[pattern] = jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=OPTIONS
        )
    return bool(known.is_valid(text))


_MATCHERS: Final[dict[str, Any]] = {}
_MOST_MATCHERS: Final = 1000


def schemas_of(part: Part, name: str) -> Iterator[Any]:
    """Yield what a part says of a member, without what is unevaluated."""
    properties = part.get("properties", {})
    found = False
    if name in properties:
        found = True
        yield properties[name]
    for pattern, schema in part.get("patternProperties", {}).items():
        if matches(pattern, name):
            found = True
            yield schema
    if not found and "additionalProperties" in part:
        yield part["additionalProperties"]


def dependent(part: Part) -> Iterator[tuple[str, list[str]]]:
    """Yield the names of members, each with the names that have to be there with it."""
    for keyword in ("dependentRequired", "dependencies"):
        for name, held in (part.get(keyword) or {}).items():
            if isinstance(held, list):
                yield name, held
