"""References by another name than a pointer from the root, as such pointers.

A schema can be named by an ``$id`` or an anchor (JSON Schema 2020-12, 8.2), a document
by its own file, and what a schema means can depend on who refers to it (8.2.3.2).
Everything behind this module sees plain JSON Pointers.
"""

import posixpath
from collections import defaultdict
from typing import Any
from urllib.parse import urljoin

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.pointers import parse_reference, resolve, to_fragment
from impl.engine.repair.patch import Patch

_WRITE = "Write '$ref: {}' instead."


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:
    """Put a pointer from the root in place of each other name that is known."""
    own = posixpath.basename(report.file)
    bases = _bases(objects) if version != "3.0" else {}
    for node in objects.references:
        reference = node.value["$ref"]
        if reference.startswith("#/") and not bases:
            continue
        pointer = _pointer(reference, node, objects, own, bases)
        if pointer is not None and to_fragment(pointer) != reference:
            patch.put(f"{node.pointer}/$ref", to_fragment(pointer))
    if version != "3.0":
        _repair_dynamic(objects, own, bases, patch)
        _repair_recursive(objects, report, patch)


def _bases(objects: ObjectIndex) -> dict[str, ObjectNode]:
    """Give the schemas that have an ``$id``, by pointer."""
    schemas = objects.of_kind("schema")
    return {
        node.pointer: node for node in schemas if isinstance(node.value.get("$id"), str)
    }


def _pointer(
    reference: str,
    node: ObjectNode,
    objects: ObjectIndex,
    own: str,
    bases: dict[str, ObjectNode],
) -> str | None:
    address, fragment = parse_reference(reference)
    if address and own and posixpath.normpath(address) == own:
        # A name that leads nowhere is told of as what it is.
        return fragment if fragment[:1] in ("", "/") else None
    found = objects.target(reference)
    if found is not None:
        return found.pointer
    around = _around(node, bases)
    if not address and around and fragment.startswith("/"):
        try:
            resolve(around[-1].value, fragment)
        except LookupError:
            return None
        return around[-1].pointer + fragment
    uri = ""
    for base in around:
        uri = urljoin(uri, base.value["$id"])
    found = objects.target(urljoin(uri, reference)) if uri and address else None
    return found.pointer if found else None


def _around(node: ObjectNode, bases: dict[str, ObjectNode]) -> list[ObjectNode]:
    """Give the bases that hold an object, outer ones first."""
    found = []
    place = node.pointer if bases else ""
    while place:
        if place in bases:
            found.append(bases[place])
        place = place.rpartition("/")[0]
    return found[::-1]


def _repair_dynamic(
    objects: ObjectIndex, own: str, bases: dict[str, ObjectNode], patch: Patch
) -> None:
    """Read a dynamic reference that has one target only as a plain one."""
    schemas = objects.of_kind("schema")
    anchors: dict[str, list[str]] = defaultdict(list)
    for node in schemas:
        name = node.value.get("$dynamicAnchor")
        if isinstance(name, str):
            anchors[name].append(node.pointer)
    for node in schemas:
        reference = node.value.get("$dynamicRef")
        if not isinstance(reference, str) or "$ref" in node.value:
            continue
        name = parse_reference(reference)[1]
        pointer = _pointer(reference, node, objects, own, bases)
        if pointer is not None and len(anchors.get(name, ())) < 2:
            _put_reference(node, "$dynamicRef", pointer, patch)


def _repair_recursive(objects: ObjectIndex, report: FaultList, patch: Patch) -> None:
    """Read the recursion of JSON Schema 2019-09 as a reference to its start."""
    starts = {
        node.pointer
        for node in objects.of_kind("schema")
        if node.value.get("$recursiveAnchor") is True
    }
    for node in objects.of_kind("schema"):
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
        _put_reference(node, "$recursiveRef", start, patch)


def _put_reference(node: ObjectNode, keyword: str, pointer: str, patch: Patch) -> None:
    patch.remove(f"{node.pointer}/{keyword}")
    patch.put(f"{node.pointer}/$ref", to_fragment(pointer))
