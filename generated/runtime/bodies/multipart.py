# A copy of Countersign's scripts/codegen/runtime/bodies/multipart.py.
"""multipart/form-data (RFC 7578) as a stream: parts, each with a head and chunks."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count

from ..http.headers import Headers
from ..http.refusal import content_too_large

_MOST_PARTS = 10_000
_LONGEST_HEAD = 16 * 1024
_PARAMETER = re.compile(
    r';[ \t]*([^\s=;"]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))', re.DOTALL
)
_ESCAPE = re.compile(r'\\(["\\])')


class FormError(ValueError):
    """A body is not a well-formed form; the message says why, `name` in which field."""

    def __init__(self, message: str, name: str | None = None) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Head:
    """What a part says of itself."""

    name: str
    filename: str | None
    headers: Headers


class Multipart:
    """Splits a body at its boundary, holding no more than a chunk of it.

    Raises:
        FormError: there is no valid boundary.
    """

    def __init__(self, chunks: AsyncIterator[bytes], boundary: str) -> None:
        if not boundary or len(boundary) > 70:
            raise FormError("has no valid boundary (RFC 2046, §5.1.1)")
        self._chunks = chunks
        self._mark = b"\r\n--" + boundary.encode("latin-1", "replace")
        # The first boundary may stand at the very beginning.
        self._buffer = bytearray(b"\r\n")

    async def heads(self) -> AsyncIterator[Head]:
        """Yield the head of each part; its content has to be taken before the next.

        Raises:
            FormError: the body is not well-formed.
            Refusal: 413, it has more than 10 000 parts.
        """
        async for _ in self._until(self._mark):
            pass  # a preamble is no part (RFC 2046, §5.1.1)
        for number in count():
            while len(self._buffer) < 2:
                await self._fill()
            if self._buffer.startswith(b"--"):
                return
            if number == _MOST_PARTS:
                detail = f"A form may have {_MOST_PARTS} parts."
                raise content_too_large(detail, {"Connection": "close"})
            yield await self._head()

    def content(self) -> AsyncIterator[bytes]:
        """Yield the bytes of the part whose head was the last."""
        return self._until(self._mark)

    async def _head(self) -> Head:
        text = bytearray()
        async for piece in self._until(b"\r\n\r\n"):
            text += piece
            if len(text) > _LONGEST_HEAD:
                raise FormError("has a part with too long a head")
        padding, *lines = bytes(text).split(b"\r\n")
        if padding.strip(b" \t"):
            raise FormError("has a malformed boundary")
        fields = [line.partition(b":") for line in lines]
        headers = Headers([(name.strip().lower(), value) for name, _, value in fields])
        own = dict(_parameters(headers.get("content-disposition") or ""))
        if not all(colon for _, colon, _ in fields) or "name" not in own:
            raise FormError("has a part without a name")
        return Head(own["name"], own.get("filename"), headers)

    async def _until(self, mark: bytes) -> AsyncIterator[bytes]:
        """Yield what stands before a mark, and drop the mark."""
        buffer, kept = self._buffer, len(mark) - 1
        while (place := buffer.find(mark)) < 0:
            if len(buffer) > kept:
                piece = bytes(buffer[:-kept])
                del buffer[:-kept]
                yield piece
            await self._fill()
        if place:
            yield bytes(buffer[:place])
        del buffer[: place + len(mark)]

    async def _fill(self) -> None:
        try:
            self._buffer += await anext(self._chunks)
        except StopAsyncIteration:
            raise FormError("does not end with its boundary") from None


def _parameters(field: str) -> list[tuple[str, str]]:
    found = []
    for match in _PARAMETER.finditer(field):
        quoted, token = match[2], match[3]
        value = token if quoted is None else _ESCAPE.sub(r"\1", quoted)
        found.append((match[1].lower(), _utf_8(value)))
    return found


def _utf_8(text: str) -> str:
    # Header fields come as Latin-1; in forms names are UTF-8 (RFC 7578, §5.1).
    try:
        return text.encode("latin-1").decode()
    except UnicodeDecodeError:
        return text
