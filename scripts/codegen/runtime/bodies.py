"""Request bodies: limited, matched against the declared media types, decoded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from starlette.requests import ClientDisconnect

from .context import Headers
from .forms import FormError, parse_multipart, parse_urlencoded
from .gate import Gate
from .json_text import MalformedJson, parse
from .media import MediaType, best_match, parse_media_type
from .messages import faults
from .operation import Media, RequestBody
from .refusal import Refusal, invalid, malformed
from .shapes import shape_of
from .views import view

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class RawBody:
    """A body as it was sent; its Content-Type in lower case, without parameters."""

    media_type: str
    content: bytes


async def read_body(receive: Receive, headers: Headers, limit: int) -> bytes:
    """Return the request's body.

    Args:
        receive: the ASGI channel.
        headers: the header fields.
        limit: in bytes; nothing beyond it is kept.

    Raises:
        Refusal: 413, the body is larger, by its Content-Length or in fact.
        ClientDisconnect: the client left.
    """
    length = headers.get("content-length")
    if length and length.isascii() and length.isdigit() and len(length) < 20:
        if int(length) > limit:
            raise _too_large(limit)
    elif length:
        raise malformed("Content-Length is not a number.")
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(limit: int) -> Refusal:
    detail = f"A body may have at most {limit} bytes."
    return Refusal(413, "content_too_large", detail, headers={"Connection": "close"})


class Bodies:
    """Decodes the body of one operation.

    Args:
        declared: the media types it may come in.
        gate: validates what has a schema.
        types: the type of the view, by declared media type.
    """

    def __init__(
        self, declared: RequestBody, gate: Gate, types: Mapping[str, object]
    ) -> None:
        self._declared = declared
        self._names = [media.media_type for media in declared.content]
        self._readers = {
            media.media_type: _reader(media, gate, types.get(media.media_type))
            for media in declared.content
        }

    async def decode(self, receive: Receive, headers: Headers, limit: int) -> object:
        """Return the body: a view of it, a `RawBody`, or None if it may be absent.

        Raises:
            Refusal: 400, 413, 415 or 422.
            ClientDisconnect: the client left.
        """
        content_type = headers.get("content-type")
        self._check_coding(headers)
        if content_type is None:
            content = await read_body(receive, headers, limit)
            if content:
                raise self._unsupported("Content-Type is missing.")
            return self._absent()
        media = parse_media_type(content_type)
        name = None if media is None else best_match(media, self._names)
        if media is None or name is None:
            if not await read_body(receive, headers, limit):
                return self._absent()
            raise self._unsupported("No body of this Content-Type is declared.")
        reader = self._readers[name]
        content = await read_body(receive, headers, limit)
        if not content and not isinstance(reader, _RawReader):
            return self._absent()
        charset = media.parameters.get("charset", "utf-8").lower()
        if not isinstance(reader, _RawReader) and charset not in {"utf-8", "utf8"}:
            raise self._unsupported("The only charset is UTF-8.")
        return reader.read(content, media)

    def _absent(self) -> object:
        if self._declared.required:
            raise malformed("The request needs a body.")
        return None

    def _check_coding(self, headers: Headers) -> None:
        coding = headers.get("content-encoding")
        if coding and coding.lower() != "identity":
            fields = {"Accept-Encoding": "identity"}
            raise self._unsupported("No Content-Encoding is supported.", fields)

    def _unsupported(
        self, detail: str, headers: Mapping[str, str] | None = None
    ) -> Refusal:
        names = ", ".join(self._names)
        return Refusal(
            415,
            "unsupported_media_type",
            f"{detail} Send one of: {names}.",
            headers=headers or {"Accept": names},
        )


class _RawReader:
    def read(self, content: bytes, media: MediaType) -> object:
        return RawBody(f"{media.type}/{media.subtype}", content)


class _JsonReader:
    """Bytes to a value to a view; forms differ in the first step only."""

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        self._validator = gate.validator(media.schema or "")
        self._view = TypeAdapter(Any if kind is None else kind)

    def read(self, content: bytes, media: MediaType) -> object:
        value = self._value(content, media)
        if not self._validator.is_valid(value):
            found = faults(self._validator, value)
            raise invalid(
                [
                    {"in": "body", "pointer": f.pointer, "detail": f.detail}
                    for f in found
                ]
            )
        return view(self._view, value)

    def _value(self, content: bytes, media: MediaType) -> object:  # noqa: ARG002 - multipart needs the boundary
        try:
            return parse(content)
        except MalformedJson as error:
            place = {"line": error.line, "column": error.column}
            fault = {"in": "body", "pointer": "", "detail": error.detail, **place}
            raise malformed("The body is not strict JSON.", [fault]) from None


class _FormReader(_JsonReader):
    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        super().__init__(media, gate, kind)
        self._shape = shape_of(gate.schemas[media.schema or ""], gate.schemas)

    def _value(self, content: bytes, media: MediaType) -> object:
        try:
            if media.type == "multipart":
                boundary = media.parameters.get("boundary", "")
                values = parse_multipart(content, boundary, self._shape)
            else:
                values = parse_urlencoded(content, self._shape)
        except FormError as error:
            raise malformed(f"The body {error}.") from None
        return next(filter(self._validator.is_valid, values), values[0])


class _TextReader(_JsonReader):
    def _value(self, content: bytes, media: MediaType) -> object:  # noqa: ARG002 - multipart needs the boundary
        try:
            return content.decode()
        except UnicodeDecodeError:
            raise malformed("The body is not UTF-8.") from None


_Reader = _RawReader | _JsonReader


def _reader(media: Media, gate: Gate, kind: object) -> _Reader:
    known = parse_media_type(media.media_type)
    if media.schema is None or known is None:
        return _RawReader()
    if known.is_json:
        return _JsonReader(media, gate, kind)
    if (known.type, known.subtype) in {
        ("multipart", "form-data"),
        ("application", "x-www-form-urlencoded"),
    }:
        return _FormReader(media, gate, kind)
    if known.type == "text":
        return _TextReader(media, gate, kind)
    return _RawReader()
