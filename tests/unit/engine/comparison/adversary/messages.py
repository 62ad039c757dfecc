"""Messages that one contract's gate lets through, drawn to be refused by another's."""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from impl.engine.openapi.path_templates import EXPRESSION
from scripts.codegen.runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RequestBody,
    ResponseSpec,
)
from scripts.codegen.runtime.contract.read_only import ReadOnlyMembers
from scripts.codegen.runtime.schemas.references import pointer_to
from scripts.codegen.runtime.sending.outcomes import InvalidEvent
from scripts.codegen.runtime.sending.parameter_encoder import Encoder, plain_header
from scripts.codegen.runtime.sending.payloads import Payloads
from scripts.codegen.runtime.sending.replies import HttpResponse
from tests.unit.engine.comparison.adversary.gates import CompiledGate, Sent
from tests.unit.engine.comparison.adversary.sampling import Sampler

# How many values are drawn for one part, and how many of them are sent.
_DRAWN, _SENT = 60, 6
_BOUNDARY = "adversary"


@dataclass(frozen=True)
class Drawn:
    """A message, and the value in it that was drawn.

    Attributes:
        message: as it stands on the wire.
        value: the value.
        written: the key of its schema in the writer's package; nothing if it has none.
        read: the same in the reader's.
    """

    message: Any
    value: Any = None
    written: str = ""
    read: str = ""


def standalone(gate: CompiledGate, key: str | None) -> Any:
    """Return a schema of a gate with all that it refers to."""
    return True if key is None else gate.gate.whole({"$ref": pointer_to(key)})


def is_same(ours: tuple[CompiledGate, Any], theirs: tuple[CompiledGate, Any]) -> bool:
    """Tell whether two parts of messages say the same, with their schemas."""
    if ours[1] != theirs[1]:
        return False
    keys = [part.schema for _, part in (ours, theirs)]
    keys += [
        header.schema
        for _, part in (ours, theirs)
        for encoding in getattr(part, "encoding", ())
        for header in encoding.headers
    ]
    return all(standalone(ours[0], key) == standalone(theirs[0], key) for key in keys)


def values(
    writer: CompiledGate, key: str, reader: CompiledGate, other: str | None
) -> list[Any]:
    """Draw values of a writer's schema, those that a reader refuses first."""
    valid = writer.gate.validator(key).is_valid
    taken = reader.gate.validator(other).is_valid if other else valid
    random = Random(1)
    inside = Sampler(standalone(writer, key), random)
    across = Sampler(standalone(reader, other), random)
    found: dict[str, Any] = {}
    for turn in range(_DRAWN):
        value = (across if turn % 3 == 2 else inside).draw()
        for each in (value, inside.mutated(value)):
            if valid(each):
                found.setdefault(json.dumps(each, sort_keys=True), each)
    return sorted(found.values(), key=taken)[:_SENT]


class Requests:
    """Draws requests to one operation of a writer's contract."""

    def __init__(
        self, writer: CompiledGate, reader: CompiledGate, operation: Operation
    ) -> None:
        self._writer, self._reader = writer, reader
        self._operation = operation
        self._encoder = Encoder(operation, writer.gate)

    def drawn(self, other: Operation | None) -> Iterator[Drawn]:
        """Draw requests; the other operation is the reader's, if there is one."""
        operation = self._operation
        usual = self._usual()
        if usual is None:
            return
        yield Drawn(usual)
        theirs = {
            (each.location, each.name.lower()): each
            for each in (other.parameters if other else ())
        }
        for parameter in operation.parameters:
            read = theirs.get((parameter.location, parameter.name.lower()))
            key = read.schema if read else None
            if read and self._is_same(parameter, read):
                continue
            for value in values(self._writer, parameter.schema, self._reader, key):
                sent = self._with(parameter, value)
                if sent is not None:
                    yield Drawn(sent, value, parameter.schema, key or "")
        media_read = {
            each.media_type: each
            for each in (other.body.content if other and other.body else ())
        }
        for media in operation.body.content if operation.body else ():
            if media.schema is None:
                yield Drawn(self._carrying(media, b"<a/>"))
                continue
            read_media = media_read.get(media.media_type)
            key = read_media.schema if read_media else None
            if read_media and self._is_same(media, read_media):
                continue
            # Nobody sends what the server alone knows.
            server_s = ReadOnlyMembers(media.schema, self._writer.gate)
            for drawn in values(self._writer, media.schema, self._reader, key):
                value = server_s.dropped(copy.deepcopy(drawn))
                for body in bodies(media, value, self._writer):
                    sent = self._carrying(media, *body)
                    yield Drawn(sent, value, media.schema, key or "")

    def _is_same(self, ours: Any, theirs: Any) -> bool:
        return is_same((self._writer, ours), (self._reader, theirs))

    def _usual(self) -> Sent | None:
        """Make a request with no more than it needs; None if there is none."""
        body = self._operation.body
        found = self._with(None, None)
        if found is None or body is None or not body.required:
            return found
        for media in body.content:
            if media.schema is None:
                return self._carrying(media, b"<a/>")
            for value in values(self._writer, media.schema, self._writer, None):
                for text in bodies(media, value, self._writer):
                    return self._carrying(media, *text)
        return None

    def _needed(self) -> dict[str, Any] | None:
        found = {}
        for parameter in self._operation.parameters:
            if not parameter.required:
                continue
            drawn = values(self._writer, parameter.schema, self._writer, None)
            for value in drawn:
                if self._is_writable(parameter, value):
                    found[parameter.argument] = value
                    break
            else:
                return None
        return found

    def _is_writable(self, parameter: Parameter, value: Any) -> bool:
        alone = replace(self._operation, parameters=(parameter,))
        try:
            Encoder(alone, self._writer.gate).encode({parameter.argument: value})
        except InvalidEvent:
            return False
        return True

    def _with(self, parameter: Parameter | None, value: Any) -> Sent | None:
        """Make a request with a value of one parameter."""
        given = self._needed()
        if given is None:
            return None
        if parameter is not None:
            given[parameter.argument] = value
        try:
            encoded = self._encoder.encode(given)
        except InvalidEvent:
            return None
        path = EXPRESSION.sub(
            lambda found: encoded.path.get(found[1], "1"), self._operation.path
        )
        query = encoded.query_text
        target = f"{path}?{query}" if query else path
        made = Sent(self._operation.method, target, tuple(encoded.fields))
        if parameter is None or not (
            self._operation.body and self._operation.body.required
        ):
            return made
        usual = self._usual()
        if usual is None:
            return None
        kept = [pair for pair in usual.headers if pair[0] == "content-type"]
        return replace(made, headers=(*made.headers, *kept), body=usual.body)

    def _carrying(
        self, media: Media, body: bytes, content_type: str | None = None
    ) -> Sent:
        made = self._with(None, None)
        assert made is not None
        name = content_type or media.media_type.replace("*", "x")
        headers = (*made.headers, ("content-type", name))
        return replace(made, headers=headers, body=body)


