"""The parts of messages, as a contract declares them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import IGNORED
from impl.engine.comparison.contract.media_ranges import is_json
from impl.engine.comparison.contract.sequences import MEMBER as SEQUENCE
from impl.engine.openapi.parameters import is_exploded, style_in

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup

# Media types whose bodies schemas describe.
_STRUCTURED = ("json", "xml", "yaml", "*/*", "application/*", "-urlencoded")
_WRITTEN = ("text/", "multipart/")


@dataclass(frozen=True, slots=True)
class DeclaredContent:
    """What a media type, or a parameter in place of one, holds."""

    media_type: str
    pointer: str
    schema: str | None

    @property
    def is_json(self) -> bool:
        """Whether it is JSON by name."""
        return is_json(self.media_type)


@dataclass(frozen=True, slots=True)
class DeclaredParameter:
    """A parameter, or a header of a response (RFC 6570 styles)."""

    pointer: str
    name: str
    place: str
    required: bool
    deprecated: bool
    style: str
    explode: bool
    allow_reserved: bool
    content: DeclaredContent | None
    schema: str | None
    allow_empty: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Place and name, the latter without case for headers."""
        is_header = self.place == "header"
        return self.place, self.name.lower() if is_header else self.name

    @property
    def node(self) -> tuple[str, ...]:
        """Where its schema is; nothing if it has none."""
        schema = self.content.schema if self.content else self.schema
        return (schema,) if schema else ()

    @property
    def serialization(self) -> tuple[object, ...]:
        """What decides how a value is written."""
        media_type = self.content.media_type if self.content else ""
        return self.style, self.explode, media_type


@dataclass(frozen=True, slots=True)
class DeclaredMessage:
    """The body, and for a response the headers and links, of one message."""

    pointer: str
    required: bool = False
    contents: dict[str, DeclaredContent] = field(default_factory=dict)
    headers: dict[str, DeclaredParameter] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)


def normal_media_type(text: str) -> str:
    """Write a media type without case or space.

    Of JSON, which is UTF-8 in any case, the charset is left out (RFC 8259, 8.1).
    """
    kind, *parameters = (part.strip().lower() for part in text.split(";"))
    held = [part.replace('"', "").replace(" ", "") for part in parameters if part]
    if kind.endswith(("/json", "+json")):
        held = [part for part in held if not part.startswith("charset=")]
    return ";".join([kind, *sorted(held)])


def message_at(lookup: Lookup, pointer: str) -> DeclaredMessage:
    """Read a request body or a response."""
    pointer = lookup.target(pointer)
    value = lookup.map(pointer)
    headers = {}
    for name, there in lookup.entries(f"{pointer}/headers"):
        header = _parameter(lookup, there, name, "header")
        if name.lower() != "content-type":
            headers[name.lower()] = header
    links = {name: lookup.map(at) for name, at in lookup.entries(f"{pointer}/links")}
    required = value.get("required") is True
    return DeclaredMessage(
        pointer, required, _contents(lookup, pointer), headers, links
    )


def parameter_at(lookup: Lookup, pointer: str) -> DeclaredParameter | None:
    """Read a parameter; None for one without a name or place."""
    value = lookup.map(pointer)
    name, place = value.get("name"), value.get("in")
    if not isinstance(name, str) or not isinstance(place, str):
        return None
    return _parameter(lookup, pointer, name, place)


def _parameter(
    lookup: Lookup, pointer: str, name: str, place: str
) -> DeclaredParameter:
    value = lookup.map(pointer)
    style = style_in(value, place)
    contents = list(_contents(lookup, pointer).values())
    return DeclaredParameter(
        pointer,
        name,
        place,
        value.get("required") is True or place == "path",
        value.get("deprecated") is True,
        style,
        is_exploded(value, style),
        value.get("allowReserved") is True,
        contents[0] if contents else None,
        f"{pointer}/schema" if "schema" in value else None,
        value.get("allowEmptyValue") is True and place == "query",
    )


def _contents(lookup: Lookup, pointer: str) -> dict[str, DeclaredContent]:
    found = {}
    for name, there in lookup.entries(f"{pointer}/content"):
        media_type = normal_media_type(name)
        held = lookup.map(there)
        member = next((key for key in (SEQUENCE, "schema") if key in held), None)
        schema = f"{there}/{member}" if member else None
        if schema and _is_raw(lookup, media_type, schema):
            schema = None
        found[media_type] = DeclaredContent(media_type, there, schema)
    return found


def _is_raw(lookup: Lookup, media_type: str, schema: str) -> bool:
    """Tell whether a schema says no more than that a body is bytes (3.1, 4.8.14.2)."""
    if media_type.endswith(_STRUCTURED) or media_type.startswith(_WRITTEN):
        return False
    held = lookup.map(lookup.target(schema))
    said = {key for key in held if key not in IGNORED and not key.startswith("x-")}
    is_text = held.get("type") == "string" and held.get("format", "binary") == "binary"
    return is_text and said <= {"type", "format", "contentMediaType"}
