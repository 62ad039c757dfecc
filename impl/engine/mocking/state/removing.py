"""Remove items, with all that is below them."""

from __future__ import annotations

from typing import Any

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.state.answering import answer_with, answer_without
from impl.engine.mocking.state.choosing import chosen
from impl.engine.mocking.state.context import MockTurn, StateChange, StateContext
from impl.engine.mocking.state.messages import ABSENT, MockAnswer, RefusedRequest
from impl.engine.mocking.state.parents import demand_parents
from impl.engine.mocking.state.places import (
    FilledPath,
    filled,
    key_texts,
    members,
    scope_texts,
)
from impl.engine.mocking.state.preconditions import demand_match
from impl.engine.mocking.state.seeding import ensure
from impl.engine.mocking.state.values import is_scalar, text_of
from impl.engine.mocking.state.world import StoredItem


def answer_delete(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Remove the item that a path names."""
    door = turn.plan.door
    if door is None:
        return None
    scope = turn.place.first(len(door.scope))
    demand_parents(context, turn, scope)
    ensure(context, door, scope, turn.request.base_url)
    stored = context.find(door, turn.place)
    if stored is None:
        raise RefusedRequest(404, "unknown key")
    demand_match(turn.plan.operation, turn.request, stored.item)
    answer = _answer(context, turn, stored)
    turn.changes.append(StateChange("removed", door, stored.item))
    remove(context, door, stored, turn.place)
    return answer


def _answer(
    context: StateContext, turn: MockTurn, stored: StoredItem
) -> MockAnswer | None:
    plan = turn.plan.answer
    if plan and plan.body.kind == "item":
        return answer_with(context, turn, stored)
    return answer_without(context, turn)


def answer_clear(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Remove the items of a collection that a query or a body asks for, or all."""
    door = turn.plan.door
    if door is None:
        return None
    scope = turn.place.first(len(door.scope))
    demand_parents(context, turn, scope)
    ensure(context, door, scope, turn.request.base_url)
    items = members(context.world, door, scope)
    items = chosen(turn.plan.selection, turn.request.query, items)
    wanted = _named(turn.request.body)
    if wanted is not None:
        items = [each for each in items if wanted & {*key_texts(door, each)}]
    answer = answer_without(context, turn)
    for stored in items:
        turn.changes.append(StateChange("removed", door, stored.item))
        remove(context, door, stored, scope)
    return answer


def _named(body: Any) -> set[str | None] | None:
    """Give the keys that a body lists, alone or in objects; None if it lists none."""
    if body is ABSENT or body is None:
        return None
    lists = [body] if isinstance(body, list) else []
    if isinstance(body, dict):
        lists = [held for held in body.values() if isinstance(held, list)]
    if not lists:
        return None
    found: set[str | None] = set()
    for each in lists[0]:
        values = each.values() if isinstance(each, dict) else [each]
        found |= {text_of(value) for value in values if is_scalar(value)}
    return found


def remove(
    context: StateContext, door: Door, stored: StoredItem, place: FilledPath
) -> None:
    """Forget an item, with all that is below it behind any door."""
    world = context.world
    world.remove(door.store, stored.serial)
    for each in context.model.stores[door.store]:
        if not each.keys or each.item_path is None:
            continue
        known = (*scope_texts(each, stored), *key_texts(each, stored))
        given = place.texts if each is door else ()
        texts = [
            given[n] if text is None and n < len(given) else text
            for n, text in enumerate(known)
        ]
        if None in texts:
            continue
        path = tuple(text for text in texts if text is not None)
        bindings = dict(zip(each.item_path.holes, path, strict=True))
        world.bury(filled(each.id, path))
        _remove_below(context, bindings)
        _forget_below(context, filled(each.id, path))


def _remove_below(context: StateContext, bindings: dict[str, str]) -> None:
    wanted = bindings.items()
    for store in list(context.world.stores):
        for stored in list(context.world.items(store)):
            if wanted <= stored.bindings.items():
                context.world.remove(store, stored.serial)


def _forget_below(context: StateContext, path: str) -> None:
    """Forget the values and members below a filled path."""
    world = context.world
    for name in [each for each in world.values if each.startswith(f"{path}/")]:
        del world.values[name]
    for name in list(world.members):
        if name.partition(" ")[2].startswith(f"{path}/"):
            del world.members[name]
