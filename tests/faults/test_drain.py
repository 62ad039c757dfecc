"""SIGTERM while requests come in."""

import asyncio

import httpx2
import pytest

from scripts.proving.people import Person
from tests.faults.conftest import Start
from tests.faults.load import Ledger, client, work

_WORKERS = 8
_GRACE = "1.5"


async def until_draining(url: str, stop: asyncio.Event) -> None:
    """Do what a load balancer does: send nothing any more once readiness is gone."""
    async with httpx2.AsyncClient(base_url=url) as opened:
        while (await opened.get("/readyz")).status_code == 200:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.05)
    stop.set()


@pytest.mark.asyncio
async def test_no_request_fails(start: Start) -> None:
    service = start({"COUNTERSIGN_DRAIN_GRACE": _GRACE})
    ada = Person.registered(service.url, "ada")
    team = ada.create_team()
    ledger, stop = Ledger(), asyncio.Event()
    async with client(service.url, ada) as opened:
        workers = [
            asyncio.create_task(work(opened, team, ledger, stop))
            for _ in range(_WORKERS)
        ]
        await asyncio.sleep(1)
        before = len(ledger.answers)
        service.terminate()
        async with asyncio.timeout(10):
            await until_draining(service.url, stop)
            await asyncio.gather(*workers)
    ada.close()
    status = await asyncio.to_thread(service.process.wait, 30)

    assert status == 0
    assert not ledger.lost
    assert set(ledger.statuses) == {200, 201}
    assert len(ledger.answers) > before
