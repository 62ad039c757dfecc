"""A probe: one raw request, the statuses that are right answers, and how to send it."""

import contextlib
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.fuzzing.sending import AnswerReader, RawAnswer

# Replaced in every request by what exists on the service under test.
TEAM = "{team}"
API = "{api}"
ETAG = "{etag}"
UNIQUE = "{unique}"
TOKEN = "{token}"

_PATIENCE = 20.0


@dataclass(frozen=True)
class Probe:
    """What to send and what may come back.

    `pause` is when, in bytes from the start, the client falls silent. `answers` is
    the number of responses that the bytes may get: more are smuggled requests.
    """

    name: str
    request: bytes
    statuses: frozenset[int]
    answers: int = 1
    pause: int | None = None
    # How many 1xx responses may come, if that matters.
    interim: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    # Refused by the server before there is an operation whose contract could hold.
    framing: bool = False

    @property
    def line(self) -> list[str]:
        """The words of the request line."""
        first = self.request.decode("latin-1").lstrip().partition("\r\n")[0]
        return first.split(" ")

    @property
    def method(self) -> str:
        return self.line[0]

    @property
    def target(self) -> str:
        return self.line[1] if len(self.line) > 1 else ""


def send(port: int, probe: Probe, values: Mapping[str, str]) -> list[RawAnswer]:
    """Send a probe; return the responses in their order, interim ones included."""
    request = probe.request
    for placeholder, value in values.items():
        request = request.replace(placeholder.encode(), value.encode())
    reader = AnswerReader()
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as connection:
        # A server that has heard enough may close while the rest is on its way.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request[: probe.pause])
        reader.read(
            connection,
            probe.answers,
            bodiless=probe.method == "HEAD",
            patience=_PATIENCE,
            linger=0.3,
        )
    return reader.answers


def request(
    method: str,
    target: str,
    *headers: str,
    body: bytes = b"",
    media: str | None = None,
    anonymous: bool = False,
    length: bool = True,
    version: str = "HTTP/1.1",
) -> bytes:
    """Build a request; `headers` are whole lines."""
    lines = [f"{method} {target} {version}", "Host: probe.example"]
    if not anonymous:
        lines.append(f"Authorization: Bearer {TOKEN}")
    if media is not None:
        lines.append(f"Content-Type: {media}")
    if length and (body or method in {"POST", "PUT", "PATCH"}):
        lines.append(f"Content-Length: {len(body)}")
    lines += headers
    # Placeholders change the length of a body, so bodies that hold them say so.
    head = "\r\n".join(lines).encode("latin-1")
    return head + b"\r\n\r\n" + body


def statuses(*expected: int) -> frozenset[int]:
    return frozenset(expected)
