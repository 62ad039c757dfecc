# A copy of Countersign's scripts/codegen/runtime/schemas/inlined.py.
"""Schemas that stand alone: what they refer to is written out in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .references import name_in

# Whoever reads such a document wants to see shapes, not a million lines.
_MOST_NODES = 10_000


def inlining(schemas: Mapping[str, Any]) -> Callable[[object], Any]:
    """Return a function that returns schemas without references to `schemas`.

    A schema within itself, and what is beyond 10,000 nodes of all that it returns, may
    be anything: a document stays true and finite, and says less than the contract.
    """
    show = _Inlining(schemas)
    return lambda schema: show.of(schema, ())


class _Inlining:
    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._left = _MOST_NODES

    def of(self, node: object, within: tuple[str, ...]) -> Any:
        self._left -= 1
        if isinstance(node, list):
            return [self.of(each, within) for each in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        name = name_in(reference) if isinstance(reference, str) else None
        # Its mapping leads to schemas that are not there under their names.
        others = {
            key: self.of(value, within)
            for key, value in node.items()
            if not (key == "discriminator" or (name is not None and key == "$ref"))
        }
        if name is None:
            return others
        target = self._target(name, within)
        return {"allOf": [target], **others} if others else target

    def _target(self, name: str, within: tuple[str, ...]) -> Any:
        if name in within or self._left <= 0:
            return {"description": f"As {name} is."}
        found = self.of(self._schemas.get(name, True), (*within, name))
        return {"title": name, **found} if isinstance(found, dict) else found
