"""The rates that the contract declares as `x-rate-limit`, for the router."""

import math
from dataclasses import replace
from datetime import timedelta
from typing import Final

from generated import Allowance, Context, RateLimit, allowance_of
from impl.database.errors import Unavailable
from impl.http import observing
from impl.http.callers import holder_of
from impl.http.connections import network
from impl.services.declared_rates import DeclaredRates
from impl.services.rate_limits import Rate

# What can be told apart in the database: ten microseconds.
_FASTEST: Final = 100_000


class RequestRates:
    """Counts requests in the database, for all replicas together.

    Args:
        rates: counts them.
        factor: how many times what the contract declares.
    """

    def __init__(self, rates: DeclaredRates, factor: int) -> None:
        self._rates = rates
        self._factor = factor
        # As many as the contract has.
        self._known: dict[RateLimit, tuple[RateLimit, Rate]] = {}

    async def take(self, limit: RateLimit, context: Context) -> Allowance | None:
        """Count a request, unless its limit is used up; None where that can't be done.

        What anybody may read costs little, and is still there when the database is not.

        Raises:
            Unavailable: nobody can tell whether this may be done.
        """
        applied, rate = self._applied(limit)
        try:
            usage = await self._rates.take(rate, _whose(limit, context))
        except Unavailable:
            if context.operation.method != "GET" or context.operation.security:
                raise
            return None
        if usage.wait:
            observing.tell(context.scope, "rate_limited")
            seconds = math.ceil(usage.wait)
            return Allowance(applied, 0, seconds, seconds)
        return allowance_of(applied, usage.full_in)

    def _applied(self, limit: RateLimit) -> tuple[RateLimit, Rate]:
        known = self._known.get(limit)
        if known is None:
            quota = min(limit.quota * self._factor, limit.window * _FASTEST)
            applied = replace(limit, quota=max(limit.quota, quota))
            period = timedelta(seconds=applied.window)
            rate = Rate(f"declared {limit.name}", applied.quota, period)
            known = self._known[limit] = applied, rate
        return known


def _whose(limit: RateLimit, context: Context) -> str:
    match limit.by:
        case "caller":
            return holder_of(context)
        case "address":
            return network(context.client_host)
        case "everybody":
            return ""
