"""Instances of a schema by educated guess, for the search of witnesses.

The guesses honour most keywords but promise nothing: whoever asks has a validator.
"""

from random import Random
from typing import Any

from impl.engine.containment.schemas.standalone import Standalone
from impl.engine.containment.search.boundary_values import BoundaryValues
from impl.engine.openapi.json_types import PRIMITIVES, type_of
from impl.engine.openapi.pointers import resolve
from impl.engine.openapi.references import local_pointer

_DEPTH = 6
_LARGEST = 300
# Those without others inside come first.
_TYPES = [*PRIMITIVES[:2], "integer", *PRIMITIVES[2:]]


class InstanceGuesser:
    """Draws guesses at instances of a schema."""

    def __init__(
        self, document: Standalone, words: BoundaryValues, random: Random
    ) -> None:
        self._root = document.schema
        self._words = words
        self._random = random
        self._room = 0

    def draw(self) -> Any:
        """Draw one guess."""
        self._room = _LARGEST
        return self._draw([self._root], 0)

    def _draw(self, schemas: list[Any], depth: int) -> Any:
        self._room -= 1
        if self._room < 0:
            return None
        parts = self._parts(schemas)
        for part in parts:
            if "const" in part:
                return part["const"]
            if listed := _list(part, "enum"):
                return self._random.choice(listed)
        kind = self._kind(parts, depth)
        if kind == "array":
            return self._array(parts, depth)
        if kind == "object":
            return self._object(parts, depth)
        if kind == "string":
            return self._random.choice(self._words.strings)
        if kind in {"integer", "number"}:
            drawn = self._random.choice(self._words.numbers)
            return int(drawn) if kind == "integer" else drawn
        return self._random.choice([True, False]) if kind == "boolean" else None

    def _parts(self, schemas: list[Any]) -> list[dict[str, Any]]:
        """Collect what applies in place, choosing among alternatives by lot."""
        waiting = list(schemas)
        parts: list[dict[str, Any]] = []
        while waiting and len(parts) < 50:
            part = waiting.pop()
            if not isinstance(part, dict):
                continue
            parts.append(part)
            if isinstance(part.get("$ref"), str):
                waiting.append(self._target(part["$ref"]))
            waiting += _list(part, "allOf")
            for keyword in ("anyOf", "oneOf"):
                branches = _list(part, keyword)
                if branches:
                    waiting.append(self._random.choice(branches))
            if "if" in part and self._random.random() < 0.5:
                waiting += [part["if"], part.get("then", True)]
            elif "if" in part:
                waiting.append(part.get("else", True))
        return parts

    def _target(self, reference: str) -> Any:
        pointer = local_pointer(reference)
        try:
            return True if pointer is None else resolve(self._root, pointer)
        except (LookupError, ValueError):
            return True

    def _kind(self, parts: list[dict[str, Any]], depth: int) -> str:
        kinds = list(_TYPES) if depth < _DEPTH else _TYPES[:5]
        for part in parts:
            allowed = part.get("type")
            names = [allowed] if isinstance(allowed, str) else allowed
            if isinstance(names, list):
                kinds = [k for k in kinds if k in names] or list(names)
        hints = {"properties": "object", "required": "object", "items": "array"}
        likely = [k for word, k in hints.items() if any(word in p for p in parts)]
        likely = [k for k in likely if k in kinds]
        if likely and self._random.random() < 0.7:
            return likely[0]
        return str(self._random.choice(kinds or ["null"]))

    def _array(self, parts: list[dict[str, Any]], depth: int) -> list[Any]:
        low, high = _bounds(parts, "Items")
        length = self._length(low, high)
        heads: list[list[Any]] = [[] for _ in range(length)]
        for part in parts:
            items = part.get("items")
            prefix = items if isinstance(items, list) else part.get("prefixItems")
            rest = part.get("additionalItems") if isinstance(items, list) else items
            first = prefix if isinstance(prefix, list) else []
            for index, head in enumerate(heads):
                head.append(first[index] if index < len(first) else rest)
            if heads and "contains" in part and self._random.random() < 0.8:
                self._random.choice(heads).append(part["contains"])
        drawn = [self._draw(head, depth + 1) for head in heads]
        if len(drawn) > 1 and self._random.random() < 0.2:
            drawn[-1] = drawn[0]
        return drawn

    def _object(self, parts: list[dict[str, Any]], depth: int) -> dict[str, Any]:
        names = {n for p in parts for n in _list(p, "required") if type(n) is str}
        known = {n for p in parts for n in _map(p, "properties")}
        chance = self._random.choice([0.0, 0.3, 0.7, 1.0]) if depth < _DEPTH else 0
        names |= {n for n in sorted(known) if self._random.random() < chance}
        low, _ = _bounds(parts, "Properties")
        extra = max(min(low, 8) - len(names), self._random.choice([0, 0, 1, 2]))
        names |= {self._random.choice(self._words.names) for _ in range(extra)}
        result = {}
        for name in sorted(names):
            schemas: list[Any] = []
            for part in parts:
                own = _map(part, "properties").get(name)
                rest = part.get("additionalProperties")
                schemas.append(rest if own is None else own)
            result[name] = self._draw(schemas, depth + 1)
        return result

    def _length(self, low: int, high: int) -> int:
        fitting = [n for n in self._words.lengths if low <= n <= high]
        length = self._random.choice(fitting) if fitting else min(low, 40)
        return min(length, max(self._room, 0))

    def mutate(self, value: Any) -> Any:
        """Change an instance in one place, by lot."""
        kind = type_of(value)
        if kind == "array" and value and self._random.random() < 0.8:
            index = self._random.randrange(len(value))
            copy = list(value)
            if self._random.random() < 0.3:
                del copy[index]
            else:
                copy[index] = self.mutate(value[index])
            return copy
        if kind == "object" and self._random.random() < 0.8:
            name = self._random.choice([*value, *self._words.names])
            changed = dict(value)
            if name in changed and self._random.random() < 0.3:
                del changed[name]
            else:
                changed[name] = self.mutate(changed.get(name))
            return changed
        return self._random.choice([*self._words.scalars(), [], {}])


def _bounds(parts: list[dict[str, Any]], noun: str) -> tuple[int, int]:
    lows = [p[f"min{noun}"] for p in parts if type(p.get(f"min{noun}")) is int]
    highs = [p[f"max{noun}"] for p in parts if type(p.get(f"max{noun}")) is int]
    return max(lows, default=0), min(highs, default=10**9)


def _list(part: dict[str, Any], keyword: str) -> list[Any]:
    value = part.get(keyword)
    return value if isinstance(value, list) else []


def _map(part: dict[str, Any], keyword: str) -> dict[str, Any]:
    value = part.get(keyword)
    return value if isinstance(value, dict) else {}
