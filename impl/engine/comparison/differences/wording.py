"""Say in one sentence what is different."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.containment.values import identity

if TYPE_CHECKING:
    from impl.engine.comparison.differences.leaves import Leaf, Step

_LONGEST = 60
_MOST = 4
_MOST_VALUES = 20
# Differences that no validator notices.
ANNOTATIONS = frozenset({"default", "deprecation", "discriminator", "content", "xml"})
_NOUNS = {
    "minimum": "lower bound",
    "maximum": "upper bound",
    "multiple": "multiple",
    "min-length": "shortest length",
    "max-length": "longest length",
    "min-items": "least number of items",
    "max-items": "greatest number of items",
    "unique-items": "uniqueness of items",
    "contained-items": "demand on contained items",
    "min-properties": "least number of properties",
    "max-properties": "greatest number of properties",
    "property-names": "demand on property names",
    "property-patterns": "properties by pattern",
    "dependent-properties": "dependence between properties",
    "additional-properties": "rule for undeclared properties",
    "exclusion": "exclusion (not)",
    "condition": "condition (if)",
    "alternatives": "list of alternatives (anyOf)",
    "exclusive-alternatives": "list of alternatives (oneOf)",
    "tuple": "list of items by position",
    "items": "schema of items",
    "unevaluated": "rule for what is left over",
    "content-encoding": "encoding of the content",
    "content": "encoding or media type of the content",
    "xml": "form in XML",
    "enum": "list of values",
    "const": "constant",
}


def effect(leaf: Leaf, base: Any, revision: Any, *, sender_is_base: bool) -> str:
    """Name what happened on the way to the revision, as the end of a fact's kind."""
    if leaf.noun == "property":
        return f"property-{'added' if base is None else 'removed'}"
    if leaf.noun == "required":
        return f"property-{'required' if base is None else 'optional'}"
    if leaf.noun == "read-only":
        return "property-read-only" if revision == [True] else "property-writable"
    if leaf.noun == "deprecation":
        what = "property" if leaf.name else "schema"
        return f"{what}-{'deprecated' if revision == [True] else 'reinstated'}"
    if leaf.noun in ANNOTATIONS:
        word = "added" if base is None else "removed" if revision is None else "changed"
        return f"{leaf.noun}-{word}"
    if leaf.breaks and leaf.widened:
        return f"{leaf.noun}-changed"
    narrowed = leaf.breaks == sender_is_base
    return f"{leaf.noun}-{'narrowed' if narrowed else 'widened'}"


def sentence(kind: str, leaf: Leaf, place: str, base: Any, revision: Any) -> str:
    """Describe a difference between schemas."""
    if leaf.noun == "property":
        return f"Property {leaf.name!r} was {kind.rpartition('-')[2]} in {place}."
    if leaf.noun == "required":
        word = "required" if kind.endswith("required") else "optional"
        return f"Property {leaf.name!r} became {word} in {place}."
    if leaf.noun == "read-only":
        what = "is now ignored" if revision == [True] else "is no longer ignored"
        return f"Property {leaf.name!r} of {place} {what} in requests (readOnly)."
    if leaf.noun == "deprecation":
        word = kind.rpartition("-")[2]
        if not leaf.name:
            return f"The schema of {place} was {word}."
        return f"Property {leaf.name!r} was {word} in {place}."
    if leaf.noun == "default" and leaf.name:
        place = f"property {leaf.name!r} in {place}"
    noun = _NOUNS.get(leaf.noun, leaf.noun)
    if leaf.noun == "enum":
        return _enum(place, base, revision)
    if kind.endswith("discriminator-changed"):
        return f"The discriminator of {place} changed: {_mapping(base, revision)}."
    change = f"The {noun} of {place} was {kind.rpartition('-')[2]}"
    if base and revision and _keyword(base) != _keyword(revision):
        # The same number says another thing under another keyword.
        return f"{change}: {_named(base)} became {_named(revision)}."
    return f"{change}: {_shown(base)} became {_shown(revision)}."


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


def place(part: str, steps: tuple[Step, ...]) -> str:
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
