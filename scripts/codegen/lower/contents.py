"""Lower the `content` of requests and responses: media types, schemas, Python types.

A sequential media type (OpenAPI 3.2, §4.14.3.1) has its items described by
`itemSchema`. Contracts before 3.2 have only `schema`, which there describes the whole
as an array; one that is no array can only mean each item, and is taken so. In a stream
of server-sent events the schema describes the event if it has a property `data` and
no properties but an event's own; else it describes the event's data: as text if it
allows nothing but strings, and as JSON otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.formats import format_in
from impl.engine.openapi.keywords import COMBINING
from scripts.codegen.lower.format_types import BYTES
from scripts.codegen.lower.package import Body
from scripts.codegen.lower.schemas import key_of, reference
from scripts.codegen.runtime.contract.content_schemas import is_json_content
from scripts.codegen.runtime.contract.operation import Item, Media
from scripts.codegen.runtime.schemas.schema_types import is_free_text, is_text, shape_of
from scripts.codegen.runtime.syntax.media_types import MediaType, parse_media_type
from scripts.codegen.runtime.syntax.sequences import EVENT_MEMBERS, framing_of

if TYPE_CHECKING:
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.directions import DirectedSchemas
    from scripts.codegen.lower.hidden import MessageKind
    from scripts.codegen.lower.schemas import ExactSchemas
    from scripts.codegen.lower.views import Views

_BYTES = "bytes | AsyncIterable[bytes]"
_UNKNOWN = MediaType("application", "octet-stream")


class MediaContents:
    """Lowers media type objects (OpenAPI 3.1, §4.8.14)."""

    def __init__(
        self,
        source: Source,
        schemas: ExactSchemas,
        views: Views,
        directions: DirectedSchemas,
    ) -> None:
        self._source = source
        self._schemas = schemas
        self._views = views
        self._directions = directions

    def of_response(self, pointer: str, *, received: bool = False) -> tuple[Media, ...]:
        """Return the media types that a response may come in.

        One that is received is whole: the schema of a sequence describes its array.
        """
        return tuple(
            Media(name, self.whole(name, place, "response"))
            if received
            else self._response_media(name, place)
            for name, place in self._source.children(pointer)
        )

    def body(self, media: Media, hint: str) -> Body:
        """Return the body of a sealed class; `hint` names types that have no name."""
        known = _parsed(media.media_type)
        if media.schema is None:
            return Body(_BYTES, "bytes", None, "..." if known.is_range else "")
        if media.item:
            return self._stream(media, f"{hint}Item")
        view = self._views.annotation(media.schema, f"{hint}Body")
        if known.is_range:
            return self._range(media, known, view)
        if known.is_json:
            return Body(view, view, media.schema)
        return self._plain(media, view)

    def received_body(self, media: Media, hint: str) -> Body:
        """Return the body of a class for what others answer, which is there whole."""
        known = _parsed(media.media_type)
        if media.schema is None:
            return Body("bytes", "bytes", None)
        view = self._views.annotation(media.schema, f"{hint}Body")
        if not known.is_json and framing_of(known) is None:
            plain = self._plain(media, view)
            return Body(plain.view, plain.view, plain.schema)
        return Body(view, view, media.schema)

    def whole(self, name: str, place: str, direction: MessageKind) -> str | None:
        """Return the key of the schema of a body, of all items where there are many."""
        node = self._source.get(place)
        framing = framing_of(_parsed(name))
        if framing is None:
            key = self._schemas.add(f"{place}/schema") if "schema" in node else None
        elif framing == "events":
            return None
        else:
            key = self._array(place)
        return None if key is None else self._directions.key(key, direction)

    def _array(self, place: str) -> str | None:
        """Return the key of a schema of all items of a sequence."""
        node = self._source.get(place)
        whole = self._schemas.add(f"{place}/schema") if "schema" in node else None
        if "itemSchema" in node:
            item = self._schemas.add(f"{place}/itemSchema")
        elif whole is None or self._is_array(whole):
            return whole
        else:
            item, whole = whole, None
        array: dict[str, Any] = {"type": "array", "items": {"$ref": reference(item)}}
        if whole is not None:
            array = {"allOf": [array, {"$ref": reference(whole)}]}
        return self._schemas.derive(f"items:{place}", place, array)

    def _response_media(self, name: str, place: str) -> Media:
        node = self._source.get(place)
        framing = framing_of(_parsed(name))
        if framing is None:
            if "schema" not in node:
                return Media(name)
            key = self._schemas.add(f"{place}/schema")
            return Media(name, self._directions.key(key, "response"))
        item = self._item(place)
        if item is None:
            return Media(name)
        kind = self._kind(item) if framing == "events" else "json"
        return Media(name, self._directions.key(item, "response"), item=kind)

    def _item(self, place: str) -> str | None:
        """Return the key of the schema of one item of a sequence."""
        node = self._source.get(place)
        if "itemSchema" in node:
            return self._schemas.add(f"{place}/itemSchema")
        if "schema" not in node:
            return None
        key = self._schemas.last(self._schemas.add(f"{place}/schema"))
        if not self._is_array(key):
            return key
        if "items" in self._schemas.exact[key]:
            return self._schemas.add(f"{self._schemas.pointer(key)}/items")
        return self._schemas.derive(f"item:{key}", key, True)

    def _is_array(self, key: str) -> bool:
        schema = self._schemas.resolve(self._schemas.exact[key])
        return isinstance(schema, dict) and schema.get("type") == "array"

    def _kind(self, key: str) -> Item:
        exact = self._schemas.exact
        shape = shape_of(exact[key], exact)
        if "data" in shape.properties and shape.properties.keys() <= EVENT_MEMBERS:
            return "event"
        return "text" if shape.kinds == {"string"} else "json"

    def _stream(self, media: Media, hint: str) -> Body:
        key = media.schema or ""
        if media.item == "event":
            view = self._views.annotation(self._with_json_data(key), hint)
            return Body(f"AsyncIterable[{view}]", view, key)
        view = self._views.annotation(key, hint)
        item = view
        if framing_of(_parsed(media.media_type)) == "events":
            item = f"{view} | ServerSentEvent[{view}]"
        return Body(f"AsyncIterable[{item}]", view, key)

    def _with_json_data(self, key: str) -> str:
        """Return the key of an event's schema in which JSON data has its own schema."""
        variant = f"event:{key}"
        if variant not in self._schemas.exact:
            schema = self._decoded(self._schemas.exact[key])
            if schema == self._schemas.exact[key]:
                return key
            self._schemas.derive(variant, key, schema)
        return variant

    def _decoded(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        result = dict(node)
        if "$ref" in node:
            target = self._with_json_data(key_of(node["$ref"]))
            result["$ref"] = reference(target)
        for branch in COMBINING:
            if branch in node:
                result[branch] = [self._decoded(each) for each in node[branch]]
        data = self._schemas.resolve(node.get("properties", {}).get("data"))
        if isinstance(data, dict) and is_json_content(data) and "contentSchema" in data:
            result["properties"] = {
                **node["properties"],
                "data": data["contentSchema"],
            }
        return result

    def _range(self, media: Media, known: MediaType, view: str) -> Body:
        plain = self._plain(media, view)
        if known.is_json:
            return Body(view, view, media.schema, "...")
        if known.type not in {"*", "application"}:
            return replace(plain, content_type="...")
        schemas = self._schemas.exact
        is_object = not is_text(schemas[media.schema or ""], schemas)
        annotation = f"{view} | {_BYTES}" if is_object else plain.annotation
        default = "application/json" if is_object else "..."
        return Body(annotation, view, media.schema, default)

    def _plain(self, media: Media, view: str) -> Body:
        """Return the body of a media type that is neither JSON nor a sequence."""
        schemas, key = self._schemas.exact, media.schema or ""
        schema = self._schemas.resolve(schemas[key])
        if _is_binary(schema) or not is_text(schema, schemas):
            return Body(_BYTES, "bytes", None)
        if view == BYTES or not is_free_text(schema):
            return Body(view, view, key)
        return Body(f"str | {_BYTES}", "str", key)


def _is_binary(schema: Any) -> bool:
    if not isinstance(schema, dict):
        return True
    if schema.get("type", "string") != "string":
        return False
    if format_in(schema).octets == "raw":
        return True
    if "type" not in schema:
        return is_free_text(schema)
    return "contentMediaType" in schema and "contentEncoding" not in schema


def _parsed(name: str) -> MediaType:
    return parse_media_type(name) or _UNKNOWN
