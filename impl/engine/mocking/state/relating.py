"""Properties that name an item of another collection name one that is there."""

from __future__ import annotations

from typing import Any

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.words import is_same_noun, parts
from impl.engine.mocking.state.context import StateContext
from impl.engine.mocking.state.values import is_scalar, part

_ENDINGS = frozenset({"id", "uuid", "sid", "slug", "key"})


def related(context: StateContext, own: Door, item: dict[str, Any]) -> dict[str, Any]:
    """Return an item whose `<resource>_id` properties name existing items."""
    for name, value in item.items():
        words = parts(name)
        if len(words) < 2 or words[-1] not in _ENDINGS or not is_scalar(value):
            continue
        found = _existing(context, own, "".join(words[:-1]))
        if found is None:
            continue
        pointer = context.shape(own.item).properties.get(name)
        if pointer and not context.sampler.faults(pointer, found):
            item = {**item, name: found}
    return item


def _existing(context: StateContext, own: Door, noun: str) -> Any:
    """Return the key of an item of a collection by its noun."""
    for store, doors in context.model.stores.items():
        door = doors[0]
        if store == own.store or len(door.keys) != 1 or not door.keys[0].steps:
            continue
        if not is_same_noun(door.noun, noun):
            continue
        items = list(context.world.items(store))
        if items:
            turn = context.world.counts.get(f"made {own.store}", 0)
            return part(items[turn % len(items)].item, door.keys[0].steps)
    return None
