"""What people are told of the state that a mock keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.recognition.doors import success_schema
from impl.engine.mocking.recognition.keys import KeyPlace
from impl.engine.mocking.recognition.plans import MockRole, OperationPlan

_WORDS: Final[dict[MockRole, str]] = {
    "list": "lists {store}",
    "create": "adds to {store}",
    "read": "reads one of {store}",
    "replace": "replaces one of {store}",
    "patch": "changes one of {store}",
    "update": "changes one of {store}",
    "delete": "removes one of {store}, with what is below it",
    "clear": "removes many of {store}",
    "write": "adds to or changes {store}",
    "put in": "puts a member into {store}",
    "take out": "takes a member out of {store}",
    "ask": "tells whether {store} has a member",
    "read value": "reads the value of {path}",
    "write value": "replaces the value of {path}",
    "patch value": "changes the value of {path}",
    "clear value": "puts the value of {path} back",
    "act": "acts on one of {store}",
    "nothing": "remembers nothing",
}


@dataclass(frozen=True, slots=True)
class ReportedOperation:
    """What one operation does with state.

    Attributes:
        pointer: its pointer in the contract.
        method: its method.
        path: its path.
        role: what it does, in one of few words.
        is_remembered: whether what it does is seen by others, or shows what others did.
        text: the same for people, or why nothing is remembered.
        ignored: query parameters that change nothing.
    """

    pointer: str
    method: str
    path: str
    role: MockRole
    is_remembered: bool
    text: str
    ignored: tuple[str, ...] = ()


def report_of(plan: OperationPlan) -> ReportedOperation:
    """Describe what an operation does with state."""
    operation, door = plan.operation, plan.door
    store = door.store if door else ""
    text = _WORDS[plan.role].format(store=store, path=operation.shape.text)
    details = [text]
    if plan.role == "list":
        details.append(f"pages: {plan.pages.family}")
        if plan.selection.rules:
            names = ", ".join(rule.parameter for rule in plan.selection.rules)
            details.append(f"filters: {names}")
        if plan.selection.sort:
            details.append(f"order: {plan.selection.sort}")
    if plan.role in {"read", "create"} and door and door.keys:
        details.append(f"key: {', '.join(map(_key, door.keys))}")
    if plan.effect:
        details.append(f"sets {'.'.join(plan.effect.steps)} to {plan.effect.value}")
    if plan.reason:
        details.append(plan.reason)
    return ReportedOperation(
        operation.pointer,
        operation.method,
        operation.shape.template,
        plan.role,
        plan.role != "nothing",
        "; ".join(details),
        plan.selection.ignored,
    )


def _key(key: KeyPlace) -> str:
    if key.steps is None:
        return f"{key.parameter}, beside the item"
    where = ".".join(key.steps)
    return f"{key.parameter}, at the end of {where}" if key.is_link else where


def why_nothing(operation: MockedOperation) -> str:
    """Say why nothing is remembered of an operation."""
    schema = success_schema(operation)
    if operation.success() is None:
        return "It declares no success."
    if operation.method in {"GET", "HEAD"}:
        if schema is None:
            return "Its success has no JSON body to remember."
        return "Nothing else reads or changes what it gives: each answer is a sample."
    if operation.method == "POST":
        return "What it is asked to do leaves nothing behind that another one reads."
    return "No operation reads what it changes."
