"""Every kind of fact that the comparison can state, by name.

A name is `request` or `response`, what is concerned, and what happened to it; what is
about a whole operation has no direction in its name. No name is ever given a second
meaning: certificates of years ago hold it.

Schemas differ in the same facets wherever they stand, so that their kinds are the
product of both: each facet in each part of a message that a schema describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from impl.engine.comparison.kinds.kind import (
    Effect,
    FactKind,
    Level,
    MessageDirection,
    Misreading,
)
from impl.engine.comparison.kinds.of_schemas import SCHEMA

_PRESENCE = (Effect.ADDED, Effect.REMOVED)
_OBLIGATION = (Effect.REQUIRED, Effect.OPTIONAL)
_LIFECYCLE = (Effect.DEPRECATED, Effect.REINSTATED)
_EXTENT = (Effect.CHANGED, Effect.NARROWED, Effect.WIDENED)
_NONE: Mapping[Effect, Level] = {}
# Code names what it sends, and knows whether it has to.
_SIGNATURE: Mapping[Effect, Level] = {
    Effect.ADDED: "risky",
    Effect.REMOVED: "breaking",
    Effect.REQUIRED: "breaking",
    Effect.OPTIONAL: "breaking",
}


def _each(
    subject: str,
    title: str,
    changes: Iterable[Effect],
    direction: MessageDirection = "request",
    *,
    risky: Iterable[Effect] = (),
    in_code: Mapping[Effect, Level] = _NONE,
) -> dict[Effect, FactKind]:
    """Make a kind for each of some changes; those are compatible that aren't risky."""
    found = {}
    for change in changes:
        held: Level = "risky" if change in risky else "compatible"
        found[change] = FactKind(
            f"{subject}-{change.value}",
            f"{title} {change.value}",
            direction,
            change,
            level=held,
            level_in_code=in_code.get(change, held),
        )
    return found


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
# Of documents that hold nothing but components, for others to refer to.
COMPONENT = _each("component", "Component", _PRESENCE)
OPERATION_ID_CHANGED = FactKind(
    "operation-id-changed",
    "Name of an operation in generated code changed",
    "request",
    Effect.CHANGED,
    is_informational=True,
    level_in_code="breaking",
)
TAGS_CHANGED = FactKind(
    "operation-tags-changed",
    "Group of an operation in generated code changed",
    "request",
    Effect.CHANGED,
    is_informational=True,
    level_in_code="breaking",
    is_of_code=True,
)
SCHEMA_NAME_REMOVED = FactKind(
    "schema-name-removed",
    "Name of a schema in generated code gone",
    "none",
    Effect.REMOVED,
    is_informational=True,
    level_in_code="breaking",
    is_of_code=True,
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
    level="risky",
    level_in_code="risky",
)
SERVER_ADDED = FactKind(
    "server-added",
    "Server added",
    "request",
    Effect.ADDED,
    is_informational=True,
)
SERVER_BASE_PATH_REMOVED = FactKind(
    "server-base-path-removed",
    "Base path no longer served",
    "request",
    Effect.REMOVED,
)
SECURITY = _each("security", "Choice of sufficient credentials", _EXTENT)
SECURITY_SCHEME_CHANGED = FactKind(
    "security-scheme-changed",
    "Where or how credentials are got changed",
    "request",
    Effect.CHANGED,
    level="risky",
    level_in_code="risky",
)
PARAMETER = _each(
    "request-parameter",
    "Parameter",
    (*_PRESENCE, *_OBLIGATION, *_LIFECYCLE),
    in_code=_SIGNATURE,
)
EMPTY_VALUE = _each(
    "request-parameter-empty-value",
    "Parameter without a value",
    (Effect.ALLOWED, Effect.FORBIDDEN),
)
RESERVED = _each(
    "request-parameter-reserved-characters",
    "Parameter with reserved characters",
    (Effect.ALLOWED, Effect.FORBIDDEN),
    risky=(Effect.FORBIDDEN,),
)
PARAMETER_SERIALIZATION_CHANGED = FactKind(
    "request-parameter-serialization-changed",
    "Way in which a parameter is written changed",
    "request",
    Effect.CHANGED,
    misreading=Misreading.PARAMETER,
)
REQUEST_BODY = _each(
    "request-body",
    "Body of a request",
    (*_PRESENCE, *_OBLIGATION),
    in_code=_SIGNATURE,
)
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
    risky=(Effect.REMOVED,),
    in_code={Effect.REQUIRED: "breaking", Effect.OPTIONAL: "breaking"},
)
HEADER_SERIALIZATION_CHANGED = FactKind(
    "response-header-serialization-changed",
    "Way in which a header of a response is written changed",
    "response",
    Effect.CHANGED,
    misreading=Misreading.HEADER,
)
LINK = {
    **_each("response-link", "Link of a response", _PRESENCE, "response"),
    Effect.CHANGED: FactKind(
        "response-link-changed",
        "Link of a response changed",
        "response",
        Effect.CHANGED,
        is_informational=True,
    ),
}
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
            *(OPERATION, CALLBACK, WEBHOOK, COMPONENT, SECURITY, PARAMETER),
            *(EMPTY_VALUE, RESERVED),
            *(REQUEST_BODY, REQUEST_MEDIA_TYPE, PART_MEDIA_TYPE, PART_HEADER),
            *(STATUS, RESPONSE_BODY, RESPONSE_MEDIA_TYPE, RESPONSE_HEADER, LINK),
            BARE_SCHEMA,
        )
        for kind in group.values()
    ),
    *(OPERATION_ID_CHANGED, TAGS_CHANGED, SCHEMA_NAME_REMOVED, SUNSET_CHANGED),
    *(SERVER_CHANGED, SERVER_ADDED, SERVER_BASE_PATH_REMOVED, SECURITY_SCHEME_CHANGED),
    *(PARAMETER_SERIALIZATION_CHANGED, PART_SERIALIZATION_CHANGED),
    HEADER_SERIALIZATION_CHANGED,
)
CATALOGUE: Mapping[str, FactKind] = {kind.name: kind for kind in KINDS}
