"""Requests that a real service answers, as far as it can; the mock answers the rest."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from generated.runtime.app.dispatch import raw_path
from generated.runtime.app.exchange import Exchange
from generated.runtime.errors.problems import problem_answer
from generated.runtime.http.answers import send_answer
from generated.runtime.http.headers import Headers
from generated.runtime.http.refusal import Refusal, content_too_large
from generated.runtime.http.request_ids import id_of
from impl.mocks.control import PREFIX
from impl.mocks.cors import is_preflight, shared
from impl.mocks.marks import NOTE, plain_field
from impl.mocks.preferences import preferences_of
from impl.mocks.tracing import trace_of
from scripts.mocking.upstream import NoUpstream

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from starlette.types import Receive, Scope, Send

    from generated.runtime.http.answers import Answer
    from impl.mocks.mock import Mock
    from impl.mocks.serving import MockServing
    from impl.mocks.tracing import Trace
    from scripts.mocking.upstream import Upcoming, Upstream

_LARGEST = 64 * 1024 * 1024
_MOST_NOTES = 5


class Proxied:
    """Passes requests on, judges both sides, and mocks what is not there yet.

    Args:
        mock: of the contract.
        upstream: the service.
    """

    def __init__(self, mock: Mock, upstream: Upstream) -> None:
        self._mock = mock
        self._upstream = upstream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, as ASGI demands."""
        if _is_for_the_mock(scope):
            await self._mock(scope, receive, send)
            return
        trace, begin = trace_of(scope), time.perf_counter()
        body = await _whole(receive)
        if body is None:
            detail = f"A proxy takes bodies of at most {_LARGEST} bytes."
            problem = content_too_large(detail, {"Connection": "close"})
            refused = problem_answer(problem, id_of(()))
            trace.source, trace.status = "proxy", refused.status
            self._mock.tell(trace)
            sending = shared(scope, send)
            await send_answer(sending, refused, scope["method"], receive)
            return
        serving, faults = await self._judged(scope, body)
        trace.operation = serving.operation.operation_id if serving else ""
        if faults and self._mock.options.is_strict:
            await self._mock(scope, _replayed(body), send)
            return
        try:
            answer = await self._asked(scope, body)
            if await self._is_missing(answer, serving, scope):
                answer.close()
                trace.notes.append(f"upstream: {answer.status}")
                await self._mock(scope, _replayed(body), send)
                return
            trace.faults, trace.source = faults, "upstream"
            await self._pass_on(scope, send, answer, serving, trace)
        except NoUpstream as error:
            if trace.status:
                raise  # the server has to cut the connection
            problem = Refusal(502, "bad_gateway", str(error))
            await self._send(scope, send, problem_answer(problem, id_of(())), trace)
        finally:
            if trace.source == "upstream":
                trace.seconds = time.perf_counter() - begin
                self._mock.tell(trace)

    async def _judged(
        self, scope: Scope, body: bytes
    ) -> tuple[MockServing | None, list[str]]:
        """Return what the contract has for a request, and what is wrong with it."""
        found = self._mock.serving(scope)
        if found is None:
            return None, ["the contract has no such operation"]
        serving, path, below = found
        headers = Headers(below["headers"])
        # A scope of its own: what is written into it is not for whoever answers.
        exchange = Exchange({**below}, _replayed(body), headers, "", path)
        return serving, await serving.faults_of(exchange)

    async def _asked(self, scope: Scope, body: bytes) -> Upcoming:
        query = scope.get("query_string", b"").decode("latin-1")
        path = raw_path(scope)
        fields = [
            (n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"]
        ]
        target = f"{path}?{query}" if query else path
        return await self._upstream.ask(scope["method"], target, fields, body)

    async def _is_missing(
        self, answer: Upcoming, serving: MockServing | None, scope: Scope
    ) -> bool:
        """Does the service not have an operation yet that the contract has?"""
        if serving is None:
            return False
        if answer.status in {405, 501}:
            return True
        if answer.status != 404:
            return False
        if not await self._upstream.has_no_route(answer.known, raw_path(scope)):
            return False
        # It may speak of what is not there as of paths that are not.
        is_declared = not serving.judge.violations(answer.known)
        return not (is_declared and "{" in serving.operation.path)

    async def _pass_on(
        self,
        scope: Scope,
        send: Send,
        answer: Upcoming,
        serving: MockServing | None,
        trace: Trace,
    ) -> None:
        wrong = serving.judge.violations(answer.known) if serving else []
        notes = [f"answer: {each}" for each in wrong]
        if trace.faults and answer.status < 400:
            notes.append("what the contract forbids was accepted")
        trace.notes += notes
        if wrong and self._mock.options.is_strict:
            answer.close()
            problem = Refusal(502, "bad_answer", "; ".join(wrong))
            await self._send(scope, send, problem_answer(problem, id_of(())), trace)
            return
        headers = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in answer.fields]
        headers.append((b"mock-source", b"upstream"))
        told = [*(f"request: {each}" for each in trace.faults), *notes]
        headers += [(NOTE, plain_field(each)) for each in told[:_MOST_NOTES]]
        if (
            answer.is_whole
            and scope["method"] != "HEAD"
            and answer.status not in {204, 304}
        ):
            headers.append((b"content-length", b"%d" % len(answer.begun)))
        trace.status = answer.status
        sending = shared(scope, send)
        start = {"type": "http.response.start", "status": answer.status}
        await sending({**start, "headers": headers})
        try:
            chunk = answer.begun
            while not answer.is_whole:
                message = {"type": "http.response.body", "body": chunk}
                await sending({**message, "more_body": True})
                chunk = await answer.more()
                if not chunk:
                    break
            await sending({"type": "http.response.body", "body": chunk})
        finally:
            answer.close()

    async def _send(
        self, scope: Scope, send: Send, answer: Answer, trace: Trace
    ) -> None:
        trace.source, trace.status = "upstream", answer.status
        await send_answer(shared(scope, send), answer, scope["method"])


def _is_for_the_mock(scope: Scope) -> bool:
    """Is a request none that the service could answer?"""
    if scope["type"] != "http" or is_preflight(scope):
        return True
    path = raw_path(scope)
    if path == PREFIX or path.startswith(f"{PREFIX}/"):
        return True
    return not preferences_of(Headers(scope["headers"]).get("prefer")).is_plain


async def _whole(receive: Receive) -> bytes | None:
    """Return the body of a request, None if it is too large."""
    chunks, size = [], 0
    while True:
        message: Mapping[str, Any] = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > _LARGEST:
            return None
        if not message.get("more_body", False):
            return b"".join(chunks)


def _replayed(body: bytes) -> Receive:
    """Return a channel that brings a body which has been read."""

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
