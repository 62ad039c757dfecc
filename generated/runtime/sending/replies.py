# A copy of Countersign's scripts/codegen/runtime/sending/replies.py.
"""Answers of receivers, read as what the contract declares for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from ..contract.gate import Gate
from ..contract.operation import NO_CONTENT, Operation, Parameter
from ..contract.views import view
from ..contract.violations import violations
from ..errors.problems import declared_for
from ..http.headers import Headers
from ..http.query_and_cookies import Fields
from ..http.refusal import Refusal
from ..parameters.parameters import Parameters
from ..responses.sealed import Sealed
from ..schemas.schema_types import is_exact
from ..syntax.exact_numbers import with_digits
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import MediaType, best_match, parse_media_type
from ..syntax.sequences import framing_of, texts_of
from .outcomes import UndeclaredAnswer

R = TypeVar("R", bound=Sealed)
_NOTHING = Fields(())


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What a receiver answered: status, header fields in order, content."""

    status: int
    headers: Sequence[tuple[str, str]] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)


class _Undeclared(Exception):
    """Something about an answer is not declared; the message says what."""


class Replies(Generic[R]):
    """Reads the answers to one operation.

    A body that comes although none is declared is passed over: receivers say "ok".
    """

    def __init__(
        self, operation: Operation, results: Sequence[type[R]], gate: Gate
    ) -> None:
        self._operation = operation
        self._results = results
        self._gate = gate
        self._readers: dict[type[R], _Reader[R]] = {}

    def read(self, answer: HttpResponse) -> R | UndeclaredAnswer:
        """Return an answer as the sealed class that is declared for it."""
        try:
            return self._declared(answer)
        except _Undeclared as undeclared:
            return UndeclaredAnswer(
                answer.status, tuple(answer.headers), answer.body, str(undeclared)
            )

    def _declared(self, answer: HttpResponse) -> R:
        spec = declared_for(self._operation, answer.status)
        if spec is None:
            raise _Undeclared(f"the status {answer.status} is not declared")
        headers = Headers(
            [
                (
                    name.lower().encode("latin-1", "replace"),
                    value.encode("latin-1", "replace"),
                )
                for name, value in answer.headers
            ]
        )
        kinds = {
            kind.media_type: kind
            for kind in self._results
            if kind.status_code == spec.status
        }
        if answer.status in NO_CONTENT:
            kind = next(iter(kinds.values()))
        else:
            kind = kinds[self._media_type(kinds, headers)]
        if kind not in self._readers:
            self._readers[kind] = _Reader(kind, self._gate)
        return self._readers[kind].read(answer, headers)

    def _media_type(
        self, kinds: dict[str | None, type[R]], headers: Headers
    ) -> str | None:
        if None in kinds:
            return None
        given = headers.get("content-type") or ""
        media = parse_media_type(given)
        name = best_match(media, filter(None, kinds)) if media else None
        if name is None:
            raise _Undeclared(f"no body of the media type {given[:100]!r} is declared")
        return name


class _Reader(Generic[R]):
    def __init__(self, kind: type[R], gate: Gate) -> None:
        self._kind = kind
        types = kind.__annotations__
        # A header field of a response is a parameter in the style simple.
        fields = tuple(
            Parameter(
                header.name,
                header.argument,
                "header",
                header.schema,
                required=header.required,
                explode=header.explode,
                content=header.content,
            )
            for header in kind.headers
        )
        pseudo = Operation("", "", "", "", "", parameters=fields)
        views = {each.argument: types[each.argument] for each in fields}
        self._fields = Parameters(pseudo, gate, types=views)
        self._media = parse_media_type(kind.media_type or "")
        self._framing = framing_of(self._media) if self._media else None
        if kind.schema is not None:
            self._validator = gate.validator(kind.schema)
            body_type: Any = kind.body_type
            self._view = TypeAdapter[Any](body_type)
            self._is_exact = is_exact(self._validator.root)

    def read(self, answer: HttpResponse, headers: Headers) -> R:
        try:
            members = self._fields.decode({}, _NOTHING, headers, _NOTHING)
        except Refusal as refusal:
            first = refusal.errors[0]
            reason = f"header {str(first['pointer'])[1:]} {first['detail']}"
            raise _Undeclared(reason) from None
        if not self._kind.status_code.isdigit():
            members["status"] = answer.status
        if self._kind.media_type is not None and answer.status not in NO_CONTENT:
            members["body"] = self._body(answer.body, self._media_of(headers))
        return self._kind(**members)

    def _media_of(self, headers: Headers) -> MediaType | None:
        """Return what a body comes as: of a range that was declared, what it says."""
        declared = self._media
        if declared is None or not declared.is_range:
            return declared
        return parse_media_type(headers.get("content-type") or "") or declared

    def _body(self, content: bytes, media: MediaType | None) -> object:
        if self._kind.schema is None:
            return content
        is_json = media is not None and media.is_json
        try:
            value = parse(content) if is_json else self._unread(content)
        except MalformedJson as error:
            raise _Undeclared(f"the body is not strict JSON: {error}") from None
        except UnicodeDecodeError:
            raise _Undeclared("the body is not UTF-8") from None
        if not self._validator.is_valid(value):
            found = violations(self._validator, value)[:3]
            raise _Undeclared("; ".join(f"body{f.pointer} {f.detail}" for f in found))
        if is_json and self._is_exact:
            value = with_digits(value, content)
        return view(self._view, value)

    def _unread(self, content: bytes) -> object:
        if self._framing is not None:
            return [parse(text) for _, text in texts_of(content, self._framing)]
        return content.decode()
