"""Streams leave as they are made, until somebody leaves."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    RequestBody,
    ResponseSpec,
)
from scripts.codegen.runtime.http.streaming import StreamAborted
from scripts.codegen.runtime.options import Options
from scripts.codegen.runtime.schemas.schema_types import UPLOAD
from tests.unit.runtime.harness import (
    app_of,
    call,
    exchange,
    http_scope,
    operation,
)
from tests.unit.runtime.responses.streams import (
    LINES,
    SCHEMAS,
    Source,
    endpoint,
    sealed,
    staying,
    stream,
)


def test_an_exception_cuts_the_stream_off_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    source = Source({"n": 1}, then=RuntimeError("s3cret"))
    kind = sealed("application/jsonl", "Thing")
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    with caplog.at_level(logging.ERROR), pytest.raises(StreamAborted):
        app = app_of(SCHEMAS, endpoint(kind, source))
        asyncio.run(app(http_scope("GET", "/things"), staying, send))

    assert [m.get("body") for m in sent] == [None, b'{"n":1}\n']
    [record] = caplog.records
    assert "get_things (line 7 of the contract) failed" in record.getMessage()
    assert record.exc_info


@pytest.mark.parametrize("body", [[{"n": 1}], b'{"n":1}', None])
def test_a_stream_has_to_be_asynchronous(
    body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    reply = call(app_of(SCHEMAS, endpoint(LINES, body)), "GET", "/things")
    assert reply.status == 500
    assert "has to be an asynchronous iterator" in caplog.text


def test_head_lets_go_of_the_items_at_once() -> None:
    class Items:
        closed = False

        def __aiter__(self) -> "Items":
            return self

        async def __anext__(self) -> Any:
            raise AssertionError("HEAD has no body")

        async def aclose(self) -> None:
            self.closed = True

    items = Items()
    reply = call(app_of(SCHEMAS, endpoint(LINES, items)), "HEAD", "/things")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.header("content-type") == "application/jsonl"
    assert items.closed


def test_the_header_fields_leave_before_the_first_item_is_there() -> None:
    async def run() -> None:
        ready, sent = asyncio.Event(), asyncio.Queue[Any]()

        async def items() -> AsyncIterator[Any]:
            await ready.wait()
            yield {"n": 1}

        kind = sealed("application/jsonl", "Thing")
        app = app_of(SCHEMAS, endpoint(kind, items()))
        serving = asyncio.create_task(
            app(http_scope("GET", "/things"), staying, sent.put)
        )
        start = await sent.get()
        assert start["type"] == "http.response.start"
        assert sent.empty()
        ready.set()
        assert (await sent.get())["body"] == b'{"n":1}\n'
        await serving

    asyncio.run(asyncio.wait_for(run(), 60))


def test_the_next_item_waits_until_the_last_was_taken() -> None:
    async def run() -> None:
        source = Source(*({"n": n} for n in range(1, 9)))
        taken = asyncio.Semaphore(2)  # the start and one item

        async def send(message: Any) -> None:
            await taken.acquire()

        app = app_of(SCHEMAS, endpoint(sealed("application/jsonl", "Thing"), source))
        serving = asyncio.create_task(app(http_scope("GET", "/things"), staying, send))
        async with asyncio.timeout(60):
            while not taken.locked():  # noqa: ASYNC110 - a semaphore has no event
                await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        assert source.given == 2
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        assert source.closed

    asyncio.run(asyncio.wait_for(run(), 60))


@pytest.mark.parametrize("waiting_in", ["the items", "send"])
def test_a_client_that_leaves_stops_the_items(waiting_in: str) -> None:
    async def run() -> None:
        never, left = asyncio.Event(), asyncio.Event()
        then = never if waiting_in == "the items" else None
        source = Source({"n": 1}, {"n": 2}, then=then)

        async def receive() -> dict[str, Any]:
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message.get("body"):
                left.set()
                if waiting_in == "send":
                    await never.wait()

        app = app_of(SCHEMAS, endpoint(sealed("application/jsonl", "Thing"), source))
        await app(http_scope("GET", "/things"), receive, send)
        assert source.closed

    asyncio.run(asyncio.wait_for(run(), 60))


def test_a_server_that_says_the_client_left_stops_the_items() -> None:
    source = Source({"n": 1}, {"n": 2})

    async def send(message: Any) -> None:
        if message.get("body"):
            raise OSError

    app = app_of(SCHEMAS, endpoint(sealed("application/jsonl", "Thing"), source))
    asyncio.run(app(http_scope("GET", "/things"), staying, send))
    assert (source.given, source.closed) == (1, True)


@pytest.mark.parametrize(
    ("media_type", "interval", "pinged"),
    [
        ("text/event-stream", 0.01, True),
        ("text/event-stream", 0, False),
        ("application/jsonl", 0.01, False),
    ],
)
def test_silent_event_streams_are_kept_alive(
    media_type: str, interval: float, pinged: bool
) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    def comments() -> set[bytes]:
        bodies = {m.get("body", b"") for m in sent}
        return {body for body in bodies if body.startswith(b":")}

    async def slowly() -> AsyncIterator[Any]:
        # However late the clock is told, a ping goes first where there are any.
        async with asyncio.timeout(60):
            while pinged and not comments():  # noqa: ASYNC110 - a list has no event
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.08)
        yield {"n": 1}

    app = app_of(
        SCHEMAS,
        endpoint(sealed(media_type, "Thing"), slowly()),
        options=Options(event_stream_interval=interval),
    )
    asyncio.run(app(http_scope("GET", "/things"), staying, send))
    assert comments() == ({b": ping\n\n"} if pinged else set())
    assert b'{"n":1}' in b"".join(m.get("body", b"") for m in sent)
    assert not sent[-1]["more_body"]


def test_no_comment_follows_the_end() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        await asyncio.sleep(0.05)

    kind = sealed("text/event-stream", "Thing")
    options = Options(event_stream_interval=0.01)
    app = app_of(SCHEMAS, endpoint(kind, Source()), options=options)
    asyncio.run(app(http_scope("GET", "/things"), staying, send))
    assert [m.get("more_body", True) for m in sent].index(False) == len(sent) - 1


def test_event_streams_are_not_to_be_held_back() -> None:
    fields = dict(stream(sealed("text/event-stream", "Thing")).reply.fields)
    assert fields["cache-control"] == "no-store"
    assert fields["x-accel-buffering"] == "no"

    declared = (Header("Cache-Control", "cache_control", "Free"),)
    kind = sealed("text/event-stream", "Thing", headers=declared)
    reply = stream(kind, cache_control="no-cache").reply
    assert [v for n, v in reply.fields if n == "cache-control"] == ["no-cache"]

    assert "cache-control" not in dict(stream(LINES).reply.fields)


def echo(limit: int = 100) -> Any:
    kind = sealed("application/pdf", None, "")
    body = RequestBody((Media("application/octet-stream", max_size=limit),))
    plan = operation(
        method="POST",
        body=body,
        responses=(ResponseSpec("200", (Media("application/pdf"),)),),
    )

    async def handler(context: object, body: Any) -> Any:
        return kind(body=body)

    return app_of(SCHEMAS, Endpoint(plan, handler, results=(kind,)))


RAW = [("content-type", "application/octet-stream")]


def test_what_is_uploaded_may_be_sent_back_as_it_comes_in() -> None:
    wire = exchange(echo(), "POST", "/things", RAW, [b"a", b"b", b"c"])
    assert [m["body"] for m in wire.messages[1:]] == [b"a", b"b", b"c", b""]


def test_a_client_that_leaves_amid_its_upload_is_told_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    wire = exchange(echo(), "POST", "/things", RAW, [b"a", None])
    assert [m.get("body") for m in wire.messages] == [None, b"a"]
    assert not caplog.records


def test_files_are_kept_until_the_stream_has_ended() -> None:
    kind = sealed("application/pdf", None, "")
    schema = {
        "type": "object",
        "properties": {
            "file": {
                "type": "object",
                UPLOAD: True,
                "properties": {"size": {"type": "integer"}},
            }
        },
    }
    form = Media("multipart/form-data", "Form")
    plan = operation(
        method="POST",
        body=RequestBody((form,)),
        responses=(ResponseSpec("200", (Media("application/pdf"),)),),
    )

    async def handler(context: object, body: Any) -> Any:
        async def twice() -> AsyncIterator[bytes]:
            for _ in range(2):
                async for chunk in body["file"]:
                    yield chunk

        return kind(body=twice())

    app = app_of({"Form": schema}, Endpoint(plan, handler, results=(kind,)))
    part = 'Content-Disposition: form-data; name="file"; filename="f"'
    content = f"--x\r\n{part}\r\n\r\nabc\r\n--x--\r\n".encode()
    fields = [("content-type", "multipart/form-data; boundary=x")]
    assert call(app, "POST", "/things", fields, [content]).body == b"abcabc"
