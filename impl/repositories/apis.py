"""APIs of teams."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Text,
    Uuid,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Api, Page, Policy, Standing
from impl.repositories import rows, visibility
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import ApiRow
from impl.tables.columns import table_of

apis = table_of(ApiRow)
_COLUMNS = rows.columns(Api, apis, profile=apis.c.policy_profile)
_BY_ID = apis.c.id == bindparam("api_id", type_=Uuid)

# An API of a team; versions are found through it, too. What starts from it is to ask
# for `is_seen`, or for `visibility.is_this_team` where guests see nothing.
visible_apis = visibility.visible_teams.join(
    apis, and_(apis.c.team_id == teams.c.id, _BY_ID)
)
is_for_everyone: ColumnElement[bool] = apis.c.visibility == "everyone"
is_seen: ColumnElement[bool] = and_(
    teams.c.id == bindparam("team_id", type_=Uuid),
    or_(visibility.is_visible, is_for_everyone),
)


@dataclass(frozen=True, slots=True)
class LockedApi:
    """An API that nobody else changes, and what the caller is in its team."""

    api: Api
    standing: Standing


_FIND = Query(Api, select(*_COLUMNS).select_from(visible_apis).where(is_seen))
_NAMED = Query(
    Api,
    select(*_COLUMNS)
    .select_from(visibility.visible_teams.join(apis, apis.c.team_id == teams.c.id))
    .where(
        or_(visibility.is_visible, is_for_everyone),
        teams.c.name == bindparam("team_name", type_=Text),
        apis.c.name == bindparam("api_name", type_=Text),
    ),
)
_LOCK = Query(
    LockedApi,
    select(*_COLUMNS, visibility.role)
    .select_from(visible_apis)
    .where(is_seen)
    .with_for_update(of=apis),
)
_STANDING = Query(
    Standing,
    select(*visibility.standing).select_from(visible_apis).where(is_seen),
)
_OF_TEAM = select(*_COLUMNS).where(apis.c.team_id == bindparam("team_id", type_=Uuid))
_NEEDLE = func.lower(bindparam("text", type_=Text))
_FOUND = _OF_TEAM.where(
    or_(
        *(
            func.strpos(func.lower(column), _NEEDLE) > 0
            for column in (apis.c.name, apis.c.title, apis.c.description)
        )
    )
)
_PAGE = PageWithin(Api, visibility.visible_teams, _OF_TEAM, "created_at", "id")
_FOUND_PAGE = PageWithin(Api, visibility.visible_teams, _FOUND, "created_at", "id")
_POLICY = {
    "policy_profile": bindparam("new_profile", type_=Text),
    "major_version_for": bindparam("new_major_version_for", type_=Text),
    "required_approvals": bindparam("new_required_approvals", type_=BigInteger),
    "author_approvals": bindparam("new_author_approvals", type_=Boolean),
    "signer_role": bindparam("new_signer_role", type_=Text),
    "breaking_change_needs": bindparam("new_breaking_change_needs", type_=Text),
    "direct_publishing": bindparam("new_direct_publishing", type_=Boolean),
    "verification_required": bindparam("new_verification_required", type_=Boolean),
    "verification_days": bindparam("new_verification_days", type_=BigInteger),
    "threads_resolved": bindparam("new_threads_resolved", type_=Boolean),
}
# As `hold_team` does: what refers to the API goes on being added meanwhile.
_HOLD_POLICY = Query(
    Policy,
    select(*rows.columns(Policy, apis, profile=apis.c.policy_profile))
    .where(_BY_ID)
    .with_for_update(key_share=True),
)
_CREATE = Query(
    Api,
    insert(apis)
    .values(
        team_id=bindparam("of_team_id", type_=Uuid),
        name=bindparam("new_name"),
        title=bindparam("new_title"),
        description=bindparam("new_description", type_=Text),
        visibility=bindparam("new_visibility", type_=Text),
        **_POLICY,
    )
    .returning(*_COLUMNS),
)
_UPDATE = Query(
    Api,
    update(apis)
    .where(_BY_ID)
    .values(
        name=bindparam("new_name"),
        title=bindparam("new_title"),
        description=bindparam("new_description", type_=Text),
        visibility=bindparam("new_visibility", type_=Text),
        **_POLICY,
        revision=apis.c.revision + 1,
        updated_at=func.now(),
    )
    .returning(*_COLUMNS),
)
_DELETE = delete(apis).where(_BY_ID)


def policy_columns(table: FromClause) -> dict[str, ColumnElement[Any]]:
    """Return the columns of APIs' policies, by the fields of a record."""
    found = rows.columns(Policy, table, profile=table.c.policy_profile)
    return {each.name: each for each in found}


async def find(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID
) -> Api | None:
    """Return an API of a team, if the caller can see it."""
    return await _FIND.first(reader, visibility.of(caller, team_id, api_id=api_id))


async def named(
    reader: Reader, caller: Caller, team_name: str, api_name: str
) -> tuple[Api, ...]:
    """Return the API with these names, if the caller can see it."""
    values = {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "team_name": team_name,
        "api_name": api_name,
    }
    return await _NAMED.every(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, api_id: UUID
) -> LockedApi | None:
    """As `find`, with the caller's standing; nobody else changes it until the end."""
    return await _LOCK.first(work, visibility.of(caller, team_id, api_id=api_id))


async def standing(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID
) -> Standing | None:
    """Return what the caller is in the team of an API, None where they can't see it.

    Who sees it only because everyone does is a guest.
    """
    return await _STANDING.first(reader, visibility.of(caller, team_id, api_id=api_id))


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    text: str | None,
    limit: int,
    after: PagePosition | None,
) -> Page[Api] | None:
    """Return a page of a team's APIs, newest first; None if it can't be seen.

    With a text: of those whose name, title or description contains it, in any case.
    """
    values = visibility.of(caller, team_id)
    query = _PAGE
    if text is not None:
        query, values["text"] = _FOUND_PAGE, text
    return await query.fetch(reader, values, limit, after)


async def create(
    work: UnitOfWork,
    team_id: UUID,
    policy: Policy,
    *,
    name: str,
    title: str,
    description: str | None,
    visible_to: str,
) -> Api:
    """Add an API.

    Raises:
        Conflict: the name is taken (`name_taken`).
        NotFound: the team is gone.

    """
    values = {
        "of_team_id": team_id,
        "new_name": name,
        "new_title": title,
        "new_description": description,
        "new_visibility": visible_to,
        **_policy(policy),
    }
    return await _CREATE.one(work, values)


async def update_one(
    work: UnitOfWork,
    api_id: UUID,
    policy: Policy,
    *,
    name: str,
    title: str,
    description: str | None,
    visible_to: str,
) -> Api:
    """Replace what can be changed of a locked API.

    Raises:
        Conflict: the name is taken (`name_taken`).

    """
    values = {
        "api_id": api_id,
        "new_name": name,
        "new_title": title,
        "new_description": description,
        "new_visibility": visible_to,
        **_policy(policy),
    }
    return await _UPDATE.one(work, values)


async def hold_policy(work: UnitOfWork, api_id: UUID) -> Policy | None:
    """Return an API's policy, which stays so until the end; None if the API is gone."""
    return await _HOLD_POLICY.first(work, {"api_id": api_id})


async def delete_one(work: UnitOfWork, api_id: UUID) -> None:
    """Remove a locked API, and with it its versions."""
    await rows.execute(work, _DELETE, {"api_id": api_id})


def _policy(policy: Policy) -> dict[str, object]:
    return {f"new_{name}": value for name, value in asdict(policy).items()}
