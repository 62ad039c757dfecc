"""Whole contracts, each as small as it can be, and pairs of them.

A verdict is that of tolerant-reader; profiles that are not named have to agree with it.
"""

from dataclasses import dataclass
from typing import Any

Content = dict[str, Any]
# Nothing is reported; reported and compatible; breaking; not to be decided.
SAME, COMPATIBLE, BREAKING, UNDECIDED = "same", "compatible", "breaking", "undecided"
# Who breaks although tolerant readers don't.
STRICT = {"strict_reader": BREAKING}
EXACT = {**STRICT, "as_declared": BREAKING}
CLOSED = {**EXACT, "open_enums": BREAKING}
FORMATS = {"format_asserted": BREAKING}
GATE = {"security_gate": BREAKING}


@dataclass(frozen=True)
class Hard:
    """A base, what it became, and what each profile has to say and why."""

    name: str
    why: str
    base: Content
    revision: Content
    verdict: str
    others: dict[str, str]


def hard(
    name: str,
    why: str,
    base: Content,
    revision: Content,
    verdict: str,
    **others: str,
) -> Hard:
    profiles = {key.replace("_", "-"): value for key, value in others.items()}
    return Hard(name, why, base, revision, verdict, profiles)


def contract(operation: Content, path: str = "/a", **members: Any) -> Content:
    whole = {"responses": {"204": {"description": ""}}, **operation}
    return contract_of({path: {"post": whole}}, **members)


def contract_of(paths: Content, **members: Any) -> Content:
    info = {"title": "", "version": ""}
    return {"openapi": "3.1.0", "info": info, "paths": paths, **members}


def content(schema: Any, media_type: str = "application/json") -> Content:
    return {"content": {media_type: {"schema": schema}}}


def sent(schema: Any, **schemas: Any) -> Content:
    """What clients send in the body of a request."""
    body = {"required": True, **content(schema)}
    return contract({"requestBody": body}, components={"schemas": schemas})


def answered(schema: Any, **schemas: Any) -> Content:
    """What the API sends in the body of a response."""
    responses = {"200": {"description": "", **content(schema)}}
    return contract({"responses": responses}, components={"schemas": schemas})


def parameter(schema: Any, place: str = "query", **members: Any) -> Content:
    """What clients send in a parameter."""
    held = {"name": "p", "in": place, "schema": schema, **members}
    if place == "path":
        held["required"] = True
    return contract({"parameters": [held]}, "/a/{p}" if place == "path" else "/a")


def headed(schema: Any, **members: Any) -> Content:
    """What the API sends in a header of a response."""
    header = {"required": True, "schema": schema, **members}
    return responding({"200": {"description": "", "headers": {"X-H": header}}})


def responding(responses: Content, **members: Any) -> Content:
    return contract({"responses": responses}, **members)


def event(schema: Any = True, **members: Any) -> Content:
    """An operation that the API calls with a body."""
    body = {"required": True, **content(schema)}
    answer = {"responses": {"204": {"description": ""}}}
    return {"requestBody": body, **answer, **members}


def answer_of_client(schema: Any) -> Content:
    """An operation that the API calls, and its client's answer."""
    return event(responses={"200": {"description": "", **content(schema)}})


def called_back(operation: Content, **schemas: Any) -> Content:
    """What the API sends to a callback, or is answered by one."""
    callbacks = {"done": {"{$request.body#/url}": {"post": operation}}}
    return contract({"callbacks": callbacks}, components={"schemas": schemas})


def webhook(operation: Content, **schemas: Any) -> Content:
    """What the API sends to a webhook, or is answered by one."""
    hooks = {"done": {"post": operation}}
    return contract({}, webhooks=hooks, components={"schemas": schemas})


def objects(properties: Content | None = None, **members: Any) -> Content:
    held = {} if properties is None else {"properties": properties}
    return {"type": "object", **held, **members}


def closed(properties: Content, **members: Any) -> Content:
    return objects(properties, additionalProperties=False, **members)


REF = {"$ref": "#/components/schemas/S"}
TEXT, WHOLE, NUMBER, TRUTH = (
    {"type": name} for name in ("string", "integer", "number", "boolean")
)
TEXTS = {"type": "array", "items": TEXT}
