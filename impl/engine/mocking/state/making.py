"""New items: what was sent, and what a server adds to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.mocking.recognition.words import plain
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.messages import ABSENT
from impl.engine.mocking.state.minting import mint
from impl.engine.mocking.state.places import FilledPath, filled
from impl.engine.mocking.state.relating import related
from impl.engine.mocking.state.showing import split_sent
from impl.engine.mocking.state.times import stamp
from impl.engine.mocking.state.values import (
    is_scalar,
    part,
    text_of,
    typed,
    with_part,
)
from impl.engine.mocking.state.world import StoredItem

_SELF = frozenset({"self", "href", "uri", "url"})


@dataclass
class Making:
    """An item that is to be made.

    Attributes:
        door: the door that it is made behind.
        scope: the filled parameters of that door's collection.
        sent: what was sent for it.
        sendable: the properties that could have been sent.
        keys: the texts of its keys, where they are known.
        base_url: what links begin with.
        notes: what people may want to know.
    """

    door: Door
    scope: FilledPath
    sent: dict[str, Any] = field(default_factory=dict)
    sendable: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    base_url: str = "http://localhost"
    notes: list[str] = field(default_factory=list)


def sendable(context: StateContext, turn: MockTurn) -> frozenset[str]:
    """Name the properties that a request could have sent."""
    shape = context.shape(turn.plan.sent.item)
    return frozenset(
        name
        for name, pointer in shape.properties.items()
        if not context.shape(pointer).is_read_only
    )


def without_fixed(
    context: StateContext, turn: MockTurn, shape: SchemaShape, given: dict[str, Any]
) -> dict[str, Any]:
    """Leave out of what was sent what only the server sets."""
    known = sendable(context, turn)
    return {
        name: value
        for name, value in given.items()
        if name in known or not context.shape(shape.properties.get(name)).is_read_only
    }


def make(context: StateContext, making: Making) -> StoredItem:
    """Make an item and remember it."""
    door = making.door
    lead = context.model.stores[door.store][0]
    schema = lead.item or door.item
    if schema is None:
        return _bare(context, making)
    shape = context.shape(schema)
    given, rest = split_sent(context, shape, making.sent)
    number = context.world.count(f"made {door.store}")
    what = (door.store, number)
    item = _sampled(context, schema, making, given, *what)
    item = stamp(context, schema, {**item, **given}, given, is_new=True)
    item, bindings = _with_keys(context, making, item, given)
    item, bindings = _with_scope(context, making, schema, item, bindings)
    item = _with_self(context, making, shape, item, bindings, given)
    if context.sampler.faults(schema, item):
        item = _mended(context, schema, making, item, given, *what)
    return context.world.add(door.store, item, rest, bindings)


def _mended(
    context: StateContext,
    schema: str,
    making: Making,
    item: dict[str, Any],
    given: dict[str, Any],
    *what: Any,
) -> dict[str, Any]:
    """Return an item that is valid, with as much as may be of what was sent."""
    item = _without_unfit(context, context.shape(schema), item, given, making.notes)
    if context.sampler.faults(schema, item):
        # What was made up may stand in the way of what was sent, as in another variant.
        item = {n: v for n, v in item.items() if n in given or _is_set(making, n)}
    valid = context.valid(schema, item, making.notes, *what)
    return valid if isinstance(valid, dict) else {}


def _without_unfit(
    context: StateContext,
    shape: SchemaShape,
    item: dict[str, Any],
    given: dict[str, Any],
    notes: list[str],
) -> dict[str, Any]:
    """Drop what was sent and is not what items have under that name."""
    unfit = [
        name
        for name in given
        if name in shape.properties
        and name not in shape.required
        and context.sampler.faults(shape.properties[name], item[name])
    ]
    if unfit:
        notes.append(f"dropped: {', '.join(unfit)}")
    return {name: value for name, value in item.items() if name not in unfit}


def _is_set(making: Making, name: str) -> bool:
    """Tell whether a property tells of keys or parents."""
    doors = [key.steps for key in making.door.keys]
    doors += [part.steps for part in making.door.scope]
    return any(steps and steps[0] == name for steps in doors)


def _bare(context: StateContext, making: Making) -> StoredItem:
    """Remember an item of which no schema says anything."""
    item, bindings = _with_keys(context, making, dict(making.sent), making.sent)
    bindings = {**making.scope.bindings(), **bindings}
    return context.world.add(making.door.store, item, {}, bindings)


def _sampled(
    context: StateContext,
    schema: str,
    making: Making,
    given: dict[str, Any],
    *what: Any,
) -> dict[str, Any]:
    """Make up what was not sent; what could have been sent stays away if it may."""
    made = context.sample(schema, *what)
    if not isinstance(made, dict):
        return {}
    made = related(context, making.door, made)
    shape = context.shape(schema)
    for name in making.sendable:
        own = name if name in shape.properties else None
        if own is None or own in given or own not in made:
            continue
        fallback = unsent(context, shape, own)
        if fallback is not ABSENT:
            made[own] = fallback
        elif own not in shape.required:
            del made[own]
    return made


def unsent(context: StateContext, shape: SchemaShape, name: str) -> Any:
    """Return what a property is that was not sent: a default, or what says nothing."""
    pointer = shape.properties[name]
    for value in context.model.schemas.parts(pointer):
        if "default" in value and not context.sampler.faults(pointer, value["default"]):
            return value["default"]
    if name not in shape.required:
        return ABSENT
    inner = context.shape(pointer)
    for kind, empty in (("null", None), ("array", [])):
        if kind in inner.types and not context.sampler.faults(pointer, empty):
            return empty
    return ABSENT


def _with_keys(
    context: StateContext, making: Making, item: dict[str, Any], given: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Give an item its keys, for each door that it can be reached through."""
    bindings: dict[str, str] = {}
    for door in _doors(context, making.door):
        holes = door.item_path.holes[-len(door.keys) :] if door.item_path else ()
        for index, (hole, key) in enumerate(zip(holes, door.keys, strict=True)):
            is_own = door is making.door
            wanted = making.keys[index] if is_own and index < len(making.keys) else None
            if key.steps and not key.is_link:
                if wanted is not None:
                    value = typed(context.shape(key.property_schema).types, wanted)
                    item = with_part(item, key.steps, value)
                elif not is_scalar(part(given, key.steps)) and (
                    is_own or not _has_own_key(making.door, key.steps)
                ):
                    value = mint(context, door, key, index)
                    item = with_part(item, key.steps, value)
                continue
            known = wanted or bindings.get(f"beside {index}")
            text = known or text_of(mint(context, door, key, index))
            bindings[f"beside {index}"] = bindings[hole] = text
            if key.is_link and key.steps:
                link = (
                    f"{making.base_url}{filled(door.id, (*making.scope.texts, text))}"
                )
                item = with_part(item, key.steps, link)
    kept = {hole: text for hole, text in bindings.items() if hole.startswith("/")}
    return item, kept


