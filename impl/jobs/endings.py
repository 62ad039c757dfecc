"""How tasks come to their ends."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def cancelled(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait for their ends."""
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


async def whole(work: Coroutine[Any, Any, None]) -> None:
    """Do something that must not be left halfway; cancelled, its end is waited for."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
