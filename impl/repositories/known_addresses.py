"""Where people have logged in from."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ARRAY, Interval, LargeBinary, Text, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.people import people
from impl.tables import KnownAddressRow
from impl.tables.columns import table_of

known = table_of(KnownAddressRow)
# How exactly the end is kept; without a bound every log-in would write.
_PRECISION = timedelta(days=1)
_ENDS_AT = func.now() + bindparam("life", type_=Interval)

_IS_KNOWN = (
    select(known.c.person_id)
    .join(people, people.c.id == known.c.person_id)
    .where(
        func.lower(people.c.email) == func.lower(bindparam("address", type_=Text)),
        known.c.network == func.any(bindparam("of_networks", type_=ARRAY(LargeBinary))),
        known.c.expires_at > func.now(),
    )
)
_HAS_ANY = (
    select(known.c.person_id)
    .where(
        known.c.person_id == bindparam("of_person_id", type_=Uuid),
        known.c.expires_at > func.now(),
    )
    .limit(1)
)
_REMEMBER = (
    insert(known)
    .values(
        person_id=bindparam("of_person_id", type_=Uuid),
        network=bindparam("of_network", type_=LargeBinary),
        expires_at=_ENDS_AT,
    )
    .on_conflict_do_update(
        index_elements=[known.c.person_id, known.c.network],
        set_={"expires_at": _ENDS_AT},
        where=known.c.expires_at < _ENDS_AT - _PRECISION,
    )
)


async def is_known(reader: Reader, email: str, networks: list[bytes]) -> bool:
    """Tell whether the person with an address has logged in from one of networks."""
    values = {"address": email, "of_networks": networks}
    return await rows.value(reader, _IS_KNOWN, values) is not None


async def has_any(work: UnitOfWork, person_id: UUID) -> bool:
    """Tell whether it is known of any network that a person has logged in from it."""
    values = {"of_person_id": person_id}
    return await rows.value(work, _HAS_ANY, values) is not None


async def remember(
    work: UnitOfWork, person_id: UUID, network: bytes, life: timedelta
) -> None:
    """Know a network of a person for so long, to the day.

    Raises:
        ConstraintViolated: the person is gone.

    """
    values = {"of_person_id": person_id, "of_network": network, "life": life}
    await rows.execute(work, _REMEMBER, values)
