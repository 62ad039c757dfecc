# A copy of Countersign's scripts/codegen/runtime/responses/writing.py.
"""Bodies of responses: checked by the gate, and written."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, Callable
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from ..contract.gate import Gate
from ..contract.operation import Media
from ..contract.validator import SchemaValidator
from ..http.answers import Chunks
from ..schemas.schema_types import is_free_text, is_text
from ..syntax.media_types import MediaType
from ..syntax.sequences import Framing, frame_json, framing_of
from .items import BodyError, Encode, event_encoder, json_encoder

Writer = Callable[[Any], bytes | Chunks]


def writer_of(media: Media, known: MediaType, kind: object, gate: Gate) -> Writer:
    """Return what checks and writes a body.

    Args:
        media: what is declared.
        known: the media type that the body is sent as.
        kind: the type of the view, of one item where `media.item` is set.
        gate: validates what has a schema.
    """
    if media.schema is None:
        return _raw
    framing = framing_of(known)
    if media.item and framing is not None:
        encode = _item_encoder(media, framing, kind, gate)
        return lambda body: _stream(body, encode)
    if known.is_json:
        return json_encoder(kind, gate.validator(media.schema))
    schema = gate.schemas[media.schema]
    if not is_text(schema, gate.schemas):
        return _raw
    return _text_writer(gate.validator(media.schema), schema, kind)


def _stream(body: object, encode: Encode) -> Chunks:
    if not isinstance(body, AsyncIterable):
        name = type(body).__name__
        raise BodyError(f"the body has to be an asynchronous iterator, not {name}")
    return Chunks(body, encode)


def _raw(body: object) -> bytes | Chunks:
    if isinstance(body, AsyncIterable):
        return Chunks(body, _bytes)
    return _bytes(body)


def _bytes(body: object) -> bytes:
    if not isinstance(body, bytes):
        raise BodyError(f"the body has to be bytes, not {type(body).__name__}")
    return body


def _text_writer(validator: SchemaValidator, schema: object, kind: Any) -> Writer:
    free = is_free_text(schema)
    view = TypeAdapter[Any](kind)

    def write(body: object) -> bytes | Chunks:
        if free and isinstance(body, bytes | AsyncIterable):
            return _raw(body)
        try:
            value = body
            if not isinstance(body, str):
                value = view.dump_python(body, mode="json", warnings=False)
            if isinstance(value, str | int | float) and validator.is_valid(value):
                text = value if isinstance(value, str) else json.dumps(value)
                return text.encode()
        except (UnicodeError, PydanticSerializationError):
            pass
        raise BodyError("the body is not the declared text")

    return write


def _item_encoder(media: Media, framing: Framing, kind: Any, gate: Gate) -> Encode:
    if framing == "events":
        return event_encoder(media, kind, gate)
    frame = frame_json(framing)
    as_json = json_encoder(kind, gate.validator(media.schema or ""))
    return lambda item: frame(as_json(item))
