"""Numbers and listed values written as texts, and what else is asked of them."""

from tests.unit.engine.comparison.hard.building import TEXT, WHOLE, parameter
from tests.unit.engine.comparison.reported.rows import row

# Nobody notices but code that was generated.
TYPED = "cccccccB"
HUGE = 10**17

ROWS = [
    *(
        row(name, parameter(base), parameter(revision), there, back)
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
            ("number of any spelling", {"enum": [1.0]}, {"enum": ["1.0"]}, "B", "c"),
        )
    ),
]
