"""The traffic of mocks: requests of any contract, below addresses of our own.

What a stranger's contract says is answered on this service's origin. So nothing of it
may run there, and no field may say anything of the origin as a whole.
"""

import asyncio
import logging
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from generated import Refusal
from generated.runtime.app.dispatch import raw_path
from generated.runtime.errors.problems import problem_answer
from generated.runtime.http.answers import Answer, send_answer
from generated.runtime.http.headers import Headers
from generated.runtime.http.refusal import content_too_large, internal_error
from generated.runtime.http.request_ids import id_of, identified
from impl.errors import NotFound
from impl.http import observing
from impl.http.heads import content_length
from impl.http.problems import refusal_of
from impl.jobs.mock_task import MockedAnswer, MockedRequest
from impl.mocks.cors import is_preflight, preflight, shared
from impl.services.mocks import Mocks

_LOGGER: Final = logging.getLogger(__name__)
PREFIX: Final = "/mocks/"
_SESSION: Final = "mock-session"
_LONGEST_DELAY: Final = 60.0
_COOKIE_SCOPE: Final = re.compile(r"\s*(?:path|domain)\s*(?:=|\Z)", re.IGNORECASE)
_CSP: Final = ("content-security-policy", "sandbox; default-src 'none'")
_SHARED: Final = ("cross-origin-resource-policy", "cross-origin")
# What browsers take for the whole origin, what is about this connection, and what the
# service says itself.
_WITHHELD: Final = frozenset(
    {
        *("connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"),
        *("transfer-encoding", "content-length", "date", "server", "x-request-id"),
        *("content-security-policy", "content-security-policy-report-only"),
        *("x-content-type-options", "x-frame-options", "referrer-policy"),
        *("cross-origin-opener-policy", "cross-origin-embedder-policy"),
        *("cross-origin-resource-policy", "permissions-policy", "origin-agent-cluster"),
        *("strict-transport-security", "public-key-pins", "expect-ct", "alt-svc"),
        *("clear-site-data", "service-worker-allowed", "accept-ch", "nel"),
        *("report-to", "reporting-endpoints", "proxy-authenticate"),
    }
)
_LENGTH: Final = b"content-length"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_NAVIGATES: Final = ("sec-fetch-mode", "navigate")


class MockTraffic:
    """Answers what is below the addresses of mocks, and passes the rest on.

    Args:
        app: answers the rest.
        mocks: answer.
        largest: the most bytes of a body.
    """

    def __init__(self, app: ASGIApp, mocks: Mocks, largest: int) -> None:
        self._app = app
        self._mocks = mocks
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        request_id = scope["request_id"] = id_of(scope["headers"])
        if is_preflight(scope):
            answer = preflight(scope, "")
        else:
            try:
                answer = await self._answer(scope, receive)
            except ClientDisconnect:
                return
            except Exception as error:  # noqa: BLE001 - the last line: nothing may leak
                answer = problem_answer(_refusal(error, scope), request_id)
        answer.headers = identified(answer.headers, request_id)
        sending = shared(scope, send)
        if any(name == _LENGTH for name, _ in answer.headers):
            await _send_head(sending, answer)
            return
        await send_answer(sending, answer, scope["method"], receive)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        address, path = _split(scope)
        opened = self._mocks.opened(address)
        observing.authenticated(scope, opened.holder)
        headers = Headers(scope["headers"])
        admitted = await self._mocks.admit(opened, headers.get(_SESSION) or "")
        body = await self._body(scope, receive)
        request = MockedRequest(
            method=scope["method"],
            path=path,
            query=scope["query_string"].decode("latin-1"),
            headers=tuple(_given(scope, body)),
            body=body,
            root=f"{scope.get('root_path', '')}{PREFIX}{address}",
            scheme=scope["scheme"],
        )
        answer = await self._mocks.answer(admitted, request)
        if answer.delay:
            await asyncio.sleep(min(answer.delay, _LONGEST_DELAY))
        return _sent(answer, request)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        said = content_length(scope["headers"])
        if said is not None and said > self._largest:
            raise self._too_large()
        chunks, size = [], 0
        while said != 0:
            message = await receive()
            if message["type"] != "http.request":
                raise ClientDisconnect
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > self._largest:
                raise self._too_large()
            chunks.append(chunk)
            if not message.get("more_body", False):
                break
        return b"".join(chunks)

    def _too_large(self) -> Refusal:
        detail = f"A mock takes bodies of at most {self._largest} bytes."
        return content_too_large(detail, {"Connection": "close"})


def _refusal(error: Exception, scope: Scope) -> Refusal:
    if isinstance(error, Refusal):
        return error
    observing.tell_error(scope, error)
    refusal = refusal_of(error)
    if refusal is None:
        _LOGGER.error("a mock failed", exc_info=error)
    return refusal or internal_error()


async def _send_head(send: Send, answer: Answer) -> None:
    """Send what HEAD gets: the length of a body that does not come."""
    await send(
        {
            "type": "http.response.start",
            "status": answer.status,
            "headers": answer.headers,
        }
    )
    await send({"type": "http.response.body", "body": b""})


def _split(scope: Scope) -> tuple[str, str]:
    """Return the address of a mock, and the path below it as it was sent.

    Raises:
        NotFound: it is no address.
    """
    path = raw_path(scope)
    if not path.startswith(PREFIX):
        raise NotFound("mock")
    address, _, below = path.removeprefix(PREFIX).partition("/")
    return address, f"/{below}"


def _given(scope: Scope, body: bytes) -> Iterator[tuple[str, str]]:
    """Return the fields of a request whose body has been read."""
    for name, value in scope["headers"]:
        if name not in {b"content-length", b"transfer-encoding", b"expect"}:
            yield name.decode("latin-1"), value.decode("latin-1")
    if body:
        yield "content-length", str(len(body))


def _sent(answer: MockedAnswer, request: MockedRequest) -> Answer:
    """Return an answer as it may be sent from here."""
    is_visit = _NAVIGATES in request.headers
    headers = [_CSP, _SHARED]
    for name, value in answer.headers:
        if name == "content-length" and request.method == "HEAD":
            headers.append((name, value))
        elif name in _WITHHELD or (is_visit and _leads_away(name, value)):
            continue
        elif name == "set-cookie":
            headers.append((name, _cookie(value, request.root)))
        else:
            headers.append((name, value))
    fields = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in headers]
    return Answer(answer.status, fields, answer.body)


def _leads_away(name: str, value: str) -> bool:
    """Would a link to a mock, which anybody may give to anybody, lead elsewhere?"""
    if name == "location":
        try:
            host = urlsplit(value.replace("\\", "/")).hostname
        except ValueError:
            return True
        return host is not None and host not in _LOOPBACK
    return name == "refresh"


def _cookie(value: str, root: str) -> str:
    """Return a cookie that is of one mock alone."""
    parts = value.split(";")
    kept = [each for each in parts if not _COOKIE_SCOPE.match(each)]
    return f"{';'.join(kept)}; Path={root}/"
