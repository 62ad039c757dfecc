"""What is read-only or write-only is not there in the other direction."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

WRITTEN, READ = {**TEXT, "writeOnly": True}, {**TEXT, "readOnly": True}


def shared(schema: Any) -> Content:
    """A schema of a request and of its response."""
    responses = {"200": {"description": "", **content(REF)}}
    body = {"required": True, **content(REF)}
    components = {"schemas": {"S": schema}}
    return contract(
        {"requestBody": body, "responses": responses}, components=components
    )


def untyped(schema: Any) -> Content:
    return {"properties": {"a": schema}}


ROWS = [
    row(
        "property of a response becomes write-only",
        answered(objects({"a": TEXT})),
        answered(objects({"a": WRITTEN})),
        "rBrBrrrB",
        "cccccccc",
    ),
    row(
        "write-only property gone from a request",
        sent(objects({"s": WRITTEN}, required=["s"])),
        sent(objects()),
        "cccccccB",
        "B",
    ),
    row(
        "optional write-only property gone from a shared schema",
        shared(objects({"s": WRITTEN, "a": TEXT}, required=["s"])),
        shared(objects({"a": TEXT})),
        "cBcccccB",
        "B",
    ),
    row(
        "property of a request becomes read-only, of no type",
        sent(untyped(TEXT)),
        sent(untyped(READ)),
        "B",
        "c",
    ),
    row(
        "property of a request becomes read-only",
        sent(objects({"a": TEXT})),
        sent(objects({"a": READ})),
        "B",
        "c",
    ),
    row(
        "read-only property of a shared schema gets a list of values",
        shared(objects({"s": READ})),
        shared(objects({"s": {**READ, "enum": ["a", "b"]}})),
        "cccccccB",
        "cBcBcccB",
    ),
    row(
        "write-only property of a response retyped",
        answered(objects({"s": WRITTEN})),
        answered(objects({"s": {**WHOLE, "writeOnly": True}})),
        "-",
        "-",
    ),
    row(
        "write-only property of a shared schema takes longer texts",
        shared(objects({"s": {**WRITTEN, "maxLength": 5}})),
        shared(objects({"s": {**WRITTEN, "maxLength": 9}})),
        "c",
        "B",
    ),
    row(
        "write-only property by reference retyped in a response",
        answered(objects({"s": {"allOf": [REF]}}), S=WRITTEN),
        answered(objects({"s": {"allOf": [REF]}}), S={**WHOLE, "writeOnly": True}),
        "-",
        "-",
    ),
    row(
        "read-only items of a request retyped",
        sent(objects({"l": {"type": "array", "items": TEXT, "readOnly": True}})),
        sent(objects({"l": {"type": "array", "items": WHOLE, "readOnly": True}})),
        "-",
        "-",
    ),
]
