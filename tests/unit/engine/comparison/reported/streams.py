"""Bodies that are sequences of items (OpenAPI 3.2, 4.14.3)."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    contract,
    objects,
)
from tests.unit.engine.comparison.reported.rows import of_version, row

LINES, EVENTS = "application/jsonl", "text/event-stream"


def media(media_type: str, **held: Any) -> Content:
    return {"content": {media_type: held}}


def streamed(media_type: str, **held: Any) -> Content:
    """What the API answers, item by item."""
    responses = {"200": {"description": "", **media(media_type, **held)}}
    return of_version("3.2.0", contract({"responses": responses}))


def fed(media_type: str, **held: Any) -> Content:
    """What clients send, item by item."""
    body = {"required": True, **media(media_type, **held)}
    return of_version("3.2.0", contract({"requestBody": body}))


def item(schema: Any, required: tuple[str, ...] = ("n",)) -> Content:
    return objects({"n": schema}, required=list(required))


def event(inner: Any, kinds: tuple[str, ...] = ("a",), **members: Any) -> Content:
    """An event whose data is JSON."""
    data = {**TEXT, "contentMediaType": "application/json", "contentSchema": inner}
    held = {"event": {"enum": list(kinds)}, "data": data}
    return objects(held, **{"required": ["event", "data"], **members})


ROWS = [
    row(
        "items of a stream retyped in a response",
        streamed(LINES, itemSchema=item(WHOLE)),
        streamed(LINES, itemSchema=item(TEXT)),
        "B",
        "B",
    ),
    row(
        "items of a stream retyped in a request",
        fed(LINES, itemSchema=item(WHOLE)),
        fed(LINES, itemSchema=item(TEXT)),
        "B",
        "B",
    ),
    row(
        "member of items no longer required",
        streamed("application/json-seq", itemSchema=item(WHOLE)),
        streamed("application/json-seq", itemSchema=item(WHOLE, ())),
        "B",
        "cccccccB",
    ),
    row(
        "member of events no longer required",
        streamed(EVENTS, itemSchema=event(WHOLE)),
        streamed(EVENTS, itemSchema=event(WHOLE, required=["event"])),
        "B",
        "cccccccB",
    ),
    row(
        "list of event names grows",
        streamed(EVENTS, itemSchema=event(WHOLE)),
        streamed(EVENTS, itemSchema=event(WHOLE, ("a", "b"))),
        "cBcBcccB",
        "cccccccB",
    ),
    row(
        "number of items bounded in a request",
        fed(LINES, itemSchema=item(WHOLE)),
        fed(LINES, itemSchema=item(WHOLE), schema={"type": "array", "maxItems": 3}),
        "B",
        "c",
    ),
    row(
        "stream described as a list or by its items",
        streamed(LINES, schema={"type": "array", "items": item(WHOLE)}),
        streamed(LINES, itemSchema=item(WHOLE)),
        "-",
        "-",
    ),
    row(
        "items described by a reference",
        streamed(LINES, itemSchema=item(WHOLE)),
        {
            **streamed(LINES, itemSchema={"$ref": "#/components/schemas/Item"}),
            "components": {"schemas": {"Item": item(WHOLE)}},
        },
        "-",
        "-------B",
    ),
    row(
        "data of events retyped",
        streamed(EVENTS, itemSchema=event(item(WHOLE))),
        streamed(EVENTS, itemSchema=event(item(TEXT))),
        "B",
        "B",
    ),
    row(
        "data of events retyped by reference",
        streamed(EVENTS, itemSchema=event({"allOf": [item(WHOLE)]})),
        streamed(EVENTS, itemSchema=event({"allOf": [item(TEXT)]})),
        "B",
        "B",
    ),
    row(
        "media type of parts by position",
        fed("multipart/mixed", prefixEncoding=[{"contentType": "image/png"}]),
        fed("multipart/mixed", prefixEncoding=[{"contentType": "image/gif"}]),
        "B",
        "B",
    ),
    row(
        "media type of all other parts",
        fed("multipart/mixed", itemSchema={}, itemEncoding={"contentType": "image/*"}),
        fed(
            "multipart/mixed", itemSchema={}, itemEncoding={"contentType": "image/png"}
        ),
        "B",
        "c",
    ),
]
