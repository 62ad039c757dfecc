"""Forms as bodies: fields come in one after the other, files go to where they fit."""

from __future__ import annotations

from typing import Any

import anyio.lowlevel

from ..checking.checker import Meant
from ..contract.gate import Gate, InvalidValue
from ..contract.operation import Media
from ..contract.violations import of_text, pointer
from ..http.refusal import content_too_large, malformed
from ..schemas.schema_types import ANY, TEXT, Shape
from ..syntax.media_types import MediaType, parse_media_type
from .forms import Field, File, Form, parse_urlencoded
from .multipart import FormError, Head, Multipart
from .part_encodings import Coding, unsupported_part
from .readers import BodyReader, Intake, aside, refused
from .uploads import Spool, Upload

_MOST_FILES = 100
# Parts that are read before others have their turn.
_TURN = 50
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})


def is_utf_8(media: MediaType | None) -> bool:
    """Is text of this media type UTF-8, as far as it says?"""
    charset = media.parameters.get("charset", "utf-8") if media else "utf-8"
    return charset.lower() in _UTF_8


class FormReader(BodyReader):
    """Reads urlencoded and multipart forms."""

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        super().__init__(media, gate, kind)
        codings = {each.name: Coding(each, gate) for each in media.encoding}
        self._form = Form(self.shape, media.encoding, codings)
        self._has_files = _has_files(self.shape)
        known = parse_media_type(media.media_type)
        # No field at all is how a form says that an object is empty.
        self.takes_nothing = known is not None and known.type != "multipart"

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of the likeliest object that the fields may mean."""
        try:
            if media.type == "multipart":
                fields = await self._multipart(intake, media)
                meant = await aside(lambda: self._meant(fields), len(fields))
            else:
                content = await self.content(intake)
                marked = content.count(b"&") + content.count(b",")
                meant = await aside(
                    lambda: self._meant(parse_urlencoded(content)), marked
                )
            return await self.checked(intake, meant)
        except FormError as error:
            place = pointer([] if error.name is None else [error.name])
            fault = {"in": "body", "pointer": place, "detail": str(error)}
            raise malformed(f"The body {error}.", [fault]) from None
        except InvalidValue as error:
            raise refused(error, of_text) from None

    def _meant(self, fields: list[Field]) -> Meant:
        return Meant(self._form.objects(fields))

    def shown(self, value: object) -> object:
        """Return a valid value with uploads in the place of their descriptions."""
        if isinstance(value, File):
            return value.upload
        if isinstance(value, dict):
            return {name: self.shown(member) for name, member in value.items()}
        if isinstance(value, list):
            return [self.shown(item) for item in value]
        return value

    async def _multipart(self, intake: Intake, media: MediaType) -> list[Field]:
        options, held = intake.options, self.limit(intake)
        most = options.max_upload_size if self._has_files else held
        chunks = intake.incoming.chunks(most)
        parts = Multipart(chunks, media.parameters.get("boundary", ""))
        fields: list[Field] = []
        left = held
        async for head in parts.heads():
            if len(fields) % _TURN == _TURN - 1:
                await anyio.lowlevel.checkpoint()
            own = _media_type(head)
            coding = self._form.coding(head.name)
            coding.check_type(head.name, own)
            headers = coding.headers(head.name, head.headers)
            if _is_file(head, own, self._form.shape(head.name)):
                spool = await _spool(parts, intake.spools)
                file = Upload(
                    spool.chunks,
                    own or coding.default,
                    size=spool.size,
                    most=options.max_body_size,
                    filename=head.filename,
                    headers=headers,
                )
                fields.append(Field(head.name, file=File(file)))
            else:
                content = await _text(parts, head.name, own, left)
                left -= len(content)
                fields.append(Field(head.name, _decoded(content, head.name), media=own))
        return fields


async def _spool(parts: Multipart, spools: list[Spool]) -> Spool:
    if len(spools) == _MOST_FILES:
        raise FormError(f"has more than {_MOST_FILES} files")
    spool = Spool()
    spools.append(spool)
    async for chunk in parts.content():
        await spool.write(chunk)
    return spool


def _media_type(head: Head) -> MediaType | None:
    said = head.headers.get("content-type")
    if not said:
        return None
    media = parse_media_type(said)
    if media is None:
        raise unsupported_part(head.name, "has a Content-Type that is none")
    return media


async def _text(
    parts: Multipart, name: str, media: MediaType | None, limit: int
) -> bytes:
    if not is_utf_8(media):
        raise unsupported_part(name, "has to be UTF-8")
    content = bytearray()
    async for chunk in parts.content():
        content += chunk
        if len(content) > limit:
            detail = "The texts of a form have to be smaller."
            raise content_too_large(detail)
    return bytes(content)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise FormError("has a text that is not UTF-8", name) from None


def _is_file(head: Head, media: MediaType | None, shape: Shape) -> bool:
    each = shape.items or TEXT if shape.takes("array") else shape
    if head.filename is not None:
        return each.upload or ANY in (each.kinds, shape.kinds)
    if not each.upload:
        return False
    is_text = media is None or media.type == "text" or media.is_json
    return not ("string" in each.kinds and is_text)


def _has_files(shape: Shape) -> bool:
    members = [*shape.properties.values(), *([shape.extra] if shape.extra else [])]
    return any(
        each.upload or (each.items is not None and each.items.upload)
        for each in members
    )
