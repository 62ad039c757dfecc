"""The values, names and lengths that schemas mention, and their neighbours.

Whether one schema contains another is mostly decided at the edges that the two draw, so
this is where a search for witnesses looks first.
"""

from collections.abc import Iterator
from typing import Any

from impl.engine.containment.schemas.standalone import is_finite
from impl.engine.containment.values import identity

_BOUNDS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
)
_COUNTS = frozenset(
    {
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minContains",
        "maxContains",
        "minProperties",
        "maxProperties",
    }
)
_LONGEST = 40
_MOST = 400


class BoundaryValues:
    """What the schemas at hand mention.

    Attributes:
        names: property names, and one that no schema mentions.
        strings: strings of many lengths, and those that the schemas mention.
        numbers: bounds, and what lies beside them.
        lengths: counts, and what lies beside them.
        values: whole instances: constants, defaults and examples.
    """

    def __init__(self, *schemas: Any) -> None:
        self.names: list[str] = []
        self.lengths: list[int] = [0, 1, 2]
        self.values: list[Any] = []
        numbers: list[Any] = [0, 1, -1, 0.5]
        strings: list[str] = ["", "a", "0"]
        for schema in schemas:
            for keyword, value in _keywords(schema):
                self._learn(keyword, value, numbers)
        self.names = _distinct([*self.names, "", "unmentioned"])[:_MOST]
        self.lengths = sorted(set(self.lengths))
        self.values = _distinct(self.values)[:_MOST]
        strings += ["a" * n for n in self.lengths] + self.names
        strings += [v for v in self.values if isinstance(v, str)]
        numbers += [v for v in self.values if _is_number(v)]
        self.strings = _distinct(strings)[:_MOST]
        self.numbers = _distinct(list(_neighbours(numbers)))[:_MOST]

    def scalars(self) -> Iterator[Any]:
        """All that is no array and no object."""
        yield from (None, True, False)
        yield from self.numbers
        yield from self.strings

    def _learn(self, keyword: str, value: Any, numbers: list[Any]) -> None:
        if keyword in _BOUNDS and _is_number(value):
            numbers.append(value)
        elif keyword in _COUNTS and _is_number(value) and 0 <= value <= _LONGEST:
            self.lengths += [n for n in _around(int(value)) if n >= 0]
        elif keyword in {"const", "default", "example"}:
            self.values.append(value)
        elif keyword in {"enum", "examples"} and isinstance(value, list):
            self.values += value
        elif keyword == "required" and isinstance(value, list):
            self.names += [name for name in value if isinstance(name, str)]
        elif keyword in {"properties", "dependentRequired", "dependentSchemas"}:
            self.names += list(value) if isinstance(value, dict) else []


def _keywords(schema: Any) -> Iterator[tuple[str, Any]]:
    stack = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield from node.items()
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _around(count: int) -> tuple[int, int, int]:
    return (count - 1, count, count + 1)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _neighbours(numbers: list[Any]) -> Iterator[Any]:
    for number in numbers:
        yield number
        try:
            yield from (number + 1, number - 1, number + 0.5)
        except OverflowError:
            continue


def _distinct(values: list[Any]) -> list[Any]:
    return list({identity(v): v for v in values if is_finite(v)}.values())
