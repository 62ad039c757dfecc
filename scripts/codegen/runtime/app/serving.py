"""Serves one operation: admit, decode, call the handler, seal."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from anyio import to_thread
from starlette.requests import ClientDisconnect

from ..bodies.body_decoder import BodyDecoder
from ..bodies.readers import AT_ONCE
from ..bodies.uploads import UploadRefused
from ..checking.checker import Checker
from ..contract.operation import Operation, offers
from ..errors.problems import settle_status
from ..http.answers import Answer, StreamAnswer
from ..http.context import Context
from ..http.headers import Headers
from ..http.lazy_events import LazyEvent
from ..http.query_and_cookies import Fields, parse_cookies, parse_query
from ..http.refusal import Refusal, internal_error, not_acceptable
from ..parameters.parameters import Parameters
from ..responses.items import BodyError
from ..responses.sealed import Seal, SealBroken, Sealed
from ..syntax.media_types import accepted
from .configuration import Runtime
from .counting import count, tell_allowance
from .exchange import Exchange

log = logging.getLogger(__name__)

_NOTHING = Fields(())
# Characters of a head for each part that parameters may be read from, at the least.
_PER_PART = 16


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An operation, its handler, and the responses that the handler may give.

    Attributes:
        operation: as compiled from the contract.
        handler: called with the context and the decoded arguments.
        results: the sealed classes of this operation.
        body_types: the view of the body, by declared media type.
        parameter_types: views of parameters that are objects, by argument.
    """

    operation: Operation
    handler: Callable[..., Awaitable[object]]
    results: Sequence[type[Sealed]] = ()
    body_types: Mapping[str, object] = field(default_factory=dict)
    parameter_types: Mapping[str, object] = field(default_factory=dict)


def _head(
    scope: Mapping[str, Any], headers: Headers
) -> tuple[Fields, Fields, Refusal | None]:
    """Return the query, the cookies, and why the query can't be read."""
    cookies = parse_cookies(headers)
    try:
        return parse_query(scope.get("query_string", b"")), cookies, None
    except Refusal as refusal:
        return _NOTHING, cookies, refusal


