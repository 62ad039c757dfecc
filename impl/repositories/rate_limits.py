"""The generic cell rate algorithm (ITU-T I.371), one statement per attempt."""

from datetime import timedelta

from sqlalchemy import (
    Float,
    Interval,
    LargeBinary,
    bindparam,
    extract,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.tables import RateLimitRow
from impl.tables.columns import table_of

limits = table_of(RateLimitRow)
_BUCKET = bindparam("of_bucket", type_=LargeBinary)
_INTERVAL = bindparam("interval", type_=Interval)
_TOLERANCE = bindparam("tolerance", type_=Interval)
_NOW = func.clock_timestamp()

# The row is locked, so a burst is counted exactly; a refused attempt moves nothing.
_ATTEMPT = (
    insert(limits)
    .values(bucket=_BUCKET, arrival=_NOW + _INTERVAL)
    .on_conflict_do_update(
        index_elements=[limits.c.bucket],
        set_={"arrival": func.greatest(limits.c.arrival, _NOW) + _INTERVAL},
        where=limits.c.arrival <= _NOW + _TOLERANCE,
    )
    .returning(extract("epoch", limits.c.arrival - _NOW).cast(Float))
)
_WAIT = select(
    extract("epoch", limits.c.arrival - _TOLERANCE - _NOW).cast(Float)
).where(limits.c.bucket == _BUCKET)
_COUNTED = select(
    func.ceil(
        extract("epoch", limits.c.arrival - _NOW).cast(Float)
        / extract("epoch", _INTERVAL).cast(Float)
    )
).where(limits.c.bucket == _BUCKET)
_UNDO = (
    update(limits)
    .where(limits.c.bucket == _BUCKET)
    .values(arrival=limits.c.arrival - _INTERVAL)
)


async def attempt(
    work: UnitOfWork, bucket: bytes, interval: timedelta, tolerance: timedelta
) -> float | None:
    """Count one attempt; return None, or how many seconds to wait for the next.

    One attempt per `interval` on average, and as many at once as `tolerance` holds
    intervals, plus one.
    """
    if await take(work, bucket, interval, tolerance) is not None:
        return None
    return await wait(work, bucket, tolerance)


async def take(
    work: UnitOfWork, bucket: bytes, interval: timedelta, tolerance: timedelta
) -> float | None:
    """Count one attempt; return when all is given back, in seconds, or None."""
    values = {"of_bucket": bucket, "interval": interval, "tolerance": tolerance}
    left: float | None = await rows.value(work, _ATTEMPT, values)
    return left


async def wait(work: UnitOfWork, bucket: bytes, tolerance: timedelta) -> float:
    """Return how many seconds to wait for the next attempt."""
    values = {"of_bucket": bucket, "tolerance": tolerance}
    return max(0.0, await rows.value(work, _WAIT, values) or 0.0)


async def counted(work: UnitOfWork, bucket: bytes, interval: timedelta) -> int:
    """Return how many attempts there are that have not been given back."""
    values = {"of_bucket": bucket, "interval": interval}
    return max(0, round(await rows.value(work, _COUNTED, values) or 0.0))


async def undo(work: UnitOfWork, bucket: bytes, interval: timedelta) -> None:
    """Take one attempt back."""
    await rows.execute(work, _UNDO, {"of_bucket": bucket, "interval": interval})
