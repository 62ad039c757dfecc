"""Serves one operation of a mock: judged by the runtime, answered without a handler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.requests import ClientDisconnect

from generated.runtime.app.configuration import Runtime
from generated.runtime.app.exchange import Exchange
from generated.runtime.app.serving import Endpoint, Serving
from generated.runtime.bodies.uploads import Upload
from generated.runtime.errors.problems import declared_for, settle_status
from generated.runtime.http.answers import Answer, StreamAnswer
from generated.runtime.http.context import Context
from generated.runtime.http.refusal import Refusal, internal_error, phrase
from impl.mocks.answering import Answering, Answers
from impl.mocks.chaos import Chaos
from impl.mocks.delaying import delay
from impl.mocks.dropping import Dropped
from impl.mocks.judging import AnswerJudge
from impl.mocks.marks import NOTE, SOURCE, UNDECLARED, mark, note
from impl.mocks.memory import Memory
from impl.mocks.passed_bodies import XmlBodies, is_json, is_xml, read_json
from impl.mocks.plan import PlannedOperation
from impl.mocks.preferences import Preferences, preferences_of
from impl.mocks.refusals import AnsweredError
from impl.mocks.replies import DeclaredReplies
from impl.mocks.tracing import trace_of

_TOO_LARGE = "A body may have at most"
_LIMIT = (
    "That is what the bounds of its schema allow, or 64 KiB where it has none; another "
    "number of bytes may be said by x-max-body at the operation, or at its "
    "requestBody, but none above 4 MiB."
)


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the operations of a mock.

    Attributes:
        runtime: judges requests. answers: makes what is not remembered.
        memory: remembers; None if the mock forgets. chaos: faults on purpose.
    """

    runtime: Runtime
    answers: Answers
    memory: Memory | None
    chaos: Chaos


async def _nobody(*_: object, **__: object) -> object:
    """Stand for a handler, which a mock has not."""


