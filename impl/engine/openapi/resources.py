"""Schema resources: what URIs and anchors name, from where a reference stands.

JSON Schema 2020-12, Core 8.2: a schema with an ``$id`` is a resource, which URIs inside
are relative to, and whose anchors are its own. A schema that is part of no other is one
too, without a URI: the anchors of a component are its own before they are those of the
whole document.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from impl.engine.openapi.pointers import parse_reference, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.openapi.index import ObjectIndex

ANCHORS = ("$anchor", "$dynamicAnchor")


def base_within(base: str, schema: Any) -> str:
    """Return what URIs in a schema are relative to, given the same of its parent."""
    own = schema.get("$id") if isinstance(schema, dict) else None
    address = own.partition("#")[0] if isinstance(own, str) else ""
    return urljoin(base, address) if address else base


def absolute(base: str, reference: str) -> str:
    """Return the URI of the resource that a reference names, without escapes."""
    return unquote(urljoin(base, reference.partition("#")[0]))


class SchemaResources:
    """The resources of one document, and their anchors.

    Attributes:
        dynamic: the dynamic anchors of each resource: its pointer, and theirs by name.
        homes: the pointer of the resource that each schema is in, by its own pointer.
        around: the pointer of the resource that each resource is in, if it is in one.
    """

    def __init__(self, objects: ObjectIndex) -> None:
        self.dynamic: dict[str, dict[str, str]] = defaultdict(dict)
        self.homes: dict[str, str] = {}
        self.around: dict[str, str] = {}
        self._objects = objects
        self._bases: dict[str, str] = {}
        self._by_uri: dict[str, str] = {}
        self._anchors: dict[tuple[str, str], str] = {}
        self._everywhere: dict[str, list[str]] = defaultdict(list)
        for node in objects.of_kind("schema"):
            self._place(node.pointer, node.value)
            self._name(node.pointer, node.value)

    def base(self, pointer: str) -> str:
        """Return what references in a schema are relative to; "" for the document."""
        return self._bases[self.homes[pointer]]

    def find(self, reference: str, pointer: str) -> str | None:
        """Return the pointer of what a schema at a pointer refers to, if it is known.

        What a resource does not have itself is looked for in the whole document.
        """
        address, fragment = parse_reference(reference)
        if not address:
            home = self.homes[pointer]
            return self._within(home, fragment) or self._in_document(fragment)
        uri = absolute(self.base(pointer), reference)
        start = self._by_uri.get(uri) or self._by_uri.get(address)
        return self._within(start, fragment) if start is not None else None

    def _place(self, pointer: str, value: dict[str, Any]) -> None:
        outer = None if pointer in self._objects.roots else self._home_around(pointer)
        above = self._bases[outer] if outer is not None else ""
        base = base_within(above, value)
        if outer is not None and base == above:
            self.homes[pointer] = outer
            return
        self.homes[pointer] = pointer
        self._bases[pointer] = base
        if outer is not None:
            self.around[pointer] = outer
        if base:
            self._by_uri.setdefault(unquote(base), pointer)
            self._by_uri.setdefault(unquote(value["$id"].removesuffix("#")), pointer)

    def _home_around(self, pointer: str) -> str | None:
        while pointer:
            pointer = pointer.rpartition("/")[0]
            if pointer in self.homes:
                return self.homes[pointer]
        return None

    def _name(self, pointer: str, value: dict[str, Any]) -> None:
        home = self.homes[pointer]
        for name in _anchors(value):
            self._anchors.setdefault((home, name), pointer)
            self._everywhere[name].append(pointer)
        if isinstance(dynamic := value.get("$dynamicAnchor"), str):
            self.dynamic[home].setdefault(dynamic, pointer)

    def _within(self, start: str, fragment: str) -> str | None:
        if fragment and not fragment.startswith("/"):
            return self._anchors.get((start, fragment))
        node = self._objects.at(start)
        try:
            resolve(node.value if node else None, fragment)
        except LookupError:
            return None
        return start + fragment

    def _in_document(self, fragment: str) -> str | None:
        if fragment and not fragment.startswith("/"):
            found = self._everywhere.get(fragment, [])
            return found[0] if len(found) == 1 else None
        found_there = self._objects.target(f"#{fragment}")
        return found_there.pointer if found_there else None


def _anchors(value: dict[str, Any]) -> Iterable[str]:
    """Give the names of a schema; an id of nothing but a fragment was one, once."""
    for keyword in ANCHORS:
        if isinstance(value.get(keyword), str):
            yield value[keyword]
    own = value.get("$id")
    if isinstance(own, str) and own.startswith("#") and len(own) > 1:
        yield own[1:]
