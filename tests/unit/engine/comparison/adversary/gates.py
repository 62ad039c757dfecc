"""A contract as it is compiled: what its gate takes, executed without rendering it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import anyio
from starlette.requests import ClientDisconnect

from impl.engine.files.document_sets import load_all
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import Source
from scripts.codegen.lower.package import CompiledEndpoint
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.dispatch import Operations, served_by
from scripts.codegen.runtime.app.exchange import Exchange
from scripts.codegen.runtime.app.serving import Endpoint, Serving
from scripts.codegen.runtime.contract.gate import InvalidValue
from scripts.codegen.runtime.contract.operation import Operation
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.options import Options
from scripts.codegen.runtime.responses.sealed import Sealed
from scripts.codegen.runtime.sending.outcomes import UndeclaredAnswer
from scripts.codegen.runtime.sending.replies import HttpResponse, Replies
from tests.unit.runtime.harness import InlineContract, http_scope

Content = dict[str, Any]
_SERVER_ERROR = 500
_LENIENT = Options(ignore_unknown_query=True, serve_contract=False)


class UncompilableError(Exception):
    """The compiler finds fault with a contract."""


@dataclass(frozen=True)
class Sent:
    """A request as it stands on the wire."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class CompiledGate:
    """What a contract's package takes and gives, but for credentials.

    Args:
        content: the contract.

    Attributes:
        endpoints: the operations that are served, by pointer.
        gate: validators of the schemas.

    Raises:
        UncompilableError: the compiler finds fault with it.
    """

    def __init__(self, content: Content) -> None:
        data = json.dumps(content).encode()
        source = Source(load_all("openapi.json", lambda _: data))
        wrong = [each for each in source.check() if each.severity == "error"]
        if wrong:
            raise UncompilableError(f"{wrong[0].code}: {wrong[0].message}")
        package = lower(source)
        self.endpoints: dict[str, CompiledEndpoint] = {
            endpoint.pointer: endpoint
            for group in package.groups
            for endpoint in group.endpoints
        }
        self._runtime = Runtime(InlineContract(package.exact), options=_LENIENT)
        self.gate = self._runtime.gate
        self._replies: dict[str, Replies[Sealed]] = {}

    @cached_property
    def _operations(self) -> Operations:
        async def implementation(context: object, **arguments: object) -> object:
            # The one way out that makes no answer.
            raise ClientDisconnect

        targets = [
            Serving(
                Endpoint(replace(each.operation, security=()), implementation),
                self._runtime,
            )
            for each in self.endpoints.values()
        ]
        return Operations(targets, self._runtime.errors)

    def refuses(self, sent: Sent) -> str:
        """Say why a request does not come through; nothing if it does."""
        scope = http_scope(sent.method, sent.target, sent.headers)
        found = self._operations.find(scope)
        serving = served_by(found, sent.method) if found else None
        if serving is None:
            return "404" if found is None else "405"
        pending = [sent.body]

        async def receive() -> dict[str, Any]:
            chunk = pending.pop() if pending else b""
            return {"type": "http.request", "body": chunk, "more_body": False}

        headers = Headers(scope["headers"])
        target, path = serving

        exchange = Exchange(scope, receive, headers, "r", path)
        try:
            # What takes long is checked in another process, which a loop waits for.
            answer = anyio.run(target.answer, exchange)
        except ClientDisconnect:
            return ""
        if answer.status == _SERVER_ERROR:
            raise AssertionError(f"the gate fails: {getattr(answer, 'body', b'')!r}")
        return f"{answer.status} {getattr(answer, 'body', b'')!r}"

    def misunderstands(self, pointer: str, answer: HttpResponse) -> str:
        """Say what the client of an operation finds wrong with an answer."""
        if pointer not in self._replies:
            operation = self.endpoints[pointer].operation
            results = list(_sealed(operation))
            self._replies[pointer] = Replies(operation, results, self.gate)
        found = self._replies[pointer].read(answer)
        if isinstance(found, UndeclaredAnswer):
            return found.reason
        return self._wrong_items(found, answer)

    def _wrong_items(self, found: Sealed, answer: HttpResponse) -> str:
        """Say what is wrong with the items of a stream, which come one by one."""
        name = type(found).unchecked_schema
        lines = answer.body.splitlines() if name else ()
        for line in filter(bytes.strip, lines):
            try:
                self.gate.check(name or "", json.loads(line))
            except InvalidValue as wrong:
                return str(wrong)
        return ""


def _sealed(operation: Operation) -> Iterator[type[Sealed]]:
    """Make the classes of responses that a rendered package has."""
    for spec in operation.responses:
        for media in spec.content or (None,):
            members: dict[str, Any] = {
                "status_code": spec.status,
                "media_type": media and media.media_type,
                "schema": media.schema if media and not media.item else None,
                "unchecked_schema": media.schema if media and media.item else None,
                "body_type": Any,
                "headers": spec.headers,
                "__annotations__": dict.fromkeys(
                    [
                        *(header.argument for header in spec.headers),
                        *(["body"] if media else []),
                        *([] if spec.status.isdigit() else ["status"]),
                    ],
                    Any,
                ),
            }
            yield type("Answer", (Sealed,), members)
