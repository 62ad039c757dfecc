"""Walk a document once: which object stands where, and what refers to what."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from impl.engine.openapi import pointers
from impl.engine.openapi.methods import MORE_METHODS, NEW_METHODS
from impl.engine.openapi.objects import KINDS, placed
from impl.engine.openapi.operations import operations_in
from impl.engine.openapi.references import LONGEST_CHAIN

_NAMES = frozenset({"$id", "$anchor", "$dynamicAnchor"})


class ObjectNode(NamedTuple):
    """An object of the contract and its place."""

    kind: str
    value: Any
    pointer: str


@dataclass(frozen=True, slots=True)
class ReferenceTarget:
    """What a reference leads to."""

    value: Any
    pointer: str


class ObjectIndex:
    """The objects of one self-contained document.

    Attributes:
        version: the version of OpenAPI: 3.0, 3.1 or 3.2.
        nodes: the objects, in the document's order.
        malformed: values that are no object where one must be.
        references: the objects that are a ``$ref``, or (schemas) have one.
        misplaced: objects with a ``$ref`` where none may stand.
        schema_roots: the schemas that are not part of another schema.
    """

    def __init__(self, content: Any) -> None:
        self.content = content
        self.version = str(content.get("openapi"))[:3]
        self.nodes: list[ObjectNode] = []
        self.malformed: list[ObjectNode] = []
        self.references: list[ObjectNode] = []
        self.misplaced: list[ObjectNode] = []
        self.schema_roots: list[ObjectNode] = []
        self.roots: set[str] = set()
        self._index: dict[str, ObjectNode] = {}
        self._by_kind: dict[str, list[ObjectNode]] = defaultdict(list)
        self._names: dict[str, ObjectNode] = {}
        self._targets: dict[str, ReferenceTarget | None] = {}
        self._walk(ObjectNode("document", content, ""), "")
        self._visit_hidden_targets()

    def of_kind(self, kind: str) -> list[ObjectNode]:
        """Give the objects of one kind, in the document's order."""
        return self._by_kind[kind]

    def at(self, pointer: str) -> ObjectNode | None:
        """Give the object at a pointer, if one is known there."""
        return self._index.get(pointer)

    def operations(self, item: ObjectNode) -> Iterator[tuple[str, ObjectNode]]:
        """Give the operations of a path item, with their methods."""
        for method, below in operations_in(item.value, self.version):
            value = pointers.resolve(item.value, below)
            if "$ref" not in value:
                yield method, ObjectNode("operation", value, item.pointer + below)

    def enclosing(self, pointer: str) -> ObjectNode | None:
        """Give the innermost known object that holds a pointer."""
        while pointer not in self._index and pointer:
            pointer = pointer.rpartition("/")[0]
        return self._index.get(pointer)

    def target(self, reference: str) -> ReferenceTarget | None:
        """Find what a reference into the document leads to; None for nothing."""
        if reference not in self._targets:
            self._targets[reference] = self._find(reference)
        return self._targets[reference]

    def follow(self, value: Any, pointer: str) -> ReferenceTarget | None:
        """Go from an object, through any references, to the object that is meant."""
        found: ReferenceTarget | None = ReferenceTarget(value, pointer)
        for _ in range(LONGEST_CHAIN + 1):
            if not found or not isinstance(found.value, dict):
                return found
            if "$ref" not in found.value:
                return found
            reference = found.value["$ref"]
            found = self.target(reference) if isinstance(reference, str) else None
        return None

    def is_outside(self, reference: str) -> bool:
        """Tell whether a reference leaves the document."""
        if reference.startswith("#"):
            return False
        address, _ = pointers.parse_reference(reference)
        return bool(address) and address not in self._names

    def _find(self, reference: str) -> ReferenceTarget | None:
        address, fragment = pointers.parse_reference(reference)
        start = ObjectNode("document", self.content, "")
        if address:
            if address not in self._names:
                return None
            start = self._names[address]
        if fragment and not fragment.startswith("/"):
            node = self._names.get(f"#{fragment}")
            return ReferenceTarget(node.value, node.pointer) if node else None
        try:
            value = pointers.resolve(start.value, fragment)
        except LookupError:
            return None
        return ReferenceTarget(value, start.pointer + fragment)

    def _walk(self, start: ObjectNode, parent: str) -> None:
        stack = [(start, parent)]
        while stack:
            node, parent = stack.pop()
            kind, value, pointer = node.kind, node.value, node.pointer
            if not isinstance(value, dict):
                if kind != "schema" or not isinstance(value, bool):
                    self.malformed.append(node)
                continue
            if pointer in self._index:
                continue
            self._index[pointer] = node
            self.nodes.append(node)
            self._by_kind[kind].append(node)
            is_reference = isinstance(value.get("$ref"), str)
            if is_reference and not self._may_refer(kind):
                self.misplaced.append(node)
                continue
            if is_reference:
                self.references.append(node)
                if kind not in ("schema", "path item"):
                    continue
            if kind == "schema":
                self._name(node)
                if parent != "schema":
                    self.schema_roots.append(node)
                    self.roots.add(pointer)
            below = [
                (ObjectNode(child, item, place), kind)
                for child, name, place, item in placed(kind, value, pointer)
                if kind != "path item" or not self._is_unknown(name)
            ]
            below.reverse()
            stack += below

    def _is_unknown(self, name: str) -> bool:
        """Tell whether an operation is of a later version, and so says nothing."""
        is_new = name in NEW_METHODS or name == MORE_METHODS
        return is_new and self.version < "3.2"

    def _may_refer(self, kind: str) -> bool:
        if kind == "media type":  # since 3.2, whose components have mediaTypes
            return self.version >= "3.2"
        return KINDS[kind].referable

    def _name(self, node: ObjectNode) -> None:
        if _NAMES.isdisjoint(node.value):
            return
        for member, prefix in (("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#")):
            name = node.value.get(member)
            if isinstance(name, str):
                self._names.setdefault(prefix + name.removesuffix("#"), node)

    def _visit_hidden_targets(self) -> None:
        """Look at objects that only a reference shows to be of some kind."""
        done = 0
        while done < len(self.references):
            node = self.references[done]
            done += 1
            found = self.target(node.value["$ref"])
            if found and found.pointer not in self._index:
                parent = self.enclosing(found.pointer)
                self._walk(
                    ObjectNode(node.kind, found.value, found.pointer),
                    parent.kind if parent else "",
                )
