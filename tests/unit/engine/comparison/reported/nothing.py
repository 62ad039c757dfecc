"""Schemas that no value satisfies: said as such, whichever side has them."""

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    answered,
    contract,
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
    *(
        row(
            f"parameter that nothing is a value of, {name}",
            parameter(schema),
            contract({}),
            "cccccccB",
            "cccccccr",
        )
        for name, schema in (
            ("by its type", {"allOf": [TEXT, WHOLE]}),
            ("forbidden", False),
        )
    ),
    row(
        "parameter that nothing is a value of, and may be empty",
        parameter({"allOf": [TEXT, WHOLE]}, allowEmptyValue=True),
        contract({}),
        "cBcccccB",
        "cccccccr",
    ),
    row(
        "bounds of a parameter that exclude each other",
        parameter({**WHOLE, "minimum": 1}),
        parameter({**WHOLE, "minimum": 1, "maximum": 0}),
        "B",
        "r",
    ),
]
