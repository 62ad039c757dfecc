"""Values as the bodies of their media types: JSON, text, forms, XML, bytes, streams."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from generated.runtime.syntax.media_types import MediaType
from generated.runtime.syntax.sequences import Framing, frame_json, framing_of
from impl.engine.openapi.references import LocalReferences
from impl.mocks.replies import Chosen
from impl.mocks.xml_text import xml_of

# No value: the contract has no schema for it.
ABSENT: Final = object()
BOUNDARY: Final = "mock-boundary-5b1c7a"


def payload_of(
    chosen: Chosen, value: object, schema: str, places: LocalReferences
) -> object:
    """Return what the seal takes as a body.

    Args:
        chosen: the reply that it is for.
        value: of its schema; ABSENT if it has none, a list of items for a stream.
        schema: the pointer of the schema, "" if there is none.
        places: finds schemas by their pointers.
    """
    reply, media = chosen.reply, chosen.media
    framing = framing_of(media)
    if framing is not None and reply.media is not None:
        items = value if isinstance(value, list) else [value]
        if reply.media.item:
            return items
        frame = _event if framing == "events" else _framed(framing)
        return b"".join(map(frame, items))
    if reply.asserted is not None and (media.is_json or not _is_bytes(reply.media)):
        return value
    if value is ABSENT:
        return _unspecified(media)
    return _bytes(media, value, schema, places)


def _is_bytes(media: Any) -> bool:
    known: str = media.media_type.lower()
    return known.startswith(("multipart/", "application/x-www-form-urlencoded"))


def _event(item: object) -> bytes:
    text = item if isinstance(item, str) else json.dumps(item)
    return "".join(f"data: {line}\n" for line in text.split("\n")).encode() + b"\n"


def _framed(framing: Framing) -> Callable[[object], bytes]:
    frame = frame_json(framing)
    return lambda item: frame(json.dumps(item, ensure_ascii=False).encode())


def _unspecified(media: MediaType) -> bytes:
    """Return the smallest body of a media type that nothing is said of."""
    if media.is_json:
        return b"{}"
    if media.subtype == "xml" or media.subtype.endswith("+xml"):
        return b"<mock/>"
    if media.type == "text":
        return b"mock"
    return _picture(media) or b"mock"


def _bytes(
    media: MediaType, value: object, schema: str, places: LocalReferences
) -> bytes:
    if media.is_json:
        return json.dumps(value, ensure_ascii=False).encode()
    if media.subtype == "xml" or media.subtype.endswith("+xml"):
        if isinstance(value, str) and value.lstrip().startswith("<"):
            return value.encode()
        return xml_of(value, schema, places)
    if media.type == "multipart" and isinstance(value, dict):
        return _multipart(value)
    if media.subtype == "x-www-form-urlencoded" and isinstance(value, dict):
        pairs = {name: _text(member) for name, member in value.items()}
        return urlencode(pairs).encode()
    if isinstance(value, str):
        return _picture(media) or value.encode("utf-8", "replace")
    return _text(value).encode()


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _multipart(value: dict[str, Any]) -> bytes:
    parts = []
    for name, member in value.items():
        for each in member if isinstance(member, list) else [member]:
            kind = "" if isinstance(each, str) else "application/json"
            head = f'Content-Disposition: form-data; name="{_quoted(name)}"\r\n'
            head += f"Content-Type: {kind}\r\n" if kind else ""
            parts.append(f"--{BOUNDARY}\r\n{head}\r\n{_text(each)}\r\n")
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _picture(media: MediaType) -> bytes | None:
    """Return the smallest file of a few media types that programs open and look into.

    Raises nothing: what is not known here is any bytes.
    """
    if (media.type, media.subtype) == ("image", "png"):
        return _PNG
    if (media.type, media.subtype) == ("image", "gif"):
        return _GIF
    if (media.type, media.subtype) == ("image", "svg+xml"):
        return _SVG
    if (media.type, media.subtype) == ("application", "zip"):
        return b"PK\x05\x06" + bytes(18)
    return _PDF if (media.type, media.subtype) == ("application", "pdf") else None


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


_PNG: Final = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
    + _chunk(b"IEND", b"")
)
_GIF: Final = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
_SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1 1]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
