"""Schemas in another draft's words, and keywords that say nothing."""

import json
from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.json_types import TYPES
from impl.engine.openapi.keywords import COMBINING
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.v3_0 import NEW_KEYWORDS
from impl.engine.repair.patch import Patch
from impl.engine.repair.patterns import repair_patterns

# Names of types that leave no doubt; none at all for "any".
_MEANT = {
    **dict.fromkeys(("", "any", "mixed", "anytype"), None),
    **dict.fromkeys(("str", "text", "uuid", "date", "datetime", "date-time"), "string"),
    **dict.fromkeys(("file", "binary", "byte", "email", "uri", "url"), "string"),
    **dict.fromkeys(("enum", "char", "password", "timestamp"), "string"),
    **dict.fromkeys(("int", "int32", "int64", "long", "short"), "integer"),
    **dict.fromkeys(("float", "double", "decimal"), "number"),
    **dict.fromkeys(("bool",), "boolean"),
    **dict.fromkeys(("list",), "array"),
    **dict.fromkeys(("dict", "map", "hash"), "object"),
    **dict.fromkeys(("nil", "none"), "null"),
}
_LIMITS = frozenset(
    {
        *("maxContains", "maxItems", "maxLength", "maxProperties"),
        *("minContains", "minItems", "minLength", "minProperties"),
    }
)
_MOVE = "Set 'openapi' to 3.1.0, which has it, or write it in another way."
_NULLABLE = "Use one type, with 'nullable: true' where it may be null."
_LISTS = frozenset((*COMBINING, "required"))
# Most schemas have none of what a rule is about, which one look at their names tells.
_LIMITED = frozenset({*_LIMITS, "exclusiveMaximum", "exclusiveMinimum"})
_LISTED = frozenset({*COMBINING, "enum", "examples", "items"})


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:
    """Note each such keyword, and read it as what it means."""
    for node in objects.malformed:
        _repair_misplaced(node, objects, report, patch)
    old = version == "3.0"
    for node in objects.of_kind("schema"):
        if not (old and isinstance(node.value.get("$ref"), str)):
            _repair_schema(node, old, report, patch)


def _repair_schema(
    node: ObjectNode, old: bool, report: FaultList, patch: Patch
) -> None:
    value = node.value
    if "type" in value:
        _repair_type(node, old, report, patch)
    if "required" in value:
        _repair_required(node, old, report, patch)
    if not _LIMITED.isdisjoint(value):
        _repair_limits(node, old, report, patch)
    if not _LISTED.isdisjoint(value):
        _repair_lists(node, old, report, patch)
    if "nullable" in value:
        _repair_nullable(node, old, report)
    if "pattern" in value or "patternProperties" in value:
        repair_patterns(node, report, patch)
    if old and not NEW_KEYWORDS.isdisjoint(value):
        _note_new(node, report)


def _note_new(node: ObjectNode, report: FaultList) -> None:
    for name in filter(NEW_KEYWORDS.__contains__, node.value):
        what = f"OpenAPI 3.0 has no {quote(name)}. It is read as in OpenAPI 3.1."
        _note_version(f"{node.pointer}/{escape(name)}", what, _MOVE, report)


def _repair_misplaced(
    node: ObjectNode, objects: ObjectIndex, report: FaultList, patch: Patch
) -> None:
    """Read a list among the properties as the keyword that it must be."""
    place, _, name = node.pointer.rpartition("/")
    if node.kind != "schema" or not place.endswith("/properties"):
        return
    owner = objects.at(place.removesuffix("/properties"))
    if name not in _LISTS or not isinstance(node.value, list) or not node.value:
        return
    wanted = str if name == "required" else dict
    if owner is None or owner.kind != "schema" or name in owner.value:
        return
    if all(isinstance(item, wanted) for item in node.value):
        what = f"{quote(name)} is a list, and no property. It is read as the keyword."
        report.add("CS1617", node.pointer, what)
        patch.remove(node.pointer)
        patch.put(f"{owner.pointer}/{name}", node.value)


def _repair_type(node: ObjectNode, old: bool, report: FaultList, patch: Patch) -> None:
    given = node.value.get("type")
    pointer = f"{node.pointer}/type"
    if isinstance(given, list):
        if not given:
            report.add("CS1611", pointer, "'type' is empty. It is ignored.")
            patch.remove(pointer)
            return
        types = ["null" if name is None else name for name in given]
        if old:
            what = "OpenAPI 3.0 has no lists of types. It is read as in OpenAPI 3.1."
            _note_version(pointer, what, _NULLABLE, report)
        if types != given:
            what = "The type is null, not a text. It is read as 'null'."
            report.add("CS1211", pointer, what, expected="'null'")
            patch.put(pointer, types)
        return
    if given == "null" and old:
        what = "OpenAPI 3.0 has no type 'null'. It is read as in OpenAPI 3.1."
        _note_version(pointer, what, _NULLABLE, report)
    if given == "array" and old and "items" not in node.value:
        what = "The array has no 'items'. Its items may be anything."
        report.add("CS1615", pointer, what)
    if not isinstance(given, str) or given in TYPES:
        return
    word = given.lower()
    meant = word if word in TYPES else _MEANT.get(word, given)
    if meant is None:
        what = f"There is no type {quote(given)}. It is read as any type."
        report.add("CS1608", pointer, what)
        patch.remove(pointer)
    elif meant != given:
        what = f"There is no type {quote(given)}. It is read as {quote(meant)}."
        report.add("CS1608", pointer, what)
        patch.put(pointer, meant)


