"""The JSON types of values."""

from typing import Any

import jsonschema_rs
import pytest

from impl.engine.openapi.json_types import (
    PRIMITIVES,
    SCALARS,
    TYPES,
    narrowest_type_of,
    type_of,
)

VALUES: list[Any] = [None, True, False, 0, -1, 0.5, 1.0, 1e300, "", "1", [], [1], {}]


@pytest.mark.parametrize("value", [*VALUES, 10**400], ids=repr)
def test_types_are_those_of_a_validator(value: Any) -> None:
    validators = {
        name: jsonschema_rs.Draft202012Validator({"type": name}) for name in TYPES
    }
    accepting = {name for name, each in validators.items() if each.is_valid(value)}
    assert accepting == {type_of(value), narrowest_type_of(value)}
    assert (type_of(value) in PRIMITIVES) is True


def test_what_no_json_has_is_a_number_all_the_same() -> None:
    assert narrowest_type_of(float("inf")) == type_of(float("nan")) == "number"


def test_scalars_are_what_is_neither_nothing_nor_a_container() -> None:
    assert {"array", "null", "object"} == TYPES - SCALARS
