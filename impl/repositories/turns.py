"""Who keeps a bound by removing what is beyond it has to see what others add."""

from uuid import UUID

from sqlalchemy import Text, bindparam, func, select

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows

_TAKE = select(
    func.pg_advisory_xact_lock(
        func.hashtextextended(bindparam("whose_turn", type_=Text), 0)
    )
)


async def take(work: UnitOfWork, what: str, of: UUID | None) -> None:
    """Wait until nobody else counts `what` of something; others wait until the end.

    What is counted afterwards, by a statement of its own, are all but those that are
    added by somebody who is yet to count.
    """
    await rows.value(work, _TAKE, {"whose_turn": f"{what} {of}"})
