"""Bytes that the HTTP server sees before any operation does.

A server may refuse or mend them, each as RFC 9110 and RFC 9112 let it; what it may not
do is fail, fall silent or hang up without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.fuzzing.raw.messages import RawProbe, WireMessage

_LONG = 100_000
_NOBODY = "/c6f2c1a8-9d0b-4f0e-8b6d-nobody-has-this"


def framing_probes(message: WireMessage, authority: str) -> Iterator[RawProbe]:
    """Yield probes of a server, made of a request that changes nothing."""
    yield from _methods(message)
    yield from _targets(message, authority)
    yield from _heads(message, authority)
    yield from _lengths(message, authority)
    yield from _sequences(message, authority)


def _head(
    message: WireMessage,
    authority: str,
    *lines: str,
    version: str = "HTTP/1.1",
    target: str = "",
    method: str = "",
) -> bytes:
    first = f"{method or message.method} {target or message.target} {version}"
    given = [f"{name}: {value}" for name, value in message.headers]
    head = [first, f"Host: {authority}", *given, *lines]
    return "\r\n".join(head).encode("latin-1", "replace") + b"\r\n\r\n"


def _methods(message: WireMessage) -> Iterator[RawProbe]:
    for method in ("PROBE", "get", "HEAD", "OPTIONS", "TRACE"):
        changed = WireMessage(method, message.target, message.headers)
        # RFC 9110, §9.1: 501 is for a method that nobody knows.
        yield RawProbe(f"the method {method}", changed, also_right=frozenset({501}))


def _targets(message: WireMessage, authority: str) -> Iterator[RawProbe]:
    close = "Connection: close"
    targets = {
        "a path that nobody has": _NOBODY,
        "the path /": "/",
        "a path of slashes": "//////",
        "a path with dots": "/../../etc/passwd",
        "an absolute target": f"http://{authority}{message.target}",
        "a target with a fragment": f"{message.target}#there",
        "a target with raw bytes": f"{message.target}?\xff\xfe",
        "a target with a backslash": "/a\\b",
        "a target of 60,000 characters": "/" + "a" * 60_000,
    }
    for name, target in targets.items():
        yield RawProbe(name, data=_head(message, authority, close, target=target))
    yield RawProbe(
        "OPTIONS of everything",
        data=_head(message, authority, close, target="*", method="OPTIONS"),
    )


def _heads(message: WireMessage, authority: str) -> Iterator[RawProbe]:
    close = "Connection: close"
    lines = {
        "a second Host": (f"Host: {authority}",),
        "a field without a name": (": a",),
        "a field without a colon": ("nonsense",),
        "a space before a colon": ("X-Probe : a",),
        "a folded field": ("X-Probe: a\r\n b",),
        "a NUL in a field": ("X-Probe: a\0b",),
        "a field of 100,000 characters": ("X-Probe: " + "a" * _LONG,),
        "1,000 fields": tuple(f"X-Probe-{n}: {n}" for n in range(1_000)),
        "an upgrade to nothing": ("Upgrade: none-such", "Connection: Upgrade"),
    }
    for name, more in lines.items():
        yield RawProbe(name, data=_head(message, authority, *more, close))
    old = _head(message, authority, version="HTTP/1.0")
    yield RawProbe("HTTP/1.0", data=old)
    yield RawProbe(
        "a version nobody speaks",
        data=_head(message, authority, close, version="HTTP/9.9"),
        also_right=frozenset({505}),
    )
    first = f"{message.method} {message.target} HTTP/1.1\r\n{close}\r\n\r\n"
    yield RawProbe("no Host", data=first.encode("latin-1"))


def _lengths(message: WireMessage, authority: str) -> Iterator[RawProbe]:
    chunked = "Transfer-Encoding: chunked"
    bodies = {
        "a length that is no number": (("Content-Length: ten",), b""),
        "a negative length": (("Content-Length: -1",), b""),
        "two lengths that differ": (("Content-Length: 1", "Content-Length: 2"), b"ab"),
        "a length and a coding": (("Content-Length: 3", chunked), b"0\r\n\r\n"),
        "a chunk size that is none": ((chunked,), b"zz\r\n\r\n0\r\n\r\n"),
        "a transfer coding nobody knows": (("Transfer-Encoding: none-such",), b""),
    }
    for name, (lines, body) in bodies.items():
        data = _head(message, authority, *lines, "Connection: close") + body
        yield RawProbe(name, data=data, also_right=frozenset({501}))


def _sequences(message: WireMessage, authority: str) -> Iterator[RawProbe]:
    whole = _head(message, authority)
    last = _head(message, authority, "Connection: close")
    # RFC 9112, §9.3.2: they are answered in order, or the connection is closed.
    yield RawProbe("two requests at once", data=whole + last, answers=2)
    yield RawProbe("ten requests at once", data=whole * 9 + last, answers=10)
    yield RawProbe("a request, then nonsense", data=whole + b"nonsense\r\n\r\n")
    yield RawProbe("an empty line before a request", data=b"\r\n" + last)
