"""Messages that one contract's gate lets through, drawn to be refused by another's."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from impl.engine.openapi.path_templates import EXPRESSION
from scripts.codegen.runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RequestBody,
)
from scripts.codegen.runtime.contract.read_only import ReadOnlyMembers
from scripts.codegen.runtime.sending.outcomes import InvalidEvent
from scripts.codegen.runtime.sending.parameter_encoder import Encoder, plain_header
from scripts.codegen.runtime.sending.payloads import Payloads
from tests.unit.engine.comparison.adversary.drawing import Drawn, is_same, values
from tests.unit.engine.comparison.adversary.gates import CompiledGate, Sent

_BOUNDARY = "adversary"


class Requests:
    """Draws requests to one operation of a writer's contract."""

    def __init__(
        self,
        writer: CompiledGate,
        reader: CompiledGate,
        operation: Operation,
        is_meant: Callable[[str, Any], bool],
    ) -> None:
        self._writer, self._reader = writer, reader
        self._is_meant = is_meant
        self._operation = operation
        self._encoder = Encoder(operation, writer.gate)

    def drawn(self, other: Operation | None) -> Iterator[Drawn]:
        """Draw requests; the other operation is the reader's, if there is one."""
        usual = self._usual
        if usual is None:
            return
        yield Drawn(usual)
        theirs = {_named(each): each for each in (other.parameters if other else ())}
        for parameter in self._operation.parameters:
            yield from self._with_parameter(parameter, theirs.get(_named(parameter)))
        read = other.body.content if other and other.body else ()
        media_types = {each.media_type: each for each in read}
        for media in self._operation.body.content if self._operation.body else ():
            yield from self._with_body(media, media_types.get(media.media_type))

    def _with_parameter(
        self, parameter: Parameter, read: Parameter | None
    ) -> Iterator[Drawn]:
        if read and self._is_same(parameter, read):
            return
        key = read.schema if read else None
        for value in values(self._writer, parameter.schema, self._reader, key):
            sent = self._with(parameter, value)
            if sent is not None:
                yield Drawn(sent, value, parameter.schema, key or "")

    def _with_body(self, media: Media, read: Media | None) -> Iterator[Drawn]:
        if media.schema is None:
            yield Drawn(self._carrying(media, b"<a/>"))
            return
        if read and self._is_same(media, read):
            return
        key = read.schema if read else None
        # Nobody sends what the server alone knows.
        server_s = ReadOnlyMembers(media.schema, self._writer.gate)
        for drawn in values(self._writer, media.schema, self._reader, key):
            value = server_s.dropped(copy.deepcopy(drawn))
            for body in bodies(media, value, self._writer):
                sent = self._carrying(media, *body)
                yield Drawn(sent, value, media.schema, key or "")

    def _is_same(self, ours: Any, theirs: Any) -> bool:
        return is_same((self._writer, ours), (self._reader, theirs))

    @cached_property
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
                if not self._is_meant(media.schema, value):
                    continue
                for text in bodies(media, value, self._writer):
                    return self._carrying(media, *text)
        return None

    @cached_property
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
        if self._needed is None:
            return None
        given = dict(self._needed)
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
        usual = self._usual
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


def _named(parameter: Parameter) -> tuple[str, str]:
    return parameter.location, parameter.name.lower()


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
