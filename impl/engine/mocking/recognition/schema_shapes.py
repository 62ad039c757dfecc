"""What schemas say of the shape of their instances, as far as names and types go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from impl.engine.openapi.json_types import TYPES
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import LocalReferences

_DEEPEST: Final = 12
_MOST_PARTS: Final = 64
# Alternatives that only say that null is allowed.
_NOTHING: Final = ({"type": "null"}, {"nullable": True})


@dataclass(frozen=True, slots=True)
class SchemaShape:
    """A schema with all that it is made of.

    Attributes:
        identity: the pointer of what is named, through references and plain wrappers.
        types: the types of its instances; empty where anything goes.
        properties: the pointers that say something of each property.
        required: the properties that are always there.
        items: the pointer of the schema of items.
        enum: the values that are listed.
        format: the format of its texts.
        is_read_only: whether only responses have it.
        is_write_only: whether only requests have it.
        names: the names of the components that it is made of.
    """

    identity: str
    types: frozenset[str] = frozenset()
    properties: dict[str, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: str | None = None
    enum: tuple[Any, ...] = ()
    format: str = ""
    is_read_only: bool = False
    is_write_only: bool = False
    names: frozenset[str] = frozenset()

    @property
    def is_object(self) -> bool:
        """Tell whether instances are objects whose properties are known."""
        return bool(self.properties) and self.types <= {"object", "null"}

    @property
    def is_array(self) -> bool:
        """Tell whether instances are arrays."""
        return "array" in self.types or (not self.types and self.items is not None)


class SchemaShapes:
    """Knows the shapes of a contract's schemas, each looked at once."""

    def __init__(self, references: LocalReferences) -> None:
        self.references = references
        self._known: dict[str, SchemaShape] = {}

    def shape(self, pointer: str | None) -> SchemaShape:
        """Return the shape of the schema at a pointer."""
        if not pointer:
            return SchemaShape("")
        known = self._known.get(pointer)
        if known is None:
            known = self._known[pointer] = _Assembly(self, pointer).shape()
        return known

    def at(self, pointer: str | None, steps: tuple[str, ...]) -> str | None:
        """Return the schema of what stands at some steps within an instance."""
        for step in steps:
            pointer = self.shape(pointer).properties.get(step)
            if pointer is None:
                return None
        return pointer

    def parts(self, pointer: str | None) -> Iterator[dict[str, Any]]:
        """Give the objects that all say something of a schema's instances."""
        waiting, seen = [pointer] if pointer else [], set[str]()
        while waiting and len(seen) < _MOST_PARTS:
            here = waiting.pop()
            value = self.references.value(here)
            if here in seen or not isinstance(value, dict):
                continue
            seen.add(here)
            yield value
            if "$ref" in value:
                waiting.append(self.references.target(here))
            for keyword in ("allOf", "anyOf", "oneOf"):
                count = _length(value.get(keyword))
                is_sure = keyword == "allOf" or count <= 2
                waiting += [f"{here}/{keyword}/{n}" for n in range(count) if is_sure]

    def identity(self, pointer: str) -> str:
        """Follow references and wrappers that add nothing to what is meant."""
        for _ in range(_DEEPEST):
            pointer = self.references.target(pointer)
            value = self.references.value(pointer)
            inner = _wrapped(value) if isinstance(value, dict) else None
            if inner is None:
                return pointer
            pointer += inner
        return pointer


class _Assembly:
    def __init__(self, shapes: SchemaShapes, pointer: str) -> None:
        self._references = shapes.references
        self._identity = shapes.identity(pointer)
        self._types: frozenset[str] | None = None
        self._properties: dict[str, str] = {}
        self._required: set[str] = set()
        self._items: str | None = None
        self._flags: dict[str, Any] = {}
        self._seen: set[str] = set()
        self._add(pointer, 0, is_sure=True)

    def shape(self) -> SchemaShape:
        names = {
            each.removeprefix("/components/schemas/")
            for each in self._seen
            if each.startswith("/components/schemas/") and each.count("/") == 3
        }
        types = self._types or frozenset()
        if not types and self._properties:
            types = frozenset({"object"})
        return SchemaShape(
            self._identity,
            types,
            self._properties,
            frozenset(self._required),
            self._items,
            tuple(self._flags.get("enum", ())),
            self._flags.get("format", ""),
            self._flags.get("readOnly") is True,
            self._flags.get("writeOnly") is True,
            frozenset(names),
        )

    def _add(self, pointer: str, depth: int, *, is_sure: bool) -> frozenset[str] | None:
        """Take in a part; an unsure one is an alternative, whose types are returned."""
        value = self._references.value(pointer)
        if not isinstance(value, dict) or pointer in self._seen:
            return None
        if depth > _DEEPEST or len(self._seen) > _MOST_PARTS:
            return None
        self._seen.add(pointer)
        types = _types(value)
        if "$ref" in value:
            there = self._references.target(pointer)
            if there != pointer:
                types = _meet(types, self._add(there, depth + 1, is_sure=is_sure))
        self._take(value, pointer, is_sure=is_sure)
        for index in range(_length(value.get("allOf"))):
            part = self._add(f"{pointer}/allOf/{index}", depth + 1, is_sure=is_sure)
            types = _meet(types, part)
        for keyword in ("oneOf", "anyOf"):
            count = _length(value.get(keyword))
            union: frozenset[str] | None = frozenset()
            for index in range(count):
                place = f"{pointer}/{keyword}/{index}"
                is_only = count == 1 and is_sure
                part = self._add(place, depth + 1, is_sure=is_only)
                union = None if part is None or union is None else union | part
            if count:
                types = _meet(types, union)
        if is_sure:
            self._types = _meet(self._types, types)
        return types

    def _take(self, value: dict[str, Any], pointer: str, *, is_sure: bool) -> None:
        properties = value.get("properties")
        for name in properties if isinstance(properties, dict) else ():
            self._properties.setdefault(name, f"{pointer}/properties/{escape(name)}")
        required = value.get("required")
        if is_sure and isinstance(required, list):
            self._required |= {name for name in required if isinstance(name, str)}
        if isinstance(value.get("items"), dict):
            self._items = self._items or f"{pointer}/items"
        const = [value["const"]] if "const" in value else ()
        self._flags.setdefault("enum", value.get("enum") or const)
        if not self._flags["enum"]:
            self._flags["enum"] = value.get("enum") or const
        for name in ("format", "readOnly", "writeOnly"):
            if name in value:
                self._flags.setdefault(name, value[name])


def _types(value: dict[str, Any]) -> frozenset[str] | None:
    declared = value.get("type")
    names = [declared] if isinstance(declared, str) else declared
    if not isinstance(names, list):
        return None
    found = {name for name in names if isinstance(name, str) and name in TYPES}
    if value.get("nullable") is True:
        found.add("null")
    return frozenset(found)


def _meet(
    one: frozenset[str] | None, other: frozenset[str] | None
) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    both = one & other
    if "integer" in one | other and "number" in one | other:
        both |= {"integer"}
    return both or one


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _wrapped(value: dict[str, Any]) -> str | None:
    """Return the way to the only schema that says something, if there is one."""
    if "properties" in value or "required" in value:
        return None
    found = []
    for keyword in ("allOf", "oneOf", "anyOf"):
        parts = value.get(keyword)
        for index, part in enumerate(parts if isinstance(parts, list) else ()):
            if part not in _NOTHING:
                found.append(f"/{keyword}/{index}")
    return found[0] if len(found) == 1 else None
