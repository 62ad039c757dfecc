"""Members that are null, of a neighbouring type, or missing where empty will do."""

from collections.abc import Iterator
from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.json_types import TYPES
from impl.engine.openapi.member_types import (
    ANNOTATIONS,
    DATA,
    EMPTY,
    MEMBERS,
    NEEDED,
    PARTS,
    REMOVABLE,
    STANDS_FOR,
)
from impl.engine.openapi.objects import KINDS, ObjectField, field_of
from impl.engine.openapi.pointers import escape
from impl.engine.repair.conversions import MISMATCH, converted
from impl.engine.repair.patch import Patch

# What most plain members are.
_USUAL: dict[str, type] = {"text": str, "flag": bool, "number": int}
# Stands for a member of no known kind, which says nothing unless it is null.
_UNKNOWN = object()


def _glances(kind: str) -> dict[str, object]:
    """Give the types that sound members have, None where that takes a longer look."""
    fields = KINDS[kind].fields if kind in KINDS else {}
    return {
        **{name: _USUAL.get(kind) for name, kind in MEMBERS.get(kind, {}).items()},
        **{name: dict if fields[name].shape == "one" else None for name in fields},
    }


_GLANCES = {kind: _glances(kind) for kind in {**KINDS, **MEMBERS}}
# Kinds whose other members hold objects, too.
_WITH_REST = frozenset(name for name, kind in KINDS.items() if kind.rest)


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:
    """Note each such member, and read it as what it means."""
    for node in objects.malformed:
        _repair_misfit(node, report, patch)
    for node in _objects(objects):
        kind = node.kind
        if kind != "schema" and isinstance(node.value.get("$ref"), str):
            continue
        glances = _GLANCES[kind]
        other = None if kind in _WITH_REST else _UNKNOWN
        for name, member in node.value.items():
            glance = glances.get(name, other)
            if type(member) is glance or (glance is _UNKNOWN and member is not None):
                continue
            held, expected = _rule(kind, name)
            if _is_sound(member, held, expected):
                continue
            is_data = name in DATA and name not in MEMBERS.get(node.kind, {})
            if not name.startswith("x-") and not is_data:
                _repair_member(node, name, member, report, patch)
                _repair_boolean(node, name, member, version, report, patch)
        _add_missing(node, version, report, patch)


def _rule(kind: str, name: str) -> tuple[ObjectField | None, str]:
    """Say what a member holds, and the type of its value if that is plain."""
    held = field_of(kind, name) if kind in KINDS else None
    return held, MEMBERS.get(kind, {}).get(name, "")


def _is_sound(member: Any, held: ObjectField | None, expected: str) -> bool:
    """Tell of most sound members, by a look at types, that they are."""
    if held is None:
        return type(member) is _USUAL.get(expected)
    if held.shape == "one":
        return type(member) is dict
    if held.shape == "map":
        return type(member) is dict and set(map(type, member.values())) <= {dict}
    return type(member) is list and set(map(type, member)) <= {dict}


def _objects(objects: ObjectIndex) -> Iterator[ObjectNode]:
    for node in objects.nodes:
        yield node
        if node.kind in PARTS and not PARTS[node.kind].keys().isdisjoint(node.value):
            yield from _parts(node)


def _parts(node: ObjectNode) -> Iterator[ObjectNode]:
    parts = PARTS.get(node.kind, {})
    for name, kind in parts.items():
        held = node.value.get(name)
        pointer = f"{node.pointer}/{name}"
        if kind.endswith("*"):
            for key, item in held.items() if isinstance(held, dict) else ():
                if isinstance(item, dict):
                    part = ObjectNode(kind[:-1], item, f"{pointer}/{escape(key)}")
                    yield part
                    yield from _parts(part)
        elif isinstance(held, dict):
            part = ObjectNode(kind, held, pointer)
            yield part
            yield from _parts(part)


def _repair_member(
    node: ObjectNode, name: str, member: Any, report: FaultList, patch: Patch
) -> None:
    pointer = f"{node.pointer}/{escape(name)}"
    held, expected = _rule(node.kind, name)
    if member is None:
        if name in NEEDED.get(node.kind, {}):
            return  # as if it were missing
        _repair_null(node, name, pointer, held.kind if held else "", report, patch)
        return
    if held and held.shape != "one":
        _repair_entries(member, held.kind, pointer, report, patch)
        is_one = node.kind == "schema" and isinstance(member, dict) and bool(member)
        expected = "branches" if is_one and held.shape == "list" else held.shape
    elif held and held.kind == "schema" and isinstance(member, str):
        expected = "flag"
    if not expected:
        return
    value = converted(member, expected)
    if value is member:
        return
    if value is not MISMATCH:
        what = f"{quote(member)} has the wrong type. It is read as {quote(value)}."
        report.add("CS1211", pointer, what, expected=quote(value))
        patch.put(pointer, value)
    elif name in ANNOTATIONS:
        what = f"{quote(member)} cannot be the {name}. It is ignored."
        report.add("CS1213", pointer, what)
        patch.remove(pointer)


