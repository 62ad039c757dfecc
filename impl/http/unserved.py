"""Answers to requests that never reach the application, as problems (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Final

from generated.runtime.http.refusal import phrase
from generated.runtime.http.request_ids import field_of

# Code (contract: ProblemCode) and detail.
_PROBLEMS: Final = {
    HTTPStatus.BAD_REQUEST: (
        "malformed_request",
        "The bytes received are not a valid HTTP/1.1 request.",
    ),
    HTTPStatus.REQUEST_TIMEOUT: (
        "request_timeout",
        "The request did not arrive in time; send it again without pauses.",
    ),
    HTTPStatus.REQUEST_URI_TOO_LONG: (
        "target_too_long",
        "The request's target is too long; send a shorter one.",
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        "headers_too_large",
        "The headers or trailers are too large; send fewer or shorter ones.",
    ),
    HTTPStatus.NOT_IMPLEMENTED: (
        "not_implemented",
        "Nothing here knows the request's method.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "unavailable",
        "Too many requests at once. Nothing was changed; try again.",
    ),
}
_RETRY_AFTER: Final = (b"retry-after", b"1")

Headers = list[tuple[bytes, bytes]]


def answer(status: HTTPStatus, request_id: str) -> tuple[Headers, bytes]:
    """Return header fields and body of a refusal: 400, 408, 414, 431, 501 or 503."""
    code, detail = _PROBLEMS[status]
    problem = {
        "type": "about:blank",
        "title": phrase(status),
        "status": status.value,
        "code": code,
        "request_id": request_id,
        "detail": detail,
    }
    body = json.dumps(problem).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", b"%d" % len(body)),
        field_of(request_id),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(_RETRY_AFTER)
    return headers, body
