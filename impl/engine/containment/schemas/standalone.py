"""A schema with everything it refers to, as one document of its own.

What comes out needs no root: references lead into its own definitions. OpenAPI 3.0
schemas come out as 2020-12, which is how the compiler of contracts reads them too.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from impl.engine.containment.schemas.dialects import (
    Dialect,
    Scope,
)
from impl.engine.openapi.keywords import EVERY_DRAFT
from impl.engine.openapi.pointers import parse_reference, resolve, unescape
from impl.engine.openapi.references import local_pointer
from impl.engine.openapi.v3_0 import NEW_KEYWORDS, modernise

_NAMING = ("$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef")
_SHELVES = ("$defs", "definitions")


class UnsupportedSchemaError(Exception):
    """The schema cannot be read: a dead reference, or no schema at all."""


class CircularSchemaError(Exception):
    """The schema refers to itself without a step into the instance."""


@dataclass(frozen=True, slots=True)
class Standalone:
    """A schema document that stands alone, in a dialect of JSON Schema proper."""

    schema: Any
    dialect: Dialect


class Definitions:
    """Takes schemas out of their document, each target of a reference once.

    Attributes:
        dialect: the dialect of what comes out.
        root: the document that references in what comes out lead into; None where
            every schema is a document of its own.
    """

    def __init__(self, scope: Scope) -> None:
        self._source = scope.root
        self._old = scope.dialect is Dialect.OPENAPI_3_0
        self.dialect = Dialect.DRAFT_2020_12 if self._old else scope.dialect
        self._modern = self.dialect.order >= Dialect.DRAFT_2019_09.order
        self._name = "$defs" if self._modern else "definitions"
        self._definitions: dict[str, Any] = {}
        self._keys: dict[str, str] = {}
        self._numbers = count()
        self._waiting: list[str] = []
        self.root: Any = None
        if self._old or scope.root is not None:
            self.root = {self._name: self._definitions}

    def take(self, schema: Any) -> Any:
        """Return the schema with references into the shelf.

        Raises:
            UnsupportedSchemaError: a reference leads nowhere or out of the document.
        """
        if self.root is None:
            return schema
        source = self._source
        if source is None:
            self._source = schema
            self._keys.clear()
        known = dict(self._keys)
        try:
            return self._copy_all(schema)
        except (UnsupportedSchemaError, RecursionError):
            # Half of what refers to each other would lead to wrong places later.
            for pointer in self._keys.keys() - known:
                self._definitions.pop(self._keys.pop(pointer), None)
            raise
        finally:
            self._source = source

    def _copy_all(self, schema: Any) -> Any:
        self._waiting.clear()
        copy = self._copy(schema)
        while self._waiting:
            pointer = self._waiting.pop()
            self._definitions[self._keys[pointer]] = self._copy_target(pointer)
        return copy

    def document(self, taken: Any) -> Standalone:
        """Return a document of a schema that was taken, with all that it needs."""
        if self.root is None or not isinstance(taken, dict):
            return Standalone(taken, self.dialect)
        needed: dict[str, Any] = {}
        waiting = [taken]
        while waiting:
            for reference in _references(waiting.pop()):
                key = unescape(parse_reference(reference)[1].rpartition("/")[2])
                if key not in needed:
                    needed[key] = self._definitions[key]
                    waiting.append(needed[key])
        if not needed:
            return Standalone(taken, self.dialect)
        # A reference silences whatever stands beside it in the older drafts.
        silent = "$ref" in taken and not self._modern
        root = {"allOf": [taken]} if silent else dict(taken)
        return Standalone({**root, self._name: needed}, self.dialect)

    def _copy_target(self, pointer: str) -> Any:
        try:
            target = resolve(self._source, pointer)
        except (LookupError, ValueError) as error:
            raise UnsupportedSchemaError(f"no schema at {pointer}") from error
        if not is_finite(target):
            raise UnsupportedSchemaError("a schema holds a number that is not finite")
        return self._copy(target)

    def _reference(self, reference: Any) -> str:
        if not isinstance(reference, str):
            raise UnsupportedSchemaError("a reference is not a string")
        pointer = local_pointer(reference)
        if pointer is None:
            raise UnsupportedSchemaError(f"{reference} leads out of the document")
        if pointer not in self._keys:
            self._keys[pointer] = str(next(self._numbers))
            self._waiting.append(pointer)
        return f"#/{self._name}/{self._keys[pointer]}"

    def _copy(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        if "$ref" in node and (self._old or not self._modern):
            return {"$ref": self._reference(node["$ref"])}
        result: dict[str, Any] = {}
        for keyword, value in node.items():
            if self._old and keyword in NEW_KEYWORDS:
                continue
            if keyword in _NAMING:
                raise UnsupportedSchemaError(f"{keyword} within a document")
            if keyword in _SHELVES:
                continue
            result[keyword] = self._copy_value(keyword, value)
        return modernise(result) if self._old else result

    def _copy_value(self, keyword: str, value: Any) -> Any:
        if keyword == "$ref":
            return self._reference(value)
        return EVERY_DRAFT.mapped(keyword, value, self._copy)


def _references(schema: Any) -> Iterator[str]:
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            waiting += [child for _, child in EVERY_DRAFT.children(node)]


def is_finite(value: Any) -> bool:
    """Tell whether a value holds no number that JSON cannot write."""
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, float) and not math.isfinite(node):
            return False
    return True
