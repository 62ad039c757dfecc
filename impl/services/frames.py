"""Messages between processes: some byte strings, each after its length."""

import asyncio
import struct
from collections.abc import Sequence
from typing import BinaryIO, Final

_COUNT = struct.Struct(">I")
_LENGTH = struct.Struct(">Q")
Parts = Sequence[bytes]
# The exit status of a process that had not enough memory to answer.
OUT_OF_MEMORY: Final = 77


def pack(parts: Parts) -> bytes:
    """Write a message."""
    chunks = [_COUNT.pack(len(parts))]
    for part in parts:
        chunks += (_LENGTH.pack(len(part)), part)
    return b"".join(chunks)


def read(stream: BinaryIO) -> list[bytes] | None:
    """Read a message; None where the stream ends.

    Raises:
        EOFError: it ends inside a message.
    """
    head = stream.read(_COUNT.size)
    if not head:
        return None
    [count] = _COUNT.unpack(head)
    return [_exactly(stream) for _ in range(count)]


async def receive(stream: asyncio.StreamReader) -> list[bytes]:
    """Read a message.

    Raises:
        EOFError: the stream ends before the message does.
    """
    [count] = _COUNT.unpack(await stream.readexactly(_COUNT.size))
    parts = []
    for _ in range(count):
        [length] = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
        parts.append(await stream.readexactly(length))
    return parts


def _exactly(stream: BinaryIO) -> bytes:
    [length] = _LENGTH.unpack(stream.read(_LENGTH.size))
    part = stream.read(length)
    if len(part) < length:
        raise EOFError
    return part
