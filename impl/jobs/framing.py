"""Messages between processes: some byte strings, each after its length.

Beside them stand the orders to the process that forks others, and its reports: of one
length each, so that none is ever read by half.
"""

import asyncio
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from io import BufferedIOBase
from typing import Final, Literal

_COUNT = struct.Struct(">I")
_LENGTH = struct.Struct(">Q")
_ORDER = struct.Struct(">cQQd")
_END = struct.Struct(">Qi")
_SLICE: Final = 256 * 1024
Parts = Sequence[bytes]
# The exit status of a process that had not enough memory to answer.
OUT_OF_MEMORY: Final = 77
# What a process sends before anything else.
BEGUN: Final = b"!"
ORDER_SIZE: Final = _ORDER.size
END_SIZE: Final = _END.size
Verb = Literal[b"start", b"lower", b"kill"]
_VERBS: Final[dict[bytes, Verb]] = {b"s": b"start", b"l": b"lower", b"k": b"kill"}


@dataclass(frozen=True, slots=True)
class JobLimits:
    """What one message may cost: bytes of address space, seconds of processor time."""

    memory: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Order:
    """What to do about a job; the limits count for its start."""

    verb: Verb
    job: int
    limits: JobLimits = JobLimits(0, 0)

    def pack(self) -> bytes:
        """Write an order."""
        limits = self.limits
        return _ORDER.pack(self.verb[:1], self.job, limits.memory, limits.seconds)

    @staticmethod
    def unpack(data: bytes) -> "Order":
        """Read an order."""
        verb, job, memory, seconds = _ORDER.unpack(data)
        return Order(_VERBS[verb], job, JobLimits(memory, seconds))


def pack_end(job: int, status: int) -> bytes:
    """Write that a job's process has ended; a signal's number is negative."""
    return _END.pack(job, status)


def unpack_ends(data: bytes) -> list[tuple[int, int]]:
    """Read the reports in some bytes: job and status of each."""
    return list(_END.iter_unpack(data))


def write(stream: BufferedIOBase, parts: Parts) -> None:
    """Write a message without putting a large one together first."""
    stream.write(_COUNT.pack(len(parts)))
    for part in parts:
        stream.write(_LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def read(stream: BufferedIOBase) -> list[bytes]:
    """Read a message.

    Raises:
        EOFError: the stream ends before the message does.
    """
    [count] = _COUNT.unpack(_exactly(stream, _COUNT.size))
    parts = []
    for _ in range(count):
        [length] = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
        parts.append(_exactly(stream, length))
    return parts


async def send(connection: socket.socket, parts: Parts) -> None:
    """Write a message; the event loop is never held for more than a slice of it.

    Raises:
        ConnectionError: nobody reads any more.
    """
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(connection, _COUNT.pack(len(parts)))
    for part in parts:
        await loop.sock_sendall(connection, _LENGTH.pack(len(part)))
        view = memoryview(part)
        for start in range(0, len(view), _SLICE):
            await loop.sock_sendall(connection, view[start : start + _SLICE])


async def receive(connection: socket.socket) -> list[bytes]:
    """Read a message.

    Raises:
        EOFError: the stream ends before the message does.
        ConnectionError: it broke.
    """
    [count] = _COUNT.unpack(await _received(connection, _COUNT.size))
    parts = []
    for _ in range(count):
        [length] = _LENGTH.unpack(await _received(connection, _LENGTH.size))
        parts.append(await _received(connection, length))
    return parts


async def begun(connection: socket.socket) -> None:
    """Wait until a process begins.

    Raises:
        EOFError: it never does.
        ConnectionError: as that.
    """
    await _received(connection, len(BEGUN))


async def _received(connection: socket.socket, length: int) -> bytes:
    loop = asyncio.get_running_loop()
    chunks: list[bytes] = []
    while length:
        chunk = await loop.sock_recv(connection, min(length, _SLICE))
        if not chunk:
            raise EOFError
        chunks.append(chunk)
        length -= len(chunk)
    return b"".join(chunks)


def _exactly(stream: BufferedIOBase, length: int) -> bytes:
    part = stream.read(length)
    if len(part) < length:
        raise EOFError
    return part
