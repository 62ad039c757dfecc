"""Say in one sentence what is different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, texts
from impl.engine.comparison.differences.alternative_names import alternative_name
from impl.engine.comparison.differences.became import became, nowhere, short
from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.containment.values import identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impl.engine.comparison.differences.became import Follow
    from impl.engine.comparison.differences.leaves import Leaf, SchemaStep
    from impl.engine.comparison.kinds.facets import Facet

_MOST = 4
_MOST_VALUES = 20
_MOST_NAMES = 8


def change_of(leaf: Leaf, base: Any, revision: Any, *, sender_is_base: bool) -> Effect:
    """Say what happened on the way to the revision.

    Args:
        leaf: the difference.
        base: what the base says; None for nothing.
        revision: what the revision says.
        sender_is_base: whether the sender follows the base.
    """
    facet, leaf = leaf.facet, leaf.alone or leaf
    simple = _simple(facet, base, revision)
    if simple:
        return simple
    if facet is facets.FORMAT and not (leaf.breaks or leaf.widened):
        return _mention(base, revision)
    if any(leaf.named):
        gone, new = leaf.named if sender_is_base else reversed(leaf.named)
        if gone and new:
            return Effect.CHANGED
        return Effect.NARROWED if gone else Effect.WIDENED
    if leaf.breaks and leaf.widened:
        return Effect.CHANGED
    narrowed = leaf.breaks == sender_is_base
    return Effect.NARROWED if narrowed else Effect.WIDENED


def _simple(facet: Facet, base: Any, revision: Any) -> Effect | None:
    """Say what happened to what is there or not, whatever messages it concerns."""
    if facet is facets.PROPERTY:
        return Effect.ADDED if base is None else Effect.REMOVED
    if facet is facets.REQUIRED:
        return Effect.REQUIRED if base is None else Effect.OPTIONAL
    if facet is facets.READ_ONLY:
        return Effect.READ_ONLY if revision == [True] else Effect.WRITABLE
    if facet in {facets.PROPERTY_DEPRECATION, facets.SCHEMA_DEPRECATION}:
        return Effect.DEPRECATED if revision == [True] else Effect.REINSTATED
    if facet.is_annotation and base is None:
        return Effect.ADDED
    if facet.is_annotation:
        return Effect.REMOVED if revision is None else Effect.CHANGED
    return None


def _mention(base: Any, revision: Any) -> Effect:
    """Say what happened to a word that no validator cares for."""
    if base is not None and revision is not None:
        return Effect.CHANGED
    return Effect.NARROWED if base is None else Effect.WIDENED


def sentence(
    change: Effect,
    leaf: Leaf,
    place: str,
    base: Any,
    revision: Any,
    follow: Follow = nowhere,
) -> str:
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
    if facet in facets.UNIONS.values():
        return _alternatives(change, leaf, place, base, revision, follow)
    if facet is facets.TYPE and base and revision:
        return f"The type of {place} {_types(base[0]['type'], revision[0]['type'])}."
    told = became(base, revision, follow)
    return f"The {facet.title} of {place} was {word}: {told}."


def _alternatives(
    change: Effect, leaf: Leaf, place: str, base: Any, revision: Any, follow: Follow
) -> str:
    """Say which alternatives came and went."""
    keyword = "oneOf" if leaf.facet is facets.ONE_OF else "anyOf"
    gone, new = leaf.named if base is leaf.sent else reversed(leaf.named)
    parts = [f"gained {_some(new)}"] if new else []
    parts += [f"lost {_some(gone)}"] if gone else []
    moved = " and ".join(parts)
    if base is None or revision is None:
        held = (base or revision)[0][keyword]
        verb = "became" if base is None else "is no longer"
        names = _some(list(map(alternative_name, as_list(held))))
        more = f", and {moved}" if moved else ""
        return f"The schema of {place} {verb} a choice ({keyword}) of {names}{more}."
    what = f"alternatives ({keyword}) of {place}"
    if moved:
        return f"The {what} {moved}."
    if change is Effect.CHANGED or keyword != "oneOf":
        return f"The {what} changed: {became(base, revision, follow)}."
    more_or_less = "" if change is Effect.NARROWED else "no longer "
    return f"Some values {more_or_less}fit more than one of the {what}, and so none."


def _some(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))
    more = len(shown) - _MOST_NAMES
    listed = ", ".join(shown[:_MOST_NAMES])
    return f"{listed} and {more} more" if more > 0 else listed


def _types(base: Any, revision: Any) -> str:
    """Say which types of values came and went."""
    before, after = (
        [held] if isinstance(held, str) else texts(held) for held in (base, revision)
    )
    gone = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    if len(gone) < len(before) and (gone or new):
        parts = [f"gained {', '.join(new)}"] if new else []
        parts += [f"lost {', '.join(gone)}"] if gone else []
        return " and ".join(parts)
    return f"was {' or '.join(before)} and is {' or '.join(after)}"


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
    shown = ", ".join(map(short, values[:_MOST_VALUES]))
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
    others = [held.get("defaultMapping", "") for held in (before, after)]
    if others[0] != others[1]:
        meant = [_last(there) if there else "nothing" for there in others]
        found.append(f"any other value named {meant[0]} and names {meant[1]}")
    return ", ".join(found[:_MOST]) + (" and more" if len(found) > _MOST else "")


def _last(pointer: str) -> str:
    return pointer.rpartition("/")[2]


def _values(said: Any) -> list[Any] | None:
    values = said[0].get("enum") if said else None
    return values if isinstance(values, list) else None


def place(part: str, steps: tuple[SchemaStep, ...]) -> str:
    """Name a place within a message, such as `response body.items[].name`."""
    name = ""
    for kind, held in steps:
        if kind == "property":
            name += f".{held}"
        elif kind == "item":
            name += f"[{held}]"
        elif kind in {"additional", "name"}:
            name += ".*"
    return f"{part} {name.removeprefix('.')}" if name else part
