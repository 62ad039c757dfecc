"""What was undecided, or stopped the comparison."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    TEXTS,
    Content,
    answered,
    content,
    contract,
    objects,
    parameter,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

PAIR = {"a": TEXT, "b": TEXT}


def mapped(there: str) -> Content:
    held = {"propertyName": "k", "mapping": {"a": there}}
    among = [{"$ref": "#/components/schemas/A"}]
    return answered({"oneOf": among, "discriminator": held}, A=objects({"k": TEXT}))


def asked(filter_: Any, body: Any) -> Content:
    """An operation whose query can't be written."""
    query = {"name": "f", "in": "query", "required": True, "schema": filter_}
    return contract(
        {
            "parameters": [{**query, "style": "deepObject", "explode": True}],
            "requestBody": {"required": True, **content(body)},
        }
    )


NESTED = [
    objects({"r": TEXTS}, required=["r"]),
    objects({"r": objects({"s": TEXT}, required=["s"])}, required=["r"]),
]

ROWS = [
    row(
        "mapping of a discriminator that leads nowhere is mended",
        mapped("models/A.yaml"),
        mapped("#/components/schemas/A"),
        "rBBBrrrB",
        "rBBBrrrB",
    ),
    *(
        row(
            f"member of a query required, {style}, {explode}",
            parameter(objects(PAIR), style=style, explode=explode),
            parameter(objects(PAIR, required=["a"]), style=style, explode=explode),
            "B",
            "cccccccB",
        )
        for style, explode in (("deepObject", True), ("form", True), ("form", False))
    ),
    *(
        row(
            f"body beside a query that can't be written ({number})",
            asked(filter_, objects({"f": TEXTS}, required=["f"])),
            asked(filter_, objects({"f": TEXT}, required=["f"])),
            "B",
            "B",
        )
        for number, filter_ in enumerate(NESTED)
    ),
    row(
        "longest text of a response",
        answered({**TEXT, "maxLength": 10485760}),
        answered({**TEXT, "maxLength": 20971520}),
        "B",
        "c",
    ),
    row(
        "longest text of a response given up",
        answered({**TEXT, "maxLength": 1000000}),
        answered(TEXT),
        "B",
        "c",
    ),
    row(
        "shortest text of a request",
        sent({**TEXT, "minLength": 1000000}),
        sent({**TEXT, "minLength": 2000000}),
        "B",
        "c",
    ),
    row(
        "greatest number of items of a request",
        sent({**TEXTS, "maxItems": 100000}),
        sent({**TEXTS, "maxItems": 50000}),
        "B",
        "c",
    ),
    row(
        "greatest number of items, none twice",
        sent({**TEXTS, "maxItems": 1521, "uniqueItems": True}),
        sent({**TEXTS, "maxItems": 350, "uniqueItems": True}),
        "B",
        "c",
    ),
    row(
        "pattern of capitals becomes one of letters",
        sent({**TEXT, "pattern": r"^\p{Lu}+$"}),
        sent({**TEXT, "pattern": r"^\p{L}+$"}),
        "c",
        "B",
    ),
]
