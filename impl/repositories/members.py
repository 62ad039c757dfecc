"""Memberships."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Member, Page, Standing
from impl.repositories import rows, visibility
from impl.repositories.pages import PageWithin
from impl.repositories.people import people
from impl.repositories.rows import Query
from impl.repositories.visibility import members, teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition

_COLUMNS = rows.columns(
    Member,
    members,
    email=people.c.email,
    display_name=people.c.display_name,
    person_revision=people.c.revision,
)
_TEAM: ColumnElement[bool] = members.c.team_id == bindparam("team_id", type_=Uuid)
_PERSON: ColumnElement[bool] = members.c.person_id == bindparam("person_id", type_=Uuid)
_MEMBERS: Select[Any] = select(*_COLUMNS).select_from(members).join(people).where(_TEAM)

_find = (
    select(*_COLUMNS)
    .select_from(
        visibility.visible_teams.join(
            members, and_(members.c.team_id == teams.c.id, _PERSON)
        ).join(people, people.c.id == members.c.person_id)
    )
    .where(visibility.is_this_team)
)
_FIND = Query(Member, _find)
_LOCK = Query(Member, _find.with_for_update(of=members))
_PAGE = PageWithin(
    Member, visibility.visible_teams, _MEMBERS, "created_at", "person_id"
)
_CREATE = insert(members)
_GET = Query(Member, _MEMBERS.where(_PERSON))
_UPDATE = (
    update(members)
    .where(
        # SQLAlchemy would assign to a column that a parameter is named after.
        members.c.team_id == bindparam("of_team_id", type_=Uuid),
        members.c.person_id == bindparam("of_person_id", type_=Uuid),
    )
    .values(
        role=bindparam("new_role"),
        revision=members.c.revision + 1,
        updated_at=func.now(),
    )
)
_DELETE = delete(members).where(_TEAM, _PERSON)
_LOCK_OF_PERSON = Query(
    Standing,
    select(members.c.team_id, members.c.role)
    .where(_PERSON)
    .order_by(members.c.team_id)
    .with_for_update(),
)
_OTHER_OWNER = select(
    exists().where(
        _TEAM,
        members.c.role == "owner",
        members.c.person_id != bindparam("person_id", type_=Uuid),
    )
)
_other = members.alias("other")
_SOLE_OWNER = select(
    exists().where(
        _PERSON,
        members.c.role == "owner",
        ~exists().where(
            _other.c.team_id == members.c.team_id,
            _other.c.role == "owner",
            _other.c.person_id != members.c.person_id,
        ),
    )
)


async def find(
    reader: Reader, caller: Caller, team_id: UUID, person_id: UUID
) -> Member | None:
    """Return a membership in a team that the caller can see."""
    values = visibility.of(caller, team_id, person_id=person_id)
    return await _FIND.first(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, person_id: UUID
) -> Member | None:
    """As `find`; nobody else changes the membership until the transaction ends."""
    values = visibility.of(caller, team_id, person_id=person_id)
    return await _LOCK.first(work, values)


async def lock_of_person(work: UnitOfWork, person_id: UUID) -> tuple[Standing, ...]:
    """Return what a locked person is, and in which teams; it stays so."""
    return await _LOCK_OF_PERSON.every(work, {"person_id": person_id})


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Member] | None:
    """Return a page of a team's members, newest first; None if it can't be seen."""
    return await _PAGE.fetch(reader, visibility.of(caller, team_id), limit, after)


async def create(work: UnitOfWork, team_id: UUID, person_id: UUID, role: str) -> Member:
    """Add a person to a team.

    Raises:
        Conflict: they are a member (`already_member`).
        NotFound: the team or the person is gone.

    """
    await rows.execute(
        work, _CREATE, {"team_id": team_id, "person_id": person_id, "role": role}
    )
    return await _get(work, team_id, person_id)


async def update_one(
    work: UnitOfWork, team_id: UUID, person_id: UUID, role: str
) -> Member:
    """Give a locked member another role."""
    values = {"of_team_id": team_id, "of_person_id": person_id, "new_role": role}
    await rows.execute(work, _UPDATE, values)
    return await _get(work, team_id, person_id)


async def delete_one(work: UnitOfWork, team_id: UUID, person_id: UUID) -> None:
    """Remove a person from a team."""
    await rows.execute(work, _DELETE, {"team_id": team_id, "person_id": person_id})


async def has_other_owner(work: UnitOfWork, team_id: UUID, person_id: UUID) -> bool:
    """Tell whether somebody else owns a team, which has to be locked."""
    values = {"team_id": team_id, "person_id": person_id}
    return bool(await rows.value(work, _OTHER_OWNER, values))


async def is_sole_owner(work: UnitOfWork, person_id: UUID) -> bool:
    """Tell whether a team would be without owners if this person left."""
    return bool(await rows.value(work, _SOLE_OWNER, {"person_id": person_id}))


async def _get(work: UnitOfWork, team_id: UUID, person_id: UUID) -> Member:
    values = {"team_id": team_id, "person_id": person_id}
    return await _GET.one(work, values)
