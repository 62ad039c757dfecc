"""Where the references of a schema document lead, and which targets are the same."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urljoin

from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.digests import Subschema, digests
from impl.engine.containment.schemas.standalone import (
    CircularSchemaError,
    UnsupportedSchemaError,
)
from impl.engine.openapi.keywords import DOCUMENTATION, EVERY_DRAFT, IN_PLACE
from impl.engine.openapi.pointers import parse_reference, resolve


class References:
    """Resolves the references of one document."""

    def __init__(self, root: Any, dialect: Dialect) -> None:
        self._old = dialect.order < Dialect.DRAFT_2019_09.order
        self._id = "id" if dialect is Dialect.DRAFT_4 else "$id"
        self._resources: dict[str, Any] = {"": root}
        self._anchors: dict[tuple[str, str], Subschema] = {}
        self._dynamic: dict[str, int] = {}
        self._bases: dict[int, str] = {}
        self._digests: dict[int, str] = {}
        self._sound: set[int] = set()
        self._index(Subschema(root, ""))

    def _index(self, root: Subschema) -> None:
        waiting = [root]
        while waiting:
            place = waiting.pop()
            node, base = place.schema, self.base(place)
            if not isinstance(node, dict):
                continue
            self._bases[id(node)] = base
            if base != place.base:
                self._resources.setdefault(base, node)
            for keyword in ("$anchor", "$dynamicAnchor"):
                if isinstance(node.get(keyword), str):
                    self._anchors.setdefault(
                        (base, node[keyword]), Subschema(node, base)
                    )
            if isinstance(node.get("$dynamicAnchor"), str):
                name = node["$dynamicAnchor"]
                self._dynamic[name] = self._dynamic.get(name, 0) + 1
            if node.get("$recursiveAnchor") is True:
                self._dynamic[""] = 1
            waiting += [
                Subschema(child, base) for _, child in EVERY_DRAFT.children(node)
            ]

    def base(self, place: Subschema) -> str:
        """The URI that references within the schema are relative to."""
        node = place.schema
        own = node.get(self._id) if isinstance(node, dict) else None
        if not isinstance(own, str) or (self._old and "$ref" in node):
            return place.base
        address, _, fragment = urljoin(place.base, own).partition("#")
        if fragment and self._old:
            self._anchors.setdefault((address, fragment), Subschema(node, address))
        return address if address and own[:1] != "#" else place.base

    def follow(self, reference: Any, base: str) -> Subschema:
        """Find what a reference leads to.

        Raises:
            UnsupportedSchemaError: it leads nowhere, or out of the document.
        """
        if not isinstance(reference, str):
            raise UnsupportedSchemaError("a reference is not a string")
        address, fragment = parse_reference(reference)
        target = urljoin(base, address) if address else base
        if fragment and not fragment.startswith("/"):
            if (target, fragment) in self._anchors:
                return self._anchors[target, fragment]
        elif target in self._resources:
            try:
                node = resolve(self._resources[target], fragment)
            except (LookupError, ValueError) as error:
                raise UnsupportedSchemaError(f"{reference} leads nowhere") from error
            return Subschema(node, self._bases.get(id(node), target))
        raise UnsupportedSchemaError(f"{reference} leads out of the document")

    def follow_dynamic(self, node: dict[str, Any], base: str) -> Subschema:
        """Find what a dynamic reference leads to where only one target can be meant.

        Raises:
            UnsupportedSchemaError: the target depends on the path of evaluation.
        """
        if "$recursiveRef" in node:
            if self._dynamic.get("") and len(set(self._resources)) > 2:
                raise UnsupportedSchemaError("$recursiveRef has several targets")
            return self.follow(node["$recursiveRef"], base)
        reference = node["$dynamicRef"]
        if self._dynamic.get(str(reference).rpartition("#")[2], 0) > 1:
            raise UnsupportedSchemaError("$dynamicRef has several targets")
        return self.follow(reference, base)

    def targets(self, node: dict[str, Any], base: str) -> Iterator[Subschema]:
        """List what the schema's own references lead to."""
        if "$ref" in node:
            yield self.follow(node["$ref"], base)
        if "$dynamicRef" in node or "$recursiveRef" in node:
            yield self.follow_dynamic(node, base)

    def digest(self, place: Subschema) -> str:
        """Name what a schema says, wherever it stands and however it is annotated.

        Raises:
            UnsupportedSchemaError: a reference leads nowhere, or back in place.
        """
        if id(place.schema) not in self._digests:
            self._check(place)
            self._digests.update(digests(place, self._text, self._digests))
        return self._digests[id(place.schema)]

    def _check(self, place: Subschema) -> None:
        """Refuse a schema that refers to itself without a step into the instance."""
        path: list[int] = []

        def visit(here: Subschema) -> None:
            node = here.schema
            if not isinstance(node, dict) or id(node) in self._sound:
                return
            if id(node) in path:
                raise CircularSchemaError("a schema refers to itself in place")
            path.append(id(node))
            base = self.base(here)
            for target in self.targets(node, base):
                visit(target)
            if not (self._old and "$ref" in node):
                for keyword, child in EVERY_DRAFT.children(node):
                    if keyword in IN_PLACE:
                        visit(Subschema(child, base))
            path.pop()
            self._sound.add(id(node))

        visit(place)

    def _text(self, place: Subschema) -> tuple[str, list[Subschema]]:
        """Write a schema with its targets numbered, and list them."""
        targets: dict[int, Subschema] = {}
        numbers: dict[int, int] = {}

        def strip(node: Any, base: str) -> Any:
            if not isinstance(node, dict):
                return node
            base = self.base(Subschema(node, base))
            result: dict[str, Any] = {}
            for target in self.targets(node, base):
                targets.setdefault(id(target.schema), target)
                number = numbers.setdefault(id(target.schema), len(numbers))
                result.setdefault("$ref", []).append(number)
            for keyword in sorted(node):
                if keyword in DOCUMENTATION or keyword.startswith(("$", "x-")):
                    continue
                held = node[keyword]
                if keyword in EVERY_DRAFT.maps and isinstance(held, dict):
                    held = dict(sorted(held.items()))
                within = partial(strip, base=base)
                result[keyword] = EVERY_DRAFT.mapped(keyword, held, within)
            return result

        text = json.dumps(strip(place.schema, place.base))
        return text, list(targets.values())
