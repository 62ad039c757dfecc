"""Problems (RFC 9457): refusals in the shape that the operation declares for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import to_json

from .answers import Answer, RawHeaders, field_value
from .gate import Gate
from .media import parse_media_type
from .operation import Operation, ResponseSpec
from .refusal import Refusal, phrase

PROBLEM = "application/problem+json"

# What may stand in for a status that the operation does not declare.
_INSTEAD = {400: ("422",), 422: ("400",)}
_ESSENTIAL = ("type", "title", "status", "detail")


def declared_for(operation: Operation, status: int) -> ResponseSpec | None:
    """Return what is declared for a status: itself, its range or the default."""
    specs = {spec.status: spec for spec in operation.responses}
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in specs:
            return specs[key]
    return None


def settle_status(operation: Operation, refusal: Refusal) -> None:
    """Give the runtime's own refusal the status under which it is best sent.

    A malformed or invalid request is answered with 400 or 422, whichever is declared.
    """
    declared = {spec.status for spec in operation.responses}
    if str(refusal.status) not in declared:
        for other in _INSTEAD.get(refusal.status, ()):
            if other in declared:
                refusal.status, refusal.title = int(other), phrase(int(other))


def render(
    refusal: Refusal,
    request_id: str,
    operation: Operation | None = None,
    gate: Gate | None = None,
) -> Answer:
    """Return a refusal as an answer.

    It takes the first declared JSON media type whose schema accepts the problem, whole
    or reduced to RFC 9457's own members, and is `application/problem+json` otherwise.
    """
    problem = refusal.problem(request_id)
    media_type, body = PROBLEM, problem
    if operation is not None and gate is not None:
        spec = declared_for(operation, refusal.status)
        if spec is not None:
            media_type, body = _declared_shape(spec, gate, problem) or (
                PROBLEM,
                problem,
            )
    headers: RawHeaders = [(b"content-type", media_type.encode())]
    headers += _fields(refusal.headers.items())
    return Answer(refusal.status, headers, to_json(body))


def breaks_schema(
    refusal: Refusal, request_id: str, spec: ResponseSpec, gate: Gate
) -> bool:
    """Would a refusal leave as what `spec` declares, but with a body that it forbids?

    A refusal that only fits no declared media type leaves as problem+json.
    """
    declared = any(media.media_type == PROBLEM for media in spec.content)
    return declared and _declared_shape(spec, gate, refusal.problem(request_id)) is None


def _declared_shape(
    spec: ResponseSpec, gate: Gate, problem: dict[str, Any]
) -> tuple[str, dict[str, Any]] | None:
    reduced = {name: problem[name] for name in _ESSENTIAL if name in problem}
    for media in spec.content:
        known = parse_media_type(media.media_type)
        if known is None or not known.is_json:
            continue
        for body in (problem, reduced):
            if media.schema is None or gate.is_valid(media.schema, body):
                return media.media_type, body
    return None


def _fields(items: Iterable[tuple[str, str]]) -> RawHeaders:
    return [(name.lower().encode("ascii"), field_value(text)) for name, text in items]
