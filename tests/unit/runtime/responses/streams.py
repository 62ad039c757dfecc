"""Streams of items, and where the items come from."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Item,
    Media,
    ResponseSpec,
)
from scripts.codegen.runtime.responses.sealed import Sealed
from tests.unit.runtime.harness import (
    Wire,
    app_of,
    exchange,
    operation,
    returning,
)

JSON_DATA = {
    "type": "string",
    "contentMediaType": "application/json",
    "contentSchema": {"$ref": "#/components/schemas/Thing"},
}
MEMBERS = {"event": {"type": "string"}, "data": {"type": "string"}}
SCHEMAS: dict[str, Any] = {
    "Thing": {
        "type": "object",
        "required": ["n"],
        "properties": {
            "n": {"type": "integer", "minimum": 1},
            "inner": {"$ref": "#/components/schemas/Change"},
        },
    },
    "Text": {"type": "string", "maxLength": 5},
    "Free": {"type": "string"},
    "Event": {
        "type": "object",
        "required": ["event"],
        "properties": {
            **MEMBERS,
            "id": {"type": "string"},
            "retry": {"type": "integer"},
        },
        "oneOf": [
            {"properties": {"event": {"const": "said"}, "data": {"maxLength": 5}}},
            {"properties": {"event": {"const": "made"}, "data": JSON_DATA}},
            {
                "properties": {
                    "event": {"const": "named"},
                    "data": {**JSON_DATA, "contentSchema": {"type": "string"}},
                }
            },
            {
                "properties": {
                    "event": {"const": "xml"},
                    "data": {"contentMediaType": "application/xml"},
                }
            },
        ],
    },
    "Change": {
        "allOf": [{"$ref": "#/components/schemas/Base"}],
        "required": ["data"],
    },
    "Base": {"type": "object", "properties": {"data": JSON_DATA}},
    "Plain": {
        "type": "object",
        "properties": {"data": {"$ref": "#/components/schemas/Thing"}},
    },
    "Line": {"type": "string"},
}


class Thing(BaseModel):
    model_config = ConfigDict(extra="allow")
    n: int


def sealed(
    media_type: str,
    schema: str | None,
    item: Item = "json",
    body_type: object = Any,
    headers: tuple[Header, ...] = (),
) -> Any:
    class Stream200(Sealed):
        status_code: ClassVar[str] = "200"
        body: Any

    Stream200.media_type, Stream200.schema, Stream200.item = media_type, schema, item
    Stream200.body_type, Stream200.headers = body_type, headers
    if headers:
        Stream200.__annotations__["cache_control"] = Any
    return Stream200


class Source:
    """Yields items, and remembers how far it came and whether it was let go."""

    def __init__(self, *items: Any, then: Any = None) -> None:
        self._items, self._then = items, then
        self.given = 0
        self.closed = False

    async def __call__(self) -> AsyncIterator[Any]:
        try:
            for item in self._items:
                self.given += 1
                yield item
            if isinstance(self._then, Exception):
                raise self._then
            if self._then is not None:
                await self._then.wait()
        finally:
            self.closed = True


def endpoint(kind: Any, source: Any, **fields: Any) -> Endpoint:
    media = Media(kind.media_type, kind.schema, kind.item)
    plan = operation(responses=(ResponseSpec("200", (media,), kind.headers),))
    result = kind(body=source() if isinstance(source, Source) else source, **fields)
    return Endpoint(plan, returning(result), results=(kind,))


def stream(kind: Any, *items: Any, **fields: Any) -> Wire:
    app = app_of(SCHEMAS, endpoint(kind, Source(*items), **fields))
    return exchange(app, "GET", "/things")


LINES = sealed("application/jsonl", "Thing", body_type=Thing)


async def staying() -> dict[str, Any]:
    await asyncio.Event().wait()
    raise AssertionError
