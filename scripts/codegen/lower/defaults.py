"""Defaults of members: what an absent one stands for, at hand in Python.

A default says what absence means and takes no part in validation (JSON Schema 2020-12,
validation, §9.2). So views keep what is absent absent, and implementers find here what
to take for it.
"""

from __future__ import annotations

import keyword
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.format_types import is_of_format, source_of_value
from scripts.codegen.lower.identifiers import Names, snake_case
from scripts.codegen.lower.schemas import key_of
from scripts.codegen.runtime.contract.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.codegen.lower.schemas import ViewSchema

# By class, the names and the Python source of its members' defaults.
Defaults = dict[str, dict[str, str]]

_NONE = object()


def defaults_of(
    members: Mapping[str, Mapping[str, Any]],
    exact: Mapping[str, Any],
    views: Mapping[str, ViewSchema],
) -> Defaults:
    """Return the defaults of classes, but for those that their schemas refuse.

    Args:
        members: the schemas of the members of each class.
        exact: schemas that they may refer to, by key.
        views: of the classes, which tell the types of the defaults.
    """
    gate = Gate(lambda: exact)
    found: Defaults = {}
    for name, schemas in members.items():
        names = Names()
        for member, schema in schemas.items():
            default = _default(schema, exact, frozenset())
            attribute = names.take(_attribute(member))
            if default is not _NONE and gate.compiled(schema).is_valid(default):
                view = views[name].get("properties", {}).get(member, {})
                with suppress(ValueError):
                    source = _Sources(views).of(default, view)
                    found.setdefault(name, {})[attribute] = source
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


class _Sources:
    """Python source of values that nobody can change, by their views."""

    def __init__(self, views: Mapping[str, ViewSchema]) -> None:
        self._views = views

    def of(self, value: Any, view: ViewSchema) -> str:
        """Return the source of a value.

        Raises:
            ValueError: the type that its format has in Python can't hold it.
        """
        view = self._followed(view)
        if is_of_format(view):
            return source_of_value(value, view)
        for branch in filter(is_of_format, map(self._followed, view.get("anyOf", ()))):
            with suppress(ValueError):
                return source_of_value(value, branch)
        if isinstance(value, list):
            items = view.get("items", {})
            return f"({''.join(f'{self.of(each, items)}, ' for each in value)})"
        if isinstance(value, dict):
            members = (f"{name!r}: {self.of(v, {})}" for name, v in value.items())
            # Of one without members nobody could tell the type.
            return f"MappingProxyType[str, object]({{{', '.join(members)}}})"
        return repr(value)

    def _followed(self, view: ViewSchema) -> ViewSchema:
        seen: set[str] = set()
        while "$ref" in view and view["$ref"] not in seen:
            seen.add(view["$ref"])
            view = self._views[key_of(view["$ref"])]
        return view
