# A copy of Countersign's scripts/codegen/runtime/contract/operation.py.
"""The compiled form of a contract's operations: plain data that the runtime works from.

Generated routers hold one `Operation` per operation of the contract. Everything the
runtime decodes, checks, seals and declares comes from these values, so that what a
router declares to FastAPI can't differ from what it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "matrix",
    "label",
    "simple",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]
Item = Literal["", "json", "text", "event"]

# Statuses of responses without content (RFC 9110, §15.3.5, §15.3.6, §15.4.5), and what
# may be declared for them among others.
NO_CONTENT = frozenset({204, 205, 304})
MAYBE_NO_CONTENT = frozenset({"2XX", "3XX", "default"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter (OpenAPI 3.1, §4.8.12).

    `name` is the name on the wire, `argument` the port method's keyword, `schema` a key
    of the compiled schemas. `content` is set when the value is a document of that media
    type instead of a styled value. `default` holds the schema's own, if it has one.
    """

    name: str
    argument: str
    location: Literal["path", "query", "header", "cookie"]
    schema: str
    required: bool = False
    style: Style = "simple"
    explode: bool = False
    content: str | None = None
    allow_empty_value: bool = False
    default: object = None
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A header (OpenAPI 3.1, §4.8.21); `argument` is a sealed class's field.

    `content` is set when the value is a document of that media type instead of a value
    in style simple.
    """

    name: str
    argument: str
    schema: str
    required: bool = False
    explode: bool = False
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a member of a form is written (OpenAPI 3.1, §4.8.15).

    `content_types` are the media types or ranges that a part may have, all of them if
    there are none; `style` is None where the contract leaves it to the defaults.
    """

    name: str
    content_types: tuple[str, ...] = ()
    headers: tuple[Header, ...] = ()
    style: Style | None = None
    explode: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """One media type of a body; without a schema its bytes pass as they are.

    `encoding` is for forms; `min_size` and `max_size`, in bytes, for what has no
    schema. `max_body`, in bytes, is for what is held in memory: the contract's own
    `x-max-body`, else what the bounds of the schema come to, else None. `item` is set
    in a response of a sequential media type (OpenAPI 3.2, §4.14.3.1), whose schema
    describes one item: "json", a JSON value; "text" and "event", in a stream of
    server-sent events, the text of an event's data and the event itself.
    """

    media_type: str
    schema: str | None = None
    encoding: tuple[Encoding, ...] = ()
    min_size: int = 0
    max_size: int | None = None
    item: Item = ""
    max_body: int | None = None


@dataclass(frozen=True, slots=True)
class RequestBody:
    """A request body (OpenAPI 3.1, §4.8.13): the media types it may come in."""

    content: tuple[Media, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class ResponseSpec:
    """A declared response: `status` is "200", a range like "4XX", or "default"."""

    status: str
    content: tuple[Media, ...] = ()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One scheme that has to be satisfied, with the scopes (or roles) it needs."""

    scheme: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A security scheme (OpenAPI 3.1, §4.8.27), as far as a server needs it.

    `method` is the authenticator's method for it: the name itself where it is left out.
    The type is "undeclared" for a scheme that the contract names but never describes:
    no request can satisfy it.
    """

    name: str
    type: Literal[
        "http", "apiKey", "oauth2", "openIdConnect", "mutualTLS", "undeclared"
    ]
    scheme: str = ""
    location: Literal["header", "query", "cookie"] = "header"
    parameter: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How often something may be asked for: the contract's `x-rate-limit`.

    That is `quota` times in `window` seconds, for each caller, for each client address
    or for all together, as `by` says. Operations whose limits have one name count
    together.
    """

    name: str
    quota: int
    window: int
    by: Literal["caller", "address", "everybody"] = "caller"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the contract.

    `security` is an OR of ANDs (OpenAPI 3.1, §4.8.30): one of the alternatives has to
    be satisfied whole; an empty alternative admits anonymous callers; no alternatives
    at all means that the operation is open. `source` refers to where the contract
    describes it: by file, unless that is the root, and JSON Pointer (RFC 6901, §6).
    """

    operation_id: str
    method: str
    path: str
    tag: str
    source: str
    parameters: tuple[Parameter, ...] = ()
    body: RequestBody | None = None
    responses: tuple[ResponseSpec, ...] = ()
    security: tuple[tuple[Requirement, ...], ...] = ()
    rate_limit: RateLimit | None = None
    deprecated: bool = False
    summary: str = ""


def success_types(operation: Operation) -> tuple[str, ...]:
    """Return the media types that a success may come as, in the contract's order."""
    return tuple(
        media.media_type
        for spec in operation.responses
        if spec.status.startswith("2")
        for media in spec.content
    )


def offers(operation: Operation) -> tuple[str, ...]:
    """Return the media types of successes; none if a success may have no body."""
    successes = [r for r in operation.responses if r.status.startswith("2")]
    return success_types(operation) if all(s.content for s in successes) else ()
