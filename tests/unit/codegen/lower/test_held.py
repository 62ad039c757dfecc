"""Schemas of what the types of formats hold say nothing else than before."""

from __future__ import annotations

from typing import Any

import pytest

from impl.engine.openapi.formats import FORMATS, misread_by, unheld_by
from scripts.codegen.lower.held import held, text_schemas

DATE = {"type": "string", "format": "date"}
HELD_DATE = {**DATE, "not": unheld_by(FORMATS["date"])}
TEXT_DATE = {**DATE, "not": misread_by(FORMATS["date"])}


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


@pytest.mark.parametrize(
    ("schema", "narrowed"),
    [
        (True, True),
        ({"type": ["string", "null"], "format": "uuid"}, None),
        ({"type": "integer", "format": "date"}, None),
        ({"if": DATE, "else": DATE}, {"if": DATE, "else": TEXT_DATE}),
        ({"type": "array", "items": DATE}, {"type": "array", "items": TEXT_DATE}),
        ({"format": "date"}, {"format": "date", "not": TEXT_DATE["not"]}),
    ],
)
def test_texts_are_held_to_what_is_of_their_format(schema: Any, narrowed: Any) -> None:
    wanted = schema if narrowed is None else narrowed
    assert text_schemas({"A": schema}) == {"A": wanted}
