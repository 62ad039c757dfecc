# A copy of Countersign's scripts/codegen/runtime/http/refusal.py.
"""Refusals: how a request is answered with an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any


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


def invalid(errors: Sequence[Mapping[str, object]]) -> Refusal:
    """Return the refusal of a request with values that the contract forbids."""
    detail = "The request is not what the contract describes; see errors."
    return Refusal(422, "invalid_request", detail, errors=errors)


def internal_error() -> Refusal:
    """Return the answer to a fault of the service; the log holds the reason."""
    detail = "The service failed; quote request_id when you report it."
    return Refusal(500, "internal_error", detail)
