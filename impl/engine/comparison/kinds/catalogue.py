"""Every kind of fact that the comparison can state, by name.

A name is `request` or `response`, what is concerned, and what happened to it; what is
about a whole operation has no direction in its name. No name is ever given a second
meaning: certificates of years ago hold it.

Schemas differ in the same facets wherever they stand, so that their kinds are the
product of both: each facet in each part of a message that a schema describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from impl.engine.comparison.kinds.facets import (
    CONTENT,
    CONTENT_ENCODING,
    DEFAULT,
    DEMANDS,
    DISCRIMINATOR,
    ITEMS,
    PROPERTY,
    PROPERTY_DEPRECATION,
    READ_ONLY,
    REFERENCE,
    REQUIRED,
    SCHEMA_DEPRECATION,
    XML,
    Facet,
)
from impl.engine.comparison.kinds.kind import (
    Effect,
    FactKind,
    MessageDirection,
    Misreading,
)

_PRESENCE = (Effect.ADDED, Effect.REMOVED)
_OBLIGATION = (Effect.REQUIRED, Effect.OPTIONAL)
_LIFECYCLE = (Effect.DEPRECATED, Effect.REINSTATED)
_EXTENT = (Effect.CHANGED, Effect.NARROWED, Effect.WIDENED)
# What one side alone says, and what no value is ever refused by, can't be both.
_ONE_WAY = frozenset({ITEMS, REFERENCE, CONTENT_ENCODING})
_MENTION = (*_PRESENCE, Effect.CHANGED)
_FACETS: tuple[tuple[Facet, tuple[Effect, ...]], ...] = (
    *(
        (demand, (Effect.NARROWED, Effect.WIDENED) if demand in _ONE_WAY else _EXTENT)
        for demand in DEMANDS
    ),
    (PROPERTY, _PRESENCE),
    (REQUIRED, _OBLIGATION),
    (READ_ONLY, (Effect.READ_ONLY, Effect.WRITABLE)),
    (PROPERTY_DEPRECATION, _LIFECYCLE),
    (SCHEMA_DEPRECATION, _LIFECYCLE),
    *((facet, _MENTION) for facet in (DEFAULT, DISCRIMINATOR, CONTENT, XML)),
)


class Carrier(Enum):
    """The parts of messages that schemas describe: direction, noun and title."""

    REQUEST_BODY = ("request", "", "the body of a request")
    PARAMETER = ("request", "parameter", "a parameter")
    RESPONSE_BODY = ("response", "", "the body of a response")
    RESPONSE_HEADER = ("response", "header", "a header of a response")

    def __init__(self, direction: MessageDirection, noun: str, title: str) -> None:
        self.direction = direction
        self.noun = noun
        self.title = title

    @property
    def is_body(self) -> bool:
        """Whether it is a body."""
        return self in {Carrier.REQUEST_BODY, Carrier.RESPONSE_BODY}


_BODIES = (Carrier.REQUEST_BODY, Carrier.RESPONSE_BODY)
_MISREAD: dict[tuple[Carrier, Facet, Effect], Misreading] = {
    (Carrier.REQUEST_BODY, READ_ONLY, Effect.READ_ONLY): Misreading.IGNORED_PROPERTY,
    (Carrier.PARAMETER, DEFAULT, Effect.CHANGED): Misreading.DEFAULT,
    **{(body, DEFAULT, Effect.CHANGED): Misreading.DEFAULT for body in _BODIES},
    **{
        (body, DISCRIMINATOR, Effect.CHANGED): Misreading.DISCRIMINATOR
        for body in _BODIES
    },
}


def _in_schema(carrier: Carrier, facet: Facet, change: Effect) -> FactKind:
    words = (carrier.direction, carrier.noun, facet.stem, change.value)
    title = f"{facet.title[0].upper()}{facet.title[1:]} {change.value}"
    return FactKind(
        "-".join(filter(None, words)),
        f"{title} in {carrier.title}",
        carrier.direction,
        change,
        is_annotation=facet.is_annotation,
        misreading=_MISREAD.get((carrier, facet, change)),
    )


# XML is a form of bodies.
SCHEMA: Mapping[tuple[Carrier, Facet, Effect], FactKind] = {
    (carrier, facet, change): _in_schema(carrier, facet, change)
    for carrier in Carrier
    for facet, changes in _FACETS
    if facet is not XML or carrier.is_body
    for change in changes
}


def _each(
    subject: str,
    title: str,
    changes: Iterable[Effect],
    direction: MessageDirection = "request",
) -> dict[Effect, FactKind]:
    return {
        change: FactKind(
            f"{subject}-{change.value}", f"{title} {change.value}", direction, change
        )
        for change in changes
    }


OPERATION = {
    **_each("operation", "Operation", (*_PRESENCE, Effect.DEPRECATED)),
    Effect.REINSTATED: FactKind(
        "operation-reinstated",
        "Operation no longer deprecated",
        "request",
        Effect.REINSTATED,
        is_informational=True,
    ),
}
CALLBACK = _each("callback", "Callback", _PRESENCE)
WEBHOOK = _each("webhook", "Webhook", _PRESENCE)
OPERATION_ID_CHANGED = FactKind(
    "operation-id-changed",
    "Name of an operation in generated code changed",
    "request",
    Effect.CHANGED,
    is_informational=True,
)
SUNSET_CHANGED = FactKind(
    "sunset-changed",
    "Announced end of an operation changed",
    "request",
    Effect.CHANGED,
    is_informational=True,
)
SERVER_CHANGED = FactKind(
    "server-changed",
    "Servers changed under the same base paths",
    "request",
    Effect.CHANGED,
    is_informational=True,
)
SERVER_BASE_PATH_REMOVED = FactKind(
    "server-base-path-removed",
    "Base path no longer served",
    "request",
    Effect.REMOVED,
)
SECURITY = _each("security", "Choice of sufficient credentials", _EXTENT)
PARAMETER = _each(
    "request-parameter", "Parameter", (*_PRESENCE, *_OBLIGATION, *_LIFECYCLE)
)
EMPTY_VALUE = _each(
    "request-parameter-empty-value",
    "Parameter without a value",
    (Effect.ALLOWED, Effect.FORBIDDEN),
)
PARAMETER_SERIALIZATION_CHANGED = FactKind(
    "request-parameter-serialization-changed",
    "Way in which a parameter is written changed",
    "request",
    Effect.CHANGED,
    misreading=Misreading.PARAMETER,
)
REQUEST_BODY = _each("request-body", "Body of a request", (*_PRESENCE, *_OBLIGATION))
REQUEST_MEDIA_TYPE = _each("request-media-type", "Media type of a request", _PRESENCE)
PART_MEDIA_TYPE = _each(
    "request-part-media-type", "Media types of a part of a form", _EXTENT
)
PART_HEADER = _each(
    "request-part-header",
    "Header of a part of a form",
    (*_PRESENCE, *_OBLIGATION, Effect.CHANGED),
)
PART_SERIALIZATION_CHANGED = FactKind(
    "request-part-serialization-changed",
    "Way in which a property of a form is written changed",
    "request",
    Effect.CHANGED,
    misreading=Misreading.FORM,
)
STATUS = _each("response-status", "Status of a response", _PRESENCE, "response")
RESPONSE_BODY = _each("response-body", "Body of a response", _PRESENCE, "response")
RESPONSE_MEDIA_TYPE = _each(
    "response-media-type", "Media type of a response", _PRESENCE, "response"
)
RESPONSE_HEADER = _each(
    "response-header",
    "Header of a response",
    (*_PRESENCE, *_OBLIGATION),
    "response",
)
HEADER_SERIALIZATION_CHANGED = FactKind(
    "response-header-serialization-changed",
    "Way in which a header of a response is written changed",
    "response",
    Effect.CHANGED,
    misreading=Misreading.HEADER,
)
LINK = _each("response-link", "Link of a response", _MENTION, "response")
# Of bare schemas, in the direction in which each may break somebody.
BARE_SCHEMA = {
    **_each("schema", "Schema", (Effect.NARROWED,)),
    **_each("schema", "Schema", (Effect.WIDENED,), "response"),
}

KINDS: tuple[FactKind, ...] = (
    *SCHEMA.values(),
    *(
        kind
        for group in (
            *(OPERATION, CALLBACK, WEBHOOK, SECURITY, PARAMETER, EMPTY_VALUE),
            *(REQUEST_BODY, REQUEST_MEDIA_TYPE, PART_MEDIA_TYPE, PART_HEADER),
            *(STATUS, RESPONSE_BODY, RESPONSE_MEDIA_TYPE, RESPONSE_HEADER, LINK),
            BARE_SCHEMA,
        )
        for kind in group.values()
    ),
    *(OPERATION_ID_CHANGED, SUNSET_CHANGED, SERVER_CHANGED, SERVER_BASE_PATH_REMOVED),
    *(PARAMETER_SERIALIZATION_CHANGED, PART_SERIALIZATION_CHANGED),
    HEADER_SERIALIZATION_CHANGED,
)
CATALOGUE: Mapping[str, FactKind] = {kind.name: kind for kind in KINDS}
