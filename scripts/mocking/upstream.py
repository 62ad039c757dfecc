"""The service behind a mock: asked over HTTP, and known by how it says 404."""

from __future__ import annotations

import http.client
import json
import re
import secrets
import ssl
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from anyio import to_thread

from impl.mocks.judging import ForeignAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Seconds without a byte until a service is given up.
_PATIENCE = 60.0
_WHOLE = 8 * 1024 * 1024
_CHUNK = 64 * 1024
# About one connection, and not about what is sent over it (RFC 9110, §7.6.1).
_HOP_BY_HOP = frozenset(
    {
        *("connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"),
        *("transfer-encoding", "content-length", "expect"),
    }
)
_VARIABLE = re.compile(r"[0-9a-fA-F-]{6,}|[0-9]+")


class NoUpstream(Exception):
    """The service can't be asked; the message says why in a sentence."""


@dataclass(slots=True)
class Upcoming:
    """An answer whose body may still be coming.

    Attributes:
        status: its status. fields: its header fields, names in lower case.
        begun: its body, or where it begins. is_whole: whether that is all of it.
    """

    status: int
    fields: Sequence[tuple[str, str]]
    begun: bytes
    is_whole: bool
    _response: http.client.HTTPResponse
    _connection: http.client.HTTPConnection

    @property
    def known(self) -> ForeignAnswer:
        """As far as it is known."""
        return ForeignAnswer(
            self.status, self.fields, self.begun if self.is_whole else None
        )

    async def more(self) -> bytes:
        """Return what comes next of the body; b"" at its end.

        Raises:
            NoUpstream: it breaks off.
        """
        return await to_thread.run_sync(self._more, abandon_on_cancel=True)

    def _more(self) -> bytes:
        try:
            return self._response.read1(_CHUNK)
        except (OSError, http.client.HTTPException) as error:
            raise NoUpstream(f"The answer broke off: {error}.") from None

    def close(self) -> None:
        """Let go of the connection."""
        self._response.close()
        self._connection.close()


class Upstream:
    """A service that is asked.

    Args:
        url: its address; the paths of the contract follow.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._is_secure = parts.scheme == "https"
        self._host, self._port = parts.hostname or "", parts.port
        self._authority = parts.netloc
        self._base = parts.path.rstrip("/")
        self._unknown: list[ForeignAnswer] | None = None

    async def ask(
        self,
        method: str,
        target: str,
        fields: Iterable[tuple[str, str]],
        body: bytes,
    ) -> Upcoming:
        """Send a request and return what is answered.

        Args:
            method: of the request.
            target: path and query, as they were sent.
            fields: header fields, names in lower case.
            body: of the request.

        Raises:
            NoUpstream: there is no answer.
        """
        sent = [each for each in fields if each[0] not in {"host", "accept-encoding"}]
        asking = partial(self._asked, method, target, sent, body)
        return await to_thread.run_sync(asking, abandon_on_cancel=True)

    async def has_no_route(self, answer: ForeignAnswer, path: str) -> bool:
        """Does a 404 look as what is said of any path that there is not?

        Learned from two paths that nobody has: what differs between them, such as the
        id of a request, tells nothing.

        Raises:
            NoUpstream: it can't be asked.
        """
        if self._unknown is None:
            self._unknown = [await self._asked_for_nothing() for _ in range(2)]
        first, second = self._unknown
        if {first.status, second.status} != {404}:
            return False
        stable = _shape(first) & _shape(second)
        return bool(stable) and stable == _shape(answer, path) & stable

    async def _asked_for_nothing(self) -> ForeignAnswer:
        path = f"/{secrets.token_hex(12)}"
        answer = await self.ask("GET", path, (("accept", "*/*"),), b"")
        answer.close()
        return answer.known

    def _asked(
        self, method: str, target: str, fields: list[tuple[str, str]], body: bytes
    ) -> Upcoming:
        connection = self._connection()
        try:
            response = self._response(connection, method, target, fields, body)
            named, begun, is_whole = _fields(response), b"", False
            if not _is_stream(named):
                begun = response.read(_WHOLE)
                is_whole = len(begun) < _WHOLE or not response.peek(1)
        except (OSError, http.client.HTTPException, ValueError) as error:
            connection.close()
            where = f"{self._authority}{self._base}"
            raise NoUpstream(f"{where} does not answer: {error}.") from None
        answer = Upcoming(response.status, named, begun, is_whole, response, connection)
        if is_whole:
            answer.close()
        return answer

    def _connection(self) -> http.client.HTTPConnection:
        if not self._is_secure:
            return http.client.HTTPConnection(self._host, self._port, timeout=_PATIENCE)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(
            self._host, self._port, timeout=_PATIENCE, context=context
        )

    def _response(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        target: str,
        fields: list[tuple[str, str]],
        body: bytes,
    ) -> http.client.HTTPResponse:
        connection.putrequest(
            method, self._base + target, skip_host=True, skip_accept_encoding=True
        )
        connection.putheader("host", self._authority)
        connection.putheader("connection", "close")
        for name, value in fields:
            if name not in _HOP_BY_HOP:
                connection.putheader(name, value)
        if body or method in {"POST", "PUT", "PATCH"}:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body or None)
        return connection.getresponse()


def _fields(response: http.client.HTTPResponse) -> list[tuple[str, str]]:
    named = [(name.lower(), value) for name, value in response.getheaders()]
    return [each for each in named if each[0] not in _HOP_BY_HOP]


def _is_stream(fields: Sequence[tuple[str, str]]) -> bool:
    kind = dict(fields).get("content-type", "").lower()
    return kind.startswith(("text/event-stream", "application/x-ndjson")) or (
        "jsonl" in kind or "json-seq" in kind
    )


def _shape(answer: ForeignAnswer, path: str = "") -> set[str]:
    """Return what can be told of an answer, without what differs from time to time."""
    kind = (answer.field("content-type") or "").partition(";")[0].strip().lower()
    text = (answer.body or b"").decode("utf-8", "replace")
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        plain = text.replace(path, "") if len(path) > 1 else text
        return {kind, _VARIABLE.sub("", re.sub(r"/\S*", "", plain))}
    if not isinstance(value, dict):
        return {kind, text}
    return {kind, *(json.dumps([name, value[name]]) for name in value)} | {
        f"has {name}" for name in value
    }