def bodies(
    media: Media, value: Any, gate: CompiledGate
) -> Iterator[tuple[bytes, str | None]]:
    """Write a value in a media type, in all ways that matter."""
    if media.media_type.startswith("multipart/"):
        yield from _multipart(media, value, gate)
        return
    if "json" in media.media_type and media.media_type.endswith("json"):
        yield json.dumps(value).encode(), None
        return
    try:
        written = Payloads(RequestBody((media,)), gate.gate, {}).encode(value)
    except InvalidEvent:
        return
    if written:
        yield written[1], written[0]


def _multipart(
    media: Media, value: Any, gate: CompiledGate
) -> Iterator[tuple[bytes, str]]:
    if not isinstance(value, dict):
        return
    known = {each.name: each for each in media.encoding}
    parts = []
    for name, held in value.items():
        for item in held if isinstance(held, list) else [held]:
            encoding = known.get(name)
            fields = []
            types = encoding.content_types if encoding else ()
            if types:
                fields.append(("Content-Type", types[0].replace("*", "plain")))
            for header in encoding.headers if encoding else ():
                drawn = values(gate, header.schema, gate, None)
                if header.required and drawn:
                    fields.append((header.name, plain_header(drawn[0], header.explode)))
            text = item if isinstance(item, str) else json.dumps(item)
            lines = "".join(f"{each}: {said}\r\n" for each, said in fields)
            parts.append(
                f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n'
                f"{lines}\r\n{text}\r\n"
            )
    whole = "".join(parts) + f"--{_BOUNDARY}--\r\n"
    yield whole.encode(), f"{media.media_type}; boundary={_BOUNDARY}"


def answers(
    writer: CompiledGate,
    reader: CompiledGate,
    spec: ResponseSpec,
    read: ResponseSpec,
    status: int,
) -> Iterator[Drawn]:
    """Draw answers of a writer's response, for a reader who has it declared, too."""
    theirs = {each.name.lower(): each for each in read.headers}
    needed = []
    for header in spec.headers:
        if header.required:
            drawn = values(writer, header.schema, writer, None)
            if not drawn:
                return
            needed.append((header.name, _field(header.content, drawn[0], header)))
    shared = [each for each in read.content]
    plain: list[tuple[list[tuple[str, str]], bytes, Any, str, str]] = []
    for media in spec.content:
        other = next((m for m in shared if m.media_type == media.media_type), None)
        if other is None:
            continue
        content_type = [("content-type", media.media_type)]
        if media.schema is None:
            plain.append((content_type, b"x", None, "", ""))
            continue
        key = other.schema
        if is_same((writer, media), (reader, other)):
            plain += _first(media, writer)
            continue
        for value in values(writer, media.schema, reader, key):
            text = _body(media, value)
            if text is not None:
                plain.append((content_type, text, value, media.schema, key or ""))
    if not spec.content:
        plain.append(([], b"", None, "", ""))
    for fields, body, value, ours, key in plain:
        message = HttpResponse(status, [*needed, *fields], body)
        yield Drawn(message, value, ours, key)
    for header in spec.headers:
        own = theirs.get(header.name.lower())
        if own and is_same((writer, header), (reader, own)):
            continue
        for value in values(writer, header.schema, reader, own.schema if own else None):
            rest = [pair for pair in needed if pair[0] != header.name]
            field = (header.name, _field(header.content, value, header))
            if not field[1].isprintable() or field[1] != field[1].strip():
                continue
            for fields, body, *_ in plain[:1]:
                message = HttpResponse(status, [*rest, field, *fields], body)
                yield Drawn(message, value, header.schema, own.schema if own else "")


def _first(media: Media, writer: CompiledGate) -> Iterator[Any]:
    """Give one body, where what it is makes no difference."""
    for value in values(writer, media.schema or "", writer, None)[:1]:
        text = _body(media, value)
        if text is not None:
            fields = [("content-type", media.media_type)]
            yield fields, text, None, "", ""


def _field(content: str | None, value: Any, header: Any) -> str:
    if content is not None:
        return json.dumps(value)
    return plain_header(value, header.explode)


def _body(media: Media, value: Any) -> bytes | None:
    if media.item == "json":
        return json.dumps(value).encode() + b"\n"
    if media.media_type.endswith("json"):
        return json.dumps(value).encode()
    if media.media_type.startswith("text/") and isinstance(value, str):
        return value.encode()
    return None
