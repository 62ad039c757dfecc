# A copy of Countersign's scripts/codegen/runtime/app/counting.py.
"""Counts requests against rate limits, and says in answers what is left."""

from __future__ import annotations

from dataclasses import replace

from ..contract.operation import RateLimit
from ..http.answers import RawHeaders
from ..http.context import Context
from ..http.refusal import rate_limited
from ..limits.rate_limits import FIELDS, LEFT, RateLimits
from .exchange import Exchange

_RETRY_AFTER = b"retry-after"


async def count(
    limit: RateLimit, exchange: Exchange, context: Context, limits: RateLimits
) -> None:
    """Count a request against its limit; once, even if it is begun anew.

    Raises:
        Refusal: 429, the limit is used up.
    """
    if exchange.allowance is None:
        allowance = exchange.allowance = await limits.take(limit, context)
        if allowance is not None and allowance.retry_after:
            raise rate_limited(allowance.retry_after)


def tell_allowance(headers: RawHeaders, exchange: Exchange) -> None:
    """Have the header fields of an answer say what is left, if that was counted."""
    allowance = exchange.allowance
    if allowance is None:
        return
    names = {name.lower() for name, _ in headers}
    fields = allowance.fields()
    if _RETRY_AFTER in names and not allowance.retry_after:
        # Something else is to be waited for, so what is left of this would mislead:
        # both are to name one moment (section 5 of the draft). Where something has to
        # be told, it is that nothing is left.
        nothing = replace(allowance, remaining=0).fields()
        fields = [each for each in nothing if each[0] != LEFT or LEFT in names]
    # An operation may have declared them, whoever has filled them in.
    headers[:] = [each for each in headers if each[0].lower() not in FIELDS]
    headers += fields
