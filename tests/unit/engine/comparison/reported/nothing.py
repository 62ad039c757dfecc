"""Schemas that no value satisfies: said as such, whichever side has them."""

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    answered,
    objects,
    parameter,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

ONE, TWO = ({**TEXT, "enum": [number]} for number in (1, 2))
IMPOSSIBLE = objects({"a": False}, required=["a"])
POSSIBLE = objects({"a": TEXT}, required=["a"])

ROWS = [
    row("request that nothing satisfies", sent(TEXT), sent(ONE), "B", "r"),
    row(
        "response that nothing satisfies",
        answered(TEXT),
        answered(ONE),
        "rrrrrrrB",
        "B",
    ),
    row("nothing satisfies either side", sent(ONE), sent(TWO), "r", "r"),
    row(
        "required property that is forbidden",
        sent(POSSIBLE),
        sent(IMPOSSIBLE),
        "B",
        "r",
    ),
    row(
        "bounds of a parameter that exclude each other",
        parameter({**WHOLE, "minimum": 1}),
        parameter({**WHOLE, "minimum": 1, "maximum": 0}),
        "B",
        "r",
    ),
]
