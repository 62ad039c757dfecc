"""A mock that keeps nothing between requests: what it remembers comes along with them.

So any process can answer any request, and be killed at any time.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from impl.mocks.chaos import NoRule, rules_of
from impl.mocks.delaying import EXTENSION as DELAY
from impl.mocks.dropping import EXTENSION as DROP
from impl.mocks.memory import SESSION, UnknownSnapshot
from impl.mocks.mock import Mock
from impl.mocks.plan import MockPlan
from impl.mocks.settings import MockOptions

# Pages and logs are for a mock of one's own; here they would be others' as well. And
# nothing is sent from here: whoever asks could let this service send to anybody.
_WITHHELD: Final = frozenset({"/docs", "/log", "/messages"})
# Of the state of one session: items, and bytes before they are compressed.
_ITEMS: Final = 2_000
_OCTETS: Final = 512 * 1024
_LARGEST_STATE: Final = 2 * 1024 * 1024
_JSON: Final = (("content-type", "application/json"),)
_NO_DROPS: Final = b'{"detail": "Connections are not cut here."}'
_TOO_LARGE: Final = b'{"detail": "There is no room to remember that."}'
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HostedRequest:
    """A request with all that came of it; texts are of bytes, by Latin-1."""

    method: str
    path: str
    query: str
    headers: Fields
    body: bytes
    root: str
    scheme: str


@dataclass(slots=True)
class HostedAnswer:
    """An answer as a whole; `delay` is how many seconds it is to be sent later."""

    status: int = 500
    headers: Fields = ()
    body: bytes = b""
    delay: float = 0.0
    is_dropped: bool = False


class HostedMock:
    """The mock of a contract that somebody else published.

    Args:
        plan: of the contract.
        budget: seconds for one answer.
    """

    def __init__(self, plan: MockPlan, budget: float) -> None:
        options = MockOptions(
            budget=budget,
            # Who may steer is up to the service, which asks for credentials.
            is_open=True,
            withheld=_WITHHELD,
            most_items=_ITEMS,
            most_octets=_OCTETS,
        )
        self._mock = Mock(plan, options)

    def report(self) -> list[dict[str, Any]]:
        """Return what each operation remembers, and why not."""
        memory = self._mock.memory
        return [] if memory is None else memory.report()

    async def answer(
        self, request: HostedRequest, state: bytes
    ) -> tuple[HostedAnswer, bytes | None]:
        """Answer a request.

        Args:
            request: the request.
            state: what the answer before left to remember; b"" for nothing.

        Returns:
            The answer, and what is to be remembered from now on, if that is not what
            it was.
        """
        given = _read(state)
        self._put(given)
        answer = await _served(self._mock, request)
        found = self._taken()
        if _essence(found) == _essence(given):
            return answer, None
        if not found:
            return answer, b""
        text = json.dumps(found).encode()
        if len(text) > _LARGEST_STATE:
            return HostedAnswer(507, _JSON, _TOO_LARGE), None
        return answer, zlib.compress(text, 1)

    def _put(self, given: dict[str, Any]) -> None:
        mock = self._mock
        mock.reset()
        with suppress(NoRule):
            mock.chaos.replace(rules_of(given.get("faults", [])), given.get("drawn", 0))
        if given.get("now"):
            with suppress(ValueError):
                mock.set_time(datetime.fromisoformat(given["now"]))
        # What another release left is begun anew.
        if "memory" in given and mock.memory is not None:
            with suppress(UnknownSnapshot):
                mock.memory.restore("", given["memory"])

    def _taken(self) -> dict[str, Any]:
        mock, found = self._mock, dict[str, Any]()
        if mock.memory is not None and mock.memory.sessions():
            found["memory"] = mock.memory.snapshot("")
        if mock.chaos.rules:
            found["faults"] = [each.as_object() for each in mock.chaos.rules]
            found["drawn"] = mock.chaos.drawn
        if mock.now is not None:
            found["now"] = mock.now.isoformat()
        return found


def _read(state: bytes) -> dict[str, Any]:
    if not state:
        return {}
    text = zlib.decompressobj().decompress(state, _LARGEST_STATE)
    found: dict[str, Any] = json.loads(text)
    return found


def _essence(state: dict[str, Any]) -> str:
    """Return what tells states apart: not the clock, which every request moves."""
    memory = {n: v for n, v in state.get("memory", {}).items() if n != "clock"}
    is_empty = not any(memory[name] for name in memory if name != "version")
    return json.dumps({**state, "memory": None if is_empty else memory})


async def _served(mock: Mock, request: HostedRequest) -> HostedAnswer:
    answer = HostedAnswer()
    body = bytearray()

    def wait(seconds: float) -> None:
        answer.delay += seconds

    def drop() -> None:
        answer.is_dropped = True

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in message.get("headers", ())
            )
        else:
            body.extend(message.get("body", b""))

    await mock(_scope(request, {DELAY: wait, DROP: drop}), receive, send)
    if answer.is_dropped:
        return HostedAnswer(503, _JSON, _NO_DROPS, answer.delay)
    answer.body = bytes(body)
    return answer


def _scope(request: HostedRequest, extensions: dict[str, Any]) -> dict[str, Any]:
    raw = (request.root + request.path).encode("latin-1")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": raw.decode("utf-8", "replace"),
        "raw_path": raw,
        "root_path": request.root,
        "query_string": request.query.encode("latin-1"),
        "headers": [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in request.headers
            # There is but one state here: whose, is known to who keeps it.
            if name != SESSION
        ],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
        "extensions": extensions,
    }
