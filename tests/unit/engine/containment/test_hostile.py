"""Schemas made to be hard end in an answer, and soon."""

import time
from typing import Any

import pytest

from impl.engine.containment import Budget, Proved, Refuted, Undecided, contain


def _nested(count: int, around: Any) -> Any:
    schema: Any = {"type": "integer"}
    for _ in range(count):
        schema = around(schema)
    return schema


def _arrays(count: int) -> Any:
    return _nested(count, lambda s: {"type": "array", "items": s, "minItems": 1})


def _objects(count: int, width: int = 5) -> Any:
    return {
        "oneOf": [
            {"properties": {f"p{j}": {"minLength": i * j % 7} for j in range(width)}}
            for i in range(count)
        ]
    }


LONG = [f"p{i}" for i in range(600)]
DECIDED: dict[str, tuple[Any, Any, type]] = {
    "nested not": (_nested(60, lambda s: {"not": s}), {"type": "integer"}, Proved),
    "wide oneOf": (_objects(120), _objects(119), Proved),
    "long enum": (
        {"enum": list(range(9000))},
        {"type": "integer", "maximum": 8999},
        Proved,
    ),
    "long enum, one short": (
        {"type": "integer", "minimum": 0, "maximum": 5000},
        {"enum": list(range(5000))},
        Refuted,
    ),
    "many properties": (
        {"type": "object", "required": LONG},
        {"type": "object", "required": LONG[:-1], "minProperties": 600},
        Proved,
    ),
    "backtracking": ({"pattern": "^(a+)+$"}, {"pattern": "^(a|aa)*$"}, Proved),
    "long strings": ({"minLength": 90_000}, {"minLength": 90_001}, Refuted),
    "great counts": ({"minItems": 10**9}, {"minItems": 10**9 - 1}, Proved),
    "great bounds": ({"minimum": 10**400}, {"minimum": 10**399}, Proved),
    "small steps": ({"multipleOf": 1e-300}, {"type": "array"}, Refuted),
    "many contained": (
        {"allOf": [{"contains": {"const": i}} for i in range(12)], "maxItems": 11},
        {"not": {"type": "array"}},
        Proved,
    ),
}
UNDECIDED: dict[str, tuple[Any, Any]] = {
    "very nested not": (_nested(5000, lambda s: {"not": s}), {"type": "string"}),
    "very nested arrays": (_arrays(200), _arrays(201)),
    "many states": (
        {"pattern": "^(a|b)*a(a|b){30}$"},
        {"pattern": "^(a|b)*b(a|b){29}$"},
    ),
    "no array so long": ({"type": "array", "minItems": 10**9}, {"maxItems": 10**8}),
    "no string so long": ({"type": "string", "minLength": 10**9}, {"pattern": "a"}),
    "no object so large": (
        {"type": "object", "minProperties": 10**9},
        {"maxProperties": 3},
    ),
    "too many repeats": ({"pattern": "^((a{99}){99}){99}$"}, {"pattern": "^b"}),
    "many patterns": (
        {"patternProperties": {f"^[^{c}]*z": {"minimum": 1} for c in "abcdefghijk"}},
        {"patternProperties": {f"{c}.*y": {"minimum": 2} for c in "abcdefghijk"}},
    ),
}
BUDGET = Budget(steps=40_000, attempts=50, seconds=20)


@pytest.mark.parametrize("name", DECIDED)
def test_decided(name: str) -> None:
    sub, sup, expected = DECIDED[name]
    assert isinstance(contain(sub, sup, budget=BUDGET), expected)


@pytest.mark.parametrize("name", UNDECIDED)
def test_given_up_in_time(name: str) -> None:
    sub, sup = UNDECIDED[name]
    start = time.thread_time()
    verdict = contain(sub, sup, budget=Budget(attempts=50, seconds=1))
    assert isinstance(verdict, Undecided | Refuted)
    assert time.thread_time() - start < 10
