"""No proof is refuted by an instance, and every witness convinces two validators.

CONTAINMENT_PAIRS sets how many pairs of schemas are tried per dialect.
"""

import json
import os
import warnings
from itertools import islice, product
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from impl.engine.containment import (
    Budget,
    Dialect,
    Proved,
    Refuted,
    Scope,
    contain,
)
from impl.engine.containment.schemas.standalone import Standalone
from impl.engine.containment.search.candidates import candidates
from tests.unit.engine.containment.strategies import SCALARS, VALUES, pairs
from tests.unit.engine.containment.validators import VALIDATORS, WITHOUT_RECURSION

PAIRS = int(os.environ.get("CONTAINMENT_PAIRS", "30"))
BUDGET = Budget(steps=20_000, attempts=100, seconds=10)
MIXED: list[Any] = [0, 1, "a", None, {}]
UNIVERSE: list[Any] = [
    *VALUES, -1, 1.5, 3, 4, 1.0, "aa", "ba", "abc", "d", "a" * 4,
    *([x, y] for x, y in product(SCALARS[2:10], repeat=2)),
    *([x, x, y] for x, y in product([0, 1, "a", None], repeat=2)),
    [0, 1, 2], [0, 1, 2, 3], [{}], [[0]], ["a", "b", "c", "ab"],
    *({name: x} for name, x in product(["a", "b", "ab", "c", "d"], SCALARS)),
    *({"a": x, "b": y} for x, y in product(MIXED, repeat=2)),
    *({"a": x, "c": y} for x, y in product([0, "a", []], repeat=2)),
    {"a": {"a": 1}}, {"a": {"a": {}}}, {"a": {"a": "b"}}, {"a": {"b": 1}},
    {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1, "ab": 1}, {"a": []},
]  # fmt: skip


def _both(dialect: Dialect, schema: Any, instance: Any) -> tuple[bool, bool]:
    fast, slow = VALIDATORS[dialect]
    text = json.dumps(schema)
    if dialect is Dialect.DRAFT_2019_09 and _is_misread(text):
        slow = fast if "$recursiveRef" in text else WITHOUT_RECURSION
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return (
            fast(schema, validate_formats=False).is_valid(instance),
            slow(schema).is_valid(instance),
        )


def _is_misread(text: str) -> bool:
    """Does the second validator of draft 2019-09 misread a schema?"""
    inner = text.count("unevaluatedProperties")
    return inner > 1 or (inner == 1 and "additionalProperties" in text)


@pytest.mark.parametrize("dialect", list(VALIDATORS))
def test_no_answer_is_wrong(dialect: Dialect) -> None:
    @settings(
        max_examples=PAIRS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs(dialect.order), st.integers(0, 1000))
    def check(pair: tuple[Any, Any], seed: int) -> None:
        sub, sup = pair
        scope = Scope(dialect=dialect)
        verdict = contain(
            sub, sup, sub_scope=scope, sup_scope=scope, budget=BUDGET, seed=seed
        )
        event(type(verdict).__name__)
        if isinstance(verdict, Refuted):
            assert _both(dialect, sub, verdict.witness) == (True, True), pair
            assert _both(dialect, sup, verdict.witness) == (False, False), pair
        elif isinstance(verdict, Proved):
            inside = VALIDATORS[dialect][0](sub, validate_formats=False).is_valid
            outside = VALIDATORS[dialect][0](sup, validate_formats=False).is_valid
            documents = Standalone(sub, dialect), Standalone(sup, dialect)
            for instance in [*UNIVERSE, *islice(candidates(*documents, seed), 300)]:
                assert not inside(instance) or outside(instance), instance

    check()
