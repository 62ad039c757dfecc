"""Requests that come before the answers to those before them (RFC 9112 §9.3.2)."""

import asyncio

from uvicorn.config import Config
from uvicorn.server import ServerState

from impl.http.connections import Connections
from impl.http.protocol import TimedProtocol, limited_protocol
from tests.support.slow_app import create

COUNT = 500
REQUEST = b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


class Counting(
    limited_protocol(  # type: ignore[misc] # a class that is made at run time
        header_timeout=60,
        body_timeout=60,
        max_header_bytes=2048,
        everybody=Connections(100),
        tell=lambda *_: None,
    )
):
    """Notes how many heads are read between two turns of the event loop."""

    read: int
    most = total = 0

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self.read += 1
        Counting.total += 1

    def data_received(self, data: bytes) -> None:
        self.read = 0
        super().data_received(data)
        Counting.most = max(Counting.most, self.read)


async def _exchange(requests: bytes) -> bytes:
    config = Config(create(), access_log=False, log_config=None)
    config.load()

    def connection() -> TimedProtocol:
        return Counting(config=config, server_state=ServerState(), app_state={})

    loop = asyncio.get_running_loop()
    async with await loop.create_server(connection, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(requests)
        answers = await reader.read()
        writer.close()
    return answers


def test_many_at_once_are_read_one_after_the_other() -> None:
    answers = asyncio.run(_exchange(REQUEST * COUNT + LAST))
    assert answers.count(b"HTTP/1.1 200 OK") == COUNT + 1
    assert (Counting.total, Counting.most) == (COUNT + 1, 1)
