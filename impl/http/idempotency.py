"""The Idempotency-Key field (draft-ietf-httpapi-idempotency-key-header-07)."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Final, TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generated import Context, Refusal, Sealed
from generated.contract import CONTRACT
from generated.runtime.contract.operation import Operation
from generated.runtime.http import request_ids
from generated.runtime.http.answers import StreamAnswer
from generated.runtime.responses.sealed import Seal
from impl.engine.openapi.methods import SAFE_METHODS
from impl.http.callers import caller_of
from impl.security.keys import derive, good
from impl.services.idempotency import (
    AlreadyAnswered,
    IdempotentCall,
    KeyDigests,
    WireAnswer,
)

T = TypeVar("T")
_KEPT: Final = "kept_answer"
# What is about the request and its connection, not about what was done.
_OWN_FIELDS: Final = frozenset(
    {request_ids.FIELD.encode(), b"connection", b"ratelimit", b"ratelimit-policy"}
)


class IdempotencyKeys:
    """Tells repeated calls by keyed digests, which give no password in a body away."""

    def __init__(self, secret: str) -> None:
        self._key = derive(secret, "idempotency")
        self._seals: dict[tuple[str, type[Sealed]], Seal] = {}

    def call(
        self,
        context: Context,
        key: str | None,
        write: Callable[[T], Sealed],
        *content: bytes,
    ) -> IdempotentCall[T] | None:
        """Return what makes this call repeatable; None if the client gave no key.

        The key counts for this caller and operation.

        Args:
            context: of the call.
            key: what the client gave.
            write: turns what was done into the response.
            content: all that the call says besides its path.
        """
        if key is None:
            return None
        operation = context.operation
        whose = caller_of(context).name.encode()
        name = operation.operation_id.encode()
        (given, *earlier) = (
            KeyDigests(
                _digest(each, whose, name, key.encode()),
                _digest(each, context.path.encode(), *content),
            )
            for each in good(self._key)
        )
        return IdempotentCall(
            given.key,
            given.fingerprint,
            lambda result: self._sealed(operation, write(result)),
            tuple(earlier),
        )

    def _sealed(self, operation: Operation, response: Sealed) -> WireAnswer:
        """Return a response as the runtime will send it."""
        kind = type(response)
        known = operation.operation_id, kind
        if known not in self._seals:
            self._seals[known] = Seal(operation, [kind], CONTRACT.gate)
        answer = self._seals[known].close(response)
        if isinstance(answer, StreamAnswer):
            raise TypeError(f"{kind.__name__} is sent as it is made; nothing keeps it")
        fields = [(name.decode(), text.decode()) for name, text in answer.headers]
        return WireAnswer(answer.status, tuple(fields), answer.body)


def _digest(key: bytes, *parts: bytes) -> bytes:
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


def replay(scope: Scope, error: AlreadyAnswered) -> Refusal:
    """Have `Replays` send the answer that a call has; return what it sends it for."""
    scope[_KEPT] = error.answer
    detail = "A call with this Idempotency-Key was answered."
    return Refusal(409, "idempotency_in_progress", detail)


class Replays:
    """Sends kept answers as they were sent first.

    They don't pass the runtime, which would hold them against today's contract: theirs
    may have been another one.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        # What is safe needs no key (RFC 9110 §9.2.1), and most requests are.
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self._app(scope, receive, send)
            return

        async def replaying(message: Message) -> None:
            kept: WireAnswer | None = scope.get(_KEPT)
            if kept is None:
                await send(message)
            elif message["type"] == "http.response.start":
                fields = [(name.encode(), text.encode()) for name, text in kept.headers]
                fields += [
                    each for each in message["headers"] if each[0] in _OWN_FIELDS
                ]
                fields.append((b"content-length", b"%d" % len(kept.body)))
                await send({**message, "status": kept.status, "headers": fields})
            elif not message.get("more_body", False):
                await send({**message, "body": kept.body})

        await self._app(scope, receive, replaying)
