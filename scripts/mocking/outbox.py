"""Sends the webhooks and callbacks of mocks: to this machine, unless told otherwise."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import json
import re
import secrets
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from impl.engine.mocking.state.messages import OutgoingMessage

_PATIENCE: Final = 10.0
_LARGEST_ANSWER: Final = 64 * 1024
_MOST_KEPT: Final = 200
_MOST_UNDER_WAY: Final = 100
_PREFIX: Final = "whsec_"
# What would end a field and begin another one (RFC 9112, §5).
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_TARGET: Final = re.compile(r"[^\x21-\x7e]")


class NoSecret(ValueError):
    """A text is no secret of Standard Webhooks."""


class _NoAnswer(Exception):
    """A receiver did not answer; the message says why."""


def key_of(secret: str) -> bytes:
    """Return the key that a secret of Standard Webhooks stands for.

    Raises:
        NoSecret: it is none.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except ValueError:
        key = b""
    if not secret.startswith(_PREFIX) or not key:
        raise NoSecret(f"{secret!r} is not {_PREFIX} and base64")
    return key


def secret_by(seed: int) -> str:
    """Return the secret that mocks of a seed sign by: it protects nothing."""
    digest = hashlib.sha256(f"mock {seed}".encode()).digest()[:24]
    return _PREFIX + base64.b64encode(digest).decode()


class MockOutbox:
    """Sends messages, and keeps what became of the last ones.

    Args:
        receivers: the addresses that webhooks go to.
        hosts: who may get callbacks, besides this machine and the receivers.
        secret: what is signed by.
        told: is told of each message in a line.
    """

    def __init__(
        self,
        receivers: Iterable[str],
        hosts: Iterable[str],
        secret: str,
        told: Callable[[str], None],
    ) -> None:
        self._receivers = tuple(receivers)
        named = (urlsplit(each).hostname or "" for each in self._receivers)
        self._hosts = frozenset(each.lower() for each in (*hosts, *named))
        self._secret, self._key = secret, key_of(secret)
        self._told = told
        self._sent: deque[dict[str, Any]] = deque(maxlen=_MOST_KEPT)
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def has_receivers(self) -> bool:
        """Tell whether anybody wants webhooks."""
        return bool(self._receivers)

    def post(self, message: OutgoingMessage, delay: float = 0.0) -> None:
        """Send a message, after some seconds, without being waited for."""
        for url in [message.url] if message.url else self._receivers:
            if len(self._under_way) >= _MOST_UNDER_WAY:
                self._note(message, url, problem="too many are under way")
                continue
            task = asyncio.create_task(self._deliver(message, url, delay))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    def told(self) -> dict[str, Any]:
        """Return who gets messages, and what became of the last ones."""
        return {
            "receivers": [*self._receivers],
            "secret": self._secret,
            "sent": [*self._sent],
        }

    async def _deliver(self, message: OutgoingMessage, url: str, delay: float) -> None:
        await asyncio.sleep(delay)
        if why := self._refused(url):
            self._note(message, url, problem=why)
            return
        body = b"" if not message.media_type else json.dumps(message.body).encode()
        fields = self._fields(message, body)
        try:
            status = await asyncio.to_thread(_send, message.method, url, fields, body)
        except _NoAnswer as error:
            self._note(message, url, problem=str(error))
            return
        self._note(message, url, status=status, headers=fields, body=message.body)

    def _refused(self, url: str) -> str:
        """Say why nothing is sent to an address; "" if it may be."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
            _ = parts.port
        except ValueError:
            return "it is no address"
        if parts.scheme not in {"http", "https"} or not host or _TARGET.search(url):
            return "it is no address of HTTP"
        if _is_loopback(host) or host in self._hosts:
            return ""
        return f"{host} is not this machine: --send-to {host} allows it"

    def _fields(self, message: OutgoingMessage, body: bytes) -> dict[str, str]:
        fields = {n: _CONTROL.sub("", v) for n, v in message.headers.items()}
        fields["User-Agent"] = "countersign-mock"
        if message.media_type:
            fields["Content-Type"] = message.media_type
        if message.is_signed:
            known = {name.lower(): name for name in fields}
            name = known.get("webhook-id", "webhook-id")
            ident = fields.setdefault(name, f"msg_{secrets.token_hex(12)}")
            now = str(int(time.time()))
            content = f"{ident}.{now}.".encode() + body
            digest = hmac.new(self._key, content, hashlib.sha256).digest()
            fields["webhook-timestamp"] = now
            fields["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
        return fields

    def _note(self, message: OutgoingMessage, url: str, **what: Any) -> None:
        self._sent.append({"name": message.name, "url": url, **what})
        became = what.get("status") or f"not sent, {what.get('problem')}"
        self._told(f"{message.name}: {message.method} {url} → {became}")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _send(method: str, url: str, fields: dict[str, str], body: bytes) -> int:
    """Send one request, which no redirect is followed from; return its status.

    Raises:
        _NoAnswer: there is none; the message says why.
    """
    import http.client

    parts = urlsplit(url)
    kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = kinds[parts.scheme](
        parts.hostname or "", parts.port, timeout=_PATIENCE
    )
    try:
        connection.request(method, target, body, fields)
        response = connection.getresponse()
        response.read(_LARGEST_ANSWER)
        status: int = response.status
        return status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _NoAnswer(str(error) or type(error).__name__) from None
    finally:
        connection.close()
