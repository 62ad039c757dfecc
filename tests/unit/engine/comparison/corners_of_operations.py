"""Corners of operations: bodies, statuses, media typess, security."""

from typing import Any

from tests.unit.engine.comparison.corners import (
    B,
    C,
    Content,
    U,
    answered,
    contract,
    form,
    sent,
)

SERVER = {"url": "https://{h}.example.com/{v}", "variables": {"h": {"default": "a"}}}


def server(*versions: str) -> Content:
    variables = {**SERVER["variables"], "v": {"default": "1", "enum": list(versions)}}  # type: ignore[dict-item]  # a map
    return contract({}, servers=[{**SERVER, "variables": variables}])


def secured(scheme: Any, name: str = "s") -> Content:
    return contract(
        {"security": [{name: []}]}, components={"securitySchemes": {name: scheme}}
    )


OPERATIONS: dict[str, tuple[Content, Content, str, set[str]]] = {
    "body of a response": (
        contract({"responses": {"200": {"description": ""}}}),
        answered({}),
        C,
        {"response-body-added"},
    ),
    "no body any more": (
        answered({}),
        contract({"responses": {"200": {"description": ""}}}),
        B,
        {"response-body-removed"},
    ),
    "body of a request added": (
        contract({}),
        contract({"requestBody": {"content": {"text/plain": {}}}}),
        C,
        {"request-body-added"},
    ),
    "required body of a request added": (
        contract({}),
        sent({}),
        B,
        {"request-body-added"},
    ),
    "statuses under default": (
        answered({"type": "string"}, "default"),
        answered({"type": "string"}, "503"),
        C,
        {"response-status-removed"},
    ),
    "range refined": (
        answered({"type": "string"}, "4XX"),
        answered({"type": "integer"}, "404"),
        B,
        {"response-type-changed", "response-status-removed"},
    ),
    "charset": (
        contract({"requestBody": {"content": {"text/plain; charset=utf-8": {}}}}),
        contract({"requestBody": {"content": {"Text/Plain": {}}}}),
        C,
        set(),
    ),
    "version of a media type": (
        contract({"requestBody": {"content": {"text/a;v=1": {}}}}),
        contract({"requestBody": {"content": {"text/a;v=2": {}}}}),
        B,
        {"request-media-type-removed", "request-media-type-added"},
    ),
    "range to one type": (
        contract({"requestBody": {"content": {"image/*": {}}}}),
        contract({"requestBody": {"content": {"image/png": {}}}}),
        B,
        {"request-media-type-removed"},
    ),
    "encoding": (
        form(),
        form(encoding={"a": {"style": "pipeDelimited"}}),
        U,
        {"request-part-serialization-changed"},
    ),
    "server variable added": (
        server("1"),
        server("1", "2"),
        C,
        {"server-added"},
    ),
    "server variable removed": (
        server("1", "2"),
        server("1"),
        B,
        {"server-base-path-removed"},
    ),
    "bearer renamed": (
        secured({"type": "http", "scheme": "Bearer"}),
        secured({"type": "http", "scheme": "bearer"}, "t"),
        C,
        set(),
    ),
    "bearer to certificate": (
        secured({"type": "http", "scheme": "bearer"}),
        secured({"type": "mutualTLS"}),
        B,
        {"security-changed"},
    ),
    "anonymous no more": (
        contract({}),
        secured({"type": "http", "scheme": "basic"}),
        B,
        {"security-narrowed"},
    ),
    "moved": (
        contract({"operationId": "o"}),
        contract({"operationId": "o"}, "/b"),
        B,
        {"operation-removed", "operation-added"},
    ),
    "nameless parameter": (
        contract({"parameters": [{"in": "query"}]}),
        contract({}),
        C,
        set(),
    ),
}
