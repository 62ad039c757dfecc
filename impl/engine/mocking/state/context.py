"""What everything that answers requests works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.model import MockModel
from impl.engine.mocking.recognition.outgoing import ChangeKind
from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.mocking.state.clock import MockClock
from impl.engine.mocking.state.key_index import KeyIndex
from impl.engine.mocking.state.messages import MockRequest
from impl.engine.mocking.state.places import FilledPath, key_texts, may_be_in
from impl.engine.mocking.state.world import StoredItem, World
from impl.engine.sampling.faults import InstanceFault
from impl.engine.sampling.sampler import Sampler


@dataclass
class StateContext:
    """A mock's parts.

    Attributes:
        model: what each operation does.
        sampler: where instances come from.
        seed: what all that is made up depends on.
        clock: the mock's time.
        world: what is remembered.
        is_seeded: whether collections have items to begin with.
        busy: stores that are just getting their first items.
        indexes: the items of each door by their keys.
        constants: what all samples of the schema of a key are, None if they differ.
        announces: whether anybody wants webhooks.
    """

    model: MockModel
    sampler: Sampler
    seed: Any
    clock: MockClock
    world: World
    is_seeded: bool = True
    busy: set[str] = field(default_factory=set)
    indexes: dict[str, KeyIndex] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    announces: bool = True

    def shape(self, schema: str | None) -> SchemaShape:
        """Return the shape of a schema."""
        return self.model.schemas.shape(schema)

    def door(self, name: str) -> Door:
        """Return a door by its name."""
        return self.model.doors[name]

    def index(self, door: Door) -> KeyIndex:
        """Return the items behind a door by their keys."""
        known = self.indexes.get(door.id)
        if known is None:
            known = KeyIndex(door.store, partial(key_texts, door))
            self.indexes[door.id] = known
        return known

    def find(self, door: Door, place: FilledPath) -> StoredItem | None:
        """Find the item that a path names.

        One that was made behind another door may be reached by its key alone.
        """
        texts: tuple[str | None, ...] = place.texts[len(door.scope) :]
        held = self.world.stores.get(door.store, {})
        for serial in self.index(door).serials(self.world, texts):
            if may_be_in(door, place, held[serial]):
                return held[serial]
        return None

    def sample(self, schema: str, *what: Any) -> Any:
        """Make an instance for a purpose."""
        now = self.clock.now()
        return self.sampler.sample(schema, (self.seed, *what), now=now)

    def frame(self, schema: str, *what: Any) -> Any:
        """Make an instance for a purpose, into which parts are put."""
        now = self.clock.now()
        return self.sampler.frame(schema, (self.seed, *what), now=now)

    def valid(self, schema: str, value: Any, notes: list[str], *what: Any) -> Any:
        """Return a value if it is valid, else one that keeps what it may of it."""
        faults = self.sampler.faults(schema, value)
        if not faults:
            return value
        notes.append(f"completed: {_summary(faults)}")
        now = self.clock.now()
        seed = (self.seed, *what)
        return self.sampler.complete(schema, value, seed, now=now, only_needed=True)


def _summary(faults: list[InstanceFault]) -> str:
    """Say what was wrong, but quote nothing: it may be what nobody is to read."""
    first = [
        each.message
        if each.keyword == "required"
        else f"{each.pointer or 'the whole'} does not fit ({each.keyword})"
        for each in faults[:3]
    ]
    more = len(faults) - len(first)
    return "; ".join(first) + (f"; and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class StateChange:
    """What happened to an item behind a door; the item is as it is now, or was."""

    kind: ChangeKind
    door: Door
    item: dict[str, Any]


@dataclass
class MockTurn:
    """One request that is being answered.

    Attributes:
        plan: what its operation does.
        request: the request.
        place: its filled path.
        notes: what people may want to know.
        changes: what happened to items.
    """

    plan: OperationPlan
    request: MockRequest
    place: FilledPath
    notes: list[str] = field(default_factory=list)
    changes: list[StateChange] = field(default_factory=list)
