"""The endpoints by which a mock itself is steered, under one reserved prefix."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from html import escape
from importlib import resources
from typing import Any, Final, Protocol

from starlette.types import Receive, Scope

from generated.runtime.http.answers import Answer
from generated.runtime.http.headers import Headers
from impl.mocks.chaos import Chaos, NoRule, rules_of
from impl.mocks.memory import SESSION, Memory, UnknownSnapshot, session_of
from impl.mocks.outgoing import NotPosted, Outbox, messages_of, post
from impl.mocks.plan import MockPlan
from impl.mocks.settings import MockOptions
from impl.mocks.tracing import Journal

PREFIX: Final = "/_mock"
_MOST: Final = 64 * 1024 * 1024
_ENDPOINTS: Final = {
    "GET /_mock": "this",
    "GET /_mock/docs": "the contract as a page",
    "GET /_mock/openapi.json": "the contract, with the mock as its server",
    "GET /_mock/report": "what each operation remembers, and why not",
    "GET, PUT, DELETE /_mock/state": "what is remembered: all of it out, in, anew",
    "GET, DELETE /_mock/log": "the last requests",
    "GET, PUT, DELETE /_mock/clock": '{"now": "2030-01-01T00:00:00Z"}, {"advance": 60}',
    "GET, PUT, DELETE /_mock/faults": "rules: operation, probability, latency, status, "
    "drop",
    "GET, POST /_mock/messages": 'webhooks and callbacks; send one: {"name": "…"}, '
    "and body, url or delay",
    "POST /_mock/reset": "all of this as it was at the start",
}
_FORGETS: Final = "This mock remembers nothing: it was started so."
_ASSETS: Final = {
    "swagger-ui.css": b"text/css",
    "swagger-ui-bundle.js": b"text/javascript",
    "favicon.png": b"image/png",
}
_START: Final = b"""SwaggerUIBundle({url: "openapi.json", dom_id: "#documentation",
  deepLinking: true, validatorUrl: null});
"""
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} (mock)</title>
<link rel="icon" href="docs-favicon.png">
<link rel="stylesheet" href="docs-swagger-ui.css">
</head>
<body>
<div id="documentation"></div>
<noscript>This page needs scripts. The contract is at
<a href="openapi.json">openapi.json</a>.</noscript>
<script src="docs-swagger-ui-bundle.js"></script>
<script src="docs-start.js"></script>
</body>
</html>
"""


class Steerable(Protocol):
    """What can be steered: a mock, as its own documentation has it."""

    plan: MockPlan
    options: MockOptions
    journal: Journal
    chaos: Chaos
    memory: Memory | None
    outbox: Outbox | None

    @property
    def now(self) -> dt.datetime | None:
        """The time that was set; None if none was."""

    def set_time(self, now: dt.datetime | None) -> None:
        """Let values be of a time."""

    def reset(self) -> None:
        """Be as at the start."""


