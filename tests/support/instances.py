"""JSON values for JSON Schemas: valid ones, as far as chance goes, and damaged ones."""

import copy
import re
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from impl.engine.openapi.pointers import split

_STRINGS: Final = [
    "",
    "a",
    "yes",
    "true",
    "1",
    "1.0",
    "null",
    "é",
    "a\n",
    " ",
    "\0",
    "😀",
]
_NUMBERS: Final = [0, 1, -1, 2, 1.0, 1.5, -0.0, 2**31, 2**53 + 1, 2**63, 10**30, 1e300]
_KEYS: Final = ["a", "b", "c", "x", "model_fields", "if_match", "self", "é", ""]
_DEEPEST: Final = 6


class Instances:
    """Makes values of schemas that refer to `#/components/schemas/<name>`."""

    def __init__(self, schemas: Mapping[str, Any], random: Random) -> None:
        self._schemas = schemas
        self._random = random

    def value(self, schema: Any, depth: int = 0) -> Any:
        """Return a value that `schema` probably accepts."""
        if not isinstance(schema, dict) or depth > 3 * _DEEPEST:
            return self.anything(depth)
        shape = self._flat(schema, depth)
        if "const" in shape:
            return copy.deepcopy(shape["const"])
        if "enum" in shape:
            return copy.deepcopy(self._random.choice(shape["enum"]))
        declared = shape.get("type") or ("object" if "properties" in shape else None)
        kind = self._random.choice(declared) if isinstance(declared, list) else declared
        match kind:
            case "null":
                return None
            case "boolean":
                return self._random.random() < 0.5
            case "integer" | "number":
                return self._number(shape, kind)
            case "string":
                return self._text(shape)
            case "array":
                return self._array(shape, depth)
            case "object":
                return self._object(shape, depth)
        return self.anything(depth)

    def anything(self, depth: int = 0) -> Any:
        """Return a value of any kind."""
        plain = [None, True, False, *_NUMBERS, *_STRINGS]
        if depth < 2 and self._random.random() < 0.3:
            inner = [self.anything(depth + 1) for _ in range(self._random.randrange(3))]
            names = [self._random.choice(_KEYS) for _ in inner]
            together = dict(zip(names, inner, strict=True))
            return inner if self._random.random() < 0.5 else together
        return self._random.choice(plain)

    def damaged(self, value: Any) -> Any:
        """Return `value` with one part changed, added or taken away."""
        if (
            not value
            or not isinstance(value, dict | list)
            or self._random.random() < 0.2
        ):
            return self._other(value)
        changed: Any = copy.copy(value)
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = self._random.choice(keys)
        chance = self._random.random()
        if chance < 0.15:
            del changed[key]
        elif chance < 0.3 and isinstance(changed, dict):
            changed[self._random.choice(_KEYS)] = self.anything()
        elif chance < 0.3:
            changed.append(copy.deepcopy(changed[key]))
        else:
            changed[key] = self.damaged(value[key])
        return changed

    def _other(self, value: Any) -> Any:
        if isinstance(value, str) and self._random.random() < 0.6:
            at = self._random.randrange(len(value) + 1)
            piece = self._random.choice(["", *_STRINGS, "-", "0", "Z"])
            return value[:at] + piece + value[at + self._random.randrange(2) :]
        return self.anything()

    def _flat(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        """Return one way to keep `schema`, without references and combinations."""
        flat: dict[str, Any] = {}
        rest = dict(schema)
        parts: list[Any] = [rest]
        if "$ref" in rest and depth <= 3 * _DEEPEST:
            parts.append(self._schemas[split(rest.pop("$ref").removeprefix("#"))[2]])
        parts += rest.pop("allOf", [])
        for keyword in ("anyOf", "oneOf"):
            if branches := rest.pop(keyword, None):
                parts.append(self._random.choice(branches))
        for part in parts:
            if not isinstance(part, dict):
                continue
            inner = part if part is rest else self._flat(part, depth + 1)
            for keyword, value in inner.items():
                known = flat.get(keyword)
                if isinstance(known, dict) and isinstance(value, dict):
                    flat[keyword] = {**known, **value}
                elif keyword == "required" and known:
                    flat[keyword] = [*known, *value]
                else:
                    flat[keyword] = value
        return flat

    def _number(self, shape: dict[str, Any], kind: str) -> Any:
        least = shape.get("minimum", shape.get("exclusiveMinimum"))
        most = shape.get("maximum", shape.get("exclusiveMaximum"))
        bounds = [bound for bound in (least, most) if bound is not None]
        choices = [*bounds, *(bound + 1 for bound in bounds), *_NUMBERS]
        within = [
            number
            for number in choices
            if (least is None or number >= least) and (most is None or number <= most)
        ]
        number = self._random.choice(within or choices)
        return number if kind == "number" or number == int(number) else int(number)

    def _text(self, shape: dict[str, Any]) -> str:
        if examples := shape.get("examples"):
            return str(self._random.choice(examples))
        if pattern := shape.get("pattern"):
            return str(self._random.choice(matching(pattern)))
        if shape.get("format") == "uri":
            return "https://example.com/"
        text: str = "a" if "format" in shape else self._random.choice(_STRINGS)
        missing = int(shape.get("minLength", 0)) - len(text)
        return text + "x" * max(0, missing)

    def _array(self, shape: dict[str, Any], depth: int) -> list[Any]:
        first = shape.get("prefixItems", [])
        least = shape.get("minItems", 0)
        most = least if depth > _DEEPEST else least + 2
        items = [self.value(each, depth + 1) for each in first]
        count = self._random.randint(least, max(most, least))
        while len(items) < count:
            items.append(self.value(shape.get("items", True), depth + 1))
        return items

    def _object(self, shape: dict[str, Any], depth: int) -> dict[str, Any]:
        properties = shape.get("properties", {})
        required = set(shape.get("required", ()))
        share = 0.0 if depth > _DEEPEST else self._random.choice([0.0, 0.5, 1.0])
        extra = shape.get("additionalProperties", True)
        value = {
            name: self.value(properties.get(name, extra), depth + 1)
            for name in [*properties, *required]
            if name in required or self._random.random() < share
        }
        if extra is not False and self._random.random() < 0.3:
            value.setdefault(self._random.choice(_KEYS), self.value(extra, depth + 1))
        return value


@cache
def matching(pattern: str) -> list[str]:
    """Return texts that match a pattern from end to end."""
    found: list[str] = []

    @settings(
        max_examples=30,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
    def collect(text: str) -> None:
        if not any("\ud800" <= letter <= "\udfff" for letter in text):
            found.append(text)

    collect()
    return found


def same(one: Any, other: Any) -> bool:
    """Are two JSON values equal? Unlike in Python, true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            same(value, other[name]) for name, value in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(same(a, b) for a, b in pairs)
    return bool(one == other)


def shown(adapter: Any, text: str) -> tuple[bool, str]:
    """Say whether a text passes, and what its view is dumped as."""
    try:
        view = adapter.validate_json(text)
    except ValueError as error:
        return False, str(error)
    return True, str(adapter.dump_json(view), "utf-8")
