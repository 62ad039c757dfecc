"""A proxy between a client and PostgreSQL that counts round trips."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

_HEADER = 5
_READY_FOR_QUERY = ord("Z")


class Wire:
    """`round_trips` counts the server's ReadyForQuery messages."""

    def __init__(self, target: Path) -> None:
        self.round_trips = 0
        self._target = target
        self._tasks: set[asyncio.Task[None]] = set()

    async def accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        from_server, to_server = await asyncio.open_unix_connection(self._target)
        up = asyncio.create_task(self._copy(reader, to_server))
        down = asyncio.create_task(self._count(from_server, writer))
        self._tasks |= {up, down}

    async def finished(self) -> None:
        await asyncio.gather(*self._tasks)

    async def _copy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    async def _count(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                header = await reader.readexactly(_HEADER)
                body = int.from_bytes(header[1:]) - 4
                message = header + await reader.readexactly(body)
                self.round_trips += header[0] == _READY_FOR_QUERY
                writer.write(message)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


@contextlib.asynccontextmanager
async def counted(sockets: Path, folder: Path) -> AsyncIterator[Wire]:
    """Listen in `folder` for what is meant for the server in `sockets`.

    Clients must use sslmode=disable and gssencmode=disable: the reply to a request
    for encryption is not a message.
    """
    name = ".s.PGSQL.5432"
    wire = Wire(sockets / name)
    server = await asyncio.start_unix_server(wire.accept, folder / name)
    async with server:
        yield wire
        await wire.finished()
