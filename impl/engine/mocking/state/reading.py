"""Read items, and do to them what a verb says."""

from __future__ import annotations

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.state.answering import answer_with, answer_without
from impl.engine.mocking.state.changing import change
from impl.engine.mocking.state.context import MockTurn, StateChange, StateContext
from impl.engine.mocking.state.creating import sent_items
from impl.engine.mocking.state.making import unsent
from impl.engine.mocking.state.messages import ABSENT, MockAnswer, RefusedRequest
from impl.engine.mocking.state.parents import demand_parents
from impl.engine.mocking.state.patching import merged
from impl.engine.mocking.state.places import FilledPath
from impl.engine.mocking.state.preconditions import (
    demand_match,
    entity_tag,
    is_unchanged,
)
from impl.engine.mocking.state.seeding import ensure
from impl.engine.mocking.state.times import stamp
from impl.engine.mocking.state.values import with_part
from impl.engine.mocking.state.world import StoredItem


def answer_read(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Answer with the item that a path names."""
    stored = _named(context, turn)
    if is_unchanged(turn.plan.operation, turn.request, stored.item):
        return MockAnswer(304, headers={"ETag": entity_tag(stored.item)})
    return answer_with(context, turn, stored)


def _named(context: StateContext, turn: MockTurn) -> StoredItem:
    door = turn.plan.door
    if door is None or door.item_path is None:
        raise AssertionError("an item has a path")
    count = len(door.item_path.holes)
    place: FilledPath = turn.place.first(count)
    scope = place.first(len(door.scope))
    demand_parents(context, turn, scope)
    ensure(context, door, scope, turn.request.base_url)
    stored = context.find(door, place)
    if stored is None:
        raise RefusedRequest(404, "unknown key")
    return stored


def answer_act(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Do to an item what the last word of a path says."""
    plan, door = turn.plan, turn.plan.door
    if door is None or plan.answer is None:
        return None
    stored = _named(context, turn)
    if plan.member:
        _put_member(context, turn, door, stored)
    elif plan.sent.kind == "item" and turn.request.body is not ABSENT:
        change(context, turn, door, stored, turn.request.body)
    effect = plan.effect
    schema = context.model.stores[door.store][0].item
    if effect and schema:
        new = with_part(stored.item, effect.steps, effect.value)
        new = stamp(context, schema, new, {}, is_new=False)
        new = context.valid(schema, new, turn.notes, door.store, stored.serial)
        context.world.change(door.store, stored, new)
        turn.changes[:] = [StateChange("changed", door, stored.item)]
    if plan.answer.body.kind == "item":
        return answer_with(context, turn, stored)
    return answer_without(context, turn)


def _put_member(
    context: StateContext, turn: MockTurn, door: Door, stored: StoredItem
) -> None:
    """Put a part of an item, or take it out: it stands at a path of its own."""
    demand_match(turn.plan.operation, turn.request, stored.item)
    schema = context.model.stores[door.store][0].item or door.item
    if schema is None:
        return
    name, body = turn.plan.member, turn.request.body
    new = dict(stored.item)
    held = new.pop(name, None)
    if turn.plan.operation.method != "DELETE":
        sent = sent_items(turn.plan.sent, body)[0]
        if turn.plan.operation.method == "PATCH" and isinstance(held, dict):
            pointer = context.model.schemas.at(schema, (name,))
            sent = merged(context, turn, context.shape(pointer), held, sent)
        new[name] = sent
    elif (other := unsent(context, context.shape(schema), name)) is not ABSENT:
        new[name] = other
    new = stamp(context, schema, new, {}, is_new=False)
    count = context.world.count(f"changed {door.store}")
    what = (door.store, stored.serial, count)
    new = context.valid(schema, new, turn.notes, *what)
    context.world.change(door.store, stored, new)
    turn.changes.append(StateChange("changed", door, stored.item))
