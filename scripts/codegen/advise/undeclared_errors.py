"""Which errors can an operation answer that its contract does not declare, or not so?

Every error that the runtime itself can give is an answer of the operation: a contract
that leaves it out breaks its promise to clients (RFC 9110, §15.5). One that declares it
in a form that the runtime can't write breaks it as well.

What is asked for another method than those of a path is asked of no operation, so that
405 (RFC 9110, §15.5.6) is not among them; 501 ends with the implementation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.codegen.load.diagnostics import diagnostic
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import offers
from scripts.codegen.runtime.errors.errors import Errors
from scripts.codegen.runtime.errors.problems import declared_for, settled
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.syntax.media_types import parse_media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import Package
    from scripts.codegen.runtime.contract.operation import (
        Media,
        Operation,
        ResponseSpec,
    )

# The code that each of the runtime's own refusals has.
_CODES = {
    400: "malformed_request",
    401: "unauthenticated",
    403: "insufficient_scope",
    406: "not_acceptable",
    413: "content_too_large",
    415: "unsupported_media_type",
    422: "invalid_request",
    428: "precondition_required",
    429: "rate_limited",
    500: "internal_error",
}


def reachable_errors(operation: Operation) -> set[int]:
    """Return the statuses under which the runtime's errors leave for an operation."""
    errors = {400, 500}
    secured = operation.security and all(operation.security)
    if secured:
        errors.add(401)
    if secured and any(need.scopes for each in operation.security for need in each):
        errors.add(403)
    if offers(operation):
        errors.add(406)
    if operation.parameters:
        errors.add(422)
    if operation.body:
        errors |= {413, 415}
        if any(map(_is_read, operation.body.content)):
            errors.add(422)
    if operation.rate_limit:
        errors.add(429)
    return {settled(operation, status) for status in errors}


def undeclared_errors(package: Package, source: Source) -> Iterator[Fault]:
    """Yield a warning for each operation with errors that it does not declare.

    And one for each declared response that errors can't be written as.
    """
    errors = Errors(Gate(lambda: package.exact))
    for group in package.groups:
        for endpoint in group.endpoints:
            operation = endpoint.operation
            reachable = sorted(reachable_errors(operation))
            missing = [s for s in reachable if declared_for(operation, s) is None]
            what = f"{operation.method} {operation.path}"
            if missing:
                yield diagnostic(
                    source,
                    endpoint.pointer,
                    "CG101",
                    f"{what} can answer {', '.join(map(str, missing))}, "
                    "which it does not declare.",
                )
            for spec, statuses in _unfit(operation, reachable, errors):
                yield diagnostic(
                    source,
                    f"{endpoint.pointer}/responses",
                    "CG102",
                    f"{what} declares {spec.status} in a form that no error of the "
                    f"runtime fits; {', '.join(map(str, statuses))} leaves as "
                    "application/problem+json.",
                )


def _unfit(
    operation: Operation, statuses: list[int], errors: Errors
) -> Iterator[tuple[ResponseSpec, list[int]]]:
    by_spec: dict[ResponseSpec, list[int]] = {}
    for status in statuses:
        spec = declared_for(operation, status)
        if spec and not errors.fits(spec, Refusal(status, _CODES[status])):
            by_spec.setdefault(spec, []).append(status)
    yield from by_spec.items()


def _is_read(media: Media) -> bool:
    """Is a body of this media type validated, or passed on as it is?"""
    known = parse_media_type(media.media_type)
    if media.schema is None or known is None:
        return False
    forms = {"multipart/form-data", "application/x-www-form-urlencoded"}
    is_form = f"{known.type}/{known.subtype}" in forms
    return known.is_json or known.type == "text" or is_form
