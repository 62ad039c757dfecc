"""Say in one sentence what is different."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.containment.values import identity

if TYPE_CHECKING:
    from impl.engine.comparison.differences.leaves import Leaf, SchemaStep

_LONGEST = 60
_MOST = 4
_MOST_VALUES = 20


def change_of(leaf: Leaf, base: Any, revision: Any, *, sender_is_base: bool) -> Effect:
    """Say what happened on the way to the revision.

    Args:
        leaf: the difference.
        base: what the base says; None for nothing.
        revision: what the revision says.
        sender_is_base: whether the sender follows the base.
    """
    facet = leaf.facet
    if facet is facets.PROPERTY:
        return Effect.ADDED if base is None else Effect.REMOVED
    if facet is facets.REQUIRED:
        return Effect.REQUIRED if base is None else Effect.OPTIONAL
    if facet is facets.READ_ONLY:
        return Effect.READ_ONLY if revision == [True] else Effect.WRITABLE
    if facet in {facets.PROPERTY_DEPRECATION, facets.SCHEMA_DEPRECATION}:
        return Effect.DEPRECATED if revision == [True] else Effect.REINSTATED
    if facet.is_annotation:
        if base is None:
            return Effect.ADDED
        return Effect.REMOVED if revision is None else Effect.CHANGED
    if facet is facets.FORMAT and not (leaf.breaks or leaf.widened):
        if base is not None and revision is not None:
            return Effect.CHANGED
        return Effect.NARROWED if base is None else Effect.WIDENED
    if leaf.breaks and leaf.widened:
        return Effect.CHANGED
    narrowed = leaf.breaks == sender_is_base
    return Effect.NARROWED if narrowed else Effect.WIDENED


def sentence(change: Effect, leaf: Leaf, place: str, base: Any, revision: Any) -> str:
    """Describe a difference between schemas."""
    facet, word = leaf.facet, change.value
    if facet in {facets.PROPERTY, facets.PROPERTY_DEPRECATION}:
        return f"Property {leaf.name!r} was {word} in {place}."
    if facet is facets.REQUIRED:
        return f"Property {leaf.name!r} became {word} in {place}."
    if facet is facets.READ_ONLY:
        what = "is now" if change is Effect.READ_ONLY else "is no longer"
        return (
            f"Property {leaf.name!r} of {place} {what} ignored in requests (readOnly)."
        )
    if facet is facets.SCHEMA_DEPRECATION:
        return f"The schema of {place} was {word}."
    if facet is facets.ENUM:
        return _enum(place, base, revision)
    if facet is facets.DEFAULT and leaf.name:
        place = f"property {leaf.name!r} in {place}"
    if facet is facets.DISCRIMINATOR and change is Effect.CHANGED:
        return f"The discriminator of {place} changed: {_mapping(base, revision)}."
    said = f"The {facet.title} of {place} was {word}"
    if base and revision and _keyword(base) != _keyword(revision):
        # The same number says another thing under another keyword.
        return f"{said}: {_named(base)} became {_named(revision)}."
    return f"{said}: {_shown(base)} became {_shown(revision)}."


def _enum(place: str, base: Any, revision: Any) -> str:
    before, after = _values(base), _values(revision)
    if before is None or after is None:
        what = "now has" if before is None else "no longer has"
        return f"The {place} {what} a list of values."
    parts = []
    if new := _besides(after, before):
        parts.append(f"gained {_listed(new)}")
    if gone := _besides(before, after):
        parts.append(f"lost {_listed(gone)}")
    return f"The list of values of {place} {' and '.join(parts) or 'changed'}."


def _besides(values: list[Any], others: list[Any]) -> list[Any]:
    """Return the values that are not among others, as JSON Schema counts equality."""
    known = {identity(value) for value in others}
    return [value for value in values if identity(value) not in known]


def _listed(values: list[Any]) -> str:
    shown = ", ".join(map(_short, values[:_MOST_VALUES]))
    more = len(values) - _MOST_VALUES
    return f"{shown} and {more} more" if more > 0 else shown


def _mapping(base: Any, revision: Any) -> str:
    """Say what the values of a discriminator named and name now."""
    before, after = base[0], revision[0]
    found = []
    if before["propertyName"] != after["propertyName"]:
        names = (before["propertyName"], after["propertyName"])
        found.append(f"it looks at {names[1]!r} in place of {names[0]!r}")
    was, now = before["mapping"], after["mapping"]
    for value in dict.fromkeys([*was, *now]):
        named = [_last(held[value]) if value in held else "" for held in (was, now)]
        if not all(named):
            what = f"no longer names {named[0]}" if named[0] else f"names {named[1]}"
            found.append(f"{value!r} {what}")
        elif named[0] != named[1]:
            found.append(f"{value!r} named {named[0]} and names {named[1]}")
    return ", ".join(found[:_MOST]) + (" and more" if len(found) > _MOST else "")


def _last(pointer: str) -> str:
    return pointer.rpartition("/")[2]


def _values(said: Any) -> list[Any] | None:
    values = said[0].get("enum") if said else None
    return values if isinstance(values, list) else None


def _keyword(said: list[Any]) -> str:
    """Return the only keyword of what was said; nothing if there are more."""
    is_single = len(said) == 1 and isinstance(said[0], dict) and len(said[0]) == 1
    return str(next(iter(said[0]))) if is_single else ""


def _named(said: list[Any]) -> str:
    return f"{_keyword(said)} {_shown(said)}".lstrip()


def _shown(said: Any) -> str:
    """Show what was said, in short."""
    if said is None:
        return "nothing"
    if isinstance(said, list) and len(said) == 1:
        said = said[0]
    if isinstance(said, dict) and len(said) == 1:
        said = next(iter(said.values()))
    return _short(said)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def place(part: str, steps: tuple[SchemaStep, ...]) -> str:
    """Name a place within a message, such as `response body.items[].name`."""
    name = ""
    for kind, held in steps:
        if kind == "property":
            name += f".{held}"
        elif kind == "item":
            name += "[]"
        elif kind == "additional":
            name += ".*"
    return f"{part} {name.removeprefix('.')}" if name else part
