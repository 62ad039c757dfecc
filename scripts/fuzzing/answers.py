"""What a contract says of an answer: by the compiler's own tables and validators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scripts.codegen.runtime.contract.operation import Operation, Parameter
from scripts.codegen.runtime.contract.violations import violations
from scripts.codegen.runtime.errors.problems import declared_for
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.http.query_and_cookies import Fields
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.parameters.parameters import Parameters
from scripts.codegen.runtime.schemas.schema_types import shape_of
from scripts.codegen.runtime.syntax.json_text import MalformedJson, parse
from scripts.codegen.runtime.syntax.media_types import best_match, parse_media_type
from scripts.codegen.runtime.syntax.sequences import framing_of, texts_of

if TYPE_CHECKING:
    from scripts.codegen.runtime.contract.operation import Media, ResponseSpec
    from scripts.codegen.runtime.syntax.media_types import MediaType
    from scripts.fuzzing.contract import FuzzedContract
    from scripts.fuzzing.sending import RawAnswer

_NOTHING = Fields(())
_MOST = 3
# Between these there is no content (RFC 9110, §15.2, §15.3.5 and §15.4.5).
_BODILESS = frozenset({*range(100, 200), 204, 205, 304})


class DeclaredAnswers:
    """Says what about an answer is not declared, in words without its values."""

    def __init__(self, contract: FuzzedContract) -> None:
        self._operations = contract.operations
        self._gate = contract.gate
        self._fields: dict[tuple[str, str], Parameters] = {}

    def declares(self, label: str, status: int) -> bool:
        """Does the operation declare this status, its range or a default?"""
        return declared_for(self._operations[label], status) is not None

    def faults(self, label: str, answer: RawAnswer) -> Iterator[str]:
        """Yield what is wrong with an answer whose status is declared."""
        operation = self._operations[label]
        spec = declared_for(operation, answer.status)
        if spec is None:
            return
        yield from self._header_faults(label, spec, answer)
        if operation.method == "HEAD" or answer.status in _BODILESS:
            return
        if spec.content:
            yield from self._body_faults(spec, answer)
        elif answer.body and 200 <= answer.status < 300:
            # Contracts leave the bodies of errors out, which says nothing of them.
            yield "there is a body, and none is declared"

    def _header_faults(
        self, label: str, spec: ResponseSpec, answer: RawAnswer
    ) -> Iterator[str]:
        reader = self._fields.get((label, spec.status))
        if reader is None:
            pseudo = Operation("", "", "", "", "", parameters=tuple(_fields(spec)))
            reader = Parameters(pseudo, self._gate)
            self._fields[label, spec.status] = reader
        raw = [
            (
                name.lower().encode("latin-1", "replace"),
                value.encode("latin-1", "replace"),
            )
            for name, value in answer.headers
        ]
        try:
            reader.decode({}, _NOTHING, Headers(raw), _NOTHING)
        except Refusal as refusal:
            for error in refusal.errors[:_MOST]:
                yield f"header {str(error['pointer'])[1:]} {error['detail']}"

    def _body_faults(self, spec: ResponseSpec, answer: RawAnswer) -> Iterator[str]:
        given = answer.header("content-type") or ""
        media = parse_media_type(given)
        known = {each.media_type: each for each in spec.content}
        name = best_match(media, known) if media else None
        if name is None:
            yield f"the media type is {given[:100] or 'missing'}, {_listed(known)}"
            return
        yield from self._content_faults(known[name], given, answer.body)

    def _content_faults(self, media: Media, given: str, body: bytes) -> Iterator[str]:
        # A range says nothing of the form, what was sent does.
        kind = parse_media_type(given)
        if media.schema is None or kind is None:
            return
        try:
            values = list(self._values(media, given, body))
        except MalformedJson as error:
            yield f"the body is not strict JSON: {error}"
            return
        except UnicodeDecodeError:
            yield "the body is not UTF-8"
            return
        validator = self._gate.validator(media.schema)
        for value in values:
            if not validator.is_valid(value):
                for found in violations(validator, value)[:_MOST]:
                    yield f"body{found.pointer} {found.detail}"
                return

    def _values(self, media: Media, given: str, body: bytes) -> Iterator[object]:
        kind = parse_media_type(given)
        framing = framing_of(kind) if kind else None
        if kind is not None and kind.is_json:
            yield parse(body)
        elif framing is not None:
            # An event is more than its data, and is taken as it comes.
            if framing != "events" and media.item:
                yield from (parse(text) for _, text in texts_of(body, framing))
        elif kind is not None and self._is_plain_text(kind, media.schema or ""):
            yield body.decode()

    def _is_plain_text(self, kind: MediaType, key: str) -> bool:
        charset = kind.parameters.get("charset", "utf-8").lower()
        kinds = shape_of(self._gate.schemas[key], self._gate.schemas).kinds
        return kind.type == "text" and charset == "utf-8" and kinds == {"string"}


def _fields(spec: ResponseSpec) -> Iterator[Parameter]:
    # A header field of a response is a parameter in the style simple.
    for header in spec.headers:
        if header.name.lower() != "set-cookie":
            yield Parameter(
                header.name,
                header.argument,
                "header",
                header.schema,
                required=header.required,
                explode=header.explode,
                content=header.content,
            )


def _listed(known: dict[str, Media]) -> str:
    return f"declared {'is' if len(known) == 1 else 'are'} {', '.join(known)}"
