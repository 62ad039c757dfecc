"""Values that are written in another way: of headers, and of cookies."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    TEXTS,
    WHOLE,
    Content,
    answered,
    headed,
    objects,
    parameter,
)
from tests.unit.engine.comparison.reported.rows import Row, of_version, row

ONE, TWO = objects({"a": WHOLE}), objects({"b": WHOLE})
MAP = objects(additionalProperties=WHOLE)
LETTERS = {**TEXT, "pattern": "^[a-z]+$"}


def cookie(schema: Content, **members: Any) -> Content:
    return of_version("3.2.0", parameter(schema, "cookie", **members))


def of_cookies(name: str, schema: Content, letters: str, **members: Any) -> Row:
    """Two styles of cookies."""
    before = cookie(schema, style="form", **members)
    after = cookie(schema, style="cookie", **members)
    return row(f"style of {name} in a cookie", before, after, letters, letters)


ROWS = [
    row(
        "header whose properties may be missing",
        headed(ONE),
        headed(ONE, explode=True),
        "B",
        "B",
    ),
    row(
        "header of any properties, which may be missing",
        headed(MAP, required=False),
        headed(MAP, required=False, explode=True),
        "B",
        "B",
    ),
    of_cookies("a number", WHOLE, "-"),
    of_cookies("letters", LETTERS, "-"),
    of_cookies("any text", TEXT, "u"),
    of_cookies("a list of numbers", {"type": "array", "items": WHOLE}, "u"),
    of_cookies("numbers", {"type": "array", "items": WHOLE}, "-", explode=False),
    of_cookies("texts", TEXTS, "u", explode=False),
    row(
        "part of an answer that was closed to the other",
        answered({"allOf": [{**ONE, "additionalProperties": False}, TWO]}),
        answered({"allOf": [ONE, TWO]}),
        "cBBBcccc",
        "c",
    ),
]
