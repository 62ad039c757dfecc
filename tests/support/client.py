"""A client whose every response is held against the contract."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import httpx2
from starlette.types import ASGIApp, Message

from tests.support import contract

PASSWORD = "correct horse battery"
_numbers = count(1)


async def _check(response: httpx2.Response) -> None:
    await response.aread()
    contract.check(response)


class Actor:
    """Somebody who calls the service, with or without credentials."""

    def __init__(self, http: httpx2.AsyncClient, **headers: str) -> None:
        self.http = http
        self.headers = headers
        self.id = ""
        self.email = ""
        self.tokens: dict[str, Any] = {}

    async def call(
        self,
        method: str,
        path: str,
        json: object = None,
        *,
        match: str | None = None,
        key: str | None = None,
        **headers: str,
    ) -> httpx2.Response:
        sent = {**self.headers, **headers}
        if match is not None:
            sent["If-Match"] = match
        if key is not None:
            sent["Idempotency-Key"] = key
        if json is None:
            return await self.http.request(method, path, headers=sent)
        if method == "PATCH":
            sent.setdefault("Content-Type", "application/merge-patch+json")
        return await self.http.request(method, path, json=json, headers=sent)

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        return await self.call("GET", path, **headers)

    async def post(
        self, path: str, json: object = None, key: str | None = None
    ) -> httpx2.Response:
        return await self.call("POST", path, json, key=key)

    async def patch(self, path: str, json: object, match: str) -> httpx2.Response:
        return await self.call("PATCH", path, json, match=match)

    async def delete(self, path: str, match: str | None = None) -> httpx2.Response:
        return await self.call("DELETE", path, match=match)

    async def upload(
        self,
        path: str,
        content: bytes,
        media_type: str = "application/yaml",
        **headers: str,
    ) -> httpx2.Response:
        sent = {**self.headers, "Content-Type": media_type, **headers}
        return await self.http.post(path, content=content, headers=sent)


class Service:
    """A running application and ways to get people and teams into it."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self.http = http
        self.anonymous = Actor(http)

    async def person(self, email: str | None = None) -> Actor:
        """Register somebody and log them in."""
        actor = Actor(self.http)
        actor.email = email or f"person-{next(_numbers)}@example.com"
        body = {"email": actor.email, "password": PASSWORD, "display_name": "Somebody"}
        registered = await self.anonymous.post("/v1/people", body)
        assert registered.status_code == 201, registered.text
        actor.id = registered.json()["id"]
        await self.log_in(actor)
        return actor

    async def log_in(self, actor: Actor) -> None:
        body = {"email": actor.email, "password": PASSWORD}
        response = await self.anonymous.post("/v1/sessions", body)
        assert response.status_code == 201, response.text
        actor.tokens = response.json()
        actor.headers = {"Authorization": f"Bearer {actor.tokens['access_token']}"}

    async def team(self, owner: Actor) -> str:
        """Create a team; return its path."""
        body = {"name": f"team-{next(_numbers)}", "title": "Team"}
        response = await owner.post("/v1/teams", body)
        assert response.status_code == 201, response.text
        return str(response.headers["location"])

    async def join(self, owner: Actor, team: str, role: str) -> Actor:
        """Add a new person to a team."""
        actor = await self.person()
        body = {"email": actor.email, "role": role}
        response = await owner.post(f"{team}/members", body)
        assert response.status_code == 201, response.text
        return actor

    async def api(self, owner: Actor, team: str, **policy: object) -> str:
        """Create an API; return its path."""
        body: dict[str, object] = {"name": f"api-{next(_numbers)}", "title": "An API"}
        if policy:
            body["policy"] = policy
        response = await owner.post(f"{team}/apis", body)
        assert response.status_code == 201, response.text
        return str(response.headers["location"])

    async def key(self, owner: Actor, team: str, *scopes: str) -> Actor:
        """Create an API key; return who calls with it."""
        body = {"name": f"key-{next(_numbers)}", "scopes": list(scopes)}
        response = await owner.post(f"{team}/api-keys", body)
        assert response.status_code == 201, response.text
        actor = Actor(self.http, **{"X-Api-Key": response.json()["secret"]})
        actor.id = response.json()["api_key"]["id"]
        return actor


def contract_text(version: str = "1.0.0", title: str = "Refunds") -> bytes:
    return (
        f"openapi: 3.1.0\ninfo: {{title: {title}, version: {version}}}\npaths: {{}}\n"
    ).encode()


@contextlib.asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[Service]:
    """Run an application through its lifespan and talk to it in this process."""
    incoming: asyncio.Queue[Message] = asyncio.Queue()
    outgoing: asyncio.Queue[Message] = asyncio.Queue()
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    task = asyncio.ensure_future(app(scope, incoming.get, outgoing.put))
    await incoming.put({"type": "lifespan.startup"})
    assert (await outgoing.get())["type"] == "lifespan.startup.complete"
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    try:
        async with httpx2.AsyncClient(
            transport=transport,
            base_url="http://service",
            event_hooks={"response": [_check]},
        ) as http:
            yield Service(http)
    finally:
        await incoming.put({"type": "lifespan.shutdown"})
        assert (await outgoing.get())["type"] == "lifespan.shutdown.complete"
        await task
