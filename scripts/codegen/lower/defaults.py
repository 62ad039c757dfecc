"""Defaults of members: what an absent one stands for, at hand in Python.

A default says what absence means and takes no part in validation (JSON Schema 2020-12,
validation, §9.2). So views keep what is absent absent, and implementers find here what
to take for it.
"""

from __future__ import annotations

import keyword
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.enumerations import NAMES
from scripts.codegen.lower.format_types import is_of_format, source_of_value
from scripts.codegen.lower.identifiers import Names, snake_case
from scripts.codegen.lower.schemas import key_of
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.syntax.exact_numbers import with_integers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

    def of(self, value: Any, view: ViewSchema | bool) -> str:
        """Return the source of a value of a view.

        Raises:
            ValueError: the type that its format has in Python can't hold it.
        """
        leaves = [each for _, each in self._leaves(view)]
        formats = list(filter(is_of_format, leaves))
        for each in formats:
            with suppress(ValueError):
                return source_of_value(value, each)
        if formats and len(formats) == len(leaves):
            raise ValueError(f"no type of a format holds {value!r}")
        if isinstance(value, list):
            array = self._wanted(view, "array")
            views = array.get("prefixItems") or [_part(array, "items")] * len(value)
            items = (self.of(each, v) for each, v in zip(value, views, strict=False))
            return f"({''.join(f'{item}, ' for item in items)})"
        if isinstance(value, dict):
            own = _part(self._wanted(view, "object"), "additionalProperties")
            members = (f"{name!r}: {self.of(v, own)}" for name, v in value.items())
            # Of one without members nobody could tell the type.
            return f"MappingProxyType[str, object]({{{', '.join(members)}}})"
        if isinstance(value, float) and self._wanted(view, "integer"):
            value = with_integers(value)
        return self._member(value, view) or repr(value)

    def _member(self, value: Any, view: ViewSchema | bool) -> str:
        """Return a value as the member of an enum that its view has for it, if any."""
        leaves = () if isinstance(value, bool) else self._leaves(view)
        for name, each in leaves:
            if NAMES in each and value in each["enum"]:
                member = each[NAMES][each["enum"].index(value)]
                return f"_models.{name}.{member}"
        return ""

    def _wanted(self, view: ViewSchema | bool, kind: str) -> ViewSchema:
        leaves = (each for _, each in self._leaves(view))
        return next((each for each in leaves if each.get("type") == kind), {})

    def _leaves(self, view: ViewSchema | bool) -> Iterator[tuple[str, ViewSchema]]:
        """Yield what a view may be, with its name if it has one."""
        pending, seen = [("", view)], set()
        while pending:
            name, each = pending.pop(0)
            if not isinstance(each, dict):
                continue
            if "$ref" in each and (target := key_of(each["$ref"])) not in seen:
                seen.add(target)
                pending.append((target, self._views[target]))
            elif "anyOf" in each:
                pending += [("", branch) for branch in each["anyOf"]]
            else:
                yield name, each


def _part(view: ViewSchema, keyword: str) -> ViewSchema | bool:
    part: ViewSchema | bool = view.get(keyword, {})
    return part
