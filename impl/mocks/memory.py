"""What a mock remembers: a state for each client that asks for one of its own."""

from __future__ import annotations

import datetime as dt
import json
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from threading import Lock
from typing import Any, Final

from generated.runtime.http.answers import Answer, StreamAnswer
from generated.runtime.http.context import Context
from impl.engine.mocking.recognition.outgoing import OutgoingPlan
from impl.engine.mocking.recognition.recognise import recognise
from impl.engine.mocking.state.messages import (
    ABSENT,
    MockAnswer,
    OutgoingMessage,
)
from impl.engine.mocking.state.state import READS, MockState
from impl.engine.mocking.state.world import MockQuota
from impl.engine.sampling.sampler import NoInstance, Sampler
from impl.mocks.answering import Answering
from impl.mocks.asking import asked_of
from impl.mocks.budget import Pace
from impl.mocks.marks import note
from impl.mocks.read_answers import Key, ReadAnswers
from impl.mocks.refusals import error_of
from impl.mocks.settings import MockOptions
from impl.mocks.tracing import trace_of

# The field by which a client has a state of its own.
SESSION: Final = "mock-session"
_LONGEST_NAME: Final = 200


class UnknownSnapshot(ValueError):
    """What was given is no snapshot of a state of this contract."""


class Memory:
    """The states of a mock by session, the one that was used last at the end.

    Args:
        content: the contract after repair.
        sampler: of the same contract.
        options: how the mock behaves.
        announces: whether anybody wants webhooks.
    """

    def __init__(
        self,
        content: dict[str, Any],
        sampler: Sampler,
        options: MockOptions,
        *,
        announces: bool = False,
    ) -> None:
        self._sampler, self._options = sampler, options
        self._announces = announces
        self._model = recognise(content)
        self._states: OrderedDict[str, MockState] = OrderedDict()
        budget = options.budget
        self._paces: defaultdict[str, Pace] = defaultdict(lambda: Pace(budget))
        self._now: dt.datetime | None = None
        self._reads = ReadAnswers(options.most_answers)
        # One request after the other changes a state.
        self._lock = Lock()

    def report(self) -> list[dict[str, Any]]:
        """Return what each operation remembers, and why not."""
        return [asdict(each) for each in self._model.report()]

    async def answer(
        self,
        pointer: str,
        answering: Answering,
        context: Context,
        arguments: Mapping[str, Any],
    ) -> Answer | StreamAnswer | None:
        """Return the answer that follows from what was done before; None if none does.

        Args:
            pointer: of the operation.
            answering: makes answers of the operation.
            context: of the request.
            arguments: as the runtime decoded them.

        Raises:
            AnsweredError: the state makes an error, such as 404.
            Refusal: 503, it took too long.
        """
        plan = self._model.plan(pointer)
        if plan is None or plan.role == "nothing":
            return None
        session = session_of(context.headers.get(SESSION))
        if plan.role not in READS:
            return (await self._worked_out(pointer, answering, context, arguments))[0]
        key = self._reads.key(pointer, session, context)
        known = self._known(key, session)
        if known is not None:
            return known
        answer, version = await self._worked_out(pointer, answering, context, arguments)
        if isinstance(answer, Answer) and version:
            self._reads.keep(key, version, answer)
        return answer

    def _known(self, key: Key, session: str) -> Answer | None:
        """Return the answer that a read has had, if nothing has changed since."""
        state = self._states.get(session)
        found = None if state is None else self._reads.find(key, state.version)
        if state is not None and found is not None:
            self._states.move_to_end(session)
            state.clock.tick()
        return found

    async def _worked_out(
        self,
        pointer: str,
        answering: Answering,
        context: Context,
        arguments: Mapping[str, Any],
    ) -> tuple[Answer | StreamAnswer | None, tuple[int, ...]]:
        """Return an answer, and the version of the state that it is of.

        The version is empty if the answer tells of a change, which is told but once.
        """
        session = session_of(context.headers.get(SESSION))
        request = asked_of(context, arguments)

        def work() -> tuple[MockAnswer | None, tuple[int, ...]]:
            # What has no instance can't be remembered.
            with self._lock, suppress(NoInstance):
                state = self._state(session)
                before = state.version
                found = state.answer(pointer, request)
                return found, before if before == state.version else ()
            return None, ()

        found, version = await self._paces[pointer].do(work)
        if found is None:
            return None, version
        answer = await self._sent(found, answering, context)
        if answer is not None:
            trace_of(context.scope).messages += found.messages
        return answer, version

    async def _sent(
        self, found: MockAnswer, answering: Answering, context: Context
    ) -> Answer | StreamAnswer | None:
        """Return what a state answers as it is sent; None if it can't be.

        Raises:
            AnsweredError: the state answers with an error, for which it has no body.
        """
        status = found.status
        if status >= 400:
            if not found.is_declared and self._options.is_strict:
                return None
            raise error_of(found)
        body = None if found.body is ABSENT else found.body
        answer = await answering.remembered(
            context, status, body, found.media_type, found.headers
        )
        if answer is not None:
            note(answer, found.notes)
        return answer

    def call_back(
        self,
        pointer: str,
        context: Context,
        arguments: Mapping[str, Any],
        answer: Answer | StreamAnswer,
    ) -> None:
        """Take note of the callbacks that an answer entails that nothing remembers."""
        if not any(each.owner == pointer for each in self._model.outgoing):
            return
        body: Any = ABSENT
        if isinstance(answer, Answer):
            with suppress(ValueError):
                body = json.loads(answer.body)
        session = session_of(context.headers.get(SESSION))
        request = asked_of(context, arguments)
        fields = {n.decode("latin-1"): v.decode("latin-1") for n, v in answer.headers}
        given = MockAnswer(answer.status, body, headers=fields)
        with self._lock:
            self._state(session).call_back(pointer, request, given)
        trace = trace_of(context.scope)
        trace.messages += given.messages
        trace.notes += given.notes

    @property
    def outgoing(self) -> tuple[OutgoingPlan, ...]:
        """The webhooks and callbacks of the contract."""
        return self._model.outgoing

    def message(
        self, session: str, name: str, url: str, given: Mapping[str, Any]
    ) -> OutgoingMessage:
        """Make a message that is asked for; `given` may have its `body`.

        Raises:
            LookupError: the contract has none of that name.
            ValueError: the body is not what the contract has, or none can be made up.
        """
        with self._lock:
            try:
                body = given.get("body", ABSENT)
                return self._state(session).message(name, body, url)
            except NoInstance as error:
                raise ValueError(str(error)) from None

    def snapshot(self, session: str) -> dict[str, Any]:
        """Return the state of a session as JSON values."""
        with self._lock:
            return self._state(session).snapshot()

    def restore(self, session: str, snapshot: Any) -> None:
        """Make the state of a session what a snapshot says.

        Raises:
            UnknownSnapshot: it is none of this contract.
        """
        with self._lock:
            try:
                self._reads.clear()
                self._state(session).restore(snapshot)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                self._states.pop(session, None)
                raise UnknownSnapshot(f"That is no snapshot: {error}.") from None

    def forget(self, session: str) -> None:
        """Begin the state of a session anew."""
        with self._lock:
            self._states.pop(session, None)
            self._reads.clear()

    def reset(self) -> None:
        """Begin the states of all sessions anew, at the time of the start."""
        with self._lock:
            self._states.clear()
            self._reads.clear()
            self._now = None

    def take_over(self, other: Memory) -> None:
        """Remember what another remembers, as far as this contract has room for it."""
        for session in other.sessions():
            with suppress(UnknownSnapshot):
                self.restore(session, other.snapshot(session))

    def sessions(self) -> list[str]:
        """Return the names of the sessions that have a state."""
        with self._lock:
            return list(self._states)

    def now(self, session: str) -> dt.datetime:
        """Return what time it is in a session."""
        with self._lock:
            return self._state(session).clock.now()

    def set_time(self, now: dt.datetime | None) -> None:
        """Put all clocks to a time, which goes on by requests; None for the start.

        Raises:
            ValueError: it has no offset.
        """
        with self._lock:
            self._reads.clear()
            for state in self._states.values():
                state.clock.set(now or state.start)
            self._now = now

    def _state(self, session: str) -> MockState:
        state = self._states.get(session)
        if state is None:
            options = self._options
            state = MockState(
                *(self._model, self._sampler),
                seed=options.seed,
                seeded=options.is_seeded,
                quota=MockQuota(options.most_items, options.most_octets),
                announces=self._announces,
            )
            if self._now is not None:
                state.clock.set(self._now)
            self._states[session] = state
            while len(self._states) > self._options.most_sessions:
                self._states.popitem(last=False)
        self._states.move_to_end(session)
        return state


def session_of(field: str | None) -> str:
    """Return the name of a session; all who name none have one together."""
    return (field or "")[:_LONGEST_NAME]
