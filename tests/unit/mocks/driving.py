"""Mocks in this process, and requests to them without a socket."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio

from impl.mocks.mock import Mock
from impl.mocks.plan import MockPlan, plan_of
from impl.mocks.settings import MockOptions
from scripts.mocking.plans import plan_for


@dataclass
class Got:
    """An answer, whole."""

    status: int = 0
    fields: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def __getitem__(self, name: str) -> str:
        return ", ".join(value for key, value in self.fields if key == name)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Browser:
    """Sends requests to an application."""

    app: Any
    extensions: dict[str, Any] = field(default_factory=dict)

    async def send(
        self,
        method: str,
        target: str,
        body: object = None,
        headers: Any = (),
        **fields: Any,
    ) -> Got:
        """Return the answer to a request; an object is sent as JSON."""
        path, _, query = target.partition("?")
        sent = [(n.replace("_", "-").lower(), v) for n, v in fields.items()]
        sent += [(name.lower(), value) for name, value in headers]
        data = b"" if body is None else body
        if not isinstance(data, bytes):
            data = json.dumps(data).encode()
            sent = [each for each in sent if each[0] != "content-type"]
            sent.append(("content-type", "application/json"))
        if data:
            sent.append(("content-length", str(len(data))))
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(n.encode("latin-1"), v.encode("latin-1")) for n, v in sent],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "extensions": self.extensions,
        }
        got, messages = Got(), iter([{"type": "http.request", "body": data}])

        async def receive() -> MutableMapping[str, Any]:
            if message := next(messages, None):
                return message
            # The client stays until it is answered.
            await anyio.sleep_forever()
            return {"type": "http.disconnect"}

        async def send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                got.status = message["status"]
                got.fields = [
                    (n.decode("latin-1"), v.decode("latin-1"))
                    for n, v in message["headers"]
                ]
            else:
                got.body += message.get("body", b"")

        await self.app(scope, receive, send)
        return got


def plan(contract: Path) -> MockPlan:
    """Return the plan of a contract, made anew."""
    return plan_of(plan_for(contract, None)[0])


def browser(contract: Path, **options: Any) -> Browser:
    """Return who talks to a mock of a contract."""
    return Browser(Mock(plan(contract), MockOptions(**options)))
