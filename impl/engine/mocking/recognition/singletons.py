"""Values of which there is one for each scope: settings, a profile, a policy."""

from __future__ import annotations

from collections.abc import Iterator

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.recognition.doors import Door, Grouped, Paths, success_schema
from impl.engine.mocking.recognition.plans import (
    BodyPlanner,
    MockRole,
    OperationPlan,
)

_ROLES: dict[str, MockRole] = {
    "GET": "read value",
    "PUT": "write value",
    "PATCH": "patch value",
    "POST": "patch value",
    "DELETE": "clear value",
}


def plan_singletons(
    paths: Paths,
    bodies: BodyPlanner,
    planned: dict[str, OperationPlan],
    doors: dict[str, Door],
) -> Iterator[OperationPlan]:
    """Plan the operations on paths that hold one value each."""
    for text, grouped in paths.groups.items():
        left = {
            method: [each for each in operations if each.pointer not in planned]
            for method, operations in grouped.items()
        }
        value = _value(paths, left)
        if value is None or (paths.shapes[text].ends_filled and text in doors):
            continue
        for method, operations in left.items():
            for operation in operations:
                if role := _ROLES.get(method):
                    yield _plan(bodies, operation, role, value)


def _value(paths: Paths, grouped: Grouped) -> str | None:
    """Find the schema of the value that a path gives and takes."""
    changes = {"PUT", "PATCH", "POST", "DELETE"} & {
        m for m, held in grouped.items() if held
    }
    for operation in grouped.get("GET", ()):
        schema = success_schema(operation)
        if schema is None or not changes:
            continue
        shape = paths.schemas.shape(schema)
        if changes == {"POST"} and not _takes_like(
            paths, grouped, set(shape.properties)
        ):
            continue
        return schema
    return None


def _takes_like(paths: Paths, grouped: Grouped, properties: set[str]) -> bool:
    """Tell whether a POST takes what the GET gives, and does not just do something."""
    for operation in grouped["POST"]:
        found = operation.body.json if operation.body else None
        sent = paths.schemas.shape(found[1]).properties.keys() if found else set()
        if sent & properties:
            return True
    return False


def _plan(
    bodies: BodyPlanner, operation: MockedOperation, role: MockRole, value: str
) -> OperationPlan:
    preferred = 204 if role == "clear value" else 200
    answer = bodies.answer(operation, None, preferred)
    sent = bodies.sent(operation, None)
    return OperationPlan(operation, role, "", None, answer, sent, value=value)
