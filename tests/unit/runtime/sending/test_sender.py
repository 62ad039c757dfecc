"""Messages leave only as the contract has them, and answers are what it declares."""

import asyncio
import json
from typing import Any, final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)
from scripts.codegen.runtime.responses.sealed import Sealed
from scripts.codegen.runtime.sending.outcomes import (
    InvalidEvent,
    NoTarget,
    NotSent,
    RefusedTarget,
    UndeclaredAnswer,
)
from scripts.codegen.runtime.sending.payloads import RawBody
from scripts.codegen.runtime.sending.replies import HttpResponse
from scripts.codegen.runtime.sending.sender import HttpRequest, Sender, Sending
from scripts.codegen.runtime.sending.triggers import Trigger
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
    *(Taken, TakenAsText, TakenRaw, TakenInLines),
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


class Receiver:
    """A transport that notes requests and always answers the same."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer
        self.requests: list[HttpRequest] = []

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        return self.answer


def send(sender: Sender, *message: Any) -> Any:
    return asyncio.run(sender._send(*message))


def test_a_message_is_a_finished_request_and_its_answer_a_declared_class() -> None:
    answer = HttpResponse(
        200,
        [("content-type", "application/json"), ("X-Count", "2"), ("x-ids", "1, 2")],
        b'{"ok": true}',
    )
    receiver = Receiver(answer)
    security = ((Requirement("key"),),)
    one = sending(
        Media(JSON, "Event"),
        security=security,
        parameters=(
            Parameter("X-Id", "x_id", "header", "Id"),
            Parameter("ids", "ids", "query", "Ids", style="form", explode=True),
            Parameter("s", "s", "cookie", "Id", style="form"),
            Parameter("id", "path_id", "path", "Id", required=True),
        ),
    )
    to = f"{URL}/{{id}}?token=t#part"
    arguments = {"x_id": "7", "ids": [1, 2], "s": "a b", "path_id": "p/1"}

    result = send(
        Sender(receiver),
        one,
        to,
        arguments,
        Event.model_validate({"eventName": "made", "extra": 1}),
    )

    (sent,) = receiver.requests
    assert sent.method == "POST"
    assert sent.url == f"{URL}/p%2F1?token=t&ids=1&ids=2"
    assert sent.headers == (
        ("X-Id", "7"),
        ("Cookie", "s=a%20b"),
        ("Accept", "application/json, text/plain, image/*"),
        ("Content-Type", "application/json"),
    )
    assert json.loads(sent.body) == {"eventName": "made", "extra": 1}
    assert sent.operation.security == security
    assert isinstance(result, Taken)
    assert (result.body, result.count, result.ids) == (Receipt(ok=True), 2, [1, 2])


@pytest.mark.parametrize(
    "body",
    [None, Event(name=""), {}, {"eventName": 1}, object(), RawBody(JSON, b"{}")],
)
def test_an_invalid_event_never_leaves(body: object) -> None:
    receiver = Receiver(HttpResponse(200))
    with pytest.raises(NotSent, match="/body") as caught:
        send(Sender(receiver), sending(Media(JSON, "Event")), URL, {}, body)
    assert isinstance(caught.value, InvalidEvent)
    assert caught.value.faults
    assert receiver.requests == []


def test_a_body_that_may_be_absent_is() -> None:
    sent = request(sending(Media(JSON, "Event"), required=False))
    assert sent.body == b""
    assert "Content-Type" not in dict(sent.headers)


@pytest.mark.parametrize(
    ("media", "body", "content_type", "content"),
    [
        (Media("text/plain", "Text"), "größe", "text/plain; charset=utf-8", "größe"),
        (
            Media("application/x-www-form-urlencoded", "Form"),
            {"n": 1, "tags": ["a b", "c&d"], "more": {"x": [1]}, "é": "="},
            "application/x-www-form-urlencoded",
            "n=1&tags=a%20b&tags=c%26d&more=%7B%22x%22%3A%20%5B1%5D%7D&%C3%A9=%3D",
        ),
        (Media("image/*"), RawBody("image/png", b"png"), "image/png", "png"),
        (Media("application/jsonl", "Ids"), [1, 2], "application/jsonl", "1\n2\n"),
        (
            Media("application/json-seq", "Ids"),
            [1],
            "application/json-seq",
            "\x1e1\n",
        ),
        (
            Media("application/xml", "Text"),
            RawBody("application/xml", b"<a/>"),
            "application/xml",
            "<a/>",
        ),
    ],
)
def test_bodies_leave_in_their_media_type(
    media: Media, body: object, content_type: str, content: str
) -> None:
    sent = request(sending(media), body)
    assert dict(sent.headers)["Content-Type"] == content_type
    assert sent.body.decode() == content


def test_the_first_media_type_that_fits_is_taken() -> None:
    one = sending(
        Media("image/png"),
        Media(JSON, "Event"),
        Media("text/plain", "Text"),
    )
    for body, name in (
        ({"eventName": "e"}, JSON),
        ("text", "text/plain; charset=utf-8"),
        (RawBody("image/png", b""), "image/png"),
    ):
        assert dict(request(one, body).headers)["Content-Type"] == name


@pytest.mark.parametrize(
    ("media", "body", "said"),
    [
        (Media("image/png"), RawBody("image/gif", b""), "may not be image/gif"),
        (Media("image/png"), RawBody("junk", b""), "may not be junk"),
        (Media("image/png"), b"", "has to be a RawBody"),
        (Media("application/xml", "Text"), "x", "has to be a RawBody"),
        (Media("text/plain", "Count"), 1, "has to be text"),
        (Media("text/plain", "Text"), "longer", "/body is longer"),
        (Media("application/x-www-form-urlencoded", "Ids"), [1], "be an object"),
        (
            Media("application/x-www-form-urlencoded", "Form"),
            {"tags": []},
            "no spelling",
        ),
        (Media("multipart/form-data", "Form"), {"a\r\n": "b"}, "no spelling"),
        (Media(JSON, "Event"), {"eventName": "\ud800"}, "can't be written"),
    ],
)
def test_what_has_no_spelling_is_refused(media: Media, body: object, said: str) -> None:
    with pytest.raises(InvalidEvent, match=said):
        request(sending(media), body)


texts = st.text(st.characters(codec="utf-8"), max_size=5)
forms = st.fixed_dictionaries(
    {},
    optional={
        "n": st.integers(),
        "tags": st.lists(texts, min_size=1),
        "more": st.dictionaries(texts, st.integers()),
        "text": texts,
    },
)


@given(
    forms, st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data"])
)
def test_forms_read_as_themselves_and_the_same_each_time(
    form: Any, media_type: str
) -> None:
    one = sending(Media(media_type, "Form"))
    assert request(one, form) == request(one, form)
    assert dict(request(one, form).headers)["Content-Type"].startswith(media_type)


@pytest.mark.parametrize(
    ("answer", "kind", "members"),
    [
        (HttpResponse(410, [], b"ok, whatever"), Gone, {}),
        (HttpResponse(503), Failed, {"status": 503}),
        (
            HttpResponse(200, [("Content-Type", "text/plain")], b"ok"),
            TakenAsText,
            {"body": "ok"},
        ),
        (
            HttpResponse(200, [("Content-Type", "image/png")], b"\xff"),
            TakenRaw,
            {"body": b"\xff"},
        ),
        (
            HttpResponse(200, [("Content-Type", "application/jsonl")], b"1\n\n2"),
            TakenInLines,
            {"body": [1, 2]},
        ),
    ],
)
def test_answers_are_what_the_contract_declares(
    answer: HttpResponse, kind: type, members: dict[str, object]
) -> None:
    result = sending().read(answer)
    assert type(result) is kind
    assert vars(result) == members


TYPE, COUNT = ("Content-Type", JSON), ("X-Count", "1")


@pytest.mark.parametrize(
    ("status", "headers", "body", "reason"),
    [
        (404, [], b"", "the status 404 is not declared"),
        (200, [], b"{}", "media type '' is declared"),
        (200, [("Content-Type", "junk")], b"{}", "media type 'junk' is declared"),
        (200, [("Content-Type", "text/css")], b"", "'text/css' is declared"),
        (200, [TYPE], b'{"ok": true}', "header X-Count is required"),
        (200, [TYPE, ("X-Count", "x")], b'{"ok": true}', "header X-Count is not"),
        (200, [TYPE, COUNT], b"{", "the body is not strict JSON"),
        (200, [TYPE, COUNT], b"{}", "body/ok is required"),
        (200, [("Content-Type", "text/plain")], b"\xff", "the body is not UTF-8"),
        (200, [("Content-Type", "text/plain")], b"longer", "body is longer"),
        (200, [("Content-Type", "application/jsonl")], b"1\nx", "not strict JSON"),
        (200, [("Content-Type", "application/jsonl")], b'1\n""', "body/1 is not"),
    ],
)
def test_other_answers_are_handed_over_as_they_came(
    status: int, headers: list[tuple[str, str]], body: bytes, reason: str
) -> None:
    result = sending().read(HttpResponse(status, headers, body))
    assert isinstance(result, UndeclaredAnswer)
    assert (result.status, result.headers, result.body) == (
        status,
        tuple(headers),
        body,
    )
    assert reason in result.reason


@pytest.mark.parametrize(
    "url",
    [
        *("", "/hook", "client.example", "ftp://client.example/", "file:///etc/passwd"),
        *("https://", "https:///x", "https://user@client.example/", "https://a b/"),
        *("https://client.example/{id}", "https://client.example\\@evil.example/"),
        *("https://client.example:0/", "https://client.example:99999/", "https://["),
        *("https://client.example/\r\nX: y", "\thttps://client.example/", "https://é/"),
    ],
)
def test_only_absolute_web_addresses_are_targets(url: str) -> None:
    receiver = Receiver(HttpResponse(410))
    with pytest.raises(NoTarget):
        send(Sender(receiver), sending(), url, {})
    assert receiver.requests == []


def test_a_path_parameter_needs_a_place() -> None:
    path = (Parameter("id", "id", "path", "Id", required=True),)
    with pytest.raises(NoTarget, match=r"no place for \{id\}"):
        request(sending(parameters=path), id="1")


def test_a_sender_may_allow_some_addresses_only() -> None:
    receiver = Receiver(HttpResponse(410))
    sender = Sender(receiver, allows=lambda url: url.startswith("https://client."))
    assert isinstance(send(sender, sending(), URL, {}), Gone)
    with pytest.raises(RefusedTarget):
        send(sender, sending(), "https://169.254.169.254/", {})
    assert [each.url for each in receiver.requests] == [URL]


def test_a_callback_goes_to_where_its_trigger_says() -> None:
    one = sending(
        is_callback=True,
        path="{$request.body#/url}/{id}",
        parameters=(Parameter("id", "id", "path", "Id", required=True),),
    )
    trigger = Trigger("https://me.example/", "POST", body={"url": URL})
    assert one.request(trigger, {"id": "1"}, None).url == f"{URL}/1"
    assert one.url(trigger) == f"{URL}/{{id}}"
    assert one.request(one.url(trigger), {"id": "1"}, None).url == f"{URL}/1"


def test_a_webhook_has_no_trigger() -> None:
    with pytest.raises(NoTarget, match="get_things is no callback"):
        sending().url(Trigger("https://me.example/", "POST"))


def test_what_may_be_secret_is_not_shown() -> None:
    undeclared = sending().read(HttpResponse(404, [("X-Secret", "s3")], b"s3"))
    message = request(sending(Media("text/plain", "Text")), "s3")
    assert "404" in repr(undeclared)
    assert "s3" not in repr((undeclared, message, HttpResponse(200, (), b"s3")))
