# A copy of Countersign's scripts/codegen/runtime/sending/payloads.py.
"""Bodies of messages: written in a declared media type, validated by the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

from ..bodies.forms import Field, Form, parse_urlencoded
from ..bodies.multipart import FormError
from ..bodies.part_encodings import Coding
from ..contract.gate import Gate
from ..contract.operation import Media, RequestBody
from ..contract.violations import Violation, violations
from ..schemas.schema_types import is_exact, shape_of
from ..syntax.exact_numbers import MARKING, unmarked
from ..syntax.json_text import parse
from ..syntax.media_types import best_match, parse_media_type
from ..syntax.sequences import Framing, frame_json, framing_of
from .outcomes import InvalidEvent
from .parameter_encoder import scalar

# The Content-Type and the bytes.
Payload = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class RawBody:
    """A body that leaves as it is, and its media type."""

    media_type: str
    content: bytes


class Payloads:
    """Writes the bodies of one operation.

    A body leaves in the first declared media type that it is valid in; a `RawBody` in
    its own.
    """

    def __init__(
        self, declared: RequestBody, gate: Gate, types: Mapping[str, object]
    ) -> None:
        self._required = declared.required
        self._writers = [
            _writer(media, gate, types.get(media.media_type))
            for media in declared.content
        ]
        self._names = [media.media_type for media in declared.content]

    def encode(self, body: object) -> Payload | None:
        """Return the body as bytes, or None if there is none.

        Raises:
            InvalidEvent: it is not what the contract describes.
        """
        if isinstance(body, RawBody):
            return self._raw(body)
        if body is None and not self._required:
            return None
        refusals = []
        for write in self._writers:
            try:
                return write(body)
            except InvalidEvent as refusal:
                refusals.append(refusal)
        raise refusals[0]

    def _raw(self, body: RawBody) -> Payload:
        media = parse_media_type(body.media_type)
        name = best_match(media, self._names) if media else None
        if name is None:
            raise _wrong(f"may not be {body.media_type}")
        return self._writers[self._names.index(name)](body)


_Writer = Callable[[object], Payload]


def _wrong(detail: str, pointer: str = "") -> InvalidEvent:
    return InvalidEvent([Violation(f"/body{pointer}", detail)])


def _writer(media: Media, gate: Gate, kind: Any) -> _Writer:
    known = parse_media_type(media.media_type)
    if media.schema is None or known is None:
        return _write_raw
    form = _JsonWriter(media, gate, Any if kind is None else kind)
    if known.is_json:
        return form.write
    framing = framing_of(known)
    if framing is not None:
        return _SequenceWriter(form, framing).write
    if (known.type, known.subtype) == ("application", "x-www-form-urlencoded"):
        return _FormWriter(form, gate, media).write_urlencoded
    if (known.type, known.subtype) == ("multipart", "form-data"):
        return _FormWriter(form, gate, media).write_multipart
    if known.type == "text":
        return _TextWriter(form).write
    return _write_raw


def _write_raw(body: object) -> Payload:
    if isinstance(body, RawBody):
        return body.media_type, body.content
    raise _wrong("has to be a RawBody")


class _JsonWriter:
    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        self.media_type = media.media_type
        self._validator = gate.validator(media.schema or "")
        self._exact = is_exact(self._validator.root)
        self._view = TypeAdapter[Any](kind)

    def write(self, body: object) -> Payload:
        return self.media_type, self.check(body)[0]

    def check(self, body: object) -> tuple[bytes, Any]:
        """Return a body as JSON and as the value that it is, if that is valid."""
        if isinstance(body, RawBody):
            raise _wrong(f"may not be raw as {self.media_type}")
        try:
            # What is validated are the very bytes that leave.
            text = self._view.dump_json(
                body,
                by_alias=True,
                exclude_unset=True,
                warnings=False,
                context=MARKING if self._exact else None,
            )
            text = unmarked(text) if self._exact else text
            value = parse(text)
        except (PydanticSerializationError, ValueError) as error:
            raise _wrong(f"can't be written as JSON: {error}") from None
        if not self._validator.is_valid(value):
            found = violations(self._validator, value)
            raise InvalidEvent(
                [Violation(f"/body{f.pointer}", f.detail) for f in found]
            )
        return text, value


class _SequenceWriter:
    def __init__(self, inner: _JsonWriter, framing: Framing) -> None:
        self._inner = inner
        self._frame = frame_json(framing)

    def write(self, body: object) -> Payload:
        _, items = self._inner.check(body)
        texts = (to_json(item) for item in items)
        return self._inner.media_type, b"".join(map(self._frame, texts))


class _TextWriter:
    def __init__(self, inner: _JsonWriter) -> None:
        self._inner = inner

    def write(self, body: object) -> Payload:
        _, value = self._inner.check(body)
        if not isinstance(value, str):
            raise _wrong("has to be text")
        return f"{self._inner.media_type}; charset=utf-8", value.encode()


class _FormWriter:
    """Writes forms, and reads them again: what would read differently is refused."""

    def __init__(self, inner: _JsonWriter, gate: Gate, media: Media) -> None:
        self._inner = inner
        shape = shape_of(gate.schemas[media.schema or ""], gate.schemas)
        codings = {each.name: Coding(each, gate) for each in media.encoding}
        self._form = Form(shape, media.encoding, codings)

    def write_urlencoded(self, body: object) -> Payload:
        value = self._value(body)
        content = "&".join(
            f"{quote(name, safe='')}={quote(text, safe='')}"
            for name, text in _fields(value)
        ).encode("ascii")
        self._compare(value, parse_urlencoded(content))
        return self._inner.media_type, content

    def write_multipart(self, body: object) -> Payload:
        value = self._value(body)
        fields = [Field(name, text) for name, text in _fields(value)]
        self._compare(value, fields)
        if any(set("\r\n\0") & set(field.name) for field in fields):
            raise _wrong(f"has no spelling as {self._inner.media_type}: a line's end")
        parts = [
            b'Content-Disposition: form-data; name="'
            + field.name.replace("\\", "\\\\").replace('"', '\\"').encode()
            + b'"\r\n\r\n'
            + field.text.encode()
            for field in fields
        ]
        # Made from the content, so that the same event has the same bytes.
        boundary = sha256(b"\0".join(parts)).hexdigest()
        mark = b"--" + boundary.encode("ascii")
        content = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts)
        content += mark + b"--\r\n"
        return f"{self._inner.media_type}; boundary={boundary}", content

    def _value(self, body: object) -> dict[str, object]:
        _, value = self._inner.check(body)
        if not isinstance(value, dict):
            raise _wrong("has to be an object")
        return value

    def _compare(self, value: dict[str, object], fields: Sequence[Field]) -> None:
        try:
            if value in self._form.objects(fields):
                return
            reason = "a member reads as something else"
        except FormError as error:
            reason = f"it {error}"
        raise _wrong(f"has no spelling as {self._inner.media_type}: {reason}")


def _fields(value: dict[str, object]) -> list[tuple[str, str]]:
    return [
        (name, scalar(item))
        for name, member in value.items()
        for item in (member if isinstance(member, list) else [member])
    ]