class NotSteered(Exception):
    """A request for something else than there is; `status` and the message say why."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Control:
    """Steers one mock."""

    def __init__(self, mock: Steerable) -> None:
        self._mock = mock

    async def answer(self, path: str, scope: Scope, receive: Receive) -> Answer:
        """Return the answer to a request of a path below the prefix."""
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        if any(path.startswith(each) for each in self._mock.options.withheld):
            return _json(404, {"detail": "This mock does not have that."})
        if method == "GET" and path.startswith("/docs"):
            return _page(path, self._mock.plan.title)
        session = session_of(Headers(scope["headers"]).get(SESSION))
        try:
            given = await _read(receive) if method in {"PUT", "POST"} else None
            value = self._value(method, path.rstrip("/"), given, session, scope)
        except NotSteered as error:
            return _json(error.status, {"detail": str(error)})
        return Answer(204) if value is None else _json(200, value)

    def refusal(self) -> Answer:
        """Return the answer to pages that may not steer."""
        return _json(403, {"detail": "A page of elsewhere may not steer this mock."})

    def _value(
        self, method: str, path: str, given: Any, session: str, scope: Scope
    ) -> Any:
        mock = self._mock
        match method, path:
            case "GET", "":
                return self._summary()
            case "GET", "/openapi.json":
                return self._contract(scope)
            case "GET", "/report":
                return [] if mock.memory is None else mock.memory.report()
            case "POST", "/reset":
                mock.reset()
                return None
            case _, "/state":
                return self._state(method, given, session)
            case "GET" | "DELETE", "/log":
                return self._log(method)
            case _, "/clock":
                return self._clock(method, given, session)
            case "GET" | "POST", "/messages":
                return self._messages(method, given, session)
            case _, "/faults":
                return self._faults(method, given)
        raise NotSteered(
            404, f"There is no {method} {PREFIX}{path}: GET {PREFIX} lists."
        )

    def _summary(self) -> dict[str, Any]:
        mock = self._mock
        return {
            "title": mock.plan.title,
            "version": mock.plan.version,
            "digest": mock.plan.digest,
            "operations": len(mock.plan.operations),
            "seed": mock.options.seed,
            "remembers": mock.options.remembers,
            "strict": mock.options.is_strict,
            "requests": mock.journal.total,
            "endpoints": {
                name: text
                for name, text in _ENDPOINTS.items()
                if not name.endswith(tuple(mock.options.withheld))
            },
        }

    def _contract(self, scope: Scope) -> dict[str, Any]:
        here = scope.get("root_path", "") or "/"
        return {**self._mock.plan.content, "servers": [{"url": here}]}

    def _log(self, method: str) -> list[dict[str, Any]] | None:
        journal = self._mock.journal
        if method == "GET":
            return [each.as_object() for each in journal.entries()]
        journal.clear()
        return None

    def _messages(self, method: str, given: Any, session: str) -> Any:
        memory, outbox = self._mock.memory, self._mock.outbox
        if memory is None:
            raise NotSteered(409, _FORGETS)
        if method == "GET":
            return messages_of(memory, outbox)
        try:
            return post(memory, outbox, given, session)
        except NotPosted as error:
            raise NotSteered(error.status, str(error)) from None

    def _state(self, method: str, given: Any, session: str) -> Any:
        memory = self._mock.memory
        if memory is None:
            raise NotSteered(409, _FORGETS)
        match method:
            case "GET":
                return memory.snapshot(session)
            case "PUT":
                try:
                    memory.restore(session, given)
                except UnknownSnapshot as error:
                    raise NotSteered(422, str(error)) from None
            case "DELETE":
                memory.forget(session)
            case _:
                raise NotSteered(405, "The state can be got, put and deleted.")
        return None

    def _clock(self, method: str, given: Any, session: str) -> Any:
        mock = self._mock
        match method:
            case "GET":
                pass
            case "DELETE":
                mock.set_time(None)
            case "PUT":
                self._steer(given, session)
            case _:
                raise NotSteered(405, "The clock can be got, put and deleted.")
        now = mock.now if mock.memory is None else mock.memory.now(session)
        return {"now": now and now.isoformat(), "steered": mock.now is not None}

    def _steer(self, given: Any, session: str) -> None:
        mock = self._mock
        try:
            match given:
                case {"now": str(text)}:
                    now = dt.datetime.fromisoformat(text)
                    mock.set_time(now if now.tzinfo else now.replace(tzinfo=dt.UTC))
                    return
                case {"advance": int() | float() as seconds}:
                    now = mock.now or dt.datetime.now(dt.UTC)
                    if mock.memory is not None:
                        now = mock.memory.now(session)
                    mock.set_time(now + dt.timedelta(seconds=seconds))
                    return
        except (ValueError, OverflowError) as error:
            raise NotSteered(422, f"That is no time: {error}.") from None
        raise NotSteered(422, 'Put {"now": a time} or {"advance": seconds}.')

    def _faults(self, method: str, given: Any) -> Any:
        chaos = self._mock.chaos
        match method:
            case "GET":
                pass
            case "DELETE":
                chaos.replace(())
            case "PUT":
                try:
                    chaos.replace(rules_of(given))
                except NoRule as error:
                    raise NotSteered(422, str(error)) from None
            case _:
                raise NotSteered(405, "Faults can be got, put and deleted.")
        return [each.as_object() for each in chaos.rules]


def _page(path: str, title: str) -> Answer:
    name = path.removeprefix("/docs").removeprefix("-")
    if not name:
        page = _PAGE.format(title=escape(title)).encode()
        return Answer(200, [(b"content-type", b"text/html; charset=utf-8")], page)
    if name == "start.js":
        return Answer(200, [(b"content-type", b"text/javascript")], _START)
    if name not in _ASSETS:
        return _json(404, {"detail": "There is no such page."})
    data = (resources.files("fastapi_offline") / "static" / name).read_bytes()
    return Answer(200, [(b"content-type", _ASSETS[name])], data)


async def _read(receive: Receive) -> Any:
    data = b""
    while True:
        message = await receive()
        data += message.get("body", b"")
        if len(data) > _MOST:
            raise NotSteered(413, f"More than {_MOST} bytes are not taken.")
        if not message.get("more_body", False):
            break
    if not data.strip():
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotSteered(400, f"The body is no JSON: {error}.") from None


def _json(status: int, value: Mapping[str, Any] | list[Any]) -> Answer:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    return Answer(status, headers, json.dumps(value, default=str).encode())
