"""Answers to requests that never reach the application, as problems (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Final, Protocol

import httptools

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
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "content_too_large",
        "The request's body is too large, by its Content-Length; send a smaller one.",
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


class Tell(Protocol):
    """Is told of every refusal."""

    def __call__(
        self, status: int, request_id: str, sent: int, client: str | None
    ) -> None:
        """Take note; `sent` is the size of the body, in bytes."""
        ...


class Refused(Exception):
    """Raised inside the parser, so that it stops where the request is refused."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


def status_of(error: httptools.HttpParserError) -> HTTPStatus:
    """Return the status that tells what the parser, or a callback of it, refused."""
    if isinstance(error.__context__, Refused):
        return error.__context__.status
    # A number that is too large is one all the same (RFC 9110 §8.6); the parser has no
    # other sign of it than these words.
    if "Content-Length overflow" in str(error):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return HTTPStatus.BAD_REQUEST


def answer(status: HTTPStatus, request_id: str) -> tuple[Headers, bytes]:
    """Return header fields and body of a refusal, which has one of those statuses."""
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


def last_message(status: HTTPStatus, fields: Headers, body: bytes) -> bytes:
    """Return an answer as it is sent, after which the connection is closed."""
    lines = [b"HTTP/1.1 %d %s" % (status.value, phrase(status).encode())]
    lines += [b"%s: %s" % field for field in [*fields, (b"connection", b"close")]]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
