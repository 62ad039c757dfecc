"""Teams, and what a caller is in them."""

from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, delete, func, insert, select, update

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Page, Standing, Team
from impl.repositories import pages, rows, scope
from impl.repositories.scope import members, teams
from impl.security.caller import Caller
from impl.security.cursors import Position

_OWN_COLUMNS = (
    teams.c.id,
    teams.c.name,
    teams.c.title,
    teams.c.description,
    teams.c.revision,
    teams.c.created_at,
    teams.c.updated_at,
)
_COLUMNS = (*_OWN_COLUMNS, scope.role)
_BY_ID = teams.c.id == bindparam("team_id", type_=Uuid)

_FIND = select(*_COLUMNS).select_from(scope.visible_teams).where(scope.is_this_team)
_LOCK = _FIND.with_for_update(of=teams)
_STANDING = (
    select(teams.c.id, scope.role)
    .select_from(scope.visible_teams)
    .where(scope.is_this_team)
)
_LOCK_STANDING = _STANDING.with_for_update(of=teams)
_PAGE = pages.page(
    select(*_OWN_COLUMNS, members.c.role)
    .join(members, members.c.team_id == teams.c.id)
    .where(members.c.person_id == bindparam("person_id", type_=Uuid)),
    teams.c.created_at,
    teams.c.id,
)
_CREATE = insert(teams).returning(*_OWN_COLUMNS)
_UPDATE = (
    update(teams)
    .where(_BY_ID)
    .values(
        name=bindparam("new_name"),
        title=bindparam("new_title"),
        description=bindparam("new_description", type_=Text),
        revision=teams.c.revision + 1,
        updated_at=func.now(),
    )
    .returning(*_OWN_COLUMNS)
)
_DELETE = delete(teams).where(_BY_ID)
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
    row = await rows.first(reader, _FIND, scope.of(caller, team_id))
    return Team(*row) if row else None


async def lock(work: UnitOfWork, caller: Caller, team_id: UUID) -> Team | None:
    """Return a team that the caller can see; nobody else changes it until the end."""
    row = await rows.first(work, _LOCK, scope.of(caller, team_id))
    return Team(*row) if row else None


async def standing(reader: Reader, caller: Caller, team_id: UUID) -> Standing | None:
    """Return what the caller is in a team, None where they can't see it."""
    row = await rows.first(reader, _STANDING, scope.of(caller, team_id))
    return Standing(*row) if row else None


async def lock_standing(
    work: UnitOfWork, caller: Caller, team_id: UUID
) -> Standing | None:
    """As `standing`; changes of the team's owners wait for each other on this."""
    row = await rows.first(work, _LOCK_STANDING, scope.of(caller, team_id))
    return Standing(*row) if row else None


async def list_own(
    reader: Reader, person_id: UUID, limit: int, after: Position | None
) -> Page[Team]:
    """Return a page of the teams that a person belongs to, newest first."""
    values = {"person_id": person_id, **pages.parameters(limit, after)}
    found = await rows.every(reader, _PAGE, values)
    return Page(tuple(Team(*row) for row in found[:limit]), more=len(found) > limit)


async def create(
    work: UnitOfWork, *, name: str, title: str, description: str | None
) -> Team:
    """Add a team, seen as its owner will.

    Raises:
        ConstraintViolated: the name is taken (`uq_teams_name`).

    """
    values = {"name": name, "title": title, "description": description}
    return Team(*(*await rows.one(work, _CREATE, values), "owner"))


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
        ConstraintViolated: the name is taken (`uq_teams_name`).

    """
    values = {
        "team_id": team.id,
        "new_name": name,
        "new_title": title,
        "new_description": description,
    }
    return Team(*(*await rows.one(work, _UPDATE, values), team.role))


async def delete_one(work: UnitOfWork, team_id: UUID) -> None:
    """Remove a team and everything that it owns."""
    await work.execute(_DELETE, {"team_id": team_id})


async def lock_owned(work: UnitOfWork, person_id: UUID) -> None:
    """Have changes of owners wait, in every team that this person owns."""
    await work.execute(_LOCK_OWNED, {"person_id": person_id})
