"""What was judged wrong of query strings as a whole (OpenAPI 3.2, 4.12.1)."""

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


ROWS = [
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
        ("of JSON", objects({"p": TEXT}), "application/json", "uBuuuuuB", "uuuuuuuB"),
    )
]
