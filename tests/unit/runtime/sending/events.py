"""An event to send, its receiver, and the answers that it may give."""

from typing import Any, final

from pydantic import BaseModel, ConfigDict, Field

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    RequestBody,
    ResponseSpec,
)
from scripts.codegen.runtime.responses.sealed import Sealed
from scripts.codegen.runtime.sending.sender import HttpRequest, Sending
from tests.unit.runtime.harness import operation

SCHEMAS: dict[str, Any] = {
    "Event": {
        "type": "object",
        "required": ["eventName"],
        "properties": {"eventName": {"type": "string", "minLength": 1}},
    },
    "Form": {
        "type": "object",
        "properties": {
            "n": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "more": {"type": "object"},
        },
        "additionalProperties": {"type": "string"},
    },
    "Text": {"type": "string", "maxLength": 5},
    "Count": {"type": "integer"},
    "Ids": {"type": "array", "items": {"type": "integer"}},
    "Receipt": {"type": "object", "required": ["ok"]},
    "Id": {"type": "string"},
}
GATE = Gate(lambda: SCHEMAS)
JSON = "application/json"
URL = "https://client.example/hook"


class Event(BaseModel):
    model_config = ConfigDict(validate_by_name=True, extra="allow")
    name: str = Field(alias="eventName")
    note: str | None = None


class Receipt(BaseModel):
    model_config = ConfigDict(extra="allow")
    ok: bool


@final
class Taken(Sealed):
    status_code = "200"
    media_type = JSON
    body_type = Receipt
    schema = "Receipt"
    headers = (
        Header("X-Count", "count", "Count", required=True),
        Header("X-Ids", "ids", "Ids"),
    )
    body: Receipt
    count: int
    ids: list[int] | None = None


@final
class TakenAsText(Sealed):
    status_code = "200"
    media_type = "text/plain"
    body_type = str
    schema = "Text"
    body: str


@final
class TakenRaw(Sealed):
    status_code = "200"
    media_type = "image/*"
    body_type = bytes
    body: bytes


@final
class TakenAsAny(Sealed):
    status_code = "200"
    media_type = "application/*"
    body_type = list[int]
    schema = "Ids"
    body: list[int]


@final
class TakenInLines(Sealed):
    status_code = "200"
    media_type = "application/jsonl"
    body_type = list[int]
    schema = "Ids"
    body: list[int]


@final
class Gone(Sealed):
    status_code = "410"


@final
class Failed(Sealed):
    status_code = "5XX"
    status: int


RESULTS: tuple[type[Sealed], ...] = (
    *(Taken, TakenAsText, TakenRaw, TakenAsAny, TakenInLines),
    *(Gone, Failed),
)
RESPONSES = (
    ResponseSpec("200", (Media(JSON), Media("text/plain"), Media("image/*"))),
    ResponseSpec("410"),
    ResponseSpec("5XX"),
)


def sending(
    *content: Media, required: bool = True, is_callback: bool = False, **changes: Any
) -> Sending[Any]:
    body = RequestBody(content, required=required) if content else None
    sides = {"method": "POST", "responses": RESPONSES, "body": body, **changes}
    return Sending(
        GATE,
        operation(**sides),
        results=RESULTS,
        body_types={JSON: Event},
        is_callback=is_callback,
    )


def request(one: Sending[Any], body: object = None, **arguments: Any) -> HttpRequest:
    return one.request(URL, arguments, body)
