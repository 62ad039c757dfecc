"""Values of a schema, mostly valid, and some that are valid by a hair."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from scripts.codegen.runtime.schemas.references import name_in

_DEEPEST, _TOO_DEEP = 7, 30
# What needs itself twice has no end.
_MOST_PARTS = 2_000
_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
_TEXTS = (
    *("", "a", "b", "c", "x", "abc", "aa", "cat", "dog", "Cat", "Dog", "Cow", "Horse"),
    *(
        "Animal",
        "Left",
        "Right",
        "abcd",
        "xxxxx",
        "aaaaaa",
        "bbbbbbbb",
        "1",
        "true",
        "null",
        "[1]",
        "{}",
    ),
    *("2020-01-01", "0", "xyxyxyxyx", "Fox", "aaaaaaaaaaaa", '"s"'),
)
_NUMBERS = (0, 1, 2, 3, -1, 0.5, 2.5, 7, 8, 10, 20, 21, 100, 4, 5, 6, 12, -5, 1.25)
_POOLS: tuple[tuple[Any, ...], ...] = (
    _TEXTS,
    _NUMBERS,
    (True, False, None, [], {}),
)
_NAMES = ("a", "b", "c", "x1", "extra", "xx", "long name")


class Sampler:
    """Draws values of a schema.

    Args:
        root: the schema, with those that it refers to as components.
        random: decides.
    """

    def __init__(self, root: Any, random: Random) -> None:
        self._root = root
        self._random = random
        self._left = 0

    def draw(self) -> Any:
        """Draw one value."""
        self._left = _MOST_PARTS
        return self._draw([self._root], 0)

    def mutated(self, value: Any) -> Any:
        """Return a value with one place changed."""
        changed = copy.deepcopy([value])
        places = list(_places(changed))
        holder, key = self._random.choice(places)
        kind = self._random.random()
        if kind < 0.3 and len(places) > 1 and (holder is not changed):
            del holder[key]
        elif kind < 0.5 and isinstance(holder[key], dict):
            holder[key][self._random.choice(_NAMES)] = self._scalar()
        elif kind < 0.6 and isinstance(holder[key], list):
            holder[key].append(self._scalar())
        else:
            holder[key] = self._scalar()
        return changed[0] if changed else None

    def _scalar(self) -> Any:
        return copy.deepcopy(self._random.choice(self._random.choice(_POOLS)))

    def _draw(self, schemas: list[Any], depth: int) -> Any:
        self._left -= 1
        if depth > _TOO_DEEP or self._left < 0:
            return None
        parts = self._parts(schemas)
        for part in parts:
            if "const" in part:
                return part["const"]
        listed = [part["enum"] for part in parts if part.get("enum")]
        if listed and self._random.random() < 0.95:
            return self._random.choice(listed[-1])
        kind = self._kind(parts, depth)
        if kind == "object":
            return self._object(parts, depth)
        if kind == "array":
            return self._array(parts, depth)
        if kind == "string":
            return self._string(parts)
        if kind in {"integer", "number"}:
            return self._number(parts, kind)
        return self._random.choice([True, False]) if kind == "boolean" else None

    def _parts(self, schemas: list[Any]) -> list[dict[str, Any]]:
        waiting = list(schemas)
        found: list[dict[str, Any]] = []
        while waiting and len(found) < 60:
            part = waiting.pop()
            if not isinstance(part, dict):
                continue
            found.append(part)
            if isinstance(part.get("$ref"), str):
                waiting.append(self._named(part["$ref"]))
            waiting += part.get("allOf", ())
            for keyword in ("anyOf", "oneOf"):
                if part.get(keyword):
                    waiting.append(self._random.choice(part[keyword]))
            if "if" in part:
                chosen = self._random.choice(["then", "else"])
                waiting += [part.get(chosen), part["if"] if chosen == "then" else None]
        return found

    def _named(self, reference: str) -> Any:
        return self._root["components"]["schemas"].get(name_in(reference) or "")

    def _kind(self, parts: list[dict[str, Any]], depth: int) -> str:
        kinds = list(_TYPES)
        for part in parts:
            said = part.get("type")
            names = [said] if isinstance(said, str) else said
            if names:
                kinds = [
                    kind
                    for kind in kinds
                    if kind in names or (kind == "integer" and "number" in names)
                ]
        if depth > _DEEPEST:
            kinds = [k for k in kinds if k not in {"object", "array"}] or kinds
        known = {key for part in parts for key in part}
        if len(kinds) > 3 and known & {"properties", "required"}:
            return "object"
        if len(kinds) > 3 and known & {"items", "prefixItems", "contains"}:
            return "array"
        return self._random.choice(kinds) if kinds else "null"

    def _object(self, parts: list[dict[str, Any]], depth: int) -> dict[str, Any]:
        random = self._random
        required = {name for part in parts for name in part.get("required", ())}
        known = {name for part in parts for name in part.get("properties", ())}
        share = random.choice([0.0, 0.3, 0.7]) if depth < 4 else 0.0
        names = sorted(required) + [
            name for name in sorted(known - required) if random.random() < share
        ]
        for part in parts:
            for name, others in part.get("dependentRequired", {}).items():
                names += others if name in names else ()
        if random.random() < 0.15:
            names.append(random.choice(_NAMES))
        return {
            name: self._draw(_of_name(parts, name), depth + 1)
            for name in dict.fromkeys(names)
        }

    def _array(self, parts: list[dict[str, Any]], depth: int) -> list[Any]:
        random = self._random
        least = max((part.get("minItems", 0) for part in parts), default=0)
        most = min((part.get("maxItems", 4) for part in parts), default=4)
        count = least if depth > 4 else random.randrange(least, max(least, most) + 1)
        contained = [part["contains"] for part in parts if "contains" in part]
        made = []
        for index in range(max(count, 1 if contained else 0)):
            inner = [each for part in parts for each in _of_index(part, index)]
            if contained and index == 0 and random.random() < 0.8:
                inner += contained
            made.append(self._draw(inner, depth + 1))
        return made

    def _string(self, parts: list[dict[str, Any]]) -> str:
        least = max((part.get("minLength", 0) for part in parts), default=0)
        most = min((part.get("maxLength", 8) for part in parts), default=8)
        patterns = [part["pattern"] for part in parts if "pattern" in part]
        if patterns or self._random.random() < 0.5:
            return self._random.choice(_TEXTS)
        size = self._random.choice([least, most, max(least, most - 1)])
        return self._random.choice("axb") * int(size)

    def _number(self, parts: list[dict[str, Any]], kind: str) -> float:
        random = self._random
        bounds = [
            part[key] + shift
            for part in parts
            for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
            if isinstance(part.get(key), int | float)
            for shift in (0, 1, -1)
        ]
        drawn = random.choice(bounds if bounds and random.random() < 0.6 else _NUMBERS)
        step = next((part["multipleOf"] for part in parts if "multipleOf" in part), 0)
        if step and random.random() < 0.7:
            drawn = round(drawn / step) * step
        return int(drawn) if kind == "integer" else drawn


def _of_name(parts: list[dict[str, Any]], name: str) -> list[Any]:
    found = []
    for part in parts:
        if name in part.get("properties", {}):
            found.append(part["properties"][name])
        elif "additionalProperties" in part:
            found.append(part["additionalProperties"])
    return found


def _of_index(part: dict[str, Any], index: int) -> list[Any]:
    prefix = part.get("prefixItems", [])
    if index < len(prefix):
        return [prefix[index]]
    return [part["items"]] if "items" in part else []


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
