"""Put members in and take them out: follows, stars, pins."""

from __future__ import annotations

from typing import Final

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.state.answering import answer_without
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.making import Making, make
from impl.engine.mocking.state.messages import MockAnswer, RefusedRequest
from impl.engine.mocking.state.parents import demand_parents
from impl.engine.mocking.state.places import (
    FilledPath,
    key_texts,
    membership,
)
from impl.engine.mocking.state.seeding import ensure
from impl.engine.mocking.state.world import StoredItem

_FIRST: Final = 3


def answer_toggle(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Put a member in, take it out, or tell whether it is there."""
    door = turn.plan.door
    if door is None:
        return None
    scope = turn.place.first(len(door.scope))
    demand_parents(context, turn, scope)
    name = membership(door, scope)
    key = list(turn.place.texts[len(door.scope) :])
    _begin(context, door, scope)
    held = context.world.members.get(name, [])
    match turn.plan.role:
        case "put in":
            if key not in held:
                context.world.members[name] = [*held, key]
        case "take out":
            if key in held:
                context.world.members[name] = [each for each in held if each != key]
        case _:
            if key not in held:
                raise RefusedRequest(404, "not a member")
    return answer_without(context, turn)


def toggled(context: StateContext, door: Door, scope: FilledPath) -> list[StoredItem]:
    """Give the items that were put in behind a door, the oldest member first."""
    _begin(context, door, scope)
    whole = context.model.doors.get(door.members_of or "", door)
    found = []
    for key in context.world.members.get(membership(door, scope), ()):
        texts = tuple(key) if whole is not door else (*scope.texts, *key)
        place = FilledPath(whole.item_path.holes if whole.item_path else (), texts)
        stored = context.find(whole, place)
        if stored is None:
            before = scope if whole is door else FilledPath((), ())
            stored = make(context, Making(whole, before, keys=tuple(key)))
        found.append(stored)
    return found


def _begin(context: StateContext, door: Door, scope: FilledPath) -> None:
    """Put first members in, so that the list is not empty when a mock starts."""
    name = membership(door, scope)
    if not context.is_seeded or name in context.world.seeded:
        return
    context.world.seeded[name] = None
    whole = context.model.doors.get(door.members_of or "")
    if whole is None:
        return
    ensure(context, whole, FilledPath((), ()), "http://localhost")
    keys = [list(key_texts(whole, each)) for each in context.world.items(whole.store)]
    held = context.world.members.get(name, [])
    first = [key for key in keys[:_FIRST] if None not in key and key not in held]
    context.world.members[name] = [*held, *first]
