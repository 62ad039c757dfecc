"""Schemas that refer to each other: proofs by assumption have to be sound."""

import os
from itertools import product
from typing import Any

import jsonschema_rs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impl.engine.containment import Budget, Proved, Refuted, contain

PAIRS = int(os.environ.get("CONTAINMENT_PAIRS", "30")) * 5
KEYS = ["n", "m"]


def _values(depth: int) -> list[Any]:
    if depth == 0:
        return [None, 0]
    inner = _values(depth - 1)
    some = inner[:: max(1, len(inner) // 6)]
    return [
        *inner,
        [],
        {},
        *([x] for x in inner),
        *([x, y] for x, y in product(some, repeat=2)),
        *({"a": x} for x in inner),
        *({"b": x} for x in some),
        *({"a": x, "b": y} for x, y in product(some, repeat=2)),
    ]


UNIVERSE = _values(3)
LEAVES: list[Any] = [{"type": "null"}, {"const": 0}, {"type": "integer"}, False]
REFERENCES: list[Any] = [{"$ref": f"#/$defs/{key}"} for key in KEYS]


@st.composite
def _part(draw: Any) -> Any:
    part = draw(st.sampled_from(REFERENCES * 2 + LEAVES))
    if draw(st.integers(0, 4)) == 0:
        part = {draw(st.sampled_from(["anyOf", "oneOf"])): [part, {"type": "null"}]}
    return part


@st.composite
def _structure(draw: Any) -> Any:
    if draw(st.booleans()):
        schema = {"type": "array", "items": draw(_part())}
        words: dict[str, Any] = {
            "minItems": st.integers(1, 2),
            "maxItems": st.integers(0, 2),
            "uniqueItems": st.just(value=True),
            "prefixItems": st.lists(_part(), min_size=1, max_size=2),
            "contains": _part(),
        }
    else:
        schema = {"type": "object", "properties": {"a": draw(_part())}}
        words = {
            "required": st.sampled_from([["a"], ["b"], ["a", "b"]]),
            "additionalProperties": _part() | st.booleans(),
            "minProperties": st.integers(1, 2),
            "maxProperties": st.integers(0, 1),
            "patternProperties": st.fixed_dictionaries({"^[ab]$": _part()}),
        }
    for word in draw(st.lists(st.sampled_from(sorted(words)), max_size=2)):
        schema[word] = draw(words[word])
    return schema


@st.composite
def _node(draw: Any) -> Any:
    structure = draw(_structure())
    shape = draw(st.integers(0, 4))
    if shape == 0:
        return {"anyOf": [draw(st.sampled_from(LEAVES)), structure]}
    if shape == 1:
        return {"oneOf": [draw(st.sampled_from(LEAVES)), structure, draw(_structure())]}
    if shape == 2:
        return {"allOf": [structure, {"not": draw(_structure())}]}
    return structure


_schemas = st.fixed_dictionaries({"n": _node(), "m": _node()}).map(
    lambda nodes: {"$ref": "#/$defs/n", "$defs": nodes}
)


@st.composite
def _pairs(draw: Any) -> tuple[Any, Any]:
    one, two = draw(_schemas), draw(_schemas)
    kinship = draw(st.integers(0, 3))
    if kinship == 0:
        two = {**one, "$defs": {**one["$defs"], "m": two["$defs"]["m"]}}
    elif kinship == 1:
        wider = {"anyOf": [one["$defs"]["n"], two["$defs"]["n"]]}
        two = {**one, "$defs": {**one["$defs"], "n": wider}}
    elif kinship == 2:
        swapped = {"$ref": "#/$defs/m"}
        two = {**swapped, "$defs": one["$defs"]}
    return one, two


@settings(
    max_examples=PAIRS,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(_pairs())
def test_no_proof_is_refuted(pair: tuple[Any, Any]) -> None:
    sub, sup = pair
    verdict = contain(sub, sup, budget=Budget(steps=30_000, attempts=50, seconds=20))
    inside = jsonschema_rs.Draft202012Validator(sub).is_valid
    outside = jsonschema_rs.Draft202012Validator(sup).is_valid
    if isinstance(verdict, Proved):
        assert not [v for v in UNIVERSE if inside(v) and not outside(v)]
    elif isinstance(verdict, Refuted):
        assert inside(verdict.witness)
        assert not outside(verdict.witness)
