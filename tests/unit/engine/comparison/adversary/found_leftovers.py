"""What was judged wrong of rules for properties that a schema does not declare."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    closed,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row


def with_parts(make: Any, *parts: Content, **members: Any) -> Content:
    """An object made of parts, and nothing that none of them declares."""
    made: Content = make(
        objects(allOf=list(parts), unevaluatedProperties=False, **members)
    )
    return made


def referring(make: Any, **properties: Content) -> Content:
    """The same where a component is all that it is made of."""
    whole = {**REF, "unevaluatedProperties": False}
    made: Content = make(whole, S=objects(properties))
    return made


def beside(make: Any, part: Content, **open_part: Any) -> Content:
    """An object made of a part that is open and another one."""
    made: Content = make({"allOf": [objects({"a": WHOLE}, **open_part), part]})
    return made


def patterned(make: Any, *patterns: str) -> Content:
    """A closed object, and names that are allowed all the same."""
    held: Content = (
        {"patternProperties": {key: {} for key in patterns}} if patterns else {}
    )
    made: Content = make(closed({"a": WHOLE}, **held))
    return made


def closing_out(make: Any, **schema: Any) -> Content:
    """A property that one part declares, and another one has no room for."""
    parts = [objects({"b": REF}), closed({"c": TEXT}, required=["c"])]
    made: Content = make({"allOf": parts}, S={**TEXT, **schema})
    return made


PART, MORE = objects({"a": TEXT}), objects({"a": TEXT, "b": TEXT})

# Who is answered what was left over before, may refuse it.
_PATTERNS = {sent: ("c", "B"), answered: ("cBBBcccc", "c")}
_CLOSED = {sent: ("c", "B"), answered: ("cBBBcccc", "rrrrrrrB")}

ROWS = [
    row_of
    for make in (sent, answered)
    for row_of in (
        row(
            f"words of what has no room, {make.__name__}",
            closing_out(make),
            closing_out(make, **{"$defs": {"spare": TEXT}}),
            "-",
            "-",
        ),
        row(
            f"what has no room is shorter, {make.__name__}",
            closing_out(make),
            closing_out(make, maxLength=5),
            "-",
            "-",
        ),
        row(
            f"part declares what is left over else, {make.__name__}",
            with_parts(make, PART),
            with_parts(make, MORE),
            *_CLOSED[make],
        ),
        row(
            f"component declares what is left over else, {make.__name__}",
            referring(make, a=TEXT),
            referring(make, a=TEXT, b=TEXT),
            *_CLOSED[make],
        ),
        row(
            f"fewer properties where parts declare them, {make.__name__}",
            with_parts(make, MORE),
            with_parts(make, MORE, maxProperties=1),
            *(("B", "c") if make is sent else ("c", "B")),
        ),
        row(
            f"names that a closed object allows by a pattern, {make.__name__}",
            patterned(make),
            patterned(make, "^x-"),
            *_PATTERNS[make],
        ),
        row(
            f"names that a closed object allows by one more pattern, {make.__name__}",
            patterned(make, "^x-"),
            patterned(make, "^x-", "^y-"),
            *_PATTERNS[make],
        ),
        row(
            f"a closed part takes what the other part declares, {make.__name__}",
            beside(make, closed({"b": TEXT})),
            beside(make, closed({"b": TEXT, "a": WHOLE})),
            *_PATTERNS[make],
        ),
        row(
            f"one of two rules is given up, {make.__name__}",
            beside(make, closed({"b": TEXT}), additionalProperties=TEXT),
            beside(make, objects({"b": TEXT}), additionalProperties=TEXT),
            *_PATTERNS[make],
        ),
    )
]
