"""Uploads: bytes on their way to an implementation, never held whole."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.bodies.uploads import Incoming, Spool, Upload
from scripts.codegen.runtime.contract.operation import Media, RequestBody, ResponseSpec
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.options import Options
from scripts.codegen.runtime.responses.sealed import Sealed
from scripts.codegen.runtime.syntax.media_types import MediaType
from tests.unit.runtime.harness import Wire, app_of, exchange, http_scope, operation

OCTETS = ("Content-Type", "application/octet-stream")
RAW = Media("application/octet-stream")


class Done(Sealed):
    status_code = "204"


def app(
    handler: Callable[[Upload], Awaitable[None]],
    media: Media = RAW,
    *,
    required: bool = True,
    options: Options | None = None,
) -> Any:
    async def whole(context: object, *, body: Upload) -> Sealed:
        await handler(body)
        return Done()

    plan = operation(
        method="POST",
        body=RequestBody((media,), required=required),
        responses=(ResponseSpec("204"),),
    )
    endpoint = Endpoint(plan, whole, results=(Done,))
    return app_of({}, endpoint, options=options)


async def ignore(body: Upload) -> None:
    pass


async def take(body: Upload) -> None:
    async for _ in body:
        pass


async def read(body: Upload) -> None:
    await body.read()


def send(served: Any, *chunks: bytes | None, headers: Any = (OCTETS,)) -> Wire:
    return exchange(served, "POST", "/things", headers, chunks)


def test_a_body_arrives_in_the_chunks_that_it_was_sent_in() -> None:
    seen: list[object] = []

    async def handler(body: Upload) -> None:
        seen.extend([body.media_type, body.parameters, body.size, body.filename])
        seen.extend([chunk async for chunk in body])

    headers = [("Content-Type", "Application/Octet-Stream; v=1")]
    wire = send(app(handler), b"ab", b"", b"c", headers=headers)

    assert wire.reply.status == 204
    assert seen == ["application/octet-stream", {"v": "1"}, None, None, b"ab", b"c"]


def test_a_body_is_read_no_faster_than_it_is_taken() -> None:
    received: list[int] = []
    lead: list[int] = []

    async def receive() -> dict[str, Any]:
        received.append(1)
        more = len(received) < 1000
        return {"type": "http.request", "body": b"x" * 65536, "more_body": more}

    async def handler(body: Upload) -> None:
        taken = 0
        assert not received
        async for _ in body:
            taken += 1
            lead.append(len(received) - taken)

    wire = Wire()
    scope = http_scope("POST", "/things", [OCTETS])
    asyncio.run(app(handler)(scope, receive, wire.send))

    assert wire.reply.status == 204
    assert len(received) == 1000
    assert set(lead) == {0}


@pytest.mark.parametrize(
    ("handler", "media", "headers", "chunks", "status"),
    [
        (take, RAW, [OCTETS], (b"12345678",), 204),
        (take, RAW, [OCTETS], (b"1234", b"56789"), 413),
        (read, RAW, [OCTETS], (b"1234",), 204),
        (read, RAW, [OCTETS], (b"12", b"345"), 413),
        (read, RAW, [OCTETS, ("Content-Length", "5")], (b"12345",), 413),
        (ignore, RAW, [OCTETS], (b"123456789",), 204),
        (ignore, RAW, [OCTETS, ("Content-Length", "9")], (b"123456789",), 413),
        (ignore, RAW, [OCTETS, ("Content-Length", "x")], (b"1",), 400),
        (ignore, RAW, [OCTETS, ("Content-Length", "9" * 20)], (b"1",), 413),
        (ignore, RAW, [OCTETS, ("Content-Length", "9" * 9999)], (b"1",), 413),
        (take, RAW, [OCTETS, ("Content-Length", "0" * 9999 + "1")], (b"1",), 204),
        (
            take,
            Media("image/*", max_size=2),
            [("Content-Type", "image/a")],
            (b"1",),
            204,
        ),
        (
            take,
            Media("image/*", max_size=2),
            [("Content-Type", "image/a")],
            (b"123",),
            413,
        ),
        (
            take,
            Media("image/*", min_size=2),
            [("Content-Type", "image/a")],
            (b"1",),
            422,
        ),
        (
            ignore,
            Media("image/*", min_size=2),
            [("Content-Type", "image/a"), ("Content-Length", "1")],
            (b"1",),
            422,
        ),
        (take, Media("*/*"), [], (b"1",), 204),
        (take, RAW, [], (b"1",), 204),
        (take, RAW, [], (b"",), 400),
        (take, RAW, [OCTETS], (b"",), 204),
        (take, Media("image/*"), [], (b"1",), 415),
    ],
)
def test_sizes_are_limited(
    handler: Any, media: Media, headers: Any, chunks: Any, status: int
) -> None:
    served = app(handler, media, options=Options(max_body_size=4, max_upload_size=8))
    assert send(served, *chunks, headers=headers).reply.status == status


def test_a_body_that_is_refused_is_not_asked_for() -> None:
    """Whoever expects 100 Continue keeps it (RFC 9110, §10.1.1)."""
    served = app(ignore, options=Options(max_upload_size=8))
    for fields in (
        [OCTETS, ("Content-Length", "9")],
        [("Content-Type", "image/png"), ("Content-Length", "9")],
        [("Content-Length", "9"), OCTETS, ("Content-Encoding", "gzip")],
    ):
        headers = [*fields, ("Expect", "100-continue")]
        wire = send(served, None, headers=headers)
        assert wire.reply.status in {413, 415}


def test_an_optional_upload_may_be_absent() -> None:
    seen: list[object] = []

    async def handler(body: Upload) -> None:
        seen.append(body)

    assert send(app(handler, required=False), b"", headers=[]).reply.status == 204
    assert seen == [None]


def test_a_client_that_leaves_ends_the_handler() -> None:
    seen: list[object] = []

    async def handler(body: Upload) -> None:
        async for chunk in body:
            seen.append(chunk)  # noqa: PERF401 - what came before counts
        seen.append("whole")

    assert send(app(handler), b"a", None).messages == []
    assert seen == [b"a"]


def test_a_body_can_be_taken_once() -> None:
    async def handler(body: Upload) -> None:
        assert await body.read() == b"abc"
        with pytest.raises(RuntimeError, match="only once"):
            await body.read()

    assert send(app(handler), b"abc").reply.status == 204


def test_a_limit_may_be_chosen_for_reading() -> None:
    async def handler(body: Upload) -> None:
        assert await body.read(6) == b"abcdef"

    assert (
        send(
            app(handler, options=Options(max_body_size=2)), b"abc", b"def"
        ).reply.status
        == 204
    )


@given(st.lists(st.binary(max_size=300_000), max_size=4))
def test_a_spool_gives_back_what_was_written(pieces: list[bytes]) -> None:
    async def run() -> None:
        spool = Spool()
        for piece in pieces:
            await spool.write(piece)
        whole = b"".join(pieces)
        media = MediaType("a", "b")
        file = Upload(spool.chunks, media, size=spool.size, most=2_000_000)
        assert file.size == len(whole)
        assert repr(file) == f"<Upload None a/b size={len(whole)}>"
        # A file can be taken again and again.
        assert await file.read() == whole
        assert await file.read() == whole
        spool.close()

    asyncio.run(run())


def test_a_body_is_told_to_be_empty_without_losing_its_beginning() -> None:
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "more_body": True},
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.request", "body": b"b"},
    ]

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def run() -> None:
        incoming = Incoming(receive, Headers([]))
        assert not await incoming.is_empty()
        assert not await incoming.is_empty()
        assert await incoming.read(9) == b"ab"
        assert await incoming.is_empty()

    asyncio.run(run())
