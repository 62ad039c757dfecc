"""Work that is only worth its cost while somebody waits for what comes of it.

Whoever takes requests says how to learn that a caller has left. That is asked of here
alone, around work that changes nothing: what has begun to be written is never cut off.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextvars import ContextVar
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
Leave = Callable[[], Coroutine[Any, Any, NoReturn]]
_LEAVE: ContextVar[Leave | None] = ContextVar("leave", default=None)


@contextlib.contextmanager
def caller(leave: Leave) -> Iterator[None]:
    """Serve a caller meanwhile; `leave` raises once they have left."""
    token = _LEAVE.set(leave)
    try:
        yield
    finally:
        _LEAVE.reset(token)


async def while_present(work: Awaitable[T]) -> T:
    """Return what comes of some work, which is cancelled once its caller has left.

    Only for work that may be cut off anywhere, after the request has been read.
    Without a caller it is just done.

    Raises:
        Exception: what the work raises, or what the caller's leave does.
    """
    leave = _LEAVE.get()
    if leave is None:
        return await work
    doing = asyncio.ensure_future(work)
    leaving = asyncio.create_task(leave())
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return await (doing if doing.done() else leaving)
    finally:
        doing.cancel()
        leaving.cancel()
        await asyncio.wait({doing, leaving})
        # Whichever came second, nobody wants to know how it went.
        for task in (doing, leaving):
            if not task.cancelled():
                task.exception()
        # An error that leaves keeps this frame, so the frame must not keep the error.
        del task, doing, leaving
