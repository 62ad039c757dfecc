"""Keys that a contract tells of by links, or by the names of its schemas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.envelopes import Steps
from impl.engine.mocking.recognition.keys import KeyPlace
from impl.engine.mocking.recognition.model import MockModel
from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes
from impl.engine.openapi.pointers import unescape

_BODY: Final = "$response.body#/"


def learn_keys(model: MockModel, create: OperationPlan) -> None:
    """Find where items have the keys that recognition found in no member."""
    door = create.door
    if door is None or all(key.steps for key in door.keys):
        return
    linked = dict(_linked(model, create))
    door.keys = tuple(
        key if key.steps else _at(model.schemas, door, key, linked.get(key.parameter))
        for key in door.keys
    )


def _at(
    schemas: SchemaShapes, door: Door, key: KeyPlace, linked: Steps | None
) -> KeyPlace:
    steps = linked or _named(schemas, door, key)
    if steps is None:
        return key
    place = schemas.at(door.item, steps)
    return replace(key, steps=steps, property_schema=place)


def _named(schemas: SchemaShapes, door: Door, key: KeyPlace) -> Steps | None:
    """Find the only member that has the schema of the parameter."""
    identity = schemas.identity(key.schema) if key.schema else ""
    if not identity.startswith("/components/schemas/"):
        return None
    members = schemas.shape(door.item).properties.items()
    found = [name for name, place in members if schemas.identity(place) == identity]
    return (found[0],) if len(found) == 1 else None


def _linked(model: MockModel, create: OperationPlan) -> Iterator[tuple[str, Steps]]:
    """Yield parameters that links of an answer fill in from the item in it."""
    if create.answer is None:
        return
    references = model.schemas.references
    success = create.operation.success(create.answer.status)
    place = f"{success[1].pointer}/links" if success else ""
    links = references.value(references.target(place))
    for name in links if isinstance(links, dict) else ():
        link = references.value(references.target(f"{place}/{name}"))
        parameters = link.get("parameters") if isinstance(link, dict) else None
        for written, value in (parameters or {}).items():
            if steps := _steps(value, create.answer.body.steps):
                yield written.removeprefix("path."), steps


def _steps(value: Any, before: Steps) -> Steps | None:
    if not isinstance(value, str) or not value.startswith(_BODY):
        return None
    steps = tuple(unescape(each) for each in value.removeprefix(_BODY).split("/"))
    return steps[len(before) :] if steps[: len(before)] == before else None
