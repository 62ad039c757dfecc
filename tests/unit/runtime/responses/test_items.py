"""Items of streams: framed as declared, checked one by one."""

import asyncio
import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.contract.operation import (
    Item,
)
from scripts.codegen.runtime.http.streaming import StreamAborted
from scripts.codegen.runtime.syntax.server_sent_events import (
    ServerSentEvent,
    write_event,
)
from tests.unit.runtime.harness import (
    app_of,
    call,
    http_scope,
)
from tests.unit.runtime.responses.streams import (
    LINES,
    SCHEMAS,
    Source,
    Thing,
    endpoint,
    sealed,
    staying,
    stream,
)


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
        "longer",
    ),
    (
        "text/event-stream",
        "Event",
        "event",
        {"event": "made", "data": "no"},
        "not JSON",
    ),
    ("text/event-stream", "Event", "event", {"event": "made", "data": {}}, "Schema"),
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
        asyncio.run(app(http_scope("GET", "/things"), staying, send))

    assert [message["type"] for message in sent] == ["http.response.start"]
    assert "broke its seal: in its stream" in caplog.text
    assert reason in caplog.text
    assert len(caplog.records) == 1
    assert (source.given, source.closed) == (1, True)


@pytest.mark.parametrize("members", [{"data": 1}, {"retry": True}, {"id": 1}])
def test_members_of_other_types_are_not_written(members: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is not"):
        write_event(members)


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
