"""The whole application in this process, for clients that know nothing of asyncio."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import httpx2
from starlette.types import ASGIApp

from tests.support.client import running

_PATIENCE = 60.0
_T = TypeVar("_T")


class _Transport(httpx2.BaseTransport):
    def __init__(
        self, client: httpx2.AsyncClient, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._client = client
        self._loop = loop

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        sent = httpx2.Request(
            request.method,
            request.url,
            headers=request.headers,
            content=request.read(),
        )
        future = asyncio.run_coroutine_threadsafe(self._client.send(sent), self._loop)
        answer = future.result(_PATIENCE)
        return httpx2.Response(
            answer.status_code, headers=answer.headers, content=answer.content
        )


@contextlib.contextmanager
def client_of(app: ASGIApp) -> Iterator[httpx2.Client]:
    """Yield a client of an application that runs in a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def stay(
        started: asyncio.Future[httpx2.AsyncClient], over: asyncio.Event
    ) -> None:
        async with running(app) as service:
            started.set_result(service.http)
            await over.wait()

    async def start() -> tuple[httpx2.AsyncClient, asyncio.Event, asyncio.Task[None]]:
        started: asyncio.Future[httpx2.AsyncClient] = loop.create_future()
        over = asyncio.Event()
        task = asyncio.create_task(stay(started, over))
        first: set[asyncio.Future[Any]] = {started, task}
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        return started.result(), over, task

    async def stop(over: asyncio.Event, task: asyncio.Task[None]) -> None:
        over.set()
        await task

    def wait_for(coroutine: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(_PATIENCE)

    client, over, task = wait_for(start())
    try:
        yield httpx2.Client(
            transport=_Transport(client, loop), base_url="http://service"
        )
    finally:
        wait_for(stop(over, task))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
