"""Schemas as they are when entered with a scope: each written once for each.

Which scopes there are is known without any value: they are the anchors that a schema is
entered with (JSON Schema 2020-12, Core 8.2.3.2). What is entered with the anchors that
stand around it stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.objects import children, field_of, place_below
from impl.engine.openapi.pointers import parse_reference, to_fragment
from impl.engine.openapi.references import local_pointer
from impl.engine.openapi.resources import ANCHORS, SchemaResources
from impl.engine.repair.dynamic_names import DynamicStart, relevant_names
from impl.engine.repair.shelves import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from impl.engine.openapi.index import ObjectIndex, ObjectNode
    from impl.engine.repair.patch import Patch

DYNAMIC_REFERENCE = "$dynamicRef"
# What is of no use in a copy: its references are pointers from the root.
_LEFT_OUT = frozenset({"$defs", "definitions", "$id", *ANCHORS})

Scope = dict[str, str]


@dataclass(frozen=True)
class _Meaning:
    """What the references of one schema mean: its ``$ref``, and its dynamic one."""

    plain: str | None
    dynamic: str | None

    def applied(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the schema with these, both of them plain."""
        result = dict(schema)
        if self.plain is not None:
            result["$ref"] = self.plain
        if self.dynamic is None:
            return result
        del result[DYNAMIC_REFERENCE]
        if "$ref" in schema:
            result["allOf"] = [*schema.get("allOf", ()), {"$ref": self.dynamic}]
        else:
            result["$ref"] = self.dynamic
        return result

    def note(self, node: ObjectNode, patch: Patch) -> None:
        """Change the schema itself in the same way."""
        place = f"{node.pointer}/$ref"
        if self.plain is not None and self.plain != node.value["$ref"]:
            patch.put(place, self.plain)
        if self.dynamic is None:
            return
        patch.remove(f"{node.pointer}/{DYNAMIC_REFERENCE}")
        if "$ref" in node.value:
            patch.append(f"{node.pointer}/allOf", {"$ref": self.dynamic})
        else:
            patch.put(place, self.dynamic)


class ScopeWriter:
    """Writes each schema for the scopes that it is entered with."""

    def __init__(self, objects: ObjectIndex, patch: Patch) -> None:
        self._objects = objects
        self._patch = patch
        self._resources = SchemaResources(objects)
        self._starts = {
            node.pointer: start
            for node in objects.of_kind("schema")
            if (start := self._start(node)) is not None
        }
        meant = {start.name for start in self._starts.values()}
        # Of each resource, the anchors that any reference names.
        self._anchors = {
            home: {name: place for name, place in held.items() if name in meant}
            for home, held in self._resources.dynamic.items()
        }
        self._relevant: Mapping[str, frozenset[str]] = {}
        self._shelf = Shelf("x-dynamic-scopes", objects.content, patch)
        self._scopes: dict[str, Scope] = {}
        self._in_place: list[tuple[ObjectNode, _Meaning]] = []
        self._copies: dict[str, tuple[str, Any]] = {}
        self._waiting: list[tuple[str, Scope, str]] = []

    def plan(self) -> bool:
        """Find out what everything means; tell whether there is room for it."""
        relevant = relevant_names(self._objects, self._resources, self._starts)
        if relevant is None:
            return False
        self._relevant = relevant
        for node in self._objects.of_kind("schema"):
            scope = self._around(self._resources.homes[node.pointer])
            meaning = self._meaning(node.pointer, node.value, scope)
            self._in_place.append((node, meaning))
        while self._waiting:
            pointer, scope, key = self._waiting.pop()
            target = self._objects.at(pointer)
            copy = self._copy(pointer, target.value if target else True, scope)
            if not self._patch.has_room(copy):
                return False
            self._copies[key] = pointer, copy
        return True

    def write(self) -> None:
        """Change the document."""
        for node, meaning in self._in_place:
            meaning.note(node, self._patch)
        for key, (pointer, copy) in self._copies.items():
            self._shelf.put(key, copy, pointer)

    def _start(self, node: ObjectNode) -> DynamicStart | None:
        reference = node.value.get(DYNAMIC_REFERENCE)
        if not isinstance(reference, str):
            return None
        pointer = self._resources.find(reference, node.pointer)
        there = self._objects.at(pointer) if pointer is not None else None
        if pointer is None or (there is not None and there.kind != "schema"):
            return None
        name = parse_reference(reference)[1]
        own = there.value.get("$dynamicAnchor") if there else None
        return DynamicStart(pointer, name if name and name == own else None)

    def _around(self, home: str) -> Scope:
        """Return the anchors that a resource is entered with where it stands."""
        if home not in self._scopes:
            outer = self._resources.around.get(home)
            above = self._around(outer) if outer is not None else {}
            self._scopes[home] = self._inside(home, above)
        return self._scopes[home]

    def _inside(self, home: str, scope: Scope) -> Scope:
        """Return a scope with the anchors of a resource, outer ones first."""
        return {**self._anchors.get(home, {}), **scope}

    def _meaning(self, pointer: str, value: dict[str, Any], scope: Scope) -> _Meaning:
        target = local_pointer(value.get("$ref"))
        plain = None if target is None else self._entered(target, scope)
        start = self._starts.get(pointer)
        if start is None:
            return _Meaning(plain, None)
        meant = scope.get(start.name or "", start.pointer)
        return _Meaning(plain, self._entered(meant, scope))

    def _entered(self, target: str, scope: Scope) -> str:
        """Return a reference to a schema as it is when entered with a scope."""
        home = self._resources.homes.get(target)
        names = self._relevant.get(target)
        if home is None or not names:
            return to_fragment(target)
        inside, around = self._inside(home, scope), self._around(home)
        if all(inside.get(name) == around.get(name) for name in names):
            return to_fragment(target)
        entered = {name: inside[name] for name in sorted(names) if name in inside}
        key = f"{target}({','.join(f'{name}={entered[name]}' for name in entered)})"
        if key not in self._copies:
            self._copies[key] = target, None  # holds the place against cycles
            self._waiting.append((target, entered, key))
        return to_fragment(self._shelf.pointer(key))

    def _copy(self, pointer: str, value: Any, scope: Scope) -> Any:
        """Return a schema, with those inside, as it is when entered with a scope."""
        if not isinstance(value, dict) or pointer not in self._resources.homes:
            return value
        scope = self._inside(self._resources.homes[pointer], scope)
        parts = {
            (name, key): self._copy(
                place_below(pointer, name, key, "schema"), part, scope
            )
            for _, name, key, part in children("schema", value)
            if name not in _LEFT_OUT
        }
        copy = {
            keyword: _with_parts(keyword, held, parts)
            for keyword, held in value.items()
            if keyword not in _LEFT_OUT
        }
        return self._meaning(pointer, value, scope).applied(copy)


def _with_parts(keyword: str, held: Any, parts: Mapping[tuple[str, str], Any]) -> Any:
    """Return what a keyword holds, with the schemas in it replaced."""
    holds = field_of("schema", keyword)
    if holds is not None and holds.shape == "one":
        return parts.get((keyword, ""), held)
    if isinstance(held, list):
        return [parts.get((keyword, str(at)), each) for at, each in enumerate(held)]
    if isinstance(held, dict):
        return {key: parts.get((keyword, key), held[key]) for key in held}
    return held
