"""Some people in a process of their own.

`python -m scripts.soaking.client URL SEED PEOPLE FILE` works until SIGTERM and then
writes what the people know, and how they were answered, to FILE.
"""

import asyncio
import json
import random
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx2

from scripts.soaking.acting import Actor
from scripts.soaking.sending import SoakSender, Tally, UndeservedAnswer

_TIMEOUT = 60.0
# Think time in seconds: a load that never lets go would hide what leaks.
_PAUSE = 0.1


async def live(actor: Actor, chance: random.Random, over: asyncio.Event) -> None:
    """Settle, and act until it is over."""
    await actor.settle()
    while not over.is_set():
        await actor.act()
        await asyncio.sleep(chance.uniform(0, _PAUSE))


async def work(url: str, seed: str, people: int) -> dict[str, Any]:
    """Let people work until SIGTERM; return what they know and were answered."""
    over, tally = asyncio.Event(), Tally()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    async with httpx2.AsyncClient(base_url=url, timeout=_TIMEOUT) as client:
        actors = []
        async with asyncio.TaskGroup() as group:
            for number in range(people):
                chance = random.Random(f"{seed} {number}")  # noqa: S311 - again the same
                actor = Actor(SoakSender(client, tally), f"s{seed}-{number}", chance)
                actors.append(actor)
                group.create_task(_guarded(actor, chance, over, tally))
    known = {actor.email: asdict(actor.ledger) for actor in actors}
    return {"known": known, "tally": asdict(tally)}


async def _guarded(
    actor: Actor, chance: random.Random, over: asyncio.Event, tally: Tally
) -> None:
    try:
        await live(actor, chance, over)
    except UndeservedAnswer as error:
        tally.faults.append(f"{actor.email} gave up: {error}")


def main() -> None:
    """Read the command line, work, write."""
    url, seed, people, file = sys.argv[1:]
    seen = asyncio.run(work(url, seed, int(people)))
    Path(file).write_text(json.dumps(seen))


if __name__ == "__main__":
    main()
