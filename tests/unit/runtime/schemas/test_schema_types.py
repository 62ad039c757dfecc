"""The types that a value may have are told without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jsonschema_rs
import pytest

from impl.engine.openapi.keywords import DOCUMENTATION
from scripts.codegen.runtime.schemas.schema_types import (
    is_free_text,
    kinds_of,
    shape_of,
)
from tests.unit.runtime.bodies.work import SCHEMAS


@pytest.mark.parametrize(
    "schema",
    [
        *SCHEMAS.values(),
        True,
        False,
        {"minLength": 3},
        {"const": 1.0},
        {"enum": [1, "a", [], None]},
        {"type": "number", "enum": [1]},
        {"allOf": [{"type": ["array", "null"]}, {"type": ["object", "array"]}]},
        {"anyOf": [{"type": "array"}, {"$ref": "#/components/schemas/Login"}]},
    ],
)
def test_no_type_is_left_out_that_a_value_may_have(schema: Any) -> None:
    known = kinds_of(schema, SCHEMAS)
    root = {"allOf": [schema], "components": {"schemas": SCHEMAS}}
    validator = jsonschema_rs.Draft202012Validator(root)
    samples: Sequence[tuple[str, object]] = [
        ("array", []),
        ("object", {}),
        ("object", {"email": "a"}),
        ("string", "aaaa"),
        ("integer", 1),
        ("null", None),
        ("boolean", True),
    ]
    for kind, value in samples:
        assert kind in known or not validator.is_valid(value)


@pytest.mark.parametrize("keyword", sorted(DOCUMENTATION))
def test_documentation_leaves_every_text_valid(keyword: str) -> None:
    assert is_free_text({"type": "string", keyword: {}})


@pytest.mark.parametrize(
    "schema",
    [False, {"type": "number"}, {"minLength": 1}, {"format": "uuid"}, {"format": "?"}],
)
def test_a_demand_leaves_no_text_free(schema: object) -> None:
    assert not is_free_text(schema)
    assert is_free_text(True)
    assert is_free_text({"format": "binary"})


def test_alternatives_may_hold_themselves() -> None:
    """Whether a member is named must not make its shape, which has it in it again."""
    node = {"$ref": "#/components/schemas/Node"}
    branch = {"type": "object", "properties": {"next": node}}
    leaf = {"type": "object", "properties": {"text": {"type": "string"}}}
    shape = shape_of(node, {"Node": {"anyOf": [branch, leaf]}})
    assert shape.properties["next"].properties["next"].kinds == {"object"}
    assert shape.unsaid == {"next", "text"}
