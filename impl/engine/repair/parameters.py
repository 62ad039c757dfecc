"""Parameters and headers that are described in the words of another version."""

from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.parameters import STYLES, is_reserved
from impl.engine.openapi.pointers import escape
from impl.engine.repair.patch import Patch

# Swagger 2.0 has these beside 'name' and 'in'.
_SCHEMA_MEMBERS = frozenset(
    {
        *("type", "format", "items", "default", "enum", "pattern", "multipleOf"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        *("minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
    }
)


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:  # noqa: ARG001 - the signature of every pass
    """Note each such parameter, and read it as what it means."""
    for node in objects.of_kind("parameter"):
        if not isinstance(node.value.get("$ref"), str):
            _repair_parameter(node, report, patch)
    for node in objects.of_kind("header"):
        if not isinstance(node.value.get("$ref"), str):
            _repair_schema(node, report, patch)
            _repair_style(node, "header", report, patch)


def _repair_parameter(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    value = node.value
    place, name = value.get("in"), value.get("name")
    if isinstance(place, str) and place not in STYLES and place.lower() in STYLES:
        what = (
            f"There is no place {quote(place)}. It is read as {quote(place.lower())}."
        )
        report.add("CS1211", f"{node.pointer}/in", what, expected=quote(place.lower()))
        place = place.lower()
        patch.put(f"{node.pointer}/in", place)
    if place in ("body", "formData"):
        return
    _repair_schema(node, report, patch)
    _repair_style(node, place, report, patch)
    if place == "path" and value.get("required") is not True:
        what = (
            f"The path parameter {quote(name)} is not required. It is read as required."
        )
        pointer = f"{node.pointer}/required" if "required" in value else node.pointer
        report.add("CS1407", pointer, what)
        patch.put(f"{node.pointer}/required", True)
    if is_reserved(place, name):
        what = f"OpenAPI ignores a parameter for the header {quote(name)}."
        report.add("CS1416", f"{node.pointer}/name", what)


def _repair_schema(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    value = node.value
    content = value.get("content")
    if "schema" in value and isinstance(content, dict):
        report.add(
            "CS1418", f"{node.pointer}/schema", "'content' is there too, and counts."
        )
        patch.remove(f"{node.pointer}/schema")
    elif "schema" not in value and not content:
        loose = {name: value[name] for name in value if name in _SCHEMA_MEMBERS}
        for name in loose:
            patch.remove(f"{node.pointer}/{name}")
        read = "as its 'schema'" if loose else "as a text"
        found = "its schema's members beside it" if loose else "no schema"
        what = f"The {node.kind} has {found}. It is read {read}."
        report.add("CS1417", node.pointer, what)
        patch.put(f"{node.pointer}/schema", loose or {"type": "string"})
        if "content" in value:
            patch.remove(f"{node.pointer}/content")
    if isinstance(content, dict) and len(content) > 1:
        first, *others = content
        for name in others:
            what = f"{quote(name)} is left out: only {quote(first)} counts."
            pointer = f"{node.pointer}/content/{escape(name)}"
            report.add("CS1418", pointer, what)
            patch.remove(pointer)


def _repair_style(
    node: ObjectNode, place: Any, report: FaultList, patch: Patch
) -> None:
    style = node.value.get("style")
    allowed = STYLES.get(place) if isinstance(place, str) else None
    if isinstance(style, str) and allowed and style not in allowed:
        what = f"The style {quote(style)} is not for a {place}. It is ignored."
        expected = ", ".join(sorted(allowed))
        report.add("CS1419", f"{node.pointer}/style", what, expected=expected)
        patch.remove(f"{node.pointer}/style")
