"""Schemas end, their ranges hold something, their discriminators lead to schemas."""

import re
from collections.abc import Iterator
from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.keywords import COMBINING, CONDITIONAL, DEPENDENT, IN_PLACE
from impl.engine.openapi.pointers import escape

DIALECTS = frozenset(
    (
        "https://json-schema.org/draft/2020-12/schema",
        "https://spec.openapis.org/oas/3.1/dialect/base",
        "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
        "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
    )
)
DEEPEST_IN_PLACE = 100
_COMPONENT_NAME = re.compile(r"[a-zA-Z0-9._-]+")
_RANGES = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
)
# What most schemas have none of, which one look at their names tells.
_RANGED = frozenset(low for low, _ in _RANGES)
_ENDLESS = frozenset({"$ref", *IN_PLACE})


def check(objects: ObjectIndex, report: FaultList) -> None:
    """Note every slip that the schemas of the dialects cannot tell."""
    _check_dialects(objects, report)
    _check_names(objects, report)
    for node in objects.of_kind("schema"):
        if report.full:
            return
        if not _RANGED.isdisjoint(node.value):
            _check_ranges(node, report)
        if "discriminator" in node.value:
            _check_discriminator(node, objects, report)
    _check_ends(objects, report)


def is_known_dialect(name: object) -> bool:
    """Tell whether schemas of a dialect can be checked."""
    return isinstance(name, str) and name.removesuffix("#") in DIALECTS


def _check_dialects(objects: ObjectIndex, report: FaultList) -> None:
    named = [("/jsonSchemaDialect", objects.content.get("jsonSchemaDialect"))]
    named += [
        (f"{node.pointer}/$schema", node.value.get("$schema"))
        for node in objects.of_kind("schema")
        if "$schema" in node.value
    ]
    for pointer, name in named:
        if isinstance(name, str) and not is_known_dialect(name):
            what = f"Schemas of the dialect {quote(name)} are not checked."
            report.add("CS1606", pointer, what)


def _check_names(objects: ObjectIndex, report: FaultList) -> None:
    for node in objects.of_kind("components"):
        for section, held in node.value.items():
            if section.startswith("x-") or not isinstance(held, dict):
                continue
            for name in held:
                if not _COMPONENT_NAME.fullmatch(name):
                    what = f"{quote(name)} is no good name here. It is kept."
                    pointer = f"{node.pointer}/{escape(section)}/{escape(name)}"
                    expected = "'^[a-zA-Z0-9._-]+$'"
                    report.add("CS1206", pointer, what, expected=expected)


def _check_ranges(node: ObjectNode, report: FaultList) -> None:
    for low, high in _RANGES:
        least, most = node.value.get(low), node.value.get(high)
        if _is_number(least) and _is_number(most) and least > most:
            what = f"{low} is {quote(least)}, more than {high}, {quote(most)}."
            report.add("CS1604", f"{node.pointer}/{low}", what)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_discriminator(
    node: ObjectNode, objects: ObjectIndex, report: FaultList
) -> None:
    held = node.value.get("discriminator")
    if not isinstance(held, dict):
        return
    pointer = f"{node.pointer}/discriminator"
    if not isinstance(held.get("propertyName"), str):
        what = "The discriminator does not name a property. It is ignored."
        report.add("CS1214", pointer, what)
    mapping = held.get("mapping")
    for value, target in mapping.items() if isinstance(mapping, dict) else ():
        if not isinstance(target, str):
            continue
        place = f"{pointer}/mapping/{escape(value)}"
        if objects.at(f"/components/schemas/{target}"):
            continue
        found = objects.target(target) if target.startswith("#") else None
        there = objects.at(found.pointer) if found else None
        if there is None or there.kind != "schema":
            what = f"There is no schema {quote(target)}. The entry is ignored."
            report.add("CS1605", place, what)


def _check_ends(objects: ObjectIndex, report: FaultList) -> None:
    """Note schemas that apply themselves to the very value they are given.

    JSON Schema 2020-12, 9.4.1: a schema must not be run into an infinite loop.
    """
    heights: dict[str, int] = {}
    schemas = objects.of_kind("schema")
    for start in (each for each in schemas if not _ENDLESS.isdisjoint(each.value)):
        if start.pointer in heights:
            continue
        way = {start.pointer: _in_place(start, objects)}
        # Beside the dict, whose end is slow to find after removals.
        stack = [start.pointer]
        reached = [0]
        while stack:
            pointer = stack[-1]
            child = next(way[pointer], None)
            if child is None:
                height = reached.pop() + 1
                heights[pointer] = height
                del way[stack.pop()]
                if reached:
                    reached[-1] = max(reached[-1], height)
                if height == DEEPEST_IN_PLACE + 1:
                    what = f"More than {DEEPEST_IN_PLACE} schemas apply to one value."
                    report.add("CS1309", pointer, what)
            elif child.pointer in way:
                if not _is_chain(list(way), child.pointer, objects):
                    what = "The schema applies itself to the same value, without end."
                    report.add("CS1603", child.pointer, what)
            elif child.pointer in heights:
                reached[-1] = max(reached[-1], heights[child.pointer])
            else:
                way[child.pointer] = _in_place(child, objects)
                stack.append(child.pointer)
                reached.append(0)


def _is_chain(way: list[str], start: str, objects: ObjectIndex) -> bool:
    """Tell whether a circle is made of nothing but references, which CS1303 tells."""
    circle = (objects.at(pointer) for pointer in way[way.index(start) :])
    return all(node is not None and set(node.value) == {"$ref"} for node in circle)


def _in_place(node: ObjectNode, objects: ObjectIndex) -> Iterator[ObjectNode]:
    """Give the schemas that apply to the same value as a schema."""
    value, pointer = node.value, node.pointer
    reference = value.get("$ref")
    if isinstance(reference, str) and not objects.is_outside(reference):
        found = objects.target(reference)
        yield from _known(found.pointer if found else "", objects)
    for name in COMBINING:
        held = value.get(name)
        for index in range(len(held) if isinstance(held, list) else 0):
            yield from _known(f"{pointer}/{name}/{index}", objects)
    for name in ("not", *CONDITIONAL):
        if name in value:
            yield from _known(f"{pointer}/{name}", objects)
    for keyword in DEPENDENT:
        held = value.get(keyword)
        for name in held if isinstance(held, dict) else ():
            yield from _known(f"{pointer}/{keyword}/{escape(name)}", objects)


def _known(pointer: str, objects: ObjectIndex) -> Iterator[ObjectNode]:
    node = objects.at(pointer)
    if node is not None and node.kind == "schema":
        yield node
