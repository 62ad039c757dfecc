# A copy of Countersign's scripts/codegen/runtime/contract/read_only.py.
"""Members that only the server knows, dropped from what clients send.

The owner of a document may ignore what is `readOnly` (JSON Schema 2020-12, validation,
§9.4): what a client says of it reaches nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ..schemas.references import name_in, pointer_to, reached

if TYPE_CHECKING:
    from .gate import Gate
    from .validator import SchemaValidator

# The keyword of schemas of members that are ignored: what the contract says of them.
IGNORED: Final = "x-ignored"


class ReadOnlyMembers:
    """The members that a schema says to ignore, at any depth.

    Where a schema has alternatives, those count that the value is an instance of.
    """

    def __init__(self, name: str, gate: Gate) -> None:
        self._gate = gate
        self._root = {"$ref": pointer_to(name)}
        self._leading: dict[int, bool] = {}
        self._validators: dict[int, SchemaValidator] = {}

    def dropped(self, value: Any) -> Any:
        """Return a valid value, which is changed, without the members to ignore."""
        if self.has_any and isinstance(value, dict | list):
            for members, name in self._found(value):
                members.pop(name, None)
        return value

    @cached_property
    def has_any(self) -> bool:
        """Is there any member to ignore?"""
        return self._leads(self._root)

    def _found(self, value: Any) -> list[tuple[dict[str, Any], str]]:
        found: list[tuple[dict[str, Any], str]] = []
        seen: set[tuple[int, int]] = set()
        pending: list[tuple[Any, Any]] = [(self._root, value)]
        while pending:
            schema, each = pending.pop()
            place = id(schema), id(each)
            is_whole = isinstance(each, dict | list)
            if place in seen or not is_whole or not self._leads(schema):
                continue
            seen.add(place)
            pending += [(part, each) for part in self._applied(schema, each)]
            if isinstance(each, list):
                pending += _items(schema, each)
                continue
            for name, member in each.items():
                for part in self._of_member(schema, each, name):
                    if isinstance(part, dict) and IGNORED in part:
                        found.append((each, name))
                    pending.append((part, member))
        return found

    def _leads(self, schema: Any) -> bool:
        """Does the schema ignore a member, or any that it refers to?"""
        if not isinstance(schema, dict):
            return False
        known = self._leading.get(id(schema))
        if known is None:
            schemas = reached(schema, self._gate.schemas).values()
            known = any(map(_ignores, (schema, *schemas)))
            self._leading[id(schema)] = known
        return known

    def _applied(
        self, schema: dict[str, Any], value: Any, *, every: bool = False
    ) -> Iterator[Any]:
        """Yield the schemas that look at the same value, and describe it.

        Alternatives that ignore nothing are left out, unless `every` one is wanted.
        """
        name = name_in(schema.get("$ref", ""))
        if name is not None:
            yield self._gate.schemas[name]
        yield from schema.get("allOf", ())
        for keyword in ("anyOf", "oneOf"):
            for branch in schema.get(keyword, ()):
                if (every or self._leads(branch)) and self._fits(branch, value):
                    yield branch
        if "if" in schema:
            yield schema.get("then" if self._fits(schema["if"], value) else "else")
        if isinstance(value, dict):
            dependent = schema.get("dependentSchemas", {})
            yield from (part for member, part in dependent.items() if member in value)

    def _of_member(
        self, schema: dict[str, Any], value: dict[str, Any], name: str
    ) -> Iterable[Any]:
        """Return the schemas of a member of a value."""
        if found := self._named(schema, name):
            return found
        if "additionalProperties" in schema:
            return [schema["additionalProperties"]]
        rest = schema.get("unevaluatedProperties")
        is_rest = self._leads(rest) and not self._is_evaluated(schema, value, name)
        return [rest] if is_rest else []

    def _named(self, schema: dict[str, Any], name: str) -> list[Any]:
        found = []
        if name in schema.get("properties", {}):
            found.append(schema["properties"][name])
        for pattern, part in schema.get("patternProperties", {}).items():
            # By the part: it stands for its pattern, and lives as long as the schema.
            if self._fits({"pattern": pattern}, name, of=part):
                found.append(part)
        return found

    def _is_evaluated(self, schema: Any, value: dict[str, Any], name: str) -> bool:
        """Does a schema that looks at the same value say something of a member?

        JSON Schema 2020-12, core, §11.3.
        """
        seen: set[int] = set()
        pending = [*self._applied(schema, value, every=True)]
        while pending:
            part = pending.pop()
            if not isinstance(part, dict) or id(part) in seen:
                continue
            seen.add(id(part))
            takes_all = {"additionalProperties", "unevaluatedProperties"} & part.keys()
            if takes_all or self._named(part, name):
                return True
            pending += self._applied(part, value, every=True)
        return False

    def _fits(self, schema: Any, value: Any, of: Any = None) -> bool:
        key = id(schema if of is None else of)
        validator = self._validators.get(key)
        if validator is None:
            validator = self._validators[key] = self._gate.compiled(schema)
        return validator.is_valid(value)


def _items(schema: dict[str, Any], value: list[Any]) -> Iterator[tuple[Any, Any]]:
    fixed = schema.get("prefixItems", ())
    for index, item in enumerate(value):
        yield (fixed[index] if index < len(fixed) else schema.get("items")), item


def _ignores(schema: Any) -> bool:
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if IGNORED in node:
                return True
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return False
