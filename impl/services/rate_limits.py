"""Rates of attempts, shared by all replicas. Names are kept as digests only."""

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter

from impl.database.unit_of_work import Database
from impl.errors import RateLimited
from impl.repositories import rate_limits
from impl.security.keys import derive

_LONGEST_WAIT = 86_400


@dataclass(frozen=True, slots=True)
class Rate:
    """So many attempts a minute, all at once if need be."""

    name: str
    per_minute: int

    @property
    def interval(self) -> timedelta:
        """Time from one attempt to the next at the steady rate."""
        return timedelta(minutes=1) / self.per_minute

    @property
    def tolerance(self) -> timedelta:
        """How much earlier than at the steady rate an attempt may come."""
        return self.interval * (self.per_minute - 1)


class RateLimiter:
    """Counts attempts in the database, whether or not what they try succeeds."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database = database
        self._key = derive(secret, "rate limits")

    async def attempt(self, *subjects: tuple[Rate, str]) -> None:
        """Count an attempt against each subject's rate.

        Raises:
            RateLimited: one of them has none left.
            Unavailable: the count is not to be had, and so nor is what it guards.
        """
        waits: list[float] = []
        async with self._database.begin() as work:
            # In one order, so that two attempts can't wait for each other.
            buckets = {self._bucket(rate, of): rate for rate, of in subjects}
            for bucket, rate in sorted(buckets.items(), key=itemgetter(0)):
                wait = await rate_limits.attempt(
                    work, bucket, rate.interval, rate.tolerance
                )
                if wait is not None:
                    waits.append(wait)
            await rate_limits.sweep(work)
            await work.commit()
        if waits:
            raise RateLimited(min(_LONGEST_WAIT, math.ceil(max(waits)) or 1))

    def _bucket(self, rate: Rate, subject: str) -> bytes:
        text = f"{rate.name}\0{subject}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, text, hashlib.sha256)
