"""The head of an answer goes with the beginning of its body, and never too late."""

import asyncio
from collections.abc import Iterable
from typing import Any, cast

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.server import ServerState

from impl.http.connections import Connections
from impl.http.joining import JoiningTransport
from impl.http.protocol import TimedProtocol, limited_protocol

REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
HEAD = {"type": "http.response.start", "status": 200}


class Transport:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def write(self, data: bytes) -> None:
        self.told.append(data)

    def writelines(self, data: Iterable[bytes]) -> None:
        self.told.append([*data])

    def write_eof(self) -> None:
        self.told.append("eof")

    def close(self) -> None:
        self.told.append("close")

    def abort(self) -> None:
        self.told.append("abort")

    def is_closing(self) -> bool:
        return "close" in self.told


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("then", "told"),
    [
        (lambda it: it.write(b"body"), [[b"head", b"body"]]),
        (lambda it: (it.write(b"a"), it.write(b"b")), [[b"head", b"a"], b"b"]),
        (lambda it: it.release(), [b"head"]),
        (lambda it: it.write_eof(), [b"head", "eof"]),
        (lambda it: it.close(), [b"head", "close"]),
        (lambda it: it.abort(), ["abort"]),
        (lambda _: None, [b"head"]),
    ],
)
async def test_what_is_written_after_a_head(then: Any, told: list[Any]) -> None:
    transport = Transport()
    loop = asyncio.get_running_loop()
    joining = JoiningTransport(cast(asyncio.Transport, transport), loop)
    joining.write(b"before")
    joining.expect_head()
    joining.write(b"head")
    assert transport.told == [b"before"]
    then(joining)
    await asyncio.sleep(0)
    assert transport.told == [b"before", *told]
    assert joining.is_closing() == ("close" in told)
    joining.write(b"after")
    assert transport.told[-1] == b"after"


class Service:
    """Sends a head, and its body once it is told to."""

    def __init__(self) -> None:
        self.goes_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({**HEAD, "headers": [(b"content-length", b"4")]})
        await self.goes_on.wait()
        await send({"type": "http.response.body", "body": b"body"})


@pytest.mark.asyncio
async def test_a_head_does_not_wait_for_a_body_that_comes_later() -> None:
    service = Service()
    config = Config(service, access_log=False, log_config=None)
    config.load()
    protocol = limited_protocol(
        header_timeout=60,
        body_timeout=60,
        max_header_bytes=2048,
        everybody=Connections(100),
        tell=lambda *_: None,
    )

    def connection() -> TimedProtocol:
        return protocol(config=config, server_state=ServerState(), app_state={})

    loop = asyncio.get_running_loop()
    async with await loop.create_server(connection, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        for _ in range(2):
            service.goes_on.clear()
            writer.write(REQUEST)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 OK\r\n")
            service.goes_on.set()
            assert await reader.readexactly(4) == b"body"
        writer.close()
