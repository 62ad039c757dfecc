"""How the properties of a form are written (OpenAPI 3.1, 4.8.14.1 and 4.8.15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.in_place import places
from impl.engine.comparison.contract.keywords import as_list, map_in
from impl.engine.comparison.contract.media_ranges import covering
from impl.engine.comparison.contract.message_parts import (
    DeclaredParameter,
    message_at,
    normal_media_type,
)
from impl.engine.openapi.formats import format_in
from impl.engine.openapi.parameters import is_exploded, style_in
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredContent
    from impl.engine.comparison.contract.schemas import ContractSchemas, Layer

FORM = "application/x-www-form-urlencoded"
_NESTED = ("encoding", "prefixEncoding", "itemEncoding")
# The parts that no position of their own is given.
OTHERS = "[*]"
# Texts in which schemas describe what the text says, not the text.
_NOTATIONS = frozenset({"event-stream", "json", "xml", "yaml", "x-yaml", "*"})
_DEEP = "deepObject"
_SUFFIXES = ("+json", "+xml", "+yaml")
_BINARY, _TEXT, _JSON = "application/octet-stream", "text/plain", "application/json"


@dataclass(frozen=True, slots=True)
class PropertyEncoding:
    """How one property is written.

    Attributes:
        types: the media types of its part, or ranges of them.
        headers: the headers of its part, by name in lower case.
        parameter: the property as if it were a parameter of a query.
        inner: how the parts of the part are written, if it has some (3.2, 4.15.1.2).
        position: which part it is, where parts go by position (3.2, 4.15).
    """

    types: tuple[str, ...]
    headers: dict[str, DeclaredParameter]
    parameter: DeclaredParameter
    inner: dict[str, Any]
    position: int | None = None

    def takes(self, media_type: str) -> bool:
        """Tell whether a part may be of a media type or, for a range, of any in it."""
        return covering(media_type, dict.fromkeys(self.types, True)) is not None


def encodings(
    schemas: ContractSchemas, content: DeclaredContent
) -> dict[str, PropertyEncoding]:
    """Say how the properties of a form are written; nothing for other bodies."""
    is_form = content.media_type == FORM
    if not (is_form or is_multipart(content.media_type)):
        return {}
    surface = schemas.surface
    written = surface.map(f"{content.pointer}/encoding")
    found = {}
    layers = schemas.layers((content.schema,)) if content.schema else ()
    for layer in layers:
        properties = layer.keywords.get("properties")
        for name in properties if isinstance(properties, dict) else ():
            pointer = f"{layer.pointer}/properties/{escape(name)}"
            where = f"{content.pointer}/encoding/{escape(name)}"
            held = written.get(name)
            types = held.get("contentType") if isinstance(held, dict) else None
            found[name] = PropertyEncoding(
                _split(types) if isinstance(types, str) else _usual(schemas, pointer),
                message_at(surface, where).headers,
                _parameter(held if isinstance(held, dict) else {}, name, pointer),
                _inner(held if isinstance(held, dict) else {}),
            )
    return found if found or is_form else _by_position(schemas, content, layers)


def is_text(media_type: str) -> bool:
    """Tell whether a body is but one text, and not a document in some notation."""
    main, _, rest = media_type.partition(";")[0].partition("/")
    return main == "text" and rest not in _NOTATIONS and not rest.endswith(_SUFFIXES)


def text_members(
    schemas: ContractSchemas, content: DeclaredContent
) -> dict[str, tuple[str, ...]]:
    """Give the properties of a form that are written as texts, and their places.

    In a form without parts, whatever is no JSON is a text (3.1, 4.8.14.4).
    """
    is_form = content.media_type == FORM
    if content.schema is None or not (is_form or is_multipart(content.media_type)):
        return {}
    written = schemas.surface.map(f"{content.pointer}/encoding")
    texts = {_TEXT, _BINARY} if is_form else {_TEXT}
    found: dict[str, tuple[str, ...]] = {}
    for pointer, value in places(schemas.surface, (content.schema,)):
        for name in map_in(value, "properties"):
            there = f"{pointer}/properties/{escape(name)}"
            found[name] = (*found.get(name, ()), there)
    return {
        name: held
        for name, held in found.items()
        if texts.issuperset(
            _types(schemas, map_in(written, name), held, is_form=is_form)
        )
    }


def _types(
    schemas: ContractSchemas,
    encoding: dict[str, Any],
    pointers: tuple[str, ...],
    *,
    is_form: bool,
) -> set[str]:
    types = encoding.get("contentType")
    if isinstance(types, str):
        return set(_split(types))
    if is_form and encoding.get("style") == _DEEP:
        return {_TEXT}
    return {each for pointer in pointers for each in _usual(schemas, pointer)}


def at(known: dict[str, PropertyEncoding], name: str) -> PropertyEncoding | None:
    """Find how a part is written, by its name or position."""
    is_first = name.startswith("[") and name not in known
    return known.get(OTHERS if is_first else name)


def _by_position(
    schemas: ContractSchemas, content: DeclaredContent, layers: tuple[Layer, ...]
) -> dict[str, PropertyEncoding]:
    """Say how the parts of a body are written that have no names."""
    surface = schemas.surface
    first = f"{content.pointer}/prefixEncoding"
    count = len(as_list(surface.value(first)))
    places = {f"[{index}]": f"{first}/{index}" for index in range(count)}
    places[OTHERS] = f"{content.pointer}/itemEncoding"
    found = {}
    for index, (name, where) in enumerate(places.items()):
        held = surface.map(where)
        types = held.get("contentType")
        inner = [layer.pointer for layer in layers if "items" in layer.keywords]
        usual = _usual(schemas, f"{inner[0]}/items") if inner else (_BINARY,)
        found[name] = PropertyEncoding(
            _split(types) if isinstance(types, str) else usual,
            message_at(surface, where).headers,
            _parameter({}, name, where),
            _inner(held),
            index,
        )
    return found


def _inner(held: dict[str, Any]) -> dict[str, Any]:
    return {key: held[key] for key in _NESTED if key in held}


def is_multipart(media_type: str) -> bool:
    """Tell whether a body has a part for each property."""
    return media_type.startswith("multipart/")


def _split(types: str) -> tuple[str, ...]:
    return tuple(normal_media_type(name) for name in types.split(","))


def _usual(schemas: ContractSchemas, pointer: str) -> tuple[str, ...]:
    """Name the media type of a part of which nothing is said."""
    held: dict[str, Any] = {}
    for layer in schemas.layers((pointer,)):
        held |= layer.keywords
    kind = held.get("type")
    names = [kind] if isinstance(kind, str) else kind if isinstance(kind, list) else []
    if "array" in names:
        layers = schemas.layers((pointer,))
        inner = [layer.pointer for layer in layers if "items" in layer.keywords]
        return _usual(schemas, f"{inner[0]}/items") if inner else (_BINARY,)
    if "object" in names:
        return (_JSON,)
    if isinstance(held.get("contentMediaType"), str) and "contentEncoding" not in held:
        return (normal_media_type(held["contentMediaType"]),)
    is_binary = "contentEncoding" in held or bool(format_in(held).octets)
    return (_BINARY,) if is_binary or not names else (_TEXT,)


def _parameter(held: dict[str, Any], name: str, pointer: str) -> DeclaredParameter:
    style = style_in(held)
    return DeclaredParameter(
        pointer,
        name,
        "query",
        False,
        False,
        style,
        is_exploded(held, style),
        held.get("allowReserved") is True,
        None,
        pointer,
    )
