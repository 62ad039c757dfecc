"""Places where builds of APIs and consumers meet."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, and_, bindparam, delete, func, insert, select, update

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.deployment_records import Environment, EnvironmentFields
from impl.records import Page, Standing
from impl.repositories import rows, visibility
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import EnvironmentRow
from impl.tables.columns import table_of

environments = table_of(EnvironmentRow)
_COLUMNS = rows.columns(Environment, environments)
_BY_ID = environments.c.id == bindparam("environment_id", type_=Uuid)

# An environment of a team that the caller can see; deployments are found through it.
visible_environments = visibility.visible_teams.join(
    environments, and_(environments.c.team_id == teams.c.id, _BY_ID)
)


@dataclass(frozen=True, slots=True)
class LockedEnvironment:
    """An environment that nobody else changes, and what the caller is in its team."""

    environment: Environment
    standing: Standing


_find = (
    select(*_COLUMNS).select_from(visible_environments).where(visibility.is_this_team)
)
_FIND = Query(Environment, _find)
_NAMED = Query(
    Environment,
    select(*_COLUMNS)
    .select_from(
        visibility.visible_teams.join(
            environments, environments.c.team_id == teams.c.id
        )
    )
    .where(
        visibility.is_visible,
        teams.c.name == bindparam("team_name", type_=Text),
        environments.c.name == bindparam("environment_name", type_=Text),
    ),
)
_LOCK = Query(
    LockedEnvironment,
    _find.add_columns(visibility.role).with_for_update(of=environments),
)
_standing = (
    select(*visibility.standing)
    .select_from(visible_environments)
    .where(visibility.is_this_team)
)
# As `hold_team` does: whoever deletes it waits meanwhile.
_HOLD = Query(Standing, _standing.with_for_update(of=environments, key_share=True))
_PAGE = PageWithin(
    Environment,
    visibility.visible_teams,
    select(*_COLUMNS).where(environments.c.team_id == bindparam("team_id", type_=Uuid)),
    "created_at",
    "id",
)
_FIELDS: dict[str, Any] = {
    "name": bindparam("new_name"),
    "title": bindparam("new_title"),
}
_CREATE = Query(
    Environment,
    insert(environments)
    .values(team_id=bindparam("of_team_id", type_=Uuid), **_FIELDS)
    .returning(*_COLUMNS),
)
_UPDATE = Query(
    Environment,
    update(environments)
    .where(_BY_ID)
    .values(**_FIELDS, revision=environments.c.revision + 1, updated_at=func.now())
    .returning(*_COLUMNS),
)
_DELETE = delete(environments).where(_BY_ID)


async def find(
    reader: Reader, caller: Caller, team_id: UUID, environment_id: UUID
) -> Environment | None:
    """Return an environment of a team that the caller can see."""
    values = visibility.of(caller, team_id, environment_id=environment_id)
    return await _FIND.first(reader, values)


async def named(
    reader: Reader, caller: Caller, team_name: str, environment_name: str
) -> tuple[Environment, ...]:
    """Return the environment with these names, if the caller can see it."""
    values = {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "team_name": team_name,
        "environment_name": environment_name,
    }
    return await _NAMED.every(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, environment_id: UUID
) -> LockedEnvironment | None:
    """As `find`, with the caller's standing; nobody else changes it until the end."""
    values = visibility.of(caller, team_id, environment_id=environment_id)
    return await _LOCK.first(work, values)


async def hold(
    work: UnitOfWork, caller: Caller, team_id: UUID, environment_id: UUID
) -> Standing | None:
    """Have others who change what is there wait; return the caller's standing."""
    values = visibility.of(caller, team_id, environment_id=environment_id)
    return await _HOLD.first(work, values)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Environment] | None:
    """Return a page of environments, newest first; None if the team is not seen."""
    return await _PAGE.fetch(reader, visibility.of(caller, team_id), limit, after)


async def create(
    work: UnitOfWork, team_id: UUID, new: EnvironmentFields
) -> Environment:
    """Add an environment.

    Raises:
        Conflict: the name is taken (`name_taken`).
        NotFound: the team is gone.

    """
    return await _CREATE.one(work, {"of_team_id": team_id, **_fields(new)})


async def update_one(
    work: UnitOfWork, environment_id: UUID, new: EnvironmentFields
) -> Environment:
    """Replace what can be changed of a locked environment.

    Raises:
        Conflict: the name is taken (`name_taken`).

    """
    return await _UPDATE.one(work, {"environment_id": environment_id, **_fields(new)})


async def delete_one(work: UnitOfWork, environment_id: UUID) -> None:
    """Remove a locked environment, and with it its deployments."""
    await rows.execute(work, _DELETE, {"environment_id": environment_id})


def _fields(new: EnvironmentFields) -> dict[str, object]:
    return {
        "new_name": new.name,
        "new_title": new.title,
    }
