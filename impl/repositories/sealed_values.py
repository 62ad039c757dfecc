"""Whatever is stored encrypted for long, wherever it stands."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Text, Uuid, bindparam, select, update

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import SecondFactorRow, SigningKeyRow, WebhookRow
from impl.tables.columns import table_of

_factors, _hooks = table_of(SecondFactorRow), table_of(WebhookRow)
_keys = table_of(SigningKeyRow)


@dataclass(frozen=True, slots=True)
class SealedValue:
    """A value, and whose it is."""

    id: UUID | str
    sealed: str


class SealedValues:
    """A column of encrypted values; nobody changes one that is being read here."""

    def __init__(self, sealed: Column[str], key: Column[UUID] | Column[str]) -> None:
        kind = Text if key is _keys.c.id else Uuid
        this: ColumnElement[bool] = key == bindparam("of_id", type_=kind)
        self._locked = Query(
            SealedValue,
            select(key.label("id"), sealed.label("sealed"))
            .where(sealed.is_not(None))
            .order_by(key)
            .with_for_update(),
        )
        self._put = (
            update(sealed.table)
            .where(this)
            .values({sealed: bindparam("new_sealed", type_=Text)})
        )

    async def lock_all(self, work: UnitOfWork) -> tuple[SealedValue, ...]:
        """Return them all, and have them stay until the transaction ends."""
        return await self._locked.every(work, {})

    async def put(self, work: UnitOfWork, value: SealedValue) -> None:
        """Store a value anew."""
        given = {"of_id": value.id, "new_sealed": value.sealed}
        await rows.execute(work, self._put, given)


SIGNING_KEYS = SealedValues(_keys.c.sealed, _keys.c.id)
SECOND_FACTORS = SealedValues(_factors.c.sealed, _factors.c.person_id)
WEBHOOKS = (
    SealedValues(_hooks.c.sealed, _hooks.c.id),
    SealedValues(_hooks.c.sealed_before, _hooks.c.id),
)
