"""Whether a value is what its discriminators say, by the contract as it is written.

No validator looks at discriminators. Whoever goes by the contract does (OpenAPI 3.0.3,
4.7.25): the value names a schema, and the rest has to be of that schema.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from impl.engine.openapi.pointers import resolve

_SCHEMAS = "#/components/schemas/"
_DEEPEST = 12
# Tells whether a schema accepts a value, whatever discriminators say.
Accepts = Callable[[Any, Any], bool]


class Discriminators:
    """The discriminators of a contract.

    Args:
        content: the contract.
        accepts: tells whether a schema of it accepts a value.
    """

    def __init__(self, content: dict[str, Any], accepts: Accepts) -> None:
        self._content = content
        self._schemas = content.get("components", {}).get("schemas", {})
        self._accepts = accepts

    def wrong(
        self, schema: Any, value: Any, depth: int = 0, *, is_named: bool = False
    ) -> str:
        """Say what is not what it says it is; nothing if all is as it should be.

        Args:
            schema: what describes it.
            value: the value.
            depth: how deep it is in what was asked about.
            is_named: whether the schema is a component, which may be an heir.
        """
        if not isinstance(schema, dict) or depth > _DEEPEST:
            return ""
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            found = self._as_parent(reference, value)
            target = resolve(self._content, reference.removeprefix("#"))
            is_component = bool(_named(schema))
            found = found or self.wrong(target, value, depth + 1, is_named=is_component)
            if found:
                return found
        found = self._among(schema, value) or self._within(schema, value, depth)
        for part in schema.get("allOf", ()):
            # What a component is made of does not stand for its heirs.
            name = _named(part) if is_named else ""
            made_of = self._schemas.get(name, {}) if name else part
            found = found or self.wrong(made_of, value, depth + 1, is_named=bool(name))
        for part, inner in _inside(schema, value):
            found = found or self.wrong(part, inner, depth + 1)
        return found

    def _among(self, schema: dict[str, Any], value: Any) -> str:
        held = schema.get("discriminator")
        parts = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
        if not isinstance(held, dict) or not parts or not isinstance(value, dict):
            return ""
        return self._named_one(
            held, value, {name for p in parts if (name := _named(p))}
        )

    def _within(self, schema: dict[str, Any], value: Any, depth: int) -> str:
        """Look at alternatives that nothing tells apart: one that fits has to do."""
        if isinstance(schema.get("discriminator"), dict):
            return ""
        for keyword in ("oneOf", "anyOf"):
            parts = schema.get(keyword, ())
            if '"$ref"' not in json.dumps(parts):
                continue
            fitting = [part for part in parts if self._accepts(part, value)]
            found = [self.wrong(part, value, depth + 1) for part in fitting]
            if found and all(found):
                return found[0]
        return ""

    def _as_parent(self, reference: str, value: Any) -> str:
        """Look at a schema that stands for all that are made of it."""
        name = reference.removeprefix(_SCHEMAS)
        schema = self._schemas.get(name)
        if not isinstance(schema, dict) or {"oneOf", "anyOf"} & schema.keys():
            return ""
        held = schema.get("discriminator")
        if not isinstance(held, dict) or not isinstance(value, dict):
            return ""
        heirs = self._heirs(name)
        if not heirs:
            return ""
        return self._named_one(held, value, {name, *heirs}, is_parent=True)

    def _heirs(self, name: str) -> set[str]:
        found, waiting = {name}, [name]
        while waiting:
            parent = waiting.pop()
            for other, schema in self._schemas.items():
                parts = schema.get("allOf", ()) if isinstance(schema, dict) else ()
                if other not in found and parent in map(_named, parts):
                    found.add(other)
                    waiting.append(other)
        return found - {name}

    def _named_one(
        self,
        held: dict[str, Any],
        value: dict[str, Any],
        names: set[str],
        *,
        is_parent: bool = False,
    ) -> str:
        name = held.get("propertyName", "")
        if name not in value and "defaultMapping" not in held and not is_parent:
            # What names nothing is what the schemas alone make of it.
            return ""
        said = value.get(name)
        mapping = held.get("mapping", {})
        there = mapping.get(said) if isinstance(said, str) else None
        if there is None and isinstance(said, str) and said in names:
            there = said
        there = there or held.get("defaultMapping")
        if there is None:
            return f"{said!r} names no schema"
        target = there.removeprefix(_SCHEMAS)
        there = f"{_SCHEMAS}{target}"
        if target not in self._schemas:
            return f"{said!r} names {target}, which is not there"
        is_one = self._accepts({"$ref": there}, value)
        return "" if is_one else f"{said!r} is no {target}"


def _inside(schema: dict[str, Any], value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for name, inner in value.items():
            yield known.get(name, schema.get("additionalProperties")), inner
    if isinstance(value, list):
        first = schema.get("prefixItems", [])
        for index, item in enumerate(value):
            yield first[index] if index < len(first) else schema.get("items"), item


def _named(part: Any) -> str:
    reference = part.get("$ref", "") if isinstance(part, dict) else ""
    return reference.removeprefix(_SCHEMAS) if reference.startswith(_SCHEMAS) else ""
