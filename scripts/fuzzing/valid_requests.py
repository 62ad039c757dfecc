"""Requests that a service took, kept as what probes are made of."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class ValidRequest:
    """A valid request of an operation, as it was on the wire, and what it got.

    `target` is the path and the query.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    status: int

    @property
    def rank(self) -> tuple[bool, int]:
        """What was taken is better than what was refused, and short than long."""
        return self.status >= 400, len(self.target) + len(self.body or b"")

    @property
    def taken(self) -> bool:
        """Did it have its effect, or find its answer?"""
        return 200 <= self.status < 300


class ValidRequests:
    """Keeps the best valid request of each operation."""

    def __init__(self) -> None:
        self._best: dict[str, ValidRequest] = {}

    def note(self, label: str, prepared: Any, status: int) -> None:
        """Look at a request, as the HTTP client of Schemathesis prepared it."""
        address = urlsplit(prepared.url)
        query = f"?{address.query}" if address.query else ""
        body = prepared.body
        if not isinstance(body, str | bytes | None):
            return
        request = ValidRequest(
            prepared.method,
            f"{address.path}{query}",
            tuple((_text(k), _text(v)) for k, v in prepared.headers.items()),
            body.encode() if isinstance(body, str) else body,
            status,
        )
        known = self._best.get(label)
        if known is None or request.rank < known.rank:
            self._best[label] = request

    def write(self, file: Path) -> None:
        """Write them; the file holds credentials."""
        content = {
            label: [
                request.method,
                request.target,
                request.headers,
                None
                if request.body is None
                else base64.b64encode(request.body).decode(),
                request.status,
            ]
            for label, request in self._best.items()
        }
        file.write_text(json.dumps(content))


def read_valid_requests(file: Path) -> dict[str, ValidRequest]:
    """Return what was written, by operation; nothing if nothing was."""
    if not file.exists():
        return {}
    content = json.loads(file.read_bytes())
    return {
        label: ValidRequest(
            method,
            target,
            tuple((name, value) for name, value in headers),
            None if body is None else base64.b64decode(body),
            status,
        )
        for label, (method, target, headers, body, status) in content.items()
    }


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
