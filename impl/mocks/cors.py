"""Cross-origin requests (WHATWG Fetch, §3.2): any page may talk to a mock.

None but its own may steer it, though, without being asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.types import Scope, Send

from generated.runtime.http.answers import Answer
from generated.runtime.http.headers import Headers

# Seconds for which a browser need not ask again; none, lest a reload be missed.
_MAX_AGE = b"0"
_SAFELISTED = frozenset({b"set-cookie"})


def is_preflight(scope: Scope) -> bool:
    """Is it asked whether a page of another origin may send a request?"""
    if scope["method"] != "OPTIONS":
        return False
    names = {name for name, _ in scope["headers"]}
    return {b"origin", b"access-control-request-method"} <= names


def is_foreign(scope: Scope) -> bool:
    """Does a request come from a page of elsewhere, as far as that can be told?

    A name as host that is not this machine's may be one that somebody else lets lead
    here, and so have their pages be of this origin (DNS rebinding); an address can't.
    """
    headers = Headers(scope["headers"])
    host, origin = headers.get("host"), headers.get("origin")
    if host is not None and not _is_here(host):
        return True
    return origin is not None and origin.partition("://")[2] != host


def _is_here(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        if name == "localhost" or name.endswith(".localhost"):
            return True
        ip_address(name)
    except ValueError:
        return False
    return True


def preflight(scope: Scope, methods: str) -> Answer:
    """Return the answer to a preflight, which allows all that is asked for.

    Args:
        scope: of the request.
        methods: that the path has, as Allow lists them.
    """
    headers = Headers(scope["headers"])
    asked = headers.get("access-control-request-headers")
    wanted = headers.get("access-control-request-method") or ""
    allowed = methods or wanted
    fields = [
        (b"access-control-allow-methods", allowed.encode("latin-1")),
        (b"access-control-max-age", _MAX_AGE),
        (b"vary", b"Access-Control-Request-Method, Access-Control-Request-Headers"),
    ]
    if asked:
        fields.append((b"access-control-allow-headers", asked.encode("latin-1")))
    if headers.get("access-control-request-private-network") == "true":
        fields.append((b"access-control-allow-private-network", b"true"))
    return Answer(204, fields)


def shared(scope: Scope, send: Send) -> Send:
    """Return what sends answers that pages of the request's origin may read."""
    origin = dict(scope["headers"]).get(b"origin")
    if origin is None:
        return send

    async def send_shared(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = _shared_fields(origin, message.get("headers", ()))
        await send(message)

    return send_shared


def _shared_fields(
    origin: bytes, fields: Iterable[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    given = [each for each in fields if not _is_ours(each[0])]
    # With credentials a wildcard stands for nothing but itself.
    exposed = sorted({name for name, _ in given} - _SAFELISTED)
    return [
        *given,
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"access-control-expose-headers", b", ".join(exposed)),
        (b"vary", b"Origin"),
    ]


def _is_ours(name: bytes) -> bool:
    return name in {
        b"access-control-allow-origin",
        b"access-control-allow-credentials",
        b"access-control-expose-headers",
    }
