"""What was judged wrong of queries that are read as another parameter than sent."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    closed,
    contract,
    objects,
)
from tests.unit.engine.comparison.reported.rows import of_version, row

FORM = "application/x-www-form-urlencoded"


def asked(place: str, **held: Any) -> Content:
    """An operation that is asked with one optional parameter."""
    content = contract({"parameters": [{"name": "p", "in": place, **held}]})
    return of_version("3.2.0", content)


def whole(schema: Content, media_type: str = FORM) -> Content:
    """An operation that is asked with a query string of some schema."""
    return asked("querystring", content={media_type: {"schema": schema}})


def exploded(schema: Content, **more: Content) -> Content:
    """An operation that is asked with the members of an object, and what is more."""
    held = {"p": schema, **more}
    parameters = [{"name": n, "in": "query", "schema": s} for n, s in held.items()]
    return contract({"parameters": parameters})


def _few(least: int, most: int) -> Content:
    return {"type": "array", "items": TEXT, "minItems": least, "maxItems": most}


ROWS = [
    *(
        row(
            f"a list of {name} in a {place} is exploded no longer",
            asked(place, schema=schema, explode=True),
            asked(place, schema=schema, explode=False),
            *letters,
        )
        for place in ("query", "cookie")
        for name, schema, letters in (
            ("one", _few(1, 1), ("-", "-")),
            ("one, or none", _few(0, 1), ("-", "u")),
            ("one, or a number", {"anyOf": [WHOLE, _few(1, 1)]}, ("-", "-")),
            ("two at most", _few(1, 2), ("B", "B")),
        )
    ),
    row(
        "a list of one, with commas as they are, is exploded no longer",
        asked("query", schema=_few(1, 1), explode=True, allowReserved=True),
        asked("query", schema=_few(1, 1), explode=False, allowReserved=True),
        *("u", "u"),
    ),
    *(
        row(
            f"a parameter that is new was sent as a member: {name}",
            exploded(objects({"z": TEXT})),
            exploded(objects({"z": TEXT}), z=schema),
            there,
            "cucccccB",
        )
        for name, schema, there in (
            ("the same", TEXT, "cccccccr"),
            ("of another type", WHOLE, "u"),
        )
    ),
    *(
        row(
            f"a parameter becomes a query string as a whole, {name}",
            asked("query", schema=TEXT),
            whole(schema, media_type),
            there,
            back,
        )
        for name, schema, media_type, there, back in (
            ("open", objects({"p": TEXT}), FORM, "cBcccccB", "cccccccB"),
            ("of another type", objects({"p": WHOLE}), FORM, "uBuuuuuB", "uuuuuuuB"),
            ("closed", closed({"q": TEXT}), FORM, "uBuuuuuB", "cccccccB"),
            (
                "of JSON",
                objects({"p": TEXT}),
                "application/json",
                "uBuuuuuB",
                "uuuuuuuB",
            ),
        )
    ),
]
