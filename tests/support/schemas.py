"""Random JSON Schemas, with what real contracts are made of."""

from collections.abc import Callable
from random import Random
from typing import Any, Final

_KINDS: Final = ["string", "integer", "number", "boolean", "null", "array", "object"]
_NAMES: Final = ["a", "b", "c", "x", "model_fields", "if-match", "class", "self", "X"]
_VALUES: Final = ["yes", "a", "1", "", 1, 0, 1.5, True, False, None, [1], {"a": 1}]


class Schemas:
    """Makes component schemas that refer to each other, even to themselves."""

    def __init__(self, random: Random, count: int) -> None:
        self._random = random
        self._count = count

    def components(self) -> dict[str, Any]:
        """Return the schemas by name."""
        return {f"S{number}": self._schema(number) for number in range(self._count)}

    def _schema(self, number: int, depth: int = 0) -> Any:
        makers: list[Callable[[int, int], Any]] = [self._plain, self._values]
        if depth < 3:
            makers += [self._typed, self._object, self._object]
            makers += [self._all_of, self._one_of, self._reference]
        return self._random.choice(makers)(number, depth + 1)

    def _inner(self, number: int, depth: int) -> Any:
        return True if self._random.random() < 0.05 else self._schema(number, depth)

    def _reference(self, number: int, _depth: int) -> dict[str, Any]:
        # Only members and items may lead back, or no value would ever be finite.
        target = self._random.randrange(number) if number else 0
        schema = {"$ref": f"#/components/schemas/S{target}"}
        return schema if number else {}

    def _anywhere(self, depth: int) -> dict[str, Any]:
        if depth < 3 and self._random.random() < 0.2:
            target = self._random.randrange(self._count)
            return {"$ref": f"#/components/schemas/S{target}"}
        return {}

    def _kinds(self, first: str) -> Any:
        chance = self._random.random()
        if chance < 0.7:
            return first
        other = "null" if chance < 0.85 else self._random.choice(_KINDS)
        return [first, other] if first != other else first

    def _plain(self, _number: int, _depth: int) -> dict[str, Any]:
        return {"type": self._kinds(self._random.choice(_KINDS))}

    def _typed(self, number: int, depth: int) -> dict[str, Any]:
        kind = self._random.choice(_KINDS)
        schema: dict[str, Any] = {"type": self._kinds(kind)}
        bound = self._random.randrange(3)
        match kind:
            case "string":
                schema |= {"minLength": bound}
            case "integer" | "number":
                schema |= self._random.choice([{"minimum": bound}, {"maximum": bound}])
            case "array":
                items = self._anywhere(depth) or self._inner(number, depth)
                schema |= self._random.choice(
                    [{"items": items}, {"prefixItems": [items]}, {"maxItems": 2}]
                )
            case "object":
                schema |= {"additionalProperties": self._inner(number, depth)}
        return schema

    def _object(self, number: int, depth: int) -> dict[str, Any]:
        names = self._random.sample(_NAMES, self._random.randint(1, 3))
        members = {
            name: self._anywhere(depth) or self._inner(number, depth) for name in names
        }
        schema: dict[str, Any] = {"properties": members}
        if self._random.random() < 0.8:
            schema["type"] = self._kinds("object")
        if self._random.random() < 0.5:
            wanted = [name for name in names if "$ref" not in str(members[name])]
            schema["required"] = [*wanted[:2], *self._random.choice([[], ["extra"]])]
        if self._random.random() < 0.2:
            schema["additionalProperties"] = self._random.choice(
                [False, {"type": "integer"}]
            )
        return schema

    def _values(self, _number: int, _depth: int) -> dict[str, Any]:
        if self._random.random() < 0.3:
            return {"const": self._random.choice(_VALUES)}
        return {"enum": self._random.sample(_VALUES, self._random.randint(1, 3))}

    def _all_of(self, number: int, depth: int) -> dict[str, Any]:
        parts = [self._reference(number, depth), self._object(number, depth)]
        extra = self._object(number, depth) if self._random.random() < 0.3 else {}
        return {"allOf": parts[: self._random.randint(1, 2)], **extra}

    def _one_of(self, number: int, depth: int) -> dict[str, Any]:
        count = self._random.randint(1, 3)
        branches = [self._schema(number, depth) for _ in range(count)]
        return {self._random.choice(["anyOf", "oneOf"]): branches}
