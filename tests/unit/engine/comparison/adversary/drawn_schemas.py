"""Schemas drawn from a grammar that has every keyword of a version."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

Schema = Any
Content = dict[str, Any]
_NAMES = ("a", "b", "c")
_DEEPEST = 3
# Schemas that a discriminator tells apart, and the values by which it does.
KINDS = {"Left": "a", "Right": "b"}


class Drawing:
    """Draws schemas.

    Args:
        version: of OpenAPI.
        random: decides.
    """

    def __init__(self, version: str, random: Random) -> None:
        self._old = version == "3.0"
        self._has_default = version == "3.2"
        self._random = random

    def named(self) -> dict[str, Schema]:
        """Draw the components that drawn schemas refer to."""
        made = {"Drawn": self._object(1), "Leaf": self._scalar(), "Tree": _TREE}
        return {**made, **self._either()}

    def _either(self) -> dict[str, Schema]:
        """Draw alternatives that a discriminator tells apart, in any way there is."""
        random = self._random
        targets = {sign: f"#/components/schemas/{name}" for name, sign in KINDS.items()}
        told: Content = {"propertyName": "t"}
        if random.random() < 0.6:
            told["mapping"] = targets
        if self._has_default and random.random() < 0.5:
            told["defaultMapping"] = random.choice(list(targets.values()))
        keyword = random.choice(["oneOf", "oneOf", "anyOf"])
        parts = [{"$ref": there} for there in targets.values()]
        kinds = {name: self._kind(sign) for name, sign in KINDS.items()}
        return {**kinds, "Either": {keyword: parts, "discriminator": told}}

    def _kind(self, sign: str) -> Schema:
        drawn = self._object(2)
        if "Either" in json.dumps([drawn.get(key) for key in ("not", "if", "anyOf")]):
            # Nothing may be held against itself without end.
            drawn = {key: drawn[key] for key in ("type", "properties")}
        marks: list[Content] = [{}, {}, {}, {"enum": [sign]}]
        marks += [{"readOnly": True}, {"writeOnly": True}]
        drawn["properties"]["t"] = {**_TEXT, **self._random.choice(marks)}
        drawn["required"] = ["t", *drawn.get("required", ())]
        return drawn

    def schema(self, depth: int = 0) -> Schema:
        """Draw a schema."""
        makers: list[Callable[[int], Schema]] = [self._object, self._object]
        if depth < _DEEPEST:
            makers += [self._array, self._union, self._whole]
        if depth:
            makers += [self._leaf] * 4
        return self._random.choice(makers)(depth)

    def _leaf(self, _: int) -> Schema:
        return self._scalar()

    def _scalar(self) -> Schema:
        random = self._random
        low = random.randrange(4)
        kinds: list[Schema] = [
            {"type": "string", "minLength": low, "maxLength": low + 3},
            {"type": "string", "pattern": random.choice(["^[a-c]+$", "x", "^a"])},
            {"type": "string", "enum": ["a", "b", "c"][: low + 1]},
            {"type": "integer", "minimum": low, "maximum": low + 9},
            {"type": "number", "multipleOf": random.choice([0.5, 2])},
            {"type": "boolean"},
            {"type": "integer", "enum": [1, 2, 3]},
        ]
        if self._old:
            kinds += [
                {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
                {"type": "string", "nullable": True},
                {"type": "string", "enum": ["a", None], "nullable": True},
            ]
        else:
            kinds += [
                {"type": ["string", "null"]},
                {"type": "number", "exclusiveMaximum": 7, "exclusiveMinimum": 0},
                {"const": "a"},
                {"oneOf": [{"const": "a"}, {"const": "b"}]},
                {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "contentSchema": {"type": "integer"},
                },
            ]
        return random.choice(kinds)

    def _object(self, depth: int) -> Schema:
        random = self._random
        names = random.sample(_NAMES, random.randrange(1, 3))
        made: Content = {
            "type": "object",
            "properties": {name: self._part(depth) for name in names},
        }
        if random.random() < 0.6:
            made["required"] = random.sample(names, random.randrange(1, len(names) + 1))
        rest = random.random()
        if rest < 0.3:
            made["additionalProperties"] = False
        elif rest < 0.4:
            made["additionalProperties"] = {"type": "integer"}
        if random.random() < 0.2:
            made["maxProperties"] = 3
        if not self._old and random.random() < 0.4:
            made |= random.choice(_OF_OBJECTS)
        return made

    def _part(self, depth: int) -> Schema:
        drawn = self.schema(depth + 1)
        if self._random.random() < 0.1 and isinstance(drawn, dict):
            marks = [{"readOnly": True}, {"writeOnly": True}, {"deprecated": True}]
            return {**drawn, **self._random.choice(marks)}
        return drawn

    def _array(self, depth: int) -> Schema:
        random = self._random
        made: Content = {"type": "array", "items": self.schema(depth + 1)}
        if random.random() < 0.5:
            made["maxItems"] = random.randrange(2, 4)
        if random.random() < 0.3:
            made["uniqueItems"] = True
        if not self._old and random.random() < 0.5:
            made |= random.choice(_OF_ARRAYS)
        return made

    def _union(self, depth: int) -> Schema:
        random = self._random
        keyword = random.choice(["anyOf", "oneOf", "allOf"])
        if keyword == "allOf":
            return {"allOf": [self._object(depth + 1), self._object(depth + 1)]}
        return {keyword: [self.schema(depth + 1), self.schema(depth + 1)]}

    def _whole(self, _: int) -> Schema:
        names = ["Leaf", "Drawn", "Tree", "Pet", "Animal", "Thing", "Either", "Either"]
        return {"$ref": f"#/components/schemas/{self._random.choice(names)}"}


_TREE = {
    "type": "object",
    "properties": {
        "v": {"type": "integer"},
        "next": {"$ref": "#/components/schemas/Tree"},
    },
}
_WHOLE, _TEXT = {"type": "integer"}, {"type": "string"}
_EITHER = {"$ref": "#/components/schemas/Either"}
_OF_OBJECTS: tuple[Content, ...] = (
    {"patternProperties": {"^x": _WHOLE}},
    {"propertyNames": {"maxLength": 2}},
    {"dependentRequired": {"a": ["b"]}},
    {"dependentSchemas": {"a": {"required": ["c"]}}},
    {
        "if": {"properties": {"a": {"type": "string"}}},
        "then": {"required": ["b"]},
        "else": {"maxProperties": 2},
    },
    {"not": {"required": ["c"]}},
    {"not": _EITHER},
    {"if": _EITHER, "then": {"maxProperties": 2}},
    {"unevaluatedProperties": False},
    {"anyOf": [{"required": ["a"]}, _EITHER], "unevaluatedProperties": _WHOLE},
)
_OF_ARRAYS: tuple[Content, ...] = (
    {"prefixItems": [_TEXT]},
    {"contains": _WHOLE, "minContains": 1, "maxContains": 2},
    {"contains": _TEXT},
    {"contains": _EITHER, "minContains": 0, "maxContains": 1},
    {"prefixItems": [_EITHER, _WHOLE]},
)