class Serving:
    """Serves one operation; everything is compiled with its first request."""

    def __init__(self, endpoint: Endpoint, runtime: Runtime) -> None:
        self.operation = endpoint.operation
        self._endpoint = endpoint
        self._runtime = runtime

    @cached_property
    def _parameters(self) -> Parameters:
        runtime, endpoint = self._runtime, self._endpoint
        keys = runtime.security.query_parameters
        views = endpoint.parameter_types
        ignores = runtime.options.ignore_unknown_query
        return Parameters(
            self.operation, runtime.gate, keys, views, ignore_unknown=ignores
        )

    @cached_property
    def _bodies(self) -> BodyDecoder | None:
        declared = self.operation.body
        if declared is None:
            return None
        return BodyDecoder(declared, self._runtime.gate, self._endpoint.body_types)

    @cached_property
    def _seal(self) -> Seal:
        return Seal(self.operation, self._endpoint.results, self._runtime.gate)

    @cached_property
    def _offers(self) -> tuple[str, ...]:
        return offers(self.operation)

    async def answer(self, exchange: Exchange) -> Answer | StreamAnswer:
        """Return the answer to a request.

        Raises:
            ClientDisconnect: the client left before its request was read.
        """
        answer: Answer | StreamAnswer | None = None
        try:
            context = self._context(exchange, puts_off=True)
            answer = await self._answer(exchange, context)
            if context.unconfirmed:
                answer = await self._confirmed(answer, exchange, context)
            tell_allowance(answer.headers, exchange)
            return answer
        finally:
            # A stream may still take from what was uploaded.
            if isinstance(answer, StreamAnswer):
                answer.done = exchange.close
                answer.body_read = exchange.body_read
            else:
                exchange.close()

    async def _confirmed(
        self, answer: Answer | StreamAnswer, exchange: Exchange, context: Context
    ) -> Answer | StreamAnswer:
        """Return an answer once it is known that the grants are good, or another."""
        try:
            for confirm in context.unconfirmed or ():
                if not await confirm():
                    context = self._context(exchange, puts_off=False)
                    return await self._answer(exchange, context)
        except Exception as error:  # noqa: BLE001 - the last line: nothing may leak
            return self._own_refusal(error, context)
        return answer

    def _context(self, exchange: Exchange, *, puts_off: bool) -> Context:
        return Context(
            exchange.scope,
            exchange.headers,
            self.operation,
            exchange.request_id,
            puts_off=puts_off,
        )

    async def _answer(
        self, exchange: Exchange, context: Context
    ) -> Answer | StreamAnswer:
        try:
            arguments = await self._admit(exchange, context)
            return await self._handle(context, arguments)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - the last line: nothing may leak
            return self._own_refusal(error, context)

    async def _handle(
        self, context: Context, arguments: dict[str, Any]
    ) -> Answer | StreamAnswer:
        try:
            result = await self._endpoint.handler(context, **arguments)
            answer = self._seal.close(result)
        except (ClientDisconnect, UploadRefused):
            raise
        except SealBroken as error:
            return self._broken(str(error), context)
        except Exception as error:  # noqa: BLE001 - the last line: nothing may leak
            return self._handler_refusal(error, context)
        if isinstance(answer, StreamAnswer):
            answer.interval = self._runtime.options.event_stream_interval
            answer.failed = partial(self._aborted, context=context)
        return answer

    def _aborted(self, error: Exception, context: Context) -> None:
        if isinstance(error, BodyError):
            self._tell_broken(f"in its stream, {error}", context)
        else:
            self._tell_failed(error, context)

    async def _admit(self, exchange: Exchange, context: Context) -> dict[str, Any]:
        runtime, scope, headers = self._runtime, exchange.scope, exchange.headers
        # A long head is read in a thread, lest others wait for it.
        size = len(scope.get("query_string", b"")) + len(scope["path"]) + headers.size
        is_long = size // _PER_PART > AT_ONCE
        query, cookies, unreadable = (
            await to_thread.run_sync(_head, scope, headers)
            if is_long
            else _head(scope, headers)
        )
        limit = self.operation.rate_limit
        if limit is not None and limit.by != "caller":
            await count(limit, exchange, context, runtime.rate_limits)
        # Who may not enter is told nothing about how to ask.
        if self.operation.security:
            await self._runtime.security.authorise(context, query, cookies)
        if limit is not None and limit.by == "caller":
            await count(limit, exchange, context, runtime.rate_limits)
        if unreadable is not None:
            raise unreadable
        self._negotiate(headers.get("accept"))
        path, parameters, bodies = exchange.path, self._parameters, self._bodies
        reading = (
            await to_thread.run_sync(parameters.read, path, query, headers, cookies)
            if is_long
            else parameters.read(path, query, headers, cookies)
        )
        if reading.left:
            await parameters.choose_beside(reading, self._checker(context))
        arguments = parameters.arguments(reading)
        if bodies is not None:
            exchange.body_read = LazyEvent()
            arguments["body"] = await bodies.decode(
                exchange.receive_body,
                headers,
                self._runtime.options,
                partial(self._checker, context),
                exchange.spools,
            )
        return arguments

    def _checker(self, context: Context) -> Checker:
        runtime = self._runtime
        return runtime.checker.on_behalf_of(runtime.options.holder(context))

    def _negotiate(self, accept: str | None) -> None:
        offered = self._offers
        if accept is None or accept == "*/*" or not offered:
            return
        if not any(accepted(accept, offer) for offer in offered):
            detail = f"Available: {', '.join(dict.fromkeys(offered))}."
            raise not_acceptable(detail)

    def _own_refusal(self, error: Exception, context: Context) -> Answer:
        refusal = self._translated(error, context)
        if refusal is None:
            return self._failed(error, context)
        settle_status(self.operation, refusal)
        return self._render(refusal, context)

    def _handler_refusal(self, error: Exception, context: Context) -> Answer:
        refusal = self._translated(error, context)
        if refusal is None:
            return self._failed(error, context)
        errors, request_id = self._runtime.errors, context.request_id
        breach = errors.breach(refusal, request_id, self.operation)
        if breach is not None:
            return self._broken(breach, context)
        return self._render(refusal, context)

    def _translated(self, error: Exception, context: Context) -> Refusal | None:
        if isinstance(error, Refusal):
            return error
        if self._runtime.translate is None:
            return None
        return self._runtime.translate(error, context)

    def _broken(self, reason: str, context: Context) -> Answer:
        self._tell_broken(reason, context)
        return self._render(internal_error(), context)

    def _tell_broken(self, reason: str, context: Context) -> None:
        operation = self.operation
        log.error(
            "%s (%s) broke its seal: %s",
            *(operation.operation_id, self._place, reason),
            extra={"request_id": context.request_id},
        )

    def _failed(self, error: Exception, context: Context) -> Answer:
        self._tell_failed(error, context)
        return self._render(internal_error(), context)

    def _tell_failed(self, error: Exception, context: Context) -> None:
        operation = self.operation
        log.error(
            "%s (%s) failed; request %s",
            *(operation.operation_id, self._place, context.request_id),
            exc_info=error,
            extra={"request_id": context.request_id},
        )

    @property
    def _place(self) -> str:
        return self._runtime.contract.place(self.operation.source)

    def _render(self, refusal: Refusal, context: Context) -> Answer:
        accept = context.headers.get("accept")
        return self._runtime.errors.answer(
            refusal, context.request_id, self.operation, accept
        )
