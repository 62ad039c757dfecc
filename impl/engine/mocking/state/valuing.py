"""Singletons: one value for each filled path."""

from __future__ import annotations

from typing import Any

from impl.engine.mocking.state.answering import answer_without
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.making import without_fixed
from impl.engine.mocking.state.messages import ABSENT, MockAnswer
from impl.engine.mocking.state.parents import demand_parents
from impl.engine.mocking.state.patching import (
    demand_known,
    demand_object,
    demand_valid,
    has_null,
    is_merge_patch,
    merged,
    patched,
)
from impl.engine.mocking.state.places import filled
from impl.engine.mocking.state.replacing import is_replaced, replaced
from impl.engine.mocking.state.showing import hidden_paths, shown, split_sent
from impl.engine.mocking.state.times import stamp
from impl.engine.mocking.state.values import part, with_part


def answer_value(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Read or change the value of a path."""
    plan = turn.plan
    if plan.answer is None or plan.value is None:
        return None
    demand_parents(context, turn, turn.place)
    name = filled(plan.operation.shape.text, turn.place.texts)
    if plan.role == "clear value":
        context.world.values.pop(name, None)
        return answer_without(context, turn)
    known = context.world.values.get(name)
    if plan.role == "read value":
        value = context.frame(plan.value, "value", name) if known is None else known
    else:
        value = context.sample(plan.value, "value", name) if known is None else known
        value = _changed(context, turn, plan.value, value)
        context.world.values.demand(name, value)
        context.world.values[name] = value
    return _answer(context, turn, plan.value, name, value)


def _changed(context: StateContext, turn: MockTurn, schema: str, value: Any) -> Any:
    body = turn.request.body
    if body is ABSENT:
        return value
    if not isinstance(value, dict):
        return context.valid(schema, shown(context, schema, body), turn.notes, "value")
    if "json-patch" in turn.request.media_type:
        new = _patched(context, turn, schema, value)
        demand_valid(context, turn, schema, new)
        return new
    demand_object(turn, body)
    steps = _common(context, turn, schema)
    inner = part(value, steps)
    sent = part(body, turn.plan.sent.steps)
    pointer = context.model.schemas.at(schema, steps) or schema
    shape = context.shape(pointer)
    if not isinstance(sent, dict) or not isinstance(inner, dict):
        return context.valid(schema, shown(context, schema, body), turn.notes, "value")
    given, _ = split_sent(context, shape, sent)
    given = without_fixed(context, turn, shape, given)
    if turn.plan.role == "write value" and is_replaced(context, turn):
        new = replaced(context, turn, shape, inner, given)
    else:
        new = merged(context, turn, shape, inner, given)
        demand_known(context, turn, shape, given, new)
        if is_merge_patch(turn) and has_null(given):
            demand_valid(context, turn, pointer, new)
    new = stamp(context, pointer, new, given, is_new=False)
    return context.valid(schema, with_part(value, steps, new), turn.notes, "value")


def _patched(
    context: StateContext, turn: MockTurn, schema: str, value: dict[str, Any]
) -> Any:
    """Return what a JSON Patch leaves of a value, but for what no patch changes."""
    shape = context.shape(schema)
    new = patched(context, turn, value, hidden_paths(context, shape))
    fixed = {
        name: held
        for name, held in value.items()
        if name in new and context.shape(shape.properties.get(name)).is_read_only
    }
    return {**shown(context, schema, new), **fixed}


def _common(context: StateContext, turn: MockTurn, schema: str) -> tuple[str, ...]:
    """Find where in a value stands what a body sends: in a wrapper of the same name."""
    steps = turn.plan.sent.steps
    if steps and context.model.schemas.at(schema, steps):
        return steps
    sent = context.shape(turn.plan.sent.item).properties.keys()
    shape = context.shape(schema)
    if sent & shape.properties.keys():
        return ()
    for name, pointer in shape.properties.items():
        if sent and sent & context.shape(pointer).properties.keys():
            return (name,)
    return ()


def _answer(
    context: StateContext, turn: MockTurn, schema: str, name: str, value: Any
) -> MockAnswer | None:
    plan = turn.plan.answer
    if plan is None or plan.body.schema is None:
        return answer_without(context, turn)
    body = plan.body.schema
    if context.shape(body).identity == context.shape(schema).identity or body == schema:
        return MockAnswer(plan.status, value, plan.body.media_type or "")
    made = context.sample(body, "value", name)
    told, whole = context.shape(body), context.shape(schema).properties
    if isinstance(made, dict) and isinstance(value, dict):
        # What the value could have and has not is not made up.
        made = {n: v for n, v in made.items() if n not in whole or n in told.required}
        made |= {n: v for n, v in value.items() if n in told.properties}
    made = context.valid(body, made, turn.notes, "value", name)
    return MockAnswer(plan.status, made, plan.body.media_type or "")
