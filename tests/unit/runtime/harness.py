"""A small contract, written as an operation table, and a raw ASGI client for it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime, Translate
from scripts.codegen.runtime.app.routing import OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.contract import Contract
from scripts.codegen.runtime.contract.operation import Operation, SecurityScheme
from scripts.codegen.runtime.options import Options

PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}},
}


class InlineContract(Contract):
    """A contract whose schemas and document are given in place."""

    def __init__(
        self, schemas: dict[str, Any], text: bytes = b"{}", name: str = "openapi.json"
    ) -> None:
        super().__init__(Path(), document=name, media_type="application/x", digest="d")
        self._inline, self._text = schemas, text

    @cached_property
    def document(self) -> bytes:
        return self._text

    @cached_property
    def _lines(self) -> dict[str, int]:
        return {"#/paths/~1things/get": 7}

    def schemas(self) -> dict[str, Any]:
        return self._inline


@dataclass
class Reply:
    status: int
    fields: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        return dict(self.fields).get(name)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Wire:
    """What an ASGI application sent."""

    messages: list[Any] = field(default_factory=list)

    async def send(self, message: Any) -> None:
        self.messages.append(message)

    @property
    def reply(self) -> Reply:
        start, *rest = self.messages
        fields = [(n.decode(), v.decode()) for n, v in start["headers"]]
        return Reply(start["status"], fields, b"".join(m["body"] for m in rest))


def http_scope(
    method: str, target: str, headers: Sequence[tuple[str, str]] = (), **extra: Any
) -> dict[str, Any]:
    raw, _, query = target.partition("?")
    return {
        "type": "http",
        "method": method,
        "path": unquote(raw),
        "raw_path": raw.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [
            (name.lower().encode(), value.encode("latin-1")) for name, value in headers
        ],
        "client": ("192.0.2.1", 1),
        **extra,
    }


def call(
    app: Any,
    method: str,
    target: str,
    headers: Sequence[tuple[str, str]] = (),
    chunks: Sequence[bytes] = (),
    **extra: Any,
) -> Reply:
    """Return the application's reply to a request."""
    return exchange(app, method, target, headers, chunks, **extra).reply


def exchange(
    app: Any,
    method: str,
    target: str,
    headers: Sequence[tuple[str, str]] = (),
    chunks: Sequence[bytes | None] = (),
    **extra: Any,
) -> Wire:
    """Send a request in chunks, the client leaving where one is None."""
    pending = list(chunks or [b""])

    async def receive() -> dict[str, Any]:
        if not pending:
            await asyncio.Event().wait()  # the client stays and says nothing more
        chunk = pending.pop(0)
        if chunk is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": chunk, "more_body": bool(pending)}

    wire = Wire()
    asyncio.run(app(http_scope(method, target, headers, **extra), receive, wire.send))
    return wire


def app_of(
    schemas: dict[str, Any],
    *endpoints: Endpoint,
    schemes: tuple[SecurityScheme, ...] = (),
    authenticator: object | None = None,
    translate: Translate | None = None,
    options: Options | None = None,
    implemented: bool = True,
) -> ContractApp:
    """Return an application with these endpoints."""
    runtime = Runtime(
        InlineContract({"Problem": PROBLEM, **schemas}),
        schemes=schemes,
        authenticator=authenticator,
        translate=translate,
        options=options or Options(),
    )
    return ContractApp(
        runtime, [OperationGroup("things", endpoints, is_implemented=implemented)]
    )


def returning(result: object) -> Callable[..., Awaitable[object]]:
    """Return a handler that always gives `result`, or raises it."""

    async def handler(context: object, **arguments: object) -> object:
        if isinstance(result, Exception):
            raise result
        return result

    return handler


def operation(**changes: Any) -> Operation:
    """Return GET /things, changed."""
    plain: dict[str, Any] = {
        "operation_id": "get_things",
        "method": "GET",
        "path": "/things",
        "tag": "things",
        "source": "#/paths/~1things/get",
    }
    return Operation(**{**plain, **changes})
