"""Media types: parsing, matching and negotiation (RFC 9110, §8.3.1 and §12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from itertools import islice
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PARAMETER = re.compile(
    rf'[ \t]*;[ \t]*(?:({_TOKEN})=({_TOKEN}|"(?:[^"\\]|\\.)*"))?[ \t]*'
)
_TYPE = re.compile(rf"[ \t]*({_TOKEN})/({_TOKEN})[ \t]*")
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")
# An Accept field has a dozen; what stands behind so many is not looked at.
_MOST_RANGES = 100
_ESCAPE = re.compile(r"\\(.)")
# Browsers send up to 200; nobody has to remember what only an attacker sends.
_MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type or range; all but parameter values in lower case.

    Besides the ranges of RFC 9110, §12.5.1, there are those of a structured syntax
    suffix, such as `application/*+json`, which contracts use.
    """

    type: str
    subtype: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_json(self) -> bool:
        """Is a document of this type JSON (RFC 8259, RFC 6839 §3.1)?"""
        is_plain = self.type in {"application", "text"} and self.subtype == "json"
        return is_plain or self.subtype.endswith("+json")

    @property
    def is_form(self) -> bool:
        """Is it one of the two media types of HTML forms?"""
        return (self.type, self.subtype) in {
            ("multipart", "form-data"),
            ("application", "x-www-form-urlencoded"),
        }

    @property
    def is_range(self) -> bool:
        """Does this stand for more than one media type?"""
        return self.subtype.startswith("*")

    def covers(self, other: MediaType) -> bool:
        """Does this range contain `other`?

        Charset, boundary and q say nothing about what a body is.
        """
        if self.type not in {"*", other.type} or not self._covers_subtype(other):
            return False
        return all(
            other.parameters.get(name, "").lower() == value.lower()
            for name, value in self.parameters.items()
            if name not in {"boundary", "charset", "q"}
        )

    def _covers_subtype(self, other: MediaType) -> bool:
        if self.subtype.startswith("*+"):
            return other.subtype.endswith(self.subtype[1:])
        return self.subtype in {"*", other.subtype}

    @property
    def specificity(self) -> tuple[bool, bool, bool, int]:
        """How narrow a range this is; narrower ranges compare greater."""
        has_suffix = self.subtype != "*"
        return self.type != "*", has_suffix, not self.is_range, len(self.parameters)


def _remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Remember the last answers for short texts; each takes some times its text."""
    # Its own type forgets the arguments.
    remembering = cast("Callable[P, T]", lru_cache(maxsize=1024)(function))

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        text = args[0]
        is_long = isinstance(text, str) and len(text) > _MOST_REMEMBERED
        return (function if is_long else remembering)(*args, **kwargs)

    return answer


@_remembered
def parse_media_type(text: str) -> MediaType | None:
    """Return a media type or range, or None if the text is not one."""
    match = _TYPE.match(text)
    if not match or (match[1] == "*" and match[2] != "*"):
        return None
    position, parameters = match.end(), {}
    while position < len(text):
        found = _PARAMETER.match(text, position)
        if not found:
            return None
        if found[1]:
            name, value = found[1].lower(), found[2]
            if name in parameters:
                return None
            quoted = value.startswith('"')
            parameters[name] = _ESCAPE.sub(r"\1", value[1:-1]) if quoted else value
        position = found.end()
    return MediaType(match[1].lower(), match[2].lower(), parameters)


def best_match(content_type: MediaType, declared: Iterable[str]) -> str | None:
    """Return the declared media type that `content_type` falls under, the narrowest.

    A suffix is not the type: `application/a+json` is not `application/json`.
    """
    fitting = [
        (known.specificity, text)
        for text in declared
        if (known := parse_media_type(text)) and known.covers(content_type)
    ]
    return max(fitting)[1] if fitting else None


@_remembered
def matched(
    content_type: str, declared: tuple[str, ...]
) -> tuple[MediaType, str] | None:
    """Return what a Content-Type says, and the declared media type it falls under."""
    media = parse_media_type(content_type)
    name = media and best_match(media, declared)
    return (media, name) if media and name else None


@_remembered
def accepted(accept: str | None, media_type: str) -> float:
    """Return the quality, 0 to 1, that an Accept field gives to a media type.

    To a range it gives the best that it gives to a media type within.
    No field means that anything will do, and so does a field without one valid member:
    invalid members are passed over (RFC 9110, §12.5.1 lets a server disregard the
    field).
    """
    offer = parse_media_type(media_type)
    ranges = _ranges(accept) if accept else []
    if offer is None or not ranges:
        return 1.0
    fitting = [each for each in ranges if each[0].covers(offer)]
    narrowest = max(fitting, key=lambda each: each[0].specificity, default=(None, 0.0))
    within = [q for each, q in ranges if offer.is_range and offer.covers(each)]
    return max([narrowest[1], *within])


def _ranges(accept: str) -> list[tuple[MediaType, float]]:
    found = []
    for member in islice(_split(accept), _MOST_RANGES):
        media = parse_media_type(member)
        if media is None:
            continue
        weight = media.parameters.get("q", "1")
        if _QUALITY.match(weight):
            own = {k: v for k, v in media.parameters.items() if k != "q"}
            found.append((MediaType(media.type, media.subtype, own), float(weight)))
    return found


def _split(text: str) -> Iterable[str]:
    return (part[0] for part in re.finditer(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+', text))


def with_charset(text: str) -> str:
    """Return a media type of text with the charset that it is sent in, UTF-8.

    Browsers take it for another one if it says none.
    """
    media = parse_media_type(text)
    is_text = media is not None and media.type == "text" and not media.is_range
    if media is None or not is_text or "charset" in media.parameters:
        return text
    return f"{text}; charset=utf-8"
