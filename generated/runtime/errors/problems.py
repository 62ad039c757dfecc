# A copy of Countersign's scripts/codegen/runtime/errors/problems.py.
"""Problems (RFC 9457), and the status under which an operation sends them."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import to_json

from ..contract.operation import Operation, ResponseSpec
from ..http.answers import Answer, RawHeaders, field_value
from ..http.refusal import Refusal, phrase

PROBLEM = "application/problem+json"

# What may stand in for a status that the operation does not declare.
_INSTEAD = {400: 422, 422: 400}


def declared_for(operation: Operation, status: int) -> ResponseSpec | None:
    """Return what is declared for a status: itself, its range or the default."""
    keys = (str(status), f"{status // 100}XX", "default")
    declared = [spec for spec in operation.responses if spec.status in keys]
    return min(declared, key=lambda spec: keys.index(spec.status), default=None)


def settled(operation: Operation, status: int) -> int:
    """Return the status under which the runtime's own refusal is best sent.

    A malformed or invalid request is answered with 400 or 422, whichever is declared:
    clients treat both as 400 (RFC 9110, §15.5).
    """
    other = _INSTEAD.get(status)
    if other is None or declared_for(operation, status) is not None:
        return status
    declared = {spec.status for spec in operation.responses}
    return other if str(other) in declared else status


def settle_status(operation: Operation, refusal: Refusal) -> None:
    """Give the runtime's own refusal the status under which it is best sent."""
    status = settled(operation, refusal.status)
    if status != refusal.status:
        refusal.status, refusal.title = status, phrase(status)


def problem_answer(refusal: Refusal, request_id: str) -> Answer:
    """Return a refusal as `application/problem+json`."""
    headers = [(b"content-type", PROBLEM.encode()), *raw_fields(refusal.headers)]
    return Answer(refusal.status, headers, to_json(refusal.problem(request_id)))


def raw_fields(fields: Mapping[str, str]) -> RawHeaders:
    """Return header fields as they are sent.

    Raises:
        ValueError: one has characters that are not visible ASCII, a space or a tab.
    """
    return [
        (n.lower().encode("ascii"), field_value(text)) for n, text in fields.items()
    ]
