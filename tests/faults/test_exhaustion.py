"""More callers than connections."""

import asyncio
import time

import httpx2
import psycopg
import pytest

from scripts.proving.people import PersonClient
from tests.faults.conftest import Start
from tests.faults.load import client

_CALLERS = 20
_POOL_TIMEOUT = 0.5


@pytest.mark.asyncio
async def test_load_is_shed_and_the_process_stays_alive(
    start: Start, database: str
) -> None:
    service = start(
        {
            "COUNTERSIGN_DATABASE_POOL_SIZE": "2",
            "COUNTERSIGN_DATABASE_POOL_TIMEOUT": str(_POOL_TIMEOUT),
            "COUNTERSIGN_DATABASE_LOCK_TIMEOUT": "2",
        }
    )
    ada = PersonClient.registered(service.url, "ada")
    team = ada.create_team()
    path = f"/v1/teams/{team}/apis/{ada.create_api(team)}"
    async with (
        await psycopg.AsyncConnection.connect(database) as link,
        client(service.url, ada) as opened,
    ):
        # Whoever gets one of the two connections waits for this lock.
        await link.execute("LOCK TABLE apis IN ACCESS EXCLUSIVE MODE")
        begin = time.monotonic()
        callers = [asyncio.create_task(opened.get(path)) for _ in range(_CALLERS)]
        await asyncio.sleep(_POOL_TIMEOUT / 2)
        alive = await opened.get("/livez", timeout=10)
        answers: list[httpx2.Response] = await asyncio.gather(*callers)
        waited = time.monotonic() - begin
        await link.rollback()
        afterwards = await opened.get(path)
    ada.close()

    assert alive.status_code == 200
    assert {answer.status_code for answer in answers} == {503}
    assert all(answer.json()["code"] == "unavailable" for answer in answers)
    assert all(answer.headers["Retry-After"].isdigit() for answer in answers)
    # One after the other, two at a time, they would have waited for twenty.
    assert waited < 15
    assert afterwards.status_code == 200
