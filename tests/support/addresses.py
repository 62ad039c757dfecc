"""Callers from many places."""

from starlette.types import ASGIApp, Receive, Scope, Send

from tests.support.client import Actor, Service

_FIELD = b"test-client-address"


class Addresses:
    """Lets a request say which address it comes from."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fields = dict(scope.get("headers", ()))
        if _FIELD in fields:
            scope = {**scope, "client": (fields[_FIELD].decode(), 1234)}
            scope["headers"] = [each for each in scope["headers"] if each[0] != _FIELD]
        await self._app(scope, receive, send)


def at(service: Service, address: str, actor: Actor | None = None) -> Actor:
    """Return somebody, or nobody, who calls from an address."""
    headers = actor.headers if actor else {}
    return Actor(service.http, **headers, **{_FIELD.decode(): address})
