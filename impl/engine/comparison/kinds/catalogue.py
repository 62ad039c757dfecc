"""Every kind of fact that the comparison can state, by name.

A name is `request` or `response`, what is concerned, and what happened to it; what is
about a whole operation has no direction in its name. No name is ever given a second
meaning: certificates of years ago hold it.

Schemas differ in the same facets wherever they stand, so that their kinds are the
product of both: each facet in each part of a message that a schema describes.
"""

from __future__ import annotations

from collections.abc import Mapping

from impl.engine.comparison.kinds.kind import (
    Effect,
    FactKind,
    Level,
    Misreading,
)
from impl.engine.comparison.kinds.kinds_of_changes import (
    EXTENT,
    LIFECYCLE,
    OBLIGATION,
    PRESENCE,
    each,
)
from impl.engine.comparison.kinds.of_parts import REQUEST_PARTS, RESPONSE_PARTS
from impl.engine.comparison.kinds.of_schemas import SCHEMA

# Code names what it sends, and knows whether it has to.
_SIGNATURE: Mapping[Effect, Level] = {
    Effect.ADDED: "risky",
    Effect.REMOVED: "breaking",
    Effect.REQUIRED: "breaking",
    Effect.OPTIONAL: "breaking",
}


OPERATION = {
    **each("operation", "Operation", (*PRESENCE, Effect.DEPRECATED)),
    Effect.REINSTATED: FactKind(
        "operation-reinstated",
        "Operation no longer deprecated",
        "request",
        Effect.REINSTATED,
        is_informational=True,
    ),
}
CALLBACK = each("callback", "Callback", PRESENCE)
WEBHOOK = each("webhook", "Webhook", PRESENCE)
# Of documents that hold nothing but components, for others to refer to.
COMPONENT = each("component", "Component", PRESENCE)
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
# Each request is fine; how many of them are, nobody knows but who runs the clients.
RATE_LIMIT = each(
    "rate-limit",
    "Rate limit of an operation",
    (*PRESENCE, *EXTENT),
    risky=(Effect.ADDED, Effect.NARROWED, Effect.CHANGED),
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
SECURITY = each("security", "Choice of sufficient credentials", EXTENT)
SECURITY_SCHEME = {
    **each(
        "security-scheme",
        "Where or how credentials are got",
        (Effect.CHANGED, Effect.WIDENED),
        risky=(Effect.CHANGED,),
        in_code={Effect.CHANGED: "risky"},
    ),
    **each("security-scheme", "Security scheme", LIFECYCLE),
}
PARAMETER = each(
    "request-parameter",
    "Parameter",
    (*PRESENCE, *OBLIGATION, *LIFECYCLE),
    in_code=_SIGNATURE,
)
EMPTY_VALUE = each(
    "request-parameter-empty-value",
    "Parameter without a value",
    (Effect.ALLOWED, Effect.FORBIDDEN),
)
RESERVED = each(
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
REQUEST_BODY = each(
    "request-body",
    "Body of a request",
    (*PRESENCE, *OBLIGATION),
    in_code=_SIGNATURE,
)
REQUEST_MEDIA_TYPE = each("request-media-type", "Media type of a request", PRESENCE)
STATUS = each("response-status", "Status of a response", PRESENCE, "response")
RESPONSE_BODY = each("response-body", "Body of a response", PRESENCE, "response")
UNSENT_BODY_CHANGED = FactKind(
    "response-unsent-body-changed",
    "Body changed that is declared for a response that can't have one",
    "response",
    Effect.CHANGED,
    is_informational=True,
    level_in_code="breaking",
    is_of_code=True,
)
RESPONSE_MEDIA_TYPE = each(
    "response-media-type", "Media type of a response", PRESENCE, "response"
)
RESPONSE_HEADER = each(
    "response-header",
    "Header of a response",
    (*PRESENCE, *OBLIGATION, *LIFECYCLE),
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
    **each("response-link", "Link of a response", PRESENCE, "response"),
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
    **each("schema", "Schema", (Effect.NARROWED,)),
    **each("schema", "Schema", (Effect.WIDENED,), "response"),
}

KINDS: tuple[FactKind, ...] = (
    *SCHEMA.values(),
    *(
        kind
        for group in (
            *(OPERATION, CALLBACK, WEBHOOK, COMPONENT, SECURITY, SECURITY_SCHEME),
            RATE_LIMIT,
            PARAMETER,
            *(EMPTY_VALUE, RESERVED),
            *(REQUEST_BODY, REQUEST_MEDIA_TYPE),
            *(STATUS, RESPONSE_BODY, RESPONSE_MEDIA_TYPE, RESPONSE_HEADER, LINK),
            BARE_SCHEMA,
        )
        for kind in group.values()
    ),
    *(OPERATION_ID_CHANGED, TAGS_CHANGED, SCHEMA_NAME_REMOVED, SUNSET_CHANGED),
    *(SERVER_CHANGED, SERVER_ADDED, SERVER_BASE_PATH_REMOVED),
    *(PARAMETER_SERIALIZATION_CHANGED, HEADER_SERIALIZATION_CHANGED),
    UNSENT_BODY_CHANGED,
    *REQUEST_PARTS.all,
    *RESPONSE_PARTS.all,
)
CATALOGUE: Mapping[str, FactKind] = {kind.name: kind for kind in KINDS}
