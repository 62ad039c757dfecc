# A copy of Countersign's scripts/codegen/runtime/bodies/uploads.py.
"""Uploads: bytes that go to the implementation as they come in, never held whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any

from pydantic_core import CoreSchema, core_schema
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from ..http.answers import Receive
from ..http.headers import Headers
from ..http.refusal import Refusal, content_too_large, invalid, malformed
from ..syntax.media_types import MediaType

_CHUNK = 64 * 1024
_IN_MEMORY = 256 * 1024


class UploadRefused(Refusal):
    """What is wrong with an upload shows only while an implementation reads it."""

    @classmethod
    def of(cls, refusal: Refusal) -> UploadRefused:
        """Return what a refusal says, found while an implementation read."""
        return cls(
            refusal.status,
            refusal.code,
            refusal.detail,
            headers=refusal.headers,
            errors=refusal.errors,
        )


def too_large(limit: int) -> UploadRefused:
    """Return the refusal of a body of more than `limit` bytes."""
    detail = f"A body may have at most {limit} bytes."
    headers = {"Connection": "close"}
    return UploadRefused.of(content_too_large(detail, headers))


class Incoming:
    """The body of a request on its way in; it can be read once.

    Args:
        receive: the ASGI channel.
        headers: the header fields.

    Raises:
        Refusal: 400, Content-Length is not a number.
    """

    def __init__(self, receive: Receive, headers: Headers) -> None:
        self._receive = receive
        self._first: bytes | None = None
        self._more = True
        self.length = _length(headers.get("content-length"))

    async def chunks(self, limit: int) -> AsyncIterator[bytes]:
        """Yield the body's bytes, in chunks of any size but none.

        Raises:
            Refusal: 413, there are more than `limit`, by Content-Length or in fact.
            ClientDisconnect: the client left.
        """
        self._check(limit)
        size = 0
        while chunk := await self._next():
            size += len(chunk)
            if size > limit:
                raise too_large(limit)
            yield chunk

    async def read(self, limit: int) -> bytes:
        """Return the body's bytes; raises what `chunks` raises."""
        self._check(limit)
        content = await self._next()
        if not self._more and len(content) <= limit:
            return content  # most bodies come at once
        found, size = [], 0
        while content:
            size += len(content)
            if size > limit:
                raise too_large(limit)
            found.append(content)
            content = await self._next()
        return b"".join(found)

    def _check(self, limit: int) -> None:
        if self.length is not None and self.length > limit:
            raise too_large(limit)

    async def is_empty(self) -> bool:
        """Are there no bytes to read?

        What Content-Length promises is not waited for, so that a client that expects
        100 Continue (RFC 9110, §10.1.1) keeps a body that is refused anyway.
        """
        if self.length:
            return False
        if self._first is None:
            self._first = await self._next()
        return not self._first

    async def _next(self) -> bytes:
        if self._first is not None:
            chunk, self._first = self._first, None
            return chunk
        while self._more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            self._more = message.get("more_body", False)
            if chunk := message.get("body", b""):
                return chunk  # type: ignore[no-any-return] # ASGI has bytes there
        return b""


def _length(text: str | None) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit():
        # Twenty digits are more than anybody has bytes; thousands would be no int.
        return int(text if len(text) <= 20 else text.lstrip("0")[:20] or "0")
    raise malformed("Content-Length is not a number.")


class Upload:
    """A file of a form, or a whole body that is passed on as it is.

    `async for chunk in upload` takes it in chunks and in constant memory, `read` as a
    whole. A body can be taken once, a file again and again until the response is made.

    Attributes:
        media_type: its own, in lower case and without parameters.
        parameters: those of its media type, such as `charset` or `boundary`.
        filename: what the client calls the file (RFC 7578, §4.2), or None. Never use
            it as a path.
        size: in bytes; None for a body whose length is not known in advance.
        headers: of a file, those that the contract declares, by their names there.
    """

    __slots__ = (
        *("_chunks", "_most", "filename", "headers", "media_type", "parameters"),
        "size",
    )

    def __init__(
        self,
        chunks: Callable[[], AsyncIterator[bytes]],
        media: MediaType,
        *,
        size: int | None,
        most: int,
        filename: str | None = None,
        headers: Mapping[str, object] | None = None,
    ) -> None:
        self._chunks = chunks
        self._most = most
        self.media_type = f"{media.type}/{media.subtype}"
        self.parameters = media.parameters
        self.size = size
        self.filename = filename
        self.headers = headers or {}

    def __repr__(self) -> str:
        return f"<Upload {self.filename!r} {self.media_type} size={self.size}>"

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes, in chunks of any size.

        Raises:
            UploadRefused: 413 or 422, it has more bytes than the contract or the
                runtime allows, or less than the contract demands.
            ClientDisconnect: the client left.
            RuntimeError: it is a body that was taken before.
        """
        return self._chunks()

    async def read(self, limit: int | None = None) -> bytes:
        """Return all bytes.

        Args:
            limit: how many there may be; by default `Options.max_body_size`.

        Raises:
            UploadRefused: 413, there are more; otherwise what iteration raises.
        """
        most = self._most if limit is None else limit
        if self.size is not None and self.size > most:
            raise too_large(most)
        content = bytearray()
        async for chunk in self:
            content += chunk
            if len(content) > most:
                raise too_large(most)
        return bytes(content)

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> CoreSchema:
        """Let views hold uploads, as they are."""
        return core_schema.is_instance_schema(cls)


class Stream:
    """The chunks of a body, between a least and a most number of bytes."""

    def __init__(self, incoming: Incoming, least: int, most: int) -> None:
        length = incoming.length
        if length is not None and length > most:
            raise too_large(most)
        if length is not None and length < least:
            raise _too_small(least)
        self._incoming, self._least, self._most = incoming, least, most
        self._taken = False

    async def __call__(self) -> AsyncIterator[bytes]:
        """Yield the chunks."""
        if self._taken:
            raise RuntimeError("a body can be read only once")
        self._taken = True
        size = 0
        async for chunk in self._incoming.chunks(self._most):
            size += len(chunk)
            yield chunk
        if size < self._least:
            raise _too_small(self._least)


def _too_small(least: int) -> UploadRefused:
    fault = {"in": "body", "pointer": "", "detail": f"has fewer than {least} bytes"}
    return UploadRefused.of(invalid([fault]))


class Spool:
    """A file of a form while it comes in: in memory, and from 256 KiB on a disk."""

    def __init__(self) -> None:
        file: Any = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - `close` closes it
        self._file = UploadFile(file, size=0)

    @property
    def size(self) -> int:
        """How many bytes have been written."""
        return self._file.size or 0

    async def write(self, data: bytes) -> None:
        """Append bytes."""
        await self._file.write(data)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield all that was written."""
        position = 0
        while True:
            await self._file.seek(position)
            chunk = await self._file.read(_CHUNK)
            if not chunk:
                return
            position += len(chunk)
            yield chunk

    def close(self) -> None:
        """Forget everything."""
        self._file.file.close()
