"""Items of bodies: checked by the gate, and written as JSON or as events."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jiter
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from ..contract.content_schemas import asserting_content, is_json_member
from ..contract.gate import Gate
from ..contract.operation import Media
from ..contract.validator import SchemaValidator
from ..contract.violations import violations
from ..schemas.references import pointer_to
from ..schemas.schema_types import is_exact, shape_of
from ..syntax.exact_numbers import MARKING, unmarked
from ..syntax.server_sent_events import ServerSentEvent, with_line_feeds, write_event

Encode = Callable[[Any], bytes]


class BodyError(ValueError):
    """A body is not what the contract declares; the message says how."""


def json_encoder(kind: Any, validator: SchemaValidator) -> Encode:
    """Return what writes values of a view as JSON that the validator lets through."""
    view = TypeAdapter[Any](kind)
    exact = is_exact(validator.root)
    context = MARKING if exact else None

    def write(body: object) -> bytes:
        # What is validated are the very bytes that leave; it costs the same as
        # validating a dump to Python objects and dumping that again.
        try:
            text = view.serializer.to_json(
                body,
                by_alias=True,
                exclude_unset=True,
                warnings=False,
                context=context,
            )
        except PydanticSerializationError as error:
            raise BodyError(f"the body can't be written as JSON: {error}") from None
        if exact:
            text = unmarked(text)
        value = jiter.from_json(text)
        if not validator.is_valid(value):
            raise _wrong(validator, value)
        return text

    return write


def _check(validator: SchemaValidator, value: object) -> None:
    if not validator.is_valid(value):
        raise _wrong(validator, value)


def _wrong(validator: SchemaValidator, value: object) -> BodyError:
    found = violations(validator, value)[:3]
    return BodyError("; ".join(f"body {f.pointer} {f.detail}" for f in found))


def event_encoder(media: Media, kind: Any, gate: Gate) -> Encode:
    """Return what writes items as server-sent events, as `media.item` says."""
    schema = media.schema or ""
    if media.item == "event":
        return _whole_event_encoder(schema, kind, gate)
    validator = gate.validator(schema)
    if media.item == "text":
        text = TypeAdapter[Any](kind)
        return _data_encoder(lambda data: _text(data, text, validator))
    as_json = json_encoder(kind, validator)
    return _data_encoder(lambda data: as_json(data).decode())


def _data_encoder(encode: Callable[[Any], str]) -> Encode:
    def write(item: object) -> bytes:
        event = item if isinstance(item, ServerSentEvent) else ServerSentEvent(item)
        beside = {"event": event.event, "id": event.id, "retry": event.retry}
        return _written({"data": encode(event.data), **beside})

    return write


def _text(data: object, view: TypeAdapter[Any], validator: SchemaValidator) -> str:
    if not isinstance(data, str):
        try:
            data = view.dump_python(data, mode="json", warnings=False)
        except PydanticSerializationError as error:
            raise BodyError(f"an event's data can't be written: {error}") from None
    if not isinstance(data, str):
        raise BodyError(f"an event's data is text, not {type(data).__name__}")
    text = with_line_feeds(data)
    try:
        _check(validator, text)
    except UnicodeEncodeError:
        raise BodyError("an event's data has a lone surrogate") from None
    return text


def _whole_event_encoder(name: str, kind: Any, gate: Gate) -> Encode:
    view = TypeAdapter[Any](kind)
    validator = asserting_content({"$ref": pointer_to(name)}, gate)
    shape = shape_of(gate.schemas[name], gate.schemas).properties.get("data")
    is_text = shape is None or "string" in shape.kinds
    is_json = is_json_member("data", gate.schemas[name], gate.schemas)

    def write(item: object) -> bytes:
        try:
            event = view.dump_python(
                item, mode="json", by_alias=True, exclude_unset=True, warnings=False
            )
        except PydanticSerializationError as error:
            raise BodyError(f"the event can't be written: {error}") from None
        if not isinstance(event, dict):
            raise BodyError(f"an event is an object, not {type(event).__name__}")
        if "data" not in event:
            _check(validator, event)
            return _written(event)
        texts = [_json_text(event["data"])]
        if isinstance(event["data"], str) and is_text and not is_json:
            # The text itself, or JSON that is a string: the gate knows which.
            texts.insert(0, with_line_feeds(event["data"]))
        seen = [{**event, "data": text if is_text else event["data"]} for text in texts]
        valid = map(validator.is_valid, seen)
        chosen = texts[next((n for n, is_valid in enumerate(valid) if is_valid), 0)]
        _check(validator, seen[texts.index(chosen)])
        return _written({**event, "data": chosen})

    return write


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _written(event: dict[str, object]) -> bytes:
    try:
        return write_event(event)
    except ValueError as error:
        raise BodyError(f"event: {error}") from None
