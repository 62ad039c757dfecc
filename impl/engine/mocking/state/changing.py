"""Change items: merge, patch, replace."""

from __future__ import annotations

from typing import Any, Final

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.mocking.recognition.words import plain
from impl.engine.mocking.state.answering import (
    answer_with,
    answer_with_all,
    answer_without,
)
from impl.engine.mocking.state.context import MockTurn, StateChange, StateContext
from impl.engine.mocking.state.creating import create, sent_items
from impl.engine.mocking.state.making import sendable, without_fixed
from impl.engine.mocking.state.messages import ABSENT, MockAnswer, RefusedRequest
from impl.engine.mocking.state.parents import demand_parents, make_parents
from impl.engine.mocking.state.patching import (
    demand_known,
    demand_object,
    demand_valid,
    has_null,
    is_merge_patch,
    merged,
    patched,
)
from impl.engine.mocking.state.places import FilledPath, members
from impl.engine.mocking.state.preconditions import demand_match
from impl.engine.mocking.state.removing import remove
from impl.engine.mocking.state.replacing import is_replaced, replaced
from impl.engine.mocking.state.seeding import ensure
from impl.engine.mocking.state.showing import hidden_paths, split_sent
from impl.engine.mocking.state.times import stamp
from impl.engine.mocking.state.values import is_scalar, part, text_of
from impl.engine.mocking.state.world import StoredItem

_FIXED: Final = ("id", "uuid", "guid", "sid")


