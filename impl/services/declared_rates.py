"""How often an operation may be asked for, counted for all replicas at once.

What is asked for much is counted ahead: a process takes several requests of a caller
from the database by one statement, and serves the next ones out of them. So never more
are served than may be, and a caller whose requests go to many processes loses little.
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from impl.services.rate_limits import Rate, RateLimiter, Taken

_CALLERS: Final = 4096
# This part of a quota is taken at once.
_PART: Final = 20


# Not frozen, which would double the time to make one.
@dataclass(slots=True)
class UsedUp:
    """How far a rate is used up: `full_in` seconds from now, not at all.

    If there was nothing left there is again in `wait` seconds.
    """

    full_in: float = 0.0
    wait: float = 0.0


@dataclass(slots=True)
class _Advance:
    """Requests of one caller that were counted and have not come yet."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    left: int = 0
    interval: float = 0.0
    until: float = 0.0
    full_at: float = 0.0

    def has_some(self, now: float) -> bool:
        return self.left > 0 and now < self.until

    def fill(self, taken: Taken, interval: float, now: float) -> None:
        self.left, self.interval = taken.count, interval
        # By then they have been given back, and others may have taken them.
        self.until = now + taken.count * interval
        self.full_at = now + taken.full_in


class DeclaredRates:
    """Counts requests to operations whose rates the contract declares."""

    def __init__(self, limiter: RateLimiter) -> None:
        self._limiter = limiter
        self._advances: OrderedDict[tuple[str, str], _Advance] = OrderedDict()

    async def take(self, rate: Rate, of: str) -> UsedUp:
        """Count a request, unless the rate is used up.

        Raises:
            Unavailable: the count is not to be had.
        """
        advance = self._advance(rate.name, of)
        now = time.monotonic()
        if not advance.has_some(now):
            # Who comes while more is asked for waits for that, and for nothing else.
            async with advance.lock:
                now = time.monotonic()
                if not advance.has_some(now):
                    taken = await self._more(rate, of)
                    if not taken.count:
                        return UsedUp(wait=taken.wait)
                    now = time.monotonic()
                    advance.fill(taken, rate.interval.total_seconds(), now)
        advance.left -= 1
        untouched = advance.left * advance.interval
        return UsedUp(max(0.0, advance.full_at - untouched - now))

    async def _more(self, rate: Rate, of: str) -> Taken:
        return await self._limiter.take(rate, of, max(1, rate.count // _PART))

    def _advance(self, name: str, of: str) -> _Advance:
        advance = self._advances.get((name, of))
        if advance is None:
            advance = self._advances[name, of] = _Advance()
            if len(self._advances) > _CALLERS:
                self._advances.popitem(last=False)
        else:
            self._advances.move_to_end((name, of))
        return advance
