"""At most so many requests at work; health checks and slow clients aside."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from starlette.types import Message, Receive, Scope, Send

from impl.http.concurrency import ConcurrencyLimit
from impl.http.observing import Observed

pytestmark = pytest.mark.asyncio


class App:
    """Reads the body, and then works until it is let go."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.at_work = 0
        self.news = asyncio.Condition()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            await receive()
        self.at_work += 1
        async with self.news:
            self.news.notify_all()
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


class Call:
    def __init__(self, app: Any, path: str = "/x", method: str = "GET") -> None:
        self.messages: list[Message] = []
        self.body = asyncio.Event()
        scope = {"type": "http", "path": path, "method": method, "headers": []}
        self.task = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self) -> Message:
        await self.body.wait()
        return {"type": "http.request", "body": b"abc"}

    async def _send(self, message: Message) -> None:
        self.messages.append(message)

    async def status(self) -> int:
        await self.task
        return int(self.messages[0]["status"])


async def until_at_work(app: App, count: int) -> None:
    async with app.news:
        await app.news.wait_for(lambda: app.at_work >= count)


@pytest_asyncio.fixture
async def app() -> AsyncIterator[App]:
    yield App()


async def test_beyond_the_limit_is_503(app: App) -> None:
    limited = Observed(ConcurrencyLimit(app, limit=2), addresses=True)
    first, second = Call(limited), Call(limited)
    await until_at_work(app, 2)
    third = Call(limited)
    assert await third.status() == 503
    headers = dict(third.messages[0]["headers"])
    problem = json.loads(third.messages[1]["body"])
    assert headers[b"retry-after"] == b"1"
    assert problem["code"] == "unavailable"
    assert headers[b"x-request-id"].decode() == problem["request_id"]
    head = Call(limited, method="HEAD")
    assert await head.status() == 503
    assert head.messages[1]["body"] == b""
    health = Call(limited, "/livez")
    await until_at_work(app, 3)
    app.go.set()
    assert [await each.status() for each in (first, second, health)] == [200] * 3
    assert await Call(limited).status() == 200


async def test_who_waits_for_a_client_does_not_work(app: App) -> None:
    limited = ConcurrencyLimit(app, limit=1)
    slow = [Call(limited, method="POST") for _ in range(5)]
    await asyncio.sleep(0)
    quick = Call(limited)
    await until_at_work(app, 1)
    app.go.set()
    assert await quick.status() == 200
    for each in slow:
        each.body.set()
        assert await each.status() == 200
    assert await Call(limited).status() == 200
