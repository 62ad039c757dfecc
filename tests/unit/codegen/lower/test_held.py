"""Schemas of what the types of formats hold say nothing else than before."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.codegen.lower.held import held

DATE = {"type": "string", "format": "date"}
HELD_DATE = {**DATE, "not": {"type": "string", "pattern": "^0000"}}


@pytest.mark.parametrize(
    ("schema", "narrowed"),
    [
        (True, True),
        ({"type": "string", "format": "email"}, None),
        ({"type": "integer", "format": "date"}, None),
        (DATE, HELD_DATE),
        ({"type": "array", "items": DATE}, {"type": "array", "items": HELD_DATE}),
        # Of what may be anything no type holds less.
        ({"format": "date"}, None),
        ({"contentEncoding": "base64"}, None),
        # What a condition asks is no demand: less would pass, not more.
        ({"not": DATE}, None),
        ({"if": DATE, "then": DATE}, {"if": DATE, "then": HELD_DATE}),
        # Data may look like a schema.
        ({"const": DATE}, None),
        (
            {**DATE, "not": {"const": "2024-05-17"}},
            {
                **DATE,
                "not": {"const": "2024-05-17"},
                "allOf": [{"not": HELD_DATE["not"]}],
            },
        ),
        (
            {"type": "integer", "format": "int32", "minimum": 1, "maximum": 2**40},
            {"type": "integer", "format": "int32", "minimum": 1, "maximum": 2**31 - 1},
        ),
        (
            {"type": "number", "format": "decimal"},
            {"type": "number", "format": "decimal", "x-exact": True},
        ),
    ],
)
def test_held(schema: Any, narrowed: Any) -> None:
    assert held(schema) == (schema if narrowed is None else narrowed)
