# A copy of Countersign's scripts/codegen/runtime/schemas/references.py.
"""References between schemas: which ones a schema needs, and how they are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote, unquote

_PREFIX = "#/components/schemas/"


def pointer_to(name: str) -> str:
    """Return the reference to a schema, as a URI fragment (RFC 6901, §6)."""
    return _PREFIX + quote(
        name.replace("~", "~0").replace("/", "~1"), safe="!$&'()*+,;="
    )


def name_in(reference: str) -> str | None:
    """Return the name of the schema that a reference points into, or None."""
    if not reference.startswith(_PREFIX):
        return None
    name = unquote(reference.removeprefix(_PREFIX).split("/")[0])
    return name.replace("~1", "/").replace("~0", "~")


def holds_format(
    schema: object, names: Collection[str], schemas: Mapping[str, Any]
) -> bool:
    """Has a schema, or one that it refers to, a format of these names?"""
    pending = [schema, *reached(schema, schemas).values()]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if isinstance(name := node.get("format"), str) and name in names:
                return True
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return False


def reached(schema: object, schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `schemas` that `schema` refers to, directly or not, by name."""
    found: dict[str, Any] = {}
    pending: list[object] = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            pending.extend(node.values())
            target = node.get("$ref")
            wanted = name_in(target) if isinstance(target, str) else None
            if wanted is not None and wanted in schemas and wanted not in found:
                found[wanted] = schemas[wanted]
                pending.append(schemas[wanted])
        elif isinstance(node, list):
            pending.extend(node)
    return found
