"""The mock of one contract, as an ASGI application."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from typing import Any

from starlette.types import Receive, Scope, Send

from generated.runtime.app.configuration import Runtime
from generated.runtime.app.dispatch import Operations, raw_path, served_by
from generated.runtime.app.documents import documents
from generated.runtime.app.edge import Edge
from generated.runtime.app.responding import Target, listed, refuse_method, respond
from generated.runtime.contract.operation import Operation
from generated.runtime.errors.problems import declared_for, problem_answer
from generated.runtime.http.answers import Answer, is_last, send_answer
from generated.runtime.http.path_trie import Found
from generated.runtime.http.refusal import not_found
from impl.engine.mocking.state.clock import settable
from impl.engine.sampling.sampler import Sampler
from impl.mocks.admission import Admission
from impl.mocks.answering import Answers
from impl.mocks.chaos import Chaos
from impl.mocks.contract import PlannedContract
from impl.mocks.control import PREFIX, Control
from impl.mocks.cors import is_foreign, is_preflight, preflight, shared
from impl.mocks.dropping import Dropped, drop
from impl.mocks.marks import UNDECLARED, mark
from impl.mocks.memory import Memory
from impl.mocks.outgoing import Outbox
from impl.mocks.plan import MockPlan, PlannedOperation
from impl.mocks.servers import base_paths
from impl.mocks.serving import Behind, MockServing
from impl.mocks.settings import MockOptions
from impl.mocks.tokens import TokenDesk
from impl.mocks.tracing import Journal, Trace, trace_of
from impl.mocks.values import Values

# No request could meet these, and nobody would see what is behind them: a mock speaks
# no TLS, with which certificates come, and what is not declared has no place anywhere.
_UNMET = frozenset({"mutualTLS", "undeclared"})

Told = Callable[[Trace], None]


def _nobody(trace: Trace) -> None:
    """Nobody wants to know."""


class Mock:
    """Answers for a contract.

    Args:
        plan: of the contract.
        options: how to behave.
        told: is told of each request when it has been answered.
        outbox: sends webhooks and callbacks; None for nobody.

    Attributes:
        plan: of the contract. journal: the last requests. chaos: faults on purpose.
        memory: what is remembered; None if nothing is.
        outbox: sends webhooks and callbacks; None if nobody does.
    """

    def __init__(
        self,
        plan: MockPlan,
        options: MockOptions | None = None,
        told: Told = _nobody,
        outbox: Outbox | None = None,
    ) -> None:
        self.plan = plan
        self.options = options or MockOptions()
        self.outbox = outbox
        self.journal = Journal()
        self.chaos = Chaos(self.options.seed)
        sampler = Sampler(plan.content)
        self.memory = (
            Memory(
                *(plan.content, sampler, self.options),
                announces=outbox is not None and outbox.has_receivers,
            )
            if self.options.remembers
            else None
        )
        values = Values(plan.content, sampler)
        self._tokens = TokenDesk(plan.content, self.options.seed)
        known = self.options.credentials
        admission = Admission(known, self._tokens.is_issued) if known else None
        runtime = Runtime(PlannedContract(plan), plan.schemes, admission)
        self._answers = Answers(self.options, values)
        behind = Behind(runtime, self._answers, self.memory, self.chaos)
        self._errors = runtime.errors
        self._told = told
        self._control = Control(self)
        self._operations = Operations(_targets(plan, behind), runtime.errors)
        self._bases = base_paths(plan.content)
        self._edge = Edge(self._served)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        if scope["type"] == "http":
            await self._edge(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _live(receive, send)
        else:
            await send({"type": "websocket.close"})

    @property
    def now(self) -> dt.datetime | None:
        """The time that was set; None if none was."""
        return self._answers.now

    def set_time(self, now: dt.datetime | None) -> None:
        """Let values be of a time; None for the one that they have by themselves.

        Raises:
            ValueError: it has no offset, or no clock goes there.
        """
        if now is not None:
            settable(now)
        if self.memory is not None:
            self.memory.set_time(now)
        self._answers.now = now

    def take_over(self, other: Mock) -> None:
        """Go on from another mock, whose contract was a little different."""
        self.journal, self.chaos.rules = other.journal, other.chaos.rules
        if self.memory is not None and other.memory is not None:
            self.memory.take_over(other.memory)

    def serving(
        self, scope: Scope
    ) -> tuple[MockServing, Mapping[str, str], Scope] | None:
        """Return what serves a request, the texts of its path, and the scope for it.

        None if the contract has no such operation.
        """
        found, below = self._found(scope)
        served = served_by(found, scope["method"]) if found else None
        if served is None or not isinstance(served[0], MockServing):
            return None
        return served[0], served[1], below

    def tell(self, trace: Trace) -> None:
        """Take note of a request that has been answered."""
        self.journal.add(trace)
        self._told(trace)
        if self.outbox is not None:
            for message in trace.messages:
                self.outbox.post(message)

    def reset(self) -> None:
        """Be as at the start."""
        if self.memory is not None:
            self.memory.reset()
        self.journal.clear()
        self._answers.drawn.clear()
        self.chaos.replace(())
        self.set_time(None)

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        trace, begin = trace_of(scope), time.perf_counter()

        async def watched(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                _note(trace, message)
            await send(message)

        try:
            await self._dispatch(scope, receive, shared(scope, watched))
        except Dropped:
            trace.source = "dropped"
            await drop(scope, send)
        finally:
            trace.seconds = time.perf_counter() - begin
            if trace.source != "control":
                self.tell(trace)

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = raw_path(scope), scope["method"]
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            trace_of(scope).source = "control"
            if is_foreign(scope) and not self.options.is_open:
                answer = self._control.refusal()
            elif is_preflight(scope):
                answer = preflight(scope, "")
            else:
                answer = await self._control.answer(
                    path.removeprefix(PREFIX), scope, receive
                )
            last = is_last(scope)
            await send_answer(send, answer, method, receive, closes=last)
            return
        found, scope = self._found(scope)
        if is_preflight(scope):
            methods = listed(found[0].methods) if found else ""
            answer = preflight(scope, methods)
        elif found is None and self._tokens.serves(path):
            trace_of(scope).source = "token"
            answer = await self._tokens.answer(path, scope, receive)
        elif found is None:
            answer = problem_answer(not_found(), scope["request_id"])
            mark(answer, UNDECLARED, "404")
        elif serving := served_by(found, method):
            await respond(*serving, scope, receive, send)
            return
        else:
            answer = self._wrong_method(found, scope)
        await send_answer(send, answer, method, receive, closes=is_last(scope))

    def _found(self, scope: Scope) -> tuple[Found[Target] | None, Scope]:
        """Return what has a path, as it is or below the path of a server."""
        best: tuple[Found[Target] | None, Scope] = (None, scope)
        path, root = raw_path(scope), scope.get("root_path", "")
        for base in ("", *self._bases):
            if base and not path.startswith(f"{base}/"):
                continue
            below = {**scope, "root_path": root + base} if base else scope
            found = self._operations.find(below)
            if found is None:
                continue
            if served_by(found, scope["method"]) is not None:
                return found, below
            if best[0] is None:
                best = found, below
        return best

    def _wrong_method(self, found: Found[Target], scope: Scope) -> Answer:
        answer = refuse_method(found[0], scope, self._errors)
        targets = [target for target, _ in found[0].methods.values()]
        if not any(declared_for(each.operation, 405) for each in targets):
            mark(answer, UNDECLARED, "405")
        return answer


def _targets(plan: MockPlan, behind: Behind) -> Iterator[Target]:
    unmet = {each.name for each in plan.schemes if each.type in _UNMET}
    paths = set()
    for planned in plan.operations:
        paths.add(planned.operation.path)
        yield MockServing(_without(planned, unmet), behind)
    for document in documents(behind.runtime.contract):
        if document.operation.path not in paths:
            yield document


def _without(planned: PlannedOperation, schemes: set[str]) -> PlannedOperation:
    """Return an operation that asks for none of some schemes."""
    operation = planned.operation
    alternatives = tuple(
        tuple(need for need in each if need.scheme not in schemes)
        for each in operation.security
    )
    if alternatives == operation.security:
        return planned
    open_one: Operation = replace(operation, security=alternatives)
    return replace(planned, operation=open_one)


def _note(trace: Trace, message: MutableMapping[str, Any]) -> None:
    trace.status = message["status"]
    for name, value in message.get("headers", ()):
        if name == b"mock-source":
            trace.source = value.decode("latin-1")
        elif name == b"mock-note":
            trace.notes.append(value.decode("latin-1"))
        elif name == b"mock-undeclared":
            trace.notes.append(f"{value.decode('latin-1')} is not declared")


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
