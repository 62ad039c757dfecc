"""The parts of messages, as a contract declares them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Content:
    """What a media type, or a parameter in place of one, holds."""

    media_type: str
    pointer: str
    schema: str | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, or a header of a response (RFC 6570 styles)."""

    pointer: str
    name: str
    place: str
    required: bool
    deprecated: bool
    style: str
    explode: bool
    allow_reserved: bool
    content: Content | None
    schema: str | None
    allow_empty: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Place and name, the latter without case for headers."""
        is_header = self.place == "header"
        return self.place, self.name.lower() if is_header else self.name

    @property
    def serialization(self) -> tuple[object, ...]:
        """What decides how a value is written."""
        media_type = self.content.media_type if self.content else ""
        return self.style, self.explode, media_type


@dataclass(frozen=True, slots=True)
class Message:
    """The body, and for a response the headers and links, of one message."""

    pointer: str
    required: bool = False
    contents: dict[str, Content] = field(default_factory=dict)
    headers: dict[str, Parameter] = field(default_factory=dict)
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
