"""First items, so that lists are not empty when a mock starts."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.state.bounded import NoRoom
from impl.engine.mocking.state.context import StateContext
from impl.engine.mocking.state.making import Making, make
from impl.engine.mocking.state.places import (
    FilledPath,
    filled,
    key_texts,
    members,
    membership,
    scope_texts,
)
from impl.engine.mocking.state.values import text_of
from impl.engine.mocking.state.world import StoredItem

_AT_THE_ROOT: Final = 12
_IN_A_SCOPE: Final = 3


def ensure(context: StateContext, door: Door, place: FilledPath, base_url: str) -> None:
    """Give a door's scope its first items, unless it has had them."""
    if not context.is_seeded or door.store in context.busy or is_gone(context, place):
        return
    context.busy.add(door.store)
    try:
        # What is made up may be larger than all that may be remembered.
        with suppress(NoRoom):
            _ensure(context, door, place.first(len(door.scope)), base_url)
    finally:
        context.busy.discard(door.store)


def is_gone(context: StateContext, place: FilledPath) -> bool:
    """Tell whether any item that a filled path names was deleted."""
    gone = context.world.gone
    return bool(gone) and any(filled(hole, place.texts) in gone for hole in place.holes)


def _ensure(
    context: StateContext, door: Door, scope: FilledPath, base_url: str
) -> None:
    world, doors = context.world, context.model.stores[door.store]
    lead, is_known = doors[0], len(scope.texts) == len(door.scope)
    if any(not each.scope and not each.is_toggle for each in doors):
        if door.store not in world.seeded:
            world.seeded[door.store] = None
            for index in range(_AT_THE_ROOT):
                where = _scope_of(context, lead, index, base_url)
                make(context, Making(lead, where, base_url=base_url))
        if door.scope and is_known:
            _adopt(context, door, scope)
        return
    name = membership(door, scope)
    # Whoever creates something may leave open where.
    if not is_known or name in world.seeded:
        return
    world.seeded[name] = None
    if members(world, door, scope):
        return
    is_alike = lead.path.holes == door.path.holes
    for _ in range(_IN_A_SCOPE):
        make(context, Making(lead if is_alike else door, scope, base_url=base_url))


def _adopt(context: StateContext, door: Door, scope: FilledPath) -> None:
    """Let a scope of which items tell nothing have some of them."""
    world, name = context.world, membership(door, scope)
    if name in world.seeded or members(world, door, scope):
        return
    world.seeded[name] = None
    items = [
        each for each in world.items(door.store) if None in scope_texts(door, each)
    ]
    if items:
        first = world.count(f"adopted {door.store}") * _IN_A_SCOPE
        chosen = {items[(first + n) % len(items)].serial for n in range(_IN_A_SCOPE)}
        world.members[name] = [*world.members.get(name, []), *sorted(chosen)]


def _scope_of(
    context: StateContext, door: Door, index: int, base_url: str
) -> FilledPath:
    """Choose the parents of a first item among the items that are there."""
    known: dict[str, str] = {}
    for position in range(len(door.scope) - 1, -1, -1):
        part = door.scope[position]
        if part.hole in known:
            continue
        parent = context.model.doors.get(part.parent or "")
        found = _parent(context, parent, index, base_url) if parent else None
        if parent and found:
            known |= _bindings(parent, found)
    texts = []
    for part in door.scope:
        text = known.get(part.hole)
        texts.append(_any_text(context, door, part.hole) if text is None else text)
    return FilledPath(door.path.holes, tuple(texts))


def _parent(
    context: StateContext, door: Door, index: int, base_url: str
) -> StoredItem | None:
    if not door.scope:
        ensure(context, door, FilledPath((), ()), base_url)
    items = list(context.world.items(door.store))
    return items[index % len(items)] if items else None


def _bindings(door: Door, stored: StoredItem) -> dict[str, str]:
    """Give what is known of an item's own path."""
    holes = door.item_path.holes if door.item_path else door.path.holes
    texts = (*scope_texts(door, stored), *key_texts(door, stored))
    return {h: t for h, t in zip(holes, texts, strict=False) if t is not None}


def _any_text(context: StateContext, door: Door, hole: str) -> str:
    """Make up the text of a parameter that no collection knows."""
    position = door.path.holes.index(hole)
    shape = door.item_path or door.path
    for operations in (door.items or door.collection).values():
        for operation in operations:
            name = operation.shape.names[position]
            parameter = operation.parameter("path", name)
            if parameter and parameter.schema:
                return text_of(context.sample(parameter.schema, "scope", hole))
    return shape.names[position]
