"""What operators see of requests: lines, counts, and whose fault it was."""

from __future__ import annotations

import logging
from http import HTTPStatus
from time import perf_counter
from typing import TYPE_CHECKING, Final
from uuid import UUID

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generated import Context, Refusal, Translate
from impl.database.errors import Reason, Unavailable
from impl.engine.openapi.methods import METHODS, NEW_METHODS
from impl.errors import (
    ComparisonGoesOn,
    CredentialsRefused,
    MockOverstrained,
    RateLimited,
)
from impl.integrations.unanswered import Unanswered
from impl.oauth_errors import ClientRefused, OAuthRefused
from impl.security.caller import Caller
from impl.services.openid_accounts import NotLetIn
from impl.services.signing import WrongSecret
from impl.telemetry import incidents, metrics, requests
from impl.telemetry.incidents import Event
from impl.telemetry.logging import request_context
from impl.telemetry.trace_context import trace_of

if TYPE_CHECKING:
    from impl.telemetry.spans import RequestSpan, RequestSpans

HEALTH: Final = frozenset({"/livez", "/readyz"})
_OPERATION: Final = "operation"
_CALLER: Final = "caller"
_CLIENT: Final = "logged_client"
_TOLD: Final = "incident"
_TRACE: Final = "trace_id"
_LOADS: Final = frozenset({Reason.POOL, Reason.RESOURCES})
_REFUSED: Final[dict[str, Event]] = {
    "invalid_credentials": "login_failed",
    "invalid_code": "login_failed",
    "invalid_passkey": "login_failed",
    "account_suspended": "login_failed",
    "invalid_refresh_token": "refresh_refused",
    "refresh_token_reused": "refresh_token_reused",
}
_EVENTS: Final[dict[type[Exception], tuple[Event, str]]] = {
    ClientRefused: ("credentials_refused", "oauth_client"),
    RateLimited: ("rate_limited", ""),
    ComparisonGoesOn: ("refused_for_load", "comparison"),
    MockOverstrained: ("refused_for_load", "mock"),
    NotLetIn: ("login_failed", "openid"),
    Unanswered: ("openid_unanswered", ""),
    WrongSecret: ("server_error", "secret"),
}
_BODILESS: Final = frozenset({"GET", "HEAD"})
# What a contract can have operations for (OpenAPI 3.2 §4.8.7).
_KNOWN: Final = frozenset({*map(str.upper, (*METHODS, *NEW_METHODS)), "CONNECT"})


