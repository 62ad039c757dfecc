"""Lower request bodies: what comes as JSON, text, a form, a sequence or as bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, cast

from impl.engine.openapi.formats import format_in
from impl.engine.openapi.json_types import SCALARS
from impl.engine.openapi.parameters import is_exploded, style_in
from impl.engine.openapi.pointers import escape
from scripts.codegen.lower.bounds import most_bytes
from scripts.codegen.lower.forms import FormSchemas
from scripts.codegen.lower.identifiers import snake_case
from scripts.codegen.lower.package import Argument
from scripts.codegen.runtime.contract.operation import (
    Encoding,
    Header,
    Media,
    RequestBody,
    Style,
)
from scripts.codegen.runtime.schemas.schema_types import ANY, shape_of
from scripts.codegen.runtime.syntax.media_types import parse_media_type
from scripts.codegen.runtime.syntax.sequences import framing_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.contents import MediaContents
    from scripts.codegen.lower.directions import DirectedSchemas
    from scripts.codegen.lower.schemas import ExactSchemas
    from scripts.codegen.lower.views import Views

Kind = Literal["json", "form", "text", "sequence", "range", "raw"]
_Types = tuple[tuple[str, str], ...]

# How many bytes a body may have, at most: of a media type, of all in a request body, or
# of all in an operation.
MAX_BODY = "x-max-body"


class Bodies:
    """Turns each request body of a source into a `RequestBody`."""

    def __init__(
        self,
        source: Source,
        schemas: ExactSchemas,
        views: Views,
        contents: MediaContents,
        directions: DirectedSchemas,
    ) -> None:
        self._source = source
        self._schemas = schemas
        self._views = views
        self._contents = contents
        self._directions = directions
        self._forms = FormSchemas(schemas, is_old=source.version == "3.0")

    def lower(
        self, pointer: str, prefix: str
    ) -> tuple[RequestBody | None, tuple[Argument, ...], _Types]:
        """Return an operation's body, the argument for it, and its types.

        Args:
            pointer: of the operation.
            prefix: of the names of classes that have to be made.
        """
        place = self._source.target(f"{pointer}/requestBody")
        node = self._source.get(place)
        if not node or not node.get("content"):
            return None, (), ()
        said = node.get(MAX_BODY, self._source.get(pointer).get(MAX_BODY))
        content, types = [], []
        for name, media_place in self._source.children(f"{place}/content"):
            media = self._limited(self._media(name, media_place), media_place, said)
            content.append(media)
            types.append((name, self._type(media, f"{prefix}Request")))
        required = node.get("required", False)
        annotation = " | ".join(dict.fromkeys(kind for _, kind in types))
        argument = Argument(
            "body",
            annotation if required else f"{annotation} | None",
            description=node.get("description", ""),
        )
        return RequestBody(tuple(content), required=required), (argument,), tuple(types)

    def _limited(self, media: Media, place: str, said: int | None) -> Media:
        """Return a media type with a limit for its bodies; `said` is for all."""
        most: int | None = self._source.get(place).get(MAX_BODY, said)
        if media.schema is None:
            # What is passed on has no other bounds than these.
            sizes = [size for size in (media.max_size, most) if size is not None]
            return replace(media, max_size=min(sizes, default=None))
        if most is None:
            exact = self._schemas.exact
            is_form = media.media_type.lower().startswith("multipart/")
            most = most_bytes(exact[media.schema], exact, is_form=is_form)
        return replace(media, max_body=most)

    def _media(self, name: str, place: str) -> Media:
        node = self._source.get(place)
        if kind_of(name, {}, {}) == "sequence":
            return Media(name, self._contents.whole(name, place, "request"))
        if "schema" not in node:
            return Media(name)
        key = self._schemas.add(f"{place}/schema")
        schema = self._schemas.resolve(self._schemas.exact[key])
        kind = kind_of(name, schema, self._schemas.exact)
        if kind == "raw":
            known = schema if isinstance(schema, dict) else {}
            return Media(
                name,
                min_size=known.get("minLength", 0),
                max_size=known.get("maxLength"),
            )
        key = self._directions.key(key, "request")
        if kind != "form":
            return Media(name, key)
        encoding = self._encoding(f"{place}/encoding", name)
        if name.lower().startswith("multipart/"):
            key = self._forms.with_uploads(key, place, encoding)
        return Media(name, key, encoding)

    def _type(self, media: Media, hint: str) -> str:
        if media.schema is None:
            return "Upload"
        annotation = self._views.annotation(media.schema, hint)
        schema = self._schemas.resolve(self._schemas.exact[media.schema])
        is_range = kind_of(media.media_type, schema, self._schemas.exact) == "range"
        return f"{annotation} | Upload" if is_range else annotation

    def _encoding(self, pointer: str, media_type: str) -> tuple[Encoding, ...]:
        styled = self._source.version != "3.0" or not media_type.startswith("multipart")
        return tuple(
            self._encoding_of(name, place, styled=styled)
            for name, place in self._source.children(pointer)
        )

    def _encoding_of(self, name: str, place: str, *, styled: bool) -> Encoding:
        node = self._source.get(place)
        style, explode = None, False
        # One of the three is enough to leave the defaults of forms behind.
        if styled and node.keys() & {"style", "explode", "allowReserved"}:
            style = cast("Style", style_in(node))
            explode = is_exploded(node, style)
        types = [each.strip() for each in node.get("contentType", "").split(",")]
        return Encoding(
            name,
            () if style else tuple(filter(None, types)),
            tuple(self._headers(f"{place}/headers")),
            style,
            explode,
        )

    def _headers(self, pointer: str) -> list[Header]:
        found = []
        for name, place in self._source.children(pointer):
            if name.lower() == "content-type":
                continue  # OpenAPI 3.1, §4.8.15: described by `contentType` alone
            node = self._source.get(place)
            content = next(iter(node.get("content", {})), None)
            where = f"content/{escape(content)}/schema" if content else "schema"
            key = self._schemas.add(f"{place}/{where}")
            required, explode = node.get("required", False), node.get("explode", False)
            found.append(Header(name, snake_case(name), key, required, explode))
        return found


def kind_of(media_type: str, schema: Any, schemas: Mapping[str, Any]) -> Kind:
    """Return how a body of this media type and schema reaches an implementation.

    Args:
        media_type: as declared.
        schema: not a plain reference.
        schemas: that it may refer to, by key.
    """
    media = parse_media_type(media_type)
    if media is None:
        return "raw"
    if media.is_json:
        return "json"
    if media.is_form:
        return "form"
    framing = framing_of(media)
    if framing is not None:
        return "raw" if framing == "events" else "sequence"
    kinds = shape_of(schema, schemas).kinds
    if media.type == "text":
        is_bytes = format_in(schema).octets == "raw"
        return "text" if kinds & SCALARS and not is_bytes else "raw"
    is_range = media.type in {"*", "application"} and media.subtype == "*"
    is_text = kinds == ANY or kinds <= {"string", "null"}
    return "range" if is_range and not is_text else "raw"
