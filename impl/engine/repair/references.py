"""References that miss their target, but leave no doubt about it."""

from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.component_names import meant_component
from impl.engine.openapi.component_usage import ComponentUsage
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.objects import article, field_of
from impl.engine.openapi.pointers import escape, is_within, split, to_fragment
from impl.engine.repair.patch import Patch

# Paths and parameters: more are shared by nobody who means well.
_MOST_INLINED = 10_000
_CARRIERS = frozenset({"response", "parameter", "header", "request body"})
_ANNOTATIONS = frozenset({"example", "link"})


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:
    """Note references whose meaning is plain, or that nothing needs."""
    used: ComponentUsage | None = None
    components = objects.content.get("components")
    for node in objects.references:
        reference = node.value["$ref"]
        pointer = f"{node.pointer}/$ref"
        if _is_good(node, objects):
            if version == "3.0" and node.kind == "schema":
                _drop_siblings(node, report, patch)
            continue
        meant = meant_component(reference, node.kind, components)
        if meant and meant != reference:
            what = f"{quote(reference)} is no reference into the document."
            report.add("CS1312", pointer, f"{what} It is read as {quote(meant)}.")
            patch.put(pointer, meant)
            continue
        if _repair_kind(node, objects, report, patch):
            continue
        used = used or ComponentUsage(objects)
        if node.kind in _ANNOTATIONS or not used.has(node.pointer):
            why = "It only describes"
            if node.kind not in _ANNOTATIONS:
                why = "No operation uses it"
            what = f"{quote(reference)} leads nowhere. {why}, so it is left out."
            report.add("CS1314", pointer, what)
            if node.kind == "schema":
                patch.put(node.pointer, {})
            else:
                patch.remove(node.pointer)
    _inline_all_misplaced(objects, report, patch)
    _inline_path_items(objects, patch)


def _is_good(node: ObjectNode, objects: ObjectIndex) -> bool:
    reference = node.value["$ref"]
    if objects.is_outside(reference):
        return False
    found = objects.target(reference)
    if found is None:
        return False
    if isinstance(found.value, bool) and node.kind == "schema":
        return True
    there = objects.at(found.pointer)
    return there is not None and there.kind == node.kind


def _drop_siblings(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    """Leave out what stands beside a `$ref` (OpenAPI 3.0.4, 4.7.23)."""
    known = frozenset({"$ref", "description", "summary", "title", "example"})
    for name in node.value:
        if name not in known and not name.startswith("x-"):
            pointer = f"{node.pointer}/{escape(name)}"
            what = f"{quote(name)} beside a reference is ignored in OpenAPI 3.0."
            report.add("CS1311", pointer, what)
            patch.remove(pointer)


def _repair_kind(
    node: ObjectNode, objects: ObjectIndex, report: FaultList, patch: Patch
) -> bool:
    """Read a reference to an object with just one schema as one to that schema."""
    reference = node.value["$ref"]
    if objects.is_outside(reference):
        return False
    found = objects.follow(node.value, node.pointer)
    there = objects.at(found.pointer) if found else None
    if there is None or not isinstance(there.value, dict):
        return False
    copy = _converted(there, node.kind)
    if copy is not None and patch.has_room(copy):
        what = f"{quote(reference)} leads to a {there.kind}, not to a {node.kind}."
        words = f"a {node.kind} that says the same"
        report.add("CS1313", f"{node.pointer}/$ref", f"{what} It is read as {words}.")
        patch.copy(node.pointer, copy, there.pointer)
        return True
    meaning: tuple[str, Any, str] | None = None
    if node.kind == "schema" and there.kind in _CARRIERS:
        schemas = _schemas(there)
        if len(schemas) == 1:
            meaning = f"{node.pointer}/$ref", to_fragment(schemas[0]), "its schema"
    elif there.kind == "schema" and node.kind in ("response", "request body"):
        content = {"application/json": {"schema": {"$ref": reference}}}
        value: dict[str, Any] = {"content": content}
        if node.kind == "response":
            value = {"description": "", **value}
        meaning = node.pointer, value, f"a {node.kind} in JSON with that schema"
    elif there.kind == "schema" and node.kind == "header":
        value = {"schema": {"$ref": reference}}
        meaning = node.pointer, value, "a header with that schema"
    if meaning is None:
        return False
    place, value, words = meaning
    what = f"{quote(reference)} leads to a {there.kind}, not to a {node.kind}."
    report.add("CS1313", f"{node.pointer}/$ref", f"{what} It is read as {words}.")
    patch.put(place, value)
    return True


def _converted(node: ObjectNode, kind: str) -> dict[str, Any] | None:
    """Give an object as one of a kind that has nearly the same members, if it can."""
    value: dict[str, Any] = node.value
    match node.kind, kind:
        case "request body", "response":
            kept = {name: value[name] for name in value if name != "required"}
            return {"description": "", **kept}
        case "response", "request body":
            names = ("description", "content")
            return {name: value[name] for name in names if name in value}
        case "parameter", "header":
            return {name: value[name] for name in value if name not in ("name", "in")}
        case "header", "parameter":
            return {"name": split(node.pointer)[-1], "in": "header", **value}
    return None


def _inline_all_misplaced(
    objects: ObjectIndex, report: FaultList, patch: Patch
) -> None:
    for node in objects.misplaced:
        _inline_misplaced(node, article(node.kind), objects, report, patch)
    for node in objects.nodes:
        for name, member in node.value.items():
            if type(member) is not dict or "$ref" not in member:
                continue
            held = field_of(node.kind, name)
            if held and held.shape != "one" and isinstance(member["$ref"], str):
                place = ObjectNode(node.kind, member, f"{node.pointer}/{escape(name)}")
                _inline_misplaced(place, f"the {name}", objects, report, patch)


def _inline_misplaced(
    node: ObjectNode,
    instead: str,
    objects: ObjectIndex,
    report: FaultList,
    patch: Patch,
) -> None:
    """Read a reference where none may stand as what it leads to."""
    reference = node.value["$ref"]
    if objects.is_outside(reference):
        return
    found = objects.follow(node.value, node.pointer)
    if found is None or not isinstance(found.value, dict | list):
        return
    if is_within(node.pointer, found.pointer) or not patch.has_room(found.value):
        return
    what = f"{quote(reference)} may not stand in place of {instead}."
    report.add("CS1315", f"{node.pointer}/$ref", f"{what} It is read as the target.")
    patch.copy(node.pointer, found.value, found.pointer)


def _schemas(node: ObjectNode) -> list[str]:
    """Give where the schemas of an object that carries values stand."""
    if "schema" in node.value:
        return [f"{node.pointer}/schema"]
    content = node.value.get("content")
    return [
        f"{node.pointer}/content/{escape(name)}/schema"
        for name, media in (content.items() if isinstance(content, dict) else ())
        if isinstance(media, dict) and "schema" in media
    ]


def _inline_path_items(objects: ObjectIndex, patch: Patch) -> None:
    """Give each path an item of its own: its template is part of the meaning."""
    paths = objects.content.get("paths")
    room = _MOST_INLINED
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if not isinstance(item, dict) or set(item) != {"$ref"}:
            continue
        pointer = f"/paths/{escape(path)}"
        found = objects.follow(item, pointer)
        there = objects.at(found.pointer) if found else None
        if not found or not there or there.kind != "path item":
            continue
        listed = found.value.get("parameters")
        room -= 1 + (len(listed) if isinstance(listed, list) else 0)
        if room > 0:
            patch.copy(pointer, found.value, found.pointer)
