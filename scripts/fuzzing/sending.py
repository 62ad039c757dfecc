"""Sends bytes over a connection of their own, and reads the answers as they came."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import httptools

Ending = Literal["answered", "closed", "silent", "unreachable"]
_CHUNK = 65_536


@dataclass
class RawAnswer:
    """One response, as it was on the wire."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    complete: bool = False

    def header(self, name: str) -> str | None:
        """Return the first value of a field; names are in lower case."""
        return next((v for k, v in self.headers if k == name), None)


@dataclass(frozen=True)
class Address:
    """Where a service listens; `base` is the path before those of its contract."""

    host: str
    port: int
    tls: bool
    base: str = ""

    @classmethod
    def of_url(cls, url: str) -> Address:
        """Return the address that a URL names."""
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        port = parts.port or (443 if tls else 80)
        return cls(parts.hostname or "", port, tls, parts.path.rstrip("/"))

    @property
    def authority(self) -> str:
        """What the Host field says (RFC 9110, §7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.tls else 80
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL without a path."""
        return f"http{'s' if self.tls else ''}://{self.authority}"


class AnswerReader:
    """Takes the bytes of a connection apart; the callbacks are httptools'."""

    def __init__(self) -> None:
        self.answers: list[RawAnswer] = []
        self.parser = httptools.HttpResponseParser(self)

    @property
    def final(self) -> list[RawAnswer]:
        """The answers that are no 1xx."""
        return [one for one in self.answers if one.status >= 200]

    def on_message_begin(self) -> None:
        """Begin an answer."""
        self.answers.append(RawAnswer())

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field."""
        pair = (name.decode("latin-1").lower(), value.decode("latin-1"))
        self.answers[-1].headers.append(pair)

    def on_headers_complete(self) -> None:
        """Take the status."""
        self.answers[-1].status = self.parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        """Take a part of the content."""
        self.answers[-1].body += body

    def on_message_complete(self) -> None:
        """End an answer."""
        self.answers[-1].complete = True

    def read(
        self,
        connection: socket.socket,
        expected: int,
        *,
        bodiless: bool = False,
        patience: float,
        linger: float = 0.0,
    ) -> Ending:
        """Read until so many answers are there, then for `linger` seconds more."""
        deadline = time.monotonic() + patience
        ending: Ending = "silent"
        while (left := deadline - time.monotonic()) > 0:
            connection.settimeout(max(0.01, left))
            try:
                data = connection.recv(_CHUNK)
            except TimeoutError:
                break
            except OSError:
                data = b""
            if not data:
                return ending if ending == "answered" else self._ended(expected)
            with contextlib.suppress(httptools.HttpParserError):
                self.parser.feed_data(data)
            done = [one for one in self.final if one.complete or bodiless]
            if len(done) >= expected and ending != "answered":
                ending = "answered"
                # Whatever else comes now was asked for by nobody.
                deadline = min(deadline, time.monotonic() + linger)
        return ending

    def _ended(self, expected: int) -> Ending:
        # Without a length the end of the connection is the end of the answer.
        return "answered" if len(self.final) >= expected else "closed"


@dataclass(frozen=True)
class RawExchange:
    """What came back, 1xx left out, and how it ended."""

    answers: tuple[RawAnswer, ...]
    ending: Ending


def exchange(
    address: Address,
    data: bytes,
    *,
    expected: int = 1,
    bodiless: bool = False,
    patience: float,
) -> RawExchange:
    """Send bytes and return the answers; silent are those who took too long."""
    reader = AnswerReader()
    try:
        with _connected(address, patience) as connection:
            # A server that has heard enough may close while the rest is on its way.
            with contextlib.suppress(OSError):
                connection.sendall(data)
            ending = reader.read(
                connection, expected, bodiless=bodiless, patience=patience
            )
    except TimeoutError:
        return RawExchange((), "silent")
    except OSError:
        return RawExchange((), "unreachable")
    return RawExchange(tuple(reader.final), ending)


@contextlib.contextmanager
def _connected(address: Address, patience: float) -> Iterator[socket.socket]:
    where = (address.host, address.port)
    with socket.create_connection(where, timeout=patience) as plain:
        if not address.tls:
            yield plain
            return
        context = ssl.create_default_context()
        with context.wrap_socket(plain, server_hostname=address.host) as secured:
            yield secured