def _note_version(pointer: str, what: str, mend: str, report: FaultList) -> None:
    report.add("CS1607", pointer, what, mend=mend)


def _repair_required(
    node: ObjectNode, old: bool, report: FaultList, patch: Patch
) -> None:
    required = node.value.get("required")
    pointer = f"{node.pointer}/required"
    if isinstance(required, bool):
        what = "A schema cannot say that it is required itself. It is ignored."
        report.add("CS1609", pointer, what)
        patch.remove(pointer)
    elif isinstance(required, str):
        what = f"{quote(required)} is not a list. It is read as {quote([required])}."
        report.add("CS1211", pointer, what, expected=quote([required]))
        patch.put(pointer, [required])
    elif isinstance(required, list):
        if not required and old:
            report.add("CS1611", pointer, "'required' is empty. It is ignored.")
            patch.remove(pointer)
        _drop_repeated("required", required, pointer, report, patch)


def _repair_limits(
    node: ObjectNode, old: bool, report: FaultList, patch: Patch
) -> None:
    value = node.value
    for name, bound in (
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ):
        given = value.get(name)
        pointer = f"{node.pointer}/{name}"
        if isinstance(given, bool) and not old:
            what = f"OpenAPI 3.1 wants a number in {quote(name)}. It is read as in 3.0."
            mend = f"Write the bound itself in {quote(name)}, without {quote(bound)}."
            _note_version(pointer, what, mend, report)
            patch.remove(pointer)
            if given and bound in value:
                patch.put(pointer, value[bound])
                patch.remove(f"{node.pointer}/{bound}")
        elif isinstance(given, int | float) and not isinstance(given, bool) and old:
            what = (
                f"OpenAPI 3.0 wants a boolean in {quote(name)}. It is read as in 3.1."
            )
            mend = f"Write the bound in {quote(bound)}, and '{name}: true'."
            _note_version(pointer, what, mend, report)
    for name in filter(_LIMITS.__contains__, value):
        if isinstance(value[name], int | float) and value[name] < 0:
            what = f"{quote(value[name])} limits nothing. It is ignored."
            report.add("CS1612", f"{node.pointer}/{name}", what)
            patch.remove(f"{node.pointer}/{name}")


def _repair_lists(node: ObjectNode, old: bool, report: FaultList, patch: Patch) -> None:
    value = node.value
    for name in (*COMBINING, "enum"):
        if value.get(name) != []:
            continue
        pointer = f"{node.pointer}/{name}"
        if name == "enum" and not old:  # which may be (2020-12, Validation 6.1.2)
            report.add("CS1611", pointer, "'enum' is empty, so no value is valid.")
            continue
        report.add("CS1611", pointer, f"{quote(name)} is empty. It is ignored.")
        patch.remove(pointer)
    if isinstance(value.get("enum"), list):
        pointer = f"{node.pointer}/enum"
        _drop_repeated("enum", value["enum"], pointer, report, patch)
    if "examples" in value and not isinstance(value["examples"], list):
        what = "'examples' of a schema is no list. It is ignored."
        report.add("CS1213", f"{node.pointer}/examples", what)
        patch.remove(f"{node.pointer}/examples")
    items = value.get("items")
    pointer = f"{node.pointer}/items"
    if isinstance(items, list) and "prefixItems" not in value:
        meant = "'prefixItems'" if items else "any items"
        what = f"'items' is a list, which is an older draft. It is read as {meant}."
        mend = "Give 'items' the one schema of all items."
        _note_version(pointer, what, mend, report)
        patch.remove(pointer)
        if items:
            patch.put(f"{node.pointer}/prefixItems", items)


def _drop_repeated(
    name: str, values: list[Any], pointer: str, report: FaultList, patch: Patch
) -> None:
    if set(map(type, values)) == {str} and len(set(values)) == len(values):
        return
    seen: set[str] = set()
    for index, item in enumerate(values):
        key = json.dumps(item, sort_keys=True)
        if key in seen:
            what = f"{quote(item)} is in {quote(name)} before. It counts once."
            report.add("CS1610", f"{pointer}/{index}", what)
            patch.remove(f"{pointer}/{index}")
        seen.add(key)


def _repair_nullable(node: ObjectNode, old: bool, report: FaultList) -> None:
    if node.value.get("nullable") is not True:
        return
    pointer = f"{node.pointer}/nullable"
    if not old:
        what = "OpenAPI 3.1 has no 'nullable'. It is ignored."
        report.add("CS1613", pointer, what)
    elif "type" not in node.value:
        what = "'nullable' without 'type' says nothing. It is ignored."
        report.add("CS1613", pointer, what)