class MockServing(Serving):
    """Serves one operation; the runtime decides what gets so far as to be answered."""

    def __init__(self, planned: PlannedOperation, behind: Behind) -> None:
        body = planned.operation.body
        types = {each.media_type: Any for each in body.content} if body else {}
        endpoint = Endpoint(planned.operation, _nobody, body_types=types)
        super().__init__(endpoint, behind.runtime)
        self._planned = planned
        self._behind = behind
        self._is_strict = behind.answers.options.is_strict

    @cached_property
    def _replies(self) -> DeclaredReplies:
        return DeclaredReplies(self._planned, self._behind.runtime.gate)

    @cached_property
    def _answering(self) -> Answering:
        return Answering(self._planned, self._replies, self._behind.answers)

    @cached_property
    def judge(self) -> AnswerJudge:
        """Judges answers that others give to this operation."""
        return AnswerJudge(self._replies, self._behind.answers.values)

    async def faults_of(self, exchange: Exchange) -> list[str]:
        """Return what is wrong with a request, which is answered by somebody else."""
        context = self._context(exchange, puts_off=False)
        try:
            arguments = await self._admit(exchange, context)
            await self._held(arguments.get("body"))
        except Refusal as refusal:
            _explain(refusal)
            return _told(refusal)
        finally:
            exchange.close()
        return []

    async def _answer(
        self, exchange: Exchange, context: Context
    ) -> Answer | StreamAnswer:
        trace_of(context.scope).operation = self.operation.operation_id
        preferences = preferences_of(context.headers.get("prefer"))
        try:
            await self._trouble(preferences, context)
            arguments = await self._admit(exchange, context)
            arguments["body"] = await self._held(arguments.get("body"))
            return await self._answered(context, arguments, preferences)
        except (ClientDisconnect, Dropped):
            raise
        except Refusal as refusal:
            _explain(refusal)
            if preferences.code is None or not isinstance(refusal, AnsweredError):
                settle_status(self.operation, refusal)
            return await self._refused(refusal, context, preferences)
        except Exception as error:  # noqa: BLE001 - the last line: nothing may leak
            return self._own_refusal(error, context)

    async def _held(self, body: object) -> object:
        """Return a body without files; XML as the value that it has.

        Raises:
            Refusal: it is no XML that the contract allows.
            UploadRefused: a file is larger or smaller than it may be.
        """
        if is_xml(body):
            return await self._xml.read(body)
        if isinstance(body, Upload) and is_json(body):
            return await read_json(body)
        return await _held(body)

    @cached_property
    def _xml(self) -> XmlBodies:
        values = self._behind.answers.values
        return XmlBodies(self._planned.pointer, self.operation, values)

    async def _trouble(self, preferences: Preferences, context: Context) -> None:
        """Do to the request what rules, or the request itself, ask for.

        Raises:
            Dropped: it is left without an answer.
            Refusal: it is answered with an error.
        """
        faults = self._behind.chaos.draw(self.operation)
        seconds = preferences.delay / 1000 + (faults.seconds if faults else 0.0)
        await delay(context.scope, seconds)
        if preferences.fault == "drop" or (faults is not None and faults.drops):
            raise Dropped
        status = faults.status if faults else None
        is_lawful = status and declared_for(self.operation, status) is not None
        if status is not None and (is_lawful or not self._is_strict):
            fields = {"Retry-After": "1"} if status in {429, 503} else {}
            detail = "A fault on purpose, by the rules that the mock was given."
            raise AnsweredError(status, "fault_on_purpose", detail, headers=fields)

    async def _answered(
        self, context: Context, arguments: Mapping[str, Any], preferences: Preferences
    ) -> Answer | StreamAnswer:
        if preferences.code is not None:
            return await self._with_code(context, arguments, preferences)
        memory = self._behind.memory
        is_plain = preferences.is_plain or context.method not in {"GET", "HEAD"}
        if memory is not None and is_plain and preferences.example is None:
            pointer = self._planned.pointer
            answer = await memory.answer(pointer, self._answering, context, arguments)
            if answer is not None:
                return answer
        sampled = await self._answering.sampled(context, arguments, preferences)
        if memory is not None:
            memory.call_back(self._planned.pointer, context, arguments, sampled)
        return sampled

    async def _with_code(
        self, context: Context, arguments: Mapping[str, Any], preferences: Preferences
    ) -> Answer | StreamAnswer:
        code = preferences.code or 0
        is_declared = declared_for(self.operation, code) is not None
        if not is_declared and (self._is_strict or not 400 <= code <= 599):
            answer = await self._answering.sampled(context, arguments, preferences)
            mark(answer, NOTE, f"no response {code} is declared")
            return answer
        says_how = preferences.is_dynamic or preferences.style != "realistic"
        if code >= 400 and not (says_how or self._answering.shows(code, preferences)):
            word = phrase(code).lower().replace(" ", "_").replace("'", "")
            raise AnsweredError(code, word, "Asked for by the field Prefer.")
        found = await self._answering.preferred(context, arguments, preferences)
        answer = found or self._render(internal_error(), context)
        mark(answer, b"preference-applied", f"code={code}")
        return answer

    async def _refused(
        self, refusal: Refusal, context: Context, preferences: Preferences
    ) -> Answer | StreamAnswer:
        trace = trace_of(context.scope)
        notes: tuple[str, ...] = ()
        if isinstance(refusal, AnsweredError):
            notes = refusal.notes
        else:
            trace.faults += _told(refusal)
        is_declared = declared_for(self.operation, refusal.status) is not None
        is_ours = refusal.status in {500, 503}
        if self._is_strict and not is_declared and not is_ours:
            return await self._instead(refusal, context, preferences)
        answer = self._render(refusal, context)
        note(answer, notes)
        return answer

    async def _instead(
        self, refusal: Refusal, context: Context, preferences: Preferences
    ) -> Answer | StreamAnswer:
        """Return a success in the place of an error that the contract does not have."""
        try:
            answer = await self._answering.sampled(context, {}, preferences)
        except Refusal as none:
            return self._render(none, context)
        mark(answer, NOTE, f"would be {refusal.status}: {refusal.detail}")
        return answer

    def _render(self, refusal: Refusal, context: Context) -> Answer:
        answer = super()._render(refusal, context)
        if declared_for(self.operation, refusal.status) is None:
            mark(answer, UNDECLARED, str(refusal.status))
        elif faults := self._answering.faults(answer, context):
            better = self._answering.error(refusal, context)
            if better is not None:
                answer = better
            else:
                mark(answer, NOTE, f"not as declared: {faults[0]}")
        mark(answer, SOURCE, "error")
        return answer


def _explain(refusal: Refusal) -> None:
    """Say of a body that is too large where its limit comes from, and how to raise it.

    A service would not: those who ask a mock may be those who write the contract.
    """
    is_body = refusal.detail is not None and refusal.detail.startswith(_TOO_LARGE)
    if refusal.code == "content_too_large" and is_body:
        refusal.detail = f"{refusal.detail} {_LIMIT}"


def _told(refusal: Refusal) -> list[str]:
    """Return what is wrong with a request, a line for each fault."""
    if not refusal.errors:
        return [refusal.detail or refusal.title]
    names = ("in", "pointer", "detail")
    return [
        " ".join(str(each[name]) for name in names if each.get(name))
        for each in refusal.errors
    ]


async def _held(body: object) -> object:
    """Return a body without files, which are read to their end and thrown away.

    Raises:
        UploadRefused: one is larger or smaller than it may be.
    """
    if isinstance(body, Upload):
        async for _ in body:
            pass
        return None
    if isinstance(body, dict):
        return {n: v for n, v in body.items() if not _has_files(v)}
    return body


def _has_files(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_has_files, value))
    return isinstance(value, Upload)
