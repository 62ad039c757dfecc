"""Hold a document's structure against the OpenAPI Initiative's schemas.

A valid document passes as a whole, which is fast. In one that does not, each object is
held alone against its own definition, with small valid stubs in place of the objects
inside it. So a fault shows at the object that has it, never as "none of the branches
matches" at the root, and the time stays linear in what a hostile document brings.
"""

import json
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs

from impl.engine.check.schemas import is_known_dialect
from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.objects import KINDS, article, field_of
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.v3_0 import NEW_KEYWORDS

_DRAFT_2020_12 = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
_BESIDE_REFERENCE = frozenset(("$ref", "summary", "description"))
_LONGEST_LIST = 200
_MOST_ERRORS = 200
_DEFINITIONS = {
    "document": ("", ""),
    "server": ("Server", "server"),
    "tag": ("Tag", "tag"),
    "paths": ("Paths", "paths"),
    "path item": ("PathItem", "path-item"),
    "operation": ("Operation", "operation"),
    "responses": ("Responses", "responses"),
    "response": ("Response", "response"),
    "parameter": ("Parameter", "parameter"),
    "header": ("Header", "header"),
    "request body": ("RequestBody", "request-body"),
    "media type": ("MediaType", "media-type"),
    "encoding": ("Encoding", "encoding"),
    "example": ("Example", "example"),
    "link": ("Link", "link"),
    "callback": ("Callback", "callbacks"),
    "security scheme": ("SecurityScheme", "security-scheme"),
    "components": ("Components", "components"),
    "schema": ("Schema", ""),
}


def check(objects: ObjectIndex, version: str, report: FaultList) -> None:
    """Note what the schemas of OpenAPI, and of JSON Schema, do not allow."""
    for node in objects.malformed:
        expected = "an object or a boolean" if _is_new_schema(node, version) else ""
        # A text may be a whole file that is no contract, which is not shown to anybody.
        found = "a text" if isinstance(node.value, str) else quote(node.value)
        what = f"Here must be {article(node.kind)}, not {found}."
        report.add("CS1203", node.pointer, what, expected=expected or "an object")
    sound = _validator("document", version).is_valid(objects.content)
    if not sound:
        _check_nodes(objects, version, report)
    if version != "3.0":
        _check_schemas(objects, version, report)
    if sound or report.count:
        return  # slips that were told of may be what the schema refuses
    if not _validator("document", version, formats=False).is_valid(objects.content):
        what = "The document does not match the schema of its OpenAPI version."
        report.add("CS1208", "", what)


def _is_new_schema(node: ObjectNode, version: str) -> bool:
    return node.kind == "schema" and version != "3.0"


def _check_nodes(objects: ObjectIndex, version: str, report: FaultList) -> None:
    for node in objects.nodes:
        if report.full:
            return
        if not _is_new_schema(node, version):
            _check_node(node, version, report)


def _check_schemas(objects: ObjectIndex, version: str, report: FaultList) -> None:
    if not is_known_dialect(
        objects.content.get("jsonSchemaDialect", _DRAFT_2020_12["$ref"])
    ):
        return
    validator = _validator("schema", version)
    broken = [
        root for root in objects.schema_roots if not validator.is_valid(root.value)
    ]
    if not broken:
        return
    starts = {root.pointer for root in broken}
    inside = False
    for node in objects.nodes:
        if node.kind != "schema":
            continue
        inside = node.pointer in starts if node.pointer in objects.roots else inside
        if inside and not report.full:
            _check_node(node, version, report)


def _check_node(node: ObjectNode, version: str, report: FaultList) -> None:
    value = node.value
    if isinstance(value.get("$ref"), str):
        if version == "3.0":
            return
        if node.kind != "schema":
            _check_reference(node, report)
            return
    if node.kind == "schema" and not is_known_dialect(
        value.get("$schema", _DRAFT_2020_12["$ref"])
    ):
        return
    shallow = _shallow(node)
    if node.kind == "responses" and not value:
        return
    if node.kind == "schema" and version == "3.0":
        newer = {name: shallow.pop(name) for name in _newer(shallow)}
        _hold(newer, node, "3.1", report)
    _hold(shallow, node, version, report)


