"""Media types beside ranges of them: the most specific key applies (3.1, 4.8.13)."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    contract,
    objects,
    responding,
)
from tests.unit.engine.comparison.reported.rows import row

JSON, ANY, RANGE = "application/json", "*/*", "application/*"
SECOND = "application/json; v=2"
DEMANDING = objects({"a": TEXT}, required=["a"])
SHORT = {**TEXT, "maxLength": 3}


def given(**held: Any) -> Content:
    """Media types by short names."""
    names = {"json": JSON, "any": ANY, "range": RANGE, "second": SECOND}
    names["problem"] = "application/problem+json"
    return {names[name]: {"schema": schema} for name, schema in held.items()}


def asked(**held: Any) -> Content:
    return contract({"requestBody": {"required": True, "content": given(**held)}})


def told(**held: Any) -> Content:
    return responding({"200": {"description": "", "content": given(**held)}})


ROWS = [
    row(
        "answer in one media type falls back on a range",
        told(range=TEXT, json=WHOLE),
        told(range=TEXT),
        "B",
        "B",
    ),
    row(
        "answer in one media type falls back on what says nothing",
        told(any={}, json=DEMANDING),
        told(any={}),
        "B",
        "cccccccB",
    ),
    row(
        "answer in one media type becomes one in any",
        told(json=WHOLE),
        told(any=TEXT),
        "B",
        "B",
    ),
    row(
        "answer in a media type with a suffix becomes one in a range",
        told(problem=WHOLE),
        told(range=TEXT),
        "B",
        "B",
    ),
    row(
        "answer in a media type with a parameter falls back on that without",
        told(json=TEXT, second=WHOLE),
        told(json=TEXT),
        "B",
        "B",
    ),
    row(
        "body in one media type of a range",
        asked(range=TEXT),
        asked(range=TEXT, json=WHOLE),
        "B",
        "B",
    ),
    row(
        "body in one media type of any has to have more",
        asked(any=objects()),
        asked(any=objects(), json=DEMANDING),
        "B",
        "cccccccB",
    ),
    row(
        "body in all media types but one",
        asked(range=TEXT, json=SHORT),
        asked(range=SHORT, json=TEXT),
        "B",
        "B",
    ),
]
