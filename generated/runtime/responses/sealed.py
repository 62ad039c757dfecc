# A copy of Countersign's scripts/codegen/runtime/responses/sealed.py.
"""Sealed responses: a handler can only answer what its operation declares."""

from __future__ import annotations

from collections.abc import AsyncIterable, Sequence
from typing import Any, ClassVar, dataclass_transform

from pydantic import MISSING

from ..contract.gate import Gate
from ..contract.operation import NO_CONTENT, Header, Item, Media, Operation
from ..http.answers import Answer, Chunks, RawHeaders, StreamAnswer, field_value
from ..serialization.header_texts import FieldError
from ..syntax.media_types import MediaType, best_match, parse_media_type, with_charset
from ..syntax.sequences import framing_of
from .header_fields import ResponseField
from .items import BodyError
from .writing import Writer, writer_of

_UNKNOWN = MediaType("application", "octet-stream")
# Nobody may hold events back, for others or until there are more of them.
_UNBUFFERED = {b"cache-control": b"no-store", b"x-accel-buffering": b"no"}


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Sealed:
    """Base of the generated responses: one status, in one media type.

    A class for a range such as "4XX" or for "default" has a field `status` besides, one
    for a media range a field `content_type`: the media type that is sent. With a status
    such as 204 there is no body to give, and none is sent.
    `schema` is held against the body; `unchecked_schema` is that of a body whose bytes
    pass as they are.
    Type checkers see frozen dataclasses with keyword arguments. They are none, because
    a contract has thousands of responses and making a dataclass takes a millisecond.
    """

    status_code: ClassVar[str]
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    unchecked_schema: ClassVar[str | None] = None
    item: ClassVar[Item] = ""
    headers: ClassVar[tuple[Header, ...]] = ()

    def __init__(self, **fields: Any) -> None:
        """Take the fields that the class declares.

        Raises:
            TypeError: one is missing or unknown.
        """
        kind = type(self)
        declared = kind.__annotations__
        if fields.keys() != declared.keys():
            unknown = fields.keys() - declared.keys()
            missing = [
                name
                for name in declared
                if name not in fields and not hasattr(kind, name)
            ]
            if unknown or missing:
                wrong = f"unknown: {sorted(unknown)}, missing: {missing}"
                raise TypeError(f"{kind.__name__} has other fields ({wrong})")
        self.__dict__.update(fields)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: what was answered stays as it is."""
        raise AttributeError(f"{type(self).__name__} can't be changed")

    def __repr__(self) -> str:
        """Return the name alone: a body may hold secrets."""
        return f"<{type(self).__name__}>"


class SealBroken(Exception):
    """A handler answered what its operation does not declare. A bug, told to nobody."""


class Seal:
    """Turns the results of one operation's handler into answers, and lets no other by.

    Bodies and declared header fields are validated by the gate before they leave, the
    items of a stream one by one.
    """

    def __init__(
        self, operation: Operation, results: Sequence[type[Sealed]], gate: Gate
    ) -> None:
        self._operation = operation
        self._results = frozenset(results)
        self._gate = gate
        self._forms: dict[type, _Form] = {}

    def close(self, result: object) -> Answer | StreamAnswer:
        """Return a handler's result as an answer.

        Raises:
            SealBroken: it is not what the operation declares; the message says how.
                The chunks of a stream raise BodyError.
        """
        kind = type(result)
        form = self._forms.get(kind)
        if form is None:
            if kind not in self._results:
                raise SealBroken(f"{kind.__name__} is no response of this operation")
            sealed = kind
            form = self._forms[kind] = _Form(sealed, self._operation, self._gate)
        return form.answer(result)


class _Form:
    """How one sealed class is checked and written."""

    def __init__(self, kind: type[Sealed], operation: Operation, gate: Gate) -> None:
        self._name = kind.__name__
        exact = kind.status_code.isdigit()
        self._status = int(kind.status_code) if exact else None
        self._range = kind.status_code
        self._declared = {spec.status for spec in operation.responses}
        self._content = _content_of(kind, operation, gate)
        types = kind.__annotations__
        self._fields = [
            ResponseField(each, gate, types.get(each.argument, object))
            for each in kind.headers
        ]
        self._varies = (
            isinstance(self._content, _RangeContent) or len(_names(kind, operation)) > 1
        )
        media = parse_media_type(kind.media_type or "")
        self._is_event_stream = bool(
            media and kind.item and framing_of(media) == "events"
        )

    def answer(self, result: Any) -> Answer | StreamAnswer:
        status = self._status or self._chosen_status(result.status)
        headers: RawHeaders = []
        body: bytes | Chunks = b""
        is_empty = self._content is None or status in NO_CONTENT
        if not is_empty and result.body is MISSING:
            raise SealBroken(f"{self._name}: a response {status} needs a body")
        try:
            if self._content is not None and not is_empty:
                body = self._content.write(result, headers)
            for each in self._fields:
                each.write(getattr(result, each.header.argument), headers)
        except (BodyError, FieldError) as error:
            raise SealBroken(f"{self._name}: {error}") from None
        if self._varies:
            _vary(headers)
        if isinstance(body, bytes):
            if self._fields:
                # Nobody counts bytes better than who sends them.
                headers = [each for each in headers if each[0] != b"content-length"]
            return Answer(status, headers, body)
        if self._is_event_stream:
            given = {name for name, _ in headers}
            headers += [each for each in _UNBUFFERED.items() if each[0] not in given]
            # Loading the framework takes half a second, which not everybody needs.
            from fastapi.sse import KEEPALIVE_COMMENT

            return StreamAnswer(status, headers, body, idle=KEEPALIVE_COMMENT)
        return StreamAnswer(status, headers, body)

    def _chosen_status(self, status: object) -> int:
        if isinstance(status, int) and 200 <= status <= 599:
            status = int(status)  # which may be that of an enum
            group = f"{status // 100}XX"
            allowed = {group} if self._range != "default" else {"default"}
            better = {str(status)} | ({group} if self._range == "default" else set())
            if self._range in allowed and not better & self._declared:
                return status
        raise SealBroken(f"{self._name}: status {status!r} is not for {self._range}")


def _content_of(
    kind: type[Sealed], operation: Operation, gate: Gate
) -> _ExactContent | _RangeContent | None:
    if kind.media_type is None:
        return None
    known = parse_media_type(kind.media_type)
    if known is not None and known.is_range:
        return _RangeContent(kind, known, gate, _names(kind, operation))
    return _ExactContent(kind, known or _UNKNOWN, gate)


class _ExactContent:
    """A body of the media type that is declared."""

    def __init__(self, kind: type[Sealed], known: MediaType, gate: Gate) -> None:
        text = kind.media_type or ""
        self._field = (b"content-type", field_value(text))
        self._text_field = (b"content-type", field_value(with_charset(text)))
        self._is_plain = self._field == self._text_field
        media = Media(text, kind.schema, item=kind.item)
        self._write = writer_of(media, known, kind.body_type, gate)

    def write(self, result: Any, headers: RawHeaders) -> bytes | Chunks:
        # Whoever gives bytes knows what they are.
        is_plain = self._is_plain or isinstance(result.body, bytes | AsyncIterable)
        headers.append(self._field if is_plain else self._text_field)
        return self._write(result.body)


class _RangeContent:
    """A body of a media type that the handler chose within the declared range."""

    def __init__(
        self, kind: type[Sealed], known: MediaType, gate: Gate, names: Sequence[str]
    ) -> None:
        self._kind, self._range, self._gate = kind, known, gate
        self._names = names
        self._writers: dict[bool, Writer] = {}

    def write(self, result: Any, headers: RawHeaders) -> bytes | Chunks:
        kind, text = self._kind, result.content_type
        known = parse_media_type(text) if isinstance(text, str) else None
        if known is None or known.is_range or not self._range.covers(known):
            raise BodyError(f"{text!r} is no media type of {kind.media_type}")
        # Of the keys that match, the most specific alone applies (OpenAPI, §4.8.17).
        name = best_match(known, self._names) or kind.media_type
        if name != kind.media_type:
            raise BodyError(f"{text!r} is no media type of {kind.media_type}: {name}")
        headers.append((b"content-type", field_value(text)))
        return self._writer(known)(result.body)

    def _writer(self, known: MediaType) -> Writer:
        # Whatever else a handler may choose, this is all that makes a difference.
        write = self._writers.get(known.is_json)
        if write is None:
            media = Media(self._kind.media_type or "", self._kind.schema)
            write = writer_of(media, known, self._kind.body_type, self._gate)
            self._writers[known.is_json] = write
        return write


def _names(kind: type[Sealed], operation: Operation) -> list[str]:
    """Return the media types that are declared for the status of a kind."""
    specs = (spec for spec in operation.responses if spec.status == kind.status_code)
    return [each.media_type for spec in specs for each in spec.content]


def _vary(headers: RawHeaders) -> None:
    """Say that the answer depends on Accept (RFC 9110, §12.5.5)."""
    for index, (name, value) in enumerate(headers):
        if name == b"vary":
            named = {each.strip().lower() for each in value.split(b",")}
            if not named & {b"accept", b"*"}:
                headers[index] = (name, value + b", Accept")
            return
    headers.append((b"vary", b"Accept"))