class Observed:
    """Counts each request and writes a line about it.

    Args:
        app: the application.
        addresses: whether clients' addresses may be logged; they are personal data.
        spans: makes a span of each; None if nobody wants any.
    """

    def __init__(
        self, app: ASGIApp, *, addresses: bool, spans: RequestSpans | None = None
    ) -> None:
        self._app = app
        self._addresses = addresses
        self._spans = spans
        self._in_flight = 0
        metrics.gauge(
            "http_requests_in_flight",
            "Requests that have not been answered yet.",
            lambda: self._in_flight,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = sent = received = 0

        async def watched_send(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        async def watched_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        client = scope.get("client") if self._addresses else None
        scope[_CLIENT] = client[0] if client else None
        span = self._begun(scope)
        self._in_flight += 1
        with request_context(scope):
            try:
                has_body = scope["method"] not in _BODILESS
                reader = watched_receive if has_body else receive
                await self._app(scope, reader, watched_send)
            except Exception:
                # The server answers with 500, if it still can.
                status = status or 500
                raise
            finally:
                self._in_flight -= 1
                seconds = perf_counter() - started
                _told(scope, status, seconds, received, sent)
                if span is not None:
                    self._ended(span, scope, status, seconds)

    def _begun(self, scope: Scope) -> RequestSpan | None:
        """Note which trace a request is of, if it is of any; return its span, if any.

        Health checks are none: they would be most of what there is.
        """
        if self._spans is None or scope["path"] in HEALTH:
            if trace_id := trace_of(scope["headers"]):
                scope[_TRACE] = trace_id
            return None
        span = self._spans.begin(_method(scope), scope["headers"])
        scope[_TRACE] = span.trace_id
        return span

    def _ended(
        self, span: RequestSpan, scope: Scope, status: int, seconds: float
    ) -> None:
        operation, whose = scope.get(_OPERATION), caller(scope)
        known: dict[str, str | None] = {
            "client.address": scope[_CLIENT],
            "countersign.operation": operation.operation_id if operation else None,
            "countersign.caller": whose.name if whose else None,
            "countersign.request_id": scope.get("request_id"),
        }
        route = operation.path if operation else None
        if self._spans is not None:
            self._spans.end(span, _method(scope), route, status, seconds, **known)


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _KNOWN else "_OTHER"


def _told(scope: Scope, status: int, seconds: float, received: int, sent: int) -> None:
    operation = scope.get(_OPERATION)
    name = operation.operation_id if operation else None
    method = scope["method"] if scope["method"] in _KNOWN else None
    metrics.request(name, method, status, seconds)
    if status >= 500 and status != 501 and _TOLD not in scope:
        if status != HTTPStatus.SERVICE_UNAVAILABLE:
            tell(scope, "server_error", str(status))
        elif scope["path"] not in HEALTH:
            # Only the check of what was sent says so without having told us.
            tell(scope, "refused_for_load", "checks")
    whose = caller(scope)
    requests.log(
        requests.Request(
            operation=name,
            method=method,
            route=operation.path if operation else None,
            status=status or None,
            seconds=seconds,
            caller=whose.name if whose else None,
            request_id=scope.get("request_id"),
            trace_id=scope.get(_TRACE),
            received=received,
            sent=sent,
            client=scope[_CLIENT],
        ),
        logging.DEBUG if scope["path"] in HEALTH else logging.INFO,
    )


def authenticated(scope: Scope, whose: Caller) -> None:
    """Note whose request it is."""
    scope[_CALLER] = whose


def caller(scope: Scope) -> Caller | None:
    """Return whose request it is, as far as that is known by now."""
    known: Caller | None = scope.get(_CALLER)
    return known


def unauthenticated(scope: Scope) -> None:
    """Note that it is nobody's after all."""
    scope.pop(_CALLER, None)


def tell(scope: Scope, event: Event, reason: str = "", **fields: object) -> None:
    """Log and count what came of a request; once, whatever else comes of it."""
    scope[_TOLD] = event
    operation = scope.get(_OPERATION)
    whose = caller(scope)
    incidents.tell(
        event,
        reason,
        operation=operation.operation_id if operation else None,
        caller=whose.name if whose else None,
        client=scope.get(_CLIENT),
        **fields,
    )


def telling(translate: Translate) -> Translate:
    """Return `translate`, with its refusals told to operators where they matter."""

    def told(error: Exception, context: Context) -> Refusal | None:
        tell_error(context.scope, error)
        return translate(error, context)

    return told


def tell_error(scope: Scope, error: Exception) -> None:
    """Tell operators of an error that ended a request, where it matters to them."""
    match error:
        case CredentialsRefused():
            whose = Caller(error.person_id).name if error.person_id else None
            # To be asked for a code is a step of every log-in that takes one.
            if name := _REFUSED.get(error.code):
                tell(scope, name, person=whose)
        case OAuthRefused(reused_of=UUID() as person_id):
            tell(scope, "refresh_token_reused", "oauth", person=Caller(person_id).name)
        case Unavailable(reason=reason):
            is_load = reason in _LOADS
            tell(
                scope, "refused_for_load" if is_load else "database_unavailable", reason
            )
        case _:
            for kind, event in _EVENTS.items():
                if isinstance(error, kind):
                    tell(scope, *event)


class Unserved:
    """Tells of requests that the server refused before there was an application.

    Args:
        addresses: whether clients' addresses may be logged.
    """

    def __init__(self, *, addresses: bool) -> None:
        self._addresses = addresses

    def __call__(
        self, status: int, request_id: str, sent: int, client: str | None
    ) -> None:
        """Count and log a refusal."""
        metrics.count(
            "http_unserved",
            "Requests that were refused before their operation was known.",
            status=str(status),
        )
        requests.log(
            requests.Request(
                operation=None,
                method=None,
                route=None,
                status=status,
                seconds=None,
                caller=None,
                request_id=request_id,
                trace_id=None,
                received=0,
                sent=sent,
                client=client if self._addresses else None,
            )
        )
