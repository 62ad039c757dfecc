"""Rates of attempts, shared by all replicas. Names are kept as digests only."""

import hashlib
import hmac
import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from typing import Final

from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import RateLimited
from impl.repositories import rate_limits
from impl.security.keys import derive

_LONGEST_WAIT: Final = 86_400
# Without a wait there would be nothing to tell the client.
_SHORTEST: Final = 1e-3
_REMEMBERED: Final = 4096
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many attempts in a period, all at once if need be."""

    name: str
    count: int
    period: timedelta = _MINUTE

    @property
    def interval(self) -> timedelta:
        """Time from one attempt to the next at the steady rate."""
        return self.period / self.count

    @property
    def tolerance(self) -> timedelta:
        """How much earlier than at the steady rate an attempt may come."""
        return self.interval * (self.count - 1)


@dataclass(frozen=True, slots=True)
class Taken:
    """So many attempts were counted, and `full_in` seconds from now none of them are.

    If it was none, there is one in `wait` seconds.
    """

    count: int = 0
    full_in: float = 0.0
    wait: float = 0.0


Subject = tuple[Rate, str]


class RateLimiter:
    """Counts attempts in the database, whether or not what they try succeeds.

    Until when a subject has none left is remembered here, so that a flood of refused
    attempts costs the database next to nothing.
    """

    def __init__(self, database: Database, secret: str) -> None:
        self._database = database
        self._key = derive(secret, "rate limits")
        self._exhausted: OrderedDict[bytes, float] = OrderedDict()

    async def attempt(self, *subjects: Subject) -> None:
        """Count an attempt against each subject's rate, or against none of them.

        Raises:
            RateLimited: one of them has none left.
            Unavailable: the count is not to be had, and so nor is what it guards.
        """
        buckets = self._buckets(subjects)
        waits = [self._remembered_wait(bucket) for bucket, _ in buckets]
        if not any(waits):
            waits = await self._count(buckets)
        if longest := max(waits):
            raise RateLimited(min(_LONGEST_WAIT, math.ceil(longest)))

    async def take(self, rate: Rate, of: str, most: int) -> Taken:
        """Count up to `most` attempts of one subject, as many as there are, or one.

        Raises:
            Unavailable: the count is not to be had.
        """
        bucket = self._bucket(rate, of)
        if wait := self._remembered_wait(bucket):
            return Taken(wait=wait)
        async with self._database.begin() as work:
            for count in dict.fromkeys((most, 1)):
                interval = rate.interval * count
                tolerance = rate.tolerance - rate.interval * (count - 1)
                full_in = await rate_limits.take(work, bucket, interval, tolerance)
                if full_in is not None:
                    await work.commit()
                    return Taken(count, full_in)
            wait = max(await rate_limits.wait(work, bucket, rate.tolerance), _SHORTEST)
        self._remember(bucket, wait)
        return Taken(wait=wait)

    async def counted(self, work: UnitOfWork, rate: Rate, of: str) -> int:
        """Return how many attempts of a subject are counted now."""
        bucket = self._bucket(rate, of)
        return await rate_limits.counted(work, bucket, rate.interval)

    async def undo(self, work: UnitOfWork, *subjects: Subject) -> None:
        """Take an attempt back that turned out to be none of those that count."""
        for bucket, rate in self._buckets(subjects):
            await rate_limits.undo(work, bucket, rate.interval)
            self._exhausted.pop(bucket, None)

    async def _count(self, buckets: list[tuple[bytes, Rate]]) -> list[float]:
        waits = []
        async with self._database.begin() as work:
            for bucket, rate in buckets:
                wait = await rate_limits.attempt(
                    work, bucket, rate.interval, rate.tolerance
                )
                if wait is not None:
                    wait = max(wait, _SHORTEST)
                    self._remember(bucket, wait)
                waits.append(wait or 0.0)
            if not any(waits):
                await work.commit()
        return waits

    def _remember(self, bucket: bytes, wait: float) -> None:
        self._exhausted[bucket] = time.monotonic() + wait
        self._exhausted.move_to_end(bucket)
        if len(self._exhausted) > _REMEMBERED:
            self._exhausted.popitem(last=False)

    def _remembered_wait(self, bucket: bytes) -> float:
        until = self._exhausted.get(bucket)
        if until is None:
            return 0.0
        left = until - time.monotonic()
        if left <= 0:
            del self._exhausted[bucket]
        return max(0.0, left)

    def _buckets(self, subjects: tuple[Subject, ...]) -> list[tuple[bytes, Rate]]:
        # In one order, so that two attempts can't wait for each other.
        buckets = {self._bucket(rate, of): rate for rate, of in subjects}
        return sorted(buckets.items(), key=itemgetter(0))

    def _bucket(self, rate: Rate, subject: str) -> bytes:
        text = f"{rate.name}\0{subject}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, text, hashlib.sha256)
