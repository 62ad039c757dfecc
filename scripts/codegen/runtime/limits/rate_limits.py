"""Rate limits: who counts requests, and what clients are told of it.

Clients are told by the fields of draft-ietf-httpapi-ratelimit-headers: RateLimit-Policy
has how much there is of a quota and for how long, RateLimit how much is left.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from ..contract.operation import RateLimit
from ..http.answers import RawHeaders
from ..http.context import Context

# How many callers are counted at once, in each process; the longest unseen go first.
_COUNTED = 65_536
LEFT = b"ratelimit"
FIELDS = frozenset({b"ratelimit-policy", LEFT})


# Not frozen, which would double the time to make one.
@dataclass(slots=True)
class Allowance:
    """How far a limit is used up, after a request was counted or refused.

    Attributes:
        limit: the limit, as it is applied.
        remaining: how many more requests may come at once.
        reset: seconds until there is more: all of it, or, when there is none, some.
        retry_after: seconds to wait after a refusal; 0 if the request may be served.
    """

    limit: RateLimit
    remaining: int
    reset: int
    retry_after: int = 0

    def fields(self) -> RawHeaders:
        """Return the header fields that say so (structured fields, RFC 9651)."""
        limit = self.limit
        name = limit.name.replace("\\", "\\\\").replace('"', '\\"')
        policy = f'"{name}";q={limit.quota};w={limit.window}'
        left = f'"{name}";r={self.remaining};t={self.reset}'
        # Of `FIELDS`.
        return [
            (b"ratelimit-policy", policy.encode("ascii")),
            (LEFT, left.encode("ascii")),
        ]


class RateLimits(Protocol):
    """Counts requests."""

    async def take(self, limit: RateLimit, context: Context) -> Allowance | None:
        """Count a request, unless its limit is used up.

        A limit by caller is asked for once it is known who calls, all others before.
        None lets the request pass uncounted, and says nothing of the limit.
        """
        ...


class RateLimitsInMemory:
    """Counts the requests of one process, by the generic cell rate algorithm.

    Each caller may use up their quota at once, and gets it back evenly (ITU-T I.371).

    Args:
        holder: tells whom a request with a limit by caller counts for.
    """

    def __init__(self, holder: Callable[[Context], Hashable]) -> None:
        self._holder = holder
        # When all of it will have been given back.
        self._full: OrderedDict[Hashable, float] = OrderedDict()

    async def take(self, limit: RateLimit, context: Context) -> Allowance:
        """Count a request, unless its limit is used up."""
        bucket = limit.name, self._whose(limit, context)
        now, interval = monotonic(), limit.window / limit.quota
        full = max(self._full.get(bucket, now), now)
        wait = full + interval - now - limit.window
        # Sums of floating-point numbers are a little more or less than they should be.
        if wait > 1e-6:
            seconds = math.ceil(wait)
            return Allowance(limit, 0, seconds, seconds)
        full += interval
        self._full[bucket] = full
        self._full.move_to_end(bucket)
        if len(self._full) > _COUNTED:
            self._full.popitem(last=False)
        return allowance_of(limit, full - now)

    def _whose(self, limit: RateLimit, context: Context) -> Hashable:
        match limit.by:
            case "caller":
                return self._holder(context)
            case "address":
                return context.client_host
            case "everybody":
                return None


def allowance_of(limit: RateLimit, full_in: float) -> Allowance:
    """Return how a limit stands that is used up for `full_in` more seconds."""
    interval = limit.window / limit.quota
    remaining = max(0, math.floor((limit.window - full_in) / interval + 1e-6))
    some_in = full_in + interval - limit.window
    reset = math.ceil(full_in if remaining else max(some_in, 0.0))
    return Allowance(limit, min(remaining, limit.quota), reset)
