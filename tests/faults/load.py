"""Many requests at once, and a record of how each was answered."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2

from scripts.proving.people import PersonClient

Send = Callable[[httpx2.AsyncClient], Awaitable[httpx2.Response]]


@dataclass
class Ledger:
    """Every answer, and what was promised to be stored."""

    # Others write to the same database: these names are this ledger's own.
    prefix: str = field(default_factory=lambda: f"load-{secrets.token_hex(4)}-")
    answers: list[httpx2.Response] = field(default_factory=list)
    # Requests that got no answer at all.
    lost: list[str] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    @property
    def statuses(self) -> Counter[int]:
        return Counter(answer.status_code for answer in self.answers)


@asynccontextmanager
async def client(url: str, person: PersonClient) -> AsyncIterator[httpx2.AsyncClient]:
    limits = httpx2.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx2.AsyncClient(
        base_url=url, headers=person.headers, limits=limits, timeout=60
    ) as opened:
        yield opened


async def at_once(
    url: str, person: PersonClient, sends: list[Send]
) -> list[httpx2.Response]:
    """Send everything at the same time; return the answers in the same order."""
    async with client(url, person) as opened:
        return await asyncio.gather(*(send(opened) for send in sends))


async def work(
    opened: httpx2.AsyncClient, team: str, ledger: Ledger, stop: asyncio.Event
) -> None:
    """Create and read APIs of a team, one after the other, until told to stop."""
    path = f"/v1/teams/{team}/apis"
    while not stop.is_set():
        name = f"{ledger.prefix}{secrets.token_hex(8)}"
        try:
            body = {"name": name, "title": "Load"}
            created = await opened.post(path, json=body)
            listed = await opened.get(path, params={"limit": 5})
        except httpx2.TransportError as error:
            ledger.lost.append(repr(error))
            continue
        ledger.answers += [created, listed]
        acknowledged = created.status_code == 201
        (ledger.acknowledged if acknowledged else ledger.refused).add(name)
