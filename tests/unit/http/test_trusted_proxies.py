"""Whom a request is from, if there are proxies before the service."""

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.types import ASGIApp, Scope

from impl import server
from impl.settings import Settings

_CLIENT, _LIE = "198.51.100.1", "192.0.2.66"
_told: list[Any] = []


def create() -> ASGIApp:
    """Return an application that notes what it is told of a request."""

    async def app(scope: Scope, _receive: object, _send: object) -> None:
        _told.append(scope)

    return app


def seen(trusted: str, peer: str, *fields: tuple[bytes, str]) -> tuple[str, str]:
    """Return the client and the scheme that the application is told of."""
    settings = Settings(
        secret_key=SecretStr("0123456789abcdefghijklmnopqrstuvwxyz"),
        trusted_proxies=trusted,
    )
    config = server.configuration(settings, f"{__name__}:create")
    config.load()
    scope = {
        "type": "http",
        "client": (peer, 40_000),
        "scheme": "http",
        "headers": [(name, value.encode()) for name, value in fields],
    }
    asyncio.run(config.loaded_app(scope, None, None))
    told = _told.pop()
    return told["client"][0], told["scheme"]


_FOR = b"x-forwarded-for"


@pytest.mark.parametrize(
    ("trusted", "peer", "hops", "client"),
    [
        # Nobody is believed unless it is said who is.
        ("", "127.0.0.1", _LIE, "127.0.0.1"),
        ("10.0.0.1", _CLIENT, _LIE, _CLIENT),
        ("10.0.0.1", "10.0.0.2", _LIE, "10.0.0.2"),
        ("10.0.0.1", "10.0.0.1", _CLIENT, _CLIENT),
        # A proxy adds whom it is asked by to what it was told by them.
        ("10.0.0.1", "10.0.0.1", f"{_LIE}, {_CLIENT}", _CLIENT),
        ("10.0.0.1", "10.0.0.1", f"10.0.0.1, {_LIE}, {_CLIENT}", _CLIENT),
        ("10.0.0.1, 10.0.0.2", "10.0.0.1", f"{_LIE}, {_CLIENT}, 10.0.0.2", _CLIENT),
        ("10.0.0.0/8", "10.1.2.3", f"{_LIE},{_CLIENT},10.9.9.9", _CLIENT),
        ("fd00::1", "fd00::1", f"{_LIE}, 2001:db8::7", "2001:db8::7"),
    ],
)
def test_only_proxies_that_are_trusted_say_whom_it_is_from(
    trusted: str, peer: str, hops: str, client: str
) -> None:
    assert seen(trusted, peer, (_FOR, hops))[0] == client


def test_of_several_fields_the_one_of_the_proxy_counts() -> None:
    fields = (_FOR, _LIE), (_FOR, _CLIENT)
    assert seen("10.0.0.1", "10.0.0.1", *fields)[0] == _CLIENT


def test_only_they_say_that_it_came_by_https() -> None:
    said = (b"x-forwarded-proto", "https")
    assert seen("10.0.0.1", _CLIENT, said) == (_CLIENT, "http")
    assert seen("10.0.0.1", "10.0.0.1", said)[1] == "https"