def _repair_misfit(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    """Read a text or an empty list in an object's place as the object it stands for."""
    value, kind = node.value, node.kind
    meant: dict[str, Any] | None = None
    if isinstance(value, str) and kind in STANDS_FOR:
        meant = {STANDS_FOR[kind]: value}
    elif isinstance(value, str) and kind == "schema" and value in TYPES:
        meant = {"type": value}
    elif kind == "example" and not isinstance(value, list | None):
        meant = {"value": value}
    elif value == [] and kind in ("schema", "components", "paths", "responses"):
        meant = {}
    elif value is None and kind == "security scheme":
        what = "The scheme is null. No request can satisfy the scheme."
        report.add("CS1505", node.pointer, what)
        patch.remove(node.pointer)
    if meant is not None:
        what = f"{quote(value)} has the wrong type. It is read as {quote(meant)}."
        report.add("CS1211", node.pointer, what, expected=quote(meant))
        patch.put(node.pointer, meant)


def _repair_boolean(
    node: ObjectNode,
    name: str,
    member: Any,
    version: str,
    report: FaultList,
    patch: Patch,
) -> None:
    """Read a boolean in a schema's place, which OpenAPI 3.0 does not know."""
    held, _ = _rule(node.kind, name)
    if version != "3.0" or not held or held.kind != "schema":
        return
    pointer = f"{node.pointer}/{escape(name)}"
    places: dict[str, Any] = {}
    if held.shape == "one" and name != "additionalProperties":
        places = {pointer: member}
    elif held.shape == "map" and isinstance(member, dict):
        places = {f"{pointer}/{escape(key)}": item for key, item in member.items()}
    for place, value in places.items():
        if isinstance(value, bool):
            what = "OpenAPI 3.0 has no boolean schemas. It is read as in OpenAPI 3.1."
            mend = "Write {} for any value, or {not: {}} for none."
            report.add("CS1607", place, what, mend=mend)
            patch.put(place, {} if value else {"not": {}})


def _repair_null(
    node: ObjectNode,
    name: str,
    pointer: str,
    kind: str,
    report: FaultList,
    patch: Patch,
) -> None:
    if node.kind == "schema" and name == "type":
        what = "The type is null, not a text. It is read as 'null'."
        report.add("CS1211", pointer, what, expected="'null'")
        patch.put(pointer, "null")
        return
    if node.kind in ("paths", "responses", "callback") or kind == "operation":
        _empty(kind, pointer, report, patch)
        return
    report.add("CS1210", pointer, f"{quote(name)} is null. It is ignored.")
    patch.remove(pointer)


def _repair_entries(
    member: Any, kind: str, pointer: str, report: FaultList, patch: Patch
) -> None:
    """Read the nulls of a map or a list of objects as empty objects, or as nothing."""
    entries: Iterator[tuple[str, Any]] = iter(())
    if isinstance(member, dict):
        entries = iter(member.items())
    elif isinstance(member, list):
        entries = ((str(index), item) for index, item in enumerate(member))
    for key, item in entries:
        if item is None:
            _empty(kind, f"{pointer}/{escape(key)}", report, patch)


def _empty(kind: str, pointer: str, report: FaultList, patch: Patch) -> None:
    if kind in EMPTY:
        what = f"The {kind} is null. It is read as an empty one."
        report.add("CS1210", pointer, what)
        patch.put(pointer, EMPTY[kind])
    elif kind in REMOVABLE:
        report.add("CS1210", pointer, f"The {kind} is null. It is ignored.")
        patch.remove(pointer)


def _add_missing(
    node: ObjectNode, version: str, report: FaultList, patch: Patch
) -> None:
    """Read what is missing as empty, where that is a meaning."""
    if isinstance(node.value.get("$ref"), str):
        return
    if node.kind == "tag" and not isinstance(node.value.get("name"), str):
        report.add("CS1213", node.pointer, "The tag has no name. It is ignored.")
        patch.remove(node.pointer)
    for name, value in NEEDED.get(node.kind, {}).items():
        if node.value.get(name) is not None:
            continue
        if name == "responses":
            if version == "3.0":
                patch.put(f"{node.pointer}/{name}", value)
            continue  # which is told with all operations without a response
        if name == "description" and node.kind == "response" and version == "3.2":
            continue  # a summary does as well, and so does nothing
        if name == "paths" and (version != "3.0" and _has_other_content(node.value)):
            continue
        shown = "empty" if not value else quote(value)
        what = f"The {node.kind} has no {quote(name)}. It is read as {shown}."
        report.add("CS1212", node.pointer, what, name=quote(name))
        patch.put(f"{node.pointer}/{name}", value)


def _has_other_content(document: dict[str, Any]) -> bool:
    return "components" in document or "webhooks" in document
