"""Errors as the contract declares them: status, media type, body and header fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema_rs import ValidationError
from pydantic_core import to_json

from ..contract.gate import Gate
from ..contract.operation import Header, Media, Operation, ResponseSpec
from ..http import request_ids
from ..http.answers import Answer
from ..http.refusal import Refusal
from ..syntax.media_types import accepted, with_charset
from .bodies import ErrorBody, JsonBody, error_body
from .header_fields import ErrorField
from .problems import PROBLEM, declared_for, problem_answer, raw_fields
from .synthesis import Synthesis
from .terms import Report

# The runtime gives these itself, whatever the contract says.
_OWN = frozenset({500, 501})


class Errors:
    """Writes refusals in the shapes that a contract declares for them.

    What a schema asks of an error is found out when the first error leaves in it.
    """

    def __init__(self, gate: Gate) -> None:
        self._synthesis = Synthesis(gate)
        self._bodies: dict[tuple[Media, ...], list[ErrorBody]] = {}
        self._fields: dict[Header, ErrorField] = {}

    def answer(
        self,
        refusal: Refusal,
        request_id: str,
        operation: Operation,
        accept: str | None = None,
    ) -> Answer:
        """Return a refusal as an answer of `operation`.

        It takes the declared media type that the client likes best, JSON before others,
        and no body where none is declared. Where nothing is declared, or nothing that
        the runtime can write, it is `application/problem+json` (RFC 9457).
        """
        spec = declared_for(operation, refusal.status)
        if spec is None:
            return problem_answer(refusal, request_id)
        report = Report(refusal, request_id)
        headers = raw_fields(self._completed(spec, refusal, report))
        if not spec.content:
            return Answer(refusal.status, headers)
        kind, body = self._written(spec, report, accept) or (
            PROBLEM,
            to_json(report.problem),
        )
        fields = [(b"content-type", with_charset(kind).encode("latin-1")), *headers]
        return Answer(refusal.status, fields, body)

    def fits(self, spec: ResponseSpec, refusal: Refusal) -> bool:
        """Can the runtime write a refusal in a media type that `spec` declares?"""
        if not spec.content:
            return True
        return self._written(spec, Report(refusal, "0" * 32), None) is not None

    def breach(
        self, refusal: Refusal, request_id: str, operation: Operation
    ) -> str | None:
        """Return how a handler's refusal breaks the contract, or None if it does not.

        It may only refuse as declared: with a declared status, with the header fields
        that this status demands, and with a code and members that its problem allows.
        """
        status = refusal.status
        spec = declared_for(operation, status)
        try:
            raw_fields(refusal.headers)
        except ValueError as error:
            return f"refused with {status}, but {error}"
        if status in _OWN:
            return None
        if spec is None:
            return f"refused with undeclared {status}"
        given = {name.lower(): text for name, text in refusal.headers.items()}
        for field in map(self._field, spec.headers):
            text = given.get(field.name)
            if field.is_ours and text is None and field.header.required:
                return f"refused with {status} without {field.header.name}"
            if text is not None and not field.accepts(text):
                return f"refused with {status}, but {field.header.name} is not valid"
        if self._misstates(spec, refusal, request_id):
            return f"refused with a problem that {status} does not allow"
        return None

    def _misstates(self, spec: ResponseSpec, refusal: Refusal, request_id: str) -> bool:
        report = Report(refusal, request_id)
        for body in self._declared(spec.content):
            if isinstance(body, JsonBody) and body.is_problem:
                value = body.value(report)
                return not isinstance(value, dict) or _differs(value, refusal)
        return False

    def _written(
        self, spec: ResponseSpec, report: Report, accept: str | None
    ) -> tuple[str, bytes] | None:
        bodies = self._declared(spec.content)
        if len(bodies) > 1:
            bodies = sorted(
                bodies,
                key=lambda each: (
                    -accepted(accept, each.content_type),
                    not each.is_json,
                ),
            )
        for body in bodies:
            try:
                text = body.write(report)
            except ValidationError:
                continue  # the schema is none, so that nothing can be held against it
            if text is not None:
                return body.content_type, text
        return None

    def _completed(
        self, spec: ResponseSpec, refusal: Refusal, report: Report
    ) -> Mapping[str, str]:
        """Return the refusal's header fields, with those that the contract demands.

        One that the contract forbids is replaced, or left out if it may be.
        """
        if not spec.headers:
            return refusal.headers
        fields = {name.lower(): text for name, text in refusal.headers.items()}
        for field in map(self._field, spec.headers):
            is_id = field.name == request_ids.FIELD
            text = report.request_id if is_id else fields.get(field.name)
            if not field.is_ours or (text is not None and field.accepts(text)):
                continue
            replaced = None
            if field.header.required or is_id:
                replaced = field.text(report.facts)
            if replaced is not None:
                fields[field.name] = replaced
            else:
                fields.pop(field.name, None)
        return fields

    def _declared(self, content: tuple[Media, ...]) -> list[ErrorBody]:
        known = self._bodies.get(content)
        if known is None:
            names = [each.media_type for each in content]
            made = [error_body(each, names, self._synthesis) for each in content]
            known = self._bodies[content] = [each for each in made if each]
        return known

    def _field(self, header: Header) -> ErrorField:
        if header not in self._fields:
            self._fields[header] = ErrorField(header, self._synthesis)
        return self._fields[header]


def _differs(body: Mapping[str, Any], refusal: Refusal) -> bool:
    """Does a body say something else than a refusal, or less?"""
    code = body.get("code", refusal.code)
    is_other = isinstance(code, str) and code != refusal.code
    return is_other or not refusal.extra.keys() <= body.keys()
