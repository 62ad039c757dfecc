"""The normal form accepts what the validator accepts, and tells equal schemas."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impl.engine.containment import Dialect
from impl.engine.containment.budget import Budget, Meter
from impl.engine.containment.formulas.evaluation import holds
from impl.engine.containment.formulas.normal_form import reader
from impl.engine.containment.formulas.store import Formulas
from impl.engine.containment.solver.solver import Solver
from tests.unit.engine.containment.strategies import pairs
from tests.unit.engine.containment.test_soundness import PAIRS, UNIVERSE
from tests.unit.engine.containment.validators import VALIDATORS


def _read(schema: Any, dialect: Dialect, formulas: Formulas) -> int:
    return reader(schema, dialect, formulas, formats=False).read(schema)


@pytest.mark.parametrize("dialect", list(VALIDATORS))
def test_it_accepts_what_the_validator_accepts(dialect: Dialect) -> None:
    @settings(
        max_examples=PAIRS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs(dialect.order), st.sampled_from(UNIVERSE))
    def check(pair: tuple[Any, Any], _: Any) -> None:
        for schema in pair:
            formulas = Formulas()
            literal = _read(schema, dialect, formulas)
            valid = VALIDATORS[dialect][0](schema, validate_formats=False).is_valid
            for instance in UNIVERSE:
                truth = holds(formulas, literal, instance)
                assert truth is None or truth is valid(instance)

    check()


def _same(one: Any, two: Any) -> bool:
    formulas = Formulas()
    dialect = Dialect.DRAFT_2020_12
    return _read(one, dialect, formulas) == _read(two, dialect, formulas)


def _circle(*types: str) -> Any:
    names = [f"n{i}" for i in range(len(types))]
    after = [*names[1:], names[0]]
    return {
        "$ref": "#/$defs/n0",
        "$defs": {
            name: {"type": kind, "items": {"$ref": f"#/$defs/{other}"}}
            for name, kind, other in zip(names, types, after, strict=True)
        },
    }


def test_equal_schemas_are_one_formula() -> None:
    one = {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string", "title": "A"}}}
    two = {"$ref": "#/$defs/b", "$defs": {"b": {"type": "string", "title": "B"}}}
    assert _same(one, two)
    assert not _same(one, {"$ref": "#/$defs/b", "$defs": {"b": {"type": "null"}}})


def test_circles_of_schemas_are_told_apart() -> None:
    assert _same(
        _circle("array", "object", "array"), _circle("array", "object", "array")
    )
    assert not _same(
        _circle("array", "object", "array"), _circle("array", "array", "object")
    )
    assert not _same(_circle("array", "object"), _circle("object", "array"))


def _solve(schema: Any, dialect: Dialect = Dialect.DRAFT_2020_12) -> Any:
    formulas = Formulas()
    literal = _read(schema, dialect, formulas)
    return Solver(formulas, Meter(Budget(seconds=60))).solve([literal])


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001}, 0.0001),
        ({"type": "number", "minimum": 0.3, "maximum": 0.3}, 0.3),
        ({"type": "integer", "maximum": -7}, -7),
        ({"type": "number", "minimum": 0, "not": {"multipleOf": 0.5}}, 0.1),
        ({"type": "array", "prefixItems": [{"const": 1}], "minItems": 2}, [1, None]),
        (
            {
                "type": "array",
                "items": {"type": "integer"},
                "contains": {"minimum": 5},
                "minContains": 2,
                "maxContains": 2,
                "minItems": 3,
                "uniqueItems": True,
            },
            None,
        ),
        ({"type": "array", "not": {"uniqueItems": True}}, [None, None]),
        (
            {
                "type": "array",
                "prefixItems": [{"const": 1}, {"type": "string"}],
                "items": {"enum": ["", 1]},
                "not": {"uniqueItems": True},
                "maxItems": 3,
            },
            None,
        ),
        (
            {
                "type": "array",
                "allOf": [
                    {"contains": {"minimum": 0}, "maxContains": 1},
                    {"contains": {"maximum": 9}, "maxContains": 2, "minContains": 2},
                ],
                "minItems": 3,
                "items": {"type": ["number", "null"]},
            },
            None,
        ),
        ({"type": "object", "minProperties": 2, "required": ["x"]}, None),
        (
            {
                "type": "object",
                "maxProperties": 1,
                "allOf": [
                    {"not": {"patternProperties": {"^a": {"type": "string"}}}},
                    {"not": {"propertyNames": {"maxLength": 2}}},
                ],
            },
            None,
        ),
        (
            {
                "type": "object",
                "propertyNames": {"enum": ["a", "b", "c"]},
                "properties": {"b": False},
                "minProperties": 2,
            },
            None,
        ),
    ],
)
def test_instances_are_built(schema: Any, value: Any) -> None:
    found = _solve(schema).value
    assert VALIDATORS[Dialect.DRAFT_2020_12][0](schema).is_valid(found)
    assert value is None or found == value


def test_draft_4_tells_integers_by_their_notation() -> None:
    schema: Any = {"enum": [1, 2.5], "not": {"type": "integer"}}
    assert _solve(schema, Dialect.DRAFT_4).value == 2.5
    schema = {"type": "number", "minimum": 1, "maximum": 1, "not": {"type": "integer"}}
    found = _solve(schema, Dialect.DRAFT_4).value
    assert isinstance(found, float)
    assert found == 1
