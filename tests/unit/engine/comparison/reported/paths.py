"""What fills in the templates of paths, where no text is none."""

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    Content,
    contract,
    parameter,
)
from tests.unit.engine.comparison.reported.rows import row

SLUG = {**TEXT, "pattern": "^[a-z0-9-]+$"}
SOME = {**TEXT, "minLength": 1}


def filled(path: str, **schemas: object) -> Content:
    """An operation whose path is filled in."""
    held = [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in schemas.items()
    ]
    return contract({"parameters": held}, path)


ROWS = [
    row(
        "segment that has to be some text",
        parameter(TEXT, "path"),
        parameter(SOME, "path"),
        "c",
        "c",
    ),
    row(
        "segment within a name that has to be some text",
        filled("/a/{p}.json", p=TEXT),
        filled("/a/{p}.json", p=SOME),
        "c",
        "c",
    ),
    row(
        "segment of few letters",
        parameter(TEXT, "path"),
        parameter(SLUG, "path"),
        "B",
        "c",
    ),
    row(
        "two texts of a segment become one",
        filled("/a/{p}-{q}", p=TEXT, q=TEXT),
        filled("/a/{r}", r=TEXT),
        "c",
        "B",
    ),
    row(
        "one text of a segment becomes two side by side",
        filled("/a/{p}", p=TEXT),
        filled("/a/{r}{s}", r=SOME, s=SOME),
        "B",
        "c",
    ),
    row(
        "text before an ending becomes all of a segment",
        filled("/a/{p}.json", p=TEXT),
        filled("/a/{r}", r=SOME),
        "c",
        "B",
    ),
    row(
        "two texts of a segment become one of few letters",
        filled("/a/{p}-{q}", p=TEXT, q=TEXT),
        filled("/a/{r}", r=SLUG),
        "B",
        "B",
    ),
    row(
        "query that has to be some text",
        parameter(TEXT),
        parameter(SOME),
        "B",
        "c",
    ),
]
