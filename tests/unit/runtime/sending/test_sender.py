"""Messages are checked, addressed and handed over."""

import asyncio
import json
from typing import Any

import pytest

from scripts.codegen.runtime.contract.operation import (
    Media,
    Parameter,
    Requirement,
)
from scripts.codegen.runtime.sending.outcomes import (
    InvalidEvent,
    NoTarget,
    NotSent,
    RefusedTarget,
)
from scripts.codegen.runtime.sending.payloads import RawBody
from scripts.codegen.runtime.sending.replies import HttpResponse
from scripts.codegen.runtime.sending.sender import HttpRequest, Sender
from scripts.codegen.runtime.sending.triggers import Trigger
from tests.unit.runtime.sending.events import (
    JSON,
    URL,
    Event,
    Gone,
    Receipt,
    Taken,
    request,
    sending,
)


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
