"""Answers that one contract allows, drawn to be refused by another's reader."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    ResponseSpec,
)
from scripts.codegen.runtime.sending.parameter_encoder import plain_header
from scripts.codegen.runtime.sending.replies import HttpResponse
from tests.unit.engine.comparison.adversary.drawing import Drawn, is_same, values
from tests.unit.engine.comparison.adversary.gates import CompiledGate


@dataclass(frozen=True)
class _Body:
    """A body that is answered, with its Content-Type and what it was made of."""

    fields: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    value: Any = None
    written: str = ""
    read: str = ""


@dataclass(frozen=True)
class Answers:
    """Draws answers of a writer's response, for a reader who has it declared, too."""

    writer: CompiledGate
    reader: CompiledGate
    spec: ResponseSpec
    read: ResponseSpec
    status: int
    is_meant: Callable[[str, Any], bool]

    def drawn(self) -> Iterator[Drawn]:
        """Draw answers: with each body, and with each value of each header."""
        needed = self._needed()
        if needed is None:
            return
        bodies = list(self._bodies())
        for body in bodies:
            yield self._answer(list(needed.items()), body, body)
        usual = [
            body
            for body in bodies
            if not body.written or self.is_meant(body.written, body.value)
        ]
        for header in self.spec.headers:
            rest = [pair for pair in needed.items() if pair[0] != header.name]
            for field, given in self._fields(header):
                for body in usual[:1]:
                    yield self._answer([*rest, (header.name, field)], body, given)

    def _answer(
        self, fields: list[tuple[str, str]], body: _Body, given: _Body
    ) -> Drawn:
        message = HttpResponse(self.status, [*fields, *body.fields], body.content)
        return Drawn(message, given.value, given.written, given.read)

    def _needed(self) -> dict[str, str] | None:
        """Give values of the headers that have to be there; None if one has none."""
        found = {}
        for header in self.spec.headers:
            if header.required:
                drawn = values(self.writer, header.schema, self.writer, None)
                if not drawn:
                    return None
                found[header.name] = _field(header, drawn[0])
        return found

    def _bodies(self) -> Iterator[_Body]:
        if not self.spec.content:
            yield _Body()
        for media in self.spec.content:
            names = [each.media_type for each in self.read.content]
            if media.media_type not in names:
                continue
            other = self.read.content[names.index(media.media_type)]
            fields = (("content-type", media.media_type),)
            if media.schema is None:
                yield _Body(fields, b"x")
                continue
            drawn = values(self.writer, media.schema, self.reader, other.schema)
            # Where the schema makes no difference, one is enough.
            is_known = is_same((self.writer, media), (self.reader, other))
            for value in drawn[:1] if is_known else drawn:
                text = _body(media, value)
                if text is not None:
                    yield _Body(fields, text, value, media.schema, other.schema or "")

    def _fields(self, header: Header) -> Iterator[tuple[str, _Body]]:
        """Give values of a header, as they are written and as they are meant."""
        theirs = {each.name.lower(): each for each in self.read.headers}
        own = theirs.get(header.name.lower())
        if own and is_same((self.writer, header), (self.reader, own)):
            return
        key = own.schema if own else None
        for value in values(self.writer, header.schema, self.reader, key):
            field = _field(header, value)
            if field.isprintable() and field == field.strip():
                yield field, _Body((), b"", value, header.schema, key or "")


def _field(header: Header, value: Any) -> str:
    if header.content is not None:
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
