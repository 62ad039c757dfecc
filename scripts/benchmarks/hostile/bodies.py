"""JSON bodies for operations that need no account and less than a kilobyte."""

from collections.abc import Callable
from dataclasses import dataclass

_SESSIONS, _PEOPLE, _REFRESH = "/v1/sessions", "/v1/people", "/v1/sessions/refresh"
_COUNTS = {
    "15mb": 1_800_000,
    "4mb": 480_000,
    "1mb": 120_000,
    "100kb": 12_000,
    "60kb": 7000,
}


@dataclass(frozen=True)
class HostileBody:
    """One body: what it is called, where it goes, how its bytes are made."""

    name: str
    path: str
    make: Callable[[], bytes]


def bodies() -> tuple[HostileBody, ...]:
    """Return all bodies, in a fixed order."""
    return (
        *(_objects(size, count) for size, count in _COUNTS.items()),
        HostileBody("unknown-members-13mb", _SESSIONS, lambda: _members(1_000_000)),
        HostileBody(
            "unknown-members-13mb-people", _PEOPLE, lambda: _members(1_000_000)
        ),
        HostileBody(
            "list-as-email-15mb", _SESSIONS, lambda: _member("email", _ones(7_400_000))
        ),
        HostileBody(
            "list-as-token-4mb",
            _REFRESH,
            lambda: _member("refresh_token", _ones(2_000_000)),
        ),
        HostileBody(
            "long-email-15mb", _PEOPLE, lambda: _member("email", _text(15_000_000))
        ),
        HostileBody(
            "long-password-15mb",
            _SESSIONS,
            lambda: _member("password", _text(15_000_000)),
        ),
        HostileBody("depth-1000000", _SESSIONS, lambda: b"[" * 1_000_000),
        HostileBody(
            "empty-lists-15mb", _PEOPLE, lambda: b"[" + b"[]," * 5_000_000 + b"1]"
        ),
        HostileBody(
            "equal-members-9mb",
            _SESSIONS,
            lambda: b"{" + b'"a":1,' * 1_500_000 + b'"a":1}',
        ),
        HostileBody(
            "big-integer-1mb", _SESSIONS, lambda: _member("email", b"9" * 1_000_000)
        ),
        HostileBody(
            "escapes-15mb",
            _PEOPLE,
            lambda: _member("email", b'"' + rb"\u0061" * 2_500_000 + b'"'),
        ),
    )


def _objects(size: str, count: int) -> HostileBody:
    return HostileBody(
        f"objects-{size}", _SESSIONS, lambda: b"[" + b'{"a":{}},' * count + b"1]"
    )


def _members(count: int) -> bytes:
    return b"{" + b",".join(b'"k%d":1' % number for number in range(count)) + b"}"


def _member(name: str, value: bytes) -> bytes:
    return b'{"' + name.encode() + b'":' + value + b"}"


def _ones(count: int) -> bytes:
    return b"[" + b"1," * count + b"1]"


def _text(length: int) -> bytes:
    return b'"' + b"a" * length + b'"'
