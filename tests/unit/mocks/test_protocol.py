"""Connections to mocks: an answer leaves in one piece."""

import asyncio
from collections.abc import Iterable
from typing import Any, cast

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.server import ServerState

from scripts.mocking.protocol import JoiningProtocol

REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class Transport(asyncio.Transport):
    """Notes what is written at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        self.written.append(b"".join(list_of_data))

    def is_closing(self) -> bool:
        return False

    def close(self) -> None:
        pass


async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
    fields = [(b"content-length", b"4")]
    await send({"type": "http.response.start", "status": 200, "headers": fields})
    await send({"type": "http.response.body", "body": b"body"})


@pytest.mark.asyncio
async def test_an_answer_is_written_at_once() -> None:
    config = Config(answer, log_config=None)
    config.load()
    protocol = JoiningProtocol(config, ServerState(), {})
    transport = Transport()
    protocol.connection_made(cast(asyncio.Transport, transport))
    for number in (1, 2):
        protocol.data_received(REQUEST)
        for _ in range(5):
            await asyncio.sleep(0)
        assert len(transport.written) == number
        assert transport.written[-1].startswith(b"HTTP/1.1 200 OK\r\n")
        assert transport.written[-1].endswith(b"\r\n\r\nbody")
    protocol.connection_lost(None)
