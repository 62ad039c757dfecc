"""PUT replaces (RFC 9110, §9.3.4): what the client leaves out does not stay."""

from __future__ import annotations

from typing import Any, Final

from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.mocking.recognition.words import plain
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.making import sendable, unsent
from impl.engine.mocking.state.messages import ABSENT
from impl.engine.mocking.state.showing import is_hidden
from impl.engine.mocking.state.times import is_moment

_LINKS: Final = frozenset({"self", "href"})


def is_replaced(context: StateContext, turn: MockTurn) -> bool:
    """Tell whether a request replaces what is there.

    A PUT does, but where its body requires nothing and no PATCH stands beside it: then
    it is the only way to change anything, and contracts mean changes in part by it.
    """
    operation = turn.plan.operation
    if operation.method != "PUT":
        return False
    if context.shape(turn.plan.sent.item).required:
        return True
    return any(
        each.operation.method == "PATCH"
        and each.operation.shape.text == operation.shape.text
        for each in context.model.plans.values()
    )


def replaced(
    context: StateContext,
    turn: MockTurn,
    shape: SchemaShape,
    whole: dict[str, Any],
    given: dict[str, Any],
) -> dict[str, Any]:
    """Return what a body leaves of an item that it replaces.

    What only the server sets stays. What could have been sent and was not is what it
    would be in a new item: its default, or nothing; where it has to be there and nobody
    knows what else it could be, it stays.
    """
    known = {
        name
        for name in sendable(context, turn)
        if name in shape.properties
        and not is_hidden(context, shape, name)
        and not is_set_by_server(context, shape, name)
    }
    new: dict[str, Any] = {}
    for name in dict.fromkeys([*whole, *given, *sorted(known)]):
        if name in given:
            new[name] = given[name]
        elif name not in known:
            new[name] = whole[name]
        elif (other := unsent(context, shape, name)) is not ABSENT:
            new[name] = other
        elif name in shape.required and name in whole:
            new[name] = whole[name]
    return new


def is_set_by_server(context: StateContext, shape: SchemaShape, name: str) -> bool:
    """Tell whether only the server says what a property is."""
    if is_moment(name) or plain(name) in _LINKS:
        return True
    return context.shape(shape.properties.get(name)).is_read_only
