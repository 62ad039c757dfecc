"""Patches of what is there: JSON Patch, and merging, as far as the contract goes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.json_patch import UnfitPatch, json_patch
from impl.engine.mocking.state.messages import RefusedRequest, RequestFault
from impl.engine.openapi.pointers import join, split
from impl.engine.sampling.faults import InstanceFault

_LACKING = re.compile(r'(".*") is a required property')
_CODES = ("422", "409", "412", "400")


def unfit(plan: OperationPlan) -> int:
    """Choose the status of a request that does not fit what is there."""
    return int(
        next((code for code in _CODES if code in plan.operation.responses), "422")
    )


def patched(
    context: StateContext, turn: MockTurn, target: Any, hidden: tuple[str, ...] = ()
) -> Any:
    """Return what the JSON Patch of a request makes of something.

    What is `hidden` at some paths may be there though nobody has sent it to the mock.

    Raises:
        RefusedRequest: the patch does not apply, or leaves no object of one.
    """
    try:
        named = (*_named_paths(context, turn), *hidden)
        result = json_patch(target, turn.request.body, turn.notes, named)
    except UnfitPatch as error:
        raise _refused(turn, str(error), [(error.pointer, str(error))]) from error
    if isinstance(target, dict) and not isinstance(result, dict):
        raise _refused(turn, "the patch leaves no object", [("", "leaves no object")])
    return result


def _named_paths(context: StateContext, turn: MockTurn) -> tuple[str, ...]:
    """Return the paths that the contract lists for the operations of its patches."""
    body = turn.plan.operation.body
    kind = turn.request.media_type.partition(";")[0].strip().lower()
    schema = body.contents.get(kind) if body else None
    operation = context.shape(context.shape(schema).items or schema)
    listed = context.shape(operation.properties.get("path")).enum
    return tuple(each for each in listed if isinstance(each, str))


def demand_valid(
    context: StateContext, turn: MockTurn, schema: str | None, value: Any
) -> None:
    """Demand that what a patch makes is what the contract says that there is.

    Raises:
        RefusedRequest: it is not; a service would not make up what the patch took.
    """
    faults = context.sampler.faults(schema, value) if schema else []
    if faults:
        raise _refused(turn, _sentence(faults), _places(faults))


def demand_known(
    context: StateContext,
    turn: MockTurn,
    shape: SchemaShape,
    sent: dict[str, Any],
    new: dict[str, Any],
) -> None:
    """Demand that members that a body may have by any schema are what items have.

    What the schema of the body names, the request has been held against already.

    Raises:
        RefusedRequest: one is not.
    """
    told = context.shape(turn.plan.sent.item).properties
    faults = [
        InstanceFault(join(name, *_steps(each)), each.keyword, each.message)
        for name in sent.keys() & shape.properties.keys() & new.keys()
        if name not in told
        for each in context.sampler.faults(shape.properties[name], new[name])
    ]
    if faults:
        raise _refused(turn, _sentence(faults), _places(faults, turn.plan.sent.steps))


def is_merge_patch(turn: MockTurn) -> bool:
    """Tell whether null removes, and objects are merged (RFC 7396 and its kin)."""
    return any(name in turn.request.media_type for name in ("merge", "apply"))


def has_null(value: Any) -> bool:
    """Tell whether a merge patch removes anything."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if inner is None:
            return True
        if isinstance(inner, dict):
            waiting += inner.values()
    return False


def demand_object(turn: MockTurn, body: Any) -> None:
    """Demand that a merge patch of an object is one: else it would replace it.

    Raises:
        RefusedRequest: it is not.
    """
    if "merge-patch" in turn.request.media_type and not isinstance(body, dict):
        problem = "a merge patch of an object is an object"
        raise _refused(turn, problem, [("", "is no object")])


def merged(
    context: StateContext,
    turn: MockTurn,
    shape: SchemaShape,
    whole: dict[str, Any],
    given: dict[str, Any],
) -> dict[str, Any]:
    """Return what a body makes of an item, by its media type.

    Raises:
        RefusedRequest: it removes what has to be there.
    """
    is_deep = is_merge_patch(turn)
    try:
        return _merge(context, shape, whole, given, is_deep=is_deep)
    except UnfitPatch as error:
        where = [(join(*turn.plan.sent.steps) + error.pointer, str(error))]
        raise _refused(turn, str(error), where) from error


def _merge(
    context: StateContext,
    shape: SchemaShape,
    whole: dict[str, Any],
    given: dict[str, Any],
    *,
    is_deep: bool,
) -> dict[str, Any]:
    """Merge what was sent into an item (RFC 7396): null removes where it may.

    In plain JSON null is a value wherever the schema allows it, and objects in an item
    are sent whole.
    """
    result = dict(whole)
    for name, value in given.items():
        pointer = shape.properties.get(name)
        if value is None:
            _empty(context, shape, result, name, is_deep=is_deep)
        elif is_deep and isinstance(value, dict):
            held = result.get(name)
            start = held if isinstance(held, dict) else {}
            try:
                inner = context.shape(pointer)
                result[name] = _merge(context, inner, start, value, is_deep=True)
            except UnfitPatch as error:
                raise UnfitPatch(str(error), join(name) + error.pointer) from None
        else:
            result[name] = value
    return result


def _empty(
    context: StateContext,
    shape: SchemaShape,
    result: dict[str, Any],
    name: str,
    *,
    is_deep: bool,
) -> None:
    pointer = shape.properties.get(name)
    allows_null = pointer is not None and not context.sampler.faults(pointer, None)
    if name not in shape.required and (is_deep or not allows_null):
        result.pop(name, None)
    elif is_deep and not allows_null:
        raise UnfitPatch(f"{name} has to be there", join(name))
    elif allows_null or name not in result:
        result[name] = None


def _refused(
    turn: MockTurn, problem: str, places: Iterable[tuple[str, str]]
) -> RefusedRequest:
    faults = [RequestFault("body", pointer, detail) for pointer, detail in places]
    return RefusedRequest(unfit(turn.plan), problem, faults)


def _sentence(faults: list[InstanceFault]) -> str:
    pointer, detail = _place(faults[0])
    return f"the change leaves what is not valid: {pointer} {detail}"


def _places(
    faults: list[InstanceFault], steps: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    return [
        (join(*steps) + pointer, detail) for pointer, detail in map(_place, faults[:20])
    ]


def _place(fault: InstanceFault) -> tuple[str, str]:
    """Return where a fault is and what it is; what lacks is where it should be."""
    lacking = _LACKING.fullmatch(fault.message) if fault.keyword == "required" else None
    if lacking is None:
        return fault.pointer, fault.message[:200]
    return f"{fault.pointer}{join(json.loads(lacking[1]))}", "is required"


def _steps(fault: InstanceFault) -> list[str]:
    return split(fault.pointer) if fault.pointer else []
