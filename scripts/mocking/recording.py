"""What a client asked a mock, and was answered, as HAR 1.2."""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
from collections import deque
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from impl.mocks.control import PREFIX
from impl.mocks.tracing import trace_of

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from scripts.mocking.using import Users

# The last requests are kept, with so many bytes of each body.
_MOST, _LONGEST = 10_000, 1024 * 1024
# What belongs to one person and nobody else who reads the file.
_SECRET = frozenset({"authorization", "cookie", "set-cookie", "proxy-authorization"})
_HIDDEN = "hidden"
# In which a client says what of the answer it reads.
_READS = b"mock-reads"


class Recorder:
    """Passes requests on to an application, and writes down what was said.

    Values of fields that carry credentials are left out.

    Args:
        app: answers the requests.
        file: where to write.
        users: writes what was used, beside it; None to write nothing more.
    """

    def __init__(self, app: ASGIApp, file: Path, users: Users | None = None) -> None:
        self._app, self._file, self._users = app, file, users
        self._entries: deque[dict[str, Any]] = deque(maxlen=_MOST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        if scope["type"] != "http" or f"{PREFIX}/" in f"{scope['path']}/":
            await self._app(scope, receive, send)
            return
        trace = trace_of(scope)
        sent, got, start = bytearray(), bytearray(), dict[str, Any]()
        begun, clock = dt.datetime.now(dt.UTC), time.perf_counter()

        async def heard() -> MutableMapping[str, Any]:
            message = await receive()
            _add(sent, message.get("body", b""))
            return message

        async def told(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                _add(got, message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, heard, told)
        finally:
            wait = round((time.perf_counter() - clock) * 1000, 3)
            self._entries.append(
                {
                    "startedDateTime": begun.isoformat(),
                    "time": wait,
                    "request": _request(scope, bytes(sent)),
                    "response": _response(start, bytes(got)) | _reads(scope),
                    "cache": {},
                    "timings": {
                        "send": 0,
                        "wait": wait,
                        "receive": 0,
                    },
                    "comment": trace.operation,
                }
            )

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What was said, as entries of a HAR."""
        return list(self._entries)

    def write(self) -> None:
        """Write what there is.

        Raises:
            OSError: the file can't be written.
        """
        log = {
            "version": "1.2",
            "creator": {"name": "Countersign", "version": "1"},
            "entries": self.entries,
        }
        text = json.dumps({"log": log}, ensure_ascii=False, indent=1)
        self._file.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
        if self._users is not None:
            self._users.write(self.entries)


def _add(kept: bytearray, data: bytes) -> None:
    kept.extend(data[: max(0, _LONGEST - len(kept))])


def _request(scope: Scope, body: bytes) -> dict[str, Any]:
    raw = scope.get("raw_path") or scope["path"].encode()
    path = raw.partition(b"?")[0].decode("latin-1")
    query = scope.get("query_string", b"").decode("latin-1")
    fields = dict(scope["headers"])
    host = fields.get(b"host", b"localhost").decode("latin-1")
    address = f"{scope.get('scheme', 'http')}://{host}{path}"
    made: dict[str, Any] = {
        "method": scope["method"],
        "url": f"{address}?{query}" if query else address,
        "httpVersion": f"HTTP/{scope.get('http_version', '1.1')}",
        "cookies": [],
        "headers": _fields(scope["headers"]),
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(query, keep_blank_values=True)
        ],
        "headersSize": -1,
        "bodySize": len(body),
    }
    if body:
        kind = fields.get(b"content-type", b"").decode("latin-1")
        made["postData"] = {"mimeType": kind, **_content(body)}
    return made


def _response(start: dict[str, Any], body: bytes) -> dict[str, Any]:
    fields = dict(start.get("headers", ()))
    kind = fields.get(b"content-type", b"").decode("latin-1")
    return {
        "status": start.get("status", 0),
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _fields(start.get("headers", ())),
        "content": {"size": len(body), "mimeType": kind, **_content(body)},
        "redirectURL": fields.get(b"location", b"").decode("latin-1"),
        "headersSize": -1,
        "bodySize": len(body),
    }


def _reads(scope: Scope) -> dict[str, list[str]]:
    """Return what the client reads of the answer, if it says so, for `from_har`."""
    said = [value for name, value in scope["headers"] if name == _READS]
    if not said:
        return {}
    words = b",".join(said).decode("latin-1").split(",")
    return {"_reads": [each for each in map(str.strip, words) if each[:1] == "/"]}


def _fields(raw: Iterable[tuple[bytes, bytes]]) -> list[dict[str, str]]:
    named = [(n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in raw]
    return [
        {"name": name, "value": _HIDDEN if name in _SECRET else value}
        for name, value in named
    ]


def _content(body: bytes) -> dict[str, str]:
    try:
        return {"text": body.decode()}
    except UnicodeDecodeError:
        return {"text": base64.b64encode(body).decode(), "encoding": "base64"}