def answer_change(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Change the item that a path names; a PUT may make it."""
    plan, door = turn.plan, turn.plan.door
    if door is None or plan.answer is None:
        return None
    scope = turn.place.first(len(door.scope))
    demand_parents(context, turn, scope)
    ensure(context, door, scope, turn.request.base_url)
    stored = context.find(door, turn.place)
    if stored is None:
        if not _may_make(plan):
            raise RefusedRequest(404, "unknown key")
        make_parents(context, turn, scope)
        sent = sent_items(plan.sent, turn.request.body)
        keys = turn.place.texts[len(door.scope) :]
        stored = create(context, turn, door, scope, sent[0] if sent else {}, keys)
        answer = answer_with(context, turn, stored)
        if answer and "201" in plan.operation.responses:
            return _created(context, turn, stored, answer)
        return answer
    demand_match(plan.operation, turn.request, stored.item)
    change(context, turn, door, stored, turn.request.body)
    return answer_with(context, turn, stored)


def _may_make(plan: OperationPlan) -> bool:
    """Tell whether a PUT on a free key makes an item."""
    if plan.operation.method != "PUT" or plan.door is None:
        return False
    return "201" in plan.operation.responses or not plan.door.creates


def _created(
    context: StateContext, turn: MockTurn, stored: StoredItem, answer: MockAnswer
) -> MockAnswer:
    """Answer a PUT that has made an item by 201, if that has the same body."""
    contents = turn.plan.operation.responses["201"].json
    if contents is None and not turn.plan.operation.responses["201"].contents:
        return MockAnswer(201, headers=answer.headers)
    if contents is None or answer.body is ABSENT:
        return answer
    body = context.valid(contents[1], answer.body, turn.notes, "made", stored.serial)
    return MockAnswer(201, body, contents[0], answer.headers)


def answer_write(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Change the items of a collection that a body names by their keys, or add them.

    A PUT of a list is the collection from then on (RFC 9110, §9.3.4): others go.
    """
    plan, door = turn.plan, turn.plan.door
    if door is None or plan.answer is None:
        return None
    scope = turn.place.first(len(door.scope))
    demand_parents(context, turn, scope)
    ensure(context, door, scope, turn.request.base_url)
    written: list[StoredItem] = []
    for sent in sent_items(plan.sent, turn.request.body):
        stored = _named(context, door, scope, sent)
        if (
            stored is None
            and plan.sent.kind == "item"
            and "404" in plan.operation.responses
        ):
            raise RefusedRequest(404, "unknown key")
        if stored is None:
            stored = create(context, turn, door, scope, sent)
        else:
            change(context, turn, door, stored, sent)
        written.append(stored)
    if plan.operation.method == "PUT" and plan.sent.kind == "items":
        _keep_only(context, turn, door, scope, written)
    if plan.answer.body.kind == "items":
        return answer_with_all(context, turn, written)
    if not written:
        return answer_without(context, turn)
    return answer_with(context, turn, written[-1])


def _keep_only(
    context: StateContext,
    turn: MockTurn,
    door: Door,
    scope: FilledPath,
    kept: list[StoredItem],
) -> None:
    serials = {each.serial for each in kept}
    for stored in members(context.world, door, scope):
        if stored.serial not in serials:
            turn.changes.append(StateChange("removed", door, stored.item))
            remove(context, door, stored, scope)


def _named(
    context: StateContext, door: Door, scope: FilledPath, sent: dict[str, Any]
) -> StoredItem | None:
    given, _ = split_sent(context, context.shape(door.item), sent)
    values = [part(given, key.steps) if key.steps else ABSENT for key in door.keys]
    if not all(is_scalar(each) for each in values):
        return None
    texts = (*scope.texts, *(text_of(each) for each in values))
    return context.find(door, FilledPath((), texts))


def change(
    context: StateContext, turn: MockTurn, door: Door, stored: StoredItem, body: Any
) -> None:
    """Change an item as the method and the media type of a request have it.

    Raises:
        RefusedRequest: a patch does not apply, or takes what has to be there.
    """
    schema = context.model.stores[door.store][0].item or door.item
    shape = context.shape(schema)
    if _is_json_patch(turn, body):
        whole, hidden = {**stored.rest, **stored.item}, hidden_paths(context, shape)
        result = patched(context, turn, whole, hidden)
        given, rest = split_sent(context, shape, result)
        new = _with_fixed(context, door, shape, stored.item, given)
        demand_valid(context, turn, schema, new)
    else:
        given, new, rest = _given(context, turn, door, stored, body)
    if schema is not None:
        keys = _kept_keys(door, stored.item, given)
        new = stamp(context, schema, {**new, **keys}, given, is_new=False)
        what = (door.store, stored.serial, context.world.count(f"changed {door.store}"))
        new = context.valid(schema, new, turn.notes, *what)
    context.world.change(door.store, stored, new, rest)
    turn.changes.append(StateChange("changed", door, stored.item))


def _is_json_patch(turn: MockTurn, body: Any) -> bool:
    if "json-patch" in turn.request.media_type:
        return True
    is_list = isinstance(body, list) and bool(body)
    return is_list and all(
        isinstance(e, dict) and {"op", "path"} <= e.keys() for e in body
    )


def _kept_keys(
    door: Door, whole: dict[str, Any], given: dict[str, Any]
) -> dict[str, Any]:
    """Give the keys that stay: people choose names, servers ids."""
    names = {key.steps[0] for key in door.keys if key.steps and len(key.steps) == 1}
    return {
        name: whole[name]
        for name in sorted(names & whole.keys())
        if name not in given or plain(name).endswith(_FIXED)
    }


def _with_fixed(
    context: StateContext,
    door: Door,
    shape: SchemaShape,
    whole: dict[str, Any],
    given: dict[str, Any],
) -> dict[str, Any]:
    """Put back what no patch changes, but for what it takes and has to be there."""
    keys = _kept_keys(door, whole, given)
    fixed = {
        name: value
        for name, value in whole.items()
        if (name in keys or context.shape(shape.properties.get(name)).is_read_only)
        and (name in given or name not in shape.required)
    }
    return {**given, **fixed}


def _given(
    context: StateContext, turn: MockTurn, door: Door, stored: StoredItem, body: Any
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return what a body has of an item, what it makes of it, and what is beside."""
    schema = context.model.stores[door.store][0].item or door.item
    shape, known = context.shape(schema), sendable(context, turn)
    held = body if body is not ABSENT else dict(turn.request.query)
    demand_object(turn, held)
    sent = sent_items(turn.plan.sent, held)
    given, more = split_sent(context, shape, sent[0] if sent else {})
    given = without_fixed(context, turn, shape, given)
    if turn.plan.role in {"replace", "write"} and is_replaced(context, turn):
        rest = {n: v for n, v in stored.rest.items() if n not in known}
        return given, replaced(context, turn, shape, stored.item, given), rest | more
    new = merged(context, turn, shape, stored.item, given)
    demand_known(context, turn, shape, given, new)
    if is_merge_patch(turn) and has_null(given):
        demand_valid(context, turn, schema, new)
    beside = {**stored.rest, **more}
    if is_merge_patch(turn):
        beside = {name: value for name, value in beside.items() if value is not None}
    return given, new, beside
