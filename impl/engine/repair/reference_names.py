"""References by another name than a pointer from the root, as such pointers.

A schema can be named by an ``$id`` or an anchor (JSON Schema 2020-12, 8.2), a document
by its own file. Everything behind this module sees plain JSON Pointers.
"""

import posixpath
import re
from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.pointers import parse_reference, to_fragment
from impl.engine.openapi.resources import ANCHORS, SchemaResources, absolute
from impl.engine.repair.patch import Patch
from impl.engine.repair.shelves import Shelf

_RECURSIVE = frozenset({"$recursiveAnchor", "$recursiveRef"})
_WRITE = "Write '$ref: {}' instead."
# How a schema is named, as the meta-schema has it: other names are told of as faults.
_ANCHOR = r"[A-Za-z_][-A-Za-z0-9._]*"
_NAMES = {"$id": re.compile(r"[^#]*#?"), **dict.fromkeys(ANCHORS, re.compile(_ANCHOR))}


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:
    """Put a pointer from the root in place of each other name that is known."""
    resources = None
    if version != "3.0" and _is_named(objects):
        resources = SchemaResources(objects)
    shelf = Shelf("x-published-schemas", objects.content, patch)
    for node in objects.references:
        reference = node.value["$ref"]
        if reference.startswith("#/") and resources is None:
            continue
        pointer = _pointer(node, objects, report, resources)
        if pointer is None and node.kind == "schema" and version != "3.0":
            pointer = _published(node, resources, shelf)
        if pointer is not None and to_fragment(pointer) != reference:
            patch.put(f"{node.pointer}/$ref", to_fragment(pointer))
    if version != "3.0":
        _repair_recursive(objects, report, patch)


def drop(objects: ObjectIndex, _version: str, _report: FaultList, patch: Patch) -> None:
    """Leave out names: nothing refers by them any more, and an id makes a base."""
    for node in objects.of_kind("schema"):
        if _NAMES.keys().isdisjoint(node.value):
            continue
        for keyword, form in _NAMES.items():
            name = node.value.get(keyword)
            if isinstance(name, str) and form.fullmatch(name):
                patch.remove(f"{node.pointer}/{keyword}")


def _is_named(objects: ObjectIndex) -> bool:
    """Tell whether any schema has another name than its place."""
    names = _NAMES.keys()
    return not all(names.isdisjoint(node.value) for node in objects.of_kind("schema"))


def _pointer(
    node: ObjectNode,
    objects: ObjectIndex,
    report: FaultList,
    resources: SchemaResources | None,
) -> str | None:
    reference = node.value["$ref"]
    address, fragment = parse_reference(reference)
    if address and posixpath.normpath(address) == posixpath.basename(report.file):
        # A name that leads nowhere is told of as what it is.
        return fragment if fragment[:1] in ("", "/") else None
    if resources is not None and node.kind == "schema":
        return resources.find(reference, node.pointer)
    found = objects.target(reference)
    return found.pointer if found else None


def _published(
    node: ObjectNode, resources: SchemaResources | None, shelf: Shelf
) -> str | None:
    """Bring in a meta-schema that everybody knows by its URI."""
    from impl.engine.openapi.published_schemas import published  # noqa: PLC0415 - mostly loaded in vain

    reference = node.value["$ref"]
    base = resources.base(node.pointer) if resources else ""
    uri = absolute(base, reference)
    schema = published(uri)
    fragment = parse_reference(reference)[1]
    if schema is None or (fragment and not fragment.startswith("/")):
        return None
    return shelf.put(uri, schema, f"{node.pointer}/$ref") + fragment


def _repair_recursive(objects: ObjectIndex, report: FaultList, patch: Patch) -> None:
    """Read the recursion of JSON Schema 2019-09 as a reference to its start."""
    recursive = [
        node
        for node in objects.of_kind("schema")
        if not _RECURSIVE.isdisjoint(node.value)
    ]
    starts = {
        node.pointer for node in recursive if node.value.get("$recursiveAnchor") is True
    }
    for node in recursive:
        value: dict[str, Any] = node.value
        if isinstance(value.get("$recursiveAnchor"), bool):
            patch.remove(f"{node.pointer}/$recursiveAnchor")
        if value.get("$recursiveRef") != "#" or "$ref" in value:
            continue
        start = node.pointer
        while start and start not in starts and start not in objects.roots:
            start = start.rpartition("/")[0]
        meant = to_fragment(start)
        what = f"OpenAPI 3.1 has no '$recursiveRef'. It is read as {quote(meant)}."
        pointer = f"{node.pointer}/$recursiveRef"
        report.add("CS1607", pointer, what, mend=_WRITE.format(quote(meant)))
        patch.remove(pointer)
        patch.put(f"{node.pointer}/$ref", meant)
