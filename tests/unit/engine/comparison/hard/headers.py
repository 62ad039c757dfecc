"""Hard pairs of the headers of responses."""

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    EXACT,
    NUMBER,
    SAME,
    TEXT,
    TEXTS,
    WHOLE,
    Content,
    hard,
    headed,
    objects,
    responding,
)


def headers(held: Content) -> Content:
    return responding({"200": {"description": "", "headers": held}})


NEEDED = {"required": True, "schema": TEXT}
POINT = {"required": True, "schema": objects({"x": WHOLE}, required=["x"])}

PAIRS = [
    hard(
        "required header of a response removed",
        "Clients count on it.",
        headers({"X-H": {"required": True, "schema": TEXT}}),
        headers({}),
        BREAKING,
    ),
    hard(
        "optional header of a response removed",
        "Clients could not count on it.",
        headers({"X-H": {"schema": TEXT}}),
        headers({}),
        COMPATIBLE,
    ),
    hard(
        "header of a response added",
        "Unknown fields are ignored (RFC 9110, 5.1).",
        headers({}),
        headers({"X-H": {"required": True, "schema": TEXT}}),
        COMPATIBLE,
    ),
    hard(
        "header of a response became optional",
        "Clients count on it.",
        headers({"X-H": {"required": True, "schema": TEXT}}),
        headers({"X-H": {"schema": TEXT}}),
        BREAKING,
    ),
    hard(
        "header of a response became required",
        "It comes more often.",
        headers({"X-H": {"schema": TEXT}}),
        headers({"X-H": {"required": True, "schema": TEXT}}),
        COMPATIBLE,
    ),
    hard(
        "case of the name of a response's header",
        "Names of fields have no case (RFC 9110, 5.1).",
        headers({"X-H": {"required": True, "schema": TEXT}}),
        headers({"x-h": {"required": True, "schema": TEXT}}),
        SAME,
    ),
    hard(
        "content type described as a header",
        "OpenAPI ignores it there (3.1, 4.8.17.1).",
        headers({"Content-Type": {"required": True, "schema": TEXT}}),
        headers({}),
        SAME,
    ),
    hard(
        "header of a response narrowed",
        "Integers are texts of digits.",
        headed(NUMBER),
        headed(WHOLE),
        COMPATIBLE,
    ),
    hard(
        "header of a response widened",
        "0.5 may come.",
        headed(WHOLE),
        headed(NUMBER),
        BREAKING,
    ),
    hard(
        "list of values in a header grows",
        "Tolerant readers cope.",
        headed({"enum": ["a", "b"]}),
        headed({"enum": ["a", "b", "c"]}),
        COMPATIBLE,
        **EXACT,
    ),
    hard(
        "integer in a header becomes text",
        "A word may come.",
        headed(WHOLE),
        headed(TEXT),
        BREAKING,
    ),
    hard(
        "text in a header becomes an integer",
        "On the wire everything is text.",
        headed(TEXT),
        headed(WHOLE),
        COMPATIBLE,
    ),
    hard(
        "object in a header exploded",
        "x=1 is written in another way than x,1.",
        headed(objects({"x": WHOLE}, required=["x"])),
        headed(objects({"x": WHOLE}, required=["x"]), explode=True),
        BREAKING,
    ),
    hard(
        "list in a response's header exploded",
        "In a header, a list looks the same either way.",
        headed(TEXTS),
        headed(TEXTS, explode=True),
        SAME,
    ),
    hard(
        "object in one of several headers exploded",
        "x=1 is written in another way than x,1.",
        headers({"X-A": {"schema": TEXT}, "X-H": POINT, "X-B": NEEDED}),
        headers({"X-B": NEEDED, "X-H": {**POINT, "explode": True}}),
        BREAKING,
    ),
]
