"""Teams, and what a caller is in them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from impl.account_records import NamedTeam
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Page, Standing, Team
from impl.repositories import rows, visibility
from impl.repositories.pages import PageQuery
from impl.repositories.rows import Query
from impl.repositories.visibility import members, teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition

_COLUMNS = rows.columns(Team, teams, role=visibility.role)
_BY_ID = teams.c.id == bindparam("team_id", type_=Uuid)

_find = (
    select(*_COLUMNS)
    .select_from(visibility.visible_teams)
    .where(visibility.is_this_team)
)
_FIND = Query(Team, _find)
_NAMED = Query(
    Team,
    select(*_COLUMNS)
    .select_from(visibility.visible_teams)
    .where(visibility.is_visible, teams.c.name == bindparam("team_name", type_=Text)),
)
_LOCK = Query(Team, _find.with_for_update(of=teams))
_standing = (
    select(*visibility.standing)
    .select_from(visibility.visible_teams)
    .where(visibility.is_this_team)
)
_STANDING = Query(Standing, _standing)
_LOCK_STANDING = Query(Standing, _standing.with_for_update(of=teams))
_PAGE = PageQuery(
    Team,
    select(*rows.columns(Team, teams, role=members.c.role))
    .join(members, members.c.team_id == teams.c.id)
    .where(members.c.person_id == bindparam("person_id", type_=Uuid)),
    "created_at",
    "id",
)
# What the caller is in the team, no row of it says.
_WRITTEN = rows.columns(Team, teams, role=bindparam("caller_role", type_=Text))
_CREATE = Query(Team, insert(teams).returning(*_WRITTEN))
_UPDATE = Query(
    Team,
    update(teams)
    .where(_BY_ID)
    .values(
        name=bindparam("new_name"),
        title=bindparam("new_title"),
        description=bindparam("new_description", type_=Text),
        revision=teams.c.revision + 1,
        updated_at=func.now(),
    )
    .returning(*_WRITTEN),
)
_DELETE = delete(teams).where(_BY_ID)
_LOCK_NAMED = Query(
    NamedTeam,
    select(*rows.columns(NamedTeam, teams))
    .where(teams.c.name == func.any(bindparam("names", type_=ARRAY(Text))))
    .order_by(teams.c.id)
    .with_for_update(),
)
_LOCK_OWNED = (
    select(teams.c.id)
    .join(members, members.c.team_id == teams.c.id)
    .where(
        members.c.person_id == bindparam("person_id", type_=Uuid),
        members.c.role == "owner",
    )
    # Always in one order, so that two of these can't wait for each other.
    .order_by(teams.c.id)
    .with_for_update(of=teams)
)


async def find(reader: Reader, caller: Caller, team_id: UUID) -> Team | None:
    """Return a team that the caller can see."""
    return await _FIND.first(reader, visibility.of(caller, team_id))


async def lock(work: UnitOfWork, caller: Caller, team_id: UUID) -> Team | None:
    """Return a team that the caller can see; nobody else changes it until the end."""
    return await _LOCK.first(work, visibility.of(caller, team_id))


async def standing(reader: Reader, caller: Caller, team_id: UUID) -> Standing | None:
    """Return what the caller is in a team, None where they can't see it."""
    return await _STANDING.first(reader, visibility.of(caller, team_id))


async def lock_standing(
    work: UnitOfWork, caller: Caller, team_id: UUID
) -> Standing | None:
    """As `standing`; changes of the team's owners wait for each other on this."""
    return await _LOCK_STANDING.first(work, visibility.of(caller, team_id))


async def named(reader: Reader, caller: Caller, name: str) -> Team | None:
    """Return the team of this name, if the caller can see it."""
    values = {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "team_name": name,
    }
    return await _NAMED.first(reader, values)


async def list_own(
    reader: Reader, person_id: UUID, limit: int, after: PagePosition | None
) -> Page[Team]:
    """Return a page of the teams that a person belongs to, newest first."""
    return await _PAGE.fetch(reader, {"person_id": person_id}, limit, after)


async def create(
    work: UnitOfWork, *, name: str, title: str, description: str | None
) -> Team:
    """Add a team, seen as its owner will.

    Raises:
        Conflict: the name is taken (`name_taken`).

    """
    values = {
        "name": name,
        "title": title,
        "description": description,
        "caller_role": "owner",
    }
    return await _CREATE.one(work, values)


async def update_one(
    work: UnitOfWork,
    team: Team,
    *,
    name: str,
    title: str,
    description: str | None,
) -> Team:
    """Replace what can be changed of a locked team.

    Raises:
        Conflict: the name is taken (`name_taken`).

    """
    values = {
        "team_id": team.id,
        "new_name": name,
        "new_title": title,
        "new_description": description,
        "caller_role": team.role,
    }
    return await _UPDATE.one(work, values)


async def delete_one(work: UnitOfWork, team_id: UUID) -> None:
    """Remove a team and everything that it owns."""
    await rows.execute(work, _DELETE, {"team_id": team_id})


async def lock_owned(work: UnitOfWork, person_id: UUID) -> None:
    """Have changes of owners wait, in every team that this person owns."""
    await rows.execute(work, _LOCK_OWNED, {"person_id": person_id})


async def lock_named(work: UnitOfWork, names: Sequence[str]) -> tuple[NamedTeam, ...]:
    """Return the teams of these names; changes of their owners wait for the end.

    Who asks has to be this service itself: there is no caller to see them.
    """
    return await _LOCK_NAMED.every(work, {"names": list(names)})
