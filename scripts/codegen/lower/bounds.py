"""How large can a body be that its schema allows?

A bound is sound: no text of a valid value, however it is escaped, is longer, white
space between its tokens and digits without meaning apart.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.formats import format_in
from scripts.codegen.runtime.contract.read_only import IGNORED
from scripts.codegen.runtime.schemas.references import name_in
from scripts.codegen.runtime.schemas.schema_types import ANY, UPLOAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A character outside the first plane takes twelve bytes, as two escapes in JSON and as
# four bytes, each escaped, in a form.
_CHARACTER = 12
# Nobody has to write a number like this, but some write zeros without end.
_NUMBER = 128
# What stands around a value: quotes, a comma or a colon; in a form a part's own head.
_AROUND, _AROUND_PART = 4, 512
_LITERALS = {"boolean": 5, "null": 4, "integer": _NUMBER, "number": _NUMBER}
_MARGIN = 1024


def most_bytes(
    schema: object, schemas: Mapping[str, Any], *, is_form: bool = False
) -> int | None:
    """Return how many bytes a body may take, None if its schema sets no bound.

    Clients may indent their JSON, for which there is room: as much again, and 1 KiB.

    Args:
        schema: of the whole body; a file of a form counts nothing, it is not held.
        schemas: that it refers to, by name.
        is_form: members are parts of a form, each with a head of its own.
    """
    around = _AROUND_PART if is_form else _AROUND
    longest = _Longest(schemas, around).of(schema, frozenset())
    return None if longest is None else 2 * longest + _MARGIN


class _Longest:
    """Finds the length of the longest text of a schema's values, in bytes."""

    def __init__(self, schemas: Mapping[str, Any], around: int) -> None:
        self._schemas = schemas
        self._around = around
        self._known: dict[str, int | None] = {}

    def of(self, schema: object, trail: frozenset[str]) -> int | None:
        """Return the length, None if there is no end; `trail` led here by reference."""
        if not isinstance(schema, dict):
            return 0 if schema is False else None
        if UPLOAD in schema:
            return 0
        if IGNORED in schema:
            return self.of(schema[IGNORED], trail)
        found = [self._own(schema, trail)]
        found += [self.of(part, trail) for part in schema.get("allOf", ())]
        found += [
            self._most(schema[word], trail)
            for word in ("anyOf", "oneOf")
            if word in schema
        ]
        if "$ref" in schema:
            found.append(self._referred(schema["$ref"], trail))
        # A value has to be an instance of all of them.
        return min((each for each in found if each is not None), default=None)

    def _referred(self, reference: str, trail: frozenset[str]) -> int | None:
        name = name_in(reference)
        if name is None or name not in self._schemas or name in trail:
            return None
        if name not in self._known:
            self._known[name] = self.of(self._schemas[name], trail | {name})
        return self._known[name]

    def _own(self, schema: dict[str, Any], trail: frozenset[str]) -> int | None:
        if "const" in schema or "enum" in schema:
            values = schema["enum"] if "enum" in schema else [schema["const"]]
            return max((_written(value) for value in values), default=0)
        declared = schema.get("type", ANY)
        kinds = {declared} if isinstance(declared, str) else declared
        lengths = [self._of_kind(kind, schema, trail) for kind in kinds]
        return _max(lengths)

    def _of_kind(
        self, kind: str, schema: dict[str, Any], trail: frozenset[str]
    ) -> int | None:
        match kind:
            case "string":
                held = format_in(schema)
                most = schema.get("maxLength", held.longest if held.asserted else None)
                return None if most is None else int(most) * _CHARACTER + 2
            case "array":
                return self._array(schema, trail)
            case "object":
                return self._object(schema, trail)
        return _LITERALS.get(kind)

    def _array(self, schema: dict[str, Any], trail: frozenset[str]) -> int | None:
        fixed = schema.get("prefixItems", [])
        most = schema.get("maxItems")
        if schema.get("items", True) is False:
            most = min(len(fixed), len(fixed) if most is None else int(most))
        if most is None:
            return None
        item = self._most([*fixed, schema.get("items", True)], trail) if most else 0
        return None if item is None else 2 + int(most) * (item + self._around)

    def _object(self, schema: dict[str, Any], trail: frozenset[str]) -> int | None:
        if schema.get("additionalProperties") is not False:
            return 2 if schema.get("maxProperties") == 0 else None
        if schema.get("patternProperties"):
            return None
        total = 2
        for name, part in schema.get("properties", {}).items():
            length = self.of(part, trail)
            if length is None:
                return None
            total += _written(name) + length + 2 * self._around
        return total

    def _most(self, parts: Iterable[object], trail: frozenset[str]) -> int | None:
        return _max([self.of(part, trail) for part in parts])


def _max(lengths: list[int | None]) -> int | None:
    known = [length for length in lengths if length is not None]
    return max(known, default=0) if len(known) == len(lengths) else None


def _written(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False)) * _CHARACTER + _NUMBER
