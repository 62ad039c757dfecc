"""Are the parents that a path names there?"""

from __future__ import annotations

from typing import Final

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.making import Making, make
from impl.engine.mocking.state.messages import RefusedRequest
from impl.engine.mocking.state.places import FilledPath
from impl.engine.mocking.state.seeding import ensure, is_gone

_UNKNOWN_PARENT: Final = "unknown parent"


def demand_parents(context: StateContext, turn: MockTurn, scope: FilledPath) -> None:
    """Refuse a request below an item that is not there.

    Where the contract says that it may be refused (404 or 4XX) and tells how to get the
    keys of such items, any that is not there is refused; elsewhere only what was
    deleted, so that nobody needs keys that nobody can get.

    Raises:
        RefusedRequest: a parent is not there.
    """
    if is_gone(context, scope):
        raise RefusedRequest(404, _UNKNOWN_PARENT)
    responses = turn.plan.operation.responses
    if "404" not in responses and "4XX" not in responses:
        return
    for door, place in _parents(context, scope):
        if not _tells_keys(door) or len(door.keys) != 1:
            continue
        ensure(context, door, place, turn.request.base_url)
        if context.find(door, place) is None:
            raise RefusedRequest(404, _UNKNOWN_PARENT)


def make_parents(context: StateContext, turn: MockTurn, scope: FilledPath) -> None:
    """Make the parents that a request takes for granted."""
    base_url = turn.request.base_url
    for door, place in _parents(context, scope):
        ensure(context, door, place, base_url)
        if door.item is None or context.find(door, place) is not None:
            continue
        count = len(door.scope)
        making = Making(
            door, place.first(count), keys=place.texts[count:], base_url=base_url
        )
        make(context, making)
        turn.notes.append(f"made parent: {door.id}")


def _parents(context: StateContext, scope: FilledPath) -> list[tuple[Door, FilledPath]]:
    found = []
    for count, hole in enumerate(scope.holes, start=1):
        door = context.model.doors.get(hole)
        if door and not door.is_toggle and door.item_path:
            found.append((door, scope.first(count)))
    return found


def _tells_keys(door: Door) -> bool:
    """Tell whether a client can learn the keys of a collection's items."""
    return not door.collection.keys().isdisjoint({"GET", "POST"})