def _has_own_key(door: Door, steps: tuple[str, ...]) -> bool:
    return any(key.steps == steps for key in door.keys)


def _doors(context: StateContext, own: Door) -> list[Door]:
    others = [d for d in context.model.stores[own.store] if d is not own and d.keys]
    return [own, *others] if own.keys else others


def _with_scope(
    context: StateContext,
    making: Making,
    schema: str,
    item: dict[str, Any],
    bindings: dict[str, str],
) -> tuple[dict[str, Any], dict[str, str]]:
    """Tell an item of its parents, where it has a property for that."""
    bindings = {**making.scope.bindings(), **bindings}
    for scope in making.door.scope:
        text = bindings.get(scope.hole)
        if scope.steps is None or text is None or scope.is_link:
            continue
        pointer = context.model.schemas.at(schema, scope.steps)
        value = typed(context.shape(pointer).types, text)
        if pointer and not context.sampler.faults(pointer, value):
            item = with_part(item, scope.steps, value)
    return item, bindings


def _with_self(
    context: StateContext,
    making: Making,
    shape: SchemaShape,
    item: dict[str, Any],
    bindings: dict[str, str],
    given: dict[str, Any],
) -> dict[str, Any]:
    """Let an item's link to itself lead to itself."""
    door = making.door
    if not door.item_path or len(door.keys) != 1:
        return item
    steps = door.keys[0].steps
    key = part(item, steps) if steps else bindings.get(door.item_path.holes[-1])
    for name, pointer in shape.properties.items():
        own = context.shape(pointer)
        is_made = own.is_read_only or plain(name) in {"self", "href"}
        if plain(name) not in _SELF or name in given or (name,) == steps:
            continue
        if not is_made or name not in item or not is_scalar(key):
            continue
        path = filled(door.id, (*making.scope.texts, text_of(key)))
        link = f"{making.base_url}{path}"
        if not context.sampler.faults(pointer, link):
            item = {**item, name: link}
    return item
