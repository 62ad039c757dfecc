"""Applications that build on APIs."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Text, Uuid, and_, bindparam, delete, func, insert, select, update

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.deployment_records import Consumer, ConsumerFields
from impl.records import Page, Standing
from impl.repositories import rows, visibility
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import ConsumerRow
from impl.tables.columns import table_of

consumers = table_of(ConsumerRow)
_COLUMNS = rows.columns(Consumer, consumers)
_BY_ID = consumers.c.id == bindparam("consumer_id", type_=Uuid)

# A consumer of a team that the caller can see; its versions are found through it, too.
visible_consumers = visibility.visible_teams.join(
    consumers, and_(consumers.c.team_id == teams.c.id, _BY_ID)
)


@dataclass(frozen=True, slots=True)
class LockedConsumer:
    """A consumer that nobody else changes, and what the caller is in its team."""

    consumer: Consumer
    standing: Standing


_find = select(*_COLUMNS).select_from(visible_consumers).where(visibility.is_this_team)
_FIND = Query(Consumer, _find)
_NAMED = Query(
    Consumer,
    select(*_COLUMNS)
    .select_from(
        visibility.visible_teams.join(consumers, consumers.c.team_id == teams.c.id)
    )
    .where(
        visibility.is_visible,
        teams.c.name == bindparam("team_name", type_=Text),
        consumers.c.name == bindparam("consumer_name", type_=Text),
    ),
)
_LOCK = Query(
    LockedConsumer, _find.add_columns(visibility.role).with_for_update(of=consumers)
)
_standing = (
    select(*visibility.standing)
    .select_from(visible_consumers)
    .where(visibility.is_this_team)
)
# As `hold_team` does: what refers to the consumer goes on being added meanwhile.
_STANDING = Query(Standing, _standing)
_HOLD = Query(Standing, _standing.with_for_update(of=consumers, key_share=True))
_PAGE = PageWithin(
    Consumer,
    visibility.visible_teams,
    select(*_COLUMNS).where(consumers.c.team_id == bindparam("team_id", type_=Uuid)),
    "created_at",
    "id",
)
_FIELDS = {
    "name": bindparam("new_name"),
    "title": bindparam("new_title"),
    "contact": bindparam("new_contact", type_=Text),
}
_CREATE = Query(
    Consumer,
    insert(consumers)
    .values(team_id=bindparam("of_team_id", type_=Uuid), **_FIELDS)
    .returning(*_COLUMNS),
)
_UPDATE = Query(
    Consumer,
    update(consumers)
    .where(_BY_ID)
    .values(**_FIELDS, revision=consumers.c.revision + 1, updated_at=func.now())
    .returning(*_COLUMNS),
)
_DELETE = delete(consumers).where(_BY_ID)


async def find(
    reader: Reader, caller: Caller, team_id: UUID, consumer_id: UUID
) -> Consumer | None:
    """Return a consumer of a team that the caller can see."""
    values = visibility.of(caller, team_id, consumer_id=consumer_id)
    return await _FIND.first(reader, values)


async def named(
    reader: Reader, caller: Caller, team_name: str, consumer_name: str
) -> tuple[Consumer, ...]:
    """Return the consumer with these names, if the caller can see it."""
    values = {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "team_name": team_name,
        "consumer_name": consumer_name,
    }
    return await _NAMED.every(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, consumer_id: UUID
) -> LockedConsumer | None:
    """As `find`, with the caller's standing; nobody else changes it until the end."""
    values = visibility.of(caller, team_id, consumer_id=consumer_id)
    return await _LOCK.first(work, values)


async def standing(
    reader: Reader, caller: Caller, team_id: UUID, consumer_id: UUID
) -> Standing | None:
    """Return what the caller is in the team of a consumer, None if it is not seen."""
    values = visibility.of(caller, team_id, consumer_id=consumer_id)
    return await _STANDING.first(reader, values)


async def hold(
    work: UnitOfWork, caller: Caller, team_id: UUID, consumer_id: UUID
) -> Standing | None:
    """Have others who add to a consumer wait; return the caller's standing."""
    values = visibility.of(caller, team_id, consumer_id=consumer_id)
    return await _HOLD.first(work, values)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Consumer] | None:
    """Return a page of a team's consumers, newest first; None if it can't be seen."""
    return await _PAGE.fetch(reader, visibility.of(caller, team_id), limit, after)


async def create(work: UnitOfWork, team_id: UUID, new: ConsumerFields) -> Consumer:
    """Add a consumer.

    Raises:
        Conflict: the name is taken (`name_taken`).
        NotFound: the team is gone.

    """
    return await _CREATE.one(work, {"of_team_id": team_id, **_fields(new)})


async def update_one(
    work: UnitOfWork, consumer_id: UUID, new: ConsumerFields
) -> Consumer:
    """Replace what can be changed of a locked consumer.

    Raises:
        Conflict: the name is taken (`name_taken`).

    """
    return await _UPDATE.one(work, {"consumer_id": consumer_id, **_fields(new)})


async def delete_one(work: UnitOfWork, consumer_id: UUID) -> None:
    """Remove a locked consumer, and with it its versions."""
    await rows.execute(work, _DELETE, {"consumer_id": consumer_id})


def _fields(new: ConsumerFields) -> dict[str, object]:
    return {
        "new_name": new.name,
        "new_title": new.title,
        "new_contact": new.contact,
    }
