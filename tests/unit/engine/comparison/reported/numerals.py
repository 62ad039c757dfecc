"""Numbers and listed values written as texts, and what else is asked of them."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    NUMBER,
    TEXT,
    WHOLE,
    Content,
    parameter,
)
from tests.unit.engine.comparison.reported.formats import FLOAT, INT32
from tests.unit.engine.comparison.reported.rows import row
from tests.unit.engine.comparison.reported.texts import (
    FORM,
    PARTS,
    SHAPES,
    TYPED,
    form,
    sending,
)

HUGE = 10**17


def plain(schema: Any) -> Content:
    """What clients send in a body of plain text."""
    return sending(schema)


ROWS = [
    *(
        row(f"{name}, {made.__name__}", made(base), made(revision), there, back)
        for made in (parameter, plain)
        for name, base, revision, there, back in (
            (
                "listed texts that have to be short",
                {"enum": [1, 22]},
                {"enum": ["1", "22"], "maxLength": 1},
                "B",
                "c",
            ),
            (
                "listed numbers that have to be small",
                {"enum": ["1", "22"]},
                {**WHOLE, "enum": [1, 22], "maximum": 5},
                "B",
                TYPED,
            ),
            (
                "even numbers, of which no double holds the halves",
                {**TEXT, "enum": [str(HUGE), str(HUGE + 1)]},
                {**WHOLE, "minimum": HUGE, "maximum": HUGE + 2, "multipleOf": 2},
                "B",
                "B",
            ),
            (
                "halves of almost more than a double holds",
                TEXT,
                {**WHOLE, "minimum": 10**308, "multipleOf": 0.5},
                "B",
                TYPED,
            ),
            (
                "listed numbers that have to be within bounds",
                {"enum": ["1", "22"]},
                {**NUMBER, "minimum": 0, "maximum": 9},
                "B",
                "B",
            ),
            (
                "listed numbers that are within bounds",
                {"enum": ["1", "22"]},
                {**NUMBER, "minimum": 0, "multipleOf": 0.5},
                TYPED,
                "B",
            ),
            (
                "number that becomes a short text",
                {**NUMBER, "minimum": 0},
                {**TEXT, "maxLength": 2},
                "B",
                "B",
            ),
            (
                "number of two digits at least",
                {**WHOLE, "minimum": 10},
                {**TEXT, "minLength": 2},
                TYPED,
                "B",
            ),
            ("number of any spelling", {"enum": [1.0]}, {"enum": ["1.0"]}, "B", "c"),
        )
    ),
    *(
        row(name, form(kind, base), form(kind, revision), there, back)
        for kind in (FORM, PARTS)
        for name, base, revision, there, back in (
            (
                f"list of a form, of which nothing is written when empty, {kind}",
                SHAPES,
                {**SHAPES, "minItems": 1},
                "c",
                "c",
            ),
        )
    ),
    *(
        row(name, parameter(base), parameter(revision), there, back)
        for name, base, revision, there, back in (
            *(
                (
                    f"{each['format']} that becomes a list",
                    each,
                    {"type": "array", "items": each},
                    TYPED,
                    "B",
                )
                for each in (INT32, FLOAT)
            ),
            (
                "list of numbers of 32 bits that needs one",
                {"type": "array", "items": INT32},
                {"type": "array", "items": INT32, "minItems": 1},
                "c",
                "c",
            ),
        )
    ),
]
