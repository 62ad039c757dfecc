"""Answer requests over an explicit state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.recognition.model import MockModel
from impl.engine.mocking.recognition.plans import MockRole
from impl.engine.mocking.state import replays
from impl.engine.mocking.state.bounded import NoRoom
from impl.engine.mocking.state.changing import answer_change, answer_write
from impl.engine.mocking.state.clock import MockClock
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.creating import answer_create
from impl.engine.mocking.state.listing import answer_list
from impl.engine.mocking.state.messages import (
    ABSENT,
    MockAnswer,
    MockRequest,
    OutgoingMessage,
    RefusedRequest,
)
from impl.engine.mocking.state.places import place_of
from impl.engine.mocking.state.reading import answer_act, answer_read
from impl.engine.mocking.state.removing import answer_clear, answer_delete
from impl.engine.mocking.state.telling import message_of, tell
from impl.engine.mocking.state.toggling import answer_toggle
from impl.engine.mocking.state.valuing import answer_value
from impl.engine.mocking.state.world import MockQuota, World
from impl.engine.sampling.sampler import Sampler

_Answerer = Callable[[StateContext, MockTurn], MockAnswer | None]
_ANSWERERS: Final[dict[MockRole, _Answerer]] = {
    "list": answer_list,
    "create": answer_create,
    "read": answer_read,
    "replace": answer_change,
    "patch": answer_change,
    "update": answer_change,
    "write": answer_write,
    "delete": answer_delete,
    "clear": answer_clear,
    "put in": answer_toggle,
    "take out": answer_toggle,
    "ask": answer_toggle,
    "read value": answer_value,
    "write value": answer_value,
    "patch value": answer_value,
    "clear value": answer_value,
    "act": answer_act,
}


FULL: Final = "full: the oldest items were forgotten"

# What changes nothing but that collections get their first items.
READS: Final[frozenset[MockRole]] = frozenset({"list", "read", "ask", "read value"})


class MockState:
    """What a mock remembers, and how it answers.

    The same seed and the same requests give the same answers in every process.

    Attributes:
        model: what each operation of the contract does.
        clock: the mock's time.
        start: what time it was at the start.
    """

    def __init__(
        self,
        model: MockModel,
        sampler: Sampler,
        *,
        seed: Any = 1,
        clock: MockClock | None = None,
        seeded: bool = True,
        quota: MockQuota | None = None,
        announces: bool = True,
    ) -> None:
        """Begin with nothing remembered.

        Args:
            model: what each operation of the contract does.
            sampler: makes and judges instances of the contract's schemas.
            seed: what all that is made up depends on.
            clock: the mock's time; one that begins in 2025 unless it is given.
            seeded: whether collections have items to begin with.
            quota: how much is remembered before the oldest gives way.
            announces: whether anybody wants webhooks; making them takes time.
        """
        self.model = model
        self.clock = clock or MockClock()
        self.start = self.clock.now()
        self._writes = 0
        world = World(quota or MockQuota())
        self._context = StateContext(model, sampler, seed, self.clock, world, seeded)
        self._context.announces = announces

    def answer(self, operation: str, request: MockRequest) -> MockAnswer | None:
        """Answer a request that the contract allows.

        Args:
            operation: the operation's pointer or `operationId`.
            request: the request.

        Returns:
            The answer, whose body is valid; None where nothing is remembered.
        """
        plan = self.model.plan(operation)
        answerer = _ANSWERERS.get(plan.role) if plan else None
        if plan is None or answerer is None:
            return None
        turn = MockTurn(plan, request, place_of(plan.operation, request))
        before = self._context.world.forgotten
        try:
            answer = self._once(answerer, turn)
        except RefusedRequest as refused:
            answer = _refused(plan.operation, refused.status, refused.problem)
            answer.faults = refused.faults
        except NoRoom as error:
            answer = _refused(plan.operation, 413, str(error))
        finally:
            self._writes += plan.role not in READS
        self.clock.tick()
        if answer is not None:
            answer.notes += [*self._lost(before), *turn.notes]
        return answer

    def _lost(self, before: int) -> list[str]:
        """Return what there is to say of what gave way since so much had."""
        world = self._context.world
        count, quota = world.forgotten - before, world.quota
        if not count:
            return []
        room = f"{quota.items} items, {quota.octets} bytes"
        return [FULL, f"{count} gave way; a state holds {room}"]

    def _once(self, answerer: _Answerer, turn: MockTurn) -> MockAnswer | None:
        key = replays.key_of(turn)
        known = replays.replayed(self._context, turn, key) if key else None
        if known is not None:
            return known
        answer = answerer(self._context, turn)
        if answer is not None and self.model.outgoing and answer.status < 400:
            tell(self._context, turn, answer)
        if key and answer is not None:
            replays.keep(self._context, turn, key, answer)
        return answer

    @property
    def version(self) -> tuple[int, ...]:
        """What is another one when reads may be answered otherwise than before."""
        world = self._context.world
        return self._writes, world.touched, world.epoch, len(world.seeded)

    def call_back(
        self, operation: str, request: MockRequest, answer: MockAnswer
    ) -> None:
        """Add to an answer that is made up the callbacks that it entails."""
        plan = self.model.plan(operation)
        if plan is not None and answer.status < 400:
            turn = MockTurn(plan, request, place_of(plan.operation, request))
            tell(self._context, turn, answer)
            answer.notes += turn.notes

    def message(self, name: str, body: Any = ABSENT, url: str = "") -> OutgoingMessage:
        """Return a webhook or a callback that is asked for, whatever happened.

        Args:
            name: what the contract calls it.
            body: its body; made up unless it is given.
            url: where it goes; "" for whoever wants webhooks.

        Raises:
            LookupError: the contract has none of that name.
            ValueError: the body is not what the contract says; the message says why.
            NoInstance: nothing can be made up.
        """
        plan = next((e for e in self.model.outgoing if e.name == name), None)
        if plan is None:
            raise LookupError(name)
        made = message_of(self._context, plan, url=url)
        if body is ABSENT:
            return made
        schema = plan.schema
        faults = self._context.sampler.faults(schema, body) if schema else []
        if faults:
            raise ValueError(f"{faults[0].pointer or 'the body'} {faults[0].message}")
        return replace(made, body=body)

    def snapshot(self) -> dict[str, Any]:
        """Return all that is remembered, as values that JSON can hold."""
        return {**self._context.world.snapshot(), "clock": self.clock.now().isoformat()}

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Remember what a snapshot has, and nothing else.

        Raises:
            ValueError: it is no snapshot of this version.
        """
        try:
            now = datetime.fromisoformat(snapshot["clock"])
        except (LookupError, TypeError, ValueError) as error:
            raise ValueError("this is no snapshot of a mock") from error
        self._context.world.restore(snapshot)
        self.clock.set(now)

    def reset(self) -> None:
        """Forget everything, and put the clock back."""
        self._context.world.clear()
        self.clock.set(self.start)


def _refused(operation: MockedOperation, status: int, problem: str) -> MockAnswer:
    answer = MockAnswer(status, problem=problem)
    answer.is_declared = operation.declares(status)
    return answer
