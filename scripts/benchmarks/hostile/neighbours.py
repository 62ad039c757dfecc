"""Everybody else, in a process of their own, working at a pace that nothing changes.

`python -m scripts.benchmarks.hostile.neighbours` reads one JSON object, a `Routine`,
from standard input, works until SIGTERM, and prints one JSON object with what was seen.

The loop is open: requests are due at fixed times, whether or not the ones before were
answered, and latency counts from when a request was due. A service that stands still
for a second so delays all that was due in it, as it does for people, and not the one
request of a client that waits.
"""

import asyncio
import contextlib
import json
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import httpx2

_PATIENCE = 60.0
_POLL = 0.25
_UNFINISHED = frozenset({"queued", "running"})


@dataclass(frozen=True)
class Neighbour:
    """Somebody with a team: credentials, an API, and a version to compare with."""

    email: str
    password: str
    headers: dict[str, str]
    team: str
    api: str


@dataclass(frozen=True)
class Routine:
    """Who works where, and how often each thing is due, in seconds.

    Attributes:
        first: what to count documents from, so that no two routines send one twice.
    """

    url: str
    neighbours: list[Neighbour]
    every: dict[str, float]
    first: int

    def as_json(self) -> str:
        """Write it down for the process that carries it out."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Routine":
        """Read what `as_json` wrote."""
        read: dict[str, Any] = json.loads(text)
        people = [Neighbour(**person) for person in read["neighbours"]]
        return cls(read["url"], people, read["every"], read["first"])


@dataclass
class Seen:
    """Seconds by activity, wrong answers, and how late the process itself was."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)
    own_lag: list[float] = field(default_factory=list)

    def blame(self, what: str) -> None:
        """Count a wrong answer."""
        self.wrong[what] = self.wrong.get(what, 0) + 1


Act = Callable[[httpx2.AsyncClient, Neighbour, int], Awaitable[None]]


class WrongAnswer(Exception):
    """An ordinary request got another answer than it deserves."""


def expect(answer: httpx2.Response, *statuses: int) -> httpx2.Response:
    """Return the answer.

    Raises:
        WrongAnswer: its status is another.
    """
    if answer.status_code not in statuses:
        code = ""
        if "json" in answer.headers.get("Content-Type", ""):
            code = str(answer.json().get("code", ""))
        raise WrongAnswer(f"{answer.status_code} {code}".strip())
    return answer


async def get_one(client: httpx2.AsyncClient, who: Neighbour, _: int) -> None:
    """Read an API."""
    path = f"/v1/teams/{who.team}/apis/{who.api}"
    expect(await client.get(path, headers=who.headers), 200)


async def get_list(client: httpx2.AsyncClient, who: Neighbour, _: int) -> None:
    """List APIs."""
    path = f"/v1/teams/{who.team}/apis"
    expect(await client.get(path, headers=who.headers), 200)


async def log_in(client: httpx2.AsyncClient, who: Neighbour, _: int) -> None:
    """Open a session."""
    body = {"email": who.email, "password": who.password}
    expect(await client.post("/v1/sessions", json=body), 201)


async def live(client: httpx2.AsyncClient, _: Neighbour, __: int) -> None:
    """Ask whether the process lives."""
    expect(await client.get("/livez"), 200)


async def publish(client: httpx2.AsyncClient, who: Neighbour, number: int) -> None:
    """Publish a small document."""
    path = f"/v1/teams/{who.team}/apis/{who.api}/versions"
    document = small(f"{number}.0.0", f"n{number}")
    expect(await client.post(path, json=document, headers=who.headers), 201)


async def compare(client: httpx2.AsyncClient, who: Neighbour, number: int) -> None:
    """Compare the version with a small document, until there is a result."""
    base = f"/v1/teams/{who.team}/apis/{who.api}"
    document = small("2.0.0", f"c{number}")
    path = f"{base}/versions/1.0.0/comparisons"
    answer = await client.post(path, json=document, headers=who.headers)
    found = expect(answer, 200, 201, 202).json()
    while found["state"] in _UNFINISHED:
        await asyncio.sleep(_POLL)
        path = f"{base}/comparisons/{found['id']}"
        found = expect(await client.get(path, headers=who.headers), 200).json()
    if found["state"] != "finished":
        raise WrongAnswer(f"a comparison ended as {found['failure']['code']}")


def small(version: str, name: str) -> dict[str, object]:
    """Return a document of a few hundred bytes; another name is another document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Small {name}", "version": version},
        "paths": {f"/{name}": {"get": {"responses": {"200": {"description": "Yes."}}}}},
    }


ACTS: dict[str, Act] = {
    "get one": get_one,
    "list": get_list,
    "log in": log_in,
    "livez": live,
    "publish": publish,
    "compare": compare,
}


async def work(routine: Routine, over: asyncio.Event) -> Seen:
    """Do everything at its pace until it is over; then wait for what is under way."""
    seen = Seen()
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=50)
    async with contextlib.AsyncExitStack() as stack:
        # Each has its own pool: one that waits for hundreds is slow itself.
        clients = {
            name: await stack.enter_async_context(
                httpx2.AsyncClient(
                    base_url=routine.url, limits=limits, timeout=_PATIENCE
                )
            )
            for name in routine.every
        }
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for name, pace in routine.every.items():
            group.create_task(_repeat(clients[name], routine, name, pace, seen, over))
    return seen


async def _repeat(
    client: httpx2.AsyncClient,
    routine: Routine,
    name: str,
    pace: float,
    seen: Seen,
    over: asyncio.Event,
) -> None:
    due = time.monotonic()
    number = routine.first
    async with asyncio.TaskGroup() as group:
        while not over.is_set():
            who = routine.neighbours[number % len(routine.neighbours)]
            group.create_task(_once(client, name, who, number, due, seen))
            number += 1
            due += pace
            wait = max(0.0, due - time.monotonic())
            try:
                async with asyncio.timeout(wait):
                    await over.wait()
            except TimeoutError:
                continue


async def _once(
    client: httpx2.AsyncClient,
    name: str,
    who: Neighbour,
    number: int,
    due: float,
    seen: Seen,
) -> None:
    seen.own_lag.append(time.monotonic() - due)
    try:
        async with asyncio.timeout(_PATIENCE):
            await ACTS[name](client, who, number)
    except WrongAnswer as error:
        seen.blame(f"{name}: {error}")
    except TimeoutError:
        seen.blame(f"{name}: nothing within {_PATIENCE:.0f} s")
    except httpx2.TransportError as error:
        seen.blame(f"{name}: {type(error).__name__}")
    # What was answered wrongly took its time, too.
    seen.seconds.setdefault(name, []).append(time.monotonic() - due)


async def main() -> None:
    """Read a routine, work, report."""
    routine = Routine.from_json(sys.stdin.read())
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    print(json.dumps(asdict(await work(routine, over))), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
