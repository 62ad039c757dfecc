"""Create items."""

from __future__ import annotations

from typing import Any

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.plans import BodyPlan
from impl.engine.mocking.recognition.words import plain
from impl.engine.mocking.state.answering import answer_with, answer_with_all
from impl.engine.mocking.state.context import MockTurn, StateChange, StateContext
from impl.engine.mocking.state.making import Making, make, sendable
from impl.engine.mocking.state.messages import ABSENT, MockAnswer, RefusedRequest
from impl.engine.mocking.state.parents import demand_parents, make_parents
from impl.engine.mocking.state.places import (
    FilledPath,
    filled,
    key_texts,
    membership,
)
from impl.engine.mocking.state.seeding import ensure
from impl.engine.mocking.state.showing import split_sent
from impl.engine.mocking.state.values import is_scalar, part, text_of, with_part
from impl.engine.mocking.state.world import StoredItem


def answer_create(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Add what was sent to a collection."""
    door = turn.plan.door
    if door is None or turn.plan.answer is None:
        return None
    scope = scope_of(turn, door)
    demand_parents(context, turn, scope)
    make_parents(context, turn, scope)
    ensure(context, door, scope, turn.request.base_url)
    made = [
        create(context, turn, door, scope, each)
        for each in sent_items(turn.plan.sent, turn.request.body, door)
    ]
    if turn.plan.answer.body.kind == "items":
        return answer_with_all(context, turn, made)
    return answer_with(context, turn, made[0]) if made else None


def scope_of(turn: MockTurn, door: Door) -> FilledPath:
    """Return a door's own scope from a request's path, or else from its body."""
    known = turn.place.bindings()
    sent = sent_items(turn.plan.sent, turn.request.body)
    told = {plain(name): value for name, value in (sent[0] if sent else {}).items()}
    for hole, name in zip(door.path.holes, door.path.names, strict=True):
        if hole not in known and is_scalar(told.get(plain(name))):
            known[hole] = text_of(told[plain(name)])
    holes = tuple(hole for hole in door.path.holes if hole in known)
    return FilledPath(holes, tuple(known[hole] for hole in holes))


def sent_items(
    plan: BodyPlan, body: Any, door: Door | None = None
) -> list[dict[str, Any]]:
    """Give the items in a body; one of which nothing is known where there is none.

    Scalars are the keys of items behind the door.
    """
    held = part(body, plan.steps) if isinstance(body, dict) else body
    if held is ABSENT:
        held = body
    if isinstance(held, list):
        steps = door.keys[0].steps if door and len(door.keys) == 1 else None
        whole = [
            with_part({}, steps, each) if steps and is_scalar(each) else each
            for each in held
        ]
        return [each for each in whole if isinstance(each, dict)]
    return [held] if isinstance(held, dict) else [{}]


def create(
    context: StateContext,
    turn: MockTurn,
    door: Door,
    scope: FilledPath,
    sent: dict[str, Any],
    keys: tuple[str, ...] = (),
) -> StoredItem:
    """Make an item of what was sent; one of the same key gives way to it.

    Raises:
        RefusedRequest: there is one of the same key, and the contract refuses that.
    """
    taken = _taken(context, door, scope, sent) if not keys else None
    if taken is not None:
        if "409" in turn.plan.operation.responses:
            raise RefusedRequest(409, "key is taken")
        context.world.remove(door.store, taken.serial)
        turn.notes.append("replaced the item of the same key")
    making = Making(
        door, scope, sent, sendable(context, turn), keys, turn.request.base_url,
        turn.notes,
    )  # fmt: skip
    stored = make(context, making)
    turn.changes.append(StateChange("created", door, stored.item))
    if door.item_path is None and door.scope:
        name = membership(door, scope)
        held = context.world.members.get(name, [])
        context.world.members[name] = [*held, stored.serial]
    if door.item_path:
        texts = (*scope.texts, *(text or "" for text in key_texts(door, stored)))
        context.world.gone.pop(filled(door.id, texts), None)
    return stored


def _taken(
    context: StateContext, door: Door, scope: FilledPath, sent: dict[str, Any]
) -> StoredItem | None:
    """Find the item that has the key that was sent."""
    lead = door if door.keys else context.model.stores[door.store][0]
    given, _ = split_sent(context, context.shape(lead.item), sent)
    texts = []
    for key in lead.keys:
        value = part(given, key.steps) if key.steps and not key.is_link else ABSENT
        if not is_scalar(value):
            return None
        texts.append(text_of(value))
    if not texts or len(lead.scope) > len(scope.texts):
        return None
    place = FilledPath((), (*scope.texts[: len(lead.scope)], *texts))
    return context.find(lead, place)