def _hold(
    shallow: dict[str, Any], node: ObjectNode, version: str, report: FaultList
) -> None:
    validator = _validator(node.kind, version)
    if validator.is_valid(shallow):
        return
    from impl.engine.check.structure_messages import describe  # noqa: PLC0415 - mostly loaded in vain

    for error in islice(validator.iter_errors(shallow), _MOST_ERRORS):
        describe(error, node, report)


def _newer(schema: dict[str, Any]) -> list[str]:
    """Name the keywords of a 3.0 schema that are read as in 3.1."""
    return [
        name
        for name, value in schema.items()
        if name in NEW_KEYWORDS
        or (name == "type" and (isinstance(value, list) or value == "null"))
        or (name.startswith("exclusive") and not isinstance(value, bool))
    ]


def _check_reference(node: ObjectNode, report: FaultList) -> None:
    if node.kind == "path item" or not KINDS[node.kind].referable:
        return
    for name in node.value:
        if name not in _BESIDE_REFERENCE:
            what = f"{quote(name)} beside a reference is ignored."
            report.add("CS1311", f"{node.pointer}/{escape(name)}", what)


def _shallow(node: ObjectNode) -> dict[str, Any]:
    """Copy an object, with stubs in place of the objects inside it."""
    copy: dict[str, Any] = {}
    for name, member in node.value.items():
        held = field_of(node.kind, name)
        if held is None:
            copy[name] = member[:_LONGEST_LIST] if isinstance(member, list) else member
        elif held.shape == "one":
            copy[name] = _stub(held.kind, member, 0)
        elif held.shape == "map" and isinstance(member, dict):
            copy[name] = {
                key: _stub(held.kind, item, 0) for key, item in member.items()
            }
        elif held.shape == "list" and isinstance(member, list):
            copy[name] = [
                _stub(held.kind, item, index) for index, item in enumerate(member)
            ]
        else:
            copy[name] = member
    return copy


def _stub(kind: str, value: Any, index: int) -> Any:
    """Make a small valid object; the index keeps those of one list different."""
    if kind == "schema" and isinstance(value, bool):
        return value
    if kind == "tag":
        return {"name": str(index)}
    if kind == "parameter":
        return {"$ref": f"#/{index}"}
    return KINDS[kind].stub


@cache
def _validator(
    kind: str, version: str, formats: bool = True
) -> jsonschema_rs.Validator:
    """Compile the definition of a kind."""
    if kind == "schema" and version != "3.0":
        return jsonschema_rs.validator_for(
            _DRAFT_2020_12, validate_formats=formats, mask="…", offline=True
        )
    schema = _meta_schema(version)
    if kind != "document":
        old, new = _DEFINITIONS[kind]
        definitions = "definitions" if version == "3.0" else "$defs"
        reference = f"#/{definitions}/{old if version == '3.0' else new}"
        schema = {
            "$schema": schema["$schema"],
            definitions: schema[definitions],
            "allOf": [{"$ref": reference}],
        }
    return jsonschema_rs.validator_for(
        schema, validate_formats=formats, mask="…", offline=True
    )


@cache
def _meta_schema(version: str) -> dict[str, Any]:
    # Importing the package that holds them would take half a second.
    package = find_spec("openapi_spec_validator")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("openapi_spec_validator")
    folder = Path(package.submodule_search_locations[0], "resources", "schemas")
    text = (folder / f"v{version}" / "schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    if version == "3.1":
        # Its schema calls the member 'body' that the specification calls 'server'.
        members = schema["$defs"]["link"]["properties"]
        members["server"] = members.pop("body", {"$ref": "#/$defs/server"})
    if version != "3.0":
        # It lets extensions of callbacks be path items only.
        schema["$defs"]["callbacks"]["patternProperties"] = {"^x-": True}
    return schema
