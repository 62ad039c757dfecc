"""What of a message is shown to readers: all but what is marked as `writeOnly`."""

from __future__ import annotations

from typing import Any

from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.mocking.recognition.words import plain
from impl.engine.mocking.state.context import StateContext
from impl.engine.openapi.pointers import join


def split_sent(
    context: StateContext, shape: SchemaShape, sent: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part what was sent into what readers see, under its own names, and the rest.

    The rest is what a schema does not have, and what it has for requests alone (JSON
    Schema 2020-12, Validation, 9.4): an item is none of it, or it would be no answer.
    """
    by_name = {plain(name): name for name in shape.properties}
    given, rest = {}, {}
    for name, value in sent.items():
        own = name if name in shape.properties else by_name.get(plain(name))
        if own is None and shape.properties:
            rest[name] = value
        elif own is not None and is_hidden(context, shape, own):
            rest[own] = value
        elif own is not None:
            given[own] = shown(context, shape.properties[own], value)
        else:
            given[name] = value
    return given, rest


def shown(context: StateContext, pointer: str | None, value: Any) -> Any:
    """Return a value without the members that only requests have, however deep."""
    shape = context.shape(pointer)
    if isinstance(value, list) and shape.items:
        return [shown(context, shape.items, each) for each in value]
    if not isinstance(value, dict) or not shape.properties:
        return value
    return {
        name: shown(context, shape.properties.get(name), each)
        for name, each in value.items()
        if not is_hidden(context, shape, name)
    }


def is_hidden(context: StateContext, shape: SchemaShape, name: str) -> bool:
    """Tell whether only requests have a property."""
    return context.shape(shape.properties.get(name)).is_write_only


def hidden_paths(context: StateContext, shape: SchemaShape) -> tuple[str, ...]:
    """Return the JSON Pointers of the properties that only requests have."""
    names = shape.properties
    return tuple(join(each) for each in names if is_hidden(context, shape, each))
