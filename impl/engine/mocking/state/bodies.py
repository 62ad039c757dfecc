"""Bodies of answers: items as the schema of the answer has them, in its envelope."""

from __future__ import annotations

from typing import Any

from impl.engine.mocking.recognition.plans import BodyPlan
from impl.engine.mocking.recognition.words import plain
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.messages import ABSENT
from impl.engine.mocking.state.places import key_texts, scope_texts
from impl.engine.mocking.state.showing import shown
from impl.engine.mocking.state.values import part, typed, with_part
from impl.engine.mocking.state.world import StoredItem


def view(context: StateContext, store: str, stored: StoredItem, schema: str) -> Any:
    """Return an item as a schema has it: whole, a summary, or a few fields."""
    known = stored.views.get(schema)
    if known is None:
        known = stored.views[schema] = _view(context, store, stored, schema)
    return known


def _view(context: StateContext, store: str, stored: StoredItem, schema: str) -> Any:
    item = context.model.stores[store][0].item
    if item and context.shape(item).identity == context.shape(schema).identity:
        return stored.item
    shape = context.shape(schema)
    everything = {**stored.rest, **stored.item}
    if not shape.properties:
        return context.valid(schema, everything, [], store, stored.serial, schema)
    whole = context.shape(item)
    made = context.sample(schema, store, stored.serial, schema)
    # What the whole item could have and this one has not, no summary of it has either.
    filled = {
        name: value
        for name, value in (made.items() if isinstance(made, dict) else ())
        if name not in whole.properties or name in shape.required
    }
    known = {name: v for name, v in everything.items() if name in shape.properties}
    known = shown(context, schema, known)
    given = {**filled, **known}
    told = context.valid(schema, given, [], store, stored.serial, schema)
    return _with_key(context, store, stored, schema, told)


def _with_key(
    context: StateContext, store: str, stored: StoredItem, schema: str, told: Any
) -> Any:
    """Tell who an item is even where a schema forgets to, if it allows that."""
    for key in context.model.stores[store][0].keys:
        if key.steps is None or part(told, key.steps) is not ABSENT:
            continue
        value = part(stored.item, key.steps)
        if value is ABSENT or not isinstance(told, dict):
            continue
        more = with_part(told, key.steps, value)
        if not context.sampler.faults(schema, more):
            told = more
    return told


def item_body(
    context: StateContext, turn: MockTurn, body: BodyPlan, stored: StoredItem
) -> Any:
    """Return the body that tells of one item; ABSENT where there is none."""
    door = turn.plan.door
    if body.schema is None or door is None:
        return ABSENT
    if body.kind == "other" or body.item is None:
        return _told_beside(context, turn, body, stored)
    if body.kind == "items":
        return items_body(context, turn, body, [stored])
    told = view(context, door.store, stored, body.item)
    if not body.steps:
        return told
    what = (turn.plan.operation.pointer, stored.serial)
    around = context.sample(body.schema, *what)
    whole = with_part(around, body.steps, told)
    if context.sampler.faults(body.schema, whole):
        # What was made up around it may be for another variant.
        whole = with_part({}, body.steps, told)
    return context.valid(body.schema, whole, turn.notes, *what)


def _told_beside(
    context: StateContext, turn: MockTurn, body: BodyPlan, stored: StoredItem
) -> Any:
    """Return a body that is no item, but may name the one that it is about."""
    made = other_body(context, turn, body, stored.serial)
    if not isinstance(made, dict) or turn.plan.door is None or body.schema is None:
        return made
    texts: dict[str, Any] = {}
    for door in context.model.stores[turn.plan.door.store]:
        texts |= {
            plain(n): t
            for n, t in zip(door.path.names, scope_texts(door, stored), strict=True)
        }
        keys = list(zip(door.keys, key_texts(door, stored), strict=True))
        texts |= {plain(key.parameter): text for key, text in keys}
        if len(keys) == 1 and keys[0][0].steps is None:
            texts.setdefault("id", keys[0][1])
    told = dict(made)
    for name, pointer in context.shape(body.schema).properties.items():
        text = _text_for(texts, plain(name))
        if text is None:
            continue
        value = typed(context.shape(pointer).types, text)
        if not context.sampler.faults(pointer, value):
            told[name] = value
    return context.valid(body.schema, told, turn.notes, stored.serial)


def _text_for(texts: dict[str, Any], name: str) -> Any:
    """Find the text that a property names: dataset_uuid, or evaluation_dataset_uuid."""
    if name in texts:
        return texts[name]
    ends = [text for key, text in texts.items() if len(key) > 4 and name.endswith(key)]
    return ends[0] if len(ends) == 1 else None


def items_body(
    context: StateContext, turn: MockTurn, body: BodyPlan, items: list[StoredItem]
) -> Any:
    """Return the body that tells of several items."""
    door = turn.plan.door
    if body.schema is None or door is None:
        return ABSENT
    told = [
        view(context, door.store, each, body.item) if body.item else each.item
        for each in items
    ]
    what = (turn.plan.operation.pointer, "items")
    around = context.sample(body.schema, *what) if body.steps else None
    whole = with_part(around, body.steps, told)
    return context.valid(body.schema, whole, turn.notes, *what)


def other_body(
    context: StateContext, turn: MockTurn, body: BodyPlan, *what: Any
) -> Any:
    """Return a body that tells of something else than items."""
    if body.schema is None:
        return ABSENT
    return context.sample(body.schema, turn.plan.operation.pointer, *what)
