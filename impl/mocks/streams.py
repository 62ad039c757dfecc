"""Streams whose items are all there: checked as a whole before the first one leaves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

from generated.runtime.http.answers import Chunks
from generated.runtime.responses.items import BodyError
from generated.runtime.responses.sealed import SealBroken

T = TypeVar("T")


async def streamed(items: Iterable[T]) -> AsyncIterator[T]:
    """Yield items, none of which is waited for."""
    for each in items:
        yield each


def written(chunks: Chunks) -> Chunks:
    """Return chunks of `streamed` items that nothing can be wrong with any more.

    Raises:
        SealBroken: an item is not what the contract declares.
    """
    made: list[bytes] = []
    while True:
        try:
            # Nothing is waited for, so the first step is the last one.
            chunks.__anext__().send(None)
        except StopIteration as done:
            made.append(done.value)
        except StopAsyncIteration:
            return Chunks(streamed(made), bytes)
        except BodyError as error:
            raise SealBroken(f"an item: {error}") from None
