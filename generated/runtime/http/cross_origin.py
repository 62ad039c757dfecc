# A copy of Countersign's scripts/codegen/runtime/http/cross_origin.py.
"""Cross-origin requests (WHATWG Fetch, §3.2): pages of which origins may read answers.

A browser lets a page read an answer of another origin only if the answer says so, and
sends what HTML forms could not send only after the answer to a preflight said so, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

ANY = "*"
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]+)?")
_NAMES = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~, -]+")
_ALLOW_ORIGIN = b"access-control-allow-origin"
# Seconds for which a browser need not ask again.
_MAX_AGE = b"600"
# Pages may read these anyway (Fetch, §2.2.2); Set-Cookie they never may.
_NOT_EXPOSED = frozenset(
    {
        *(b"cache-control", b"content-language", b"content-length", b"content-type"),
        *(b"expires", b"last-modified", b"pragma", b"set-cookie"),
    }
)
_OF_CONTENT = frozenset({b"allow", b"content-length", b"content-type"})
_Fields = list[tuple[bytes, bytes]]


def checked(origins: Iterable[str]) -> frozenset[str]:
    """Return origins as they are compared: each as browsers write it.

    Raises:
        ValueError: one of them is no origin, or "*" is not alone.
    """
    found = frozenset(each.lower() for each in origins)
    if ANY in found and len(found) > 1:
        raise ValueError(f"{ANY} stands for all origins: name no others beside it")
    for each in found - {ANY}:
        if not _ORIGIN.fullmatch(each):
            msg = f"{each!r} is no origin, such as https://app.example.com (no path)"
            raise ValueError(msg)
    return found


class CrossOrigin:
    """Lets pages of other origins use an application.

    A preflight to a path is answered where OPTIONS alone would be refused, with the
    methods that the refusal names in Allow: so further routes take part, and a contract
    that has OPTIONS itself has the say.

    Args:
        app: the application; what it says of an origin itself stays.
        origins: of the pages, such as "https://app.example.com"; "*" alone for any.
        with_cookies: whether requests may bring cookies along; never from any origin.

    Raises:
        ValueError: one of them is no origin, or "*" is not alone.
    """

    def __init__(
        self, app: ASGIApp, origins: Iterable[str], *, with_cookies: bool = False
    ) -> None:
        self._app = app
        self._origins = frozenset(each.encode() for each in checked(origins))
        self._are_all = ANY.encode() in self._origins
        self._with_cookies = with_cookies and not self._are_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        if scope["type"] == "http":
            asked = dict(scope["headers"])
            granted = self._granted(asked.get(b"origin"))
            varying = [] if self._are_all else [(b"vary", b"Origin")]
            is_preflight = (
                scope["method"] == "OPTIONS"
                and b"access-control-request-method" in asked
            )
            send = _Sharing(send, granted, varying, asked if is_preflight else None)
        await self._app(scope, receive, send)

    def _granted(self, origin: bytes | None) -> _Fields:
        if origin is None:
            return []
        if self._are_all:
            return [(_ALLOW_ORIGIN, b"*")]
        if origin.lower() not in self._origins:
            return []
        granted = [(_ALLOW_ORIGIN, origin)]
        if self._with_cookies:
            granted.append((b"access-control-allow-credentials", b"true"))
        return granted


class _Sharing:
    """Sends an answer, and says who may read it."""

    def __init__(
        self,
        send: Send,
        granted: _Fields,
        varying: _Fields,
        preflight: Mapping[bytes, bytes] | None,
    ) -> None:
        self._send = send
        self._granted, self._varying = granted, varying
        self._preflight = preflight
        self._is_emptied = False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = self._started(message)
        elif self._is_emptied and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    def _started(self, message: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        fields: _Fields = [*message.get("headers", ())]
        if any(name == _ALLOW_ORIGIN for name, _ in fields):
            return message
        if self._granted and self._preflight and message["status"] == 405:
            self._is_emptied = True
            message = {**message, "status": 204}
            fields = _answered(self._preflight, fields)
        elif self._granted:
            fields += _exposed(fields)
        return {**message, "headers": [*fields, *self._granted, *self._varying]}


def _answered(asked: Mapping[bytes, bytes], refused: _Fields) -> _Fields:
    """Return the fields of the answer to a preflight, made from those of a refusal."""
    fields = [each for each in refused if each[0] not in _OF_CONTENT]
    allowed = dict(refused).get(b"allow", b"")
    fields.append((b"access-control-allow-methods", allowed))
    # Operations ignore fields that they don't declare, so that any may come.
    wanted = asked.get(b"access-control-request-headers", b"")
    if _NAMES.fullmatch(wanted):
        fields.append((b"access-control-allow-headers", wanted))
    fields.append((b"access-control-max-age", _MAX_AGE))
    return fields


def _exposed(fields: _Fields) -> _Fields:
    names = sorted({name for name, _ in fields} - _NOT_EXPOSED)
    return [(b"access-control-expose-headers", b", ".join(names))] if names else []
