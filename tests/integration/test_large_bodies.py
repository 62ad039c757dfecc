"""Large bodies are taken only from who may send them, and only so many at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.client import Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio

_LARGEST = 1_000_000


@pytest_asyncio.fixture
async def service(
    database: Database,
    generous: Settings,
) -> AsyncIterator[Service]:
    sizes = {"max_body_bytes": _LARGEST, "max_held_bytes": 2 * _LARGEST}
    async with running(create(generous.model_copy(update=sizes))) as service:
        yield service


class Body:
    """A body of unknown length that doesn't end before it is told to."""

    def __init__(self) -> None:
        self.is_asked = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.is_asked.set()
        await self.goes_on.wait()
        yield contract_text()


async def send(actor: Actor, path: str, body: Body) -> int:
    sent = {**actor.headers, "Content-Type": "application/yaml"}
    answer = await actor.http.post(path, content=body, headers=sent)
    if answer.status_code == 503:
        assert answer.json()["code"] == "unavailable"
        assert int(answer.headers["retry-after"]) > 0
    return answer.status_code


async def test_one_holder_has_so_many_at_once(service: Service) -> None:
    ada, eve = await service.person(), await service.person()
    path = f"{await service.api(ada, await service.team(ada))}/versions"
    slow = Body()
    first = asyncio.create_task(send(ada, path, slow))
    await slow.is_asked.wait()
    assert await send(ada, path, Body()) == 503
    # Who may not publish is told before anything is read.
    unread = Body()
    assert await send(eve, path, unread) == 404
    assert not unread.is_asked.is_set()
    slow.goes_on.set()
    assert await first == 201
    again = Body()
    again.goes_on.set()
    assert await send(ada, path, again) == 200
