"""The plan of a mock: a contract as the runtime works from it, without any Python.

Whoever lowers a contract writes a plan as JSON values, and keeps it under the digest of
what it was made from; a mock reads it. So a service that is compiled and a mock judge
requests by the same tables and the same schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generated.runtime.contract.operation import (
    Encoding,
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
    SecurityScheme,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A declared response in one of its media types.

    Attributes:
        spec: the response. media: the media type, None where there is no content.
        asserted: the key of the schema that the runtime holds a body against, None
            where its bytes pass as they are. pointer: of the Response Object.
        media_pointer: of the Media Type Object, "" where there is none.
    """

    spec: ResponseSpec
    media: Media | None
    asserted: str | None
    pointer: str
    media_pointer: str = ""


@dataclass(frozen=True, slots=True)
class PlannedOperation:
    """An operation with what it may answer; `pointer` is that of its object."""

    operation: Operation
    pointer: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class MockPlan:
    """What a mock is made from.

    Attributes:
        title: of the contract. version: of the contract.
        operations: in the contract's order. schemes: its security schemes.
        schemas: what the gate holds values against, by key.
        content: the contract after repair, with references that are all local.
        document: the contract as it is served. media_type: of the document.
        name: of the document, such as `openapi.yaml`.
        digest: of the document. lines: where what is cited stands.
    """

    title: str
    version: str
    operations: tuple[PlannedOperation, ...]
    schemes: tuple[SecurityScheme, ...]
    schemas: Mapping[str, Any]
    content: dict[str, Any]
    document: bytes
    media_type: str
    name: str
    digest: str
    lines: Mapping[str, int]


def plan_of(value: Mapping[str, Any]) -> MockPlan:
    """Return the plan that JSON values hold, as `asdict` writes its parts."""
    return MockPlan(
        title=value["title"],
        version=value["version"],
        operations=tuple(map(_planned, value["operations"])),
        schemes=tuple(SecurityScheme(**each) for each in value["schemes"]),
        schemas=value["schemas"],
        content=value["content"],
        document=value["document"].encode(),
        media_type=value["media_type"],
        name=value["name"],
        digest=value["digest"],
        lines=value["lines"],
    )


def _planned(value: Mapping[str, Any]) -> PlannedOperation:
    operation = _operation(value["operation"])
    return PlannedOperation(
        operation,
        value["pointer"],
        tuple(_reply(each, operation) for each in value["replies"]),
    )


def _reply(value: Mapping[str, Any], operation: Operation) -> Reply:
    spec = operation.responses[value["response"]]
    index = value["media"]
    return Reply(
        spec,
        None if index is None else spec.content[index],
        value["asserted"],
        value["pointer"],
        value["media_pointer"],
    )


def _operation(value: Mapping[str, Any]) -> Operation:
    body = value["body"]
    made = {
        "parameters": tuple(Parameter(**each) for each in value["parameters"]),
        "body": None if body is None else _body(body),
        "responses": tuple(map(_response, value["responses"])),
        "security": tuple(
            tuple(Requirement(n["scheme"], tuple(n["scopes"])) for n in alternative)
            for alternative in value["security"]
        ),
        # Whoever builds on a mock is not to wait; 429 comes when it is asked for.
        "rate_limit": None,
    }
    return Operation(**{**value, **made})


def _body(value: Mapping[str, Any]) -> RequestBody:
    return RequestBody(tuple(map(_media, value["content"])), value["required"])


def _response(value: Mapping[str, Any]) -> ResponseSpec:
    headers = tuple(Header(**each) for each in value["headers"])
    return ResponseSpec(value["status"], tuple(map(_media, value["content"])), headers)


def _media(value: Mapping[str, Any]) -> Media:
    return Media(**{**value, "encoding": tuple(map(_encoding, value["encoding"]))})


def _encoding(value: Mapping[str, Any]) -> Encoding:
    made = {
        "content_types": tuple(value["content_types"]),
        "headers": tuple(Header(**each) for each in value["headers"]),
    }
    return Encoding(**{**value, **made})
