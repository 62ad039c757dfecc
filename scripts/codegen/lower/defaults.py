"""Defaults of members: what an absent one stands for, at hand in Python.

A default says what absence means and takes no part in validation (JSON Schema 2020-12,
validation, §9.2). So views keep what is absent absent, and implementers find here what
to take for it.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.identifiers import Names, snake_case
from scripts.codegen.lower.schemas import key_of
from scripts.codegen.runtime.contract.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Mapping

# By class, the names and the Python source of its members' defaults.
Defaults = dict[str, dict[str, str]]

_NONE = object()


def defaults_of(
    members: Mapping[str, Mapping[str, Any]], exact: Mapping[str, Any]
) -> Defaults:
    """Return the defaults of classes, but for those that their schemas refuse.

    Args:
        members: the schemas of the members of each class.
        exact: schemas that they may refer to, by key.
    """
    gate = Gate(lambda: exact)
    found: Defaults = {}
    for name, schemas in members.items():
        names = Names()
        for member, schema in schemas.items():
            default = _default(schema, exact, frozenset())
            attribute = names.take(_attribute(member))
            if default is not _NONE and gate.compiled(schema).is_valid(default):
                found.setdefault(name, {})[attribute] = _source(default)
    return found


def _default(schema: Any, exact: Mapping[str, Any], seen: frozenset[str]) -> Any:
    if not isinstance(schema, dict):
        return _NONE
    if "default" in schema:
        return schema["default"]
    parts = list(schema.get("allOf", ()))
    if "$ref" in schema and schema["$ref"] not in seen:
        seen |= {schema["$ref"]}
        parts.append(exact[key_of(schema["$ref"])])
    defaults = (_default(part, exact, seen) for part in parts)
    return next((each for each in defaults if each is not _NONE), _NONE)


def _attribute(name: str) -> str:
    is_plain = name.isidentifier() and not name.startswith("_")
    return name if is_plain and not keyword.iskeyword(name) else snake_case(name)


def _source(value: Any) -> str:
    """Return Python source of a value that nobody can change."""
    if isinstance(value, list):
        return f"({''.join(f'{_source(each)}, ' for each in value)})"
    if isinstance(value, dict):
        members = (f"{name!r}: {_source(each)}" for name, each in value.items())
        # Of one without members nobody could tell the type.
        return f"MappingProxyType[str, object]({{{', '.join(members)}}})"
    return repr(value)
