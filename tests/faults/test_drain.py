"""SIGTERM while requests come in."""

import asyncio
import socket

import httpx2
import pytest

from scripts.proving.people import PersonClient
from scripts.proving.service import Service
from tests.faults.conftest import Start
from tests.faults.load import Ledger, client, work

pytestmark = pytest.mark.long

_WORKERS = 8
# Longer than a busy machine needs to let a balancer look once.
_GRACE = "3"
_REQUEST = b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"


async def until_draining(url: str, stop: asyncio.Event) -> None:
    """Do what a load balancer does: send nothing any more once readiness is gone."""
    async with httpx2.AsyncClient(base_url=url, timeout=60) as opened:
        while (await opened.get("/readyz")).status_code == 200:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.05)
    stop.set()


async def until_served(ledger: Ledger, answers: int) -> None:
    while len(ledger.answers) < answers:  # noqa: ASYNC110 - a ledger has no event
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.asyncio
async def test_no_request_fails(start: Start, workers: str) -> None:
    """The clients keep their connections; the balancer opens new ones."""
    settings = {"COUNTERSIGN_DRAIN_GRACE": _GRACE, "COUNTERSIGN_WORKERS": workers}
    service = start(settings)
    ada = PersonClient.registered(service.url, "ada")
    team = ada.create_team()
    ledger, stop = Ledger(), asyncio.Event()
    async with client(service.url, ada) as opened:
        loads = [
            asyncio.create_task(work(opened, team, ledger, stop))
            for _ in range(_WORKERS)
        ]
        async with asyncio.timeout(60):
            await until_served(ledger, 50)
        service.terminate()
        before = len(ledger.answers)
        async with asyncio.timeout(60):
            await until_draining(service.url, stop)
            await asyncio.gather(*loads)
    ada.close()
    status = await asyncio.to_thread(service.process.wait, 60)

    assert status == 0
    assert not ledger.lost
    assert set(ledger.statuses) == {200, 201}
    assert len(ledger.answers) > before
    closing = [one for one in ledger.answers if one.headers.get("connection")]
    assert {one.headers["connection"] for one in closing} == {"close"}


def kept(service: Service) -> socket.socket:
    """Return a connection that has served one request and stays open."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=60)
    connection.sendall(_REQUEST)
    answer = b""
    while not answer.endswith(b"}"):
        answer += connection.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"connection: close" not in answer
    return connection


def rest(connection: socket.socket) -> bytes:
    received = b""
    while data := connection.recv(65_536):
        received += data
    return received


def test_kept_connections_are_told_to_close(start: Start) -> None:
    service = start({"COUNTERSIGN_DRAIN_GRACE": _GRACE})
    with kept(service) as used, kept(service) as idle:
        service.terminate()
        asyncio.run(until_draining(service.url, asyncio.Event()))
        used.sendall(_REQUEST)
        last = rest(used)
        assert last.startswith(b"HTTP/1.1 200")
        assert b"connection: close" in last
        # Closed without a word, when the grace is over.
        assert rest(idle) == b""
    assert service.process.wait(60) == 0
