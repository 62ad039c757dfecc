"""Bodies that are sent as they are made: framing, the gate, and who lets go when."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Item,
    Media,
    RequestBody,
    ResponseSpec,
)
from scripts.codegen.runtime.http.streaming import StreamAborted
from scripts.codegen.runtime.options import Options
from scripts.codegen.runtime.responses.sealed import Sealed
from scripts.codegen.runtime.schemas.schema_types import UPLOAD
from scripts.codegen.runtime.syntax.events import ServerSentEvent, write_event
from tests.unit.runtime.harness import (
    Wire,
    app_of,
    call,
    exchange,
    http_scope,
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


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("application/jsonl", b'{"n":1}\n{"n":2,"more":"a\\nb"}\n'),
        ("application/x-ndjson", b'{"n":1}\n{"n":2,"more":"a\\nb"}\n'),
        ("application/ndjson", b'{"n":1}\n{"n":2,"more":"a\\nb"}\n'),
        ("application/x-jsonlines", b'{"n":1}\n{"n":2,"more":"a\\nb"}\n'),
        ("application/json-seq", b'\x1e{"n":1}\n\x1e{"n":2,"more":"a\\nb"}\n'),
        ("application/geo+json-seq", b'\x1e{"n":1}\n\x1e{"n":2,"more":"a\\nb"}\n'),
        ("text/event-stream", b'data: {"n":1}\n\ndata: {"n":2,"more":"a\\nb"}\n\n'),
    ],
)
def test_items_are_framed_as_the_media_type_asks(media_type: str, text: bytes) -> None:
    items = Thing(n=1), Thing.model_validate({"n": 2, "more": "a\nb"})
    wire = stream(sealed(media_type, "Thing", body_type=Thing), *items)

    assert wire.reply.body == text
    assert wire.reply.header("content-type") == media_type
    assert wire.reply.header("content-length") is None
    start, first, second, end = wire.messages
    assert start["type"] == "http.response.start"
    assert (first["more_body"], second["more_body"]) == (True, True)
    assert (end["body"], end["more_body"]) == (b"", False)


def test_an_empty_stream_is_whole() -> None:
    assert [m.get("more_body") for m in stream(LINES).messages] == [None, False]


@pytest.mark.parametrize(
    ("schema", "item", "given", "text"),
    [
        ("Text", "text", "a\r\nb\rc", b"data: a\ndata: b\ndata: c\n\n"),
        ("Text", "text", "", b"data: \n\n"),
        (
            "Thing",
            "json",
            ServerSentEvent({"n": 1}, event="e", id="7", retry=5),
            b'event: e\ndata: {"n":1}\nid: 7\nretry: 5\n\n',
        ),
        (
            "Event",
            "event",
            {"event": "said", "data": "a\nb", "id": "1"},
            b"event: said\ndata: a\ndata: b\nid: 1\n\n",
        ),
        (
            "Event",
            "event",
            {"event": "made", "data": {"n": 1}},
            b'event: made\ndata: {"n":1}\n\n',
        ),
        ("Event", "event", {"event": "made", "data": '{"n": 1}'}, b'{"n": 1}'),
        ("Event", "event", {"event": "named", "data": "é"}, 'data: "é"'.encode()),
        ("Event", "event", {"event": "xml", "data": "<a/>"}, b"data: <a/>"),
        ("Event", "event", {"event": "said", "retry": 3}, b"event: said\nretry: 3\n\n"),
        (
            "Change",
            "event",
            {"data": {"n": 1, "inner": {"data": '{"n": 2}'}}},
            b'data: {"n":1,"inner":{"data":"{\\"n\\": 2}"}}\n\n',
        ),
        ("Plain", "event", {"data": {"n": 1}}, b'data: {"n":1}\n\n'),
    ],
)
def test_events(schema: str, item: Item, given: Any, text: bytes) -> None:
    reply = stream(sealed("text/event-stream", schema, item), given).reply

    assert text in reply.body
    assert reply.body.endswith(b"\n\n")


BROKEN = [
    ("application/jsonl", "Thing", "json", {"n": 0}, "body /n is less than"),
    ("application/jsonl", "Thing", "json", {"n": object()}, "be written as JSON"),
    ("text/event-stream", "Thing", "json", {"n": 0}, "body /n is less than"),
    ("text/event-stream", "Text", "text", "too long", "longer than"),
    ("text/event-stream", "Text", "text", 1, "data is text, not int"),
    ("text/event-stream", "Line", "text", ServerSentEvent("a", event="x\ny"), "event"),
    ("text/event-stream", "Line", "text", ServerSentEvent("a", id="x\0"), "id is not"),
    ("text/event-stream", "Line", "text", ServerSentEvent("a", id="\r"), "id is not"),
    ("text/event-stream", "Line", "text", ServerSentEvent("a", retry=-1), "retry"),
    ("text/event-stream", "Line", "text", ServerSentEvent("\ud800"), "surrogate"),
    (
        "text/event-stream",
        "Event",
        "event",
        {"event": "said", "data": "x" * 6},
        "oneOf",
    ),
    ("text/event-stream", "Event", "event", {"event": "made", "data": "no"}, "oneOf"),
    ("text/event-stream", "Event", "event", {"event": "made", "data": {}}, "oneOf"),
    ("text/event-stream", "Event", "event", {"data": "x"}, "/event is required"),
    ("text/event-stream", "Event", "event", ["x"], "is an object, not list"),
    ("text/event-stream", "Event", "event", {"event": object()}, "can't be written"),
    (
        "text/event-stream",
        "Event",
        "event",
        {"event": "said", "colour": "x"},
        "no member colour",
    ),
    ("text/event-stream", "Change", "event", {"data": {"n": 0}}, "contentSchema"),
    ("text/event-stream", "Plain", "event", {"data": {"n": 0}}, "body /data/n"),
    ("application/pdf", None, "", "text", "has to be bytes"),
]


@pytest.mark.parametrize(("media_type", "schema", "item", "given", "reason"), BROKEN)
def test_an_item_that_breaks_the_contract_does_not_leave(
    media_type: str,
    schema: str | None,
    item: Item,
    given: Any,
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    source = Source(given, given)
    app = app_of(SCHEMAS, endpoint(sealed(media_type, schema, item), source))
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    with caplog.at_level(logging.ERROR), pytest.raises(StreamAborted):
        asyncio.run(app(http_scope("GET", "/things"), _staying, send))

    assert [message["type"] for message in sent] == ["http.response.start"]
    assert "broke its seal: in its stream" in caplog.text
    assert reason in caplog.text
    assert len(caplog.records) == 1
    assert (source.given, source.closed) == (1, True)


async def _staying() -> dict[str, Any]:
    await asyncio.Event().wait()
    raise AssertionError


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
        asyncio.run(app(http_scope("GET", "/things"), _staying, send))

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
            app(http_scope("GET", "/things"), _staying, sent.put)
        )
        start = await sent.get()
        assert start["type"] == "http.response.start"
        assert sent.empty()
        ready.set()
        assert (await sent.get())["body"] == b'{"n":1}\n'
        await serving

    asyncio.run(asyncio.wait_for(run(), 5))


def test_the_next_item_waits_until_the_last_was_taken() -> None:
    async def run() -> None:
        source = Source(*({"n": n} for n in range(1, 9)))
        taken = asyncio.Semaphore(2)  # the start and one item

        async def send(message: Any) -> None:
            await taken.acquire()

        app = app_of(SCHEMAS, endpoint(sealed("application/jsonl", "Thing"), source))
        serving = asyncio.create_task(app(http_scope("GET", "/things"), _staying, send))
        await asyncio.sleep(0.05)
        assert source.given == 2
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        assert source.closed

    asyncio.run(asyncio.wait_for(run(), 5))


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

    asyncio.run(asyncio.wait_for(run(), 5))


def test_a_server_that_says_the_client_left_stops_the_items() -> None:
    source = Source({"n": 1}, {"n": 2})

    async def send(message: Any) -> None:
        if message.get("body"):
            raise OSError

    app = app_of(SCHEMAS, endpoint(sealed("application/jsonl", "Thing"), source))
    asyncio.run(app(http_scope("GET", "/things"), _staying, send))
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
    async def slowly() -> AsyncIterator[Any]:
        await asyncio.sleep(0.08)
        yield {"n": 1}

    app = app_of(
        SCHEMAS,
        endpoint(sealed(media_type, "Thing"), slowly()),
        options=Options(event_stream_interval=interval),
    )
    wire = exchange(app, "GET", "/things")
    comments = [m["body"] for m in wire.messages[1:] if m["body"].startswith(b":")]
    assert bool(comments) is pinged
    assert set(comments) <= {b": ping\n\n"}
    assert b'{"n":1}' in wire.reply.body
    assert not wire.messages[-1]["more_body"]


def test_no_comment_follows_the_end() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        await asyncio.sleep(0.05)

    kind = sealed("text/event-stream", "Thing")
    options = Options(event_stream_interval=0.01)
    app = app_of(SCHEMAS, endpoint(kind, Source()), options=options)
    asyncio.run(app(http_scope("GET", "/things"), _staying, send))
    assert [m.get("more_body", True) for m in sent].index(False) == len(sent) - 1


@pytest.mark.parametrize("members", [{"data": 1}, {"retry": True}, {"id": 1}])
def test_members_of_other_types_are_not_written(members: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is not"):
        write_event(members)


def test_event_streams_are_not_to_be_held_back() -> None:
    fields = dict(stream(sealed("text/event-stream", "Thing")).reply.fields)
    assert fields["cache-control"] == "no-store"
    assert fields["x-accel-buffering"] == "no"

    declared = (Header("Cache-Control", "cache_control", "Free"),)
    kind = sealed("text/event-stream", "Thing", headers=declared)
    reply = stream(kind, cache_control="no-cache").reply
    assert [v for n, v in reply.fields if n == "cache-control"] == ["no-cache"]

    assert "cache-control" not in dict(stream(LINES).reply.fields)


@pytest.mark.parametrize(
    ("media_type", "schema"),
    [("application/pdf", None), ("text/csv", "Free"), ("application/xml", "Thing")],
)
def test_bytes_without_a_schema_may_come_in_chunks(
    media_type: str, schema: str | None
) -> None:
    kind = sealed(media_type, schema, "", bytes)
    wire = stream(kind, b"a,b", b"", b"\r\n")
    assert wire.reply.body == b"a,b\r\n"
    assert [m["body"] for m in wire.messages[1:]] == [b"a,b", b"\r\n", b""]

    whole = call(app_of(SCHEMAS, endpoint(kind, b"a,b\r\n")), "GET", "/things")
    assert (whole.body, whole.header("content-length")) == (b"a,b\r\n", "5")


def test_text_with_rules_may_not_come_in_chunks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    kind = sealed("text/csv", "Text", "", str)
    reply = call(app_of(SCHEMAS, endpoint(kind, Source(b"a"))), "GET", "/things")
    assert reply.status == 500
    assert "not the declared text" in caplog.text


def read_events(text: str) -> list[dict[str, str]]:
    """Return the events of a stream, as WHATWG HTML, §9.2.6, has them read."""
    events: list[dict[str, str]] = []
    members: dict[str, list[str]] = {}
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line:
            if members:
                events.append({k: "\n".join(v) for k, v in members.items()})
            members = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(":")
            members.setdefault(name, []).append(value.removeprefix(" "))
    return events


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(data=TEXT, event=TEXT, id_=TEXT)
def test_an_event_is_read_as_it_was_meant_or_not_written(
    data: str, event: str, id_: str
) -> None:
    try:
        written = write_event({"data": data, "event": event, "id": id_})
    except ValueError:
        assert set("\r\n\0") & set(event + id_)
        return
    lines = data.replace("\r\n", "\n").replace("\r", "\n")
    assert read_events(written.decode()) == [{"event": event, "data": lines, "id": id_}]


@given(st.lists(st.dictionaries(TEXT, TEXT), max_size=4))
def test_each_line_is_one_document(values: list[dict[str, str]]) -> None:
    items = [{"n": 1, "more": value} for value in values]
    body = stream(sealed("application/jsonl", "Thing"), *items).reply.body
    assert [json.loads(line) for line in body.decode().split("\n")[:-1]] == items


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
