"""Refusals: how a request is answered with an error, and all that the runtime gives.

What one of them says and which fields it has is said here alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

# What a challenge asks for credentials of (RFC 9110, §11.5).
REALM = 'realm="api"'


class Refusal(Exception):
    """An error that the client is told about (RFC 9457).

    A handler may only refuse with a status that its operation declares.

    Args:
        status: HTTP status, 400 to 599.
        code: stable and machine-readable, such as "not_found".
        detail: what is wrong with this very request.
        title: what is wrong in general; by default the status's phrase.
        headers: extra response headers.
        errors: the wrong parts of the request, each with `in`, `pointer` and `detail`.
        extra: further members of the problem.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str | None = None,
        *,
        title: str | None = None,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, object]] = (),
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}" + (f": {detail}" if detail else ""))
        self.status = status
        self.code = code
        self.detail = detail
        self.title = title or phrase(status)
        self.headers = dict(headers or {})
        self.errors = tuple(errors)
        self.extra = dict(extra or {})

    def problem(self, request_id: str) -> dict[str, Any]:
        """Return the problem's members; absent ones are left out."""
        members: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "request_id": request_id,
        }
        if self.detail is not None:
            members["detail"] = self.detail
        if self.errors:
            members["errors"] = [dict(error) for error in self.errors]
        return {**self.extra, **members}


def phrase(status: int) -> str:
    """Return the phrase of a status (RFC 9110, §15)."""
    renamed = {
        413: "Content Too Large",
        414: "URI Too Long",
        422: "Unprocessable Content",
    }
    if status in renamed:
        return renamed[status]
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def malformed(detail: str, errors: Sequence[Mapping[str, object]] = ()) -> Refusal:
    """Return the refusal of a request that can't be understood."""
    return Refusal(400, "malformed_request", detail, errors=errors)


def unauthenticated(detail: str, challenges: str) -> Refusal:
    """Return the refusal of credentials; with challenges (RFC 9110, §11.6.1)."""
    headers = {"WWW-Authenticate": challenges}
    return Refusal(401, "unauthenticated", detail, headers=headers)


def insufficient_scope(detail: str, challenge: str) -> Refusal:
    """Return the refusal of credentials that may not do this (RFC 6750, §3.1)."""
    headers = {"WWW-Authenticate": challenge}
    return Refusal(403, "insufficient_scope", detail, headers=headers)


def not_found() -> Refusal:
    """Return the refusal of a path that nothing has."""
    return Refusal(404, "not_found", "Nothing has this path.")


def method_not_allowed(allow: str) -> Refusal:
    """Return the refusal of a method that a path has not, with those that it has."""
    detail = f"This path has the methods {allow}."
    return Refusal(405, "method_not_allowed", detail, headers={"Allow": allow})


def not_acceptable(detail: str) -> Refusal:
    """Return the refusal of a request that accepts nothing that there is."""
    return Refusal(406, "not_acceptable", detail)


def content_too_large(detail: str, headers: Mapping[str, str] | None = None) -> Refusal:
    """Return the refusal of a body that is larger than it may be."""
    return Refusal(413, "content_too_large", detail, headers=headers)


def unsupported_media_type(
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, object]] = (),
) -> Refusal:
    """Return the refusal of a body of a type, or in a coding, that is not declared."""
    return Refusal(
        415, "unsupported_media_type", detail, headers=headers, errors=errors
    )


def invalid(errors: Sequence[Mapping[str, object]]) -> Refusal:
    """Return the refusal of a request with values that the contract forbids."""
    detail = "The request is not what the contract describes; see errors."
    return Refusal(422, "invalid_request", detail, errors=errors)


def precondition_required(detail: str) -> Refusal:
    """Return the refusal of a change without a condition (RFC 6585, §3)."""
    return Refusal(428, "precondition_required", detail)


def rate_limited(retry_after: int) -> Refusal:
    """Return the refusal of what was asked for too often (RFC 6585, §4)."""
    detail = f"Too many requests. Try again in {retry_after} s."
    headers = {"Retry-After": str(retry_after)}
    return Refusal(429, "rate_limited", detail, headers=headers)


def internal_error() -> Refusal:
    """Return the answer to a fault of the service; the log holds the reason."""
    detail = "The service failed; quote request_id when you report it."
    return Refusal(500, "internal_error", detail)


def unavailable(detail: str) -> Refusal:
    """Return the refusal of what can be asked again soon."""
    return Refusal(503, "unavailable", detail, headers={"Retry-After": "1"})
