"""Sealed responses of every kind."""

from typing import Any, ClassVar, final

from pydantic import BaseModel, ConfigDict

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Operation,
    ResponseSpec,
)
from scripts.codegen.runtime.responses.sealed import Sealed
from tests.unit.runtime.harness import Reply, app_of, call, operation, returning

SCHEMAS: dict[str, Any] = {
    "Thing": {
        "type": "object",
        "required": ["n"],
        "properties": {"n": {"type": "integer", "minimum": 1}},
    },
    "Tag": {"type": "string", "minLength": 1},
    "Ages": {"type": "array", "items": {"type": "integer"}},
    "Map": {"type": "object"},
    "Flag": {"type": "boolean"},
    "Text": {"type": "string", "maxLength": 5},
}


class Thing(BaseModel):
    model_config = ConfigDict(extra="allow")
    n: int
    note: str | None = None


HEADERS = (
    Header("ETag", "etag", "Tag", required=True),
    Header("X-Ages", "ages", "Ages"),
    Header("X-Map", "map", "Map", explode=True),
    Header("X-Flag", "flag", "Flag"),
)
RETRY = Header("Retry-After", "retry_after", "Tag", required=True)


@final
class Get200(Sealed):
    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = Thing
    schema: ClassVar[str | None] = "Thing"
    headers: ClassVar[tuple[Header, ...]] = HEADERS
    body: Any
    etag: Any
    ages: Any = None
    map: Any = None
    flag: Any = None


@final
class Get204(Sealed):
    status_code: ClassVar[str] = "204"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()


@final
class Get202(Sealed):
    status_code: ClassVar[str] = "202"
    media_type: ClassVar[str | None] = "image/png"
    body_type: ClassVar[object] = bytes
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()
    body: Any


@final
class Get203(Sealed):
    status_code: ClassVar[str] = "203"
    media_type: ClassVar[str | None] = "text/plain"
    body_type: ClassVar[object] = str
    schema: ClassVar[str | None] = "Text"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: Any


@final
class Get4XX(Sealed):
    status_code: ClassVar[str] = "4XX"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()
    status: Any


@final
class GetDefault(Sealed):
    status_code: ClassVar[str] = "default"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()
    status: Any


RESULTS = (Get200, Get202, Get203, Get204, Get4XX, GetDefault)
PROBLEMS = (Media("application/problem+json", "Problem"),)
PLAN: Operation = operation(
    responses=(
        ResponseSpec("200", (Media("application/json", "Thing"),), HEADERS),
        ResponseSpec("202", (Media("image/png"),)),
        ResponseSpec("203", (Media("text/plain", "Text"),)),
        ResponseSpec("204"),
        ResponseSpec("409", PROBLEMS),
        ResponseSpec("4XX", PROBLEMS),
        ResponseSpec("503", PROBLEMS, (RETRY,)),
        ResponseSpec("default", PROBLEMS),
    )
)


def answer(result: object, plan: Operation = PLAN, **more: Any) -> Reply:
    endpoint = Endpoint(plan, returning(result), results=RESULTS)
    return call(app_of(SCHEMAS, endpoint, **more), "GET", "/things")
